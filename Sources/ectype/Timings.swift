import EctypeDriver

/// When each stage of a build began, for `--timings`.
struct Timings {
  private var starts: [(stage: StageStart.Stage, time: Int)] = []

  mutating func begin(_ stage: StageStart.Stage) { starts.append((stage, Clock.now())) }

  /// A line for each stage, and their sum; ends the last one.
  var table: String {
    let ends = starts.dropFirst().map(\.time) + [Clock.now()]
    var rows = zip(starts, ends).map { ($0.stage.rawValue, $1 - $0.time) }
    rows.append(("in all", rows.reduce(0) { $0 + $1.1 }))
    return rows.map { name, time in
      let number = "\(time / 1000).\(time / 100 % 10)"
      return Self.padded(name, 12) + String(repeating: " ", count: max(0, 8 - number.count))
        + number + " ms"
    }.joined(separator: "\n")
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
