extension Document {
  /// The text, broken so that no line is wider than `width` where that can be had. It ends with a new line
  /// (an empty document is empty), no line that the document breaks has trailing white space, and the same
  /// document gives the same bytes.
  package func render(width: Int) -> [UInt8] {
    operations.withUnsafeBufferPointer { operations in
      bytes.withUnsafeBufferPointer { bytes in
        var renderer = Renderer(operations: operations, bytes: bytes, width: width)
        renderer.run()
        return renderer.output
      }
    }
  }
}

struct Renderer {
  let operations: UnsafeBufferPointer<Operation>
  let bytes: UnsafeBufferPointer<UInt8>
  var output: [UInt8] = []
  var column = 0
  var state: LayoutState
  /// The states to return to, innermost last.
  var outer: [LayoutState] = []
  /// Reused by `fit`.
  var fitting: [LayoutState] = []
  /// New lines owed before the next text: indentation is written with the text, so that blank lines are empty.
  private var pendingLines = 0
  /// Where the next text begins in `bytes`.
  private var offset = 0

  init(
    operations: UnsafeBufferPointer<Operation>, bytes: UnsafeBufferPointer<UInt8>, width: Int
  ) {
    self.operations = operations
    self.bytes = bytes
    state = LayoutState(mode: .broken, indentation: 0, width: Int32(clamping: width))
    output.reserveCapacity(bytes.count + bytes.count / 2 + 16)
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
      case .line:
        if state.mode == .broken { newLine() } else { space(value) }
      case .flexLine:
        if state.mode == .flat || fitsAfterFlexLine(at: index, spaces: value) {
          space(value)
        } else {
          newLine()
        }
      case .hardLine:
        newLine()
      case .textLine:
        pendingLines += 1
        column = Int(state.indentation)
      case .blankLine:
        blankLine()
      case .blankLineIfBroken:
        if state.mode == .broken { blankLine() }
      case .groupStart:
        index = startGroup(at: index)
      case .inheritingGroupStart:
        if state.mode == .broken { enter { _ in } } else { index = startGroup(at: index) }
      case .nestStart:
        enter { $0.indentation += operation.value }
      case .nestIfBrokenStart:
        enter { if $0.mode == .broken { $0.indentation += operation.value } }
      case .alignStart:
        let column = Int32(column)
        enter { $0.indentation = column }
      case .alignIfBrokenStart:
        let column = Int32(column)
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
      case .groupEnd, .nestEnd, .nextBreakFitsEnd, .unfitEnd, .noLimitEnd:
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
  private mutating func startGroup(at index: Int) -> Int {
    var mode = LayoutState.Mode.flat
    if state.mode == .brokenNoFlat {
      mode = .broken
    } else if state.width < .max {
      switch fitOfGroup(at: index) {
      case .fits(let end?):
        writeFlat(index..<end)
        return end
      case .fits: break
      case .breaksNext: mode = .flatNoBreak
      case .doesNotFit: mode = .broken
      }
    }
    enter { $0.mode = mode }
    return index
  }

  /// Writes a range in which nothing is broken.
  private mutating func writeFlat(_ range: Range<Int>) {
    for index in range {
      let operation = operations[index]
      switch operation.kind {
      case .text: write(Int(operation.value))
      case .widen: column += Int(operation.value)
      case .line, .flexLine: space(Int(operation.value))
      default: break
      }
    }
  }

  // MARK: Output

  @inline(__always) private mutating func write(_ count: Int) {
    if pendingLines > 0 { writePendingLines() }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[offset..<offset + count]))
    offset += count
    column += count
  }

  private mutating func writePendingLines() {
    if !output.isEmpty {
      for _ in 0..<pendingLines { output.append(UInt8(ascii: "\n")) }
    }
    for _ in 0..<state.indentation { output.append(UInt8(ascii: " ")) }
    column = Int(state.indentation)
    pendingLines = 0
  }

  @inline(__always) private mutating func space(_ count: Int) {
    guard count > 0, pendingLines == 0 else { return }
    output.append(UInt8(ascii: " "))
    column += 1
  }

  private mutating func newLine() {
    pendingLines = max(pendingLines, 1)
    column = Int(state.indentation)
  }

  private mutating func blankLine() {
    if !output.isEmpty || pendingLines > 0 { pendingLines = 2 }
    column = Int(state.indentation)
  }
}
