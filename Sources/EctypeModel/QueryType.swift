import EctypeDiagnostics

/// What is known of a query, across variables, branches and calls: the rows that later clauses may name, what
/// one result is, and what has been added to it so far.
package struct QueryType: Hashable, Sendable {
  /// In the query's order, the source's first.
  package var bindings: [Binding] { didSet { number() } }
  /// How many of the bindings are at a known place: those behind are counted from the end, because a query that
  /// came from elsewhere may have joins of its own. nil: all of them.
  package var knownCount: Int?
  /// What one result is.
  package var row: ValueType
  /// What stands in its `select`, of which there can be one; nil for the whole first row.
  package var selection: QuerySelection?
  package var isPreloaded = false
  /// The keys of `group_by`; nil where nothing groups.
  package var grouping: [String]?
  /// It surely groups, and by a key: each of its groups has a row.
  package var hasGroups = false
  /// Columns outside of aggregates, in clauses that come after grouping.
  package var columns: [ColumnUse] = []
  /// An aggregate stands in a clause: without grouping the whole table is one group.
  package var isAggregated = false
  package var distinct: QueryDistinct?
  /// Its `lock`, where the source says it.
  package var lock: QueryLock?
  /// What `order_by` names.
  package var order: [ColumnUse] = []
  /// The windows that it declares.
  package var windows: [QueryWindow] = []
  /// The windows that `over` names.
  package var usedWindows: [NameUse] = []
  /// What `selected_as` names, where no select before it does.
  package var usedSelections: [NameUse] = []
  /// What `parent_as` asks of the query around.
  package var parents: [ParentUse] = []
  /// Its source is a table without a schema: Ecto wants to be told what to select.
  package var needsSelect = false
  /// The CTEs that it declares.
  package var ctes: [CommonTable] = []
  /// It is a `union` or the like: what orders or filters it goes around it.
  package var isCombined = false
  /// `update` clauses: only `update_all` takes it.
  package var isUpdate = false
  /// It begins with `with`: it has no source yet.
  package var hasSource = true
  /// A to-many join that a condition reads: rows may come several times.
  package var filteredJoin: Span?
  /// `limit(1)`: it has one row at most.
  package var isSingle = false
  /// A clause may leave out the one row that an aggregate gives without groups.
  package var isCut = false
  /// `subquery(q)`: a source, to which nothing can be added.
  package var isSubquery = false
  /// The rows that only some of the branches before have joined.
  package var uncommon: [Binding] = []
  /// What it may be, where branches before have made queries of it that are right in different ways.
  package var alternatives: [QueryType] = []

  package init(bindings: [Binding], row: ValueType) {
    self.bindings = bindings
    self.row = row
    number()
  }

  private mutating func number() {
    for index in bindings.indices where bindings[index].place != index {
      bindings[index].place = index
    }
  }
}

/// A name for the rows of a source: `p` in `from p in Post`.
package struct Binding: Hashable, Sendable {
  /// `_` where nobody has named it.
  package var name: String
  /// Where it is among the query's: what is noted of its rows holds whatever later clauses call them.
  package fileprivate(set) var place = 0
  /// `.schema`, a `.record` of known columns, or `.any`: a table without a schema.
  package var row: ValueType
  /// `as: :post`
  package var alias: String?
  /// The rows may be missing: it is joined from the left.
  package var isOptional = false
  /// Of `values(…)`: Ecto gives nil for a missing one, and not a map of nils.
  package var isOfValues = false
  /// A query or the source works out its columns: no table has them as they are.
  package var isComputed = false
  /// A row before it may have several of it.
  package var isMany = false
  /// The places of the rows that it is joined to.
  package var owners: Set<Int> = []
  /// Where its source stands.
  package var span: Span?

  package init(name: String, row: ValueType, alias: String? = nil) {
    self.name = name
    self.row = row
    self.alias = alias
  }

  /// What stands for it, or for one of its fields by Elixir name, in the keys of expressions.
  package func key(field: String? = nil) -> String { "#\(place)" + (field.map { ".\($0)" } ?? "") }

  /// What a select of it gives.
  package var value: ValueType { isOptional ? missing : row }

  /// The same where it may be missing.
  package var missing: ValueType { isOfValues ? row.orNil : row.missing }

  package var schema: SchemaID? { if case .schema(let id) = row { id } else { nil } }
}

extension QueryType {
  /// One result of it where nothing is selected.
  package var firstRow: ValueType { bindings.first?.value ?? .any }

  /// It has one row, whatever the table has: an aggregate without groups.
  package var hasRow: Bool {
    selection?.isAggregated ?? false && grouping == nil && !isCut && !isCombined
      && knownCount == nil
  }

  /// A join to it may leave its rows missing.
  package mutating func leaveMissing() {
    for index in bindings.indices { bindings[index].isOptional = true }
    row = missingRow
    selection?.grouped = nil
  }

  /// One result where its rows may be missing.
  package var missingRow: ValueType {
    selection?.missing ?? bindings.first?.missing ?? row.missing
  }

  /// The same where more rows may have been joined.
  package var opened: QueryType {
    var query = self
    query.each { $0.knownCount = min($0.knownCount ?? $0.bindings.count, $0.bindings.count) }
    return query
  }
}

/// `lock: "FOR UPDATE"`
package struct QueryLock: Hashable, Sendable {
  package var text: String
  package var span: Span

  package init(text: String, span: Span) { (self.text, self.span) = (text, span) }
}

package struct QuerySelection: Hashable, Sendable {
  /// What it selects, for `distinct` and `order_by`.
  package var keys: [String]
  /// What one result is where a later join leaves the rows missing that it reads.
  package var missing: ValueType
  /// What one result is where groups that come later have rows; nil where not even these do.
  package var grouped: ValueType?
  /// The name of the only column, where it is one: `select: p.user_id`.
  package var column: Name?
  /// What `selected_as` names in it.
  package var names: [OptionType]
  /// An aggregate stands in it.
  package var isAggregated: Bool

  package init(
    keys: [String], missing: ValueType, column: Name? = nil, names: [OptionType] = [],
    isAggregated: Bool = false
  ) {
    self.keys = keys
    self.missing = missing
    self.isAggregated = isAggregated
    self.column = column
    self.names = names
  }
}

/// `windows(w: […])`
package struct QueryWindow: Hashable, Sendable {
  package var name: String
  /// Each row has a row in it, its own at least.
  package var hasRow: Bool

  package init(name: String, hasRow: Bool) { (self.name, self.hasRow) = (name, hasRow) }
}

package enum QueryDistinct: Hashable, Sendable {
  case rows
  /// `DISTINCT ON`
  case on
}

/// A column that a clause reads.
package struct ColumnUse: Hashable, Sendable {
  /// The row that it is of, and its field by Elixir name; nil for the whole row.
  package var binding: Binding
  package var field: String?
  /// Its own key and those of the expressions around it, innermost first: what `group_by` may name instead.
  package var keys: [String]
  package var span: Span

  package init(binding: Binding, field: String?, span: Span) {
    self.binding = binding
    self.field = field
    keys = [binding.key(field: field)]
    self.span = span
  }

  /// `p.title`
  package var written: String { binding.name + (field.map { ".\($0)" } ?? "") }
}

/// A name that a clause reads: `over(:w)`, `selected_as(:total)`.
package struct NameUse: Hashable, Sendable {
  package var name: String
  package var span: Span

  package init(name: String, span: Span) {
    self.name = name
    self.span = span
  }
}

/// `parent_as(:user).id`: what the query around must have.
package struct ParentUse: Hashable, Sendable {
  package var alias: String
  package var field: String
  package var span: Span

  package init(alias: String, field: String, span: Span) {
    self.alias = alias
    self.field = field
    self.span = span
  }
}

/// `WITH name AS (…)`: its columns, nil where they are not known.
package struct CommonTable: Hashable, Sendable {
  package var name: String
  package var columns: [OptionType]?

  package init(name: String, columns: [OptionType]?) {
    self.name = name
    self.columns = columns
  }
}

/// `dynamic(p in Post, …)`: a part of a query as a value; the rows it names and what it gives.
package struct DynamicType: Hashable, Sendable {
  package var bindings: [Binding]
  package var value: ValueType

  package init(bindings: [Binding], value: ValueType) {
    self.bindings = bindings
    self.value = value
  }
}
