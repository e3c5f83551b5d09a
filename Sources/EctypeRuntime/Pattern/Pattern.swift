/// A regular expression of Elixir, `~r/text/flags`, matched as Elixir's PCRE matches it: on bytes, or with
/// the flag `u` on code points with the Unicode data of OTP 25.
///
/// Supported are literals, escapes of punctuation, `\n \r \t \f \v \a \e \xhh \x{h…}`, `.`, `\N`, classes
/// (ranges, negation, escapes), `\d \w \s \h` and their negations, `^ $ \A \z \Z \b \B`, groups (capturing,
/// named, non-capturing, atomic, with inline flags), look-ahead, alternation, greedy, lazy and possessive
/// quantifiers, and the flags `i m s u x`. Not supported, and then left to the server, are among others
/// look-behind, back references, `\p{…}`, `[:alpha:]`, recursion, and `iu` with letters beyond ASCII.
public nonisolated struct Pattern: Sendable {
  /// The pattern as it stands between the delimiters of `~r`.
  public let text: String
  /// Its modifiers.
  public let flags: String

  private let program: PatternProgram?

  /// A pattern; one that is not supported is a pattern too, but only the server can match it.
  public init(_ text: String, flags: String = "") {
    (self.text, self.flags) = (text, flags)
    program = PatternFlags(flags).flatMap { flags in
      var parser = PatternParser(text, flags)
      return parser.pattern().flatMap { PatternProgram($0, flags, parser.newlines) }
    }
  }

  /// Whether this runtime gives PCRE's answers for a pattern.
  public static func isSupported(_ text: String, flags: String = "") -> Bool {
    Pattern(text, flags: flags).isSupported
  }

  /// Whether this runtime gives PCRE's answers for the pattern.
  public var isSupported: Bool { program != nil }

  /// Whether the pattern matches somewhere in a text; nil if it is not supported, takes too many steps, or
  /// has the flag `s` and rules about lines while the text has a carriage return.
  public func matches(_ text: String) -> Bool? {
    guard let program else { return nil }
    let units =
      program.flags.unicode ? text.unicodeScalars.map(\.value) : text.utf8.map(UInt32.init)
    if program.flags.anyNewline && program.newlines.hasLineRules && units.contains(0x0D) {
      return nil
    }
    var matcher = PatternMatcher(program: program, text: units)
    return matcher.matchesSomewhere()
  }
}

nonisolated extension Pattern: Hashable {
  public static func == (a: Self, b: Self) -> Bool {
    sameBytes(a.text, b.text) && sameBytes(a.flags, b.flags)
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

nonisolated extension Pattern: CustomStringConvertible {
  /// The pattern as Elixir.
  public var description: String { "~r/\(text)/\(flags)" }
}

/// What a pattern does with newlines. With the flag `s` a newline is also "\r" and "\r\n", and PCRE then
/// begins no match inside of "\r\n" unless the pattern names one of the two.
nonisolated struct NewlineUse {
  /// It has a literal "\r" or "\n", also in a class.
  private(set) var isExplicit = false
  /// It has `^` with `m`, `.` without `s` or `\N`, which PCRE's start optimisations depend on.
  var hasLineRules = false

  mutating func note(_ unit: UInt32) {
    if unit == 0x0A || unit == 0x0D { isExplicit = true }
  }
}

/// The modifiers of a pattern.
nonisolated struct PatternFlags {
  var caseless = false
  var multiline = false
  var dotAll = false
  var extended = false
  let unicode: Bool
  /// Elixir's `s` sets PCRE's newline to "\r", "\n" or "\r\n" as well.
  let anyNewline: Bool

  init?(_ letters: String) {
    unicode = letters.contains("u")
    anyNewline = letters.contains("s")
    for letter in letters.utf8 where letter != UInt8(ascii: "u") {
      guard set(UInt32(letter), to: true) else { return nil }
    }
  }

  /// Sets one of `i m s x`; false for any other letter.
  mutating func set(_ letter: UInt32, to value: Bool) -> Bool {
    switch letter {
    case 0x69: caseless = value
    case 0x6D: multiline = value
    case 0x73: dotAll = value
    case 0x78: extended = value
    default: return false
    }
    return true
  }
}
