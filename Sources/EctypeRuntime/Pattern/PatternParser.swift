/// Parses the part of PCRE's grammar that is matched here; whatever else a pattern has makes it
/// unsupported, also what is an error to PCRE.
struct PatternParser {
  private struct Unsupported: Error {}

  private let units: [UInt32]
  private var offset = 0
  private var depth = 0
  private var names: Set<[UInt32]> = []
  private var flags: PatternFlags

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

  private var next: UInt32? { offset < units.count ? units[offset] : nil }

  private func peek(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes in
      units.count - offset >= bytes.count
        && bytes.indices.allSatisfy { units[offset + $0] == UInt32(bytes[$0]) }
    }
  }

  private mutating func skip(_ text: StaticString) -> Bool {
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

  private mutating func number() throws -> Int? {
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
    case 0x2E: return (try set { $0.insertAny(flags) }, true)
    case 0x5E: return (.assertion(flags.multiline ? .lineStart : .start), false)
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

  private func literal(_ unit: UInt32) throws -> PatternNode { try set { $0.insert(unit...unit) } }

  private func set(_ fill: (inout PatternSet) -> Void) throws -> PatternNode {
    var set = PatternSet(unicode: flags.unicode)
    fill(&set)
    return .set(try finished(set))
  }

  private func finished(_ set: PatternSet) throws -> PatternSet {
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

  // MARK: Escapes

  private enum Escape {
    case literal(UInt32)
    case kind(PatternSet.Kind, negated: Bool)
    case other(UInt32)
  }

  /// The escape behind a backslash.
  private mutating func escapeSequence() throws -> Escape {
    guard let unit = next else { throw Unsupported() }
    offset += 1
    switch unit {
    case 0x61: return .literal(0x07)
    case 0x65: return .literal(0x1B)
    case 0x66: return .literal(0x0C)
    case 0x6E: return .literal(0x0A)
    case 0x72: return .literal(0x0D)
    case 0x74: return .literal(0x09)
    // Elixir turns it into a vertical tab before PCRE sees it.
    case 0x76: return .literal(0x0B)
    case 0x78: return .literal(try hexadecimal())
    case 0x64: return .kind(.digit, negated: false)
    case 0x44: return .kind(.digit, negated: true)
    case 0x77: return .kind(.word, negated: false)
    case 0x57: return .kind(.word, negated: true)
    case 0x73: return .kind(.space, negated: false)
    case 0x53: return .kind(.space, negated: true)
    case 0x68: return .kind(.horizontal, negated: false)
    case 0x48: return .kind(.horizontal, negated: true)
    default:
      let isAlphanumeric = unit &- 0x30 < 10 || (unit | 0x20) &- 0x61 < 26
      guard !isAlphanumeric else { return .other(unit) }
      guard (0x21...0x7E).contains(unit) || unit == 0x20 else { throw Unsupported() }
      return .literal(unit)
    }
  }

  private mutating func hexadecimal() throws -> UInt32 {
    let isBraced = skip("{")
    var value: UInt32 = 0
    var count = 0
    while let unit = next, unit < 0x80, let digit = hexDigitValue(UInt8(unit)),
      count < (isBraced ? 6 : 2)
    {
      value = value << 4 | UInt32(digit)
      count += 1
      offset += 1
    }
    guard count > 0, !isBraced || skip("}"), value <= (flags.unicode ? 0x10FFFF : 0xFF),
      !(flags.unicode && (0xD800...0xDFFF).contains(value))
    else { throw Unsupported() }
    return value
  }

  private mutating func escape() throws -> (PatternNode, isRepeatable: Bool)? {
    let start = offset
    switch try escapeSequence() {
    case .literal(let unit):
      // Elixir has turned \n and its like into white space before PCRE sees it.
      let letter = units[start]
      if flags.extended && [0x66, 0x6E, 0x72, 0x74, 0x76].contains(letter) { throw Unsupported() }
      return (try literal(unit), true)
    case .kind(let kind, let negated):
      return (try set { $0.insert(kind, negated: negated) }, true)
    case .other(0x41): return (.assertion(.start), false)
    case .other(0x7A): return (.assertion(.end), false)
    case .other(0x5A): return (.assertion(.endOrNewline), false)
    case .other(0x62): return (.assertion(.wordBoundary(isNegated: false)), false)
    case .other(0x42): return (.assertion(.wordBoundary(isNegated: true)), false)
    // Before a brace PCRE takes it for a character's name.
    case .other(0x4E) where !peek("{"):
      var flags = flags
      flags.dotAll = false
      return (try set { $0.insertAny(flags) }, true)
    case .other: throw Unsupported()
    }
  }

  // MARK: Classes

  private mutating func characterClass() throws -> PatternSet {
    try refusePOSIX(at: offset)
    var set = PatternSet(unicode: flags.unicode)
    set.isNegated = skip("^")
    var isFirst = true
    while true {
      guard let unit = next else { throw Unsupported() }
      if unit == 0x5D && !isFirst {
        offset += 1
        return try finished(set)
      }
      isFirst = false
      switch try classMember() {
      case .kind(let kind, let negated):
        set.insert(kind, negated: negated)
        // A hyphen behind it is literal and begins no range.
        if peek("-") && !peek("-]") {
          offset += 1
          set.insert(0x2D...0x2D)
        }
      case .literal(let first):
        guard peek("-"), offset + 1 < units.count, units[offset + 1] != 0x5D else {
          set.insert(first...first)
          continue
        }
        offset += 1
        guard case .literal(let last) = try classMember(), first <= last else {
          throw Unsupported()
        }
        set.insert(first...last)
      case .other:
        throw Unsupported()
      }
    }
  }

  /// Refuses `[:name:]`, `[.x.]` and `[=x=]`, whose bracket stands before `start`, by the look that PCRE
  /// takes for them.
  private func refusePOSIX(at start: Int) throws {
    guard start < units.count, [0x3A, 0x2E, 0x3D].contains(units[start]) else { return }
    let terminator = units[start]
    var index = start + 1
    while index + 1 < units.count {
      let (unit, following) = (units[index], units[index + 1])
      if unit == 0x5C && (following == 0x5D || following == 0x5C) {
        index += 2
      } else if unit == 0x5D || unit == 0x5B && following == terminator {
        return
      } else if unit == terminator && following == 0x5D {
        throw Unsupported()
      } else {
        index += 1
      }
    }
  }

  private mutating func classMember() throws -> Escape {
    guard let unit = next else { throw Unsupported() }
    offset += 1
    if unit == 0x5B { try refusePOSIX(at: offset) }
    guard unit == 0x5C else { return .literal(unit) }
    let escape = try escapeSequence()
    // A backspace.
    if case .other(0x62) = escape { return .literal(0x08) }
    return escape
  }
}

extension PatternSet {
  /// What `.` matches.
  fileprivate mutating func insertAny(_ flags: PatternFlags) {
    isNegated = true
    guard !flags.dotAll else { return }
    insert(0x0A...0x0A)
    if flags.anyNewline { insert(0x0D...0x0D) }
  }
}
