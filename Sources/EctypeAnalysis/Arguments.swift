import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The arguments of an attribute or a call, read one by one; what nobody asked for is reported by `finish`,
/// so that no option is dropped in silence. The options that exist are those that were asked for: there is
/// no second list to keep.
///
/// Labels are compared in snake_case, so `onReplace:` and `on_replace:` are one. An object as the last
/// argument, the guide's `{type: "string"}`, counts as labels.
struct Arguments {
  private struct Labeled {
    /// The argument or entry; none where it is not known.
    var node: NodeID
    /// In snake_case, as options are asked for.
    var label: String
    /// As the source has it.
    var written: String
    var place: Span
    var value: NodeID
    var isTaken = false
  }

  let file: FileAnalysis
  /// What the user would call the thing: "`@schema`". An attribute's is put together where a message needs it.
  var owner: String { attribute.isNone ? name : "`@\(file.tree.mainText(attribute))`" }
  private let name: String
  private var attribute = NodeID.none
  let span: Span
  private var positional: [NodeID] = []
  private var nextPositional = 0
  private var labeled: [Labeled] = []
  /// How many of them nobody has asked for yet.
  private var untaken = 0
  /// What was asked for as long as something was left that might have to be reported.
  private var asked: [String] = []
  /// A query's clauses: several joins, several conditions.
  private let labelsMayRepeat: Bool

  /// - Parameter list: an `argumentList`, or `.none` for no arguments.
  /// - Parameter objectsAreOptions: an object among the arguments counts as labels; in a function's call it is
  ///   a value.
  init(
    _ file: FileAnalysis, list: NodeID, owner: String, span: Span, objectsAreOptions: Bool = true,
    labelsMayRepeat: Bool = false
  ) {
    self.labelsMayRepeat = labelsMayRepeat
    self.file = file
    name = owner
    self.span = span
    let tree = file.tree
    if !list.isNone {
      for argument in tree.children(list, .argument) {
        guard let value = tree.first(of: argument) else { continue }
        if !tree[argument].main.isNone {
          add(
            argument, label: tree.mainText(argument), place: tree.span(tree[argument].main),
            value: value)
        } else if objectsAreOptions, isOptions(value) {
          file.settle(value, as: .options)
          for pair in tree.children(value, .keyValue) { add(pair) }
        } else {
          positional.append(value)
        }
      }
    }
  }

  /// Those of an attribute.
  init(_ file: FileAnalysis, of attribute: NodeID) {
    self.init(
      file, list: file.tree.child(attribute, .argumentList), owner: "",
      span: file.tree.span(attribute))
    self.attribute = attribute
  }

  /// Options that stand in a list of their own: `w: [partitionBy: …]`.
  init(
    _ file: FileAnalysis, labeled: [(label: String, place: Span, value: NodeID)], owner: String,
    span: Span
  ) {
    self.init(file, list: .none, owner: owner, span: span)
    for option in labeled {
      add(.none, label: option.label, place: option.place, value: option.value)
    }
  }

  private func isOptions(_ value: NodeID) -> Bool {
    guard file.tree.kind(value) == .mapLiteral else { return false }
    var isEmpty = true
    for pair in file.tree.children(value) {
      isEmpty = false
      if file.tree.kind(pair) != .keyValue || file.tree[pair].main.isNone { return false }
    }
    return !isEmpty
  }

  private mutating func add(_ pair: NodeID) {
    guard let value = file.tree.first(of: pair) else { return }
    add(pair, label: file.tree.mainText(pair), place: file.tree.nameSpan(pair), value: value)
  }

  /// - Parameter node: what the label is the main token of, where it is known.
  private mutating func add(_ node: NodeID, label: String, place: Span, value: NodeID) {
    let written = label
    let label = NameRules.snakeCase(label)
    if !labelsMayRepeat, let other = labeled.first(where: { $0.label == label }) {
      file.report(
        .duplicateOption, "`\(written)` is given twice", at: place,
        secondary: [Label(other.place, "first here")], helps: [Help("leave one of them out")])
      return
    }
    labeled.append(
      Labeled(node: node, label: label, written: written, place: place, value: value))
    untaken += 1
  }

  private mutating func take(_ index: Int) {
    if labeled[index].isTaken { return }
    labeled[index].isTaken = true
    untaken -= 1
  }

  var isEmpty: Bool { positional.isEmpty && labeled.isEmpty }
  var positionalCount: Int { positional.count - nextPositional }
  var hasLabels: Bool { !labeled.isEmpty }

  /// The next argument without a label.
  mutating func next() -> NodeID? {
    guard nextPositional < positional.count else { return nil }
    defer { nextPositional += 1 }
    return positional[nextPositional]
  }

  /// The argument that `next` would give.
  var peek: NodeID? { nextPositional < positional.count ? positional[nextPositional] : nil }

  /// The next argument without a label; a missing one is reported.
  mutating func required(_ what: String) -> NodeID? {
    if let node = next() { return node }
    file.report(
      .missingOption, "\(owner) needs \(what)", at: span,
      helps: [Help("write it: the others have their labels")])
    return nil
  }

  /// The value of a label, in either of its spellings.
  mutating func value(_ label: String, _ other: String? = nil) -> NodeID? {
    // Where nothing is left there is nothing to report, and nobody wants to know what was asked for.
    if untaken > 0 || nextPositional < positional.count {
      if asked.isEmpty { asked.reserveCapacity(16) }
      asked.append(label)
      if let other { asked.append(other) }
    }
    if labeled.isEmpty { return nil }
    guard let index = labeled.firstIndex(where: { $0.label == label || $0.label == other }) else {
      return nil
    }
    take(index)
    let option = labeled[index]
    // Both spellings at once are one option given twice.
    if let other, let second = labeled.lastIndex(where: { $0.label == label || $0.label == other }),
      second != index
    {
      take(second)
      file.report(
        .duplicateOption, "`\(labeled[second].written)` is another word for `\(option.written)`",
        at: labeled[second].place, secondary: [Label(option.place, "given here")],
        helps: [Help("leave one of them out")])
    }
    file.settleLabel(option.node, written: option.written, option.label)
    return option.value
  }

  /// Whether a label is given, without taking it.
  func has(_ label: String) -> Bool { labeled.contains { $0.label == label } }

  /// Where an option stands, label and value; the whole where it is not given.
  func span(of label: String) -> Span {
    guard let option = labeled.first(where: { $0.label == label }) else { return span }
    let end = file.tree.span(option.value).end
    return Span(file: option.place.file, start: Int(option.place.start), end: Int(end))
  }

  /// All labels that nobody has asked for, in source order, and takes them.
  ///
  /// - Parameter known: of which labels it is known that they are options, and not names.
  mutating func rest(
    known: (String) -> Bool = { _ in false }
  ) -> [(label: String, place: Span, value: NodeID)] {
    let options = labeled.filter { !$0.isTaken }
    for option in options where known(option.label) {
      file.settleLabel(option.node, written: option.written, option.label)
    }
    let result = options.map { ($0.label, $0.place, $0.value) }
    for index in labeled.indices { take(index) }
    return result
  }

  // MARK: Typed values

  mutating func string(_ label: String) -> String? {
    value(label).flatMap { file.string($0, for: label, of: owner) }
  }
  /// A condition in SQL that asks something.
  mutating func condition(_ label: String) -> String? {
    guard let text = string(label) else { return nil }
    file.refuseBlank(text, for: label, at: span(of: label))
    return text
  }
  mutating func boolean(_ label: String, _ other: String? = nil) -> Bool? {
    value(label, other).flatMap { file.boolean($0, for: label, of: owner) }
  }
  mutating func integer(_ label: String) -> Int? {
    value(label).flatMap { file.integer($0, for: label, of: owner) }
  }
  /// A name that the database is to know.
  mutating func identifier(_ label: String) -> String? {
    value(label).flatMap { file.identifier($0, for: label, of: owner) }
  }
  /// A name in Elixir's spelling: `.deleteAll`, `:delete_all`, `"delete_all"`.
  mutating func symbol(
    _ label: String, as spelling: FileAnalysis.SymbolSpelling = .member
  ) -> String? {
    value(label).flatMap { file.symbol($0, for: label, of: owner, as: spelling) }
  }
  /// One of the cases of an enumeration whose raw values are Elixir names.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ label: String, _: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    value(label).flatMap { file.choice($0, for: label, of: owner, Choice.self) }
  }

  /// Whether there is an option that nobody asked for.
  var hasUnknown: Bool { labeled.contains { !$0.isTaken } }

  // MARK: The end

  /// Reports every argument that was not asked for.
  func finish() {
    for extra in positional.dropFirst(nextPositional) {
      file.report(
        .unknownOption, "\(owner) takes no further argument", at: file.tree.span(extra),
        label: "not expected here", helps: [Help(known ?? "leave it out")])
    }
    for option in labeled where !option.isTaken {
      file.report(
        .unknownOption, "\(owner) has no option `\(option.written)`", at: option.place,
        helps: file.didYouMean(
          option.label, among: asked, at: option.place, spelling: NameRules.camelCase)
          + [Help(known ?? "leave it out")])
    }
  }

  private var known: String? {
    let names = asked.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return names.isEmpty
      ? nil
      : "its options are " + names.map { "`\(NameRules.camelCase($0))`" }.joined(separator: ", ")
  }
}
