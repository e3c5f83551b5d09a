/// A whole project as both back ends read it: everything is resolved, nothing refers to syntax.
/// Schemas and enumerations stand in the order of their files and declarations.
package struct Program: Sendable {
  package var schemas = ModelTable<SchemaID, Schema>()
  package var enumerations = ModelTable<EnumerationID, Enumeration>()
  package var modules: [Module] = []
  package var migrations: [Migration] = []

  /// Where schemas are found by the names of their modules.
  package var schemasByModule: [ModuleName: SchemaID] = [:]

  package init() {}

  package func schema(named module: ModuleName) -> Schema? {
    schemasByModule[module].map { schemas[$0] }
  }

  package subscript(_ id: SchemaID) -> Schema { _read { yield schemas[id] } }
  package subscript(_ id: EnumerationID) -> Enumeration { _read { yield enumerations[id] } }
}

/// A module that is not a schema: a context, a repository, or a plain class.
package struct Module: Sendable {
  package enum Kind: Sendable {
    case plain
    case context
    /// `use Ecto.Repo`
    case repository(Repository)
  }

  package var name: ModuleName
  package var kind: Kind
  package var documentation: String?
  package var functions: [Function]
  /// `elixir { … }`, dedented.
  package var elixirTexts: [String] = []
  package var origin: Origin

  package init(
    name: ModuleName, kind: Kind, documentation: String?, functions: [Function], origin: Origin
  ) {
    self.name = name
    self.kind = kind
    self.documentation = documentation
    self.functions = functions
    self.origin = origin
  }
}

package struct Repository: Hashable, Sendable {
  /// `my_app`
  package var otpApp: String
  /// `Ecto.Adapters.Postgres`
  package var adapter: ModuleName
  package var isReadOnly: Bool

  package init(otpApp: String, adapter: ModuleName, isReadOnly: Bool = false) {
    self.otpApp = otpApp
    self.adapter = adapter
    self.isReadOnly = isReadOnly
  }
}

/// One file of output; the driver decides whether and where it is written. It does not change: where a back end gives the
/// same object again, nothing needs to be compared.
package final class OutputFile: Sendable {
  /// The folder that the configuration names for it.
  package enum Folder: String, Hashable, Sendable, CaseIterable {
    case elixirLibrary, elixirMigrations, swiftModels
  }

  package let folder: Folder
  /// Relative to that folder, with `/`: `my_app/blog/post.ex`, `Blog.Post.swift`.
  package let path: String
  package let content: FileContent
  /// The source it comes from, or the first of them.
  package let origin: String
  /// It holds what every source gives: it is written whichever of them are compiled.
  package let isOfAllSources: Bool

  package var bytes: [UInt8] { content.bytes }

  package init(
    folder: Folder, path: String, content: FileContent, origin: String, isOfAllSources: Bool = false
  ) {
    self.folder = folder
    self.path = path
    self.content = content
    self.origin = origin
    self.isOfAllSources = isOfAllSources
  }
}
