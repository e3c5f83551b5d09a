import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The attributes of one declaration, taken one by one; what nobody takes is reported by `finish`, and so are
/// modifiers that would change its meaning and have none there. One declaration's alone, so it is never copied.
struct Attributes: ~Copyable {
  let file: FileAnalysis
  /// What carries them: "a field of a schema".
  var owner: String
  private var attributes: [Attribute] = []
  /// What was asked for, where one of them is unknown: the message about that one tells.
  private var asked: [String]?
  /// Modifiers without a meaning here. Those that say what holds anyway, such as `public`, say nothing anywhere.
  private var misplacedModifiers: [NodeID] = []

  private struct Attribute {
    /// In snake_case.
    var name: String
    /// What a misspelt one is taken for.
    var meant: String?
    var node: NodeID
    var isTaken = false
  }

  /// - Parameter modifiers: those of `private` and `static` that mean something.
  init(_ file: FileAnalysis, of node: NodeID, owner: String, modifiers: Set<String> = []) {
    self.file = file
    self.owner = owner
    let tree = file.tree
    children: for child in tree.children(node) {
      switch tree.kind(child) {
      case .modifier:
        let word = tree.mainText(child)
        if word == "private" || word == "static", !modifiers.contains(word) {
          misplacedModifiers.append(child)
        }
      case .attribute:
        if let name = tree.withMainBytes(of: child, { Self.spellings[$0] }) {
          attributes.append(Attribute(name: name, node: child))
        } else {
          let name = NameRules.snakeCase(tree.mainText(child))
          attributes.append(Attribute(name: name, meant: Self.meant(by: name), node: child))
          if !Self.known.contains(name) { asked = [] }
        }
      case .error: continue
      // They come first.
      default: break children
      }
    }
  }

  var isEmpty: Bool { attributes.isEmpty }
  var count: Int { attributes.count }

  /// Whether there is one alone, which is called so.
  func isOnly(_ name: String?) -> Bool { count == 1 && attributes[0].name == name }

  /// The first of some attributes that is there.
  func first(of names: [String]) -> String? {
    if attributes.isEmpty { return nil }
    return attributes.lazy.map { $0.meant ?? $0.name }.first { names.contains($0) }
  }

  /// The places of all of some attributes that are there.
  func spans(of names: [String]) -> [Span] {
    if attributes.isEmpty { return [] }
    return attributes.filter { names.contains($0.meant ?? $0.name) }.map { file.tree.span($0.node) }
  }

  /// The arguments of an attribute, or nil where it is absent.
  mutating func take(_ name: String) -> Arguments? {
    if attributes.isEmpty { return nil }
    asked?.append(name)
    guard
      let index = attributes.firstIndex(where: { $0.name == name && !$0.isTaken })
        ?? attributes.firstIndex(where: { !$0.isTaken && $0.meant == name })
    else { return nil }
    attributes[index].isTaken = true
    return Arguments(file, of: attributes[index].node)
  }

  /// The arguments of the first attribute of a name that is as wanted.
  mutating func take(_ name: String, where isWanted: (Arguments) -> Bool) -> Arguments? {
    if attributes.isEmpty { return nil }
    asked?.append(name)
    for index in attributes.indices where attributes[index].name == name {
      let arguments = Arguments(file, of: attributes[index].node)
      guard !attributes[index].isTaken, isWanted(arguments) else { continue }
      attributes[index].isTaken = true
      return arguments
    }
    return nil
  }

  /// Whether a flag without arguments is there.
  mutating func takeFlag(_ name: String) -> Bool {
    guard let arguments = take(name) else { return false }
    arguments.finish()
    return true
  }

  func span(_ name: String) -> Span? {
    attributes.first { $0.name == name }.map { file.tree.span($0.node) }
  }

  func finish() {
    for modifier in misplacedModifiers {
      file.report(
        .misplacedAttribute, "`\(file.tree.mainText(modifier))` does not belong on \(owner)",
        at: file.tree.span(modifier), label: "it belongs on a func", helps: [Help("leave it out")])
    }
    if attributes.allSatisfy({ $0.isTaken && $0.meant == nil }) { return }
    var seen: [String: Span] = [:]
    for attribute in attributes {
      let span = file.tree.span(attribute.node)
      let written = file.tree.mainText(attribute.node)
      let nameSpan = file.tree.nameSpan(attribute.node)
      if attribute.isTaken, attribute.meant == nil {
        seen[attribute.name] = span
      } else if let other = seen[attribute.name] {
        file.report(
          .duplicateOption, "`@\(written)` is written twice", at: span,
          secondary: [Label(other, "the first")], helps: [Help("leave one of them out")])
      } else if let places = Self.places[attribute.name] {
        file.report(
          .misplacedAttribute, "`@\(written)` does not belong on \(owner)", at: span,
          label: "it belongs on \(places)", helps: [wayOut(of: attribute.name, at: span)])
      } else {
        file.report(
          .unknownAttribute, "there is no attribute `@\(written)`", at: span,
          notes: known.map { [$0] } ?? [],
          helps: file.didYouMean(
            attribute.name, among: (asked ?? []) + Self.places.keys.sorted(), at: nameSpan,
            orElse: "leave it out", spelling: NameRules.camelCase))
      }
    }
  }

  private var known: String? {
    let names = (asked ?? []).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return names.isEmpty
      ? nil
      : "attributes here: "
        + names.map { "`@\(NameRules.camelCase($0))`" }.joined(separator: ", ")
  }

  /// The attribute that a misspelt name is near to: it is taken for that one, and reported by `finish`, so that
  /// nothing that follows from its absence is reported as well. nil for an attribute that there is.
  static func meant(by name: String) -> String? {
    if known.contains(name) { return nil }
    return Suggestions.nearest(to: name, among: sortedNames)
  }

  private func wayOut(of name: String, at span: Span) -> Help {
    switch name {
    case "timestamps" where owner == "this func":
      let sign = Span(file: span.file, start: Int(span.start), end: Int(span.start) + 1)
      return Help("as a member by itself it is `#timestamps`", edits: [TextEdit(sign, "#")])
    case "timestamps", "index", "check":
      return Help("write `#\(name)` on a line of its own, in a schema")
    case "primary_key" where owner == "a relation":
      return Help("write `@belongsTo(primaryKey: true)`: its key is then part of the primary key")
    case "primary_key" where owner == "a schema":
      return Help("write `@schema(\"…\", primaryKey: .uuid)`, or mark the field that is the key")
    case "schema_defaults":
      return Help("write `@schemaDefaults(…) struct Base {}`, and name it here: `defaults: Base`")
    default: return Help("move it there, or leave it out")
    }
  }

  private static let sortedNames = places.keys.sorted()
  private static let known = WordSet(places.keys)
  /// The names as sources mostly have them, in either spelling.
  private static let spellings = WordTable(
    places.keys.reduce(into: [String: String]()) { names, name in
      names[name] = name
      names[NameRules.camelCase(name)] = name
    })

  /// Where each attribute of the language belongs, for the message about a misplaced one.
  static let places: [String: String] = [
    "schema": "a struct", "embedded_schema": "a struct", "context": "a class",
    "repository": "a class or an `extern module`", "schema_defaults": "a struct of its own",
    "migration": "a class",
    "changeset": "a func of a schema",
    "field": "a field", "column": "a field", "virtual": "a field", "redact": "a field",
    "unique": "a field", "primary_key": "a field", "belongs_to": "a var whose type is a schema",
    "has_many": "a var whose type is a list of a schema",
    "has_one": "a var whose type is a schema",
    "many_to_many": "a var whose type is a list of a schema",
    "embeds_one": "a var whose type is an embedded schema",
    "embeds_many": "a var whose type is a list of an embedded schema",
    "timestamps": "a line of its own in a schema, as `#timestamps`",
    "index": "a line of its own in a schema, as `#index`",
    "check": "a line of its own in a schema, as `#check`", "allow": "a declaration",
    "swift": "a declaration",
  ]
}
