import EctypeDiagnostics
import EctypeModel

/// Which columns can hold which fields, by what PostgreSQL's driver accepts for them.
enum ColumnTypes {
  static func holds(_ column: ColumnType, _ field: FieldType, _ enumerations: EnumerationTable)
    -> Bool
  {
    switch column {
    case .array(let element):
      if case .array(let inner) = field { return holds(element, inner, enumerations) }
      return false
    case .references(let reference):
      let type = reference.type ?? "bigint"
      return holds(.named(type), field, enumerations) || reference.type == nil && isKey(field)
    case .named(let name):
      guard let known = holders(field, enumerations) else { return true }
      // A name that is not Ecto's (an enum or a domain of the database) is the author's affair.
      return known.contains(name) || !all.contains(name)
    }
  }

  /// The column type that a migration would be given for a field, as it is written; nil where any will do.
  static func usual(for field: FieldType, _ enumerations: EnumerationTable) -> String? {
    switch field {
    case .array(let element): return usual(for: element, enumerations).map { "[\($0)]" }
    case .integer: return ".integer"
    case .id: return ".bigint"
    case .uuid, .binaryID: return ".uuid"
    case .string: return ".string"
    case .naiveDateTime(let precision):
      return precision == .second ? ".naiveDatetime" : ".naiveDatetimeUsec"
    case .utcDateTime(let precision):
      return precision == .second ? ".utcDatetime" : ".utcDatetimeUsec"
    case .time(let precision): return precision == .second ? ".time" : ".timeUsec"
    case .map, .mapOf, .dictionary: return ".map"
    case .enumeration(let id): return enumerations[id].backing == .string ? ".string" : ".integer"
    // All others have one.
    default:
      return holders(field, enumerations)?.sorted().first.map { "." + NameRules.camelCase($0) }
    }
  }

  static func holdsEmbed(_ column: ColumnType) -> Bool {
    switch column {
    case .named(let name): ["map", "jsonb", "json"].contains(name) || !all.contains(name)
    case .array(.named(let name)): ["map", "jsonb", "json"].contains(name)
    default: false
    }
  }

  private static func isKey(_ field: FieldType) -> Bool {
    switch field {
    case .id, .integer, .binaryID, .uuid: true
    default: false
    }
  }

  /// What a column of a type that others refer to holds; nil for one that is the database's own.
  static func family(of type: String) -> String? {
    if integers.contains(type) { return "a number" }
    if ["uuid", "binary_id"].contains(type) { return "a UUID" }
    return ["string", "text", "citext"].contains(type) ? "a text" : nil
  }

  static func describe(_ type: ColumnType) -> String {
    switch type {
    case .named(let name): name
    case .array(let element): "array of \(describe(element))"
    case .references(let reference): "references \(reference.table)"
    }
  }

  static func describe(_ value: ColumnDefault) -> String { "`\(spelled(value))`" }

  /// As a migration says it.
  static func spelled(_ value: ColumnDefault) -> String {
    switch value {
    case .sql(let sql): "sql(\"\(sql)\")"
    case .literal(let literal): spelled(literal)
    }
  }

  private static func spelled(_ literal: Literal) -> String {
    switch literal {
    case .string(let text): "\"\(text)\""
    case .integer(let text), .float(let text): text
    case .bool(let value): "\(value)"
    case .null: "nil"
    case .list(let values): "[\(values.map(spelled).joined(separator: ", "))]"
    default: "…"
    }
  }

  /// As a migration says it.
  static func spelled(_ type: ColumnType) -> String {
    switch type {
    case .named(let name): ".\(NameRules.camelCase(name))"
    case .array(let element): "[\(spelled(element))]"
    case .references(let reference): spelled(reference)
    }
  }

  private static func spelled(_ reference: Reference) -> String {
    let choice = { (name: String) in "." + NameRules.camelCase(name) }
    let options: [(String, String?)] = [
      ("prefix", reference.prefix.map { "\"\($0)\"" }),
      ("column", reference.column.map { "\"\($0)\"" }),
      ("type", reference.type.map(choice)),
      ("name", reference.name.map { "\"\($0)\"" }),
      (
        "with",
        reference.with.isEmpty
          ? nil
          : "[\(reference.with.map { "\"\($0.column)\": \"\($0.remote)\"" }.joined(separator: ", "))]"
      ),
      ("match", reference.match.map(choice)), ("onDelete", reference.onDelete.map(choice)),
      ("onUpdate", reference.onUpdate.map(choice)),
    ]
    let written = options.compactMap { name, value in value.map { "\(name): \($0)" } }
    let arguments = ["\"\(reference.table)\""] + written
    return ".references(\(arguments.joined(separator: ", ")))"
  }

  /// What the database has for a type of Ecto's, of which several may be the same.
  static func stored(_ type: String) -> String {
    switch type {
    case "id", "serial": "integer"
    case "bigserial", "identity": "bigint"
    case "binary_id": "uuid"
    case "map": "jsonb"
    case "utc_datetime": "naive_datetime"
    case "utc_datetime_usec": "naive_datetime_usec"
    default: type
    }
  }

  private static let text: Set<String> = ["string", "text", "citext"]
  private static let json: Set<String> = ["map", "jsonb", "json"]
  private static let integers: Set<String> = [
    "id", "serial", "bigserial", "identity", "integer", "bigint", "smallint",
  ]
  private static let all = text.union(json).union(integers).union([
    "uuid", "binary_id", "float", "boolean", "binary", "decimal", "date", "time", "time_usec",
    "naive_datetime", "naive_datetime_usec", "utc_datetime", "utc_datetime_usec", "timestamptz",
    "bitstring", "duration",
  ])

  /// The column types for a field; nil where any will do.
  private static func holders(_ field: FieldType, _ enumerations: EnumerationTable) -> Set<String>?
  {
    switch field {
    case .id, .integer: integers
    case .binaryID, .uuid: ["uuid", "binary_id"]
    case .float: ["float", "decimal"]
    case .boolean: ["boolean"]
    case .string: text
    case .binary: ["binary"]
    case .bitstring: ["bitstring", "binary"]
    case .duration: ["duration"]
    case .decimal: ["decimal"]
    case .date: ["date"]
    case .time: ["time", "time_usec"]
    case .naiveDateTime, .utcDateTime:
      ["naive_datetime", "naive_datetime_usec", "utc_datetime", "utc_datetime_usec", "timestamptz"]
    case .map, .mapOf, .dictionary: json
    case .array: []
    case .enumeration(let id): enumerations[id].backing == .string ? text : integers
    case .any, .custom: nil
    }
  }
}

extension Help {
  /// Of a column that is too narrow for a value.
  static let room = Help(
    "give the column more room in a migration, a larger `size`, `precision` or type; or shorten the value"
  )
}
