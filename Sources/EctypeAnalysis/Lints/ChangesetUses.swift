import EctypeDiagnostics
import EctypeModel

/// Which functions outside of schemas call a changeset function and store what it gives.
struct ChangesetUses: Equatable {
  struct Callee: Hashable {
    var schema: SchemaID
    var name: String
  }

  /// The first function that inserts with it, and the first that updates.
  struct Use: Equatable {
    var insert: Span?
    var update: Span?
  }

  private var uses: [Callee: Use] = [:]

  init() {}

  init(in functions: some Sequence<Function>) {
    for function in functions { add(function) }
  }

  subscript(_ callee: Callee) -> Use? { uses[callee] }

  private mutating func add(_ function: Function) {
    var called: [Callee] = []
    var use = Use()
    let span = function.origin.span
    function.body.walk { expression in
      guard case .call(let call) = expression.kind else { return }
      switch call.callee {
      case .schema(let id, let name): called.append(Callee(schema: id, name: name.elixir))
      case .repository(_, let name):
        if name.hasPrefix("insert") { use.insert = span }
        if name.hasPrefix("update") || name.hasPrefix("insert_or_update") { use.update = span }
      default: return
      }
    }
    if use == Use() { return }
    for callee in called { add(use, of: callee) }
  }

  private mutating func add(_ use: Use, of callee: Callee) {
    var known = uses[callee] ?? Use()
    known.insert = known.insert ?? use.insert
    known.update = known.update ?? use.update
    uses[callee] = known
  }

  mutating func add(_ other: ChangesetUses) {
    for (callee, use) in other.uses { add(use, of: callee) }
  }

  /// Whose uses are others than in `old`.
  func changed(from old: ChangesetUses) -> Set<Callee> {
    var changed: Set<Callee> = []
    for (callee, use) in uses where old.uses[callee] != use { changed.insert(callee) }
    for callee in old.uses.keys where uses[callee] == nil { changed.insert(callee) }
    return changed
  }
}
