import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// An expression and its type; nil after a diagnostic.
  /// - Parameter expected: what the place wants, for `.draft` and `{}`; the caller still checks.
  func lower(_ node: NodeID, expecting expected: ValueType?) -> Expression? {
    let span = tree.span(node)
    switch tree.kind(node) {
    case .nilLiteral: return Expression(.literal(.null), type: .nil, span: span)
    case .booleanLiteral: return constant(node, .bool, expected)
    case .integerLiteral: return constant(node, .integer, expected)
    case .floatLiteral: return constant(node, .float, expected)
    case .stringLiteral: return lowerString(node)
    case .atomLiteral: return lowerAtom(node, tree.atomName(node) ?? "", expected)
    case .implicitMember:
      return lowerAtom(node, NameRules.snakeCase(tree.mainText(node)), expected)
    case .identifier: return lowerIdentifier(node, expected)
    case .parenthesized: return first(node).flatMap { lower($0, expecting: expected) }
    case .memberAccess: return lowerMember(node, expected)
    case .optionalMemberAccess: return lowerOptionalMember(node)
    case .closure: return lowerClosure(node, expected)
    case .ifExpression, .switchExpression: return lowerChoice(node, expected)
    case .sigil: return lowerSigil(node)
    case .newExpression: return lowerNew(node, expected)
    case .prefixExpression: return lowerPrefix(node, expected)
    case .binaryExpression: return lowerBinary(node, expected)
    case .ternaryExpression: return lowerTernary(node, expected)
    case .listLiteral: return lowerList(node, expected)
    case .mapLiteral: return lowerMap(node, expected)
    case .block where tree.children(node).first(where: { _ in true }) == nil:
      return Expression(.map([]), type: .map(key: .any, value: .any), span: span)
    case .tupleLiteral: return lowerTuple(node, expected)
    case .structLiteral: return lowerStructLiteral(node)
    case .call: return lowerCall(node, piped: nil, expected)
    case .subscriptExpression: return lowerSubscript(node)
    case .error: return nil
    default:
      unsupported(
        node, "this expression",
        help: tree.kind(node) == .genericSpecialization ? "leave the types out" : nil)
      return nil
    }
  }

  func first(_ node: NodeID) -> NodeID? { tree.children(node).first { _ in true } }

  func unsupported(_ node: NodeID, _ what: String, help: String? = nil) {
    file.report(
      .unsupportedConstruct, "\(what) is not compiled yet", at: tree.span(node),
      helps: [
        Help(
          help
            ?? "write it in Elixir, in a function that is declared: `extern module … { func … }`")
      ])
  }

  /// A number is of the type that the place wants: Elixir would not take `1` for a `Double` or a `Decimal`.
  func constant(_ node: NodeID, _ type: ValueType, _ expected: ValueType?) -> Expression? {
    guard let literal = file.literal(node) else {
      file.reportTooLarge(node)
      return nil
    }
    switch (literal, expected?.unwrapped) {
    case (.integer(let digits), .float):
      return Expression(.literal(.float(digits + ".0")), type: .float, span: tree.span(node))
    case (.integer(let digits), .decimal), (.float(let digits), .decimal):
      return Expression(.literal(.string(digits)), type: .decimal, span: tree.span(node))
    default: return Expression(.literal(literal), type: type, span: tree.span(node))
    }
  }

  private func lowerString(_ node: NodeID) -> Expression? {
    let span = tree.span(node)
    warnOfForeignInterpolation(node)
    if let text = tree.stringValue(node) {
      return Expression(.literal(.string(text)), type: .string, span: span)
    }
    var segments: [StringSegment] = []
    for part in tree.children(node) {
      if tree.kind(part) == .interpolation {
        guard let inner = first(part), let value = lower(inner, expecting: nil) else { return nil }
        guard value.type.hasText else {
          file.report(
            .typeMismatch, "\(describe(value.type)) has no text of its own", at: value.span,
            label: "cannot stand in a string", helps: textHelps(value))
          return nil
        }
        segments.append(.value(value))
      } else {
        segments.append(.text(tree.stringValue(part) ?? ""))
      }
    }
    return Expression(.interpolation(segments), type: .string, span: span)
  }

  /// What Elixir's `String.Chars` is implemented for.
  private func lowerAtom(_ node: NodeID, _ name: String, _ expected: ValueType?) -> Expression? {
    let span = tree.span(node)
    if case .enumeration(let id)? = expected?.unwrapped {
      guard hasCase(name, id, at: span, as: tree.mainText(node)) else { return nil }
      return Expression(.literal(.atom(name)), type: .enumeration(id), span: span)
    }
    return Expression(.literal(.atom(name)), type: .atom, span: span)
  }

  /// Whether an enumeration has a case; reports it otherwise.
  func hasCase(
    _ name: String, _ id: EnumerationID, at span: Span, as written: String? = nil
  ) -> Bool {
    let names = shape.enumerations.caseNames(id)
    if names.contains(name) { return true }
    let written = (written ?? name).filter { $0 != ":" && $0 != "\"" }
    file.report(
      .unknownName, "`\(shape.enumerations[id].name)` has no case `\(written)`", at: span,
      secondary: [Label(shape.enumerations[id].origin.span, "declared here")],
      helps: file.didYouMean(
        name, among: names, at: span,
        orElse: Suggestions.listing(names.map { ".\($0)" }).map { "there is \($0)" },
        spelling: { ".\($0)" }))
    return false
  }

  // MARK: Names

  private func lowerIdentifier(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let name = tree.mainText(node)
    let span = tree.span(node)
    if let variable = scope.look(up: name) {
      if variable.isBroken { return nil }
      let known = scope.type(of: name) ?? variable.local.type
      let type = scope.isPresent(name) ? known.unwrapped : known
      return Expression(.local(variable.local), type: type, span: span)
    }
    if name == "Self", let schema = types.selfSchema {
      return Expression(.schema(schema), type: .module(shape[schema].module), span: span)
    }
    if let constant = constant(named: name, at: span) { return constant }
    if let symbol = declaration([name], at: span) { return symbolExpression(symbol, span) }
    // A function's name is the function where one is expected.
    if case .function(let wanted, _)? = expected?.unwrapped,
      shape.functions.signature(NameRules.snakeCase(name), in: module) != nil
    {
      return reference(node, arity: wanted.count, expected)
    }
    unknownName(node)
    return nil
  }

  /// What a path names; an ambiguity is reported.
  func declaration(_ path: [String], at span: Span) -> Symbol? {
    switch file.index.look(up: path, in: types.scope) {
    case .found(let id):
      return file.index[id]
    case .ambiguous(let ids):
      file.reportAmbiguous(path, ids, at: span)
      return nil
    case .none: return nil
    }
  }

  private func symbolExpression(_ symbol: Symbol, _ span: Span) -> Expression? {
    switch symbol.target {
    case .schema(let id):
      return Expression(.schema(id), type: .module(symbol.fullName), span: span)
    case .module, .migration:
      return Expression(.module(symbol.fullName), type: .module(symbol.fullName), span: span)
    case .enumeration:
      file.report(
        .unknownName, "an enumeration is not a value", at: span,
        helps: [Help("name one of its cases: `.name`")])
      return nil
    }
  }

  func unknownName(_ node: NodeID) { unknownName(tree.mainText(node), at: tree.span(node)) }

  func unknownName(_ name: String, at span: Span) {
    if let later = scope.declaredLater(name) {
      file.report(
        .unknownName, "`\(name)` is used before it is declared", at: span,
        secondary: [Label(later, "declared here")], helps: [Help("declare it first")])
      return
    }
    if isFieldOfSelf(name, at: span) || isOfDefault(name, at: span) { return }
    if queries.updatedRows.contains(name) {
      file.report(
        .unknownName, "`\(name)` is a row of the query, which is not asked yet", at: span,
        notes: ["what `updateAll` is given are values"],
        helps: [
          Help("let the query compute it: `|> update([set: […]]) |> Repo.updateAll()`")
        ])
      return
    }
    file.report(
      .unknownName, "there is no `\(name)` here", at: span, label: "not declared",
      helps: file.didYouMean(
        name, among: scope.names + Array(file.index.names), at: span,
        orElse: name == "self"
          ? "a func of a struct has it, where it is not `static`; others take what they need"
          : "declare it before: `let \(name) = …`"))
  }

  /// Whether a name is that of a parameter, which is not there yet: in a default; reports it.
  private func isOfDefault(_ name: String, at span: Span) -> Bool {
    guard signature.parameters.contains(where: { $0.name.source == name && $0.pattern == nil })
    else { return false }
    file.report(
      .unsupportedConstruct, "a default cannot name another parameter", at: span,
      notes: ["in Elixir it is computed before there are any"],
      helps: [
        Help("let it be nil, and fill it in inside: `… ?? \(name)`")
      ])
    return true
  }

  /// Whether a name that is no variable is a field of the receiver; reports how it is read.
  func isFieldOfSelf(_ name: String, at span: Span) -> Bool {
    guard let receiver = signature.receiver, scope.look(up: "self") != nil,
      shape[receiver].properties.contains(where: { $0.name.source == name })
    else { return false }
    let written = "self.\(name)"
    file.report(
      .unknownName, "there is no variable `\(name)`", at: span,
      label: "a field of `\(shape[receiver].module.last)` is read through `self`",
      helps: [Help("write `\(written)`", edits: [TextEdit(span, written)])])
    return true
  }

  // MARK: Members

  private func lowerMember(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let path = file.path(of: node)
    if let head = path.first, scope.look(up: head) == nil,
      let symbol = declaration(path, at: tree.span(node))
    {
      return symbolExpression(symbol, tree.span(node))
    }
    if let constant = constant(path, at: tree.span(node)) { return constant }
    if path.count == 2,
      case .enumeration(let id)? = declaration([path[0]], at: tree.span(node))?.target,
      scope.look(up: path[0]) == nil
    {
      return lowerAtom(node, NameRules.snakeCase(path[1]), .enumeration(id))
    }
    if case .function(let wanted, _)? = expected?.unwrapped, let head = path.first,
      scope.look(up: head) == nil
    {
      return reference(node, arity: wanted.count, expected)
    }
    guard let baseNode = first(node), let base = lower(baseNode, expecting: nil) else { return nil }
    return onward(base, baseNode) { member(of: $0, node, path: path.joined(separator: ".")) }
  }

  /// `a?.b.c`: what follows `?.` stays inside the chain.
  func onward(
    _ base: Expression, _ node: NodeID, _ make: (Expression) -> Expression?
  ) -> Expression? {
    guard case .chain(let start, let local, let inner) = base.kind,
      tree.kind(node) != .parenthesized, !inner.type.isOptional
    else { return make(base) }
    guard let next = make(inner) else { return nil }
    return Expression(
      .chain(start, local, next), type: TypeResolver.optional(next.type), span: next.span)
  }

  /// `a?.b`
  private func lowerOptionalMember(_ node: NodeID) -> Expression? {
    guard let baseNode = first(node), let base = lower(baseNode, expecting: nil) else { return nil }
    return chain(base) { member(of: $0, node, path: "") }
  }

  /// nil where `base` is; else what `make` makes of the value.
  func chain(_ base: Expression, _ make: (Expression) -> Expression?) -> Expression? {
    let base = base.asDeclared
    guard base.type.isOptional || base.type == .any else {
      file.report(
        .typeMismatch, "`?.` needs a value that may be nil", at: base.span,
        label: "this is \(describe(base.type))", helps: [Help("write `.`")])
      return nil
    }
    if case .chain(let start, let local, let inner) = base.kind {
      // `a?.b?.c` where `b` may be nil as well.
      guard let rest = chain(inner, make) else { return nil }
      return Expression(.chain(start, local, rest), type: rest.type, span: rest.span)
    }
    scope.push()
    defer { scope.pop() }
    if case .local(let local) = base.kind {
      let present = Expression(.local(local), type: base.type.unwrapped, span: base.span)
      guard let next = make(present) else { return nil }
      return Expression(
        .chain(base, local, next), type: TypeResolver.optional(next.type), span: next.span)
    }
    let local = scope.declare(
      NameRules.name("value"), base.type.unwrapped, isMutable: false, at: base.span)
    let present = Expression(.local(local), type: local.type, span: base.span)
    guard let next = make(present) else { return nil }
    return Expression(
      .chain(base, local, next), type: TypeResolver.optional(next.type), span: next.span)
  }

  func member(of base: Expression, _ node: NodeID, path: String) -> Expression? {
    let span = tree.span(node)
    let name = NameRules.snakeCase(tree.mainText(node))
    func present(_ type: ValueType) -> ValueType { scope.isPresent(path) ? type.unwrapped : type }
    switch base.type {
    case .schema(let id):
      guard let (property, type) = property(name, of: id) else {
        unknownField(name, of: id, at: tree.nameSpan(node))
        return nil
      }
      return Expression(.property(base, property), type: present(type), span: span)
    case .options(let options):
      guard let option = options.first(where: { $0.name.elixir == name }) else {
        unknownOption(tree.name(node), among: options, at: tree.nameSpan(node), .unknownField)
        return nil
      }
      let type = TypeResolver.optional(option.type)
      return Expression(.option(base, key: name), type: present(type), span: span)
    case .record(let fields):
      guard let field = fields.first(where: { $0.name.elixir == name }) else {
        if !standardMembers(tree.mainText(node), of: base.type).isEmpty {
          return standardProperty(of: base, node)
        }
        file.report(
          .unknownField, "the map has no key `\(name)`", at: tree.nameSpan(node),
          helps: file.didYouMean(
            name, among: fields.map(\.name.source), at: tree.nameSpan(node),
            orElse: Help.keys(of: fields)))
        return nil
      }
      return Expression(.property(base, field.name), type: present(field.type), span: span)
    case .tuple(let parts) where name.first?.isNumber ?? false:
      guard let index = Int(name), parts.indices.contains(index) else {
        file.report(
          .unknownField, "\(describe(base.type)) has no part `\(name)`", at: tree.nameSpan(node),
          helps: [Help("its parts are `.0` to `.\(parts.count - 1)`")])
        return nil
      }
      let part = StandardCall(
        function: StandardLibrary.part(index), arguments: [base], isPiped: false)
      return Expression(.standard(part), type: parts[index], span: span)
    case .any:
      guard let index = Int(name) else {
        return Expression(.option(base, key: name), type: .any, span: span)
      }
      let part = StandardCall(
        function: StandardLibrary.part(index), arguments: [base], isPiped: false)
      return Expression(.standard(part), type: .any, span: span)
    case .params:
      let key = Expression(.literal(.string(name)), type: .string, span: span)
      return Expression(.element(base, key), type: .any, span: span)
    case .optional:
      file.report(
        .typeMismatch, "this may be nil, and nil has no members", at: base.span,
        label: "\(describe(base.type))", helps: [Help("ask first: `if let`, or `!= nil`")])
      return nil
    default: return standardProperty(of: base, node)
    }
  }

  private func standardProperty(of base: Expression, _ node: NodeID) -> Expression? {
    let name = tree.mainText(node)
    let place = tree.nameSpan(node)
    let members = standardMembers(name, of: base.type)
    if let property = members.first(where: { $0.form == .property }) {
      return lowerStandard(
        [property], receiver: base, [], node, isPiped: false, name: name)
    }
    // A changeset's own fields.
    if case .changeset = base.type, let type = Self.changesetFields[NameRules.snakeCase(name)] {
      return Expression(
        .option(base, key: type.elixir), type: type.type, span: tree.span(node))
    }
    if !members.isEmpty {
      file.report(
        .unknownField, "`\(name)` is a function", at: place,
        helps: [
          Help(
            "call it: `\(name)()`",
            edits: [
              TextEdit(Span(file: place.file, start: Int(place.end), end: Int(place.end)), "()")
            ])
        ])
      return nil
    }
    if case .map(.atom, _) = base.type {
      file.report(
        .unknownField, "which keys \(describe(base.type)) has is not known", at: place,
        label: "may not be there",
        helps: [
          Help(
            "`\(tree.source(base.span))[:\(NameRules.snakeCase(name))]` is what it has there, or nil"
          ),
          Help("say which keys it has where it is declared: `var m: {\(name): …} = …`"),
        ])
      return nil
    }
    file.report(
      .unknownField, "\(describe(base.type)) has no member `\(name)`", at: place,
      helps: file.didYouMean(
        NameRules.snakeCase(name), among: standardMemberNames(of: base.type), at: place,
        orElse: name.first?.isNumber == true
          ? "only tuples have numbered parts" : "declare a `func` that takes it: `\(name)(…)`",
        spelling: NameRules.camelCase))
    return nil
  }

  private static let changesetFields: [String: (elixir: String, type: ValueType)] = [
    "valid": ("valid?", .bool), "valid?": ("valid?", .bool),
    "changes": ("changes", .map(key: .atom, value: .any)), "errors": ("errors", .any),
    "params": ("params", .any), "action": ("action", .optional(.atom)), "data": ("data", .any),
  ]

  /// A key of a schema's struct by Elixir name, and its type in a body.
  func property(_ name: String, of id: SchemaID) -> (Name, ValueType)? {
    for property in shape[id].properties where property.name.elixir == name {
      switch property {
      case .field(let field):
        let type = FieldTypes.valueType(of: field.type)
        return (field.name, field.isOptional ? TypeResolver.optional(type) : type)
      case .association(let association):
        let target = ValueType.schema(association.target)
        let type = association.isMany ? .list(target) : target
        return (association.name, association.isOptional ? .optional(type) : type)
      case .embed(let embed):
        let target = ValueType.schema(embed.target)
        let type = embed.isMany ? .list(target) : target
        return (embed.name, embed.isOptional ? .optional(type) : type)
      }
    }
    return nil
  }

  /// - Parameter prefix: what stands before the name in the source, within `span`: `.` of `.title`.
  func unknownField(_ name: String, of id: SchemaID, at span: Span, prefix: String = "") {
    let schema = shape[id]
    if schema.givenUp.contains(name) { return }
    let written = tree.source(span)
    let usesCamelCase = !written.contains("_")
    func spell(_ name: String) -> String { usesCamelCase ? NameRules.camelCase(name) : name }
    file.report(
      .unknownField,
      "`\(schema.module.last)` has no field `\(written.filter { $0 != "\"" }.dropFirst(written.hasPrefix("\"") ? 0 : prefix.count))`",
      at: span, secondary: [Label(schema.origin.span, "declared here")],
      helps: file.didYouMean(
        name, among: schema.properties.map(\.name.elixir), at: span,
        orElse: Suggestions.listing(schema.properties.map { prefix + spell($0.name.elixir) })
          .map { "there is \($0)" }, spelling: { prefix + spell($0) }))
  }

  private func lowerSubscript(_ node: NodeID) -> Expression? {
    let parts = Array(tree.children(node))
    guard parts.count == 2, let base = lower(parts[0], expecting: nil) else { return nil }
    var arguments = Arguments(
      file, list: parts[1], owner: "a subscript", span: tree.span(node),
      objectsAreOptions: false)
    guard let keyNode = arguments.next() else { return nil }
    var defaultNode: NodeID?
    if case .map = base.type { defaultNode = arguments.value("default") }
    arguments.finish()
    switch asMap(base.type) {
    case .map(let key, let value):
      guard let lowered = lower(keyNode, expecting: key), check(lowered, is: key), isKey(lowered)
      else { return nil }
      if let defaultNode {
        return element(base, lowered, value, or: defaultNode, at: tree.span(node))
      }
      return Expression(
        .element(base, lowered), type: TypeResolver.optional(value), span: tree.span(node))
    case .params, .any:
      guard let lowered = lower(keyNode, expecting: nil) else { return nil }
      return Expression(.element(base, lowered), type: .any, span: tree.span(node))
    case .list(let element):
      guard let index = lower(keyNode, expecting: .integer), check(index, is: .integer) else {
        return nil
      }
      let call = StandardCall(
        function: StandardLibrary.elementAt, arguments: [base, index], isPiped: false)
      return Expression(
        .standard(call), type: TypeResolver.optional(element), span: tree.span(node))
    default:
      file.report(
        .typeMismatch, "\(describe(base.type)) has no elements by key", at: base.span,
        helps: [Help("of a map a value is read by its key, of a list by its number")])
      return nil
    }
  }

  /// `m[k, default: v]`
  func element(
    _ map: Expression, _ key: Expression, _ type: ValueType, or defaultNode: NodeID, at span: Span
  ) -> Expression? {
    guard let value = lower(defaultNode, expecting: type), check(value, is: type) else {
      return nil
    }
    let call = StandardCall(
      function: StandardLibrary.elementOrDefault, arguments: [map, key, value], isPiped: false)
    return Expression(.standard(call), type: type == .any ? value.type : type, span: span)
  }
}

extension BodyLowering {
  /// `~D[…]`, `~T[…]`, `~N[…]`, `~U[…]`, `~w(…)`
  private func lowerSigil(_ node: NodeID) -> Expression? {
    guard let parts = tree.sigilParts(node) else { return nil }
    let span = tree.span(node)
    guard parts.modifiers.isEmpty || parts.letter == "w" && parts.modifiers == "s" else {
      unsupported(node, "`\(parts.modifiers)` behind a `~\(parts.letter)`")
      return nil
    }
    if let type = CalendarText.type(ofSigil: String(parts.letter), text: parts.body) {
      return calendarValue(String(parts.letter), parts.body, type, span)
    }
    switch parts.letter {
    case "w":
      let words = parts.body.split(whereSeparator: \.isWhitespace).map { word in
        Expression(.literal(.string(String(word))), type: .string, span: span)
      }
      return Expression(.list(words), type: .list(.string), span: span)
    default:
      unsupported(node, "`~\(parts.letter)` as a value")
      return nil
    }
  }

  /// With all digits that Ecto wants of a fraction of a second.
  private func calendarValue(
    _ letter: String, _ text: String, _ type: FieldType, _ span: Span
  ) -> Expression? {
    guard let normalized = CalendarText.normalized(text, as: type) else {
      let (what, example) =
        switch type {
        case .date: ("date", "~D[2026-01-31]")
        case .time: ("time", "~T[08:30:00]")
        case .naiveDateTime: ("date with a time", "~N[2026-01-31 08:30:00]")
        default: ("moment", "~U[2026-01-31 08:30:00Z]")
        }
      file.report(
        .invalidLiteral, "this is no \(what)", at: span, notes: ["Elixir would not compile it"],
        helps: [Help("one is written so: `\(example)`")])
      return nil
    }
    return Expression(
      .sigil(name: letter, text: normalized),
      type: FieldTypes.valueType(of: type), span: span)
  }

  /// `new Map()`
  private func lowerNew(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    guard let typeNode = first(node) else { return nil }
    let path = tree.segments(tree.child(typeNode, .path))
    if path == ["Map"], tree.child(typeNode, .genericArguments).isNone {
      var type = ValueType.map(key: .any, value: .any)
      if case .map? = expected?.unwrapped { type = expected!.unwrapped }
      return Expression(.map([]), type: type, span: tree.span(node))
    }
    guard let type = types.resolve(typeNode) else { return nil }
    switch type {
    case .map: return Expression(.map([]), type: type, span: tree.span(node))
    case .list: return Expression(.list([]), type: type, span: tree.span(node))
    case .schema(let id):
      var arguments = Arguments(
        file, list: tree.child(node, .argumentList), owner: "`new`", span: tree.span(node),
        objectsAreOptions: true)
      let fields = arguments.rest().map { (name: $0.label, place: $0.place, value: $0.value) }
      arguments.finish()
      return lowerStructure(id, fields, tree.span(node))
    default:
      file.report(
        .unsupportedConstruct, "`new` makes maps, lists and structs", at: tree.span(node),
        helps: [
          Help("a case of an enum is written `.name`; a value of a class has no fields to fill")
        ])
      return nil
    }
  }
}

extension ValueType {
  /// Elixir's `to_string` gives a text for it.
  var hasText: Bool {
    switch unwrapped {
    case .any, .nil, .bool, .integer, .float, .string, .decimal, .atom, .date, .time,
      .naiveDateTime, .utcDateTime, .uuid, .enumeration:
      true
    default: false
    }
  }
}
