/// "Did you mean": the candidate nearest to a misspelt name.
package enum Suggestions {
  /// The nearest candidate at most a third of its length away, letter case of ASCII aside, with something in common,
  /// first in order where several are as near; where none is, one that begins as the name does (`minimum`, `min`).
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    var best: String?
    let wanted = lowercased(name)
    // Only what is nearer than the best so far is worth finishing.
    var nearest = Int.max
    for candidate in candidates where candidate != name {
      let count = candidate.utf8.count
      let longest = max(wanted.count, count)
      let limit = min(max(1, longest / 3), longest - 1, nearest - 1)
      guard limit >= 0, abs(wanted.count - count) <= limit else { continue }
      let distance = distance(wanted, lowercased(candidate), limit: limit)
      if let distance {
        best = candidate
        nearest = distance
      }
    }
    return best ?? candidates.first { continues(wanted, lowercased($0)) }
  }

  /// "`a`, `b` or `c`": the first eight names, so that the way out is in sight where none is near; nil of none.
  package static func listing(_ names: some Collection<String>) -> String? {
    let quoted = names.prefix(8).map { "`\($0)`" }
    guard let last = quoted.last else { return nil }
    if names.count > quoted.count { return quoted.joined(separator: ", ") + " …" }
    return quoted.count == 1 ? last : quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Whether one is a beginning of the other, of three bytes at least.
  private static func continues(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    min(a.count, b.count) >= 3 && a != b && (a.starts(with: b) || b.starts(with: a))
  }

  private static func lowercased(_ name: String) -> [UInt8] {
    name.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  /// Edits of one byte, a swap of two neighbours among them (optimal string alignment); nil above the limit.
  private static func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int? {
    if a == b { return 0 }
    var before: [Int] = []
    var previous = Array(0...b.count)
    var row = previous
    for i in a.indices {
      row[0] = i + 1
      var least = row[0]
      for j in b.indices {
        var cost = previous[j] + (a[i] == b[j] ? 0 : 1)
        cost = min(cost, previous[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row[j + 1] = cost
        least = min(least, cost)
      }
      // A swap reaches back one row more, so two rows in a row must be beyond the limit.
      if least > limit, (previous.min() ?? 0) > limit { return nil }
      before = previous
      swap(&previous, &row)
    }
    return previous[b.count] <= limit ? previous[b.count] : nil
  }
}
