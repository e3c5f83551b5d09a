import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The functions of Ecto.Changeset that are compiled, by Elixir name.
enum ChangesetSteps {
  static let names: Set<String> = [
    "cast", "validate_required", "validate_length", "validate_format", "validate_inclusion",
    "validate_exclusion", "validate_subset", "validate_number", "validate_confirmation",
    "validate_acceptance", "put_change", "unique_constraint", "foreign_key_constraint",
    "change", "put_assoc", "put_embed", "cast_assoc", "cast_embed",
    "assoc_constraint", "no_assoc_constraint", "check_constraint", "exclusion_constraint",
  ]

  /// The others: they are no mistake of the user's.
  static let uncompiled: Set<String> = [
    "add_error", "apply_action", "apply_action!", "apply_changes", "cast_assoc", "cast_embed",
    "change", "changed?", "constraints", "delete_change", "fetch_change", "fetch_change!",
    "fetch_field", "fetch_field!", "field_missing?", "force_change", "get_assoc", "get_change",
    "get_embed", "get_field", "merge", "optimistic_lock", "prepare_changes", "put_assoc",
    "put_embed", "traverse_errors", "traverse_validations", "unsafe_validate_unique",
    "update_change", "validate_change", "validations",
  ]
}

extension BodyLowering {
  func lowerChangesetStep(
    _ node: NodeID, _ callee: NodeID, _ name: String, _ piped: Piped?, _ arguments: inout Arguments
  ) -> Expression? {
    guard let base = piped?.value ?? arguments.next().flatMap({ lower($0, expecting: nil) }) else {
      if piped == nil, arguments.isEmpty {
        file.report(
          .wrongArguments, "`\(name)` needs a changeset", at: tree.span(node),
          helps: [Help("pipe one in: `self |> \(tree.mainText(callee))(…)`")])
      }
      return nil
    }
    guard let id = changed(base, name) else { return nil }
    // The steps after a wrong one have their own mistakes.
    guard let step = step(name, node, of: id, &arguments) else {
      return Expression(base.kind, type: .changeset(id), span: tree.span(node))
    }
    arguments.finish()
    return Expression(
      .changeset(
        ChangesetCall(base: base, isPiped: piped != nil, step: step, span: tree.span(node))),
      type: .changeset(id), span: tree.span(node))
  }

  /// The schema that a step works on: `cast` takes a struct too, the others a changeset.
  private func changed(_ base: Expression, _ name: String) -> SchemaID? {
    switch base.type {
    case .changeset(let id?): return id
    case .schema(let id):
      if name == "cast" || name == "change" { return id }
      // A parameter of schema type may hold a changeset, but only these take both.
      file.report(
        .typeMismatch, "`\(NameRules.camelCase(name))` needs a changeset", at: base.span,
        label: "this is \(describe(base.type))",
        helps: [Help("cast or change it first: `|> cast(params, […])`, `|> change()`")]
      )
      return nil
    default:
      file.report(
        .typeMismatch, "`\(NameRules.camelCase(name))` needs a changeset", at: base.span,
        label: "this is \(describe(base.type))",
        helps: [Help("make one of a struct before: `|> change()`, or `|> cast(params, […])`")])
      return nil
    }
  }

  private func step(
    _ name: String, _ node: NodeID, of id: SchemaID, _ arguments: inout Arguments
  ) -> ChangesetStep? {
    let reader = ValidatorReader(body: self, schema: id, node: node, name: name)
    switch name {
    case "cast": return reader.cast(&arguments)
    case "validate_required": return reader.required(&arguments)
    case "validate_length": return reader.length(&arguments)
    case "validate_format": return reader.format(&arguments)
    case "validate_number": return reader.number(&arguments)
    case "validate_inclusion", "validate_exclusion", "validate_subset":
      return reader.membership(&arguments)
    case "validate_confirmation": return reader.confirmation(&arguments)
    case "validate_acceptance": return reader.acceptance(&arguments)
    case "put_change": return reader.putChange(&arguments)
    case "change": return reader.change(&arguments)
    case "put_assoc", "put_embed": return reader.putRelation(&arguments)
    case "cast_assoc", "cast_embed": return reader.castRelation(&arguments)
    default: return reader.constraint(&arguments)
    }
  }
}
