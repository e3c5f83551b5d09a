import EctypeDiagnostics
import EctypeModel

/// What PostgreSQL wants of an insert that says what to do on a conflict.
extension TableChecks {
  mutating func checkConflict(of call: Call) {
    guard case .repository(let repository, _) = call.callee, isPostgres(repository) else { return }
    let action = call.options.first { $0.key == "on_conflict" }?.value
    let target = call.options.first { $0.key == "conflict_target" }?.value
    guard let target else {
      if let action, action.updatesOnConflict { needsTarget(action) }
      return
    }
    let names = target.fieldNames
    if action?.raisesOnConflict ?? true, !(names?.isEmpty ?? false) {
      diagnostics.append(
        Diagnostic(
          .invalidOption, "`conflictTarget` needs an `onConflict` that is not `.raise`",
          at: target.span, notes: ["Ecto raises where only the target is given"],
          helps: [
            Help("say what to do on a conflict: `onConflict: .nothing`, or leave the target out")
          ]))
      return
    }
    if let names { checkTarget(names, of: call, target.span) }
  }

  private mutating func needsTarget(_ action: Expression) {
    diagnostics.append(
      Diagnostic(
        .missingOption, "which rows conflict? `conflictTarget:` is missing", at: action.span,
        label: "changes the row that is there",
        notes: ["Ecto raises where PostgreSQL is to change a row and no target is said"],
        helps: [Help("name the fields of the unique index: `conflictTarget: [.name]`")]))
  }

  /// PostgreSQL infers the index from the columns: a unique one must stand on just these.
  private mutating func checkTarget(_ names: [String], of call: Call, _ span: Span) {
    guard !names.isEmpty, let id = call.insertedSchema else { return }
    let schema = program[id]
    guard case .table(let source, let prefix) = schema.kind,
      let table = tables[source, prefix: prefix], !tables.mayDiffer(source),
      !call.options.contains(where: { $0.key == "prefix" })
    else { return }
    var columns: [String] = []
    for name in names {
      guard let field = schema.field(name) else { return }
      columns.append(schema.column(of: field))
    }
    let isThere =
      Set(table.primaryKey) == Set(columns)
      || table.indexes.contains {
        $0.isUnique && $0.filter == nil && Set($0.columns) == Set(columns)
      }
    if isThere { return }
    let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .invalidOption,
        "no unique index of `\(source)` is on \(columns.map { "`\($0)`" }.joined(separator: ", "))",
        at: span, label: columns.count == 1 ? "" : "on these together",
        secondary: [Label(table.span, "the table is created here")],
        notes: ["the database would refuse every such insert"],
        helps: [
          Help("add `createIndex(\"\(source)\", [\(list)], unique: true\(table.prefixOption))`"),
          Help("or name the fields of an index that is there"),
        ]))
  }

  // MARK: lock

  /// PostgreSQL locks rows of tables: those of groups, of `distinct` and of a union are none.
  mutating func checkLock(of call: Call) {
    guard case .repository(let repository, let name) = call.callee, isPostgres(repository),
      ["all", "one", "one!", "stream"].contains(name),
      case .query(let query)? = call.arguments.first?.type, let lock = query.lock,
      lock.text.uppercased().hasPrefix("FOR ")
    else { return }
    let reason: String
    if query.isCombined {
      reason = "is combined of several"
    } else if query.grouping != nil {
      reason = "groups its rows"
    } else if query.isAggregated {
      reason = "aggregates its rows"
    } else if query.distinct != nil {
      reason = "leaves out rows that are equal"
    } else if !query.usedWindows.isEmpty {
      reason = "has window functions"
    } else {
      return
    }
    guard reported.insert(lock.span).inserted else { return }
    diagnostics.append(
      Diagnostic(
        .invalidQuery, "a query that \(reason) cannot lock them", at: lock.span,
        notes: ["the database would refuse the query"],
        helps: [Help("lock the rows in a query of their own, in the same transaction")]))
  }

  func isPostgres(_ repository: ModuleName) -> Bool {
    program.modules.contains { module in
      if case .repository(let said) = module.kind, module.name == repository {
        return said.adapter == ModuleName("Ecto.Adapters.Postgres")
      }
      return false
    }
  }
}

extension Call {
  /// The schema whose rows an insert makes.
  fileprivate var insertedSchema: SchemaID? {
    guard let subject = arguments.first else { return nil }
    switch (subject.kind, subject.type) {
    case (.schema(let id), _), (_, .changeset(let id?)), (_, .schema(let id)): return id
    default: return nil
    }
  }
}

extension Expression {
  /// Of `on_conflict`: it changes the row that is there.
  fileprivate var updatesOnConflict: Bool {
    switch kind {
    case .literal(.atom(let name)): return name == "replace_all"
    case .tuple, .keywords: return true
    default: if case .query = type { return true } else { return false }
    }
  }

  fileprivate var raisesOnConflict: Bool {
    if case .literal(.atom("raise")) = kind { true } else { false }
  }

  /// Of `conflict_target`: a field, or a list of them; nil for anything else.
  fileprivate var fieldNames: [String]? {
    switch kind {
    case .literal(.atom(let name)): return [name]
    case .list(let values):
      var names: [String] = []
      for value in values {
        guard case .literal(.atom(let name)) = value.kind else { return nil }
        names.append(name)
      }
      return names
    default: return nil
    }
  }
}
