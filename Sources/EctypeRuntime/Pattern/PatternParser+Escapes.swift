/// Escapes, inside and outside of classes.
nonisolated extension PatternParser {
  enum Escape {
    case literal(UInt32)
    case kind(PatternSet.Kind, negated: Bool)
    case other(UInt32)
  }

  /// The escape behind a backslash.
  mutating func escapeSequence() throws -> Escape {
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

  mutating func hexadecimal() throws -> UInt32 {
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

  mutating func escape() throws -> (PatternNode, isRepeatable: Bool)? {
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
      return (try any(flags), true)
    case .other: throw Unsupported()
    }
  }
}

nonisolated extension PatternSet {
  /// What `.` matches.
  mutating func insertAny(_ flags: PatternFlags) {
    isNegated = true
    guard !flags.dotAll else { return }
    insert(0x0A...0x0A)
    if flags.anyNewline { insert(0x0D...0x0D) }
  }
}
