import EctypeDiagnostics
import EctypeModel

/// The Ecto types that source types stand for, and the names that `@field(type:)` knows.
enum FieldTypes {
  /// nil for a type that no field can have: functions, queries, schemas, lists and maps that hold nil.
  static func fieldType(of type: ValueType) -> FieldType? {
    switch type {
    case .string: .string
    case .integer: .integer
    case .float: .float
    case .bool: .boolean
    case .decimal: .decimal
    case .binary: .binary
    case .date: .date
    case .time(let precision): .time(precision)
    case .naiveDateTime(let precision): .naiveDateTime(precision)
    case .utcDateTime(let precision): .utcDateTime(precision)
    case .uuid: .uuid
    case .any: .any
    case .enumeration(let id): .enumeration(id)
    case .list(let element): fieldType(of: element).map { .array($0) }
    case .map(key: .string, value: .any): .map
    case .duration: .duration
    case .map(key: .string, let value): fieldType(of: value).map { .mapOf($0) }
    case .map(key: .enumeration(let id), let value):
      fieldType(of: value).map { .dictionary(key: .enumeration(id), value: $0) }
    case .map(key: .uuid, let value):
      fieldType(of: value).map { .dictionary(key: .uuid, value: $0) }
    default: nil
    }
  }

  /// What a value of a field is in a function body.
  static func valueType(of type: FieldType) -> ValueType {
    switch type {
    case .id, .integer: .integer
    case .binaryID, .uuid: .uuid
    case .float: .float
    case .boolean: .bool
    case .string: .string
    case .binary, .bitstring: .binary
    case .decimal: .decimal
    case .date: .date
    case .time(let precision): .time(precision)
    case .naiveDateTime(let precision): .naiveDateTime(precision)
    case .utcDateTime(let precision): .utcDateTime(precision)
    case .duration: .duration
    case .map: .map(key: .string, value: .any)
    case .mapOf(let value), .dictionary(_, let value):
      .map(key: .string, value: valueType(of: value))
    case .array(let element): .list(valueType(of: element))
    case .enumeration(let id): .enumeration(id)
    case .any, .custom: .any
    }
  }

  /// A type by Ecto's name; `text` is a string whose column is `text`.
  static let named: [String: FieldType] = [
    "id": .id, "binary_id": .binaryID, "integer": .integer, "float": .float, "boolean": .boolean,
    "string": .string, "text": .string, "citext": .string, "binary": .binary, "decimal": .decimal,
    "date": .date, "time": .time(.second), "time_usec": .time(.microsecond),
    "naive_datetime": .naiveDateTime(.second), "naive_datetime_usec": .naiveDateTime(.microsecond),
    "utc_datetime": .utcDateTime(.second), "utc_datetime_usec": .utcDateTime(.microsecond),
    "duration": .duration, "uuid": .uuid, "map": .map,
    "bitstring": .bitstring, "any": .any,
  ]

  /// The types `timestamps(type:)` takes.
  static let timestampTypes = [
    "naive_datetime", "naive_datetime_usec", "utc_datetime", "utc_datetime_usec",
  ]

  static let listOfTimestamps =
    "write "
    + (Suggestions.listing(timestampTypes.map { "." + NameRules.camelCase($0) }) ?? "one of theirs")
}

extension FieldType {
  /// As diagnostics call it, in the source's terms.
  func described(
    _ enumerations: ModelTable<EnumerationID, Enumeration>? = nil
  ) -> String {
    switch self {
    case .id, .integer: "Int"
    case .binaryID, .uuid: "UUID"
    case .float: "Double"
    case .boolean: "Bool"
    case .string: "String"
    case .binary: "Binary"
    case .bitstring: "Bitstring"
    case .decimal: "Decimal"
    case .date: "Date"
    case .time(.second): "Time"
    case .time(.microsecond): "TimeUsec"
    case .naiveDateTime(.second): "NaiveDateTime"
    case .naiveDateTime(.microsecond): "NaiveDateTimeUsec"
    case .utcDateTime(.second): "DateTime"
    case .utcDateTime(.microsecond): "DateTimeUsec"
    case .duration: "Duration"
    case .map: "JSON"
    case .mapOf(let value): "[String: \(value.described(enumerations))]"
    case .dictionary(let key, let value):
      "[\(key.described(enumerations)): \(value.described(enumerations))]"
    case .array(let element): "[\(element.described(enumerations))]"
    case .enumeration(let id): enumerations?[id].name ?? "an enumeration"
    case .any: "Any"
    case .custom(let module, _): "\(module)"
    }
  }
}
