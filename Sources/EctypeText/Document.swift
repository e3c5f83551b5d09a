/// Text with places where it may be broken over lines, after Wadler's "A prettier printer" and the strict
/// form that Elixir's formatter uses (`Inspect.Algebra`).
///
/// A document is a flat list of operations, not a tree: back ends append to it in one pass over their
/// output tree, and `render(width:)` is one more pass with a look-ahead of about a line. Widths count
/// characters as both formatters do (grapheme clusters; for ASCII that is bytes).
///
/// A copy is the same document, not another one: it belongs to the one printer that fills it.
package struct Document: @unchecked Sendable {
  let storage = Storage()

  final class Storage {
    var operations = GrowingBuffer<Operation>()
    /// The bytes of all texts, in the order of their operations.
    var bytes = GrowingBuffer<UInt8>()
    var openGroups = GrowingBuffer<Int32>()
    var rendering = Renderer.Memory()
  }

  package init() {}

  /// Empties the document and keeps its memory for the next one.
  package mutating func removeAll() {
    storage.bytes.removeAll()
    storage.operations.removeAll()
    storage.openGroups.removeAll()
  }

  package var isEmpty: Bool { storage.operations.isEmpty }

  @inline(__always)
  package mutating func append(_ kind: Operation.Kind, _ value: Int = 0) {
    storage.operations.append(Operation(kind: kind, value: Int32(truncatingIfNeeded: value)))
  }

  // MARK: Breaks

  /// A space, or a new line where the group is broken.
  package mutating func line() { append(.line, 1) }
  /// Nothing, or a new line where the group is broken.
  package mutating func softLine() { append(.line, 0) }
  /// A space, or a new line where what follows up to the next break does not fit.
  package mutating func flexLine() { append(.flexLine, 1) }

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
    for index in storage.openGroups.elements.reversed() {
      let operation = storage.operations[Int(index)]
      // Those around a forced one are forced already.
      guard operation.kind == .groupStart, operation.value != GroupStyle.head.rawValue else {
        break
      }
      storage.operations[Int(index)].kind = .forcedGroupStart
    }
  }

  // MARK: Structure

  @inline(__always)
  package mutating func group(_ style: GroupStyle = .all, _ body: (inout Document) -> Void) {
    openGroup(style)
    body(&self)
    closeGroup()
  }

  package mutating func openGroup(_ style: GroupStyle = .all) {
    storage.openGroups.append(Int32(truncatingIfNeeded: storage.operations.count))
    append(.groupStart, Int(style.rawValue))
  }

  package mutating func closeGroup() {
    storage.openGroups.removeLast()
    append(.groupEnd)
  }

  /// Lines inside are indented by `columns` more.
  @inline(__always) package mutating func nest(
    _ columns: Int = 2, when condition: NestCondition = .always, _ body: (inout Document) -> Void
  ) {
    openNest(columns, when: condition)
    body(&self)
    closeNest()
  }

  package mutating func openNest(_ columns: Int = 2, when condition: NestCondition = .always) {
    append(condition.start, columns)
  }

  package mutating func closeNest() { append(.nestEnd) }

  /// The parts with `separator` between them.
  package mutating func joined<C: Collection>(
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
