import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// A pattern for values of a type; the names it binds are declared in the innermost scope.
  /// - Parameter declares: it stands where names are declared, and a bare one is new: `for x in xs`.
  func lowerPattern(
    _ node: NodeID, of type: ValueType, isMutable: Bool = false, declares: Bool = false
  ) -> Pattern? {
    let reader = PatternReader(body: self, isMutable: isMutable, declares: declares)
    return together { reader.read(node, type) }
  }

  /// Reads patterns that match together, or the parameters of a head.
  func together<Result>(_ read: () -> Result) -> Result {
    let outer = scope.beginTogether()
    defer { scope.endTogether(outer) }
    return read()
  }

  /// Declares a name of a pattern or a parameter; nil where another part of it has the name, which is reported.
  func declareOnce(_ node: NodeID, _ type: ValueType, isMutable: Bool = false) -> Local? {
    let name = tree.name(node)
    let span = tree.nameSpan(node)
    guard let other = scope.declaredTogether(name.source) else {
      return scope.declare(name, type, isMutable: isMutable, at: span)
    }
    file.report(
      .duplicateDeclaration, "`\(name.source)` is bound twice here", at: span,
      label: "another value of the same name", secondary: [Label(other.span, "the first")],
      helps: [
        Help("give it another name, or write `_` where it is not read"),
        Help("to ask whether they are equal, name both and compare them"),
      ])
    return nil
  }
}

/// Patterns are expressions in the syntax: what each may mean depends on the type it is matched against.
private struct PatternReader {
  let body: BodyLowering
  let isMutable: Bool
  let declares: Bool

  private var tree: SyntaxTree { body.tree }
  private var file: FileAnalysis { body.file }

  func read(_ node: NodeID, _ type: ValueType) -> Pattern? {
    switch tree.kind(node) {
    case .wildcard: return .wildcard
    case .letPattern: return bind(node, type)
    case .identifier: return name(node, type)
    case .parenthesized: return body.first(node).flatMap { read($0, type) }
    case .nilLiteral: return null(node, type)
    case .tupleLiteral: return tuple(node, Array(tree.children(node)), type)
    case .listLiteral: return list(node, type)
    case .mapLiteral: return map(node, type)
    case .structLiteral: return structure(node, type)
    case .call: return call(node, type)
    case .binaryExpression: return range(node, type)
    case .prefixExpression where tree.mainText(node) == "^":
      return body.first(node).flatMap { equal($0, type) }
    case .implicitMember where tree.mainText(node) == "none" && type.isOptional:
      return .literal(.null)
    case .integerLiteral, .floatLiteral, .stringLiteral, .booleanLiteral, .atomLiteral,
      .implicitMember, .prefixExpression, .memberAccess, .sigil:
      return constant(node, type)
    case .error: return nil
    default:
      file.report(
        .unsupportedConstruct, "this cannot stand in a pattern", at: tree.span(node),
        helps: [Help("bind a name and ask with `where`: `case let x where …`")])
      return nil
    }
  }

  // MARK: Names

  private func bind(_ node: NodeID, _ type: ValueType) -> Pattern? {
    body.declareOnce(node, type, isMutable: isMutable).map { .bind($0) }
  }

  /// A bare name binds, as in Elixir; where it already means something, that is not clear.
  private func name(_ node: NodeID, _ type: ValueType) -> Pattern? {
    let name = tree.mainText(node)
    if let variable = body.scope.look(up: name), !declares,
      body.scope.declaredTogether(name) == nil
    {
      file.report(
        .ambiguousName, "does `\(name)` mean the variable, or a new name?", at: tree.span(node),
        secondary: [Label(variable.span, "the variable")],
        helps: [
          Help("to compare with it", edits: [TextEdit(tree.span(node), "^\(name)")]),
          Help("to bind a new name", edits: [TextEdit(tree.span(node), "let \(name)")]),
        ])
      return nil
    }
    return bind(node, type)
  }

  private func null(_ node: NodeID, _ type: ValueType) -> Pattern? {
    guard type.isOptional || type == .any || type == .nil else {
      file.report(
        .typeMismatch, "\(body.describe(type)) is never nil", at: tree.span(node),
        label: "matches nothing", helps: [Help("leave it out: the other cases are all there is")])
      return nil
    }
    return .literal(.null)
  }

  private func equal(_ node: NodeID, _ type: ValueType) -> Pattern? {
    guard let value = body.lower(node, expecting: type), comparable(value, type),
      isWrittenInOneWay(value, node), isKnownBefore(value)
    else { return nil }
    return .equal(value)
  }

  /// Whether a value is there before the pattern is matched; reports it.
  private func isKnownBefore(_ value: Expression) -> Bool {
    var bound: Local?
    value.forEachLocal {
      if body.scope.declaredTogether($0.name.source)?.local.id == $0.id { bound = $0 }
    }
    guard let bound, let variable = body.scope.declaredTogether(bound.name.source) else {
      return true
    }
    file.report(
      .unknownName, "`\(bound.name.source)` has no value yet in this pattern", at: value.span,
      secondary: [Label(variable.span, "the pattern binds it")],
      helps: [Help("name this part too, and ask whether the two are equal")])
    return false
  }

  /// Whether values that are equal match each other; reports it.
  private func isWrittenInOneWay(_ value: Expression, _ node: NodeID) -> Bool {
    guard value.type.holdsDecimal || tree.kind(node) == .sigil else { return true }
    file.report(
      .unsupportedConstruct, "\(body.describe(value.type)) cannot stand in a pattern",
      at: tree.span(node), notes: ["two equal ones may be written differently"],
      helps: [Help("bind a name, and compare it inside the case: `if x == … { … }`")])
    return false
  }

  private func comparable(_ value: Expression, _ type: ValueType) -> Bool {
    if body.accepts(type.unwrapped, value.type.unwrapped) { return true }
    return body.check(value, is: type)
  }

  private func constant(_ node: NodeID, _ type: ValueType) -> Pattern? {
    // `case .error:` of a result whose value does not matter.
    if case .result = type.unwrapped, tree.kind(node) == .implicitMember {
      let tag = tree.mainText(node)
      if tag == "error", case .result(_, .multiFailure) = type.unwrapped {
        return .tuple([.literal(.atom(tag)), .wildcard, .wildcard, .wildcard])
      }
      if tag == "ok" || tag == "error" { return .tagged(tag, .wildcard) }
    }
    guard let value = body.lower(node, expecting: type), comparable(value, type),
      isWrittenInOneWay(value, node), isKnownBefore(value)
    else { return nil }
    guard case .literal(let literal) = value.kind else { return .equal(value) }
    return .literal(literal)
  }

  // MARK: Parts

  private func tuple(_ node: NodeID, _ parts: [NodeID], _ type: ValueType) -> Pattern? {
    if case .result(_, .multiFailure(let multi)) = type.unwrapped,
      tree.atomName(parts[0]) == "error"
    {
      return failure(Array(parts.dropFirst()), multi, node)
    }
    if case .result(let value, let error) = type.unwrapped, parts.count == 2,
      let tag = tree.atomName(parts[0])
    {
      file.settle(node, as: .taggedValue)
      return tagged(tag, parts[1], value, error, node)
    }
    let types: [ValueType]
    switch type.unwrapped {
    case .tuple(let known) where known.count == parts.count: types = known
    case .any: types = Array(repeating: .any, count: parts.count)
    default: return mismatch(node, "a tuple of \(parts.count)", type)
    }
    var patterns: [Pattern] = []
    for (part, type) in zip(parts, types) {
      guard let pattern = read(part, type) else { return nil }
      patterns.append(pattern)
    }
    return .tuple(patterns)
  }

  private func mismatch(_ node: NodeID, _ what: String, _ type: ValueType) -> Pattern? {
    file.report(
      .typeMismatch, "\(body.describe(type)) is never \(what)", at: tree.span(node),
      label: "matches nothing", helps: [matching(type)])
    return nil
  }

  private func tagged(
    _ tag: String, _ inner: NodeID, _ value: ValueType, _ error: ValueType, _ node: NodeID
  ) -> Pattern? {
    guard tag == "ok" || tag == "error" else {
      file.report(
        .unknownName, "a result is `.ok` or `.error`, not `.\(tag)`", at: tree.span(node),
        helps: file.didYouMean(
          tag, among: ["ok", "error"], at: tree.span(node),
          orElse: "write `.error(…)`, and tell by what is in it"))
      return nil
    }
    if tag == "error", case .multiFailure(let multi) = error {
      return failure([inner], multi, node)
    }
    return read(inner, tag == "ok" ? value : error).map { .tagged(tag, $0) }
  }

  /// `.error(step, value, changes)` of a transaction's steps.
  private func failure(_ parts: [NodeID], _ multi: MultiType, _ node: NodeID) -> Pattern? {
    guard parts.count == 3 else {
      file.report(
        .wrongArguments, "a step that fails gives three values", at: tree.span(node),
        label: "its name, why it failed, and what was done before",
        helps: [Help("write it so: `.error(step, value, changes)`")])
      return nil
    }
    guard let step = read(parts[0], .atom) else { return nil }
    var reason = ValueType.any
    if case .literal(.atom(let name)) = step {
      let known = multi.steps.first { $0.name.elixir == name }
      guard known != nil || multi.isOpen else {
        let prefix = tree.kind(parts[0]) == .implicitMember ? "." : ":"
        file.report(
          .unknownName, "the transaction has no step `\(name)`", at: tree.span(parts[0]),
          label: "matches nothing",
          helps: file.didYouMean(
            name, among: multi.steps.map(\.name.elixir), at: tree.span(parts[0])
          ) { prefix + NameRules.camelCase($0) })
        return nil
      }
      if let failure = known?.failure, failure != .never { reason = failure }
    }
    // A map may be asked for some of its keys.
    let isMap = tree.kind(parts[2]) == .mapLiteral
    guard let value = read(parts[1], reason),
      let changes = read(parts[2], isMap ? multi.changes : multi.changesSoFar)
    else { return nil }
    return .tuple([.literal(.atom("error")), step, value, changes])
  }

  private func list(_ node: NodeID, _ type: ValueType) -> Pattern? {
    let element: ValueType
    switch type.unwrapped {
    case .list(let known): element = known
    case .any: element = .any
    default: return mismatch(node, "a list", type)
    }
    var patterns: [Pattern] = []
    var rest: Pattern?
    for part in tree.children(node) {
      if tree.kind(part) == .binaryExpression, tree.mainText(part) == "|" {
        let sides = Array(tree.children(part))
        guard sides.count == 2, let head = read(sides[0], element),
          let tail = read(sides[1], type.unwrapped)
        else { return nil }
        patterns.append(head)
        rest = tail
        continue
      }
      guard let pattern = read(part, element) else { return nil }
      patterns.append(pattern)
    }
    return .list(patterns, rest: rest)
  }

  private func map(_ node: NodeID, _ type: ValueType) -> Pattern? {
    let pairs = tree.children(node, .keyValue)
    if case .result(let value, let error) = type.unwrapped, pairs.count == 1,
      let inner = body.first(pairs[0]), !tree[pairs[0]].main.isNone
    {
      return tagged(tree.mainText(pairs[0]), inner, value, error, pairs[0])
    }
    if case .schema(let id) = type.unwrapped { return fields(pairs, id) }
    if case .record(let fields) = type.unwrapped { return record(pairs, fields) }
    var entries: [(key: Literal, value: Pattern)] = []
    let valueType: ValueType
    let keyType: ValueType
    switch type.unwrapped {
    case .map(let key, let value): (keyType, valueType) = (key, value)
    case .any: (keyType, valueType) = (.any, .any)
    case .params: (keyType, valueType) = (.string, .any)
    default: return mismatch(node, "a map", type)
    }
    for pair in pairs {
      let parts = Array(tree.children(pair))
      var key: Literal?
      if tree[pair].main.isNone {
        key = parts.first.flatMap { file.literal($0) }
      } else {
        let name = tree.mainText(pair)
        key = keyType == .string ? .string(name) : .atom(NameRules.snakeCase(name))
      }
      guard let key else {
        file.report(
          .invalidOption, "a key of a pattern is a constant", at: tree.span(pair),
          helps: [Help("match the map first, and read the key of a variable behind it: `map[key]`")]
        )
        return nil
      }
      guard let last = parts.last, let value = read(last, valueType) else { return nil }
      entries.append((key, value))
    }
    return .map(entries)
  }

  /// Of a map whose keys are known.
  private func record(_ pairs: [NodeID], _ fields: [OptionType]) -> Pattern? {
    var entries: [(key: Literal, value: Pattern)] = []
    for pair in pairs {
      let name = file.key(of: pair) ?? ""
      guard let field = fields.first(where: { $0.name.elixir == name }) else {
        file.report(
          .unknownField, "the map has no key `\(name)`", at: tree.nameSpan(pair),
          helps: file.didYouMean(
            name, among: fields.map(\.name.elixir), at: tree.nameSpan(pair),
            orElse: Help.keys(of: fields), spelling: NameRules.camelCase))
        return nil
      }
      guard let last = Array(tree.children(pair)).last, let value = read(last, field.type) else {
        return nil
      }
      entries.append((.atom(name), value))
    }
    return .map(entries)
  }

  // MARK: Structs

  private func structure(_ node: NodeID, _ type: ValueType) -> Pattern? {
    let path = tree.child(node, .path)
    guard let id = schema(tree.segments(path), at: tree.span(path), type) else { return nil }
    return fields(tree.children(node, .keyValue), id)
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

  /// By which patterns a value of a type is told apart.
  private func matching(_ type: ValueType) -> Help {
    let patterns: String? =
      switch type.unwrapped {
      case .tuple(let parts):
        "`(\(parts.indices.map { "let \(Self.letters[$0 % 26])" }.joined(separator: ", ")))`"
      case .list: "`[]` or `[let first | let rest]`"
      case .map, .record: "`{name: let value}`"
      case .result: "`.ok(let value)` or `.error(let reason)`"
      case .bool: "`true` or `false`"
      case .enumeration(let id):
        Suggestions.listing(body.shape.enumerations.caseNames(id).map { ".\($0)" })
      case .schema(let id): "`%\(body.shape[id].module.last){…}`"
      default: nil
      }
    return Help(
      patterns.map { "leave it out, or match what is there: \($0)" }
        ?? "leave it out, or compare with a value of that type")
  }

  private func schema(_ path: [String], at span: Span, _ type: ValueType) -> SchemaID? {
    guard case .schema(let id)? = body.declaration(path, at: span)?.target else {
      file.report(
        .unknownType, "there is no schema `\(path.joined(separator: "."))`", at: span,
        helps: file.didYouMean(
          path.last ?? "", among: file.index.names, at: span,
          orElse: Help.declaration(of: path)))
      return nil
    }
    guard body.accepts(type.unwrapped, .schema(id)) else {
      file.report(
        .typeMismatch, "\(body.describe(type)) is never `\(path.joined(separator: "."))`",
        at: span, label: "matches nothing", helps: [matching(type)])
      return nil
    }
    return id
  }

  private func fields(_ pairs: [NodeID], _ id: SchemaID) -> Pattern? {
    var result: [(field: String, value: Pattern)] = []
    for pair in pairs {
      guard let inner = body.first(pair),
        let field = field(tree.mainText(pair), tree.nameSpan(pair), inner, id)
      else { return nil }
      result.append(field)
    }
    return .structure(id, result)
  }

  private func field(
    _ name: String, _ span: Span, _ node: NodeID, _ id: SchemaID
  ) -> (field: String, value: Pattern)? {
    let elixir = NameRules.snakeCase(name)
    guard let (_, type) = body.property(elixir, of: id) else {
      body.unknownField(elixir, of: id, at: span)
      return nil
    }
    return read(node, type).map { (elixir, $0) }
  }

  /// `.ok(p)`, `.error(p)`, `.some(p)`, `User(name: p)`
  private func call(_ node: NodeID, _ type: ValueType) -> Pattern? {
    guard let callee = body.first(node) else { return nil }
    let arguments = tree.children(tree.child(node, .argumentList), .argument)
    let name = tree.mainText(callee)
    if tree.kind(callee) == .implicitMember {
      if name == "error", case .result(_, .multiFailure(let multi)) = type.unwrapped {
        return failure(arguments.compactMap { body.first($0) }, multi, node)
      }
      // Of what is not known, three values can only be a failed step's.
      if name == "error", type == .any, arguments.count == 3 {
        return failure(arguments.compactMap { body.first($0) }, MultiType(isOpen: true), node)
      }
      guard arguments.count == 1, let inner = body.first(arguments[0]) else {
        file.report(
          .wrongArguments, "`.\(name)` holds one value", at: tree.span(node),
          helps: [Help("put several into a tuple: `.\(name)((a, b))`")])
        return nil
      }
      switch type.unwrapped {
      case .result(let value, let error): return tagged(name, inner, value, error, callee)
      case .any: return read(inner, .any).map { .tagged(name, $0) }
      default:
        if name == "some", type.isOptional {
          return read(inner, type.unwrapped).map { .present($0) }
        }
        return mismatch(node, "`.\(name)(…)`", type)
      }
    }
    let path = file.path(of: callee)
    guard !path.isEmpty, let id = schema(path, at: tree.span(callee), type) else { return nil }
    var result: [(field: String, value: Pattern)] = []
    for argument in arguments {
      guard !tree[argument].main.isNone, let inner = body.first(argument) else {
        file.report(
          .wrongArguments, "a struct's fields are named", at: tree.span(argument),
          helps: [Help("write it so: `\(name)(field: …)`")])
        return nil
      }
      guard let field = field(tree.mainText(argument), tree.span(tree[argument].main), inner, id)
      else { return nil }
      result.append(field)
    }
    return .structure(id, result)
  }

  private func range(_ node: NodeID, _ type: ValueType) -> Pattern? {
    guard let ends = file.rangeEnds(node), case .integer(let low)? = file.literal(ends.lower),
      case .integer(let high)? = file.literal(ends.upper)
    else {
      file.report(
        .unsupportedConstruct, "this cannot stand in a pattern", at: tree.span(node),
        helps: [Help("bind a name and ask with `where`: `case let x where …`")])
      return nil
    }
    guard type.unwrapped == .integer || type == .any else {
      return mismatch(node, "a whole number", type)
    }
    return .range(lower: .integer(low), upper: .integer(high), isClosed: ends.isClosed)
  }
}
