/// How a code point behaves between grapheme clusters (UAX 29), by the letter it has in the table.
nonisolated enum GraphemeClass: UInt8 {
  case carriageReturn = 0x72  // r
  case lineFeed = 0x6E  // n
  case control = 0x63  // c
  case extend = 0x65  // e
  case joiner = 0x7A  // z
  case spacingMark = 0x73  // s
  case prepend = 0x70  // p
  case flag = 0x66  // f
  case pictograph = 0x78  // x
  case leadingJamo = 0x6C  // l
  case vowelJamo = 0x76  // v
  case trailingJamo = 0x74  // t
  /// A Hangul syllable without and with a trailing consonant.
  case openSyllable = 0x31
  case closedSyllable = 0x32
  case other = 0x6F  // o

  private static let table = UnicodeTables.graphemeClass

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x80 {
      // Most text: letters join nothing.
      self =
        value >= 0x20 && value != 0x7F
        ? .other : value == 0x0D ? .carriageReturn : value == 0x0A ? .lineFeed : .control
    } else if value >= 0xAC00 && value <= 0xD7A3 {
      self = (value - 0xAC00) % 28 == 0 ? .openSyllable : .closedSyllable
    } else {
      self = Self.table[value].flatMap(GraphemeClass.init(rawValue:)) ?? .other
    }
  }
}

/// Extended grapheme clusters as `String.length/1` counts them, with the tables of OTP 25: Unicode 14,
/// without the rule for Indic conjuncts that later releases have ("क्ष" is 2).
nonisolated enum Graphemes {
  static func count(_ text: String) -> Int {
    var state = State()
    var count = 0
    for scalar in text.unicodeScalars where state.breaks(before: GraphemeClass(scalar)) {
      count += 1
    }
    return count
  }

  /// The clusters.
  static func list(_ text: String) -> [String] {
    var state = State()
    var clusters: [String.UnicodeScalarView] = []
    for scalar in text.unicodeScalars {
      if state.breaks(before: GraphemeClass(scalar)) { clusters.append(.init()) }
      clusters[clusters.count - 1].append(scalar)
    }
    return clusters.map { String($0) }
  }

  /// What decides whether the next code point begins a cluster.
  private struct State {
    private var previous: GraphemeClass?
    /// The cluster has a pictograph.
    private var hasPictograph = false
    /// The cluster ends in a pictograph and what extends it.
    private var endsInPictograph = false
    /// How many flag letters the cluster has.
    private var flags = 0

    mutating func breaks(before next: GraphemeClass) -> Bool {
      let isBoundary = previous.map { self.isBoundary($0, next) } ?? true
      if isBoundary {
        hasPictograph = false
        endsInPictograph = false
        flags = 0
      }
      switch next {
      case .pictograph: (hasPictograph, endsInPictograph) = (true, true)
      case .extend, .joiner: break
      case .flag: flags += 1
      default: endsInPictograph = false
      }
      previous = next
      return isBoundary
    }

    private func isBoundary(_ previous: GraphemeClass, _ next: GraphemeClass) -> Bool {
      // OTP looks for a pictograph behind the joiner, and finding none ends the cluster, even before
      // what extends it.
      if hasPictograph && previous == .joiner {
        return next != .pictograph || !endsInPictograph
      }
      return switch (previous, next) {
      case (.carriageReturn, .lineFeed): false
      case (.carriageReturn, _), (.lineFeed, _), (.control, _): true
      case (_, .carriageReturn), (_, .lineFeed), (_, .control): true
      case (_, .extend), (_, .joiner), (_, .spacingMark): false
      case (.prepend, _): false
      case (.flag, .flag): flags % 2 == 0
      case (.leadingJamo, .leadingJamo), (.leadingJamo, .vowelJamo),
        (.leadingJamo, .openSyllable), (.leadingJamo, .closedSyllable):
        false
      case (.openSyllable, .vowelJamo), (.vowelJamo, .vowelJamo): false
      case (.openSyllable, .trailingJamo), (.vowelJamo, .trailingJamo): false
      case (.closedSyllable, .trailingJamo), (.trailingJamo, .trailingJamo): false
      default: true
      }
    }
  }
}
