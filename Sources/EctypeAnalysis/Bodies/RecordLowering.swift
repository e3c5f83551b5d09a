import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// `{id: 1, title: "x"}` where a map of these keys is expected: each of them, and no other.
  func lowerRecord(_ node: NodeID, _ pairs: [NodeID], _ fields: [OptionType]) -> Expression? {
    var entries: [MapEntry] = []
    var given: [String: Span] = [:]
    for pair in pairs {
      let name = NameRules.snakeCase(tree.mainText(pair))
      let place = tree.nameSpan(pair)
      guard let field = fields.first(where: { $0.name.elixir == name }) else {
        file.report(
          .unknownField, "the map that is expected has no key `\(tree.mainText(pair))`", at: place,
          helps: file.didYouMean(
            name, among: fields.map(\.name.elixir), at: place, orElse: Help.keys(of: fields),
            spelling: NameRules.camelCase))
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
}
