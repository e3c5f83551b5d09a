/// What holds between a start and its end.
struct LayoutState: Sendable {
  var mode: Mode
  var indentation: Int
  var width: Int
  /// While fitting: a break was seen, so that text beyond the width does not fit.
  var sawBreak = false

  /// How the lines of the innermost group stand.
  enum Mode: UInt8, Sendable {
    case flat
    /// Flat, but the groups inside decide for themselves.
    case hugging
    /// As in `Inspect.Algebra`: flat, with the effect of `nextBreakFits` still to come; and inside it.
    case flatNoBreak
    case brokenNoFlat
    case broken
  }
}

/// The text that is laid out, and where in it the next stands.
struct Renderer: ~Copyable {
  var output = GrowingBuffer<UInt8>()
  var column = 0
  var state: LayoutState
  /// The states to return to, innermost last.
  var outer: [LayoutState] = []
  /// Of the last group that ended.
  private var previousGroup = LayoutState.Mode.flat
  /// Reused by `algebraFit`.
  var fitting: [LayoutState] = []
  /// New lines owed before the next text: indentation is written with the text, so that blank lines are empty.
  private var pendingLines = 0
  let unit: Indentation

  /// What is laid out now, and where in it the next text begins.
  var operations = UnsafeBufferPointer<Operation>(start: nil, count: 0)
  private var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private(set) var offset = 0
  /// A look-ahead has come to the end of the steps.
  var ranOut = false

  init(width: Int, indentation: Indentation) {
    state = LayoutState(mode: .broken, indentation: 0, width: width)
    unit = indentation
  }

  /// The columns that are left in the line.
  var room: Int { state.width - column }
  /// No text was written since the last new line.
  var isAtLineStart: Bool { pendingLines > 0 }

  /// The text; then all is as in the beginning.
  mutating func finish() -> [UInt8] {
    if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
    defer {
      output.removeAll()
      state = LayoutState(mode: .broken, indentation: 0, width: state.width)
      outer.removeAll(keepingCapacity: true)
      (column, pendingLines, previousGroup) = (0, 0, .flat)
    }
    return Array(output.elements)
  }

  // MARK: Steps

  /// Lays out the steps; returns where it came to, and where in the bytes (`offset`).
  ///
  /// - Parameter isWhole: the line ends behind them. Otherwise it ends before the first group of which what follows
  ///   decides how it is laid out.
  mutating func run(
    _ operations: UnsafeBufferPointer<Operation>, _ bytes: UnsafeBufferPointer<UInt8>,
    isWhole: Bool
  ) -> Int {
    (self.operations, self.bytes, offset) = (operations, bytes, 0)
    var index = 0
    while index < operations.count {
      let operation = operations[index]
      let value = Int(operation.value)
      switch operation.kind {
      case .lineEnds:
        break
      case .text:
        write(value)
      case .widen:
        column += value
      case .textIfBroken, .textIfBrokenReserved:
        if state.mode == .broken { write(byte: UInt8(truncatingIfNeeded: value)) }
      case .line:
        if state.mode == .broken { newLine(skipping: value) } else { space(value) }
      case .flexLine:
        ranOut = false
        let isFlat =
          state.mode == .flat || state.mode == .hugging
          || fitsAfterFlexLine(at: index + 1, spaces: value)
        if ranOut, !isWhole { return index }
        if isFlat { space(value) } else { newLine(skipping: value) }
      case .hardLine, .textLine, .blankLine, .blankLineIfBroken:
        forcedLine(operation.kind)
      case .groupStart, .forcedGroupStart:
        let style = Document.GroupStyle(rawValue: operation.value)!
        ranOut = false
        let fit = fit(style, isForced: operation.kind == .forcedGroupStart, at: index + 1)
        if ranOut, !isWhole { return index }
        index = startGroup(fit, at: index + 1)
        continue
      case .groupEnd:
        leaveGroup()
      case .nestEnd, .nextBreakFitsEnd, .unfitEnd, .noLimitEnd:
        leave()
      case .nestStart, .nestIfBrokenStart, .nestIfPreviousFlatStart, .nestIfPreviousBrokenStart,
        .alignStart, .alignIfBrokenStart, .nextBreakFitsStart, .nextBreakFitsOffStart, .unfitStart,
        .noLimitStart:
        enter(operation.kind, value)
      }
      index += 1
    }
    return index
  }

  @inline(__always) mutating func enter(_ kind: Operation.Kind, _ value: Int) {
    outer.append(state)
    switch kind {
    case .nestStart:
      state.indentation += unit.columns(value)
    case .nestIfBrokenStart:
      if state.mode == .broken { state.indentation += unit.columns(value) }
    case .nestIfPreviousFlatStart:
      if previousGroup == .flat { state.indentation += unit.columns(value) }
    case .nestIfPreviousBrokenStart:
      if previousGroup != .flat { state.indentation += unit.columns(value) }
    case .alignStart:
      state.indentation = column
    case .alignIfBrokenStart:
      if state.mode == .broken { state.indentation = column }
    case .nextBreakFitsStart:
      if state.mode == .flatNoBreak { state.mode = .brokenNoFlat }
    case .noLimitStart:
      state.width = .max
      state.mode = .flat
    default:
      break
    }
  }

  mutating func leave() { state = outer.removeLast() }

  mutating func leaveGroup() {
    previousGroup = state.mode
    leave()
  }

  /// Lays out the group whose contents start at `index`; returns where to go on.
  private mutating func startGroup(_ fit: Fit, at index: Int) -> Int {
    let mode: LayoutState.Mode
    switch fit {
    case .fits(let end) where end >= 0:
      writeFlat(index..<end)
      previousGroup = .flat
      return end
    case .fits: mode = .flat
    case .breaksNext: mode = .flatNoBreak
    case .hugs: mode = .hugging
    case .doesNotFit: mode = .broken
    }
    outer.append(state)
    state.mode = mode
    return index
  }

  private mutating func fit(
    _ style: Document.GroupStyle, isForced: Bool, at index: Int
  ) -> Fit {
    switch (style, state.mode) {
    case (.inherited, .broken), (.own, .brokenNoFlat), (.inherited, .brokenNoFlat): .doesNotFit
    case (.own, _), (.inherited, _): algebraFit(from: index)
    case (_, .flat): .fits(-1)
    default: lineFit(from: index, style: style, isForced: isForced)
    }
  }

  /// Writes a range in which nothing is broken: its bytes are its text.
  private mutating func writeFlat(_ range: Range<Int>) {
    var (count, added) = (0, 0)
    for index in range {
      let operation = operations[index]
      switch operation.kind {
      case .text, .line, .flexLine: count += Int(operation.value)
      case .widen: added += Int(operation.value)
      default: break
      }
    }
    if pendingLines > 0, count > 0, bytes[offset] == UInt8(ascii: " "), beginsWithLine(range) {
      offset += 1
      count -= 1
    }
    write(count)
    column += added
  }

  /// Its first text is the space of a line, which begins no line.
  private func beginsWithLine(_ range: Range<Int>) -> Bool {
    for index in range {
      switch operations[index].kind {
      case .text: return false
      case .line, .flexLine: if operations[index].value > 0 { return true }
      default: break
      }
    }
    return false
  }

  // MARK: Output

  /// A line, or the rest of one, of which nothing is broken.
  mutating func write(line: UnsafeBufferPointer<UInt8>, columns: Int, hasGroup: Bool) {
    if hasGroup { previousGroup = .flat }
    guard let start = line.baseAddress, line.count > 0 else { return }
    if pendingLines > 0 { writePendingLines() }
    output.append(start, count: line.count)
    column += columns
  }

  @inline(__always) mutating func write(_ start: UnsafePointer<UInt8>, _ count: Int) {
    if pendingLines > 0 { writePendingLines() }
    output.append(start, count: count)
    column += count
  }

  /// The memory behind the text, where so many bytes of lines are written that are not broken.
  mutating func openFlatLines(
    _ count: Int, bytes: Int, fragments: UnsafeBufferPointer<UInt8>?,
    kept: UnsafeBufferPointer<UInt8>?
  ) -> FlatLine {
    if pendingLines > 0 { writePendingLines() }
    // With room for whole words at its end.
    let memory =
      bytes + (count - 1) * (1 + state.indentation) + MemoryLayout<SIMD2<UInt64>>.size
    output.reserve(memory)
    return FlatLine(
      UnsafeMutableBufferPointer(start: output.base + output.count, count: memory),
      fragments: fragments ?? UnsafeBufferPointer(start: nil, count: 0),
      kept: kept ?? UnsafeBufferPointer(start: nil, count: 0), column: column,
      indentation: state.indentation, unit)
  }

  mutating func close(_ line: FlatLine) {
    output.count = line.next - output.base
    column = line.endColumn
    // Its groups are flat.
    previousGroup = .flat
  }

  mutating func write(byte: UInt8) {
    if pendingLines > 0 { writePendingLines() }
    output.append(byte)
    column += 1
  }

  /// The next bytes of what is laid out.
  @inline(__always) private mutating func write(_ count: Int) {
    guard count > 0 else { return }
    precondition(offset + count <= bytes.count)
    write(bytes.baseAddress! + offset, count)
    offset += count
  }

  private mutating func writePendingLines() {
    if !output.isEmpty { output.append(byte: UInt8(ascii: "\n"), count: pendingLines) }
    let (tabs, spaces) = unit.characters(state.indentation)
    if tabs > 0 { output.append(byte: UInt8(ascii: "\t"), count: tabs) }
    output.append(byte: UInt8(ascii: " "), count: spaces)
    column = state.indentation
    pendingLines = 0
  }

  @inline(__always) mutating func space(_ count: Int) {
    offset += count
    guard count > 0, pendingLines == 0 else { return }
    output.append(UInt8(ascii: " "))
    column += 1
  }

  private mutating func newLine(skipping spaces: Int) {
    offset += spaces
    newLine()
  }

  mutating func newLine() {
    pendingLines = max(pendingLines, 1)
    column = state.indentation
  }

  /// A new line that no group's width decides on.
  mutating func forcedLine(_ kind: Operation.Kind) {
    switch kind {
    case .textLine:
      pendingLines += 1
      column = state.indentation
    case .hardLine: newLine()
    case .blankLineIfBroken: if state.mode == .broken { blankLine() }
    default: blankLine()
    }
  }

  private mutating func blankLine() {
    if !output.isEmpty || pendingLines > 0 { pendingLines = 2 }
    column = state.indentation
  }
}
