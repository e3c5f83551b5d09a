nonisolated extension EctoType {
  /// `to_string/1` of a type that is an atom; of the others Elixir has none.
  var text: String {
    switch self {
    case .uuid, .custom: "Elixir." + description
    default: description.first == ":" ? String(description.dropFirst()) : description
    }
  }
}

nonisolated extension CastValue {
  /// `to_string/1` of the value.
  var text: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .int(let value): value.description
    case .float(let value): FloatText.text(value)
    case .string(let value), .atom(let value): value
    case .decimal(let value), .bigInt(let value): value.text
    case .date(let value): value.text
    case .time(let value): value.text
    case .naiveDateTime(let value): value.text.replacingBytes(of: "T", with: " ")
    case .utcDateTime(let value): value.text.replacingBytes(of: "T", with: " ")
    case .duration(let value): value.text
    case .list(let elements): elements.map(\.text).joined()
    case .map(let map): map.map { "\($0.key): \($0.value.text)" }.joined(separator: ", ")
    case .json(let value): value.json
    }
  }
}
