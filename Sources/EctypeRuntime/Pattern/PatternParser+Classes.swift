/// Classes in brackets.
nonisolated extension PatternParser {
  mutating func characterClass() throws -> PatternSet {
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
  func refusePOSIX(at start: Int) throws {
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

  mutating func classMember() throws -> Escape {
    guard let unit = next else { throw Unsupported() }
    offset += 1
    if unit == 0x5B { try refusePOSIX(at: offset) }
    guard unit == 0x5C else {
      newlines.note(unit)
      return .literal(unit)
    }
    let escape = try escapeSequence()
    if case .literal(let unit) = escape { newlines.note(unit) }
    // A backspace.
    if case .other(0x62) = escape { return .literal(0x08) }
    return escape
  }
}
