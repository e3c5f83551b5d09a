/// A file of the compilation, as an index into its `SourceMap`.
package struct FileID: Hashable, Sendable {
  package var index: Int32
  package init(_ index: Int) { self.index = Int32(index) }
}

/// A range of bytes `[start, end)` of one file. Offsets count UTF-8 bytes from the start of the file.
package struct Span: Hashable, Sendable {
  package var file: FileID
  package var start: Int32
  package var end: Int32

  package init(file: FileID, start: Int, end: Int) {
    self.file = file
    self.start = Int32(start)
    self.end = Int32(end)
  }

  package var isEmpty: Bool { start == end }

  /// The smallest span that covers both; they must be of one file.
  package func union(_ other: Span) -> Span {
    precondition(file == other.file, "spans of two files have no union")
    return Span(
      file: file, start: Int(min(start, other.start)), end: Int(max(end, other.end)))
  }
}
