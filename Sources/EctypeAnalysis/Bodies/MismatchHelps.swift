import EctypeDiagnostics
import EctypeModel

/// The way out where no conversion makes the one type of the other: what has to be given instead.
extension BodyLowering {
  func replacementHelp(_ given: ValueType, for wanted: ValueType) -> Help? {
    switch (given, wanted) {
    case (.map(let key, let value), .map(let wantedKey, let wantedValue)):
      if let help = conversion(of: "key", from: key, to: wantedKey) {
        return Help("for each of its keys: \(help)")
      }
      return conversion(of: "value", from: value, to: wantedValue)
        .map { Help("for each of its values: \($0)") }
    case (.tuple(let parts), .tuple(let others)) where parts.count == others.count: return nil
    case (_, .tuple(let parts)):
      let places = parts.map { _ in "…" }.joined(separator: ", ")
      return Help("write a tuple of \(parts.count) parts: `(\(places))`")
    case (.function(_, let result), .function(let parameters, let wantedResult)):
      let names = ["a", "b", "c", "d"].prefix(parameters.count).joined(separator: ", ")
      let call = accepts(wantedResult, result) ? "calls it with what that takes" : "gives that"
      return Help("write a closure that \(call): `{ \(names.isEmpty ? "" : names + " in ")… }`")
    case (.multi(let multi), .multi(let other)): return help(multi, for: other)
    case (.query(let query), .query(let other)): return help(query, for: other)
    case (_, .schema(let id)):
      let name = shape[id].module.last
      return Help("`\(name)(…)` makes one, a query of `\(name)` reads what there is")
    case (.list(let element), .list(let other)):
      return replacementHelp(element.unwrapped, for: other.unwrapped)
    default: return nil
    }
  }

  private func help(_ multi: MultiType, for wanted: MultiType) -> Help? {
    let missing = wanted.steps.filter { step in
      !multi.steps.contains { $0.name.elixir == step.name.elixir }
    }
    let names = missing.map { "`.\($0.name.source)`" }.joined(separator: ", ")
    return missing.isEmpty
      ? nil : Help("add the step\(missing.count == 1 ? "" : "s") \(names), or ask for fewer there")
  }

  /// The first of its rows that is not as it is wanted.
  private func help(_ query: QueryType, for wanted: QueryType) -> Help? {
    for (index, binding) in wanted.bindings.enumerated() {
      guard let id = binding.schema else { continue }
      let name = shape[id].module.last
      if let alias = binding.alias, index > 0 {
        guard let rows = query.bindings.first(where: { $0.alias == alias }) else {
          return Help(
            "name the rows of `\(name)` where they are joined: `as: .\(NameRules.camelCase(alias))`"
          )
        }
        if rows.row != binding.row {
          return Help("its rows `\(alias)` must be those of `\(name)`")
        }
        if rows.isOptional, !binding.isOptional { return mayBeMissing(name) }
      } else if !query.bindings.indices.contains(index) {
        return Help("join the rows of `\(name)` to it")
      } else if query.bindings[index].row != binding.row {
        return Help(
          index == 0
            ? "begin with the rows of `\(name)`: `from(x in \(name))`"
            : "the rows joined there must be those of `\(name)`")
      } else if query.bindings[index].isOptional, !binding.isOptional {
        return mayBeMissing(name)
      }
    }
    return nil
  }

  private func mayBeMissing(_ name: String) -> Help {
    Help(
      "its join leaves rows of `\(name)` missing: what expects it, also a variable, must say `\(name)?` in its `Query<…>`"
    )
  }
}
