/// Text with places where it may be broken over lines, in the terms of Elixir's `Inspect.Algebra`: strict
/// and flex breaks, groups, nests, `next_break_fits`, `force_unfit`.
///
/// A document is a flat list of operations, not a tree: a printer appends to it in one pass over its
/// output tree, and `render(width:)` is one more pass with a look-ahead of about a line. Widths count
/// characters as the formatter does (grapheme clusters; for ASCII that is bytes).
package struct Document: Sendable {
  @usableFromInline var operations: [Operation] = []
  /// The bytes of all texts, in the order of their operations.
  @usableFromInline var bytes: [UInt8] = []

  package init() {}

  /// Empties the document and keeps its memory for the next one.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    operations.removeAll(keepingCapacity: true)
  }

  @inlinable @inline(__always)
  package mutating func append(_ kind: Operation.Kind, _ value: Int = 0) {
    operations.append(Operation(kind: kind, value: Int32(truncatingIfNeeded: value)))
  }

  // MARK: Breaks

  /// A space, or a new line where the group is broken.
  @inlinable package mutating func line() { append(.line, 1) }
  /// Nothing, or a new line where the group is broken.
  @inlinable package mutating func softLine() { append(.line, 0) }
  /// A space, or a new line where what follows up to the next break does not fit.
  @inlinable package mutating func flexLine() { append(.flexLine, 1) }
  /// A new line. It breaks no group by itself: what must be broken stands in `unfitStart … unfitEnd`.
  @inlinable package mutating func hardLine() { append(.hardLine) }
  /// An empty line between what stands before and after; never two in a row, none at the start.
  @inlinable package mutating func blankLine() { append(.blankLine) }
}
