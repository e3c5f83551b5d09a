import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Variables that are assigned together.
extension BodyLowering {
  /// Whether one of the names in a tuple is a variable's, or a part is one of a variable.
  func namesVariable(_ node: NodeID) -> Bool {
    switch tree.kind(node) {
    case .identifier: scope.look(up: tree.mainText(node)) != nil
    case .tupleLiteral: tree.children(node).contains(where: namesVariable)
    case .memberAccess, .subscriptExpression: true
    default: false
    }
  }

  /// `(a, b) = (b, a)`
  func lowerReassignment(_ targets: NodeID, _ valueNode: NodeID) -> Statement? {
    guard let (pattern, type) = targetPattern(targets),
      let value = lower(valueNode, expecting: type)
    else { return nil }
    guard areDifferent(targets, pattern) else { return nil }
    for local in pattern.locals {
      scope.forget(local.name.source)
      scope.unrefine(local.name.source)
    }
    return check(value, is: type) ? .reassign(pattern, value) : nil
  }

  /// In Elixir a name that stands twice on the left must be the same twice.
  private func areDifferent(_ targets: NodeID, _ pattern: Pattern) -> Bool {
    var seen: Set<Int> = []
    guard let twice = pattern.locals.first(where: { !seen.insert($0.id).inserted }) else {
      return true
    }
    file.report(
      .duplicateOption, "`\(twice.name.source)` is assigned twice here", at: tree.span(targets),
      helps: [Help("write `_` for one of them")])
    return false
  }

  /// Variables that are assigned together, and what the value must be.
  private func targetPattern(_ node: NodeID) -> (Pattern, ValueType)? {
    switch tree.kind(node) {
    case .wildcard: return (.wildcard, .any)
    case .identifier:
      return assignable(node).map { (.bind($0.local), $0.local.type) }
    case .tupleLiteral:
      var parts: [(Pattern, ValueType)] = []
      for part in tree.children(node) {
        guard let target = targetPattern(part) else { return nil }
        parts.append(target)
      }
      return (.tuple(parts.map(\.0)), .tuple(parts.map(\.1)))
    default:
      file.report(
        .invalidOption, "only variables are assigned together", at: tree.span(node),
        label: "a part of one",
        helps: [Help("take the value apart first, `let (a, b) = …`, and assign each part then")])
      return nil
    }
  }
}
