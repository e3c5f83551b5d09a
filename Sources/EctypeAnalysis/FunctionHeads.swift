import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A function whose body is still to be lowered.
struct FunctionHead {
  var node: NodeID
  var module: ModuleName
  var schema: SchemaID?
  var signature: Signature
  var swift = SwiftAnnotation()
  /// A `let`: its value is its body.
  var isConstant = false
  /// It is written by hand in Elixir: there is no body here.
  var isExternal = false
  /// Its place among the clauses of its name.
  var clause: Function.Clause?

  /// nil after a diagnostic.
  func lowerBody(_ file: FileAnalysis, _ shape: ProjectShape) -> Function? {
    guard ChangesetShape(file: file).hasResult(signature) else { return nil }
    let types = TypeResolver(file: file, scope: module, selfSchema: schema)
    let lowering = BodyLowering(
      file: file, shape: shape, types: types, module: module, signature: signature)
    let lowered = isConstant ? lowering.lowerConstant(node) : lowering.lower(node)
    guard var function = lowered else {
      file.ensureReported("this function", at: signature.span)
      return nil
    }
    function.swift = swift
    function.clause = clause
    ChangesetShape(file: file).check(function)
    QueryInLoop(file: file).check(function)
    return function
  }
}

/// The heads of a module's functions, and its constants.
struct FunctionHeads {
  let file: FileAnalysis
  let module: ModuleName
  let kind: DeclarationKind
  let schema: SchemaID?
  var isExternal = false

  /// - Parameter nodes: the module's members; what is no function and no constant is passed over.
  func lower(_ nodes: some Sequence<NodeID>) -> [FunctionHead] {
    let types = TypeResolver(file: file, scope: module, selfSchema: schema)
    var heads: [FunctionHead] = []
    var hasVariable = false
    for node in nodes {
      var swift = SwiftAnnotation()
      let signature: Signature?
      switch file.tree.kind(node) {
      case .funcDecl where !file.tree.mainText(node).isEmpty:
        swift = readAttributes(of: node)
        signature = SignatureLowering(file: file, types: types).lower(node, receiver: schema)
      case .varDecl
      where (schema == nil || file.isConstant(node, inSchema: true))
        && !file.tree.mainText(node).isEmpty:
        // What holds for one variable holds for all of them.
        if !file.isConstant(node, inSchema: false) {
          if hasVariable { continue }
          hasVariable = true
        }
        signature = ConstantLowering(file: file, types: types).signature(node)
      default: continue
      }
      guard let signature, canHave(signature) else { continue }
      heads.append(
        FunctionHead(
          node: node, module: module, schema: schema, signature: signature, swift: swift,
          isConstant: signature.isConstant, isExternal: isExternal))
    }
    return heads
  }

  private func canHave(_ signature: Signature) -> Bool {
    guard kind == .repository, NameRules.repositoryDefined.contains(signature.name.elixir) else {
      return true
    }
    file.report(
      .reservedWord, "`Ecto.Repo` defines `\(signature.name.elixir)` itself",
      at: signature.span,
      helps: [Help("leave it out where it only forwards, or choose another name")])
    return false
  }

  private func readAttributes(of node: NodeID) -> SwiftAnnotation {
    var attributes = Attributes(
      file, of: node, owner: schema == nil ? "a func of a module" : "this func",
      modifiers: ["private", "static"])
    if schema != nil { attributes.take("changeset")?.finish() }
    file.readAllow(&attributes, node)
    let swift = file.readSwift(&attributes)
    attributes.finish()
    return swift
  }
}

extension FileAnalysis {
  /// Attributes and members that belong to no declaration.
  func refuseLoose() {
    for node in tree.children(tree.root)
    where [.typeAliasDecl, .directive].contains(tree.kind(node)) {
      report(
        .misplacedAttribute, "this belongs to no declaration", at: tree.span(node),
        helps: [Help("write it inside of a struct, or above what it is for")])
    }
  }

  /// Functions that options name must be there, with as many arguments as Ecto gives them.
  func checkExpected(_ functions: FunctionTable) -> [Diagnostic] {
    expectedFunctions.compactMap { expected in
      guard let signature = functions.signature(expected.name, in: expected.module) else {
        let names = functions.names(in: expected.module)
        return Diagnostic(
          .unknownFunction, "`\(expected.module)` has no function `\(expected.name)`",
          at: expected.span,
          helps: Suggestions.nearest(to: expected.name, among: names)
            .map { [Help("did you mean `\($0)`?")] }
            ?? [Help("declare it there, with \(expected.arity) parameters")])
      }
      if signature.isBroken { return nil }
      let most = signature.argumentTypes.count
      if (signature.requiredCount...most).contains(expected.arity), !signature.isPrivate {
        return nil
      }
      return Diagnostic(
        .wrongArguments,
        signature.isPrivate
          ? "Ecto cannot call the private function `\(signature.name.source)`"
          : "Ecto calls `\(signature.name.source)` with \(expected.arity) arguments",
        at: expected.span, secondary: [Label(signature.span, "declared here")],
        helps: [
          Help(
            signature.isPrivate
              ? "leave out `private` there" : "let it take as many, those that Ecto gives it first")
        ])
    }
  }
}
