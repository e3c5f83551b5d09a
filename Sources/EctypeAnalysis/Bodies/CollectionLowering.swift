import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  func lowerList(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let elements = Array(tree.children(node))
    if !elements.isEmpty, elements.allSatisfy({ tree.kind($0) == .keyValue }) {
      return lowerKeywords(node, elements, expected)
    }
    var wanted: ValueType?
    if case .list(let element)? = expected?.unwrapped { wanted = element }
    if let last = elements.last, tree.kind(last) == .binaryExpression, tree.mainText(last) == "|" {
      return lowerCons(node, elements, last, wanted)
    }
    var values: [Expression] = []
    for element in elements {
      guard let value = lower(element, expecting: wanted) else { return nil }
      values.append(value)
    }
    guard let element = elementType(values, wanted) else { return nil }
    return Expression(.list(values), type: .list(element), span: tree.span(node))
  }

  /// What the place wants, where all elements are that; else what they have in common.
  private func elementType(_ values: [Expression], _ wanted: ValueType?) -> ValueType? {
    if let wanted, values.allSatisfy({ accepts(wanted, $0.type) }) { return wanted }
    return values.isEmpty ? .any : commonType(of: values)
  }

  /// `[a, b | rest]`
  private func lowerCons(
    _ node: NodeID, _ elements: [NodeID], _ last: NodeID, _ wanted: ValueType?
  ) -> Expression? {
    var heads: [Expression] = []
    let parts = Array(tree.children(last))
    guard parts.count == 2 else { return nil }
    for element in elements.dropLast() + [parts[0]] {
      guard let value = lower(element, expecting: wanted) else { return nil }
      heads.append(value)
    }
    guard let element = elementType(heads, wanted),
      let tail = lower(parts[1], expecting: .list(element)), check(tail, is: .list(element))
    else { return nil }
    return Expression(.cons(heads, tail: tail), type: .list(element), span: tree.span(node))
  }

  func lowerMap(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let pairs = Array(tree.children(node))
    if case .options? = expected?.unwrapped,
      pairs.allSatisfy({ tree.kind($0) == .keyValue && !tree[$0].main.isNone })
    {
      if !pairs.isEmpty { file.settle(node, as: .keywords) }
      return lowerKeywords(node, pairs, expected)
    }
    // `{ok: x}` and `{error: e}` are results where one is expected.
    if case .result(let value, let error)? = expected?.unwrapped, pairs.count == 1,
      ["ok", "error"].contains(tree.mainText(pairs[0])), let inner = first(pairs[0])
    {
      file.settle(node, as: .taggedValue)
      return lowerTagged(tree.mainText(pairs[0]), inner, value, error, tree.span(node))
    }
    if case .tuple(let types)? = expected?.unwrapped, types.count == 2, types[0] == .atom,
      pairs.count == 1, !tree[pairs[0]].main.isNone, let inner = first(pairs[0])
    {
      guard let value = lower(inner, expecting: types[1]) else { return nil }
      let tag = Expression(
        .literal(.atom(tree.mainText(pairs[0]))), type: .atom, span: tree.nameSpan(pairs[0]))
      return Expression(
        .tuple([tag, value]), type: .tuple([.atom, value.type]), span: tree.span(node))
    }
    if case .record(let fields)? = expected?.unwrapped, !pairs.isEmpty,
      pairs.allSatisfy({ tree.kind($0) == .keyValue && !tree[$0].main.isNone })
    {
      return lowerRecord(node, pairs, fields)
    }
    var base: Expression?
    var entries: [MapEntry] = []
    var keys: Set<Literal> = []
    var wanted: (key: ValueType?, value: ValueType?)
    if case .map(let key, let value)? = expected?.unwrapped { wanted = (key, value) }
    for (index, pair) in pairs.enumerated() {
      if tree.kind(pair) != .keyValue, index == 0 {
        guard let lowered = lower(pair, expecting: expected) else { return nil }
        if case .map(let key, let value) = lowered.type { wanted = (key, value) }
        base = lowered
        continue
      }
      if case .row(let id)? = expected?.unwrapped { wanted.value = column(of: pair, id) }
      guard let entry = lowerEntry(pair, wanted.key, wanted.value) else { return nil }
      if case .literal(let literal) = entry.key.kind, !keys.insert(literal).inserted {
        file.report(
          .duplicateOption, "this key is written twice", at: entry.key.span,
          helps: [Help("leave one of them out")])
        return nil
      }
      entries.append(entry)
    }
    if let base { return lowerUpdate(of: base, entries, node) }
    if entries.isEmpty {
      file.settle(node, as: .stringKeys)
      return Expression(
        .map([]), type: .map(key: wanted.key ?? .any, value: wanted.value ?? .any),
        span: tree.span(node))
    }
    file.settle(node, as: entries.contains { $0.key.type == .string } ? .stringKeys : .atomKeys)
    if case .params? = expected, hasMixedKeys(entries) { return nil }
    if wanted.key == nil, let fields = names(of: entries, pairs) {
      return Expression(.map(entries), type: .record(fields), span: tree.span(node))
    }
    let key = mapPart(entries.map(\.key), wanted.key)
    let value = mapPart(entries.map(\.value), wanted.value)
    return Expression(.map(entries), type: .map(key: key, value: value), span: tree.span(node))
  }

  /// Whether params have keys of both kinds, which `cast` refuses; reports it.
  private func hasMixedKeys(_ entries: [MapEntry]) -> Bool {
    func key(_ type: ValueType) -> Expression? { entries.first { $0.key.type == type }?.key }
    guard let text = key(.string), let atom = key(.atom) else { return false }
    file.report(
      .invalidOption, "params have keys that are all names or all texts", at: text.span,
      label: "a text", secondary: [Label(atom.span, "a name")],
      notes: ["`cast` raises where they are mixed"],
      helps: [Help("write them one way: `{name: value}`")])
    return true
  }

  /// The keys of a map that are all names, with the types of what they hold; nil where others are among them.
  private func names(of entries: [MapEntry], _ pairs: [NodeID]) -> [OptionType]? {
    var fields: [OptionType] = []
    for (entry, pair) in zip(entries, pairs) {
      // A case of an enumeration is a value like others.
      guard case .literal(.atom(let name)) = entry.key.kind, entry.key.type == .atom else {
        return nil
      }
      let written = tree[pair].main.isNone ? Name(source: name, elixir: name) : tree.name(pair)
      fields.append(OptionType(name: written, type: entry.value.type))
    }
    return fields
  }

  /// Values of several types make a map of `Any`.
  private func mapPart(_ values: [Expression], _ wanted: ValueType?) -> ValueType {
    if let wanted, values.allSatisfy({ accepts(wanted, $0.type) }) { return wanted }
    var type = values[0].type
    for value in values.dropFirst() { type = join(type, value.type) ?? .any }
    return type
  }

  private func lowerEntry(
    _ pair: NodeID, _ wantedKey: ValueType?, _ wantedValue: ValueType?
  ) -> MapEntry? {
    let parts = Array(tree.children(pair))
    guard tree.kind(pair) == .keyValue, let valueNode = parts.last else { return nil }
    let key: Expression?
    if tree[pair].main.isNone {
      key = lower(parts[0], expecting: wantedKey)
    } else {
      let name = NameRules.snakeCase(tree.mainText(pair))
      key = Expression(.literal(.atom(name)), type: .atom, span: tree.nameSpan(pair))
    }
    guard let key, let value = lower(valueNode, expecting: wantedValue) else { return nil }
    return MapEntry(key: key, value: value)
  }

  /// `%{m | key: v}`
  private func lowerUpdate(
    of base: Expression, _ entries: [MapEntry], _ node: NodeID
  ) -> Expression? {
    switch base.type {
    case .any: break
    case .map(let key, let value):
      for entry in entries {
        guard check(entry.key, is: key), check(entry.value, is: value) else { return nil }
      }
    case .record(let fields):
      for entry in entries {
        guard case .literal(.atom(let name)) = entry.key.kind,
          let field = fields.first(where: { $0.name.elixir == name })
        else {
          file.report(
            .unknownField, "the map has no key `\(tree.source(entry.key.span))`",
            at: entry.key.span, helps: [Help(Help.keys(of: fields))])
          return nil
        }
        guard check(entry.value, is: field.type) else { return nil }
      }
    case .schema(let id):
      for entry in entries {
        guard case .literal(.atom(let name)) = entry.key.kind,
          let (_, type) = property(name, of: id)
        else {
          unknownField(entry.key.span, of: id)
          return nil
        }
        guard check(entry.value, is: TypeResolver.optional(type)) else { return nil }
      }
    default:
      mismatch(base, "a map", of: [.map(key: .any, value: .any)])
      return nil
    }
    return Expression(.mapUpdate(base, entries), type: base.type, span: tree.span(node))
  }

  private func unknownField(_ span: Span, of id: SchemaID) {
    unknownField(NameRules.snakeCase(tree.source(span)), of: id, at: span)
  }

  /// `.ok(x)`, `{ok: x}`, `{:ok, x}`
  func lowerTagged(
    _ tag: String, _ inner: NodeID, _ value: ValueType, _ error: ValueType, _ span: Span
  ) -> Expression? {
    let wanted = tag == "ok" ? value : error
    guard let lowered = lower(inner, expecting: wanted), check(lowered, is: wanted) else {
      return nil
    }
    let atom = Expression(.literal(.atom(tag)), type: .atom, span: span)
    return Expression(.tuple([atom, lowered]), type: .result(value, error), span: span)
  }

  func lowerTuple(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let parts = Array(tree.children(node))
    if case .result(let value, let error)? = expected?.unwrapped, parts.count == 2,
      let tag = tree.atomName(parts[0]), tag == "ok" || tag == "error"
    {
      file.settle(node, as: .taggedValue)
      return lowerTagged(tag, parts[1], value, error, tree.span(node))
    }
    var wanted: [ValueType?] = Array(repeating: nil, count: parts.count)
    if case .tuple(let types)? = expected?.unwrapped, types.count == parts.count { wanted = types }
    var values: [Expression] = []
    var types: [ValueType] = []
    for (part, type) in zip(parts, wanted) {
      guard let value = lower(part, expecting: type) else { return nil }
      values.append(value)
      types.append(type.map { accepts($0, value.type) ? $0 : value.type } ?? value.type)
    }
    return Expression(.tuple(values), type: .tuple(types), span: tree.span(node))
  }

  func lowerStructLiteral(_ node: NodeID) -> Expression? {
    let path = tree.child(node, .path)
    guard case .schema(let id)? = declaration(tree.segments(path), at: tree.span(path))?.target
    else {
      file.report(
        .unknownType, "there is no schema `\(tree.segments(path).joined(separator: "."))`",
        at: tree.span(path),
        helps: file.didYouMean(
          tree.segments(path).last ?? "", among: file.index.names, at: tree.span(path),
          orElse: Help.declaration(of: tree.segments(path))))
      return nil
    }
    let pairs = tree.children(node, .keyValue).compactMap { pair in
      first(pair).map { (tree.mainText(pair), tree.nameSpan(pair), $0) }
    }
    return lowerStructure(id, pairs, tree.span(node))
  }

  /// `User(name: "x")` and `%User{name: "x"}`
  func lowerStructure(
    _ id: SchemaID, _ fields: [(name: String, place: Span, value: NodeID)], _ span: Span
  ) -> Expression? {
    var values: [Labeled] = []
    for field in fields {
      let name = NameRules.snakeCase(field.name)
      guard let (_, type) = property(name, of: id) else {
        unknownField(name, of: id, at: field.place)
        return nil
      }
      guard let given = lower(field.value, expecting: type),
        let value = put(given, into: TypeResolver.optional(type))
      else { return nil }
      values.append(Labeled(key: name, value: value))
    }
    return Expression(.structure(id, values), type: .schema(id), span: span)
  }
}
