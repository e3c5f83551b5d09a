import EctypeDiagnostics
import Testing

@Suite struct LineIndexTests {
  /// What `LineIndex` answers, counted the slow way.
  private func slowPosition(_ bytes: [UInt8], _ offset: Int) -> Position {
    let before = bytes[..<offset]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Position(line: line, column: bytes[start..<offset].count { $0 & 0xC0 != 0x80 } + 1)
  }

  @Test func agreesWithCounting() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for _ in 0..<200 {
      let length = Int.random(in: 0...5000, using: &random)
      var text = ""
      while text.utf8.count < length {
        text += ["a", "é", "日", "👍", "\n", "\r\n"].randomElement(using: &random)!
      }
      let bytes = Array(text.utf8)
      let index = LineIndex(bytes)
      for _ in 0..<20 {
        let offset = Int.random(in: 0...bytes.count, using: &random)
        #expect(index.position(at: offset) == slowPosition(bytes, offset), "seed \(seed)")
      }
    }
  }

  @Test func linesWithoutTheirEnds() {
    let index = LineIndex(Array("a\r\n\nbc\r\n".utf8))
    #expect(index.lineCount == 4)
    #expect((0..<4).map(index.bytes(ofLine:)) == [0..<1, 3..<3, 4..<6, 8..<8])
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
