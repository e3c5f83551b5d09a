nonisolated extension Elixir {
  /// Whether two strings are the same bytes.
  public static func isEqual(_ a: String, _ b: String) -> Bool { sameBytes(a, b) }
  /// Whether both are nil or the same bytes.
  public static func isEqual(_ a: String?, _ b: String?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return sameBytes(a, b)
  }
  /// Whether two lists have strings of the same bytes.
  public static func isEqual(_ a: [String], _ b: [String]) -> Bool {
    a.elementsEqual(b, by: sameBytes)
  }
  /// Elixir's order of strings, by their bytes.
  public static func precedes(_ a: String, _ b: String) -> Bool { bytesPrecede(a, b) }

  /// `String.length/1`
  public static func length(_ text: String) -> Int { Graphemes.count(text) }

  /// `String.graphemes/1`
  public static func graphemes(_ text: String) -> [String] { Graphemes.list(text) }

  /// `String.reverse/1`
  public static func reverse(_ text: String) -> String { graphemes(text).reversed().joined() }

  /// `String.at/2`: from the end for a negative position.
  public static func at(_ text: String, _ position: Int) -> String? {
    at(graphemes(text), position)
  }

  /// `String.slice/3`; throws for a negative count.
  public static func slice(_ text: String, _ start: Int, _ count: Int) throws -> String {
    if count < 0 { throw EvaluationError.argument }
    let parts = graphemes(text)
    let first = start < 0 ? Swift.max(0, parts.count + start) : start
    guard first < parts.count else { return "" }
    return parts[first...].prefix(count).joined()
  }

  /// All but the first graphemes; the last ones for a negative count.
  public static func dropFirst(_ text: String, _ count: Int) -> String {
    let parts = graphemes(text)
    return parts.dropFirst(count < 0 ? Swift.max(0, parts.count + count) : count).joined()
  }

  /// `String.capitalize/1`: the first letter in title case, the others in lower case.
  public static func capitalize(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return "" }
    return first.properties.titlecaseMapping
      + String(text.unicodeScalars.dropFirst()).lowercased()
  }

  /// `String.trim/1`
  public static func trim(_ text: String) -> String { trimTrailing(trimLeading(text)) }
  /// `String.trim_leading/1`
  public static func trimLeading(_ text: String) -> String {
    String(text.unicodeScalars.drop(while: \.properties.isWhitespace))
  }
  /// `String.trim_trailing/1`
  public static func trimTrailing(_ text: String) -> String {
    var rest = text.unicodeScalars[...]
    while rest.last?.properties.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// `String.split/1`: the words between white space.
  public static func split(_ text: String) -> [String] {
    text.unicodeScalars.split(whereSeparator: \.isSplitting).map { String($0) }
  }

  /// `String.split/2`; with an empty separator graphemes, between two empty strings.
  public static func split(_ text: String, _ separator: String) -> [String] {
    if separator.isEmpty { return [""] + graphemes(text) + [""] }
    var parts: [String] = []
    var rest = Array(text.utf8)[...]
    let pattern = Array(separator.utf8)
    while let place = rest.firstRange(of: pattern) {
      parts.append(String(decoding: rest[..<place.lowerBound], as: UTF8.self))
      rest = rest[place.upperBound...]
    }
    return parts + [String(decoding: rest, as: UTF8.self)]
  }

  /// The lines of a text, parted by `\n`.
  public static func lines(_ text: String) -> [String] { split(text, "\n") }

  /// `String.contains?/2`
  public static func contains(_ text: String, _ part: String) -> Bool {
    part.isEmpty || Array(text.utf8).firstRange(of: Array(part.utf8)) != nil
  }
  /// `String.contains?/2` of several: whether it has any of them.
  public static func contains(_ text: String, _ parts: [String]) -> Bool {
    parts.contains { contains(text, $0) }
  }
  /// `String.starts_with?/2`
  public static func startsWith(_ text: String, _ prefix: String) -> Bool {
    text.utf8.starts(with: prefix.utf8)
  }
  /// `String.ends_with?/2`
  public static func endsWith(_ text: String, _ suffix: String) -> Bool {
    text.utf8.reversed().starts(with: suffix.utf8.reversed())
  }

  /// `String.replace/3`: every place; an empty pattern is between all graphemes.
  public static func replace(_ text: String, _ pattern: String, _ replacement: String) -> String {
    split(text, pattern).joined(separator: replacement)
  }

  /// `String.duplicate/2`; throws for a negative count.
  public static func duplicate(_ text: String, _ count: Int) throws -> String {
    if count < 0 { throw EvaluationError.argument }
    return String(repeating: text, count: count)
  }

  /// `String.pad_leading/3`; throws for a negative count and for no padding.
  public static func padLeading(
    _ text: String, _ count: Int, _ padding: String
  ) throws -> String { try fill(text, count, padding) + text }

  /// `String.pad_trailing/3`; throws for a negative count and for no padding.
  public static func padTrailing(
    _ text: String, _ count: Int, _ padding: String
  ) throws -> String { try text + fill(text, count, padding) }

  private static func fill(
    _ text: String, _ count: Int, _ padding: String
  ) throws -> String {
    if count < 0 || padding.isEmpty { throw EvaluationError.argument }
    let missing = Swift.max(0, count - length(text))
    let parts = graphemes(padding)
    return (0..<missing).map { parts[$0 % parts.count] }.joined()
  }
}

nonisolated extension Unicode.Scalar {
  /// `String.split/1` parts at white space, but not at the spaces that forbid a break.
  fileprivate var isSplitting: Bool {
    properties.isWhitespace && ![0xA0, 0x2007, 0x202F].contains(value)
  }
}

nonisolated extension Collection where Element: Equatable {
  /// The first place of a part that is not empty.
  fileprivate func firstRange(of part: [Element]) -> Range<Index>? {
    var start = startIndex
    while start != endIndex {
      if self[start...].starts(with: part) {
        return start..<index(start, offsetBy: part.count)
      }
      formIndex(after: &start)
    }
    return nil
  }
}
