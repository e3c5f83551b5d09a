/// A type in the signature of a standard function; its capital letters stand for any type.
package indirect enum StandardType: Hashable, Sendable {
  /// `T`; `N` is a number, `I` an integer, `C` what Elixir's `<` compares as one expects: a number, a string or a tuple
  /// of them; `M` what a module compares, which is `$M` in the Elixir; `S` what has a text, `Q` and as a key `K` what Elixir's `==` compares as one expects: no decimal is in it.
  case variable(String)
  case value(ValueType)
  case optional(StandardType)
  case list(StandardType)
  case map(StandardType, StandardType)
  case tuple([StandardType])
  case result(StandardType, StandardType)
  case function([StandardType], StandardType)

  /// The type that it is, where no letter stands in it.
  package var known: ValueType? {
    switch self {
    case .variable: nil
    case .value(let type): type
    case .optional(let inner): inner.known.map { .optional($0) }
    case .list(let element): element.known.map { .list($0) }
    default: nil
    }
  }

  /// Whether another type is it, or a part of it.
  package func mentions(_ other: StandardType) -> Bool {
    if self == other { return true }
    return switch self {
    case .variable, .value: false
    case .optional(let inner), .list(let inner): inner.mentions(other)
    case .map(let a, let b), .result(let a, let b): a.mentions(other) || b.mentions(other)
    case .tuple(let parts): parts.contains { $0.mentions(other) }
    case .function(let parts, let result): (parts + [result]).contains { $0.mentions(other) }
    }
  }
}

/// Reads types as the table writes them.
struct StandardTypeReader {
  private let text: [UInt8]
  private(set) var position = 0

  init(_ text: String) { self.text = Array(text.utf8) }

  var isAtEnd: Bool {
    mutating get {
      skipSpaces()
      return position >= text.count
    }
  }

  mutating func skipSpaces() {
    while position < text.count, text[position] == UInt8(ascii: " ") { position += 1 }
  }

  mutating func take(_ token: String) -> Bool {
    skipSpaces()
    let bytes = Array(token.utf8)
    guard position + bytes.count <= text.count,
      text[position..<position + bytes.count].elementsEqual(bytes)
    else { return false }
    position += bytes.count
    return true
  }

  mutating func name() -> String {
    skipSpaces()
    let start = position
    while position < text.count, Self.isNameByte(text[position]) { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
      || byte == UInt8(ascii: "_")
  }

  mutating func type() -> StandardType {
    var result = primary()
    while take("?") { result = .optional(result) }
    return result
  }

  private mutating func primary() -> StandardType {
    if take("[") {
      let first = type()
      if take(":") {
        let value = type()
        expect("]")
        return .map(first, value)
      }
      expect("]")
      return .list(first)
    }
    if take("(") {
      var parts: [StandardType] = []
      while !take(")") {
        parts.append(type())
        _ = take(",")
      }
      if take("->") { return .function(parts, type()) }
      return parts.count == 1 ? parts[0] : .tuple(parts)
    }
    let name = name()
    if name == "Result" {
      expect("<")
      let value = type()
      expect(",")
      let error = type()
      expect(">")
      return .result(value, error)
    }
    if name.utf8.count == 1 { return .variable(name) }
    guard let known = Self.names[name] else { preconditionFailure("no type `\(name)`") }
    return .value(known)
  }

  mutating func expect(_ token: String) {
    precondition(take(token), "expected \(token) in \(String(decoding: text, as: UTF8.self))")
  }

  private static let names: [String: ValueType] = [
    "String": .string, "Int": .integer, "Double": .float, "Bool": .bool, "Decimal": .decimal,
    "Date": .date, "Time": .time(.second), "DateTime": .utcDateTime(.second),
    "NaiveDateTime": .naiveDateTime(.second), "Atom": .atom, "Any": .any, "Void": .void,
    "Range": .range, "UUID": .uuid, "Binary": .binary, "DateTimeUsec": .utcDateTime(.microsecond),
    "NaiveDateTimeUsec": .naiveDateTime(.microsecond),
  ]
}
