/// What Elixir's compiler would refuse in a pattern: a reader of PCRE 8's syntax that makes nothing of it.
///
/// Rare things are passed over (verbs, branch reset): where nothing certain can be said, nothing is.
struct RegexSyntax {
  /// Why reading stops.
  enum Stop: Error {
    case fault(String)
    /// From here on this reader does not know what is meant.
    case unknown
  }

  /// Bytes, or with the flag `u` characters.
  let units: [UInt32]
  let isUnicode: Bool
  var offset = 0
  var isExtended: Bool
  var mayRepeatNames = false
  var groupCount = 0
  /// The groups that have one, by it.
  var names: [String: Int] = [:]
  /// What refers to groups that may come later.
  var references: [Reference] = []
  /// The groups around this place: their numbers, and the least width that leads from their start to here.
  var open: [(group: Int?, least: Int, isConditional: Bool)] = []

  enum Reference {
    case number(Int)
    case name(String)
  }

  /// The fault in words, or nil.
  ///
  /// - Parameter isRaw: a `~R`, in which Elixir reads no escapes itself.
  static func fault(in source: String, flags: String, isRaw: Bool) -> String? {
    for flag in flags.unicodeScalars where !"imsuxfU".unicodeScalars.contains(flag) {
      return "there is no flag `\(flag)`"
    }
    var reader = RegexSyntax(isRaw ? source : unescaped(source), flags)
    do throws(Stop) {
      try reader.readAll()
      return nil
    } catch {
      return if case .fault(let words) = error { words } else { nil }
    }
  }

  private init(_ source: String, _ flags: String) {
    isUnicode = flags.contains("u")
    isExtended = flags.contains("x")
    units =
      isUnicode ? source.unicodeScalars.map(\.value) : source.utf8.map { UInt32($0) }
  }

  /// Elixir makes these escapes characters before PCRE sees the pattern of a `~r`.
  private static func unescaped(_ source: String) -> String {
    let known: [Unicode.Scalar: Unicode.Scalar] = [
      "f": "\u{0C}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{0B}", "a": "\u{07}",
    ]
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in source.unicodeScalars {
      if isEscaped {
        if let meant = known[scalar] {
          result.append(meant)
        } else {
          result.append(contentsOf: ["\\", scalar])
        }
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    if isEscaped { result.append("\\") }
    return String(result)
  }

  // MARK: Reading

  var next: UInt32? { offset < units.count ? units[offset] : nil }

  func peek(_ text: String) -> Bool {
    units[offset...].starts(with: text.unicodeScalars.lazy.map(\.value))
  }

  mutating func skip(_ text: String) -> Bool {
    guard peek(text) else { return false }
    offset += text.unicodeScalars.count
    return true
  }

  /// What stands before the terminator, which is skipped; nil where it is missing.
  mutating func text(upTo terminator: Unicode.Scalar) -> String? {
    guard let end = units[offset...].firstIndex(of: terminator.value) else { return nil }
    defer { offset = end + 1 }
    return Self.string(units[offset..<end])
  }

  static func string(_ units: ArraySlice<UInt32>) -> String {
    var text = String.UnicodeScalarView()
    for unit in units { text.append(Unicode.Scalar(unit) ?? "\u{FFFD}") }
    return String(text)
  }

  static func isDigit(_ unit: UInt32?) -> Bool { unit.map { 0x30...0x39 ~= $0 } ?? false }

  /// nil where there is no digit.
  mutating func number(limit: Int) throws(Stop) -> Int? {
    guard Self.isDigit(next) else { return nil }
    var value = 0
    while let unit = next, Self.isDigit(unit) {
      value = value * 10 + Int(unit - 0x30)
      guard value <= limit else { throw .fault("a number is too large") }
      offset += 1
    }
    return value
  }

  // MARK: Sequences

  private mutating func readAll() throws(Stop) {
    // What changes how everything is read.
    if skip("(*"), let option = text(upTo: ")"),
      RegexProperties.options.contains(String(option.prefix { $0 != "=" }))
    {
      throw .unknown
    }
    offset = 0
    _ = try alternatives(group: 0)
    if next != nil { throw .fault("a `)` has no `(`") }
    for reference in references {
      switch reference {
      case .number(let number) where number > groupCount:
        throw .fault("it refers to group \(number), and there is none")
      case .name(let name) where names[name] == nil:
        throw .fault("it refers to a group `\(name)`, and there is none")
      default: continue
      }
    }
  }

  /// Up to a `)` or the end.
  /// - Returns: each alternative's width.
  mutating func alternatives(
    group: Int?, isConditional: Bool = false
  ) throws(Stop) -> [RegexWidth] {
    // PCRE's own limit.
    guard open.count <= 250 else { throw .fault("its parentheses are nested too deeply") }
    let (wasExtended, repeatedNames) = (isExtended, mayRepeatNames)
    open.append((group, 0, isConditional))
    var widths: [RegexWidth] = []
    while true {
      open[open.count - 1].least = 0
      widths.append(try branch())
      guard skip("|") else { break }
    }
    open.removeLast()
    (isExtended, mayRepeatNames) = (wasExtended, repeatedNames)
    return widths
  }

  private mutating func branch() throws(Stop) -> RegexWidth {
    var whole = RegexWidth.none
    /// What a repeat here would repeat.
    var last: RegexWidth?
    func settle(_ reader: inout RegexSyntax) {
      whole = whole + (last ?? .none)
      last = nil
      reader.open[reader.open.count - 1].least = whole.least
    }
    while let unit = next, unit != 0x7C, unit != 0x29 {
      if skipsBlank(unit) { continue }
      if let bounds = try repetition() {
        guard let repeated = last else { throw .fault("there is nothing to repeat") }
        last = repeated.repeated(bounds)
        // `*?` and `*+` are one repeat.
        if !skip("?") { _ = skip("+") }
        settle(&self)
        continue
      }
      if skip("\\E") { continue }
      if peek("(?#") {
        guard text(upTo: ")") != nil else { throw .fault("a comment is not closed") }
        continue
      }
      settle(&self)
      offset += 1
      switch unit {
      case 0x28: last = try group()
      case 0x5B: last = try characterClass()
      case 0x5C: last = try escape()
      case 0x5E, 0x24: last = nil
      default: last = .one
      }
    }
    settle(&self)
    return whole
  }

  /// With the flag `x`: white space, and comments to the line's end.
  private mutating func skipsBlank(_ unit: UInt32) -> Bool {
    guard isExtended else { return false }
    if unit == 0x23 {
      while next.map({ $0 != 0x0A }) ?? false { offset += 1 }
      return true
    }
    guard unit == 0x20 || 0x09...0x0D ~= unit else { return false }
    offset += 1
    return true
  }

  /// `*`, `+`, `?`, `{2,3}`; nil and nothing skipped where there is none.
  private mutating func repetition() throws(Stop) -> (least: Int, most: Int?)? {
    if skip("*") { return (0, nil) }
    if skip("+") { return (1, nil) }
    if skip("?") { return (0, 1) }
    let start = offset
    guard isCounted() else { return nil }
    offset = start + 1
    let least = try number(limit: 65535) ?? 0
    var most: Int? = least
    if skip(",") { most = try number(limit: 65535) }
    offset += 1
    if let most, most < least { throw .fault("`{\(least),\(most)}` has its numbers exchanged") }
    return (least, most)
  }

  /// Whether `{2}`, `{2,}` or `{2,3}` stands here; any other brace is a character.
  func isCounted() -> Bool {
    var place = offset
    func digits() -> Bool {
      let start = place
      while place < units.count, Self.isDigit(units[place]) { place += 1 }
      return place > start
    }
    func skip(_ unit: UInt32) -> Bool {
      guard place < units.count, units[place] == unit else { return false }
      place += 1
      return true
    }
    guard skip(0x7B), digits() else { return false }
    if skip(0x2C) { _ = digits() }
    return skip(0x7D)
  }
}
