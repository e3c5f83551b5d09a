import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A class that becomes a module: its attributes, and the heads of its functions.
struct ModuleLowering {
  let file: FileAnalysis
  let settings: AnalysisSettings

  /// The module without its functions' bodies.
  func lower(_ node: NodeID, _ declaration: DeclarationKind, fullName: ModuleName) -> Module {
    let tree = file.tree
    var attributes = Attributes(file, of: node, owner: "a class")
    let kind = kind(declaration, &attributes, fullName)
    file.readAllow(&attributes, node)
    attributes.finish()
    let clause = tree.child(node, .inheritance)
    if !clause.isNone {
      file.report(
        .unsupportedConstruct, "a superclass is not compiled yet", at: tree.span(clause),
        helps: [Help("leave it out, and call its functions by their module: `Module.name(…)`")])
    }
    var module = Module(
      name: fullName, kind: kind, documentation: tree.documentation(of: node), functions: [],
      origin: file.origin(node))
    for member in tree.children(node) {
      switch tree.kind(member) {
      case .elixirBlock:
        if let text = file.elixirText(member) { module.elixirTexts.append(text) }
      case .directive, .externModuleDecl, .enumCase:
        file.report(
          .misplacedAttribute, "this does not belong into a class", at: tree.span(member),
          label: Self.place(of: tree.kind(member)), helps: [Help("move it there, or leave it out")])
      default: continue
      }
    }
    return module
  }

  /// What is written in Elixir already becomes nothing: only what is said of it is read.
  func checkExternal(_ node: NodeID, _ declaration: DeclarationKind) {
    var attributes = Attributes(file, of: node, owner: "an `extern module`")
    if declaration == .repository { attributes.take("repository")?.finish() }
    file.readAllow(&attributes, node)
    attributes.finish()
  }

  private static func place(of member: NodeKind) -> String {
    switch member {
    case .directive: "only a schema has such members"
    case .enumCase: "a `case` belongs into an `enum`"
    default: "an `extern module` stands at the top of a file"
    }
  }

  private func kind(
    _ declaration: DeclarationKind, _ attributes: inout Attributes, _ fullName: ModuleName
  ) -> Module.Kind {
    switch declaration {
    case .context:
      attributes.take("context")?.finish()
      return .context
    case .repository:
      guard var options = attributes.take("repository") else { return .plain }
      let otpApp = options.symbol("otp_app")
      let adapter = options.choice("adapter", Adapter.self) ?? .postgres
      let isReadOnly = options.boolean("read_only") ?? false
      options.finish()
      let root = fullName.segments.count > 1 ? fullName.segments[0] : fullName.last
      return .repository(
        Repository(
          otpApp: otpApp ?? NameRules.snakeCase(root), adapter: ModuleName(adapter.module),
          isReadOnly: isReadOnly))
    default: return .plain
    }
  }

  private enum Adapter: String, CaseIterable {
    case postgres, mysql, sqlite

    var module: String {
      switch self {
      case .postgres: "Ecto.Adapters.Postgres"
      case .mysql: "Ecto.Adapters.MyXQL"
      case .sqlite: "Ecto.Adapters.SQLite3"
      }
    }
  }
}
