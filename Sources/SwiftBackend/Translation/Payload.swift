import EctypeModel

/// The two payloads of a changeset: `Create` for `changeset`, `RegistrationCreate` for `registration_changeset`.
enum PayloadKind: String, CaseIterable {
  case create = "Create"
  case update = "Update"
}

/// What a changeset function takes, read off its pipeline.
struct CastShape {
  /// Elixir names of cast fields, associations and embeds, in the order they are cast.
  var fields: [String] = []
  var relations: [(name: String, relation: CastRelation)] = []
  var required: Set<String> = []

  init(_ steps: [ChangesetStep]) {
    var seen: Set<String> = []
    for step in steps {
      switch step {
      case .cast(_, let names): fields += names.filter { seen.insert($0).inserted }
      case .validateRequired(let names, _): required.formUnion(names)
      case .castAssociation(let name, let relation), .castEmbed(let name, let relation):
        if seen.insert(name).inserted { relations.append((name, relation)) }
        if relation.isRequired { required.insert(name) }
      default: break
      }
    }
  }
}
