extension Document {
  /// What a document holds: the text that is laid out, and behind it what waits to be.
  ///
  /// Text outside of all groups is laid out at once. From the first group of a line on, steps wait for the end of
  /// the line: where all of it fits, it is the waiting bytes as they stand, copied at once. Only a line that does not
  /// fit is gone over step by step, and as soon as it has more text than there is room for (`layOutWhatIsKnown`), so
  /// that a long list is written element by element.
  final class Storage {
    var layout: Renderer
    /// The steps that wait.
    private var operations = GrowingBuffer<Operation>()
    /// Their text as it is where nothing is broken.
    private var bytes = GrowingBuffer<UInt8>()
    /// Where the groups start that wait and have not ended.
    private var openGroups = GrowingBuffer<Int32>()
    /// Nests that began and ended outside of all others while steps waited: columns, or -1 for an end.
    private var nests = GrowingBuffer<Int32>()
    private var isWaiting = false
    /// How many of the waiting starts are without their end.
    private var depth = 0
    /// How wide what waits is where nothing is broken.
    private var columns = 0
    private var hasGroup = false
    /// It is not known to be on one line where it fits.
    private var mustRun = false
    /// How many steps must wait for what was not known to be looked at again.
    private var nextLook = 0
    /// Texts up to here are complete.
    private var sealed = 0
    /// What is appended waits until it is asked for.
    private var isRecording = false
    /// The fragments, and those that are kept.
    private var fragments: Storage?
    private var keptFragments: Storage?
    /// What is set aside now is kept.
    var isKeeping = false
    /// What is set aside here is kept.
    private let holdsKept: Bool

    init(width: Int, indentation: Indentation, holdsKept: Bool = false) {
      layout = Renderer(width: width, indentation: indentation)
      self.holdsKept = holdsKept
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
        record(.text, count)
      }
    }

    func widen(_ added: Int) {
      guard isWaiting else {
        layout.column += added
        return
      }
      columns += added
      record(.widen, added)
    }

    // MARK: Steps

    @inline(__always) func append(_ kind: Operation.Kind, _ value: Int) {
      switch kind {
      case .text, .widen: preconditionFailure("text has its own way")
      case .line: line(value)
      case .flexLine: flexLine(value)
      case .hardLine, .textLine, .blankLine, .blankLineIfBroken: forcedLine(kind)
      case .textIfBroken, .textIfBrokenReserved: textIfBroken(kind, value)
      case .lineEnds: if isWaiting { record(kind, value) }
      case .groupStart, .forcedGroupStart: startGroup(value)
      case .groupEnd: endGroup()
      case .nestStart, .nestIfBrokenStart, .nestIfPreviousFlatStart, .nestIfPreviousBrokenStart,
        .alignStart, .alignIfBrokenStart, .nextBreakFitsStart, .nextBreakFitsOffStart, .unfitStart,
        .noLimitStart:
        start(kind, value)
      case .nestEnd, .nextBreakFitsEnd, .unfitEnd, .noLimitEnd: end(kind)
      }
    }

    @inline(__always) private func record(_ kind: Operation.Kind, _ value: Int) {
      operations.append(Operation(kind, value))
    }

    /// From here on steps wait.
    private func wait() {
      if isWaiting { return }
      isWaiting = true
      // A group in what is flat may have to be broken though it fits.
      if layout.state.mode != .broken { mustRun = true }
    }

    /// The memory behind the text for lines of so many bytes together, where the line has room for the widest of them.
    func openFlatLines(_ count: Int, widest: Int, bytes: Int) -> FlatLine? {
      guard !isWaiting, layout.state.mode == .broken, widest <= layout.room else { return nil }
      return layout.openFlatLines(
        count, bytes: bytes, fragments: fragments?.bytes.readable,
        kept: keptFragments?.bytes.readable)
    }

    func close(_ line: FlatLine) { layout.close(line) }

    private func line(_ spaces: Int) {
      if depth > 0 {
        flat(.line, spaces)
        // Outside of groups lines may be broken.
        if openGroups.isEmpty { mustRun = true }
        layOutWhatIsKnown()
      } else if layout.state.mode == .broken {
        endLine()
        layout.newLine()
      } else if isWaiting {
        flat(.line, spaces)
      } else {
        layout.space(spaces)
      }
    }

    private func flexLine(_ spaces: Int) {
      wait()
      flat(.flexLine, spaces)
      layOutWhatIsKnown()
    }

    private func flat(_ kind: Operation.Kind, _ spaces: Int) {
      // No line begins with the space of a line.
      if bytes.isEmpty, layout.isAtLineStart { mustRun = true }
      record(kind, spaces)
      if spaces > 0 { bytes.append(UInt8(ascii: " ")) }
      columns += spaces
    }

    /// A new line; every group around it is broken.
    func hardLine() {
      if !isWaiting { return layout.newLine() }
      breakGroups()
      forcedLine(.hardLine)
    }

    private func forcedLine(_ kind: Operation.Kind) {
      guard depth > 0 else {
        endLine()
        return layout.forcedLine(kind)
      }
      record(kind, 0)
      if kind == .blankLineIfBroken, !openGroups.isEmpty { return }
      mustRun = true
      layOutWhatIsKnown()
    }

    private func textIfBroken(_ kind: Operation.Kind, _ byte: Int) {
      if isWaiting {
        if openGroups.isEmpty { mustRun = true }
        record(kind, byte)
        if kind == .textIfBrokenReserved { columns += 1 }
      } else if layout.state.mode == .broken {
        layout.write(byte: UInt8(truncatingIfNeeded: byte))
      }
    }

    // MARK: Structure

    private func startGroup(_ style: Int) {
      wait()
      // What is inherited is broken with what is around it.
      if depth == 0, style == Int(GroupStyle.inherited.rawValue) { mustRun = true }
      hasGroup = true
      depth += 1
      openGroups.append(Int32(truncatingIfNeeded: operations.count))
      record(.groupStart, style)
    }

    private func endGroup() {
      guard isWaiting else { return layout.leaveGroup() }
      if depth > 0 {
        depth -= 1
        openGroups.removeLast()
      } else {
        mustRun = true
      }
      record(.groupEnd, 0)
    }

    /// Whether what was written last is the end of a group; what follows is then inside it again.
    func reopenLastGroup() -> Bool {
      let last = operations.count - 1
      guard last >= sealed, operations[last].kind == .groupEnd else { return false }
      operations.removeLast()
      depth += 1
      // Which one it was matters only to what breaks it, and it is closed at once.
      openGroups.append(Int32(truncatingIfNeeded: last))
      return true
    }

    private func start(_ kind: Operation.Kind, _ value: Int) {
      guard isWaiting else { return layout.enter(kind, value) }
      record(kind, value)
      switch kind {
      case .nestStart where depth == 0, .nestIfBrokenStart where depth == 0:
        wait(nest: value)
      case .unfitStart where depth == 0, .nextBreakFitsStart where depth == 0,
        .nextBreakFitsOffStart where depth == 0:
        // In what is broken they have nothing to say.
        wait(nest: 0)
      default:
        depth += 1
        if kind == .unfitStart {
          mustRun = true
          layOutWhatIsKnown()
        }
      }
    }

    private func end(_ kind: Operation.Kind) {
      guard isWaiting else { return layout.leave() }
      record(kind, 0)
      if depth > 0 { depth -= 1 } else { wait(nest: -1) }
    }

    private func wait(nest columns: Int) {
      nests.append(Int32(truncatingIfNeeded: columns))
      // The first text of a line is indented as it stands.
      if bytes.isEmpty { mustRun = true }
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
        mustRun = true
      }
    }

    // MARK: Layout

    /// What waits is whole lines.
    private func endLine() {
      guard isWaiting else { return }
      if mustRun || columns > layout.room {
        _ = layout.run(operations.elements, bytes.elements, isWhole: true)
      } else {
        layout.write(line: bytes.elements, columns: columns, hasGroup: hasGroup)
        for columns in nests.elements {
          if columns < 0 { layout.leave() } else { layout.enter(.nestStart, Int(columns)) }
        }
      }
      clear()
    }

    /// Lays out what waits as far as what follows has no say in it, where it is not just a line that fits so far.
    private func layOutWhatIsKnown() {
      guard mustRun || columns > layout.room, operations.count >= nextLook, !isRecording else {
        return
      }
      let end = layout.run(operations.elements, bytes.elements, isWhole: false)
      if end == operations.count {
        depth = 0
        clear()
      } else if end > 0 {
        operations.removeFirst(end)
        bytes.removeFirst(layout.offset)
        recount()
      } else {
        // Looked at too often, a long line would cost its square.
        nextLook = operations.count * 2
      }
    }

    /// Works out what holds of the steps that are left, which begin with a group.
    private func recount() {
      (depth, columns, sealed, nextLook) = (0, 0, 0, 0)
      openGroups.removeAll()
      nests.removeAll()
      mustRun = true
      for (index, operation) in operations.elements.enumerated() {
        switch operation.kind {
        case .text, .widen, .line, .flexLine: columns += Int(operation.value)
        case .textIfBrokenReserved: columns += 1
        case .groupStart, .forcedGroupStart:
          depth += 1
          openGroups.append(Int32(truncatingIfNeeded: index))
        case .groupEnd:
          if depth > 0 {
            depth -= 1
            openGroups.removeLast()
          }
        case .nestEnd, .nextBreakFitsEnd, .unfitEnd, .noLimitEnd: depth = max(0, depth - 1)
        case .nestStart, .nestIfBrokenStart, .nestIfPreviousFlatStart, .nestIfPreviousBrokenStart,
          .alignStart, .alignIfBrokenStart, .nextBreakFitsStart, .nextBreakFitsOffStart,
          .unfitStart, .noLimitStart:
          depth += 1
        case .hardLine, .textLine, .blankLine, .blankLineIfBroken, .lineEnds, .textIfBroken: break
        }
      }
    }

    private func clear() {
      isWaiting = false
      (columns, sealed, nextLook) = (0, 0, 0)
      (hasGroup, mustRun) = (false, false)
      operations.removeAll()
      bytes.removeAll()
      openGroups.removeAll()
      nests.removeAll()
    }

    func finish() -> [UInt8] {
      precondition(depth == 0, "a start without its end")
      endLine()
      return layout.finish()
    }

    // MARK: Fragments

    /// From here on what is appended waits, whatever it is.
    func startFragment() -> Fragment {
      (isRecording, isWaiting, depth) = (true, true, 1)
      sealed = operations.count
      return Fragment(
        operations: sealed..<sealed, bytes: bytes.count..<bytes.count, columns: columns,
        isKept: holdsKept)
    }

    func endFragment(_ start: Fragment) -> Fragment {
      Fragment(
        operations: start.operations.lowerBound..<operations.count,
        bytes: start.bytes.lowerBound..<bytes.count, columns: columns - start.columns,
        isKept: holdsKept)
    }

    /// Where fragments are set aside.
    func aside() -> Storage {
      if let storage = isKeeping ? keptFragments : fragments { return storage }
      let storage = Storage(width: .max / 2, indentation: .spaces(2), holdsKept: isKeeping)
      if isKeeping { keptFragments = storage } else { fragments = storage }
      return storage
    }

    /// One text in ASCII and what stands around it as a fragment.
    func fragment(
      _ open: StaticString, _ start: UnsafePointer<UInt8>, _ count: Int, _ close: StaticString
    ) -> Fragment {
      let aside = aside()
      let (firstOperation, firstByte) = (aside.operations.count, aside.bytes.count)
      if open.utf8CodeUnitCount > 0 {
        aside.bytes.append(open.utf8Start, count: open.utf8CodeUnitCount)
      }
      aside.bytes.append(start, count: count)
      if close.utf8CodeUnitCount > 0 {
        aside.bytes.append(close.utf8Start, count: close.utf8CodeUnitCount)
      }
      let end = aside.bytes.count
      aside.record(.text, end - firstByte)
      return Fragment(
        operations: firstOperation..<firstOperation + 1, bytes: firstByte..<end,
        columns: end - firstByte, isKept: isKeeping)
    }

    func removeFragments() {
      guard let fragments else { return }
      (fragments.isRecording, fragments.depth) = (false, 0)
      fragments.clear()
    }

    func append(_ fragment: Fragment) {
      wait()
      hasGroup = true
      if let storage = fragment.isKept ? keptFragments : fragments {
        operations.append(storage.operations, fragment.operations)
        bytes.append(storage.bytes, fragment.bytes)
      } else {
        precondition(isRecording && fragment.isKept == holdsKept, "a fragment of another document")
        operations.repeatElements(fragment.operations)
        bytes.repeatElements(fragment.bytes)
      }
      columns += fragment.columns
    }
  }
}
