import EctypeModel

/// `defmodule MyApp.Repo.Migrations.CreatePosts do use Ecto.Migration …`
struct MigrationTranslation {
  let migration: Migration

  func definition() -> ElixirExpression {
    var body = ModuleBody()
    if let documentation = migration.documentation {
      body.add(.attribute("moduledoc", .doc(documentation)))
    }
    body.add(.call("use", [.alias("Ecto.Migration")]))
    if isConcurrent {
      body.add([
        .expression(.attribute("disable_ddl_transaction", .true)),
        .expression(.attribute("disable_migration_lock", .true)),
      ])
    }
    switch migration.body {
    case .change(let operations): body.add(function("change", operations))
    case .upDown(let up, let down):
      body.add(function("up", up))
      body.add(function("down", down))
    }
    return body.module(migration.module)
  }

  private var isConcurrent: Bool {
    let operations: [MigrationOperation] =
      switch migration.body {
      case .change(let operations): operations
      case .upDown(let up, let down): up + down
      }
    return operations.contains {
      switch $0 {
      case .createIndex(let index), .dropIndex(let index): index.isConcurrent
      default: false
      }
    }
  }

  private func function(_ name: String, _ operations: [MigrationOperation]) -> ElixirExpression {
    let statements = operations.map { ElixirStatement.expression(translate($0)) }
    return .block(
      "def", [.variable(name)], statements.isEmpty ? [.expression(.atom("ok"))] : statements)
  }

  private func translate(_ operation: MigrationOperation) -> ElixirExpression {
    switch operation {
    case .createTable(let table): create(table)
    case .dropTable(let name, _): .call("drop", [table(name)])
    case .alterTable(let name, let changes, _):
      .block("alter", [table(name)], changes.map { .expression(change($0)) })
    case .renameTable(let from, let to, _):
      .call(
        "rename", [table(from)],
        [ElixirKeyword("to", table(TableName(to, prefix: from.prefix)))])
    case .renameColumn(let name, let from, let to, _):
      .call("rename", [table(name), .atom(from)], [ElixirKeyword("to", .atom(to))])
    case .createIndex(let definition): .call("create", [index(definition)])
    case .dropIndex(let definition): .call("drop", [index(definition)])
    case .createCheck(let table, let name, let expression, _):
      .call(
        "create",
        [
          .call(
            "constraint", [.atom(table.name), .atom(name)],
            [ElixirKeyword("check", .string(expression))] + prefix(of: table))
        ])
    case .dropConstraint(let table, let name, _):
      .call(
        "drop", [.call("constraint", [.atom(table.name), .atom(name)], prefix(of: table))])
    case .execute(let up, let down):
      .call("execute", [sql(up)] + (down.map { [sql($0)] } ?? []))
    case .flush: .call("flush")
    }
  }

  private func sql(_ text: String) -> ElixirExpression {
    text.hasSuffix("\n") ? .heredoc([.text(text)]) : .string(text)
  }

  // MARK: Tables

  private func prefix(of table: TableName) -> [ElixirKeyword] {
    table.prefix.map { [ElixirKeyword("prefix", .string($0))] } ?? []
  }

  private func table(_ table: TableName, _ options: [ElixirKeyword] = []) -> ElixirExpression {
    .call("table", [.atom(table.name)], options + prefix(of: table))
  }

  private func create(_ table: TableDefinition) -> ElixirExpression {
    var options: [ElixirKeyword] = []
    switch table.primaryKey {
    case .standard: break
    case .none: options.append(ElixirKeyword("primary_key", .false))
    case .custom(let name, let type):
      options.append(
        ElixirKeyword(
          "primary_key",
          .keywords([ElixirKeyword("name", .atom(name)), ElixirKeyword("type", self.type(type))])))
    }
    var statements = table.columns.map { ElixirStatement.expression(column("add", $0)) }
    if let timestamps = table.timestamps {
      if !statements.isEmpty { statements.append(.blankLine) }
      statements.append(.expression(self.timestamps(timestamps)))
    }
    let definition = self.table(table.name, options)
    if statements.isEmpty { return .call("create", [definition]) }
    return .block("create", [definition], statements)
  }

  private func timestamps(_ timestamps: MigrationTimestamps) -> ElixirExpression {
    var options: [ElixirKeyword] = []
    if let type = timestamps.type { options.append(ElixirKeyword("type", self.type(type))) }
    if !timestamps.hasInsertedAt { options.append(ElixirKeyword("inserted_at", .false)) }
    if !timestamps.hasUpdatedAt { options.append(ElixirKeyword("updated_at", .false)) }
    return .call("timestamps", [], options)
  }

  private func column(
    _ command: String, _ column: ColumnDefinition, from: PriorColumn? = nil
  ) -> ElixirExpression {
    var options = self.options(of: column)
    if let from {
      let type = type(from.type)
      let prior = from.column.map(self.options(of:))
      options.append(
        ElixirKeyword(
          "from", prior.map { .tuple([type] + ($0.isEmpty ? [.list([])] : []), $0) } ?? type))
    }
    return .call(command, [.atom(column.name), type(column.type)], options)
  }

  private func options(of column: ColumnDefinition) -> [ElixirKeyword] {
    var options: [ElixirKeyword] = []
    if let size = column.size { options.append(ElixirKeyword("size", .integer(size))) }
    if let precision = column.precision {
      options.append(ElixirKeyword("precision", .integer(precision)))
    }
    if let scale = column.scale { options.append(ElixirKeyword("scale", .integer(scale))) }
    if column.isPrimaryKey { options.append(ElixirKeyword("primary_key", .true)) }
    if let null = column.null {
      options.append(ElixirKeyword("null", .atom(null ? "true" : "false")))
    }
    switch column.defaultValue {
    case .none: break
    case .literal(let literal): options.append(ElixirKeyword("default", ElixirExpression(literal)))
    case .sql(let text):
      options.append(ElixirKeyword("default", .call("fragment", [.string(text)])))
    }
    return options
  }

  private func change(_ change: ColumnChange) -> ElixirExpression {
    switch change {
    case .add(let definition): column("add", definition)
    case .modify(let definition, let from): column("modify", definition, from: from)
    case .remove(_, let column?, _): self.column("remove", column)
    case .remove(let name, nil, _): .call("remove", [.atom(name)])
    case .removeIfExists(let name, let type, _):
      .call("remove_if_exists", [.atom(name)] + (type.map { [self.type($0)] } ?? []))
    }
  }

  private func type(_ type: ColumnType) -> ElixirExpression {
    switch type {
    case .named(let name): .atom(name)
    case .array(let element): .tuple([.atom("array"), self.type(element)])
    case .references(let reference): self.reference(reference)
    }
  }

  private func reference(_ reference: Reference) -> ElixirExpression {
    var options: [ElixirKeyword] = []
    if let prefix = reference.prefix { options.append(ElixirKeyword("prefix", .string(prefix))) }
    if let column = reference.column { options.append(ElixirKeyword("column", .atom(column))) }
    if let type = reference.type { options.append(ElixirKeyword("type", .atom(type))) }
    if let name = reference.name { options.append(ElixirKeyword("name", .string(name))) }
    if let onDelete = reference.onDelete {
      options.append(ElixirKeyword("on_delete", .atom(onDelete)))
    }
    if let onUpdate = reference.onUpdate {
      options.append(ElixirKeyword("on_update", .atom(onUpdate)))
    }
    if !reference.with.isEmpty {
      let pairs = reference.with.map { ElixirKeyword($0.column, .atom($0.remote)) }
      options.append(ElixirKeyword("with", .keywords(pairs)))
    }
    if let match = reference.match { options.append(ElixirKeyword("match", .atom(match))) }
    return .call("references", [.atom(reference.table)], options)
  }

  // MARK: Indexes

  private func index(_ index: IndexDefinition) -> ElixirExpression {
    var options: [ElixirKeyword] = []
    if let name = index.name { options.append(ElixirKeyword("name", .string(name))) }
    if let using = index.using { options.append(ElixirKeyword("using", .atom(using))) }
    if let filter = index.filter { options.append(ElixirKeyword("where", .string(filter))) }
    if !index.include.isEmpty {
      options.append(ElixirKeyword("include", .list(index.include.map { .atom($0) })))
    }
    if index.isConcurrent { options.append(ElixirKeyword("concurrently", .true)) }
    options += prefix(of: index.table)
    return .call(
      index.isUnique ? "unique_index" : "index",
      [
        .atom(index.table.name),
        .list(index.columns.map { IndexDefinition.isExpression($0) ? .string($0) : .atom($0) }),
      ], options)
  }
}
