import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What only a whole query tells: checked where it is asked, given away or put into another one.
extension BodyLowering {
  /// false after a diagnostic.
  /// - Parameter givesRows: what is selected is asked for; else only whether there is any, or an aggregate of it.
  func complete(_ query: QueryType, at span: Span, givesRows: Bool = true) -> Bool {
    // It was when it was made.
    if query.isSubquery { return true }
    guard query.alternatives.isEmpty else {
      return query.alternatives.map { complete($0, at: span, givesRows: givesRows) }
        .allSatisfy { $0 }
    }
    var isSound = true
    func report(_ code: DiagnosticCode, _ place: Span, _ message: String, _ help: String) {
      isSound = false
      guard queries.reported.insert(place).inserted else { return }
      file.report(code, message, at: place, helps: [Help(help)])
    }
    if !query.hasSource {
      report(
        .invalidQuery, span, "the CTEs are declared, but which rows are asked for?",
        "go on with `|> from(x in \"\(query.ctes.last?.name ?? "name")\")`")
      return false
    }
    if query.needsSelect, query.selection == nil {
      report(
        .invalidQuery, query.bindings.first?.span ?? span,
        "rows without a schema must say what they select",
        "add a `select`, such as `|> select(map(x, [.id, .name]))`")
    }
    if query.grouping != nil || query.isAggregated {
      for use in query.columns + query.order where !isGrouped(use, query) {
        let written = use.written
        let isGrouping = query.grouping != nil
        report(
          .ungroupedColumn, use.span,
          isGrouping
            ? "`\(written)` is neither grouped nor aggregated"
            : "`\(written)` stands beside an aggregate, and nothing groups the rows",
          isGrouping
            ? "add it to `groupBy`, or aggregate it: `max(\(written))`"
            : "group by it: `|> groupBy(\(written))`")
      }
      if givesRows, query.selection == nil, let first = query.bindings.first,
        !isGrouped(ColumnUse(binding: first, field: nil, span: span), query)
      {
        report(
          .ungroupedColumn, span,
          query.grouping != nil
            ? "the groups are asked for whole rows"
            : "whole rows are asked for beside an aggregate or `having`, and nothing groups them",
          "select what a group has: its keys, and aggregates")
      }
    }
    let windows = query.windows.map(\.name)
    for use in query.usedWindows where !windows.contains(use.name) {
      isSound = false
      guard queries.reported.insert(use.span).inserted else { continue }
      let written = NameRules.camelCase(use.name)
      let help = file.didYouMean(use.name, among: windows, at: use.span) {
        ".\(NameRules.camelCase($0))"
      }
      file.report(
        .undeclaredWindow, "the query declares no window `\(written)`", at: use.span,
        helps: help.isEmpty
          ? [Help("declare it: `|> windows(\(written): [orderBy: …])`")] : help)
    }
    let selected = query.selection?.names.map(\.name.elixir) ?? []
    for use in query.usedSelections where query.knownCount == nil && !selected.contains(use.name) {
      isSound = false
      guard queries.reported.insert(use.span).inserted else { continue }
      file.report(
        .unknownName, "the select names nothing `\(use.name)`", at: use.span,
        helps: file.didYouMean(
          use.name, among: selected, at: use.span,
          orElse:
            "name it where it is selected: `selectedAs(…, .\(NameRules.camelCase(use.name)))`",
          spelling: { ".\(NameRules.camelCase($0))" }))
    }
    if query.distinct == .rows {
      for use in query.order where !isSelected(use, query) {
        report(
          .unselectedOrder, use.span,
          "`distinct` rows cannot be ordered by `\(use.written)`, which is not selected",
          "select it too, or filter with `exists(…)` instead of joining")
      }
    }
    if isSound { warnOfRepeats(query) }
    return isSound
  }

  private func isGrouped(_ use: ColumnUse, _ query: QueryType) -> Bool {
    let grouping = query.grouping ?? []
    if grouping.contains("*") { return true }
    for key in grouping {
      if use.keys.contains(key) { return true }
      if key.hasPrefix("as ") {
        let name = "atom(\"\(key.dropFirst(3))\"))"
        if use.keys.contains(where: { $0.hasPrefix("selected_as(") && $0.hasSuffix(name) }) {
          return true
        }
      }
    }
    // Everything of a row depends on its primary key.
    guard let id = use.binding.row.schemaOfRow else { return false }
    let keys = shape[id].keyFields
    return !keys.isEmpty && keys.allSatisfy { grouping.contains(use.binding.key(field: $0)) }
  }

  private func isSelected(_ use: ColumnUse, _ query: QueryType) -> Bool {
    let isOfFirst = use.binding.place == 0
    guard let selection = query.selection else { return isOfFirst }
    if selection.keys.contains(use.binding.key()) { return true }
    if isOfFirst, let field = use.field, selection.keys.contains("*.\(field)") {
      return true
    }
    return use.keys.contains { selection.keys.contains($0) }
  }

  /// A condition on a to-many join gives a row once for each match.
  private func warnOfRepeats(_ query: QueryType) {
    guard let span = query.filteredJoin, query.distinct == nil, query.grouping == nil,
      query.selection == nil, !query.isPreloaded, !query.isUpdate, !query.isSubquery,
      queries.reported.insert(span).inserted
    else { return }
    file.report(
      .missingDistinct, "a row comes once for each match of this join", at: span,
      label: "there may be several",
      helps: [Help("add `|> distinct(true)`, or ask with `exists(…)` in `where`")])
  }

  /// A row that a to-many join repeats is counted several times.
  func warnOfFanout(_ uses: QueryUses, _ query: QueryType) {
    for aggregate in uses.aggregates where aggregate.countsRows {
      let repeating = self.repeating(aggregate, query)
      // One join may be what is counted: `count(u.id)` of users and their posts.
      let limit = aggregate.name == "count" ? 1 : 0
      let many = query.bindings.filter(\.isMany)
      guard !repeating.isEmpty, many.count > limit,
        queries.reported.insert(aggregate.span).inserted
      else { continue }
      file.report(
        .aggregateOverFanout, "rows are counted several times over here", at: aggregate.span,
        label: aggregate.name == "count" ? "the number is too high" : "the number is wrong",
        secondary: repeating.compactMap { $0.span.map { Label($0, "repeats each row") } },
        notes: ["each row comes once for every row of the other join"],
        helps: [
          Help(
            aggregate.name == "count"
              ? "count with `.distinct`, or in a subquery of its own"
              : "aggregate in a subquery of its own, and join that")
        ])
    }
  }

  /// The to-many joins that repeat the rows of an aggregate: those that do not lead to them.
  private func repeating(_ aggregate: QueryUses.Aggregate, _ query: QueryType) -> [Binding] {
    let many = query.bindings.filter(\.isMany)
    guard !aggregate.rows.isEmpty else {
      // Whole rows are counted: those of joins that do not follow from one another meet each other.
      return many.filter { row in
        many.contains {
          $0.place != row.place && !leads(row, to: $0, query) && !leads($0, to: row, query)
        }
      }
    }
    let rows = query.bindings.filter { aggregate.rows.contains($0.name) }
    return many.filter { join in rows.allSatisfy { !leads(join, to: $0, query) } }
  }

  private func leads(_ join: Binding, to row: Binding, _ query: QueryType) -> Bool {
    if join.place == row.place { return true }
    // What a row is joined to stands before it.
    return row.owners.contains { $0 < row.place && leads(join, to: query.bindings[$0], query) }
  }

  /// What a query inside asks of this one by `parent_as`; false after a diagnostic.
  func resolve(_ parents: [ParentUse], in query: QueryType, isVisible: Bool = true) -> Bool {
    for use in parents {
      if !isVisible {
        file.report(
          .invalidQuery, "only a lateral join sees the rows around it", at: use.span,
          helps: [Help("join it with `innerLateralJoin` or `leftLateralJoin`")])
        return false
      }
      if let binding = query.bindings.first(where: { $0.alias == use.alias }) {
        guard !use.field.isEmpty else { continue }
        let lowering = QueryExpressionLowering(body: self, query: query)
        guard lowering.column(use.field, of: binding, at: use.span) != nil else { return false }
        continue
      }
      if query.knownCount != nil { continue }
      if queries.outer.contains(where: { $0.bindings.contains { $0.alias == use.alias } }) {
        continue
      }
      unnamedParent(use, query)
      return false
    }
    return true
  }

  private func unnamedParent(_ use: ParentUse, _ query: QueryType) {
    let message = "the query around has no rows named `\(use.alias)`"
    if let first = query.bindings.first, first.alias == nil, let span = first.span {
      let end = Span(file: span.file, start: Int(span.end), end: Int(span.end))
      let name = Help(
        "name them where they come in", edits: [TextEdit(end, ", as: .\(use.alias)")], isSafe: true)
      file.report(
        .unknownName, message, at: use.span, secondary: [Label(span, "these have no name")],
        helps: [name])
      return
    }
    let names = query.bindings.compactMap(\.alias)
    file.report(
      .unknownName, message, at: use.span,
      secondary: query.bindings.first?.span.map { [Label($0, "these have another name")] } ?? [],
      helps: [
        Help(
          Suggestions.listing(names).map { "its rows are named \($0)" }
            ?? "name rows where they come in: `as: .\(use.alias)`")
      ])
  }
}

extension Schema {
  /// The columns of the primary key, by Elixir name.
  var keyFields: [String] {
    if let key = self.primaryKeyField { return [key.name.elixir] }
    return self.fields.filter(\.isPrimaryKey).map(\.name.elixir)
  }
}
