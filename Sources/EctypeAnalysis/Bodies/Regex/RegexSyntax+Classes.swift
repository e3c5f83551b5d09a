/// Brackets.
extension RegexSyntax {
  /// What a member of a class is.
  private enum Member {
    case character(UInt32)
    /// `\d`, `[:alpha:]`: it begins and ends no range.
    case kind
  }

  /// Behind a `[`.
  mutating func characterClass() throws(Stop) -> RegexWidth? {
    if skip("[:<:]]") || skip("[:>:]]") { return nil }
    if let name = posixName() {
      throw .fault("`[\(name)]` stands in brackets of its own: `[[\(name)]]`")
    }
    _ = skip("^")
    var isFirst = true
    while let unit = next {
      if unit == 0x5D, !isFirst {
        offset += 1
        return .one
      }
      guard let first = try member() else { continue }
      isFirst = false
      guard peek("-"), offset + 1 < units.count, units[offset + 1] != 0x5D else { continue }
      let hyphen = offset
      offset += 1
      // A hyphen behind a kind of characters is one itself.
      guard case .character(let start) = first else { continue }
      guard let last = try member() else { throw .unknown }
      guard case .character(let end) = last else {
        throw .fault(
          "`\(Self.string(units[hyphen..<min(hyphen + 2, units.count)]))` is no end of a range: write the hyphen last"
        )
      }
      if start > end {
        throw .fault("the range `\(Self.shown(start))-\(Self.shown(end))` goes backwards")
      }
    }
    throw .fault("a `[` is not closed")
  }

  private static func shown(_ unit: UInt32) -> String {
    unit > 0x20 && unit != 0x7F ? string([unit]) : "\\x{\(String(unit, radix: 16))}"
  }

  /// nil for `\E`, which is nothing.
  private mutating func member() throws(Stop) -> Member? {
    guard let unit = next else { throw .fault("a `[` is not closed") }
    offset += 1
    if unit == 0x5B, let name = posixName() {
      offset += name.unicodeScalars.count + 1
      guard name.hasPrefix(":") else {
        throw .fault("`[\(name)]` is not known in brackets")
      }
      var kind = name.dropFirst().dropLast()
      if kind.hasPrefix("^") { kind.removeFirst() }
      guard RegexProperties.posix.contains(String(kind)) else {
        throw .fault("there is no `[\(name)]`")
      }
      return .kind
    }
    guard unit == 0x5C else { return .character(unit) }
    return try escapeInClass()
  }

  private mutating func escapeInClass() throws(Stop) -> Member? {
    guard let unit = next else { throw .fault("a `[` is not closed") }
    if 0x30...0x37 ~= unit { return .character(try octal()) }
    offset += 1
    switch Unicode.Scalar(unit) {
    case "Q":
      while !peek("\\E") {
        guard next != nil else { throw .fault("a `[` is not closed") }
        offset += 1
      }
      offset += 2
      return .kind
    case "E": return nil
    case "a": return .character(0x07)
    case "b": return .character(0x08)
    case "e": return .character(0x1B)
    case "f": return .character(0x0C)
    case "n": return .character(0x0A)
    case "r": return .character(0x0D)
    case "t": return .character(0x09)
    case "x": return .character(try code(radix: 16, digits: 0...2))
    case "o" where peek("{"): return .character(try code(radix: 8, digits: 0...0))
    case "d", "D", "w", "W", "s", "S", "h", "H", "v", "V": return .kind
    case "p", "P":
      try character(unit)
      return .kind
    // `\cA` is A with a bit turned over.
    case "c":
      try character(unit)
      let control = units[offset - 1]
      return .character((0x61...0x7A ~= control ? control - 0x20 : control) ^ 0x40)
    case "N": throw .fault("`\\N` means nothing in brackets")
    default:
      try character(unit)
      return .character(unit)
    }
  }

  /// `:name:` where `[:name:]` stands, and its like with `.` and `=`; its bracket is before the offset.
  private func posixName() -> String? {
    guard let mark = next, [0x3A, 0x2E, 0x3D].contains(mark) else { return nil }
    var place = offset + 1
    while place + 1 < units.count {
      let (unit, following) = (units[place], units[place + 1])
      if unit == 0x5C, following == 0x5D || following == 0x5C {
        place += 2
      } else if unit == 0x5D || unit == 0x5B && following == mark {
        return nil
      } else if unit == mark, following == 0x5D {
        return Self.string(units[offset...place])
      } else {
        place += 1
      }
    }
    return nil
  }
}
