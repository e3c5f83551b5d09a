import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// `{id: 1, title: "x"}` where a map of these keys is expected: each of them, and no other.
  func lowerRecord(_ node: NodeID, _ pairs: [NodeID], _ fields: [OptionType]) -> Expression? {
    var entries: [MapEntry] = []
    var given: [String: Span] = [:]
    let written = Set(pairs.map { NameRules.snakeCase(tree.mainText($0)) })
    for pair in pairs {
      let name = NameRules.snakeCase(tree.mainText(pair))
      let place = tree.nameSpan(pair)
      guard let field = fields.first(where: { $0.name.elixir == name }) else {
        file.report(
          .unknownField, "the map that is expected has no key `\(tree.mainText(pair))`", at: place,
          helps: file.didYouMean(
            name, among: fields.map(\.name.elixir).filter { !written.contains($0) }, at: place,
            orElse: Help.keys(of: fields), spelling: NameRules.camelCase))
        return nil
      }
      guard given.updateValue(place, forKey: name) == nil else {
        file.report(
          .duplicateOption, "this key is written twice", at: place,
          helps: [Help("leave one of them out")])
        return nil
      }
      guard let inner = first(pair), let value = lower(inner, expecting: field.type),
        check(value, is: field.type)
      else { return nil }
      let key = Expression(.literal(.atom(name)), type: .atom, span: place)
      entries.append(MapEntry(key: key, value: value))
    }
    if let missing = fields.first(where: { given[$0.name.elixir] == nil }) {
      file.report(
        .missingOption, "the map has no `\(missing.name.source)`", at: tree.span(node),
        label: "expected \(describe(.record(fields)))", helps: [Help("add the key")])
      return nil
    }
    return Expression(.map(entries), type: .record(fields), span: tree.span(node))
  }

  /// `[status: .draft]`, and the same in braces where options are expected: some of them, in any order.
  func lowerKeywords(
    _ node: NodeID, _ pairs: [NodeID], _ expected: ValueType?
  ) -> Expression? {
    var known: [OptionType]?
    if case .options(let options)? = expected?.unwrapped { known = options }
    var result: [Labeled] = []
    var types: [OptionType] = []
    for pair in pairs {
      guard !tree[pair].main.isNone, let value = Array(tree.children(pair)).last else {
        file.report(
          .invalidOption, "names and values are both keys here", at: tree.span(pair),
          secondary: [Label(tree.nameSpan(pairs[0]), "a name")],
          helps: [
            Help("where a variable is meant, write it in parentheses: `[(key): value]`"),
            Help("where all of them are names, as in options, write each without quotes"),
          ])
        return nil
      }
      let name = tree.name(pair)
      let wanted = known?.first { $0.name.elixir == name.elixir }?.type
      if let known, wanted == nil {
        unknownOption(name, among: known, at: tree.nameSpan(pair))
        return nil
      }
      guard let lowered = lower(value, expecting: wanted) else { return nil }
      if let wanted, !check(lowered, is: wanted) { return nil }
      result.append(Labeled(key: name.elixir, value: lowered))
      types.append(OptionType(name: name, type: lowered.type))
    }
    return Expression(.keywords(result), type: .options(types), span: tree.span(node))
  }

  func unknownOption(
    _ name: Name, among options: [OptionType], at span: Span,
    _ code: DiagnosticCode = .unknownOption
  ) {
    file.report(
      code, "there is no option `\(name.source)`", at: span,
      helps: file.didYouMean(
        name.elixir, among: options.map(\.name.elixir), at: span, orElse: Help.keys(of: options),
        spelling: NameRules.camelCase))
  }
}
