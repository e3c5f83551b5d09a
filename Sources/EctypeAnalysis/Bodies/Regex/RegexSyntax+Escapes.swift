/// What a backslash begins.
extension RegexSyntax {
  /// Behind a backslash outside of classes; nil where it is nothing that repeats.
  mutating func escape() throws(Stop) -> RegexWidth? {
    guard let unit = next else { throw .fault("it ends in a backslash") }
    if Self.isDigit(unit) { return try digits() }
    offset += 1
    switch Unicode.Scalar(unit) {
    case "A", "b", "B", "G", "K", "z", "Z": return nil
    case "Q": return quoted()
    case "R", "X": return RegexWidth(least: 1, fixed: .varying)
    case "C": return RegexWidth(least: 1, fixed: isUnicode ? .varying : .always(1))
    case "N" where !peek("{") || isCounted(): return .one
    case "g": return try numberedOrNamed()
    case "k":
      guard let end = terminator(["{": "}", "<": ">", "'": "'"]) else {
        throw .fault("behind `\\k` stands no name in `<…>`")
      }
      return try reference(upTo: end)
    default:
      try character(unit)
      return .one
    }
  }

  /// An escape that is a character or a kind of character, inside and outside of classes.
  mutating func character(_ unit: UInt32) throws(Stop) {
    switch Unicode.Scalar(unit) {
    case "L", "l", "N", "U", "u":
      throw .fault("`\\\(Unicode.Scalar(unit)!)` means nothing here")
    case "c":
      guard let control = next else { throw .fault("behind `\\c` stands no character") }
      guard control < 0x80 else { throw .fault("behind `\\c` stands no ASCII character") }
      offset += 1
    case "x": try _ = code(radix: 16, digits: 0...2)
    case "o":
      guard peek("{") else { throw .fault("behind `\\o` stands no `{`") }
      _ = try code(radix: 8, digits: 0...0)
    case "p", "P": try property()
    default: return
    }
  }

  /// The terminator that goes with the bracket that stands here, which is skipped.
  private mutating func terminator(_ pairs: [Unicode.Scalar: Unicode.Scalar]) -> Unicode.Scalar? {
    guard let unit = next.flatMap(Unicode.Scalar.init), let end = pairs[unit] else { return nil }
    offset += 1
    return end
  }

  private mutating func quoted() -> RegexWidth? {
    var count = 0
    while next != nil, !peek("\\E") {
      offset += 1
      count += 1
    }
    _ = skip("\\E")
    // A repeat takes the last character alone: of several neither the width nor more is asked.
    return count == 0 ? nil : RegexWidth(least: count, fixed: count == 1 ? .always(1) : .unknown)
  }

  /// `\1`, `\12`, `\012`
  private mutating func digits() throws(Stop) -> RegexWidth {
    let start = offset
    guard next != 0x30, let number = try number(limit: 1 << 30) else {
      offset = start
      _ = try octal()
      return .one
    }
    // `\8` and `\12` may be characters.
    if number < 8 || number <= groupCount {
      references.append(.number(number))
      return .varying
    }
    offset = start
    if units[start] >= 0x38 {
      offset += 1
      return .one
    }
    _ = try octal()
    return .one
  }

  /// The code of a character in up to three digits.
  mutating func octal() throws(Stop) -> UInt32 {
    var value: UInt32 = 0
    var count = 0
    while count < 3, let unit = next, 0x30...0x37 ~= unit {
      value = value * 8 + unit - 0x30
      offset += 1
      count += 1
    }
    if !isUnicode, value > 0xFF { throw .fault("an octal number is above `\\377`") }
    return value
  }

  /// `41`, `{1F600}`: the code of a character.
  mutating func code(radix: Int, digits: ClosedRange<Int>) throws(Stop) -> UInt32 {
    let letter = radix == 16 ? "\\x" : "\\o"
    func digit(_ unit: UInt32?) -> UInt32? {
      unit.flatMap(Unicode.Scalar.init).flatMap { UInt32(String($0), radix: radix) }
    }
    var value: UInt32 = 0
    guard skip("{") else {
      for _ in 0..<digits.upperBound {
        guard let next = digit(next) else { break }
        value = value * UInt32(radix) + next
        offset += 1
      }
      return value
    }
    guard !peek("}") else { throw .fault("`\(letter){}` has no digits") }
    while let next = digit(next) {
      value = min(value, 1 << 24) * UInt32(radix) + next
      offset += 1
    }
    guard skip("}") else { throw .fault("`\(letter){` is not closed behind its digits") }
    if value > (isUnicode ? 0x10FFFF : 0xFF) {
      throw .fault(
        "a code in `\(letter){…}` is too large" + (isUnicode ? "" : " without the flag `u`"))
    }
    if isUnicode, 0xD800...0xDFFF ~= value {
      throw .fault("a code in `\(letter){…}` is no character")
    }
    return value
  }

  /// Behind `\p`: `L`, `{Lu}`, `{^Greek}`
  private mutating func property() throws(Stop) {
    guard skip("{") else {
      guard let unit = next else { throw .fault("behind `\\p` stands no property") }
      offset += 1
      return try check(property: Self.string([unit]))
    }
    guard var name = text(upTo: "}") else { throw .fault("a `\\p{` is not closed") }
    if name.hasPrefix("^") { name.removeFirst() }
    try check(property: name)
  }

  private func check(property name: String) throws(Stop) {
    guard RegexProperties.names.contains(name) else {
      throw .fault("there is no property `\\p{\(name)}`")
    }
  }

  /// Behind `\g`: a back reference, or in `<…>` and `'…'` a call of a group.
  private mutating func numberedOrNamed() throws(Stop) -> RegexWidth {
    let end = terminator(["{": "}", "<": ">", "'": "'"])
    let isCall = end == ">" || end == "'"
    let sign = skip("-") ? -1 : isCall && skip("+") ? 1 : 0
    guard let number = try number(limit: 1 << 20) else {
      guard let end, sign == 0 else { throw .fault("behind `\\g` stands no number") }
      return isCall ? try recursion(upTo: end) : try reference(upTo: end)
    }
    if let end {
      guard next == end.value else { throw .fault("a `\\g` is not closed by `\(end)`") }
      offset += 1
    }
    let group = try absolute(number, sign)
    if isCall { return try recursion(group) }
    if group == 0 { throw .fault("a reference to group 0 means nothing") }
    references.append(.number(group))
    return .varying
  }
}
