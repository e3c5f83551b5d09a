import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What the database would refuse of one column of a migration, when it runs.
struct ColumnChecks {
  let file: FileAnalysis
  let column: ColumnDefinition
  /// Those of `addColumn`, for the places of options.
  let arguments: Arguments

  /// Of a list it is that of the elements, as the database has it: `varchar(5)[]`.
  private var typeName: String? {
    var type = column.type
    while case .array(let element) = type { type = element }
    return if case .named(let name) = type { name } else { nil }
  }
  private var described: String { ColumnTypes.describe(column.type) }

  /// Whether its options fit its type; reports what does not.
  func areSound(at span: Span, table: String) -> Bool {
    [
      checkScale(), checkPrecision(), checkSize(), checkKey(), checkReference(at: span, table),
    ].allSatisfy { $0 }
  }

  // MARK: Options

  private func checkScale() -> Bool {
    guard let scale = column.scale else { return true }
    if column.precision == nil {
      return refuse(
        .missingOption, "scale", "`scale` needs a `precision`",
        note: "Ecto would raise when the migration runs",
        help: "say how many digits there are in all: `precision: 10, scale: 2`")
    }
    if typeName != "decimal" {
      return refuse(
        .invalidOption, "scale", "only a `.decimal` has a scale", help: wayOut)
    }
    return (0...1000).contains(scale)
      || refuse(
        .invalidOption, "scale", "a scale is from 0 to 1000",
        help: "say how many of the digits are behind the point: `precision: 10, scale: 2`")
  }

  private func checkPrecision() -> Bool {
    guard let precision = column.precision else { return true }
    switch typeName {
    case "decimal":
      return (1...1000).contains(precision)
        || refuse(
          .invalidOption, "precision", "a precision is from 1 to 1000",
          help: "say how many digits there are in all: `precision: 10, scale: 2`")
    case "time_usec", "naive_datetime_usec", "utc_datetime_usec", "duration":
      return (0...6).contains(precision)
        || refuse(
          .invalidOption, "precision", "a time has from 0 to 6 digits of a second",
          help: "leave it out: then there are 6")
    case "time", "naive_datetime", "utc_datetime":
      return refuse(
        .invalidOption, "precision", "`\(described)` has whole seconds",
        note: "Ecto would leave the precision out", help: "make it `.\(camelCased)Usec`")
    default:
      return refuse(
        .invalidOption, "precision", "`\(described)` has no precision",
        help: typeName == "string" ? "how long it may be is its `size:`" : wayOut)
    }
  }

  /// Of what only a `.decimal` has.
  private var wayOut: String {
    typeName == "float" || integers.contains(typeName ?? "")
      ? "make the column a `.decimal`, or leave it out" : "leave it out"
  }

  private var camelCased: String { NameRules.camelCase(typeName ?? "") }

  private func checkSize() -> Bool {
    guard let size = column.size else { return true }
    guard ["string", "bitstring"].contains(typeName) else {
      return refuse(
        .invalidOption, "size", "`\(described)` has no size",
        note: "the database would refuse it when the migration runs",
        help: integers.contains(typeName ?? "")
          ? "a `.smallint` has 2 bytes, an `.integer` 4, a `.bigint` 8" : "leave it out")
    }
    return (1...10_485_760).contains(size)
      || refuse(
        .invalidOption, "size", "a size is from 1 to 10485760",
        help: "a text of any length is a `.text`")
  }

  private func checkKey() -> Bool {
    guard column.isPrimaryKey, column.null == true else { return true }
    return refuse(
      .invalidOption, arguments.has("null") ? "null" : "nullable", "a primary key is never NULL",
      note: "the database would refuse it when the migration runs", help: "leave it out")
  }

  /// The name of the constraint that Ecto makes of table and column.
  private func checkReference(at span: Span, _ table: String) -> Bool {
    guard case .references(let reference) = column.type, reference.name == nil else { return true }
    return file.checkDerived("\(table)_\(column.name)_fkey", "the constraint", at: column.span)
  }

  // MARK: Defaults

  private static let noEnumerations = EnumerationTable(enumerations: ModelTable())
  private let integers: Set<String> = [
    "id", "serial", "bigserial", "identity", "integer", "bigint", "smallint",
  ]

  /// The default as the database takes it; nil after a diagnostic. Of types that Ecto has none for it is up to
  /// the database.
  func settled(_ value: ColumnDefault, at node: NodeID) -> ColumnDefault? {
    guard case .literal(let literal) = value else { return value }
    let type = fieldType(column.type)
    if let text = text(literal, type) {
      if !text.utf8.contains(0) {
        let written = text == self.text(of: literal) ? literal : Literal.string(text)
        return hasRoom(for: written, at: node) ? .literal(written) : nil
      }
    } else if isWritable(literal, type) {
      return hasRoom(for: literal, at: node) ? value : nil
    }
    file.report(
      .invalidDefault, "a column of `\(described)` cannot have this default",
      at: file.tree.span(node), label: type.map { "expected `\($0.described())`" } ?? "",
      notes: type.flatMap { DefaultValues.note(literal, as: $0) }.map { [$0] } ?? [],
      helps: [Help("for an expression of the database write `sql(\"…\")`")])
    return nil
  }

  private func hasRoom(for literal: Literal, at node: NodeID) -> Bool {
    guard let limit = ColumnWidth(column).exceeded(by: literal) else { return true }
    file.report(
      .invalidDefault, "the column has no room for its default", at: file.tree.span(node),
      label: limit, notes: ["the database would refuse every row that leaves it out"],
      helps: [Help("make the column larger, or the default smaller")])
    return false
  }

  /// What is written between quotation marks: a text, or a value of a type that is written so.
  private func text(_ literal: Literal, _ type: FieldType?) -> String? {
    switch (literal, type) {
    case (.string(let text), nil), (.string(let text), .array), (.string(let text), .map): text
    case (.string, let type?), (.sigil, let type?):
      DefaultValues.value(literal, as: type, Self.noEnumerations).flatMap(self.text(of:))
    default: nil
    }
  }

  private func text(of literal: Literal) -> String? {
    if case .string(let text) = literal { text } else { nil }
  }

  /// Whether Ecto can write a constant that is no text.
  private func isWritable(_ literal: Literal, _ type: FieldType?) -> Bool {
    guard let type else {
      switch literal {
      case .null, .integer, .float, .bool: return true
      default: return false
      }
    }
    if case .string = literal { return false }
    return DefaultValues.value(literal, as: type, Self.noEnumerations) != nil
  }

  private func fieldType(_ type: ColumnType) -> FieldType? {
    switch type {
    case .array(let element): fieldType(element).map { .array($0) }
    case .references: nil
    case .named(let name) where integers.contains(name): .integer
    case .named("jsonb"), .named("json"): nil
    case .named("binary"), .named("bitstring"), .named("any"): nil
    case .named("timestamptz"): .utcDateTime(.microsecond)
    case .named(let name): FieldTypes.named[name]
    }
  }

  private func refuse(
    _ code: DiagnosticCode, _ option: String, _ message: String, note: String? = nil,
    help: String? = nil
  ) -> Bool {
    file.report(
      code, message, at: arguments.span(of: option), notes: note.map { [$0] } ?? [],
      helps: help.map { [Help($0)] } ?? [])
    return false
  }
}
