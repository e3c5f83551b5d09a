import EctypeDiagnostics
import EctypeModel

/// What a clause reads of its query: collected while its expression is lowered, because only then the places
/// are known.
final class QueryUses {
  /// Columns outside of aggregates and windows.
  var columns: [ColumnUse] = []
  /// The rows that are read anywhere, by their names.
  var rows: Set<String> = []
  /// Those of them that are called by these names, and not by `as(…)`: the clause lists them.
  private(set) var named: Set<String> = []
  /// An aggregate over rows.
  struct Aggregate {
    var span: Span
    var name: String
    /// The rows that it is of.
    var rows: Set<String>
    /// A row that comes several times changes it.
    var countsRows: Bool
  }

  var aggregates: [Aggregate] = []
  var windows: [NameUse] = []
  /// What `selected_as` names, where no select before it does.
  var selections: [NameUse] = []
  /// `selected_as` of a select.
  var names: [OptionType] = []
  /// What a `select` gives.
  var selected: ValueType?
  var parents: [ParentUse] = []
  /// Window functions that no `over` has taken yet.
  var unframed: [Span] = []
  /// Inside how many aggregates the lowering is.
  var depth = 0
  /// Inside of how many functions that `over` applies to.
  private var frames = 0

  /// Whether each row, or each group, has a value for a window function there.
  var isOfRows: Bool { depth == 0 && frames == 0 }

  /// - Parameter isNamed: its row is named; `.title` stands for the first one's,
  ///   `as(.post).title` for one that has that name everywhere.
  func read(_ binding: Binding, field: String?, at span: Span, isNamed: Bool = true) {
    if isNamed { name(binding) }
    guard depth == 0 else { return }
    columns.append(ColumnUse(binding: binding, field: field, span: span))
  }

  /// Notes that a row is called by its name.
  func name(_ binding: Binding) {
    rows.insert(binding.name)
    named.insert(binding.name)
  }

  /// Notes that the columns from `first` on stand inside an expression, which a group may be made of.
  func enclose(from first: Int, in expression: QueryExpression) {
    guard first < columns.count, let key = expression.key else { return }
    for index in first..<columns.count where columns[index].keys.last != key {
      columns[index].keys.append(key)
    }
  }

  /// Lowers what is inside of an aggregate.
  func inside<Result>(_ body: () -> Result) -> Result {
    depth += 1
    defer { depth -= 1 }
    return body()
  }

  /// Lowers what is inside of a function that `over` applies to.
  func framed<Result>(_ body: () -> Result) -> Result {
    frames += 1
    defer { frames -= 1 }
    return body()
  }
}
