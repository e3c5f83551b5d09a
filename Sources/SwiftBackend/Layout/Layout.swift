/// Text with places where it may be broken over lines, laid out by the rules of `swift format`: what it
/// would leave as it is. (Elixir's formatter has rules of its own; `EctypeText` follows those.)
///
/// A layout is a flat list of operations, not a tree: printing appends to it in one pass over the output
/// tree, and `render(width:)` is one more pass with a look-ahead of at most a line. Widths count characters
/// as the formatter does (grapheme clusters; for ASCII that is bytes).
struct Layout: Sendable {
  enum Operation: Sendable {
    /// `bytes[start ..< start + count]`, `width` columns wide.
    case text(start: Int32, count: Int32, width: Int32)
    /// In a flat group `flat` spaces (0 or 1); in a broken one a new line.
    case line(flat: Int8)
    /// As `line`, but broken only where what follows up to the next break does not fit.
    case flexLine(flat: Int8)
    /// A new line whatever the group.
    case hardLine
    /// An empty line; never two in a row, none at the start.
    case blankLine
    /// Text that stands only if the innermost group is broken (a trailing comma, say).
    case textIfBroken(start: Int32, count: Int32, reserved: Int32)
    case groupStart(isForced: Bool, style: GroupStyle)
    case groupEnd
    case nestStart(columns: Int32, when: NestCondition)
    case nestEnd
  }

  /// How a group decides whether it fits.
  enum GroupStyle: Sendable {
    /// Flat if all of it, and what follows up to the next possible break, fits in the line.
    case all
    /// Flat if what stands before its first forced new line fits: a call whose last argument is a block.
    case head
    /// Its own lines break only if they must: where the whole does not fit, but the text up to the first
    /// possible break inside an inner group does, they stay flat and the inner groups break:
    ///
    ///     let name = call(
    ///       argument
    ///     )
    case hug
    /// As `all`, but a group that follows need not fit: it may break.
    case alone
  }

  /// When a nest indents.
  enum NestCondition: Sendable {
    case always
    /// The lines of the innermost open group are broken.
    case groupIsBroken
    /// The last group that was closed is on one line.
    case previousGroupIsFlat
    /// It takes several lines.
    case previousGroupIsBroken
  }

  var operations: [Operation] = []
  var bytes: [UInt8] = []
  private var openGroups: [Int32] = []

  init() {}

  mutating func reserve(bytes count: Int) {
    bytes.reserveCapacity(count)
    operations.reserveCapacity(count / 4)
  }

  var isEmpty: Bool { operations.isEmpty }

  // MARK: Text

  mutating func text(_ text: String) {
    var text = text
    let isASCII = text.withUTF8 { utf8 in
      bytes.append(contentsOf: utf8)
      return utf8.reduce(0, |) < 0x80
    }
    let count = text.utf8.count
    append(count: count, width: isASCII ? count : text.count)
  }

  /// The last `count` bytes as text; it joins text that stands right before.
  private mutating func append(count: Int, width: Int) {
    guard count > 0 else { return }
    if case .text(let start, let before, let widthBefore)? = operations.last {
      operations[operations.count - 1] = .text(
        start: start, count: before + Int32(count), width: widthBefore + Int32(width))
    } else {
      operations.append(
        .text(start: Int32(bytes.count - count), count: Int32(count), width: Int32(width)))
    }
  }

  /// Text for the broken form of the innermost group alone. `isReserved`: the flat form fits only where there
  /// would be room for it too.
  mutating func textIfBroken(_ text: StaticString, isReserved: Bool = false) {
    let start = bytes.count
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    let count = Int32(bytes.count - start)
    operations.append(
      .textIfBroken(start: Int32(start), count: count, reserved: isReserved ? count : 0))
  }

  // MARK: Breaks

  /// A space, or a new line where the group is broken.
  mutating func line() { operations.append(.line(flat: 1)) }
  /// Nothing, or a new line where the group is broken.
  mutating func softLine() { operations.append(.line(flat: 0)) }
  /// A space, or a new line where what follows up to the next break does not fit.
  mutating func flexLine() { operations.append(.flexLine(flat: 1)) }

  /// A new line; every group around it is broken.
  mutating func hardLine() {
    breakGroups()
    operations.append(.hardLine)
  }

  /// An empty line between what stands before and after.
  mutating func blankLine() {
    breakGroups()
    operations.append(.blankLine)
  }

  /// Breaks every group that is open now.
  mutating func breakGroups() {
    for index in openGroups.reversed() {
      guard case .groupStart(false, let style) = operations[Int(index)] else { break }
      if style == .head { break }
      operations[Int(index)] = .groupStart(isForced: true, style: style)
    }
  }

  // MARK: Structure

  mutating func group(_ style: GroupStyle = .all, _ body: (inout Layout) -> Void) {
    openGroups.append(Int32(operations.count))
    operations.append(.groupStart(isForced: false, style: style))
    body(&self)
    openGroups.removeLast()
    operations.append(.groupEnd)
  }

  /// Lines inside are indented by `columns` more.
  mutating func nest(
    _ columns: Int = 2, when condition: NestCondition = .always, _ body: (inout Layout) -> Void
  ) {
    operations.append(.nestStart(columns: Int32(columns), when: condition))
    body(&self)
    operations.append(.nestEnd)
  }

  /// The parts with `separator` between them.
  mutating func joined<C: Collection>(
    _ parts: C, separator: (inout Layout) -> Void, _ body: (inout Layout, C.Element) -> Void
  ) {
    var isFirst = true
    for part in parts {
      if !isFirst { separator(&self) }
      isFirst = false
      body(&self, part)
    }
  }
}
