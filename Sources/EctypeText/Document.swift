/// Text with places where it may be broken over lines, after Wadler's "A prettier printer" and the strict
/// form that Elixir's formatter uses (`Inspect.Algebra`).
///
/// A document is a flat list of operations, not a tree: back ends append to it in one pass over their
/// output tree, and `render(width:)` is one more pass with a look-ahead of about a line. Widths count
/// characters as both formatters do (grapheme clusters; for ASCII that is bytes).
package struct Document: Sendable {
  @usableFromInline var operations: [Operation] = []
  /// The bytes of all texts, in the order of their operations.
  @usableFromInline var bytes: [UInt8] = []
  @usableFromInline var openGroups: [Int32] = []
  var rendering = Renderer.Memory()

  package init() {}

  package mutating func reserve(bytes count: Int) {
    bytes.reserveCapacity(count)
    operations.reserveCapacity(count / 2)
  }

  /// Empties the document and keeps its memory for the next one.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    operations.removeAll(keepingCapacity: true)
    openGroups.removeAll(keepingCapacity: true)
  }

  package var isEmpty: Bool { operations.isEmpty }

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

  /// A new line; every group around it is broken.
  package mutating func hardLine() {
    breakGroups()
    append(.hardLine)
  }

  /// An empty line between what stands before and after; never two in a row, none at the start.
  package mutating func blankLine() {
    breakGroups()
    append(.blankLine)
  }

  /// Breaks every group that is open now.
  package mutating func breakGroups() {
    for index in openGroups.reversed() {
      let operation = operations[Int(index)]
      // Those around a forced one are forced already.
      guard operation.kind == .groupStart, operation.value != GroupStyle.head.rawValue else {
        break
      }
      operations[Int(index)].kind = .forcedGroupStart
    }
  }

  // MARK: Structure

  @inlinable @inline(__always)
  package mutating func group(_ style: GroupStyle = .all, _ body: (inout Document) -> Void) {
    openGroups.append(Int32(truncatingIfNeeded: operations.count))
    append(.groupStart, Int(style.rawValue))
    body(&self)
    openGroups.removeLast()
    append(.groupEnd)
  }

  /// Lines inside are indented by `columns` more.
  @inlinable @inline(__always) package mutating func nest(
    _ columns: Int = 2, when condition: NestCondition = .always, _ body: (inout Document) -> Void
  ) {
    append(condition.start, columns)
    body(&self)
    append(.nestEnd)
  }

  /// The parts with `separator` between them.
  @inlinable package mutating func joined<C: Collection>(
    _ parts: C, separator: (inout Document) -> Void, _ body: (inout Document, C.Element) -> Void
  ) {
    var isFirst = true
    for part in parts {
      if !isFirst { separator(&self) }
      isFirst = false
      body(&self, part)
    }
  }
}
