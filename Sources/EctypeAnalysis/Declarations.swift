import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What a declaration's attributes make of it.
enum DeclarationKind: Hashable, Sendable {
  case schema, embeddedSchema, enumeration, context, repository, migration
  /// `@schemaDefaults`
  case schemaDefaults
  /// An `extern module` that is no repository.
  case extern
  /// Functions and constants that stand at the top of files.
  case functions
  /// A class without an attribute: a plain module.
  case plain
  /// A struct with variables and no attribute that makes it a schema: a mistake, reported at the first of them.
  case unmarked
}

/// A named declaration as its file's syntax alone tells it.
struct Declaration: Sendable {
  var kind: DeclarationKind
  /// `MyApp.Blog.Post`, `MyApp.Accounts.User.Role`
  var fullName: ModuleName
  /// The declaration it is nested in, as an index into the file's declarations.
  var parent: Int?
  var node: NodeID
  /// An `extern module`: it is written by hand in Elixir.
  var isExternal = false

  /// Where its name stands.
  func nameSpan(in tree: SyntaxTree) -> Span {
    isExternal ? tree.span(tree.child(node, .path)) : tree.nameSpan(node)
  }
}

/// The declarations of one file, in source order, and the namespace they stand in.
struct FileDeclarations: Sendable {
  var module: ModuleName
  private(set) var declarations: [Declaration] = []
  /// Functions, constants and Elixir that stand in no class: `functionsModule` is theirs.
  private(set) var loose: [NodeID] = []
  /// The file's `module`, or the one that its name names; nil where nothing stands loose.
  private(set) var functionsModule: ModuleName?

  /// - Parameter namespace: where declarations of a file without a `module` line stand.
  /// - Parameter path: the file's, as the project names it.
  init(_ tree: SyntaxTree, namespace: ModuleName, path: String) {
    let clause = tree.child(tree.root, .moduleClause)
    module =
      clause.isNone ? namespace : ModuleName(tree.segments(tree.child(clause, .path)))
    collect(in: tree.root, tree: tree, namespace: module, parent: nil)
    loose = tree.children(tree.root).filter {
      [.funcDecl, .varDecl, .elixirBlock].contains(tree.kind($0))
    }
    if loose.isEmpty { return }
    let stem = path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? ""
    let name = clause.isNone ? namespace.appending(NameRules.moduleSegment(stem)) : module
    functionsModule = name
  }

  /// Their own names, without what they stand in.
  var names: [String] { modules.map(\.last) }

  /// The modules whose functions stand in the file.
  var modules: [ModuleName] {
    declarations.map(\.fullName) + (functionsModule.map { [$0] } ?? [])
  }

  /// Whether the names and what they stand for are the same, wherever they are written.
  func isSame(as other: FileDeclarations) -> Bool {
    module == other.module && functionsModule == other.functionsModule
      && declarations.elementsEqual(other.declarations) {
        $0.kind == $1.kind && $0.fullName == $1.fullName && $0.parent == $1.parent
          && $0.isExternal == $1.isExternal
      }
  }

  private mutating func collect(
    in node: NodeID, tree: SyntaxTree, namespace: ModuleName, parent: Int?
  ) {
    for child in tree.children(node) {
      let kind: DeclarationKind
      switch tree.kind(child) {
      case .enumDecl: kind = .enumeration
      case .structDecl: kind = Self.kind(of: child, in: tree, parent.map { declarations[$0].kind })
      case .externModuleDecl:
        let segments = tree.segments(tree.child(child, .path))
        if parent == nil, !segments.isEmpty {
          let isRepository = Self.kind(of: child, in: tree, nil) == .repository
          declarations.append(
            Declaration(
              kind: isRepository ? .repository : .extern, fullName: ModuleName(segments),
              parent: nil, node: child, isExternal: true))
        }
        continue
      default: continue
      }
      let name = tree.mainText(child)
      guard !name.isEmpty else { continue }
      let fullName = namespace.appending(name)
      let index = declarations.count
      declarations.append(
        Declaration(kind: kind, fullName: fullName, parent: parent, node: child))
      collect(in: child, tree: tree, namespace: fullName, parent: index)
    }
  }

  private static func kind(
    of node: NodeID, in tree: SyntaxTree, _ parent: DeclarationKind?
  ) -> DeclarationKind {
    let names = tree.children(node, .attribute).map { NameRules.snakeCase(tree.mainText($0)) }
    // A schema that `@schemaDefaults` stands on is one: what it is to have in common is said elsewhere.
    let known = names.compactMap { kinds[$0] }
    if let kind = known.first(where: { $0 != .schemaDefaults }) ?? known.first { return kind }
    // A misspelt attribute makes of the declaration what it would, spelt right: it is one mistake.
    for name in names {
      if let kind = Attributes.meant(by: name).flatMap({ kinds[$0] }) { return kind }
    }
    // A struct declared in place is embedded there, as with Ecto's inline embeds.
    guard tree.keyword(of: node) == "struct" else { return .plain }
    if parent == .schema || parent == .embeddedSchema { return .embeddedSchema }
    let hasVariables = tree.children(node, .varDecl).contains {
      tree.keyword(of: $0) == "var" && !tree.hasModifier($0, "static")
    }
    return hasVariables ? .unmarked : .plain
  }

  private static let kinds: [String: DeclarationKind] = [
    "schema": .schema, "embedded_schema": .embeddedSchema, "context": .context,
    "repository": .repository, "migration": .migration, "schema_defaults": .schemaDefaults,
  ]
}
