/// Parentheses.
extension RegexSyntax {
  /// Behind a `(`; nil where what it says is nothing that repeats.
  mutating func group() throws(Stop) -> RegexWidth? {
    if peek("*"), try verb() { return nil }
    guard skip("?") else {
      groupCount += 1
      return try closed(group: groupCount)
    }
    if skip(":") || skip(">") { return try closed(group: nil) }
    if skip("=") || skip("!") {
      _ = try closed(group: nil)
      return RegexWidth.none
    }
    if skip("<=") || skip("<!") { return try lookbehind() }
    if skip("|") { throw .unknown }
    if skip("(") { return try conditional() }
    if skip("C") { return try callout() }
    if skip("R") {
      guard skip(")") else { throw .fault("behind `(?R` stands no `)`") }
      return try recursion(0)
    }
    if peek("P") || peek("<") || peek("'") || peek("&") { return try named() }
    if let recursion = try numberedRecursion() { return recursion }
    return try options()
  }

  /// `(*FAIL)`, `(*SKIP:name)`; false where it is none.
  private mutating func verb() throws(Stop) -> Bool {
    let start = offset + 1
    guard start < units.count, units[start] == 0x3A || 0x61...0x7A ~= units[start] | 0x20 else {
      return false
    }
    guard let written = text(upTo: ")") else { throw .fault("a `(*` is not closed") }
    let name = written.dropFirst().prefix { $0 != ":" && $0 != "=" }
    guard RegexProperties.verbs.contains(String(name)) else {
      throw .fault("there is no `(*\(name))`")
    }
    return true
  }

  private mutating func closed(group: Int?) throws(Stop) -> RegexWidth {
    RegexWidth(oneOf: try closedAlternatives(group: group))
  }

  private mutating func closedAlternatives(
    group: Int?, isConditional: Bool = false
  ) throws(Stop) -> [RegexWidth] {
    let widths = try alternatives(group: group, isConditional: isConditional)
    guard skip(")") else { throw .fault("a `(` is not closed") }
    return widths
  }

  private mutating func lookbehind() throws(Stop) -> RegexWidth {
    let widths = try closedAlternatives(group: nil)
    if widths.contains(where: \.isVarying) {
      throw .fault("what `(?<=` and `(?<!` look for must have one length")
    }
    return .none
  }

  private mutating func callout() throws(Stop) -> RegexWidth? {
    if let number = try number(limit: 1 << 20), number > 255 {
      throw .fault("a callout's number is at most 255")
    }
    guard skip(")") else { throw .fault("a callout is not closed") }
    return nil
  }

  // MARK: Names

  private mutating func named() throws(Stop) -> RegexWidth {
    if skip("P=") { return try reference(upTo: ")") }
    if skip("P>") || skip("&") { return try recursion(upTo: ")") }
    _ = skip("P")
    let terminator: Unicode.Scalar
    if skip("<") {
      terminator = ">"
    } else if skip("'") {
      terminator = "'"
    } else {
      throw .fault("nothing is known that begins with `(?P`")
    }
    let name = try name(upTo: terminator)
    groupCount += 1
    if names.updateValue(groupCount, forKey: name) != nil, !mayRepeatNames {
      throw .fault("two groups are called `\(name)`")
    }
    return try closed(group: groupCount)
  }

  /// A group's name, and what ends it.
  mutating func name(upTo terminator: Unicode.Scalar) throws(Stop) -> String {
    let start = offset
    while let unit = next, Self.isWord(unit) { offset += 1 }
    let name = Self.string(units[start..<offset])
    if Self.isDigit(units[start...].first) {
      throw .fault("a group's name cannot begin with a digit")
    }
    guard !name.isEmpty else { throw .fault("a group's name is missing") }
    guard next == terminator.value else {
      throw .fault("behind the name `\(name)` stands no `\(terminator)`")
    }
    offset += 1
    guard name.utf8.count <= 32 else { throw .fault("a group's name has more than 32 letters") }
    return name
  }

  private static func isWord(_ unit: UInt32) -> Bool {
    isDigit(unit) || unit == 0x5F || 0x61...0x7A ~= unit | 0x20
  }

  /// A back reference.
  mutating func reference(upTo terminator: Unicode.Scalar) throws(Stop) -> RegexWidth {
    references.append(.name(try name(upTo: terminator)))
    return .varying
  }

  // MARK: Recursion

  mutating func recursion(upTo terminator: Unicode.Scalar) throws(Stop) -> RegexWidth {
    let name = try name(upTo: terminator)
    references.append(.name(name))
    return try names[name].map { number throws(Stop) in try recursion(number) } ?? .unknown
  }

  mutating func recursion(_ group: Int) throws(Stop) -> RegexWidth {
    references.append(.number(group))
    guard let start = open.lastIndex(where: { $0.group == group }) else { return .unknown }
    if !open[start...].contains(where: \.isConditional),
      open[start...].allSatisfy({ $0.least == 0 })
    {
      throw .fault("it calls itself without having taken anything, and would never end")
    }
    return .varying
  }

  /// `(?1)`, `(?-1)`, `(?+1)`; nil and nothing skipped where there is none.
  private mutating func numberedRecursion() throws(Stop) -> RegexWidth? {
    let start = offset
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    guard let number = try number(limit: 1 << 20) else {
      if sign == 1 { throw .fault("behind `(?+` stands no number") }
      offset = start
      return nil
    }
    guard skip(")") else { throw .fault("behind `(?\(number)` stands no `)`") }
    return try recursion(try absolute(number, sign))
  }

  /// Relative numbers count from here.
  mutating func absolute(_ number: Int, _ sign: Int) throws(Stop) -> Int {
    guard sign != 0 else { return number }
    if number == 0 { throw .fault("a group's number cannot be 0 here") }
    let absolute = sign > 0 ? groupCount + number : groupCount - number + 1
    guard absolute > 0 else { throw .fault("it refers to a group that there is not") }
    return absolute
  }

  // MARK: Conditions and options

  private mutating func conditional() throws(Stop) -> RegexWidth {
    var isDefinition = false
    if peek("?") {
      guard peek("?=") || peek("?!") || peek("?<=") || peek("?<!") else {
        throw .fault("behind `(?(` an assertion is expected")
      }
      _ = try group()
    } else {
      isDefinition = peek("DEFINE)")
      try condition()
    }
    let widths = try closedAlternatives(group: nil, isConditional: true)
    if widths.count > (isDefinition ? 1 : 2) {
      throw .fault("a condition has \(isDefinition ? "one branch here" : "two branches at most")")
    }
    return RegexWidth(least: RegexWidth(oneOf: widths).least, fixed: .unknown)
  }

  private mutating func condition() throws(Stop) {
    if skip("<") {
      references.append(.name(try name(upTo: ">")))
    } else if skip("'") {
      references.append(.name(try name(upTo: "'")))
    } else {
      let sign = skip("+") ? 1 : skip("-") ? -1 : 0
      if let number = try number(limit: 1 << 20) {
        if number == 0 { throw .fault("a condition cannot ask for group 0") }
        references.append(.number(try absolute(number, sign)))
      } else {
        // A name, `R1`, `R&name` or `DEFINE`.
        guard text(upTo: ")") != nil else { throw .fault("a `(` is not closed") }
        return
      }
    }
    guard skip(")") else { throw .fault("a condition is not closed") }
  }

  /// `(?i)`, `(?i:…)`, `(?-x)`
  private mutating func options() throws(Stop) -> RegexWidth? {
    let outer = (isExtended, mayRepeatNames)
    var isOn = true
    while let unit = next {
      offset += 1
      switch Unicode.Scalar(unit) {
      case "-": isOn = false
      case "x": isExtended = isOn
      case "J": mayRepeatNames = isOn
      case "i", "m", "s", "U", "X": continue
      case ")": return nil
      case ":":
        let width = try closed(group: nil)
        (isExtended, mayRepeatNames) = outer
        return width
      default:
        throw .fault("behind `(?` stands `\(Self.string(units[(offset - 1)..<offset]))`")
      }
    }
    throw .fault("a `(` is not closed")
  }
}
