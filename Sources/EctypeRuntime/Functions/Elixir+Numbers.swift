#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

nonisolated extension Elixir {
  /// The whole numbers from one to another; none where the second is less.
  public static func range(_ lower: Int, through upper: Int) -> Range<Int> {
    upper < lower ? lower..<lower : lower..<(upper == .max ? upper : upper + 1)
  }

  /// The whole numbers from one to before another; none where the second is not greater.
  public static func range(_ lower: Int, to upper: Int) -> Range<Int> {
    lower..<Swift.max(lower, upper)
  }

  /// The numbers of a range.
  public static func list(_ range: Range<Int>) -> [Int] { Array(range) }

  /// `abs/1`
  public static func abs(_ value: Int) throws -> Int { value < 0 ? try value.negated() : value }
  /// `abs/1`
  public static func abs(_ value: Double) throws -> Double { value.magnitude }

  /// `Integer.mod/2`: of the sign of the right side.
  public static func mod(_ a: Int, _ b: Int) throws -> Int {
    let rest = try a.remainder(dividingBy: b)
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
  }

  /// `Integer.floor_div/2`
  public static func floorDiv(_ a: Int, _ b: Int) throws -> Int {
    let quotient = try a.divided(by: b)
    return try a.remainder(dividingBy: b) != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
  }

  /// `Integer.pow/2`; throws for a negative exponent.
  public static func pow(_ base: Int, _ exponent: Int) throws -> Int {
    if exponent < 0 { throw EvaluationError.argument }
    var (result, square, rest) = (1, base, exponent)
    while rest > 0 {
      if rest % 2 == 1 { result = try result.multiplied(by: square) }
      rest /= 2
      if rest > 0 { square = try square.multiplied(by: square) }
    }
    return result
  }

  /// `Integer.gcd/2`
  public static func gcd(_ a: Int, _ b: Int) throws -> Int {
    var (x, y) = (a.magnitude, b.magnitude)
    while y != 0 { (x, y) = (y, x % y) }
    guard let result = Int(exactly: x) else { throw EvaluationError.overflow }
    return result
  }

  /// `Integer.digits/1`: each with the number's sign.
  public static func digits(_ value: Int) -> [Int] {
    var digits: [Int] = []
    var rest = value
    repeat {
      digits.append(rest % 10)
      rest /= 10
    } while rest != 0
    return digits.reversed()
  }

  /// Whether a number is odd.
  public static func isOdd(_ value: Int) -> Bool { !value.isMultiple(of: 2) }

  /// `round/1`: half away from zero.
  public static func round(_ value: Double) throws -> Int {
    try integer(of: value.rounded(.toNearestOrAwayFromZero))
  }
  /// `trunc/1`
  public static func trunc(_ value: Double) throws -> Int {
    try integer(of: value.rounded(.towardZero))
  }
  /// `floor/1`
  public static func floor(_ value: Double) throws -> Int { try integer(of: value.rounded(.down)) }
  /// `ceil/1`
  public static func ceil(_ value: Double) throws -> Int { try integer(of: value.rounded(.up)) }

  private static func integer(of value: Double) throws -> Int {
    guard let result = Int(exactly: value) else { throw EvaluationError.overflow }
    return result
  }

  /// `:math.sqrt/1`; throws for a negative number.
  public static func sqrt(_ value: Double) throws -> Double {
    if value < 0 { throw EvaluationError.argument }
    return value.squareRoot()
  }

  /// The greater of two.
  public static func max<T: Comparable>(_ a: T, _ b: T) -> T { a >= b ? a : b }
  /// The lesser of two.
  public static func min<T: Comparable>(_ a: T, _ b: T) -> T { a <= b ? a : b }
  /// The greater of two strings, by their bytes.
  public static func max(_ a: String, _ b: String) -> String { bytesPrecede(a, b) ? b : a }
  /// The lesser of two strings, by their bytes.
  public static func min(_ a: String, _ b: String) -> String { bytesPrecede(b, a) ? b : a }

  /// The text of a number as Elixir writes it.
  public static func string(_ value: Int) -> String { value.description }
  /// The text of a float as Elixir writes it: `1.0e20`, `0.1`.
  public static func string(_ value: Double) -> String { FloatText.text(value) }
  public static func string(_ value: Bool) -> String { value.description }
  public static func string(_ value: String) -> String { value }
  /// A case's name in Elixir.
  public static func string<T: OpenEnum>(_ value: T) -> String where T.RawValue == String {
    value.rawValue
  }

  /// The integer that a text is, in decimal digits with an optional sign; nil for other text.
  ///
  /// Of more than 64 bits it has no value here.
  public static func integer(_ text: String) throws -> Int? {
    let bytes = text.utf8
    let digits =
      bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
      ? bytes.dropFirst() : bytes[...]
    guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
    guard let value = Int(text) else { throw EvaluationError.overflow }
    return value
  }

  /// `String.to_integer/1`; throws for what is none.
  public static func toInteger(_ text: String) throws -> Int {
    guard let value = try integer(text) else { throw EvaluationError.argument }
    return value
  }
}
