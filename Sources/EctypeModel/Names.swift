import EctypeDiagnostics

/// A name as its author wrote it and as Elixir, the database and JSON spell it.
///
/// Swift's spelling is the Swift back end's: it keeps an author's camelCase and derives one from snake_case.
package struct Name: Hashable, Sendable {
  package var source: String
  /// snake_case, with a trailing `?` or `!` where a function has one.
  package var elixir: String

  package init(source: String, elixir: String) {
    self.source = source
    self.elixir = elixir
  }
}

/// The full name of an Elixir module, outermost segment first: `["MyApp", "Blog", "Post"]`.
package struct ModuleName: Hashable, Sendable, CustomStringConvertible {
  package var segments: [String]

  package init(_ segments: [String]) { self.segments = segments }
  package init(_ dotted: String) { segments = dotted.split(separator: ".").map(String.init) }

  /// `MyApp.Blog.Post`
  package var description: String { segments.joined(separator: ".") }
  package var last: String { segments.last ?? "" }
  package var parent: ModuleName { ModuleName(Array(segments.dropLast())) }
  package func appending(_ segment: String) -> ModuleName { ModuleName(segments + [segment]) }
}

/// A schema of `Program.schemas`.
package struct SchemaID: ModelID {
  package var index: Int
  package init(_ index: Int) { self.index = index }
}

/// An enumeration of `Program.enumerations`.
package struct EnumerationID: ModelID {
  package var index: Int
  package init(_ index: Int) { self.index = index }
}

/// Where a declaration stands, and the path its header names.
package struct Origin: Hashable, Sendable {
  package var span: Span
  /// As the project names the file: relative to its root, with `/`.
  package var path: String

  package init(span: Span, path: String) {
    self.span = span
    self.path = path
  }
}
