import EctypeDiagnostics
import EctypeModel

/// The variables of a function body that are visible at a place, and what conditions have told of them.
struct Scope {
  struct Variable {
    var local: Local
    var isMutable: Bool
    var span: Span
  }

  private var frames: [[String: Variable]] = [[:]]
  private var nextID = 0
  /// Paths such as `opts.status` that a condition around has found not to be nil.
  private var present: [[String]] = [[]]

  /// Elixir knows a variable by its name alone: one that hides another gets a name of its own there.
  mutating func declare(_ name: Name, _ type: ValueType, isMutable: Bool, at span: Span) -> Local {
    var unique = name
    unique.elixir = NameRules.variable(name.elixir)
    var count = 2
    while hasElixirName(unique.elixir) {
      unique.elixir = NameRules.variable(name.elixir) + "_\(count)"
      count += 1
    }
    let local = Local(id: nextID, name: unique, type: type)
    nextID += 1
    frames[frames.count - 1][name.source] = Variable(
      local: local, isMutable: isMutable, span: span)
    return local
  }

  mutating func push(present paths: [String] = []) {
    frames.append([:])
    present.append(paths)
  }

  mutating func pop() {
    frames.removeLast()
    present.removeLast()
  }

  func look(up name: String) -> Variable? {
    for frame in frames.reversed() { if let variable = frame[name] { return variable } }
    return nil
  }

  /// Whether a visible variable has this name in Elixir.
  private func hasElixirName(_ name: String) -> Bool {
    frames.contains { $0.values.contains { $0.local.name.elixir == name } }
  }

  func isPresent(_ path: String) -> Bool { present.contains { $0.contains(path) } }

  /// After an assignment nothing is known of the variable any more.
  mutating func forget(_ name: String) {
    for index in present.indices {
      present[index].removeAll { $0 == name || $0.hasPrefix(name + ".") }
    }
  }

  var names: [String] { frames.flatMap(\.keys).sorted() }
}
