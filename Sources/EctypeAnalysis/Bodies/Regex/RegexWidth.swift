/// How many units of a text a part of a pattern takes.
struct RegexWidth {
  enum Fixed {
    case always(Int)
    case varying
    /// It depends on what this reader does not work out.
    case unknown
  }

  var least: Int
  var fixed: Fixed

  static let none = RegexWidth(least: 0, fixed: .always(0))
  static let one = RegexWidth(least: 1, fixed: .always(1))
  /// A back reference, `\X`: it may be nothing.
  static let varying = RegexWidth(least: 0, fixed: .varying)
  static let unknown = RegexWidth(least: 0, fixed: .unknown)

  var isVarying: Bool { if case .varying = fixed { true } else { false } }

  static func + (a: Self, b: Self) -> Self {
    // What has no bound is as good as its bound: only whether it is nothing matters.
    let least = min(a.least + b.least, 1 << 20)
    switch (a.fixed, b.fixed) {
    case (.always(let a), .always(let b)):
      return RegexWidth(least: least, fixed: a + b > 1 << 20 ? .unknown : .always(a + b))
    case (.varying, _), (_, .varying): return RegexWidth(least: least, fixed: .varying)
    default: return RegexWidth(least: least, fixed: .unknown)
    }
  }

  func repeated(_ bounds: (least: Int, most: Int?)) -> RegexWidth {
    let least = min(self.least * bounds.least, 1 << 20)
    guard bounds.least == bounds.most else { return RegexWidth(least: least, fixed: .varying) }
    guard bounds.least > 0, case .always(let width) = fixed else {
      return RegexWidth(least: least, fixed: isVarying && bounds.least > 0 ? .varying : .unknown)
    }
    let whole = width * bounds.least
    return RegexWidth(least: least, fixed: whole > 1 << 20 ? .unknown : .always(whole))
  }

  /// One of several.
  init(oneOf widths: [RegexWidth]) {
    least = widths.map(\.least).min() ?? 0
    fixed = widths.first?.fixed ?? .always(0)
    for width in widths.dropFirst() {
      switch (fixed, width.fixed) {
      case (.always(let a), .always(let b)): if a != b { fixed = .varying }
      case (.varying, _), (_, .varying): fixed = .varying
      default: fixed = .unknown
      }
    }
  }

  init(least: Int, fixed: Fixed) { (self.least, self.fixed) = (least, fixed) }
}
