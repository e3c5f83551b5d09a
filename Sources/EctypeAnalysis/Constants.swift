import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Constants of the source, read where an attribute, an option or a default expects one.
extension FileAnalysis {
  func string(_ node: NodeID, for option: String, of owner: @autoclosure () -> String) -> String? {
    if tree.kind(node) == .stringLiteral, let value = tree.stringValue(node) { return value }
    invalid(node, option, owner(), "a string")
    return nil
  }

  func boolean(_ node: NodeID, for option: String, of owner: @autoclosure () -> String) -> Bool? {
    if tree.kind(node) == .booleanLiteral { return tree.mainText(node) == "true" }
    invalid(node, option, owner(), "`true` or `false`")
    return nil
  }

  func integer(_ node: NodeID, for option: String, of owner: @autoclosure () -> String) -> Int? {
    if case .integer(let digits)? = literal(node), let value = Int(digits) { return value }
    invalid(node, option, owner(), "a whole number")
    return nil
  }

  /// `.deleteAll`, `:delete_all` and `"delete_all"` are `delete_all`.
  func symbol(
    _ node: NodeID, for option: String, of owner: @autoclosure () -> String,
    as spelling: SymbolSpelling = .member
  ) -> String? {
    if let name = symbol(node, as: spelling) { return name }
    invalid(node, option, owner(), "a name such as `.name`")
    return nil
  }

  /// What is canonical for a name that is meant by a symbol, an atom or a text.
  enum SymbolSpelling {
    /// `.name`, as the sources spell that name.
    case member
    /// `.name`, in camelCase: the name is Ecto's.
    case choice
    /// A text is as good.
    case any
  }

  func symbol(_ node: NodeID, as spelling: SymbolSpelling = .member) -> String? {
    let written: String?
    switch tree.kind(node) {
    case .implicitMember: return NameRules.snakeCase(tree.mainText(node))
    case .atomLiteral: written = tree.atomName(node)
    case .stringLiteral: written = tree.stringValue(node)
    default: return nil
    }
    guard let written else { return nil }
    let name = NameRules.snakeCase(written)
    switch spelling {
    case .member: settle(node, as: .member(named: written))
    case .choice: settle(node, as: .member(named: NameRules.camelCase(name)))
    case .any: break
    }
    return name
  }

  /// One of the cases of an enumeration whose raw values are Elixir names.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: NodeID, for option: String, of owner: @autoclosure () -> String, _: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    guard let name = symbol(node, for: option, of: owner(), as: .choice) else { return nil }
    if let choice = Choice(rawValue: name) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    report(
      .invalidOption, "`\(NameRules.camelCase(option))` of \(owner()) cannot be `\(text(node))`",
      at: tree.span(node), label: "not a choice",
      helps: didYouMean(name, among: known, at: tree.span(node)) {
        ".\(NameRules.camelCase($0))"
      } + [Help.choices(known)])
    return nil
  }

  private func invalid(_ node: NodeID, _ option: String, _ owner: String, _ expected: String) {
    let what = option.contains(" ") ? option : "`\(NameRules.camelCase(option))`"
    report(
      .invalidOption, "\(what) of \(owner) takes \(expected)",
      at: tree.span(node), label: "expected \(expected)",
      helps: [Help("write \(expected) here, as a constant")]
    )
  }

  /// A number without a value: its literal has more than 64 bits.
  func reportTooLarge(_ node: NodeID) {
    report(
      .invalidLiteral, "this number is too large", at: tree.span(node),
      label: "no number of 64 bits",
      helps: [Help("a `Decimal` holds it, written as text: `\"…\"`")])
  }

  /// A list's elements; a single value is a list of one, as Ecto has it.
  func elements(_ node: NodeID) -> [NodeID] {
    tree.kind(node) == .listLiteral ? Array(tree.children(node)) : [node]
  }

  /// The constant that an expression is, without regard to what is expected; nil for anything computed.
  func literal(_ node: NodeID) -> Literal? {
    switch tree.kind(node) {
    case .nilLiteral: .null
    case .booleanLiteral: .bool(tree.mainText(node) == "true")
    case .integerLiteral: tree.integerValue(node).map { .integer(String($0)) }
    case .floatLiteral: float(tree.mainText(node))
    case .stringLiteral: tree.stringValue(node).map { .string($0) }
    case .atomLiteral: tree.atomName(node).map { .atom($0) }
    case .implicitMember: .atom(NameRules.snakeCase(tree.mainText(node)))
    case .prefixExpression where tree.mainText(node) == "-": negated(node)
    case .parenthesized: tree.first(of: node).flatMap { literal($0) }
    case .sigil: sigil(node)
    case .listLiteral: list(node)
    case .mapLiteral: map(node)
    default: nil
    }
  }

  /// Where a range begins and ends: `1...9`, `1..<10`, the guide's `1..9`; nil for what is none.
  func rangeEnds(_ node: NodeID) -> RangeEnds? {
    if tree.kind(node) == .parenthesized {
      return tree.first(of: node).flatMap(rangeEnds)
    }
    let symbol = tree.mainText(node)
    guard tree.kind(node) == .binaryExpression, ["...", "..", "..<"].contains(symbol) else {
      return nil
    }
    let parts = Array(tree.children(node))
    guard parts.count == 2 else { return nil }
    return RangeEnds(lower: parts[0], upper: parts[1], isClosed: symbol != "..<")
  }

  /// `~D[2026-01-02]` and its like; other sigils are no constants of a field.
  private func sigil(_ node: NodeID) -> Literal? {
    let text = tree.mainText(node)
    let bytes = Array(text.utf8)
    guard bytes.count >= 4, let last = bytes.last, !(0x61...0x7A).contains(last | 0x20) else {
      return nil
    }
    let letter = String(decoding: bytes[1...1], as: UTF8.self)
    guard ["D", "T", "N", "U"].contains(letter) else { return nil }
    return .sigil(
      letter: letter, text: String(decoding: bytes[3..<(bytes.count - 1)], as: UTF8.self))
  }

  /// nil where no `Double` holds it.
  private func float(_ text: String) -> Literal? {
    let digits = text.filter { $0 != "_" }
    return Double(digits)?.isFinite == true ? .float(digits) : nil
  }

  private func negated(_ node: NodeID) -> Literal? {
    guard let operand = tree.first(of: node) else { return nil }
    if let number = tree.integerValue(operand, isNegative: true) { return .integer(String(number)) }
    return switch literal(operand) {
    case .integer(let digits): .integer(digits == "0" ? digits : "-" + digits)
    case .float(let digits): .float("-" + digits)
    default: nil
    }
  }

  private func list(_ node: NodeID) -> Literal? {
    var values: [Literal] = []
    for element in tree.children(node) {
      guard let value = literal(element) else { return nil }
      values.append(value)
    }
    return .list(values)
  }

  private func map(_ node: NodeID) -> Literal? {
    var entries: [Literal.MapEntry] = []
    for pair in tree.children(node) {
      guard tree.kind(pair) == .keyValue else { return nil }
      let parts = Array(tree.children(pair))
      let key = tree[pair].main.isNone ? literal(parts[0]) : .string(tree.mainText(pair))
      guard let key, let last = parts.last, let value = literal(last) else { return nil }
      entries.append(Literal.MapEntry(key: key, value: value))
    }
    return .map(entries)
  }
}

struct RangeEnds {
  var lower: NodeID
  var upper: NodeID
  /// Whether the upper one is part of it.
  var isClosed: Bool
}
