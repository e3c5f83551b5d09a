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
}
