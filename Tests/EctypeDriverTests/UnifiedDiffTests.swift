import EctypeDriver
import Foundation
import Testing

private func check(
  _ old: String?, _ new: String?, _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = UnifiedDiff.text("x", old: old.map { Array($0.utf8) }, new: new.map { Array($0.utf8) })
  #expect(String(decoding: text, as: UTF8.self) == expected, sourceLocation: sourceLocation)
}

@Suite struct UnifiedDiffTests {
  @Test func equalTextsHaveNone() { check("a\n", "a\n", "") }

  @Test func changedLine() {
    check(
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
      """
      --- a/x
      +++ b/x
      @@ -2,7 +2,7 @@
       2
       3
       4
      -5
      +five
       6
       7
       8

      """)
  }

  @Test func newAndRemovedFiles() {
    check(nil, "a\nb\n", "--- /dev/null\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n")
    check("a\n", nil, "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n")
  }

  @Test func missingLineEnds() {
    check(
      "a\nb", "a\nb\n",
      "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n")
  }

  /// Whatever the texts are, applying the difference to the old one gives the new one.
  @Test func differencesApply() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for _ in 0..<300 {
      let old = lines(&random)
      var new = Bool.random(using: &random) ? lines(&random) : old
      for _ in 0..<Int.random(in: 0...4, using: &random) where !new.isEmpty {
        new[Int.random(in: 0..<new.count, using: &random)] = "changed\n"
      }
      let text = String(
        decoding: UnifiedDiff.text(
          "x", old: Array(old.joined().utf8), new: Array(new.joined().utf8)), as: UTF8.self)
      #expect(text.isEmpty ? old == new : apply(text, to: old) == new, "seed \(seed)")
    }
  }

  private func lines(_ random: inout SplitMix) -> [String] {
    (0..<Int.random(in: 0...60, using: &random)).map { _ in
      ["a\n", "b\n", "c\n", "d\n", "\n"].randomElement(using: &random)!
    }
  }

  private func apply(_ difference: String, to old: [String]) -> [String] {
    var result: [String] = []
    var position = 0
    for line in difference.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2) {
      let text = line.dropFirst() + "\n"
      switch line.first {
      case "@":
        let numbers = line.split(separator: " ")[1].dropFirst().split(separator: ",").map {
          Int($0)!
        }
        let start = numbers.count == 2 && numbers[1] == 0 ? numbers[0] : numbers[0] - 1
        result += old[position..<start]
        position = start
      case " ":
        if old[position] != text { return ["a kept line differs"] }
        result.append(old[position])
        position += 1
      case "-":
        if old[position] != text { return ["a removed line differs"] }
        position += 1
      case "+": result.append(String(text))
      default: break
      }
    }
    return result + old[position...]
  }

  @Test func textsWithoutAnythingInCommon() {
    let old = (0..<3000).map { "old \($0)\n" }.joined()
    let new = (0..<3000).map { "new \($0)\n" }.joined()
    let text = UnifiedDiff.text("x", old: Array(old.utf8), new: Array(new.utf8))
    #expect(text.count { $0 == UInt8(ascii: "\n") } == 6003)
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
