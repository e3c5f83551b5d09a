/// One source as it was read: its path as the user wrote it, and its bytes.
package struct SourceFile: Sendable {
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  package func text(_ span: Span) -> String {
    String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }
}

/// The files of one compilation; a `FileID` is an index into `files`.
package struct SourceMap: Sendable {
  package private(set) var files: [SourceFile] = []

  package init(_ files: [SourceFile] = []) { self.files = files }

  @discardableResult
  package mutating func add(_ file: SourceFile) -> FileID {
    files.append(file)
    return FileID(files.count - 1)
  }

  package subscript(_ id: FileID) -> SourceFile {
    get { files[Int(id.index)] }
    set { files[Int(id.index)] = newValue }
  }
}
