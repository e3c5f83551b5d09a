import EctypeDiagnostics
import EctypeModel

/// Each field of a schema has a column of its own, of a name that the database keeps.
struct ColumnNames {
  let file: FileAnalysis

  func check(_ schema: Schema) {
    guard !schema.isEmbedded, !hasPlainColumns(schema) else { return }
    let columns = schema.properties.compactMap { column(of: $0, schema) }
    for column in columns where column.name.utf8.count > Identifiers.longest {
      _ = file.isIdentifier(
        column.name, at: column.span, help: "name the column with `@field(source: \"…\")`")
    }
    // Names of members differ: only what is called otherwise can meet another.
    guard columns.contains(where: { $0.name != $0.member }) else { return }
    var first: [String: Column] = [:]
    for column in columns {
      guard let other = first[column.name] else {
        first[column.name] = column
        continue
      }
      // Two members of one name are reported as that.
      guard other.member != column.member else { continue }
      file.report(
        .duplicateMember, "two members of `\(schema.module.last)` are the column `\(column.name)`",
        at: column.span, label: other.span == column.span ? "" : "the second",
        secondary: other.span == column.span ? [] : [Label(other.span, "the first")],
        notes: ["Ecto would write both, and one of them would be lost"],
        helps: [Help("give one of them a column of its own: `source: \"…\"`")])
    }
  }

  /// Whether every column is called as its member, and briefly enough, as of most schemas.
  private func hasPlainColumns(_ schema: Schema) -> Bool {
    func isPlain(_ name: String, _ source: String?) -> Bool {
      source == nil && name.utf8.count <= Identifiers.longest
    }
    return schema.sourceMapper == nil
      && schema.properties.allSatisfy { property in
        switch property {
        case .field(let field): isPlain(field.name.elixir, field.source)
        case .embed(let embed): isPlain(embed.name.elixir, embed.source)
        case .association: true
        }
      }
  }

  private struct Column {
    var name: String
    var member: String
    var span: Span
  }

  private func column(of property: Schema.Property, _ schema: Schema) -> Column? {
    let span: Span? =
      switch property {
      case .field(let field): field.span
      case .embed(let embed): embed.origin.span
      case .association: nil
      }
    guard let span, let name = schema.column(of: property) else { return nil }
    return Column(name: name, member: property.name.elixir, span: span)
  }
}

extension Schema {
  /// The column that a member is kept in; nil where it has none.
  func column(of property: Property) -> String? {
    switch property {
    case .field(let field): field.isVirtual ? nil : column(of: field)
    case .embed(let embed): column(embed.name.elixir, source: embed.source)
    case .association: nil
    }
  }
}
