/// The difference of two texts as `diff -u` shows it.
package enum UnifiedDiff {
  private static let context = 3
  /// Beyond so many changed lines the texts are shown as replaced rather than compared at length.
  private static let mostChanges = 1000

  private struct Line {
    enum Kind: String {
      case kept = " "
      case removed = "-"
      case added = "+"
    }
    var kind: Kind
    var text: ArraySlice<UInt8>
  }

  /// Empty where the texts are equal.
  ///
  /// - Parameters:
  ///   - old: nil for a file that is not there.
  ///   - new: nil for a file that goes.
  package static func text(_ path: String, old: [UInt8]?, new: [UInt8]?) -> [UInt8] {
    if old == new { return [] }
    let lines = compare(Self.lines(old ?? []), Self.lines(new ?? []))
    var output: [UInt8] = []
    output += "--- \(old == nil ? "/dev/null" : "a/\(path)")\n".utf8
    output += "+++ \(new == nil ? "/dev/null" : "b/\(path)")\n".utf8
    for hunk in hunks(lines) { append(hunk, of: lines, to: &output) }
    return output
  }

  // MARK: Comparing

  /// Each with its line end.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      result.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { result.append(bytes[start...]) }
    return result
  }

  private static func compare(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Line] {
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old[head...].reversed(), new[head...].reversed()).prefix { $0 == $1 }.count
    let middle = shortestEdit(
      Array(old[head..<(old.count - tail)]), Array(new[head..<(new.count - tail)]))
    return old[..<head].map { Line(kind: .kept, text: $0) } + middle
      + old[(old.count - tail)...].map { Line(kind: .kept, text: $0) }
  }

  /// Myers' greedy algorithm; `furthest` of each step is kept to find the way back.
  private static func shortestEdit(
    _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
  ) -> [Line] {
    var history: [[Int]] = []
    var furthest = [0, 0, 0]
    for step in 0...min(old.count + new.count, mostChanges) {
      // Diagonal `k` is at `k + step + 1`; its neighbours are always there.
      var next = [Int](repeating: 0, count: 2 * step + 3)
      history.append(furthest)
      for k in stride(from: -step, through: step, by: 2) {
        var x = step == 0 ? 0 : startOfStep(k, step, furthest)
        while x < old.count, x - k < new.count, old[x] == new[x - k] { x += 1 }
        next[k + step + 1] = x
        if k == old.count - new.count, x >= old.count {
          return wayBack(history, old, new)
        }
      }
      furthest = next
    }
    return old.map { Line(kind: .removed, text: $0) } + new.map { Line(kind: .added, text: $0) }
  }

  /// Where diagonal `k` is entered, from what the step before reached (whose diagonal `k` is at `k + step`).
  private static func startOfStep(_ k: Int, _ step: Int, _ furthest: [Int]) -> Int {
    isInsertion(k, step, furthest) ? furthest[k + 1 + step] : furthest[k - 1 + step] + 1
  }

  private static func isInsertion(_ k: Int, _ step: Int, _ furthest: [Int]) -> Bool {
    k == -step || (k != step && furthest[k - 1 + step] < furthest[k + 1 + step])
  }

  private static func wayBack(
    _ history: [[Int]], _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
  ) -> [Line] {
    var result: [Line] = []
    var (x, y) = (old.count, new.count)
    for step in stride(from: history.count - 1, through: 1, by: -1) {
      let k = x - y
      let inserts = isInsertion(k, step, history[step])
      let start = startOfStep(k, step, history[step])
      while x > start {
        x -= 1
        result.append(Line(kind: .kept, text: old[x]))
      }
      if inserts {
        y = start - k - 1
        result.append(Line(kind: .added, text: new[y]))
      } else {
        y = start - k
        x = start - 1
        result.append(Line(kind: .removed, text: old[x]))
      }
    }
    while x > 0 {
      x -= 1
      result.append(Line(kind: .kept, text: old[x]))
    }
    return result.reversed()
  }

  // MARK: Showing

  /// Changed lines with the kept ones around them.
  private static func hunks(_ lines: [Line]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for index in lines.indices where lines[index].kind != .kept {
      let start = max(0, index - context)
      let end = min(lines.count, index + context + 1)
      if let last = result.last, start <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<end
      } else {
        result.append(start..<end)
      }
    }
    return result
  }

  private static func append(_ hunk: Range<Int>, of lines: [Line], to output: inout [UInt8]) {
    func range(without kind: Line.Kind) -> String {
      let before = lines[..<hunk.lowerBound].count { $0.kind != kind }
      let count = lines[hunk].count { $0.kind != kind }
      let start = count == 0 ? before : before + 1
      return count == 1 ? "\(start)" : "\(start),\(count)"
    }
    output += "@@ -\(range(without: .added)) +\(range(without: .removed)) @@\n".utf8
    for line in lines[hunk] {
      output += line.kind.rawValue.utf8
      output += line.text
      if line.text.last != UInt8(ascii: "\n") { output += "\n\\ No newline at end of file\n".utf8 }
    }
  }
}

extension UnifiedDiff {
  /// A difference in the colours that terminals have for one.
  package static func colored(_ difference: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    for line in lines(difference) {
      let color: String? =
        switch line.first {
        case UInt8(ascii: "+"): line.starts(with: "+++ ".utf8) ? "1" : "32"
        case UInt8(ascii: "-"): line.starts(with: "--- ".utf8) ? "1" : "31"
        case UInt8(ascii: "@"): "36"
        default: nil
        }
      guard let color else {
        output += line
        continue
      }
      let hasEnd = line.last == UInt8(ascii: "\n")
      output += "\u{1B}[\(color)m".utf8
      output += hasEnd ? line.dropLast() : line
      output += "\u{1B}[0m".utf8
      if hasEnd { output.append(UInt8(ascii: "\n")) }
    }
    return output
  }
}
