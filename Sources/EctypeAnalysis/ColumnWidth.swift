import EctypeModel

/// How much a column holds: what is larger the database refuses when a row is written.
struct ColumnWidth {
  let type: ColumnType
  let size: Int?
  let precision: Int?
  let scale: Int?

  init(_ column: TableState.Column) {
    (type, size, precision, scale) = (column.type, column.size, column.precision, column.scale)
  }

  init(_ column: ColumnDefinition) {
    (type, size, precision, scale) = (column.type, column.size, column.precision, column.scale)
  }

  /// What the column holds, where a value of its type is larger; nil where it has room.
  func exceeded(by value: Literal) -> String? {
    switch (innermost, value) {
    case (_, .list(let values)): values.lazy.compactMap(exceeded).first
    case (.named("smallint"), .integer(let digits)): Self.limit("smallint", Int16.self, digits)
    case (.named("integer"), .integer(let digits)), (.named("id"), .integer(let digits)),
      (.named("serial"), .integer(let digits)):
      Self.limit("integer", Int32.self, digits)
    case (.named("string"), .string(let text)):
      text.unicodeScalars.count > size ?? 255 ? "it holds \(size ?? 255) characters" : nil
    case (.named("decimal"), .integer(let text)), (.named("decimal"), .float(let text)),
      (.named("decimal"), .string(let text)):
      exceededDigits(text)
    default: nil
    }
  }

  private var innermost: ColumnType {
    var type = type
    while case .array(let element) = type { type = element }
    return type
  }

  private static func limit<Number: FixedWidthInteger>(
    _ name: String, _: Number.Type, _ digits: String
  ) -> String? {
    Number(digits) == nil ? "`.\(name)` is from \(Number.min) to \(Number.max)" : nil
  }

  private func exceededDigits(_ text: String) -> String? {
    guard let precision else { return nil }
    let room = precision - (scale ?? 0)
    return Self.integralDigits(text) > room
      ? "it has room for \(room) digit\(room == 1 ? "" : "s") before the point" : nil
  }

  /// The digits before the point of a decimal such as `-012.50` or `1.2e5`, without leading zeros.
  private static func integralDigits(_ text: String) -> Int {
    let parts = text.lowercased().split(separator: "e", maxSplits: 1)
    let exponent = parts.count > 1 ? clamped(parts[1]) : 0
    let mantissa = (parts.first ?? "").drop { $0 == "-" || $0 == "+" }
    let whole = mantissa.prefix { $0 != "." }
    let digits = mantissa.filter { $0 != "." }
    let zeros = digits.prefix { $0 == "0" }.count
    return zeros == digits.count ? 0 : max(0, whole.count - zeros + exponent)
  }

  /// An exponent, or one that is as good where it is beyond all columns.
  private static func clamped(_ text: Substring) -> Int {
    let most = 100_000
    return max(-most, min(most, Int(text) ?? (text.hasPrefix("-") ? -most : most)))
  }
}
