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
  /// How many visible variables have a name in Elixir.
  private var elixirNames: [String: Int] = [:]
  /// Paths such as `opts.status` that a condition around has found not to be nil.
  private var present: [[String]] = [[]]

  /// Elixir knows a variable by its name alone: one that hides another gets a name of its own there.
  mutating func declare(_ name: Name, _ type: ValueType, isMutable: Bool, at span: Span) -> Local {
    var unique = name
    unique.elixir = NameRules.variable(name.elixir)
    var count = 2
    while elixirNames[unique.elixir] != nil {
      unique.elixir = NameRules.variable(name.elixir) + "_\(count)"
      count += 1
    }
    let local = Local(id: nextID, name: unique, type: type)
    nextID += 1
    let variable = Variable(local: local, isMutable: isMutable, span: span)
    elixirNames[unique.elixir, default: 0] += 1
    if let hidden = frames[frames.count - 1].updateValue(variable, forKey: name.source) {
      release(hidden)
    }
    return local
  }

  private mutating func release(_ variable: Variable) {
    let name = variable.local.name.elixir
    let count = elixirNames[name, default: 0] - 1
    elixirNames[name] = count > 0 ? count : nil
  }

  mutating func push(present paths: [String] = []) {
    frames.append([:])
    present.append(paths)
  }

  mutating func pop() {
    for variable in frames.removeLast().values { release(variable) }
    present.removeLast()
  }

  func look(up name: String) -> Variable? {
    for frame in frames.reversed() { if let variable = frame[name] { return variable } }
    return nil
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
