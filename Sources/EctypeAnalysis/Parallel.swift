import Dispatch

/// Work on independent things on all cores.
package enum Parallel {
  /// `body` of every index below `count`, in order. Small work is done where it is.
  package static func map<Result: Sendable>(
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

  static func forEach<Element: Sendable>(
    _ elements: [Element], _ body: @Sendable (Element) -> Void
  ) {
    // Below that starting a thread costs more than it gains.
    guard elements.count > 16 else { return elements.forEach(body) }
    DispatchQueue.concurrentPerform(iterations: elements.count) { body(elements[$0]) }
  }
}
