/// The bytes of a file, in the pieces that they were made in: the file of a whole project is never joined in memory.
package struct FileContent: Sendable {
  /// None is empty.
  private var pieces: [[UInt8]] = []
  /// In bytes.
  package private(set) var count = 0

  /// A power of 2, in bytes: so much stays near the processor.
  package static let chunkSize = 1 << 16
  private static let newLine = [UInt8(ascii: "\n")]

  package init() {}

  package init(_ bytes: [UInt8]) { append(bytes) }

  package mutating func reserveCapacity(pieces count: Int) { pieces.reserveCapacity(count) }

  package mutating func append(_ piece: [UInt8]) {
    guard !piece.isEmpty else { return }
    pieces.append(piece)
    count += piece.count
  }

  package mutating func appendNewLine() { append(Self.newLine) }

  /// Joined, where there is more than one piece.
  package var bytes: [UInt8] {
    if pieces.count == 1 { return pieces[0] }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    for piece in pieces { result += piece }
    return result
  }

  /// Gives everything in order, in chunks of one size but for the last: how it is cut does not depend on the pieces.
  package func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    if pieces.count == 1 {
      try pieces[0].withUnsafeBytes { bytes in
        for start in stride(from: 0, to: bytes.count, by: Self.chunkSize) {
          let end = min(bytes.count, start + Self.chunkSize)
          try body(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        }
      }
      return
    }
    let size = min(count, Self.chunkSize)
    try withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { chunk in
      var filled = 0
      for piece in pieces {
        try piece.withUnsafeBytes { bytes in
          var start = 0
          while start < bytes.count {
            let part = bytes[start..<min(bytes.count, start + size - filled)]
            UnsafeMutableRawBufferPointer(rebasing: chunk[filled...]).copyMemory(
              from: UnsafeRawBufferPointer(rebasing: part))
            start += part.count
            filled += part.count
            guard filled == size else { continue }
            try body(UnsafeRawBufferPointer(chunk))
            filled = 0
          }
        }
      }
      if filled > 0 { try body(UnsafeRawBufferPointer(rebasing: chunk[..<filled])) }
    }
  }
}

extension FileContent: Hashable {
  /// Of the bytes, however they are cut.
  package static func == (a: FileContent, b: FileContent) -> Bool {
    guard a.count == b.count else { return false }
    var (left, right) = (a.pieces[...], b.pieces[...])
    // Of the first piece of each, what is behind here.
    var (leftStart, rightStart) = (0, 0)
    while let x = left.first, let y = right.first {
      if leftStart == 0, rightStart == 0, x == y {
        left.removeFirst()
        right.removeFirst()
        continue
      }
      let length = min(x.count - leftStart, y.count - rightStart)
      guard
        x[leftStart..<leftStart + length].elementsEqual(y[rightStart..<rightStart + length])
      else { return false }
      leftStart += length
      rightStart += length
      if leftStart == x.count { (left, leftStart) = (left.dropFirst(), 0) }
      if rightStart == y.count { (right, rightStart) = (right.dropFirst(), 0) }
    }
    return true
  }

  /// Files of one project are told by their paths: their sizes tell the others.
  package func hash(into hasher: inout Hasher) { hasher.combine(count) }
}
