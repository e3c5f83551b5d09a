/// Parses the part of PCRE's grammar that is matched here; whatever else a pattern has makes it
/// unsupported, also what is an error to PCRE.
nonisolated struct PatternParser {
  struct Unsupported: Error {}

  let units: [UInt32]
  var offset = 0
  private var depth = 0
  private var names: Set<[UInt32]> = []
  /// What the pattern does with newlines, which matters where "\r\n" is one.
  var newlines = NewlineUse()
  var flags: PatternFlags

  init(_ text: String, _ flags: PatternFlags) {
    units = flags.unicode ? text.unicodeScalars.map(\.value) : text.utf8.map(UInt32.init)
    self.flags = flags
  }

  /// The whole pattern, nil if it is not supported.
  mutating func pattern() -> PatternNode? {
    guard !units.contains(0), let node = try? alternation(), offset == units.count else {
      return nil
    }
    return node
  }

  // MARK: Reading

  var next: UInt32? { offset < units.count ? units[offset] : nil }

  func peek(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes in
      units.count - offset >= bytes.count
        && bytes.indices.allSatisfy { units[offset + $0] == UInt32(bytes[$0]) }
    }
  }

  mutating func skip(_ text: StaticString) -> Bool {
    guard peek(text) else { return false }
    offset += text.utf8CodeUnitCount
    return true
  }

  /// With `x`, skips white space and comments.
  private mutating func skipExtended() throws {
    while flags.extended, let unit = next {
      if (0x09...0x0D).contains(unit) || unit == 0x20 {
        offset += 1
      } else if unit == 0x23 {
        while let unit = next, unit != 0x0A {
          // Elixir has made newlines of these escapes, which end the comment.
          if peek("\\n") || peek("\\r") { throw Unsupported() }
          offset += 1
        }
      } else {
        return
      }
    }
  }

  // MARK: Structure

  private mutating func alternation() throws -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw Unsupported() }
    var branches = [try sequence()]
    while skip("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence() throws -> PatternNode {
    var nodes: [PatternNode] = []
    while true {
      try skipExtended()
      guard let unit = next, unit != 0x7C, unit != 0x29 else { return .sequence(nodes) }
      guard let (node, isRepeatable) = try atom() else { continue }
      try skipExtended()
      nodes.append(try quantified(node, isRepeatable: isRepeatable))
    }
  }

  private mutating func quantified(
    _ node: PatternNode, isRepeatable: Bool
  ) throws -> PatternNode {
    guard let (minimum, maximum) = try quantifier() else { return node }
    guard isRepeatable, maximum.map({ minimum <= $0 }) ?? true else { throw Unsupported() }
    try skipExtended()
    let mode: RepetitionMode = skip("+") ? .possessive : skip("?") ? .lazy : .greedy
    if mode == .possessive, minimum > 1 || maximum != nil {
      // PCRE 8 gives back some of what such a group took; only single places are safe.
      guard case .set = node else { throw Unsupported() }
    }
    return .repetition(node, minimum: minimum, maximum: maximum, mode: mode)
  }

  private mutating func quantifier() throws -> (minimum: Int, maximum: Int?)? {
    if skip("*") { return (0, nil) }
    if skip("+") { return (1, nil) }
    if skip("?") { return (0, 1) }
    let start = offset
    guard skip("{"), let minimum = try number() else {
      offset = start
      return nil
    }
    var maximum: Int? = minimum
    if skip(",") { maximum = try number() }
    guard skip("}") else {
      offset = start
      return nil
    }
    return (minimum, maximum)
  }

  mutating func number() throws -> Int? {
    var value: Int?
    while let unit = next, unit &- 0x30 < 10 {
      value = (value ?? 0) * 10 + Int(unit - 0x30)
      guard value ?? 0 < 65536 else { throw Unsupported() }
      offset += 1
    }
    return value
  }

  /// One atom; nil for one that matches nothing and cannot be repeated (inline flags).
  private mutating func atom() throws -> (PatternNode, isRepeatable: Bool)? {
    let unit = units[offset]
    offset += 1
    switch unit {
    case 0x28: return try group()
    case 0x5B: return (.set(try characterClass()), true)
    case 0x2E: return (try any(flags), true)
    case 0x5E:
      if flags.multiline { newlines.hasLineRules = true }
      return (.assertion(flags.multiline ? .lineStart : .start), false)
    case 0x24: return (.assertion(flags.multiline ? .lineEnd : .endOrNewline), false)
    case 0x5C: return try escape()
    case 0x2A, 0x2B, 0x3F: throw Unsupported()
    case 0x7B:
      // A brace is literal, unless it is a quantifier with nothing before it.
      offset -= 1
      guard try quantifier() == nil else { throw Unsupported() }
      offset += 1
      return (try literal(unit), true)
    default: return (try literal(unit), true)
    }
  }

  mutating func literal(_ unit: UInt32) throws -> PatternNode {
    newlines.note(unit)
    return try set { $0.insert(unit...unit) }
  }

  mutating func any(_ flags: PatternFlags) throws -> PatternNode {
    if !flags.dotAll { newlines.hasLineRules = true }
    return try set { $0.insertAny(flags) }
  }

  func set(_ fill: (inout PatternSet) -> Void) throws -> PatternNode {
    var set = PatternSet(unicode: flags.unicode)
    fill(&set)
    return .set(try finished(set))
  }

  func finished(_ set: PatternSet) throws -> PatternSet {
    var set = set
    if flags.caseless && !set.insertOtherCases() { throw Unsupported() }
    return set
  }

  // MARK: Groups

  private mutating func group() throws -> (PatternNode, isRepeatable: Bool)? {
    let outer = flags
    var result = PatternNode.sequence([])
    var isRepeatable = true
    if peek("*") { throw Unsupported() }
    if skip("?") {
      if skip("=") || skip("!") {
        let isNegative = units[offset - 1] == 0x21
        result = .lookAhead(try alternation(), isNegative: isNegative)
        isRepeatable = false
      } else if skip(">") {
        result = .atomic(try alternation())
      } else if peek("<") || peek("P<") {
        try groupName()
        result = try alternation()
      } else {
        try inlineFlags()
        // Without a colon they hold to the end of the group around.
        if skip(")") { return nil }
        guard skip(":") else { throw Unsupported() }
        result = try alternation()
      }
    } else {
      result = try alternation()
    }
    guard skip(")") else { throw Unsupported() }
    flags = outer
    return (result, isRepeatable)
  }

  private mutating func groupName() throws {
    _ = skip("P")
    guard skip("<"), let first = next, first < 0x80, first &- 0x30 >= 10 else {
      throw Unsupported()
    }
    let name = Array(
      units[offset...].prefix { $0 < 0x80 && PatternSet.isWord($0, unicode: false) })
    offset += name.count
    guard (1...32).contains(name.count), skip(">"), names.insert(name).inserted
    else { throw Unsupported() }
  }

  private mutating func inlineFlags() throws {
    var isOn = true
    while let unit = next, unit != 0x29, unit != 0x3A {
      offset += 1
      if unit == 0x2D && isOn {
        isOn = false
      } else if !flags.set(unit, to: isOn) {
        throw Unsupported()
      }
    }
  }
}
