extension Document {
  /// The text, broken so that no line is wider than `width` where that can be had. It ends with a new line
  /// (an empty document is empty), no line that the document breaks has trailing white space, and the same
  /// document gives the same bytes.
  ///
  /// - Parameter indentation: what stands for two columns of nesting.
  package mutating func render(
    width: Int, indentation: Indentation = .spaces(2)
  ) -> [UInt8] {
    // The renderer's memory is the document's: what is given back is as long as the text, and no longer.
    var memory = Renderer.Memory()
    swap(&memory, &storage.rendering)
    var renderer = Renderer(
      operations: storage.operations.elements, bytes: storage.bytes.elements, width: width,
      indentation: indentation, memory: memory)
    renderer.run()
    let text = Array(renderer.output.elements)
    storage.rendering = renderer.takeMemory()
    return text
  }
}

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

struct Renderer: ~Copyable {
  let operations: UnsafeBufferPointer<Operation>
  let bytes: UnsafeBufferPointer<UInt8>
  var output: GrowingBuffer<UInt8>
  var column = 0
  var state: LayoutState
  /// The states to return to, innermost last.
  var outer: [LayoutState]
  /// Of the last group that ended.
  private var previousGroup = LayoutState.Mode.flat
  /// Reused by `algebraFit`.
  var fitting: [LayoutState]
  /// New lines owed before the next text: indentation is written with the text, so that blank lines are empty.
  private var pendingLines = 0
  private let unit: Indentation
  /// Where the next text begins in `bytes`.
  private var offset = 0

  /// What grows while a document is rendered, kept for the next.
  struct Memory: ~Copyable, Sendable {
    var output = GrowingBuffer<UInt8>()
    var outer: [LayoutState] = []
    var fitting: [LayoutState] = []
  }

  init(
    operations: UnsafeBufferPointer<Operation>, bytes: UnsafeBufferPointer<UInt8>, width: Int,
    indentation: Indentation, memory: consuming Memory
  ) {
    self.operations = operations
    self.bytes = bytes
    state = LayoutState(mode: .broken, indentation: 0, width: width)
    unit = indentation
    output = memory.output
    outer = memory.outer
    fitting = memory.fitting
    output.removeAll()
    outer.removeAll(keepingCapacity: true)
  }

  /// Once the document is rendered.
  consuming func takeMemory() -> Memory {
    Memory(output: output, outer: outer, fitting: fitting)
  }

  mutating func run() {
    var index = 0
    while index < operations.count {
      let operation = operations[index]
      let value = Int(operation.value)
      index += 1
      switch operation.kind {
      case .nothing, .lineEnds:
        break
      case .text:
        write(value)
      case .widen:
        column += value
      case .textIfBroken, .textIfBrokenReserved:
        if state.mode == .broken { write(value) } else { offset += value }
      case .line:
        if state.mode == .broken { newLine() } else { space(value) }
      case .flexLine:
        if state.mode == .flat || state.mode == .hugging
          || fitsAfterFlexLine(at: index, spaces: value)
        {
          space(value)
        } else {
          newLine()
        }
      case .hardLine:
        newLine()
      case .textLine:
        pendingLines += 1
        column = state.indentation
      case .blankLine:
        blankLine()
      case .blankLineIfBroken:
        if state.mode == .broken { blankLine() }
      case .groupStart, .forcedGroupStart:
        let style = Document.GroupStyle(rawValue: operation.value)!
        index = startGroup(style, isForced: operation.kind == .forcedGroupStart, at: index)
      case .nestStart:
        let columns = unit.columns(value)
        enter { $0.indentation += columns }
      case .nestIfBrokenStart:
        let columns = unit.columns(value)
        enter { if $0.mode == .broken { $0.indentation += columns } }
      case .nestIfPreviousFlatStart:
        let columns = unit.columns(value)
        enter { [previousGroup] in if previousGroup == .flat { $0.indentation += columns } }
      case .nestIfPreviousBrokenStart:
        let columns = unit.columns(value)
        enter { [previousGroup] in if previousGroup != .flat { $0.indentation += columns } }
      case .alignStart:
        let column = column
        enter { $0.indentation = column }
      case .alignIfBrokenStart:
        let column = column
        enter { if $0.mode == .broken { $0.indentation = column } }
      case .nextBreakFitsStart:
        enter { if $0.mode == .flatNoBreak { $0.mode = .brokenNoFlat } }
      case .nextBreakFitsOffStart, .unfitStart:
        enter { _ in }
      case .noLimitStart:
        enter {
          $0.width = .max
          $0.mode = .flat
        }
      case .groupEnd:
        previousGroup = state.mode
        state = outer.removeLast()
      case .nestEnd, .nextBreakFitsEnd, .unfitEnd, .noLimitEnd:
        state = outer.removeLast()
      }
    }
    if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
  }

  @inline(__always) private mutating func enter(_ change: (inout LayoutState) -> Void) {
    outer.append(state)
    change(&state)
  }

  /// Decides how the group whose contents start at `index` is laid out; returns where to go on.
  private mutating func startGroup(
    _ style: Document.GroupStyle, isForced: Bool, at index: Int
  ) -> Int {
    let mode: LayoutState.Mode
    switch fit(style, isForced: isForced, at: index) {
    case .fits(let end) where end >= 0:
      writeFlat(index..<end)
      previousGroup = .flat
      return end
    case .fits: mode = .flat
    case .breaksNext: mode = .flatNoBreak
    case .hugs: mode = .hugging
    case .doesNotFit: mode = .broken
    }
    enter { $0.mode = mode }
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

  /// Writes a range in which nothing is broken.
  private mutating func writeFlat(_ range: Range<Int>) {
    for index in range {
      let operation = operations[index]
      switch operation.kind {
      case .text: write(Int(operation.value))
      case .widen: column += Int(operation.value)
      case .line, .flexLine: space(Int(operation.value))
      case .textIfBroken, .textIfBrokenReserved: offset += Int(operation.value)
      default: break
      }
    }
  }

  // MARK: Output

  @inline(__always) private mutating func write(_ count: Int) {
    if pendingLines > 0 { writePendingLines() }
    precondition(offset + count <= bytes.count)
    if count > 0 { output.append(bytes.baseAddress! + offset, count: count) }
    offset += count
    column += count
  }

  private mutating func writePendingLines() {
    if !output.isEmpty {
      output.append(repeating: UInt8(ascii: "\n"), count: pendingLines)
    }
    unit.append(columns: state.indentation, to: &output)
    column = state.indentation
    pendingLines = 0
  }

  @inline(__always) private mutating func space(_ count: Int) {
    guard count > 0, pendingLines == 0 else { return }
    output.append(UInt8(ascii: " "))
    column += 1
  }

  private mutating func newLine() {
    pendingLines = max(pendingLines, 1)
    column = state.indentation
  }

  private mutating func blankLine() {
    if !output.isEmpty || pendingLines > 0 { pendingLines = 2 }
    column = state.indentation
  }
}
