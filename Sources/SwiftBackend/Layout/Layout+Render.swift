extension Layout {
  /// The text, broken so that no line is wider than `width` where that can be had. It ends with a new line
  /// (an empty layout is empty), no line has trailing white space, and the same layout gives the same
  /// bytes.
  func render(width: Int) -> [UInt8] {
    operations.withUnsafeBufferPointer { operations in
      bytes.withUnsafeBufferPointer { bytes in
        var renderer = Renderer(operations: operations, bytes: bytes, width: width)
        return renderer.run()
      }
    }
  }
}

private struct Renderer {
  enum GroupState {
    /// On one line, all groups inside too.
    case flat
    /// Its own lines are flat; the groups inside decide for themselves.
    case hugging
    case broken
  }

  let operations: UnsafeBufferPointer<Layout.Operation>
  let bytes: UnsafeBufferPointer<UInt8>
  let width: Int
  var output: [UInt8] = []
  var column = 0
  /// New lines owed before the next text: indentation is written with the text, so that blank lines are empty.
  var pendingLines = 0
  var indentation = 0
  var nests: [Int] = []
  /// How each open group is laid out, innermost last.
  var groups: [GroupState] = []
  var lastClosedGroup = GroupState.flat

  init(
    operations: UnsafeBufferPointer<Layout.Operation>, bytes: UnsafeBufferPointer<UInt8>, width: Int
  ) {
    self.operations = operations
    self.bytes = bytes
    self.width = width
    output.reserveCapacity(bytes.count + bytes.count / 2)
  }

  mutating func run() -> [UInt8] {
    for index in operations.indices {
      switch operations[index] {
      case .text(let start, let count, let width):
        write(start, count, width: Int(width))
      case .textIfBroken(let start, let count, _):
        if !isFlat { write(start, count, width: Int(count)) }
      case .line(let flat):
        if isFlat { space(flat) } else { newLine() }
      case .flexLine(let flat):
        if isFlat
          || fits(from: index + 1, remaining: width - column - Int(flat), style: .all, depth: 0)
        {
          space(flat)
        } else {
          newLine()
        }
      case .hardLine:
        newLine()
      case .blankLine:
        if !output.isEmpty || pendingLines > 0 { pendingLines = 2 }
        column = indentation
      case .groupStart(let isForced, let style):
        groups.append(state(ofGroupFrom: index + 1, style: style, isForced: isForced))
      case .groupEnd:
        lastClosedGroup = groups.removeLast()
      case .nestStart(let columns, let condition):
        let columns = applies(condition) ? Int(columns) : 0
        nests.append(columns)
        indentation += columns
      case .nestEnd:
        indentation -= nests.removeLast()
      }
    }
    if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
    return output
  }

  private func state(
    ofGroupFrom index: Int, style: Layout.GroupStyle, isForced: Bool
  ) -> GroupState {
    if groups.last == .flat { return .flat }
    let remaining = width - column
    let flatStyle = style == .hug ? .all : style
    if !isForced && fits(from: index, remaining: remaining, style: flatStyle, depth: 1) {
      return .flat
    }
    if style == .hug && fits(from: index, remaining: remaining, style: .hug, depth: 1) {
      return .hugging
    }
    return .broken
  }

  private func applies(_ condition: Layout.NestCondition) -> Bool {
    switch condition {
    case .always: true
    case .groupIsBroken: !isFlat
    case .previousGroupIsFlat: lastClosedGroup == .flat
    case .previousGroupIsBroken: lastClosedGroup != .flat
    }
  }

  /// Whether the lines of the innermost group are spaces.
  private var isFlat: Bool { groups.last.map { $0 != .broken } ?? false }

  private mutating func write(_ start: Int32, _ count: Int32, width: Int) {
    if pendingLines > 0 {
      if !output.isEmpty {
        for _ in 0..<pendingLines { output.append(UInt8(ascii: "\n")) }
      }
      for _ in 0..<indentation { output.append(UInt8(ascii: " ")) }
      column = indentation
      pendingLines = 0
    }
    output.append(
      contentsOf: UnsafeBufferPointer(rebasing: bytes[Int(start)..<Int(start + count)]))
    column += width
  }

  private mutating func space(_ count: Int8) {
    guard count > 0, pendingLines == 0 else { return }
    output.append(UInt8(ascii: " "))
    column += 1
  }

  private mutating func newLine() {
    pendingLines = max(pendingLines, 1)
    column = indentation
  }

  /// Whether the text from `index` on fits in `remaining` columns up to where the line may end: the first
  /// possible break outside the group (`depth` groups deep); for `.head`, also the first forced new line; for
  /// `.hug`, also the first line of an inner group that must break as a whole (`.alone`: of a later one).
  private func fits(
    from index: Int, remaining: Int, style: Layout.GroupStyle, depth: Int
  ) -> Bool {
    var remaining = remaining
    // How many groups are open that are ours or stand after it, and how many of those around it have ended.
    var inner = depth
    var ended = 0
    var hasEnded = depth == 0
    // Bit `d`: a line `d` groups deep may end the text. With `.all` and `.head` none may, with `.hug` and
    // (after our group) `.alone` those of inner groups may.
    var breakable: UInt64 = 0
    var index = index
    while index < operations.count {
      switch operations[index] {
      case .text(_, _, let width):
        remaining -= Int(width)
      case .line(let flat), .flexLine(let flat):
        if inner == 0 ? isBroken(ended) : inner < 64 && breakable & (1 << UInt64(inner)) != 0 {
          return true
        }
        remaining -= Int(flat)
      case .hardLine, .blankLine:
        return true
      case .groupStart(let isForced, let innerStyle):
        if isForced && !hasEnded && style == .all { return false }
        inner += 1
        if (style == .hug || (style == .alone && hasEnded)) && inner < 64 {
          let bit: UInt64 = 1 << UInt64(inner)
          let staysFlat = innerStyle == .hug || (style == .hug && innerStyle == .alone)
          breakable = staysFlat ? breakable & ~bit : breakable | bit
        }
      case .groupEnd:
        if inner > 0 { inner -= 1 } else { ended += 1 }
        if inner == 0 { hasEnded = true }
      case .textIfBroken(_, let count, let reserved):
        remaining -= Int(inner == 0 && isBroken(ended) ? count : reserved)
      case .nestStart, .nestEnd:
        break
      }
      if remaining < 0 { return false }
      index += 1
    }
    return true
  }

  /// Whether the lines of the open group `level` groups out of the innermost one are broken; those outside
  /// every group are.
  private func isBroken(_ level: Int) -> Bool {
    let index = groups.count - 1 - level
    return index < 0 || groups[index] == .broken
  }
}
