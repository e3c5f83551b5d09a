import Dispatch

/// Work on independent things on all cores.
enum Parallel {
  /// `body` of every index below `count`, in order. Small work is done where it is.
  static func map<Result: Sendable>(
    _ count: Int, isWorthIt: Bool, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    guard isWorthIt, count > 1 else { return (0..<count).map(body) }
    return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Each place is written exactly once.
      nonisolated(unsafe) let places = buffer.baseAddress!
      DispatchQueue.concurrentPerform(iterations: count) { index in
        (places + index).initialize(to: body(index))
      }
      initialized = count
    }
  }
}
