/// An Ecto type, as far as clients cast it.
public nonisolated indirect enum EctoType: Hashable, Sendable {
  case id
  case integer
  case float
  case boolean
  case string
  case binary
  /// `:binary_id`, which casts any text.
  case binaryID
  /// `Ecto.UUID`
  case uuid
  case decimal
  case date
  case time
  case timeUsec
  case naiveDateTime
  case naiveDateTimeUsec
  case utcDateTime
  case utcDateTimeUsec
  /// `:duration`, which casts no JSON.
  case duration
  case map
  case any
  /// `Ecto.Enum`
  case enumeration(EnumCases)
  /// `{:array, t}`
  case array(EctoType)
  /// `{:map, t}`
  case mapOf(EctoType)
  /// A hand-written Ecto type, which only the server can cast.
  case custom(String)

  /// Only the server knows what Ecto has for a value of the type.
  var isCastByServer: Bool {
    switch self {
    case .custom: true
    case .array(let element), .mapOf(let element): element.isCastByServer
    default: false
    }
  }
}

/// The values of an `Ecto.Enum` in the order of their declaration, and what each is stored as.
///
/// `["draft", "published"]` where the names are stored, `["low": 1, "high": 2]` or `["old": "archived"]`
/// where something else is.
public nonisolated struct EnumCases: Hashable, Sendable {
  /// What a value is stored as.
  public enum Stored: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case string(String)
    case int(Int)
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(stringLiteral value: String) { self = .string(value) }
  }

  /// Names and what they are stored as, in the order of their declaration.
  public init(_ pairs: [(String, Stored)]) {
    entries = pairs.map { Entry(name: $0, stored: $1) }
  }

  let entries: [Entry]
  struct Entry: Hashable, Sendable {
    let name: String
    let stored: Stored
  }
}

nonisolated extension EnumCases: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  public init(arrayLiteral elements: String...) {
    self.init(elements.map { ($0, .string($0)) })
  }
  public init(dictionaryLiteral elements: (String, Stored)...) { self.init(elements) }
}

nonisolated extension EctoType: CustomStringConvertible {
  /// The type as `Ecto.Type.format/1` writes it.
  public var description: String {
    switch self {
    case .id: ":id"
    case .integer: ":integer"
    case .float: ":float"
    case .boolean: ":boolean"
    case .string: ":string"
    case .binary: ":binary"
    case .binaryID: ":binary_id"
    case .uuid: "Ecto.UUID"
    case .decimal: ":decimal"
    case .date: ":date"
    case .time: ":time"
    case .timeUsec: ":time_usec"
    case .naiveDateTime: ":naive_datetime"
    case .naiveDateTimeUsec: ":naive_datetime_usec"
    case .utcDateTime: ":utc_datetime"
    case .utcDateTimeUsec: ":utc_datetime_usec"
    case .duration: ":duration"
    case .map: ":map"
    case .any: ":any"
    case .enumeration(let cases):
      "#Ecto.Enum<values: [\(cases.entries.map { inspectAtom($0.name) }.joined(separator: ", "))]>"
    case .array(let element): "{:array, \(element)}"
    case .mapOf(let value): "{:map, \(value)}"
    case .custom(let name): name
    }
  }
}

/// An atom as `inspect/1` writes it.
private nonisolated func inspectAtom(_ name: String) -> String {
  if ["true", "false", "nil"].contains(name) { return name }
  var bytes = Array(name.utf8)[...]
  if bytes.last == UInt8(ascii: "?") || bytes.last == UInt8(ascii: "!") { bytes.removeLast() }
  let isPlain = bytes.allSatisfy { byte in
    byte.isDigit || byte == UInt8(ascii: "_") || (byte | 0x20) &- 97 < 26 || byte >= 0x80
  }
  let startsPlain = bytes.first.map { !$0.isDigit } ?? false
  if isPlain && startsPlain { return ":" + name }
  let escaped = name.replacingBytes(of: "\\", with: "\\\\").replacingBytes(of: "\"", with: "\\\"")
  return ":\"\(escaped)\""
}
