import EctypeDiagnostics
import EctypeModel

/// The variables of a function body that are visible at a place, and what conditions have told of them.
struct Scope {
  struct Variable {
    var local: Local
    var isMutable: Bool
    var span: Span
    /// An element that a loop goes through: a copy, whose fields may be assigned for the rest of the round.
    var isElement = false
    /// Nothing is known of its value, because of a mistake that was reported.
    var isBroken = false
  }

  private struct Frame {
    var variables: [String: Variable] = [:]
    /// Paths such as `opts.status` that a condition around has found not to be nil.
    var present: [String] = []
    /// What is known of queries and transactions that were assigned here: each value has a type of its own.
    var refined: [String: ValueType] = [:]
    /// The frame is a closure's: what lies outside is seen, and not assigned.
    var isClosure = false
  }

  private var frames: [Frame] = [Frame()]
  private var nextID: Int
  /// How many visible variables have a name in Elixir.
  private var elixirNames: [String: Int] = [:]
  /// The number that the first variable of the pattern or the head has that is being read.
  private var togetherFrom: Int?
  /// Names that the blocks around declare somewhere, with their places.
  private var announced: [[String: Span]] = []

  /// - Parameter start: where the function stands in its file. Counted from there, no two clauses of a function have
  ///   variables of one number: each has fewer than bytes.
  init(from start: Int) { nextID = start }

  /// Elixir knows a variable by its name alone: one that hides another gets a name of its own there.
  mutating func declare(_ name: Name, _ type: ValueType, isMutable: Bool, at span: Span) -> Local {
    var unique = name
    unique.elixir = NameRules.variable(name.elixir)
    var count = 2
    while isTaken(unique) {
      unique.elixir = NameRules.variable(name.elixir) + "_\(count)"
      count += 1
    }
    let local = Local(id: nextID, name: unique, type: type)
    nextID += 1
    let variable = Variable(local: local, isMutable: isMutable, span: span)
    elixirNames[unique.elixir, default: 0] += 1
    if let hidden = frames[frames.count - 1].variables.updateValue(variable, forKey: name.source) {
      release(hidden)
    }
    return local
  }

  /// Begins a pattern, or the parameters of a head, unless it is in one: they match together, and no name is in them
  /// twice. Gives what `endTogether` is told.
  mutating func beginTogether() -> Int? {
    let outer = togetherFrom
    togetherFrom = outer ?? nextID
    return outer
  }

  mutating func endTogether(_ outer: Int?) { togetherFrom = outer }

  /// A variable of the name that the same pattern or head has declared.
  func declaredTogether(_ name: String) -> Variable? {
    guard let start = togetherFrom, let other = frames[frames.count - 1].variables[name],
      other.local.id >= start
    else { return nil }
    return other
  }

  /// The innermost variable of this one's name is it, with another type.
  mutating func redeclare(_ local: Local) {
    frames[frames.count - 1].variables[local.name.source]?.local = local
  }

  /// Parameters are being declared, of a closure or of a loop's body: nothing in there sees what they hide.
  var hidesOuter = false

  private func isTaken(_ name: Name) -> Bool {
    guard let count = elixirNames[name.elixir] else { return false }
    guard hidesOuter, count == 1, frames[frames.count - 1].variables[name.source] == nil,
      let hidden = look(up: name.source)
    else { return true }
    return hidden.local.name.elixir != name.elixir
  }

  private mutating func release(_ variable: Variable) {
    let name = variable.local.name.elixir
    let count = elixirNames[name, default: 0] - 1
    elixirNames[name] = count > 0 ? count : nil
  }

  mutating func push(present paths: [String] = [], isClosure: Bool = false) {
    frames.append(Frame(present: paths, isClosure: isClosure))
  }

  /// Ends a block that control may not have gone through.
  mutating func pop() { join([[:], leave()]) }

  /// Ends a block, and gives what is known of the variables around it that it assigned.
  mutating func leave() -> [String: ValueType] {
    let frame = frames.removeLast()
    for variable in frame.variables.values { release(variable) }
    return frame.refined.filter { frame.variables[$0.key] == nil }
  }

  /// Behind blocks of which control went through one.
  mutating func join(_ branches: [[String: ValueType]]) {
    for name in Set(branches.flatMap(\.keys)) {
      guard let before = type(of: name) else { continue }
      let types = branches.map { $0[name] ?? before }
      frames[frames.count - 1].refined[name] = types.dropFirst().reduce(types[0]) {
        $0.merged(with: $1)
      }
    }
  }

  func look(up name: String) -> Variable? {
    for frame in frames.reversed() { if let variable = frame.variables[name] { return variable } }
    return nil
  }

  /// The type of the value that a variable has here.
  func type(of name: String) -> ValueType? {
    for frame in frames.reversed() {
      if let type = frame.refined[name] { return type }
      if let variable = frame.variables[name] { return variable.local.type }
    }
    return nil
  }

  /// What is made of these variables says nothing more: one mistake stays one.
  mutating func markBroken(_ locals: [Local]) {
    for local in locals {
      frames[frames.count - 1].variables[local.name.source]?.isBroken = true
    }
  }

  /// A name that no declaration has: known from here to the function's end.
  mutating func declareBroken(_ name: Name, at span: Span) {
    let local = Local(id: nextID, name: name, type: .any)
    nextID += 1
    elixirNames[name.elixir, default: 0] += 1
    frames[0].variables[name.source] = Variable(
      local: local, isMutable: true, span: span, isBroken: true)
  }

  mutating func markElements(_ locals: [Local]) {
    for local in locals {
      frames[frames.count - 1].variables[local.name.source]?.isElement = true
    }
  }

  /// After an assignment: of a query the variable's type is the value's.
  mutating func refine(_ name: String, _ type: ValueType) {
    guard type.isComposed else { return }
    frames[frames.count - 1].refined[name] = type
  }

  /// At a loop's beginning: what a round before has left is only known to be of the declared type.
  mutating func unrefine(_ name: String) {
    guard let type = look(up: name)?.local.type, type.isComposed else { return }
    frames[frames.count - 1].refined[name] = type.opened
  }

  /// Whether the variable stands outside of the closure that the place is in.
  func isCaptured(_ name: String) -> Bool {
    for frame in frames.reversed() {
      if frame.variables[name] != nil { return false }
      if frame.isClosure { return true }
    }
    return false
  }

  func isPresent(_ path: String) -> Bool { frames.contains { $0.present.contains(path) } }

  /// What a `guard` has found, from here to the end of its block.
  mutating func learn(_ paths: [String]) { frames[frames.count - 1].present += paths }

  /// After an assignment nothing is known of the variable any more.
  mutating func forget(_ name: String) {
    for index in frames.indices {
      frames[index].present.removeAll { $0 == name || $0.hasPrefix(name + ".") }
    }
  }

  // MARK: Names that come later

  mutating func announce(_ names: [String: Span]) { announced.append(names) }
  mutating func retract() { announced.removeLast() }

  /// Where a name is declared further down in the blocks around.
  func declaredLater(_ name: String) -> Span? {
    for names in announced.reversed() { if let span = names[name] { return span } }
    return nil
  }

  var names: [String] { frames.flatMap(\.variables.keys).sorted() }
}
