import EctypeDriver
import EctypeModel
import Testing

@Suite struct FileContentTests {
  private static func content(_ pieces: [[UInt8]]) -> FileContent {
    var content = FileContent()
    for piece in pieces { content.append(piece) }
    return content
  }

  /// Cuts bytes at random places, with empty pieces among them.
  private static func cut(
    _ bytes: [UInt8], _ generator: inout some RandomNumberGenerator
  ) -> FileContent {
    var rest = bytes[...]
    var pieces: [[UInt8]] = []
    while !rest.isEmpty {
      let count = Int.random(
        in: 0...min(rest.count, 1 << Int.random(in: 0...18)), using: &generator)
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return content(pieces)
  }

  private static func chunks(_ content: FileContent) -> [[UInt8]] {
    var chunks: [[UInt8]] = []
    content.forEachChunk { chunks.append(Array($0)) }
    return chunks
  }

  @Test func isItsBytesHoweverTheyAreCut() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SplitMix(state: seed)
    for size in [0, 1, 7, 8, 65_535, 65_536, 65_537, 131_072, 200_001] {
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let whole = FileContent(bytes)
      let (first, second) = (Self.cut(bytes, &generator), Self.cut(bytes, &generator))
      for content in [whole, first, second] {
        #expect(content.count == size && content.bytes == bytes, "\(size), seed \(seed)")
        let chunks = Self.chunks(content)
        #expect(Array(chunks.joined()) == bytes, "\(size), seed \(seed)")
        #expect(
          chunks.dropLast().allSatisfy { $0.count == FileContent.chunkSize },
          "\(size), seed \(seed)")
      }
      #expect(whole == first && first == second && second == whole, "\(size), seed \(seed)")
      #expect(
        Set([whole, first, second].map(Checksum.init(of:))).count == 1, "\(size), seed \(seed)")
      guard size > 0 else { continue }
      var other = bytes
      other[Int.random(in: 0..<size, using: &generator)] ^= 1
      let changed = Self.cut(other, &generator)
      #expect(changed != first, "\(size), seed \(seed)")
      #expect(Checksum(of: changed) != Checksum(of: first), "\(size), seed \(seed)")
      let shorter = FileContent(Array(bytes.dropLast()))
      #expect(shorter != first, "\(size), seed \(seed)")
      #expect(Checksum(of: shorter) != Checksum(of: first), "\(size), seed \(seed)")
    }
  }
}
