extension Renderer {
  /// How the group of the line whose contents start at `index` fits.
  mutating func lineFit(from index: Int, style: Document.GroupStyle, isForced: Bool) -> Fit {
    let canHug = style == .hug || style == .nextLine
    if !isForced, let end = flatEnd(from: index, style: canHug ? .all : style, room: room) {
      return .fits(end)
    }
    guard canHug else { return .doesNotFit }
    if style == .nextLine, !isForced, fitsOnNextLine(from: index) { return .doesNotFit }
    return flatEnd(from: index, style: .hug, room: room) != nil ? .hugs : .doesNotFit
  }

  /// Whether what is behind the line at the start of a group fits where that breaks.
  private mutating func fitsOnNextLine(from index: Int) -> Bool {
    let (line, nest) = (operations[index + 1], operations[index])
    precondition(line.kind == .line && nest.kind == .nestIfBrokenStart)
    let room = state.width - state.indentation - unit.columns(Int(nest.value)) + Int(line.value)
    return flatEnd(from: index, style: .all, room: room) != nil
  }

  /// Where the group ends, -1 if its line ends before, nil if it does not fit. Its text must fit up to where
  /// the line may end: the first forced new line, or the first possible break outside the group; for `.hug`
  /// also the first line of an inner group that must break as a whole, for `.alone` of a later one.
  private mutating func flatEnd(from start: Int, style: Document.GroupStyle, room: Int) -> Int? {
    var remaining = room
    var end = -1
    // The layout of the innermost group around ours that is still open, and where its state is.
    var mode = state.mode
    var outerIndex = outer.count
    // How many starts since ours (with ours) are without their end, and how many of them are groups.
    var open = 1
    var groups = 1
    var breakable = BreakableDepths()
    var index = start

    while index < operations.count {
      let operation = operations[index]
      index += 1
      switch operation.kind {
      case .text, .widen:
        remaining -= Int(operation.value)
      case .line, .flexLine:
        if groups == 0 ? mode == .broken : breakable.contains(groups) { return end }
        remaining -= Int(operation.value)
      case .hardLine, .textLine, .blankLine, .lineEnds:
        return end
      case .textIfBroken:
        if groups == 0, mode == .broken { remaining -= 1 }
      case .textIfBrokenReserved:
        remaining -= 1
      case .groupStart, .forcedGroupStart:
        if operation.kind == .forcedGroupStart, end < 0, style == .all { return nil }
        open += 1
        groups += 1
        if style == .hug || (style == .alone && end >= 0) {
          let inner = Document.GroupStyle(rawValue: operation.value)
          breakable.set(groups, inner != .hug && (style == .alone || inner != .alone))
        }
      case .groupEnd, .nestEnd, .nextBreakFitsEnd, .unfitEnd, .noLimitEnd:
        if open > 0 {
          open -= 1
          if operation.kind == .groupEnd { groups -= 1 }
          if groups == 0, end < 0 { end = index }
        } else if outerIndex > 0 {
          outerIndex -= 1
          mode = outer[outerIndex].mode
        }
      case .nestStart, .nestIfBrokenStart, .nestIfPreviousFlatStart, .nestIfPreviousBrokenStart,
        .alignStart, .alignIfBrokenStart, .nextBreakFitsStart, .nextBreakFitsOffStart,
        .unfitStart, .noLimitStart:
        open += 1
      case .blankLineIfBroken:
        break
      }
      if remaining < 0 { return nil }
    }
    ranOut = true
    return end
  }
}

/// Whether a line may end so many groups deep; below 63 groups none may.
private struct BreakableDepths {
  private var bits: UInt64 = 0

  func contains(_ depth: Int) -> Bool { depth < 64 && bits & (1 << UInt64(depth)) != 0 }

  mutating func set(_ depth: Int, _ isBreakable: Bool) {
    guard depth < 64 else { return }
    let bit: UInt64 = 1 << UInt64(depth)
    bits = isBreakable ? bits | bit : bits & ~bit
  }
}
