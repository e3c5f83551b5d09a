extension Expression {
  /// Evaluating it may do something: it calls a function. Queries and changesets only describe.
  package var hasEffects: Bool {
    var found = false
    walk {
      switch $0.kind {
      case .call, .apply: found = true
      case .standard(let call): if !call.function.isPure { found = true }
      default: return
      }
    }
    return found
  }

  /// What is left to do of a value that nobody takes: of `%{post | author: load()}` the `load()`.
  package var effect: Expression {
    guard case .mapUpdate(let base, let entries) = kind, !base.hasEffects, entries.count == 1
    else { return self }
    return entries[0].value.effect
  }
}
