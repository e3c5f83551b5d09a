extension Document {
  /// What a document holds: the text that is laid out, and behind it the line that is still being written.
  ///
  /// Text outside of all groups is laid out at once. From the first group of a line on, steps wait for the end of
  /// the line: where all of it fits, it is the waiting bytes as they stand, copied at once. Only a line that does not
  /// fit is gone over step by step. What must break anyway is laid out as soon as that is known (`commit`), so that
  /// a long list is written element by element.
  final class Storage {
    var layout: Renderer
    /// The steps that wait.
    var operations = GrowingBuffer<Operation>()
    /// Their text as it is where nothing is broken.
    var bytes = GrowingBuffer<UInt8>()
    /// Where the groups start that have begun and not ended.
    var openGroups = GrowingBuffer<Int32>()
    /// Structures that began and ended outside of all others while steps waited: columns, or -1 for an end.
    private var nests = GrowingBuffer<Int32>()
    private var isWaiting = false
    /// How many of the waiting starts are without their end, and how many of these are neither groups nor nests.
    private var depth = 0
    private var opaqueDepth = 0
    /// How wide what waits is where nothing is broken.
    private var columns = 0
    private var hasGroup = false
    private var hasFlexLine = false
    /// Something in it is broken wherever it stands.
    private var mustBreak = false
    /// Texts up to here are complete.
    private var sealed = 0

    init(width: Int, indentation: Indentation) {
      layout = Renderer(width: width, indentation: indentation)
    }

    // MARK: Text

    @inline(__always) func text(_ start: UnsafePointer<UInt8>, _ count: Int) {
      guard count > 0 else { return }
      guard isWaiting else { return layout.write(start, count) }
      bytes.append(start, count: count)
      columns += count
      // Texts that touch are one.
      let last = operations.count - 1
      if last >= sealed, operations[last].kind == .text {
        operations[last].value += Int32(truncatingIfNeeded: count)
      } else {
        operations.append(Operation(.text, count))
      }
    }

    func widen(_ added: Int) {
      guard isWaiting else {
        layout.column += added
        return
      }
      columns += added
      operations.append(Operation(.widen, added))
    }

    // MARK: Steps

    @inline(__always) func append(_ kind: Operation.Kind, _ value: Int) {
      switch kind {
      case .text, .widen: preconditionFailure("text has its own way")
      case .line: line(value)
      case .flexLine: flexLine(value)
      case .hardLine, .textLine, .blankLine, .blankLineIfBroken: forcedLine(kind)
      case .textIfBroken, .textIfBrokenReserved: textIfBroken(kind, value)
      case .lineEnds: if isWaiting { operations.append(Operation(kind, value)) }
      case .groupStart, .forcedGroupStart: startGroup(value)
      case .groupEnd: endGroup()
      case .nestStart, .nestIfBrokenStart, .nestIfPreviousFlatStart, .nestIfPreviousBrokenStart,
        .alignStart, .alignIfBrokenStart:
        start(kind, value)
      case .nextBreakFitsStart, .nextBreakFitsOffStart, .noLimitStart: startOpaque(kind)
      case .unfitStart: startUnfit()
      case .nestEnd, .unfitEnd: end(kind)
      case .nextBreakFitsEnd, .noLimitEnd: endOpaque(kind)
      }
    }

    private func line(_ spaces: Int) {
      if depth > 0 { commitIfBroken() }
      guard depth > 0 else {
        endLine()
        return layout.newLine()
      }
      flat(.line, spaces)
      // Outside of groups lines are broken.
      if openGroups.isEmpty { mustBreak = true }
    }

    private func flexLine(_ spaces: Int) {
      isWaiting = true
      hasFlexLine = true
      flat(.flexLine, spaces)
    }

    private func flat(_ kind: Operation.Kind, _ spaces: Int) {
      // No line begins with the space of a line.
      if bytes.isEmpty, layout.isAtLineStart { mustBreak = true }
      operations.append(Operation(kind, spaces))
      if spaces > 0 { bytes.append(UInt8(ascii: " ")) }
      columns += spaces
    }

    private func forcedLine(_ kind: Operation.Kind) {
      if depth > 0 { commitIfBroken() }
      guard depth > 0 else {
        endLine()
        return layout.forcedLine(kind)
      }
      if kind != .blankLineIfBroken || openGroups.isEmpty { mustBreak = true }
      operations.append(Operation(kind, 0))
    }

    private func textIfBroken(_ kind: Operation.Kind, _ byte: Int) {
      guard isWaiting else { return layout.write(byte: UInt8(truncatingIfNeeded: byte)) }
      if openGroups.isEmpty { mustBreak = true }
      operations.append(Operation(kind, byte))
      if kind == .textIfBrokenReserved { columns += 1 }
    }

    // MARK: Structure

    private func startGroup(_ style: Int) {
      if depth == 0, style == Int(GroupStyle.inherited.rawValue) {
        // Broken, as what is around it.
        guard isWaiting else { return layout.enter() }
        mustBreak = true
      }
      isWaiting = true
      hasGroup = true
      depth += 1
      openGroups.append(Int32(truncatingIfNeeded: operations.count))
      operations.append(Operation(.groupStart, style))
    }

    private func endGroup() {
      if depth > 0 {
        depth -= 1
        openGroups.removeLast()
        operations.append(Operation(.groupEnd, 0))
      } else if isWaiting {
        mustBreak = true
        operations.append(Operation(.groupEnd, 0))
      } else {
        layout.leaveGroup()
      }
    }

    /// Whether what was written last is the end of a group; what follows is then inside it again.
    func reopenLastGroup() -> Bool {
      let last = operations.count - 1
      guard last >= sealed, operations[last].kind == .groupEnd else { return false }
      operations.removeLast()
      depth += 1
      // Which one it was matters only while it is open to be broken, and it is closed at once.
      openGroups.append(Int32(truncatingIfNeeded: last))
      return true
    }

    private func start(_ kind: Operation.Kind, _ value: Int) {
      guard isWaiting else { return layout.enter(kind, value) }
      if depth > 0 || (kind != .nestStart && kind != .nestIfBrokenStart) {
        depth += 1
      } else {
        wait(nest: value)
      }
      operations.append(Operation(kind, value))
    }

    private func wait(nest columns: Int) {
      nests.append(Int32(truncatingIfNeeded: columns))
      // The first text of a line is indented as it stands.
      if bytes.isEmpty { mustBreak = true }
    }

    private func end(_ kind: Operation.Kind) {
      guard isWaiting else { return layout.leave() }
      operations.append(Operation(kind, 0))
      if depth > 0 { depth -= 1 } else { wait(nest: -1) }
    }

    private func startOpaque(_ kind: Operation.Kind) {
      if kind == .noLimitStart {
        isWaiting = true
      } else if depth == 0 {
        // Nothing around it looks at what it says.
        return start(.nestStart, 0)
      }
      depth += 1
      opaqueDepth += 1
      operations.append(Operation(kind, 0))
    }

    private func endOpaque(_ kind: Operation.Kind) {
      if depth > 0 { opaqueDepth -= 1 }
      end(depth > 0 ? kind : .nestEnd)
    }

    private func startUnfit() {
      if depth == 0 { return start(.nestStart, 0) }
      depth += 1
      operations.append(Operation(.unfitStart, 0))
      mustBreak = true
      // The groups around it are broken, and what they hold so far looks at nothing that follows.
      if opaqueDepth == 0, !hasFlexLine, areOpen({ $1 == .own || $1 == .inherited }) {
        forceGroups()
        commit()
      }
    }

    /// Breaks every group that is open now.
    func breakGroups() {
      for index in openGroups.elements.reversed() {
        let operation = operations[Int(index)]
        // Those around a forced one are forced already.
        guard operation.kind == .groupStart, operation.value != GroupStyle.head.rawValue else {
          break
        }
        operations[Int(index)].kind = .forcedGroupStart
        mustBreak = true
      }
    }

    private func forceGroups() {
      for index in openGroups.elements { operations[Int(index)].kind = .forcedGroupStart }
    }

    private func areOpen(_ isExpected: (Operation.Kind, GroupStyle) -> Bool) -> Bool {
      openGroups.elements.allSatisfy {
        let operation = operations[Int($0)]
        return isExpected(operation.kind, GroupStyle(rawValue: operation.value)!)
      }
    }

    // MARK: Layout

    /// Lays out what waits at a line that is a new line, whatever follows: where all open groups are forced, or the
    /// only one holds more text already than the line has room for.
    private func commitIfBroken() {
      guard opaqueDepth == 0, !openGroups.isEmpty, mustBreak || columns > layout.room else {
        return
      }
      if !mustBreak, openGroups.count == 1, openGroups[0] == 0,
        operations[0].value == GroupStyle.all.rawValue
      {
        forceGroups()
        commit()
      } else if areOpen({ $0 == .forcedGroupStart && ($1 == .all || $1 == .alone) }) {
        commit()
      }
    }

    /// Lays out what waits though structures are open: the groups among them are known to be broken.
    private func commit() {
      layout.run(operations.elements, bytes.elements)
      depth = 0
      clear()
    }

    /// What waits is whole lines.
    private func endLine() {
      guard isWaiting else { return }
      if mustBreak || columns > layout.room {
        layout.run(operations.elements, bytes.elements)
      } else {
        layout.write(line: bytes.elements, columns: columns, hasGroup: hasGroup)
        for columns in nests.elements {
          if columns < 0 { layout.leave() } else { layout.enter(.nestStart, Int(columns)) }
        }
      }
      clear()
    }

    private func clear() {
      isWaiting = false
      (columns, sealed) = (0, 0)
      (hasGroup, hasFlexLine, mustBreak) = (false, false, false)
      operations.removeAll()
      bytes.removeAll()
      openGroups.removeAll()
      nests.removeAll()
    }

    // MARK: Fragments

    /// From here on what is appended waits, whatever it is.
    func startFragment() -> Fragment {
      // No group is known to be broken here.
      isWaiting = true
      (depth, opaqueDepth) = (1, 1)
      sealed = operations.count
      return Fragment(
        operations: sealed..<sealed, bytes: bytes.count..<bytes.count, columns: columns)
    }

    func endFragment(_ start: Fragment) -> Fragment {
      Fragment(
        operations: start.operations.lowerBound..<operations.count,
        bytes: start.bytes.lowerBound..<bytes.count, columns: columns - start.columns)
    }

    func removeFragments() {
      (depth, opaqueDepth) = (0, 0)
      clear()
    }

    func append(_ fragment: Fragment, of other: Storage) {
      (isWaiting, hasGroup) = (true, true)
      operations.append(other.operations, fragment.operations)
      bytes.append(other.bytes, fragment.bytes)
      columns += fragment.columns
    }

    func finish() -> [UInt8] {
      precondition(depth == 0, "a start without its end")
      endLine()
      return layout.finish()
    }
  }
}
