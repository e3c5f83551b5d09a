import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What a declaration's attributes make of it.
enum DeclarationKind: Hashable, Sendable {
  case schema, embeddedSchema, enumeration, context, repository, migration
  /// A class without an attribute: a plain module.
  case plain
}

/// A named declaration as its file's syntax alone tells it.
struct Declaration: Sendable {
  var kind: DeclarationKind
  /// `MyApp.Blog.Post`, `MyApp.Accounts.User.Role`
  var fullName: ModuleName
  /// The declaration it is nested in, as an index into the file's declarations.
  var parent: Int?
  var node: NodeID
}

/// The declarations of one file, in source order, and the namespace they stand in.
struct FileDeclarations: Sendable {
  var module: ModuleName
  private(set) var declarations: [Declaration] = []
  /// Their own names, without what they stand in.
  private(set) var names: Set<String> = []

  /// - Parameter namespace: where declarations of a file without a `module` line stand.
  init(_ tree: SyntaxTree, namespace: ModuleName) {
    let clause = tree.child(tree.root, .moduleClause)
    module =
      clause.isNone ? namespace : ModuleName(tree.segments(tree.child(clause, .path)))
    collect(in: tree.root, tree: tree, namespace: module, parent: nil)
  }

  /// Whether the names and what they stand for are the same, wherever they are written.
  func isSame(as other: FileDeclarations) -> Bool {
    module == other.module
      && declarations.elementsEqual(other.declarations) {
        $0.kind == $1.kind && $0.fullName == $1.fullName && $0.parent == $1.parent
      }
  }

  private mutating func collect(
    in node: NodeID, tree: SyntaxTree, namespace: ModuleName, parent: Int?
  ) {
    for child in tree.children(node) {
      let kind: DeclarationKind
      switch tree.kind(child) {
      case .enumDecl: kind = .enumeration
      case .structDecl: kind = Self.kind(of: child, in: tree)
      default: continue
      }
      let name = tree.mainText(child)
      guard !name.isEmpty else { continue }
      let fullName = namespace.appending(name)
      let index = declarations.count
      declarations.append(
        Declaration(kind: kind, fullName: fullName, parent: parent, node: child))
      names.insert(name)
      collect(in: child, tree: tree, namespace: fullName, parent: index)
    }
  }

  private static func kind(of node: NodeID, in tree: SyntaxTree) -> DeclarationKind {
    for attribute in tree.children(node, .attribute) {
      switch NameRules.snakeCase(tree.mainText(attribute)) {
      case "schema": return .schema
      case "embedded_schema": return .embeddedSchema
      case "context": return .context
      case "repository": return .repository
      case "migration": return .migration
      default: continue
      }
    }
    return .plain
  }
}
