import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The block of `createTable` and `alterTable`: `t.addColumn("name", .string, null: false)`.
struct TableLowering {
  let file: FileAnalysis
  let table: String
  /// The name of the table inside the block: `t`.
  let receiver: String
  let isNew: Bool
  private(set) var columns: [ColumnDefinition] = []
  private(set) var changes: [ColumnChange] = []
  private(set) var timestamps: MigrationTimestamps?
  private var names: [String: Span] = [:]

  private var tree: SyntaxTree { file.tree }

  init(file: FileAnalysis, table: String, receiver: String, isNew: Bool) {
    self.file = file
    self.table = table
    self.receiver = receiver
    self.isNew = isNew
  }

  static let names = [
    "add_column", "add_timestamps", "modify_column", "remove_column", "remove_column_if_exists",
  ]

  /// - Returns: false after a diagnostic.
  mutating func lower(_ block: NodeID) -> Bool {
    var isSound = true
    for statement in tree.children(block) {
      if !lowerStep(statement) { isSound = false }
    }
    return isSound
  }

  private mutating func lowerStep(_ node: NodeID) -> Bool {
    guard tree.kind(node) == .call, let callee = tree.first(of: node),
      tree.kind(callee) == .memberAccess, file.path(of: callee).first == receiver
    else {
      if tree.kind(node) != .error {
        file.report(
          .invalidMigration, "a table's block holds steps on `\(receiver)`", at: tree.span(node),
          helps: [Help("such as `\(receiver).addColumn(\"name\", .string)`")])
      }
      return false
    }
    let name = NameRules.snakeCase(tree.mainText(callee))
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`\(tree.mainText(callee))`",
      span: tree.span(node))
    guard lowerStep(name, node, callee, &arguments) else { return false }
    arguments.finish()
    return true
  }

  private mutating func lowerStep(
    _ name: String, _ node: NodeID, _ callee: NodeID, _ arguments: inout Arguments
  ) -> Bool {
    switch name {
    case "add_column":
      guard let column = column(node, &arguments) else { return false }
      columns.append(column)
      changes.append(.add(column))
      return true
    case "add_timestamps" where isNew: return addTimestamps(node, &arguments)
    case "modify_column" where !isNew:
      guard let column = column(node, &arguments) else { return false }
      let from = arguments.value("from").map { prior($0, column) }
      if case .some(nil) = from { return false }
      changes.append(.modify(column, from: from.flatMap { $0 }))
      return true
    case "remove_column" where !isNew: return removeColumn(node, &arguments)
    case "remove_column_if_exists" where !isNew:
      guard let name = columnName(&arguments) else { return false }
      let type = arguments.next().map { self.type($0) }
      if case .some(nil) = type { return false }
      changes.append(.removeIfExists(name, type.flatMap { $0 }, tree.span(node)))
      return true
    case "add_timestamps", "modify_column", "remove_column", "remove_column_if_exists", "add_index":
      let isElsewhere = name != "add_index"
      file.report(
        isElsewhere ? .invalidMigration : .unsupportedConstruct,
        isElsewhere
          ? "`\(tree.mainText(callee))` does not belong in \(isNew ? "`createTable`" : "`alterTable`")"
          : "`addIndex` is not compiled yet", at: tree.nameSpan(callee),
        helps: [
          Help(
            !isElsewhere
              ? "write `createIndex` after the table"
              : isNew
                ? "a new table has what `addColumn` says; what is there is changed by `alterTable`"
                : "add the columns by themselves: `addColumn(\"inserted_at\", …)`")
        ])
      return false
    default:
      file.report(
        .unknownFunction, "a table has no step `\(tree.mainText(callee))`",
        at: tree.nameSpan(callee),
        notes: isNew
          ? ["a column is made with `\(receiver).addColumn(.name, .string, null: false)`"]
          : [
            "the steps are `addColumn`, `modifyColumn`, `removeColumn` and `removeColumnIfExists`"
          ],
        helps: otherNames(of: name).map {
          [Help("write `\(receiver).\($0)`")]
        }
          ?? file.didYouMean(
            name, among: Self.names, at: tree.nameSpan(callee), spelling: NameRules.camelCase))
      return false
    }
  }

  /// What other builders of tables call a step, as it is written here.
  private func otherNames(of name: String) -> String? {
    if Self.known.contains(name) { return "addColumn(\"…\", .\(NameRules.camelCase(name)))" }
    return switch name {
    case "add", "column": "addColumn(\"…\", .string)"
    case "timestamps": isNew ? "addTimestamps()" : nil
    case "drop", "drop_column", "remove": isNew ? nil : "removeColumn(\"…\")"
    case "remove_if_exists": isNew ? nil : "removeColumnIfExists(\"…\")"
    case "change", "change_column", "modify": isNew ? nil : "modifyColumn(\"…\", .string)"
    default: nil
    }
  }

  // MARK: Columns

  private mutating func column(_ node: NodeID, _ arguments: inout Arguments) -> ColumnDefinition? {
    guard let nameNode = arguments.next(), let typeNode = arguments.next() else {
      file.report(
        .missingOption, "\(arguments.owner) needs a name and a type", at: tree.span(node),
        helps: [Help("write it so: `\(receiver).addColumn(\"name\", .string)`")])
      return nil
    }
    guard let name = file.columnName(nameNode, for: "name", of: arguments.owner),
      let type = type(typeNode)
    else { return nil }
    if let other = names[name] {
      file.report(
        .duplicateMember,
        isNew ? "the table has two columns `\(name)`" : "`\(name)` is changed twice at once",
        at: tree.span(nameNode), secondary: [Label(other, "the first")],
        notes: isNew ? [] : ["the database does all of `alterTable` in one step"],
        helps: [
          Help(isNew ? "leave one of them out" : "say all of it at once, or alter the table again")
        ])
      return nil
    }
    names[name] = tree.span(nameNode)
    return column(name, type, at: tree.span(nameNode), of: node, &arguments)
  }

  private func columnName(_ arguments: inout Arguments) -> String? {
    arguments.required("the name of a column").flatMap {
      file.columnName($0, for: "column", of: arguments.owner)
    }
  }

  /// `removeColumn("labels")`, or with what it was: `removeColumn("labels", [.string], default: [])`
  private mutating func removeColumn(_ node: NodeID, _ arguments: inout Arguments) -> Bool {
    guard let name = columnName(&arguments) else { return false }
    var was: ColumnDefinition?
    if let typeNode = arguments.next() {
      guard let type = type(typeNode),
        let column = column(name, type, at: tree.span(typeNode), of: node, &arguments)
      else { return false }
      was = column
    }
    changes.append(.remove(name, was: was, tree.span(node)))
    return true
  }

  /// `from: .string`, or with what else the column was: `from: column(.string, null: true, default: nil)`; nil after a
  /// diagnostic.
  private func prior(_ node: NodeID, _ column: ColumnDefinition) -> PriorColumn? {
    guard tree.kind(node) == .call, let callee = tree.first(of: node),
      tree.kind(callee) == .identifier, tree.mainText(callee) == "column"
    else { return type(node).map { PriorColumn(type: $0, span: tree.span(node)) } }
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`column`", span: tree.span(node))
    guard let typeNode = arguments.next() else {
      file.report(
        .missingOption, "`column` needs the type that the column had", at: tree.span(node),
        helps: [Help("write it first: `from: column(.string, null: true)`")])
      return nil
    }
    guard let type = type(typeNode),
      let prior = self.column(column.name, type, at: column.span, of: node, &arguments)
    else { return nil }
    arguments.finish()
    return PriorColumn(type: type, column: prior, span: tree.span(typeNode))
  }

  /// A column of this name and type, with its options.
  private func column(
    _ name: String, _ type: ColumnType, at span: Span, of node: NodeID,
    _ arguments: inout Arguments
  ) -> ColumnDefinition? {
    let null = arguments.boolean("null", "nullable")
    var column = ColumnDefinition(
      name: name, type: type, null: null, precision: arguments.integer("precision"),
      scale: arguments.integer("scale"), size: arguments.integer("size"),
      isPrimaryKey: arguments.boolean("primary_key") ?? false, span: span)
    let value = arguments.value("default", "default_value")
    let checks = ColumnChecks(file: file, column: column, arguments: arguments)
    guard checks.areSound(at: tree.span(node), table: table) else { return nil }
    if let value {
      column.defaultValue = Self.columnDefault(value, file).flatMap {
        checks.settled($0, at: value)
      }
      if column.defaultValue == nil { return nil }
    }
    return column
  }

  /// A constant, or `sql("now()")`.
  static func columnDefault(_ node: NodeID, _ file: FileAnalysis) -> ColumnDefault? {
    let tree = file.tree
    if let literal = file.literal(node) { return .literal(literal) }
    if tree.kind(node) == .call, let callee = tree.first(of: node),
      ["sql", "fragment"].contains(tree.mainText(callee))
    {
      var arguments = Arguments(
        file, list: tree.child(node, .argumentList), owner: "`sql`", span: tree.span(node))
      let sql = arguments.required("SQL").flatMap { file.string($0, for: "the SQL", of: "`sql`") }
      arguments.finish()
      return sql.map { .sql($0) }
    }
    file.report(
      .invalidOption, "a column's default is a constant or SQL", at: tree.span(node),
      helps: [Help("for an expression of the database write `sql(\"now()\")`")])
    return nil
  }

  /// The types that Ecto's adapters know; another atom would go to the database as it is.
  static let known: Set<String> = [
    "id", "serial", "bigserial", "identity", "binary_id", "uuid", "integer", "bigint", "float",
    "boolean", "string", "text", "binary", "decimal", "date", "time", "time_usec", "naive_datetime",
    "naive_datetime_usec", "utc_datetime", "utc_datetime_usec", "map", "duration", "citext",
    "timestamptz", "jsonb", "json", "inet", "tsvector", "smallint", "bitstring",
  ]

  private func type(_ node: NodeID) -> ColumnType? {
    if tree.kind(node) == .listLiteral {
      let elements = Array(tree.children(node))
      if elements.count == 1 { return type(elements[0]).map { .array($0) } }
      file.report(
        .unknownType, "an array's type is written with its one element type", at: tree.span(node),
        helps: [Help("such as `[.string]`")])
      return nil
    }
    if tree.kind(node) == .call { return reference(node) }
    guard let name = file.symbol(node, for: "type", of: "a column", as: .choice) else {
      return nil
    }
    if Self.known.contains(name) { return .named(name) }
    file.report(
      .unknownType, "there is no column type `\(name)`", at: tree.span(node),
      notes: name == "datetime" ? ["Ecto refuses `datetime`: say which one"] : [],
      helps: file.typeHelps(name, among: Self.known, at: tree.span(node)) {
        ".\(NameRules.camelCase($0))"
      })
    return nil
  }

  /// `.references("users", onDelete: .deleteAll)`
  private func reference(_ node: NodeID) -> ColumnType? {
    guard let callee = tree.first(of: node),
      tree.mainText(callee) == "references"
    else {
      file.report(
        .unknownType, "this is no column type", at: tree.span(node),
        helps: [
          Help(
            "types are `.string`, `.decimal` …, arrays `[.string]`, keys `.references(\"users\")`")
        ])
      return nil
    }
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`references`", span: tree.span(node))
    guard
      let table = arguments.required("the name of a table").flatMap({
        file.identifier($0, for: "table", of: "`references`")
      })
    else { return nil }
    var reference = Reference(
      table: table, prefix: arguments.identifier("prefix"),
      column: arguments.symbol("column", as: .any),
      type: arguments.symbol("type", as: .choice),
      onDelete: arguments.choice("on_delete", OnDeleteAction.self)?.rawValue,
      onUpdate: arguments.choice("on_update", OnUpdateAction.self)?.rawValue,
      name: arguments.identifier("name"))
    if let node = arguments.value("with") {
      guard let pairs = columnPairs(node) else { return nil }
      reference.with = pairs
    }
    reference.match = arguments.choice("match", Match.self)?.rawValue
    arguments.finish()
    return .references(reference)
  }

  /// `with: ["org_id": "org_id"]`, or `[.orgId: .orgId]`; nil after a diagnostic.
  private func columnPairs(_ node: NodeID) -> [Reference.ColumnPair]? {
    var result: [Reference.ColumnPair] = []
    for pair in tree.children(node) {
      let parts = Array(tree.children(pair))
      let key =
        tree[pair].main.isNone
        ? parts.first.flatMap { file.symbol($0, as: .any) }
        : NameRules.snakeCase(tree.mainText(pair))
      guard tree.kind(pair) == .keyValue, let key, let last = parts.last,
        let remote = file.symbol(last, as: .any)
      else {
        file.report(
          .invalidOption, "`with` takes pairs of columns, here and there", at: tree.span(node),
          helps: [Help("write it so: `with: [\"org_id\": \"org_id\"]`")])
        return nil
      }
      result.append(Reference.ColumnPair(column: key, remote: remote))
    }
    return result
  }

  private enum Match: String, CaseIterable { case simple, partial, full }

  private enum OnDeleteAction: String, CaseIterable {
    case nothing, restrict
    case deleteAll = "delete_all"
    case nilifyAll = "nilify_all"
    case defaultAll = "default_all"
  }

  private enum OnUpdateAction: String, CaseIterable {
    case nothing, restrict
    case updateAll = "update_all"
    case nilifyAll = "nilify_all"
  }

  private mutating func addTimestamps(_ node: NodeID, _ arguments: inout Arguments) -> Bool {
    if timestamps != nil {
      file.report(
        .duplicateMember, "the table has two sets of timestamps", at: tree.span(node),
        helps: [Help("leave one of them out")])
      return false
    }
    let type = arguments.symbol("type", as: .choice)
    if let type, !FieldTypes.timestampTypes.contains(type) {
      file.report(
        .invalidOption, "timestamps cannot be `\(type)`", at: arguments.span(of: "type"),
        helps: [Help(FieldTypes.listOfTimestamps)])
      return false
    }
    timestamps = MigrationTimestamps(
      type: type.flatMap { $0 == "naive_datetime" ? nil : .named($0) },
      hasInsertedAt: arguments.boolean("inserted_at") ?? true,
      hasUpdatedAt: arguments.boolean("updated_at") ?? true)
    return true
  }
}
