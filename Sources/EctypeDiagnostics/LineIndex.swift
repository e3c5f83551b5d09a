/// A place in a file as people and editors count it, both from 1.
package struct Position: Hashable, Sendable {
  package var line: Int
  /// Counts Unicode scalars of the line; a tab is one.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Where the lines of a file begin. Made in one pass over the bytes; every question is then answered in
/// logarithmic time, however long the lines are. Lines end at `\n`, which may follow a `\r`.
package struct LineIndex: Sendable {
  private static let stride = 1024

  private let bytes: [UInt8]
  /// The first byte of each line; never empty.
  private var starts: [Int32] = [0]
  /// How many scalars begin before each multiple of `stride`.
  private var scalarsBefore: [Int32] = [0]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var scalars: Int32 = 0
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices {
        let byte = buffer[index]
        if byte == UInt8(ascii: "\n") { starts.append(Int32(index + 1)) }
        if byte & 0xC0 != 0x80 { scalars += 1 }
        if (index + 1) % Self.stride == 0 { scalarsBefore.append(scalars) }
      }
    }
  }

  package var lineCount: Int { starts.count }

  /// The line of a byte, from 0. Offsets outside the file count as its nearest end.
  package func line(at offset: Int) -> Int {
    let offset = Int32(clamp(offset))
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line, from 0, without its line end.
  package func bytes(ofLine line: Int) -> Range<Int> {
    let start = Int(starts[line])
    guard line + 1 < starts.count else { return start..<bytes.count }
    var end = Int(starts[line + 1]) - 1
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  package func position(at offset: Int) -> Position {
    let offset = clamp(offset)
    let line = line(at: offset)
    return Position(
      line: line + 1, column: scalars(before: offset) - scalars(before: Int(starts[line])) + 1)
  }

  private func clamp(_ offset: Int) -> Int { min(max(offset, 0), bytes.count) }

  private func scalars(before offset: Int) -> Int {
    let checkpoint = offset / Self.stride
    var count = Int(scalarsBefore[checkpoint])
    for index in (checkpoint * Self.stride)..<offset where bytes[index] & 0xC0 != 0x80 {
      count += 1
    }
    return count
  }
}

/// The line indices of a compilation's files, each made when it is first asked for.
struct LineIndices {
  let sources: SourceMap
  private var indices: [FileID: LineIndex] = [:]

  init(_ sources: SourceMap) { self.sources = sources }

  subscript(_ file: FileID) -> LineIndex {
    mutating get {
      if let index = indices[file] { return index }
      let index = LineIndex(sources[file].bytes)
      indices[file] = index
      return index
    }
  }
}
