/// Text with places where it may be broken over lines, after Wadler's "A prettier printer" and the strict
/// form that Elixir's formatter uses (`Inspect.Algebra`).
///
/// A document is written, not built: back ends append to it in one pass, and what they append is laid out line by
/// line (`Storage`). Widths count characters as both formatters do (grapheme clusters; for ASCII that is bytes).
///
/// A copy is the same document, not another one: it belongs to the one printer that fills it.
package struct Document: @unchecked Sendable {
  let storage: Storage

  /// - Parameters:
  ///   - width: no line is wider where that can be had.
  ///   - indentation: what stands for two columns of nesting.
  package init(width: Int, indentation: Indentation = .spaces(2)) {
    storage = Storage(width: width, indentation: indentation)
  }

  init(storage: Storage) { self.storage = storage }

  /// The text, and an empty document for the next, which keeps its memory. The text ends with a new line (an empty
  /// document is empty), no line that the document breaks has trailing white space, and the same steps give the
  /// same bytes.
  package mutating func finish() -> [UInt8] { storage.finish() }

  @inline(__always)
  package mutating func append(_ kind: Operation.Kind, _ value: Int = 0) {
    storage.append(kind, value)
  }

  // MARK: Breaks

  /// A space, or a new line where the group is broken.
  package mutating func line() { append(.line, 1) }
  /// Nothing, or a new line where the group is broken.
  package mutating func softLine() { append(.line, 0) }
  /// A space, or a new line where what follows up to the next break does not fit.
  package mutating func flexLine() { append(.flexLine, 1) }
  /// Nothing, or a new line where what follows up to the next break does not fit.
  package mutating func softFlexLine() { append(.flexLine, 0) }

  /// A new line; every group around it is broken.
  package mutating func hardLine() { storage.hardLine() }

  /// An empty line between what stands before and after; never two in a row, none at the start.
  package mutating func blankLine() {
    storage.breakGroups()
    append(.blankLine)
  }

  /// Breaks every group that is open now.
  package mutating func breakGroups() { storage.breakGroups() }

  // MARK: Structure

  @inline(__always)
  package mutating func group(_ style: GroupStyle = .all, _ body: (inout Document) -> Void) {
    openGroup(style)
    body(&self)
    closeGroup()
  }

  package mutating func openGroup(_ style: GroupStyle = .all) {
    append(.groupStart, Int(style.rawValue))
  }

  package mutating func closeGroup() { append(.groupEnd) }

  /// Lines inside are indented by `columns` more.
  @inline(__always) package mutating func nest(
    _ columns: Int = 2, when condition: NestCondition = .always, _ body: (inout Document) -> Void
  ) {
    openNest(columns, when: condition)
    body(&self)
    closeNest()
  }

  @inline(__always)
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
