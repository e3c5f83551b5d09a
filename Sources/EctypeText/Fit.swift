/// Whether text can stand on the rest of the line.
enum Fit {
  /// It can. The payload is where the group ends, if nothing in it can break any more.
  case fits(Int?)
  /// It can up to a break inside `nextBreakFits`, which is taken.
  case breaksNext
  case doesNotFit
}

extension Renderer {
  /// Whether the group whose contents start at `index` fits if it is flat.
  mutating func fitOfGroup(at index: Int) -> Fit {
    var start = state
    start.mode = .flat
    start.sawBreak = false
    return fit(from: index, column: column, start: start, isGroup: true)
  }

  /// Whether what follows a flex line at `index` fits up to the next break.
  mutating func fitsAfterFlexLine(at index: Int, spaces: Int) -> Bool {
    guard state.width < .max else { return true }
    var start = state
    start.sawBreak = true
    if case .doesNotFit = fit(from: index, column: column + spaces, start: start, isGroup: false) {
      return false
    }
    return true
  }

  /// The look-ahead. Text beyond the width does not fit once a break was seen that could have been taken (a
  /// long text without a break has no other line to go to). That of a group ends with it; that of a flex
  /// line at the first break of a broken group.
  private mutating func fit(
    from start: Int, column: Int, start initial: LayoutState, isGroup: Bool
  ) -> Fit {
    var column = column
    var state = initial
    var isPlain = true
    var breaksNext = false
    var outerIndex = outer.count
    var index = start
    fitting.removeAll(keepingCapacity: true)

    while index < operations.count {
      let operation = operations[index]
      switch operation.kind {
      case .nothing:
        break
      case .text, .widen:
        column += Int(operation.value)
      case .line, .flexLine, .blankLineIfBroken:
        if state.mode == .broken { return .fits(nil) }
        if state.mode == .brokenNoFlat { breaksNext = true }
        if operation.kind != .blankLineIfBroken { column += Int(operation.value) }
        state.sawBreak = true
      case .hardLine, .textLine, .blankLine:
        if state.mode == .broken { return .fits(nil) }
        if state.mode == .brokenNoFlat { breaksNext = true }
        isPlain = false
        column = Int(state.indentation)
        state.sawBreak = false
      case .lineEnds:
        column = Int(state.indentation)
      case .groupStart, .inheritingGroupStart:
        fitting.append(state)
        if state.mode == .broken { state.mode = .flat }
      case .nestStart:
        fitting.append(state)
        state.indentation += operation.value
      case .alignStart:
        fitting.append(state)
        state.indentation = Int32(column)
      case .nestIfBrokenStart, .alignIfBrokenStart:
        fitting.append(state)
      case .nextBreakFitsStart:
        fitting.append(state)
        if state.mode != .flatNoBreak { state.mode = .brokenNoFlat }
      case .nextBreakFitsOffStart:
        fitting.append(state)
        state.mode = .flatNoBreak
      case .unfitStart:
        if state.mode != .brokenNoFlat { return breaksNext ? .breaksNext : .doesNotFit }
        isPlain = false
        fitting.append(state)
      case .noLimitStart:
        fitting.append(state)
        state.width = .max
        state.mode = .flat
      case .groupEnd, .nestEnd, .nextBreakFitsEnd, .unfitEnd, .noLimitEnd:
        let sawBreak = state.sawBreak
        if let inner = fitting.popLast() {
          state = inner
          // A break inside a group was the group's own to take.
          if operation.kind != .groupEnd { state.sawBreak = sawBreak }
        } else if isGroup {
          return .fits(isPlain ? index + 1 : nil)
        } else {
          guard outerIndex > 0 else { return .fits(nil) }
          outerIndex -= 1
          state = outer[outerIndex]
          state.sawBreak = sawBreak
        }
      }
      if column > Int(state.width), state.sawBreak {
        return breaksNext ? .breaksNext : .doesNotFit
      }
      index += 1
    }
    return .fits(nil)
  }
}
