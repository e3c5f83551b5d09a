/// Whether text can stand on the rest of the line.
enum Fit {
  /// It can. The payload is where the group ends if nothing in it can break any more, otherwise -1.
  case fits(Int)
  /// It can up to a break inside `nextBreakFits`, which is taken.
  case breaksNext
  case doesNotFit
}

extension Renderer {
  /// Whether the group whose contents start at `index` fits if it is flat.
  mutating func fit(from index: Int, style: Document.GroupStyle) -> Fit {
    var start = state
    start.mode = .flat
    start.sawBreak = style == .all || style == .head
    return fit(from: index, column: column, start: start, style: style)
  }

  /// Whether what follows a flex line at `index` fits up to the next break.
  mutating func fitsAfterFlexLine(at index: Int, spaces: Int) -> Bool {
    guard state.width < .max else { return true }
    var start = state
    start.sawBreak = true
    if case .doesNotFit = fit(from: index, column: column + spaces, start: start, style: nil) {
      return false
    }
    return true
  }

  /// The look-ahead. Text beyond the width does not fit once a break was seen that could have been taken (a
  /// long text without a break has no other line to go to). It ends with the group for `.own`; for the other
  /// styles, and for a flex line (`nil`), at the first break of a broken group or new line after it.
  private mutating func fit(
    from start: Int, column: Int, start initial: LayoutState, style: Document.GroupStyle?
  ) -> Fit {
    let isOwn = style == .own || style == .inherited
    var column = column
    var state = initial
    var isPlain = true
    var breaksNext = false
    var groupEnd = -1
    var outerIndex = outer.count
    var index = start
    fitting.removeAll(keepingCapacity: true)

    while index < operations.count {
      let operation = operations[index]
      switch operation.kind {
      case .nothing, .textIfBroken:
        break
      case .text, .widen:
        column += Int(operation.value)
      case .line, .flexLine, .blankLineIfBroken:
        if state.mode == .broken { return .fits(isPlain ? groupEnd : -1) }
        if state.mode == .brokenNoFlat { breaksNext = true }
        if operation.kind != .blankLineIfBroken { column += Int(operation.value) }
        state.sawBreak = true
      case .hardLine, .textLine, .blankLine:
        if state.mode == .broken || !isOwn { return .fits(isPlain ? groupEnd : -1) }
        if state.mode == .brokenNoFlat { breaksNext = true }
        isPlain = false
        column = state.indentation
        state.sawBreak = false
      case .lineEnds:
        column = state.indentation
      case .groupStart:
        if operation.value == Document.GroupStyle.forced.rawValue, groupEnd < 0, style == .all {
          return .doesNotFit
        }
        fitting.append(state)
        if state.mode == .broken { state.mode = .flat }
      case .nestStart:
        fitting.append(state)
        state.indentation += Int(operation.value)
      case .alignStart:
        fitting.append(state)
        state.indentation = column
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
        } else if style != nil, groupEnd < 0 {
          groupEnd = index + 1
          if isOwn { return .fits(isPlain ? groupEnd : -1) }
          state = self.state
          state.sawBreak = sawBreak
        } else {
          guard outerIndex > 0 else { return .fits(isPlain ? groupEnd : -1) }
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
    return .fits(isPlain ? groupEnd : -1)
  }
}
