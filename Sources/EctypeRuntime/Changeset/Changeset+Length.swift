/// What `validateLength` counts in text.
public nonisolated enum LengthUnit: Sendable {
  case graphemes
  case codepoints
  case bytes
}

nonisolated extension Changeset {
  /// `validate_length/3`: the number of characters of text, of elements of a list, of entries of a map.
  /// `is`, `min` and `max` are checked in this order up to the first that fails.
  public func validateLength(
    _ field: Field, is exact: Int? = nil, min: Int? = nil, max: Int? = nil,
    count unit: LengthUnit = .graphemes, message: ErrorMessage? = nil
  ) -> Self {
    validateChange(field, as: "validate_length(:\(field.rawValue), …)") { value in
      guard let (kind, length) = Self.length(of: value, in: unit) else { return [] }
      if let exact, length != exact {
        return [kind.error(field, message, "is", "", count: exact)]
      }
      if let min, length < min {
        return [kind.error(field, message, "min", "at least ", count: min)]
      }
      if let max, length > max {
        return [kind.error(field, message, "max", "at most ", count: max)]
      }
      return []
    }
  }

  private enum Counted: String {
    case string
    case binary
    case list
    case map

    func error(
      _ field: Field, _ message: ErrorMessage?, _ kind: String, _ bound: String, count: Int
    ) -> FieldError {
      let text =
        switch self {
        case .string: "should be \(bound)%{count} character(s)"
        case .binary: "should be \(bound)%{count} byte(s)"
        case .list, .map: "should have \(bound)%{count} item(s)"
        }
      return Changeset.error(
        field.rawValue, message, text,
        [
          "count": .value(.int(count)), "validation": .atom("length"), "kind": .atom(kind),
          "type": .atom(rawValue),
        ])
    }
  }

  private static func length(
    of value: CastValue, in unit: LengthUnit
  ) -> (kind: Counted, length: Int)? {
    switch value {
    case .string(let text):
      switch unit {
      case .graphemes: (.string, Graphemes.count(text))
      case .codepoints: (.string, text.unicodeScalars.count)
      case .bytes: (.binary, text.utf8.count)
      }
    case .list(let list): (.list, list.count)
    case .map(let map): (.map, map.count)
    case .json(.object(let map)): (.map, map.count)
    case .json(.array(let list)): (.list, list.count)
    default: nil
    }
  }
}
