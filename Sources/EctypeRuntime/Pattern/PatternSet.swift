/// The bytes or code points that one place of a pattern matches.
nonisolated struct PatternSet {
  /// `\d`, `\w`, `\s`, `\h`
  enum Kind {
    case digit
    case word
    case space
    case horizontal

    func contains(_ unit: UInt32, unicode: Bool) -> Bool {
      switch self {
      case .digit: PatternSet.isDigit(unit, unicode: unicode)
      case .word: PatternSet.isWord(unit, unicode: unicode)
      case .space: PatternSet.isSpace(unit, unicode: unicode)
      case .horizontal: PatternSet.isHorizontalSpace(unit)
      }
    }
  }

  var isNegated = false
  private(set) var ranges: [ClosedRange<UInt32>] = []
  private var kinds: [(kind: Kind, isNegated: Bool)] = []
  private let unicode: Bool

  init(unicode: Bool) { self.unicode = unicode }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }
  mutating func insert(_ kind: Kind, negated: Bool) { kinds.append((kind, negated)) }

  /// Adds the other case of every letter; false where that takes more than ASCII's and, for bytes,
  /// Latin-1's cases.
  mutating func insertOtherCases() -> Bool {
    if unicode && ranges.contains(where: { $0.upperBound > 0x7F }) { return false }
    for unit in UInt32(0)...255 where ranges.contains(where: { $0.contains(unit) }) {
      if let other = Self.otherCase(unit, latin: !unicode) { ranges.append(other...other) }
      // The Kelvin sign and the long s are case variants of ASCII letters.
      if unicode && unit | 0x20 == 0x6B { ranges.append(0x212A...0x212A) }
      if unicode && unit | 0x20 == 0x73 { ranges.append(0x17F...0x17F) }
    }
    return true
  }

  private static func otherCase(_ unit: UInt32, latin: Bool) -> UInt32? {
    let upper = unit & ~0x20
    let isLetter =
      (0x41...0x5A).contains(upper) || latin && (0xC0...0xDE).contains(upper) && upper != 0xD7
    return isLetter ? unit ^ 0x20 : nil
  }

  func contains(_ unit: UInt32) -> Bool {
    let isMember =
      ranges.contains { $0.contains(unit) }
      || kinds.contains { $0.kind.contains(unit, unicode: unicode) != $0.isNegated }
    return isMember != isNegated
  }
}

nonisolated extension PatternSet {
  private static let words = UnicodeTables.word
  private static let digits = UnicodeTables.digit

  static func isDigit(_ unit: UInt32, unicode: Bool) -> Bool {
    unit < 0x80 ? unit &- 0x30 < 10 : unicode && digits.contains(unit)
  }

  /// Without `u` OTP's PCRE takes Latin-1's letters for those of words.
  static func isWord(_ unit: UInt32, unicode: Bool) -> Bool {
    if unit < 0x80 { return (unit | 0x20) &- 0x61 < 26 || unit &- 0x30 < 10 || unit == 0x5F }
    if unicode { return words.contains(unit) }
    return unit >= 0xC0 && unit != 0xD7 && unit != 0xF7 || [0xAA, 0xB5, 0xBA].contains(unit)
  }

  static func isSpace(_ unit: UInt32, unicode: Bool) -> Bool {
    switch unit {
    case 0x09...0x0D, 0x20: true
    case 0x85, 0x2028, 0x2029: unicode
    default: unicode && isHorizontalSpace(unit)
    }
  }

  static func isHorizontalSpace(_ unit: UInt32) -> Bool {
    switch unit {
    case 0x09, 0x20, 0xA0, 0x1680, 0x180E, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}
