import EctypeDiagnostics
import EctypeModel

/// What the protocols that a schema derives are told of its fields: they must be there, and what is redacted stays
/// hidden. Ecto hides it by itself only where `Inspect` is not derived.
struct DerivedProtocols {
  let file: FileAnalysis
  let schema: Schema
  /// Members that were given up after a diagnostic.
  let givenUp: Set<String>

  /// The derivations as the schema needs them.
  func settled() -> [Derivation] {
    var seen: Set<ModuleName> = []
    return schema.derivations.map { derivation in
      if !seen.insert(derivation.module).inserted {
        file.report(
          .duplicateOption, "`\(derivation.module)` is derived twice", at: span(of: derivation),
          helps: [Help("write its options into one: `Inspect(except: [.email, .phone])`")])
      }
      for option in derivation.options { check(option, of: derivation) }
      return derivation.module.description == "Inspect" ? hidingRedacted(derivation) : derivation
    }
  }

  /// A derivation that `ectype.json` says for all has no place of its own.
  private func span(of derivation: Derivation) -> Span { derivation.span ?? schema.origin.span }

  // MARK: Fields

  /// The options that name fields, of the protocols that everybody has; of others only their authors know.
  private static let fieldOptions = [
    "Inspect": ["only", "except", "optional"], "Phoenix.Param": ["key"],
  ]

  private func check(_ option: LiteralOption, of derivation: Derivation) {
    let module = derivation.module.description
    guard let known = Self.fieldOptions[module] else { return }
    guard known.contains(option.name) else {
      file.report(
        .unknownOption, "`\(module)` has no option `\(option.name)`", at: span(of: derivation),
        helps: [Help("its options are \(known.map { "`\($0)`" }.joined(separator: ", "))")])
      return
    }
    guard let names = names(option.value) else {
      file.report(
        .invalidOption, "`\(option.name)` of `\(module)` takes fields", at: span(of: derivation),
        helps: [
          Help("write it so: `\(option.name): \(known.count > 1 ? "[.email, .phone]" : ".slug")`")
        ])
      return
    }
    let members = schema.properties.map(\.name.elixir)
    for name in names where !members.contains(name) && !givenUp.contains(name) {
      if name == "__meta__", !schema.isEmbedded { continue }
      file.report(
        .unknownField, "`\(schema.module.last)` has no field `\(name)`", at: span(of: derivation),
        label: "named by `\(option.name)`",
        helps: Suggestions.nearest(to: name, among: members)
          .map { [Help("did you mean `.\(NameRules.camelCase($0))`?")] }
          ?? Suggestions.listing(members.map { ".\(NameRules.camelCase($0))" })
          .map { [Help("there is \($0)")] } ?? [])
    }
  }

  private func names(_ value: Literal) -> [String]? {
    switch value {
    case .atom(let name): return [name]
    case .list(let values):
      let names = values.compactMap { if case .atom(let name) = $0 { name } else { nil } }
      return names.count == values.count ? names : nil
    default: return nil
    }
  }

  // MARK: What is redacted

  private func hidingRedacted(_ derivation: Derivation) -> Derivation {
    let redacted = redactedNames
    var derivation = derivation
    if let only = derivation.options.first(where: { $0.name == "only" }).flatMap({ names($0.value) }
    ) {
      if let shown = redacted.first(where: only.contains) {
        file.report(
          .invalidOption, "`\(shown)` is redacted, and `only` would show it",
          at: span(of: derivation),
          helps: [Help("leave it out of `only`, or say `@field(redact: false)` of it")])
      }
      return derivation
    }
    let index = derivation.options.firstIndex { $0.name == "except" }
    let hidden = index.flatMap { names(derivation.options[$0].value) } ?? []
    let added = redacted.filter { !hidden.contains($0) }
    guard !added.isEmpty else { return derivation }
    let option = LiteralOption("except", .list((hidden + added).map { .atom($0) }))
    if let index {
      derivation.options[index] = option
    } else {
      derivation.options.append(option)
    }
    return derivation
  }

  private var redactedNames: [String] {
    schema.properties.compactMap { property in
      switch property {
      case .field(let field): field.isRedacted ? field.name.elixir : nil
      case .embed(let embed): embed.isRedacted ? embed.name.elixir : nil
      case .association: nil
      }
    }
  }
}
