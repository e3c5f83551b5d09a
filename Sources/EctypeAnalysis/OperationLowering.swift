import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The steps of a migration's function: `createTable("posts") { t in … }`, `createIndex(…)`.
struct OperationLowering {
  let file: FileAnalysis
  private var tree: SyntaxTree { file.tree }

  init(file: FileAnalysis) { self.file = file }

  /// nil after a diagnostic.
  func lower(_ block: NodeID) -> [MigrationOperation]? {
    guard !block.isNone else { return [] }
    var result: [MigrationOperation] = []
    var isSound = true
    for statement in tree.children(block) {
      if let operation = operation(statement) { result.append(operation) } else { isSound = false }
    }
    return isSound ? result : nil
  }

  static let names = [
    "create_table", "drop_table", "alter_table", "rename_table", "rename_column", "create_index",
    "create_unique_index", "drop_index", "create_constraint", "drop_constraint", "execute", "flush",
  ]

  /// What Ecto's own migrations call a step.
  private static let otherNames = [
    "create": "`createTable`, `createIndex` or `createConstraint`",
    "create_if_not_exists":
      "`createTable` or `createIndex`; in SQL: `execute(\"CREATE … IF NOT EXISTS …\")`",
    "drop": "`dropTable`, `dropIndex` or `dropConstraint`",
    "drop_if_exists": "`dropTable`, `dropIndex` or `dropConstraint`",
    "alter": "`alterTable`", "rename": "`renameTable` or `renameColumn`",
    "table": "`createTable` or `alterTable`", "index": "`createIndex`",
    "unique_index": "`createUniqueIndex`", "constraint": "`createConstraint`",
  ]

  /// As they are written.
  private static let written = names.map(NameRules.camelCase)

  private func operation(_ node: NodeID) -> MigrationOperation? {
    guard tree.kind(node) == .call, let callee = tree.first(of: node),
      tree.kind(callee) == .identifier
    else {
      if tree.kind(node) != .error {
        file.report(
          .invalidMigration, "a migration's function holds steps", at: tree.span(node),
          notes: [
            "steps: " + Self.written.map { "`\($0)`" }.joined(separator: ", ")
          ], helps: [Help("what none of them does is written in SQL: `execute(\"…\", \"…\")`")])
      }
      return nil
    }
    let name = NameRules.snakeCase(tree.mainText(callee))
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`\(tree.mainText(callee))`",
      span: tree.span(node))
    guard let operation = operation(name, node, callee, &arguments) else { return nil }
    arguments.finish()
    return operation
  }

  private func operation(
    _ name: String, _ node: NodeID, _ callee: NodeID, _ arguments: inout Arguments
  ) -> MigrationOperation? {
    switch name {
    case "create_table": return createTable(node, &arguments)
    case "alter_table": return alterTable(node, &arguments)
    case "drop_table":
      guard let name = table(&arguments, node) else { return nil }
      return .dropTable(prefixed(name, &arguments), tree.span(node))
    case "create_index", "create_unique_index":
      return index(node, &arguments, isUnique: name == "create_unique_index").map {
        .createIndex($0)
      }
    case "drop_index":
      return index(node, &arguments, isUnique: false).map { .dropIndex($0) }
    case "execute":
      guard
        let up = arguments.required("SQL").flatMap({
          file.string($0, for: "the SQL", of: "`execute`")
        })
      else { return nil }
      let down = arguments.next().flatMap { file.string($0, for: "the SQL", of: "`execute`") }
      return .execute(up: up, down: down)
    case "flush": return .flush
    case "rename_table":
      guard let name = table(&arguments, node), let to = newName(&arguments, node) else {
        return nil
      }
      return .renameTable(from: prefixed(name, &arguments), to: to, tree.span(node))
    case "rename_column":
      guard let name = table(&arguments, node),
        let column = arguments.required("the name of a column").flatMap({
          file.columnName($0, for: "column", of: arguments.owner)
        }), let to = newName(&arguments, node)
      else { return nil }
      return .renameColumn(
        table: prefixed(name, &arguments), from: column, to: to, tree.span(node))
    case "create_constraint": return createConstraint(node, &arguments)
    case "drop_constraint":
      guard let name = table(&arguments, node),
        let constraint = arguments.required("the name of a constraint").flatMap({
          file.identifier($0, for: "name", of: arguments.owner)
        })
      else { return nil }
      return .dropConstraint(
        table: prefixed(name, &arguments), name: constraint, tree.span(node))
    case _ where TableLowering.names.contains(name):
      file.report(
        .unknownFunction, "`\(tree.mainText(callee))` is a step of a table", at: tree.span(callee),
        helps: [
          Help(
            "write it in the table's block: `alterTable(\"posts\") { t in t.\(tree.mainText(callee))(…) }`"
          )
        ])
      return nil
    default:
      file.report(
        .unknownFunction, "a migration has no step `\(tree.mainText(callee))`",
        at: tree.span(callee),
        helps: Self.otherNames[name].map { [Help("write \($0)")] }
          ?? file.didYouMean(
            name, among: Self.names, at: tree.span(callee),
            orElse: Suggestions.listing(Self.written).map { "write \($0)" },
            spelling: NameRules.camelCase))
      return nil
    }
  }

  private func table(_ arguments: inout Arguments, _ node: NodeID) -> String? {
    guard let first = arguments.next() else {
      file.report(
        .missingOption, "\(arguments.owner) needs the name of a table", at: tree.span(node),
        helps: [Help("write it first: `\(arguments.owner.dropLast().dropFirst())(\"posts\", …)`")])
      return nil
    }
    return file.identifier(first, for: "table", of: arguments.owner)
  }

  private func prefixed(_ name: String, _ arguments: inout Arguments) -> TableName {
    TableName(name, prefix: arguments.identifier("prefix"))
  }

  /// `to: "articles"`
  private func newName(_ arguments: inout Arguments, _ node: NodeID) -> String? {
    if let value = arguments.value("to") {
      return file.columnName(value, for: "to", of: arguments.owner)
    }
    file.report(
      .missingOption, "\(arguments.owner) needs the new name", at: tree.span(node),
      helps: [Help("write it last: `to: \"…\"`")])
    return nil
  }

  // MARK: Constraints

  private enum ConstraintKind: String, CaseIterable { case check }

  /// Ecto makes exclusion constraints too.
  private func isCompiled(_ kind: NodeID, of owner: String) -> Bool {
    let name = tree.kind(kind) == .implicitMember ? tree.mainText(kind) : tree.atomName(kind)
    guard name == "exclude" else {
      return file.choice(kind, for: "kind", of: owner, ConstraintKind.self) != nil
    }
    file.report(
      .unsupportedConstruct, "an exclusion constraint is not compiled yet", at: tree.span(kind),
      helps: [
        Help("say it in SQL, there and back: `execute(\"ALTER TABLE …\", \"ALTER TABLE …\")`")
      ])
    return false
  }

  /// `createConstraint("users", .check, name: "adult", check: "age >= 18")`
  private func createConstraint(
    _ node: NodeID, _ arguments: inout Arguments
  ) -> MigrationOperation? {
    guard let table = table(&arguments, node),
      let kind = arguments.required("the kind of the constraint, `.check`"),
      isCompiled(kind, of: arguments.owner)
    else { return nil }
    let isNamed = arguments.has("name")
    let name = arguments.identifier("name")
    let isChecked = arguments.has("check")
    let condition = arguments.condition("check")
    for (option, isThere) in [("name", isNamed), ("check", isChecked)] where !isThere {
      file.report(
        .missingOption, "\(arguments.owner) needs `\(option)`", at: tree.span(node),
        helps: [
          Help("such as `createConstraint(\"\(table)\", .check, name: \"…\", check: \"…\")`")
        ])
      return nil
    }
    guard let name, let condition else { return nil }
    return .createCheck(
      table: prefixed(table, &arguments), name: name, expression: condition, tree.span(node))
  }

  // MARK: Tables

  /// The block of a table: a trailing closure, or the guide's `function(t) { … }` as an argument.
  private func tableBody(_ node: NodeID, _ arguments: inout Arguments) -> (
    name: String, block: NodeID
  )? {
    var closure = tree.child(node, .closure)
    if closure.isNone, let argument = arguments.next(), tree.kind(argument) == .closure {
      closure = argument
    }
    guard !closure.isNone else {
      file.report(
        .missingOption, "\(arguments.owner) needs its columns", at: tree.span(node),
        helps: [Help("write them in a block: `{ t in t.addColumn(\"name\", .string) }`")])
      return nil
    }
    let parameter = tree.children(tree.child(closure, .parameterList), .parameter).first
    return (parameter.map { tree.mainText($0) } ?? "t", tree.child(closure, .block))
  }

  private func createTable(_ node: NodeID, _ arguments: inout Arguments) -> MigrationOperation? {
    guard let name = table(&arguments, node), let body = tableBody(node, &arguments) else {
      return nil
    }
    let hasKey = arguments.boolean("primary_key") ?? true
    let prefixed = prefixed(name, &arguments)
    var lowering = TableLowering(file: file, table: name, receiver: body.name, isNew: true)
    guard lowering.lower(body.block) else { return nil }
    let table = TableDefinition(
      name: prefixed, primaryKey: hasKey ? .standard : .none, columns: lowering.columns,
      timestamps: lowering.timestamps, span: tree.span(node))
    return .createTable(table)
  }

  private func alterTable(_ node: NodeID, _ arguments: inout Arguments) -> MigrationOperation? {
    guard let name = table(&arguments, node), let body = tableBody(node, &arguments) else {
      return nil
    }
    let prefixed = prefixed(name, &arguments)
    var lowering = TableLowering(file: file, table: name, receiver: body.name, isNew: false)
    guard lowering.lower(body.block) else { return nil }
    if lowering.changes.isEmpty {
      file.report(
        .invalidMigration, "`alterTable` changes nothing", at: tree.span(node),
        notes: ["the database would refuse it"], helps: [Help("leave it out")])
      return nil
    }
    return .alterTable(prefixed, lowering.changes, tree.span(node))
  }

  // MARK: Indexes

  /// PostgreSQL's own access methods, and those of extensions that many use.
  private static let methods = [
    "btree", "hash", "gist", "gin", "brin", "spgist", "bloom", "hnsw", "ivfflat", "rum",
  ]

  private func method(_ arguments: inout Arguments) -> String? {
    guard let name = arguments.symbol("using") else { return nil }
    if Self.methods.contains(name) { return name }
    let span = arguments.span(of: "using")
    file.report(
      .invalidOption, "PostgreSQL has no kind of index called `\(name)`", at: span,
      notes: ["its choices are " + Self.methods.map { "`.\($0)`" }.joined(separator: ", ")],
      helps: file.didYouMean(name, among: Self.methods, at: span) { "using: .\($0)" })
    return nil
  }

  /// A column, or SQL as it is.
  private func indexed(_ node: NodeID, of owner: String) -> String? {
    if tree.kind(node) == .stringLiteral, let text = tree.stringValue(node),
      IndexDefinition.isExpression(text)
    {
      return text
    }
    return file.columnName(node, for: "columns", of: owner)
  }

  /// Ecto makes a name byte by byte, and no text of letters beyond ASCII.
  private func isNameable(_ table: String, _ columns: [String], at span: Span) -> Bool {
    guard let odd = ([table] + columns).first(where: { !$0.utf8.allSatisfy { $0 < 0x80 } }) else {
      return true
    }
    file.report(
      .invalidName, "Ecto makes no name for an index of `\(odd)`", at: span,
      notes: ["of letters beyond ASCII it would keep single bytes, which are no text"],
      helps: [Help("give it a name: `name: \"…\"`")])
    return false
  }

  private func index(
    _ node: NodeID, _ arguments: inout Arguments, isUnique: Bool
  ) -> IndexDefinition? {
    guard let table = table(&arguments, node) else { return nil }
    guard let list = arguments.next() else {
      file.report(
        .missingOption, "\(arguments.owner) needs columns", at: tree.span(node),
        helps: [Help("name them in a list: `[\"name\"]`")])
      return nil
    }
    var columns: [String] = []
    for element in file.elements(list) {
      guard let column = indexed(element, of: arguments.owner) else { return nil }
      columns.append(column)
    }
    guard !columns.isEmpty else {
      file.report(
        .invalidOption, "\(arguments.owner) needs a column", at: tree.span(list),
        helps: [Help("name them in a list: `[\"name\"]`")])
      return nil
    }
    let isNamed = arguments.has("name")
    let name = arguments.identifier("name")
    guard
      isNamed
        ? name != nil
        : isNameable(table, columns, at: tree.span(list))
          && file.checkDerived(
            Identifiers.indexName(table: table, columns: columns), "the index", at: tree.span(list))
    else { return nil }
    var include: [String] = []
    if let node = arguments.value("include") {
      include = file.elements(node).compactMap {
        file.columnName($0, for: "include", of: "`createIndex`")
      }
    }
    return IndexDefinition(
      table: prefixed(table, &arguments), columns: columns,
      isUnique: arguments.boolean("unique") ?? isUnique,
      name: name, filter: arguments.condition("where"),
      using: method(&arguments), isConcurrent: arguments.boolean("concurrently") ?? false,
      include: include, span: tree.span(node))
  }
}
