import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `static let limit = 10`: a constant of a module, which Elixir has as a function without arguments.
struct ConstantLowering {
  let file: FileAnalysis
  let types: TypeResolver

  /// nil after a diagnostic.
  func signature(_ node: NodeID) -> Signature? {
    let tree = file.tree
    guard file.isConstant(node, inSchema: false) else {
      file.report(
        .unsupportedConstruct, "a variable of a module is not compiled yet",
        at: tree.nameSpan(node), label: "who would keep its value?",
        helps: [
          Help("where it never changes, make it `let`"),
          Help("a schema has fields: write `@schema(\"…\")` or `@embeddedSchema` above its name"),
        ])
      return nil
    }
    var attributes = Attributes(
      file, of: node, owner: "a constant", modifiers: ["private", "static"])
    file.readAllow(&attributes, node)
    attributes.finish()
    guard let type = type(of: node) else { return nil }
    let name = tree.name(node)
    if NameRules.isElixirReserved(name.elixir)
      || NameRules.elixirForms.contains(name.elixir)
      || NameRules.elixirDefined.contains(name.elixir) || !NameRules.isName(name.elixir)
    {
      file.report(
        .reservedWord, "a constant cannot be called `\(name.source)`", at: tree.nameSpan(node),
        helps: [Help("choose another name")])
      return nil
    }
    return Signature(
      name: name, parameters: [], result: type, isChangeset: false,
      isPrivate: tree.hasModifier(node, "private"), span: tree.nameSpan(node), isConstant: true)
  }

  private func type(of node: NodeID) -> ValueType? {
    let annotation = file.tree.child(node, .typeAnnotation)
    if let type = file.tree.children(annotation).first(where: { _ in true }) {
      return types.resolve(type)
    }
    let initializer = file.tree.child(node, .initializer)
    if let value = file.tree.children(initializer).first(where: { _ in true }),
      let type = file.literal(value).flatMap(Self.type)
    {
      return type
    }
    file.report(
      .missingType, "`\(file.tree.mainText(node))` has no type", at: file.tree.nameSpan(node),
      helps: [Help("write it after the name: `let \(file.tree.mainText(node)): Int`")])
    return nil
  }

  /// nil where the value alone does not tell.
  private static func type(of literal: Literal) -> ValueType? {
    switch literal {
    case .bool: return .bool
    case .integer: return .integer
    case .float: return .float
    case .string: return .string
    case .atom: return .atom
    case .sigil(let letter, let text):
      return CalendarText.type(ofSigil: letter, text: text).map(FieldTypes.valueType)
    case .list(let items):
      let types = Set(items.map(type))
      return types.count == 1 ? types.first?.map { .list($0) } : nil
    case .null, .map: return nil
    }
  }
}

extension BodyLowering {
  /// A constant of this module, or of one that needs not be named.
  func constant(named source: String, at span: Span) -> Expression? {
    let name = NameRules.snakeCase(source)
    if let signature = shape.functions.signature(name, in: module), signature.isConstant {
      let call = Call(callee: .local(signature.name), arguments: [], isPiped: false)
      return Expression(.call(call), type: signature.result, span: span)
    }
    guard let (module, signature) = shape.functions.lookUp(name), signature.isConstant else {
      return nil
    }
    let call = Call(callee: .function(module, signature.name), arguments: [], isPiped: false)
    return Expression(.call(call), type: signature.result, span: span)
  }

  /// `Limits.maximum`: a constant of another module.
  func constant(_ path: [String], at span: Span) -> Expression? {
    guard path.count > 1, scope.look(up: path[0]) == nil,
      let symbol = declaration(Array(path.dropLast()), at: span),
      let signature = shape.functions.signature(
        NameRules.snakeCase(path[path.count - 1]), in: symbol.fullName),
      signature.isConstant, !signature.isPrivate || symbol.fullName == module
    else { return nil }
    let callee: Call.Callee =
      if case .schema(let id) = symbol.target {
        .schema(id, signature.name)
      } else {
        .function(symbol.fullName, signature.name)
      }
    return Expression(
      .call(Call(callee: callee, arguments: [], isPiped: false)), type: signature.result,
      span: span)
  }

  /// The function that a constant is; nil after a diagnostic.
  func lowerConstant(_ node: NodeID) -> Function? {
    let initializer = tree.child(node, .initializer)
    guard let value = first(initializer) else {
      file.report(
        .missingReturn, "`\(signature.name.source)` has no value", at: tree.nameSpan(node),
        helps: [Help("give it one: `= …`")])
      return nil
    }
    guard let value = lower(value, expecting: signature.result),
      check(value, is: signature.result)
    else { return nil }
    return Function(
      name: signature.name, role: .plain, receiver: nil, parameters: [], result: signature.result,
      body: Block([.return(value)]), isPrivate: signature.isPrivate,
      documentation: tree.documentation(of: node), origin: file.origin(node))
  }
}
