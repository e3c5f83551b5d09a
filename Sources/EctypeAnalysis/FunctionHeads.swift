import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A function whose body is still to be lowered.
struct FunctionHead {
  var node: NodeID
  var module: ModuleName
  var schema: SchemaID?
  var signature: Signature
  var swift: SwiftAnnotation

  /// nil after a diagnostic.
  func lowerBody(_ file: FileAnalysis, _ shape: ProjectShape) -> Function? {
    let types = TypeResolver(file: file, scope: module, selfSchema: schema)
    let lowering = BodyLowering(
      file: file, shape: shape, types: types, module: module, signature: signature)
    guard var function = lowering.lower(node) else {
      file.ensureReported("this function", at: signature.span)
      return nil
    }
    function.swift = swift
    ChangesetShape(file: file).check(function)
    return function
  }
}

/// The heads of a declaration's functions.
struct FunctionHeads {
  let file: FileAnalysis
  let declaration: Declaration
  let target: Symbol.Target

  func lower() -> [FunctionHead] {
    var schema: SchemaID?
    switch target {
    case .schema(let id): schema = id
    case .module: break
    case .enumeration, .migration: return []
    }
    let types = TypeResolver(file: file, scope: declaration.fullName, selfSchema: schema)
    var heads: [FunctionHead] = []
    for node in file.tree.children(declaration.node, .funcDecl)
    where !file.tree.mainText(node).isEmpty {
      let swift = readAttributes(of: node, inSchema: schema != nil)
      guard
        let signature = SignatureLowering(file: file, types: types).lower(node, receiver: schema)
      else { continue }
      if declaration.kind == .repository,
        NameRules.repositoryDefined.contains(signature.name.elixir)
      {
        file.report(
          .reservedWord, "`Ecto.Repo` defines `\(signature.name.elixir)` itself",
          at: signature.span,
          helps: [Help("leave it out where it only forwards, or choose another name")])
        continue
      }
      heads.append(
        FunctionHead(
          node: node, module: declaration.fullName, schema: schema, signature: signature,
          swift: swift))
    }
    return heads
  }

  private func readAttributes(of node: NodeID, inSchema: Bool) -> SwiftAnnotation {
    var attributes = Attributes(
      file, of: node, owner: inSchema ? "this func" : "a func of a module",
      modifiers: ["private", "static"])
    if inSchema { attributes.take("changeset")?.finish() }
    file.readAllow(&attributes, node)
    let swift = file.readSwift(&attributes)
    attributes.finish()
    return swift
  }
}

extension FileAnalysis {
  func refuseLooseFunctions() {
    for node in tree.children(tree.root) {
      switch tree.kind(node) {
      case .funcDecl, .varDecl, .externModuleDecl, .elixirBlock, .typeAliasDecl, .directive:
        report(
          .unsupportedConstruct, "this declaration is not compiled yet outside a class",
          at: tree.nameSpan(node))
      default: continue
      }
    }
  }
}
