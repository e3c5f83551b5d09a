extension Renderer {
  /// How the group of `Inspect.Algebra` whose contents start at `index` fits.
  mutating func algebraFit(from index: Int) -> Fit {
    guard state.width < .max else { return .fits(-1) }
    var start = state
    start.mode = .flat
    start.sawBreak = false
    return algebraFit(from: index, column: column, start: start, isGroup: true)
  }

  /// Whether what follows a flex line at `index` fits up to the next break.
  mutating func fitsAfterFlexLine(at index: Int, spaces: Int) -> Bool {
    guard state.width < .max else { return true }
    var start = state
    start.sawBreak = true
    let fit = algebraFit(from: index, column: column + spaces, start: start, isGroup: false)
    if case .doesNotFit = fit { return false }
    return true
  }

  /// The look-ahead. Text beyond the width does not fit once a break was seen that could have been taken (a
  /// long text without a break has no other line to go to). It ends with the group, or for a flex line at the
  /// first line of a broken group or new line after it.
  private mutating func algebraFit(
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
      case .text, .widen:
        column += Int(operation.value)
      case .textIfBroken:
        if state.mode == .broken { column += 1 }
      case .textIfBrokenReserved:
        column += 1
      case .line, .flexLine, .blankLineIfBroken:
        if state.mode == .broken { return .fits(-1) }
        if state.mode == .brokenNoFlat { breaksNext = true }
        if operation.kind != .blankLineIfBroken { column += Int(operation.value) }
        state.sawBreak = true
      case .hardLine, .textLine, .blankLine:
        if state.mode == .broken || !isGroup { return .fits(-1) }
        if state.mode == .brokenNoFlat { breaksNext = true }
        isPlain = false
        column = state.indentation
        state.sawBreak = false
      case .lineEnds:
        if !isGroup { return .fits(-1) }
        column = state.indentation
      case .groupStart, .forcedGroupStart:
        fitting.append(state)
        if state.mode == .broken { state.mode = .flat }
      case .nestStart:
        fitting.append(state)
        state.indentation += Int(operation.value)
      case .alignStart:
        fitting.append(state)
        state.indentation = column
      case .nestIfBrokenStart, .nestIfPreviousFlatStart, .nestIfPreviousBrokenStart,
        .alignIfBrokenStart:
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
          return .fits(isPlain ? index + 1 : -1)
        } else {
          guard outerIndex > 0 else { return .fits(-1) }
          outerIndex -= 1
          state = outer[outerIndex]
          state.sawBreak = sawBreak
        }
      }
      if column > state.width, state.sawBreak {
        return breaksNext ? .breaksNext : .doesNotFit
      }
      index += 1
    }
    ranOut = true
    return .fits(-1)
  }
}
