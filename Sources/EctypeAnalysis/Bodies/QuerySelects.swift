import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What only a `select` knows: maps, structs and parts of rows.
extension QueryExpressionLowering {
  /// `{id: p.id}`, `["id": p.id]`, `%{p | title: "x"}`
  func map(_ node: NodeID) -> Typed? {
    var entries: [QueryEntry] = []
    var types: [OptionType] = []
    var base: Typed?
    for (index, pair) in tree.children(node).enumerated() {
      if index == 0, tree.kind(pair) != .keyValue {
        guard let value = lower(pair, expecting: nil) else { return nil }
        base = value
        continue
      }
      guard tree.kind(pair) == .keyValue, let (name, inner) = entry(pair) else {
        body.unsupported(pair, "this key in a select")
        return nil
      }
      if entries.contains(where: { $0.key == name.elixir }) {
        file.report(
          .duplicateOption, "`\(name.source)` is written twice", at: tree.nameSpan(pair),
          helps: [Help("give one of them another name, or leave it out")])
        return nil
      }
      guard let value = lower(inner, expecting: nil).map(typedPin) else { return nil }
      entries.append(QueryEntry(name.elixir, value.expression))
      types.append(OptionType(name: name, type: value.type))
    }
    guard let base else { return (.map(entries), .record(types)) }
    let pairs = tree.children(node, .keyValue)
    for (entry, pair) in zip(entries, pairs) {
      guard body.hasKey(entry.key, base.type, at: tree.nameSpan(pair)) else { return nil }
    }
    guard isThere(base, at: tree.first(of: node) ?? node), holds(types, in: base.type, pairs) else {
      return nil
    }
    return (.map(entries, update: base.expression), base.type)
  }

  private func entry(_ pair: NodeID) -> (Name, NodeID)? {
    let parts = Array(tree.children(pair))
    if !tree[pair].main.isNone { return parts.last.map { (tree.name(pair), $0) } }
    guard parts.count == 2, let key = file.symbol(parts[0]) else { return nil }
    return (Name(source: key, elixir: key), parts[1])
  }

  /// `%Post{title: p.title}`
  func structure(_ node: NodeID) -> Typed? {
    let path = tree.child(node, .path)
    guard
      case .schema(let id)? = body.declaration(tree.segments(path), at: tree.span(path))?.target
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
      body.first(pair).map { (tree.mainText(pair), tree.nameSpan(pair), $0) }
    }
    return structure(id, pairs)
  }

  /// `Post(title: p.title)`
  func structure(_ id: SchemaID, arguments: inout Arguments) -> Typed? {
    let pairs = arguments.rest().map { ($0.label, $0.place, $0.value) }
    arguments.finish()
    return structure(id, pairs)
  }

  private func structure(_ id: SchemaID, _ pairs: [(String, Span, NodeID)]) -> Typed? {
    var entries: [QueryEntry] = []
    for (label, place, node) in pairs {
      let name = NameRules.snakeCase(label)
      guard let (_, wanted) = body.property(name, of: id) else {
        body.unknownField(name, of: id, at: place)
        return nil
      }
      guard let value = lower(node, expecting: wanted.unwrapped) else { return nil }
      guard holds(value.type, in: label, wanted, at: node, mends(value, node, as: wanted.unwrapped))
      else { return nil }
      entries.append(QueryEntry(name, typedPin(value).expression))
    }
    return (.map(entries, structure: id), .schema(id))
  }

  /// Whether the field of a struct can hold what a select puts there; reports it otherwise.
  private func holds(
    _ given: ValueType, in name: String, _ wanted: ValueType, at node: NodeID,
    _ helps: @autoclosure () -> [Help]
  ) -> Bool {
    guard given == .nil || compares(wanted.unwrapped, given.unwrapped) else {
      file.report(
        .typeMismatch, "`\(name)` is \(body.describe(wanted))", at: tree.span(node),
        label: "this is \(body.describe(given))", helps: helps())
      return false
    }
    if wanted.isOptional || given != .nil && !given.isOptional { return true }
    file.report(
      .typeMismatch, "`\(name)` is never nil, and this may be", at: tree.span(node),
      label: "this is \(body.describe(given))",
      helps: [Help("give it a value for nil: `… ?? …`")])
    return false
  }

  /// The same of the entries of a map that is put over a row.
  private func holds(
    _ columns: [OptionType], in row: ValueType, _ pairs: [NodeID]
  ) -> Bool {
    guard case .schema(let id) = row else { return true }
    for (column, pair) in zip(columns, pairs) {
      guard body.hasKey(column.name.elixir, row, at: tree.nameSpan(pair)) else { return false }
      guard let (_, wanted) = body.property(column.name.elixir, of: id),
        let value = Array(tree.children(pair)).last
      else { continue }
      let help = Help("give it \(body.describe(wanted.unwrapped))")
      guard holds(column.type, in: column.name.source, wanted, at: value, [help]) else {
        return false
      }
    }
    return true
  }

  /// Ecto raises where nothing is there that a map could be put over.
  private func isThere(_ row: Typed, at node: NodeID) -> Bool {
    guard row.type.isOptional else { return true }
    // Of the first rows it makes a struct of nils.
    if case .binding(let rows) = row.expression, rows.place == 0 { return true }
    file.report(
      .invalidQuery, "this row may be missing, and Ecto raises where it is",
      at: tree.span(node), label: "this is \(body.describe(row.type))",
      helps: [Help("select what is added beside it: `{row: …, name: …}`")])
    return false
  }

  /// `struct(p, [.id, .title])`, `map(p, [.id, .title])`: some fields of a row.
  func taken(_ function: String, _ node: NodeID, _ arguments: inout Arguments) -> Typed? {
    guard let rowNode = arguments.next(), let listNode = arguments.next() else {
      file.report(
        .wrongArguments, "`\(function)` takes a row and some of its fields", at: tree.span(node),
        helps: [Help("write it so: `\(function)(p, [.id, .title])`")])
      return nil
    }
    arguments.finish()
    guard let row = rows(rowNode) else { return nil }
    guard let binding = row.binding else {
      file.report(
        .invalidQuery, "`\(function)` takes a row of this query", at: tree.span(rowNode),
        helps: [Help("name the row: `\(function)(p, [.id, .title])`")])
      return nil
    }
    uses.read(binding, field: nil, at: tree.span(rowNode))
    if tree.kind(listNode) == .prefixExpression {
      guard let fields = lower(listNode, expecting: .list(.atom)) else { return nil }
      let type: ValueType = function == "struct" ? binding.value : .map(key: .atom, value: .any)
      return (.call(function, [.binding(binding), fields.expression]), type)
    }
    guard let fields = fields(listNode, of: binding) else { return nil }
    let atoms = QueryExpression.list(fields.map { .literal(.atom($0.name.elixir)) })
    let taken: ValueType = function == "struct" ? binding.value : .record(fields)
    return (.call(function, [.binding(binding), atoms]), taken)
  }

  /// `[.id, .title]` of a row.
  func fields(_ node: NodeID, of binding: Binding) -> [OptionType]? {
    var result: [OptionType] = []
    for element in file.elements(node) {
      guard let name = file.symbol(element) else {
        file.report(
          .invalidQuery, "fields are named: `[.id, .title]`", at: tree.span(element),
          helps: [Help("name each field with a dot: `.title`")])
        return nil
      }
      let prefix = tree.kind(element) == .implicitMember ? "." : ""
      guard let type = column(name, of: binding, at: tree.span(element), prefix: prefix) else {
        return nil
      }
      result.append(OptionType(name: Name(source: name, elixir: name), type: type))
    }
    return result
  }

  /// `merge(p, {preview: …})`
  func merge(_ node: NodeID, _ arguments: inout Arguments) -> Typed? {
    guard let left = arguments.next(), let right = arguments.next() else {
      file.report(
        .wrongArguments, "`merge` takes a row and a map", at: tree.span(node),
        helps: [Help("write it so: `merge(p, {score: …})`")])
      return nil
    }
    arguments.finish()
    guard let base = lower(left, expecting: nil), isThere(base, at: left),
      let added = lower(right, expecting: nil), let type = merged(base.type, added.type, at: right)
    else { return nil }
    return (.call("merge", [base.expression, added.expression]), type)
  }

  /// The type of a row with a map put over it.
  func merged(_ base: ValueType, _ added: ValueType, at node: NodeID) -> ValueType? {
    guard case .record(let fields) = added else {
      file.report(
        .typeMismatch, "only a map can be merged", at: tree.span(node),
        label: "this is \(body.describe(added))",
        helps: [Help("write what is added as a map: `%{name: value}`")])
      return nil
    }
    guard holds(fields, in: base, tree.children(node, .keyValue)) else { return nil }
    return base.merged(with: fields)
  }

  /// `selectedAs(p.price * 2, .double)` in a select, `selectedAs(.double)` elsewhere.
  func selectedAs(_ node: NodeID, _ arguments: inout Arguments) -> Typed? {
    guard let first = arguments.next() else {
      file.report(
        .wrongArguments, "`selectedAs` takes a name", at: tree.span(node),
        helps: [Help("write it so: `selectedAs(count(p.id), .total)`")])
      return nil
    }
    guard let second = arguments.next() else {
      arguments.finish()
      guard let name = file.symbol(first) else {
        file.report(
          .invalidQuery, "a selected column is named", at: tree.span(first),
          helps: [Help("give it a name: `selectedAs(p.title, .name)`")])
        return nil
      }
      let known = query.selection?.names.first { $0.name.elixir == name }
      // The select may come after what is ordered or grouped by it.
      if known == nil { uses.selections.append(NameUse(name: name, span: tree.span(first))) }
      return (.call("selected_as", [.literal(.atom(name))]), known?.type ?? .any)
    }
    arguments.finish()
    guard let value = lower(first, expecting: nil) else { return nil }
    guard let name = file.symbol(second) else {
      file.report(
        .invalidQuery, "a selected column is named", at: tree.span(second),
        helps: [Help("give it a name: `selectedAs(p.title, .name)`")])
      return nil
    }
    uses.names.append(OptionType(name: Name(source: name, elixir: name), type: value.type))
    return (.call("selected_as", [value.expression, .literal(.atom(name))]), value.type)
  }
}

extension BodyLowering {
  /// Whether rows of this type have a key; reports it otherwise.
  func hasKey(_ name: String, _ type: ValueType, at span: Span) -> Bool {
    switch type {
    case .schema(let id):
      if property(name, of: id) != nil { return true }
      unknownField(name, of: id, at: span)
      return false
    case .record(let fields):
      if fields.contains(where: { $0.name.elixir == name }) { return true }
      file.report(
        .unknownField, "the map has no key `\(name)`", at: span,
        helps: file.didYouMean(
          name, among: fields.map(\.name.elixir), at: span, orElse: Help.keys(of: fields)))
      return false
    default: return true
    }
  }
}

extension ValueType {
  /// A row with a map put over it.
  func merged(with fields: [OptionType]) -> ValueType {
    switch self {
    case .record(var known):
      for field in fields {
        if let index = known.firstIndex(where: { $0.name.elixir == field.name.elixir }) {
          known[index] = field
        } else {
          known.append(field)
        }
      }
      return .record(known)
    case .schema: return self
    default: return .any
    }
  }
}
