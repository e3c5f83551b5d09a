import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The project's enumerations, by id.
struct EnumerationTable: Sendable {
  var enumerations: ModelTable<EnumerationID, Enumeration>

  subscript(_ id: EnumerationID) -> Enumeration { enumerations[id] }
  func caseNames(_ id: EnumerationID) -> [String] { self[id].cases.map(\.name.elixir) }
  func described(_ type: FieldType) -> String { type.described(enumerations) }
}

/// `enum Status: String { case draft, archived = "old" }`
struct EnumerationLowering {
  let file: FileAnalysis

  /// - Parameter owner: the schema it is nested in.
  func lower(_ node: NodeID, fullName: ModuleName, owner: SchemaID?) -> Enumeration {
    let tree = file.tree
    var attributes = Attributes(file, of: node, owner: "an enum")
    file.readAllow(&attributes, node)
    let swift = file.readSwift(&attributes, isType: true)
    attributes.finish()
    if owner != nil, Self.modelTypes.contains(tree.mainText(node)) {
      file.report(
        .reservedWord, "the Swift model has a type `\(tree.mainText(node))` of its own",
        at: tree.nameSpan(node), helps: [Help("choose another name")])
    }
    refuseMembers(of: node)
    let backing = backing(of: node)
    let (cases, areSound) = cases(of: node, backing)
    var enumeration = Enumeration(
      name: tree.mainText(node), owner: owner, module: fullName.parent,
      backing: backing ?? .string,
      cases: cases, documentation: tree.documentation(of: node),
      origin: file.origin(node))
    enumeration.swift = swift
    enumeration.isBroken = !areSound
    return enumeration
  }

  private func refuseMembers(of node: NodeID) {
    for child in file.tree.children(node) {
      switch file.tree.kind(child) {
      case .attribute, .modifier, .inheritance, .enumCase, .error: continue
      case .funcDecl:
        file.report(
          .misplacedAttribute, "an enum has no functions", at: file.tree.nameSpan(child),
          helps: [Help("write it in a module or a `class`, as a function that takes the enum")])
      default:
        file.report(
          .misplacedAttribute, "an enum has cases alone", at: file.tree.span(child),
          helps: [Help("write it beside the enum")])
      }
    }
  }

  /// The types that a generated model nests.
  private static let modelTypes: Set<String> = ["ID", "CodingKeys", "Field", "Create", "Update"]

  /// nil after a diagnostic: then no value of a case is wrong.
  private func backing(of node: NodeID) -> Enumeration.Backing? {
    let tree = file.tree
    let clause = tree.child(node, .inheritance)
    guard !clause.isNone, let type = tree.first(of: clause) else {
      return .string
    }
    switch tree.segments(tree.child(type, .path)) {
    case ["String"]: return .string
    case ["Int"]: return .integer
    default:
      file.report(
        .invalidEnumeration, "an enum holds strings or integers", at: tree.span(type),
        label: "expected `String` or `Int`",
        helps: [Help("write `: String`, and what is stored as text: `case half = \"0.5\"`")])
      return nil
    }
  }

  /// A case with a mistake is there all the same, so that whoever names it makes none.
  private func cases(
    of node: NodeID, _ backing: Enumeration.Backing?
  ) -> (cases: [Enumeration.Case], areSound: Bool) {
    let tree = file.tree
    var cases: [Enumeration.Case] = []
    var taken = TakenNames()
    var upcoming: Int? = 0
    var areSound = true
    for child in tree.children(node, .enumCase) {
      let name = tree.name(child)
      var attributes = Attributes(file, of: child, owner: "a case")
      let annotation = file.readSwift(&attributes, canSkip: false)
      attributes.finish()
      let value = value(of: child, name, backing, &upcoming)
      guard isNew(name, tree.nameSpan(child), &taken) else { continue }
      let isSound = isSound(name, annotation, value, at: tree.nameSpan(child), &taken)
      areSound = areSound && isSound && value != nil
      var item = Enumeration.Case(
        name: name, value: value ?? .string(name.elixir),
        documentation: tree.documentation(of: child)
      )
      item.swift = annotation
      cases.append(item)
    }
    if cases.isEmpty {
      file.report(
        .invalidEnumeration, "an enum needs a case", at: tree.nameSpan(node),
        helps: [Help("add one: `case draft`")])
    }
    return (cases, areSound)
  }

  /// What the cases before have taken, with their places.
  private struct TakenNames {
    var elixir: [String: Span] = [:]
    var swift: [String: Span] = [:]
    var values: [Literal: Span] = [:]
  }

  private func isNew(_ name: Name, _ span: Span, _ taken: inout TakenNames) -> Bool {
    guard let other = taken.elixir[name.elixir] else {
      taken.elixir[name.elixir] = span
      return true
    }
    file.report(
      .duplicateMember, "two cases are `\(name.elixir)` in Elixir", at: span,
      secondary: [Label(other, "the first")],
      helps: [
        Help(
          file.tree.source(span) == file.tree.source(other)
            ? "leave one of them out"
            : "give one of them another name, and keep its value with `= …`")
      ])
    return false
  }

  /// Reports at most one mistake of a case.
  private func isSound(
    _ name: Name, _ annotation: SwiftAnnotation, _ value: Literal?, at span: Span,
    _ taken: inout TakenNames
  ) -> Bool {
    defer {
      let swift = annotation.name ?? NameRules.swiftKey(name.source)
      taken.swift[swift] = taken.swift[swift] ?? span
      if let value { taken.values[value] = taken.values[value] ?? span }
    }
    let swift = annotation.name ?? NameRules.swiftKey(name.source)
    if !NameRules.isName(name.elixir) {
      file.report(
        .reservedWord, "a case's name begins with a letter", at: span,
        helps: [Help("put one before it, and keep the value with `= …`")])
    } else if ["nil", "true", "false"].contains(name.elixir) {
      file.report(
        .reservedWord, "`\(name.elixir)` is a value of Elixir's own", at: span,
        helps: [Help("choose another name, and keep the value with `= \"\(name.elixir)\"`")])
    } else if let other = taken.swift[swift] {
      file.report(
        .duplicateMember, "two cases are `\(swift)` in Swift", at: span,
        secondary: [Label(other, "the first")],
        helps: [Help("say another name for Swift: `case @swift(name: \"…\") \(name.source)`")])
    } else if let value, let other = taken.values[value] {
      file.report(
        .invalidEnumeration, "two cases hold the same value", at: span,
        secondary: [Label(other, "the first")],
        notes: ["a value from the database could be either"],
        helps: [Help("give one of them another value, or leave it out")])
    } else {
      return true
    }
    return false
  }

  /// An integer case without a value counts on from the one before, as in Swift.
  private func value(
    of node: NodeID, _ name: Name, _ backing: Enumeration.Backing?, _ upcoming: inout Int?
  ) -> Literal? {
    guard let backing else { return .string(name.elixir) }
    let tree = file.tree
    let initializer = tree.child(node, .initializer)
    guard !initializer.isNone,
      let expression = tree.first(of: initializer)
    else {
      if backing == .string { return .string(name.elixir) }
      guard let number = upcoming else {
        file.report(
          .invalidEnumeration, "the number of this case would be too large",
          at: tree.nameSpan(node), helps: [Help("give it one: `\(name.source) = 1`")])
        return nil
      }
      upcoming = following(number)
      return .integer(String(number))
    }
    switch (backing, file.literal(expression)) {
    case (.string, .string(let text)?): return .string(text)
    case (.integer, .integer(let digits)?):
      upcoming = Int(digits).flatMap(following)
      return .integer(digits)
    default:
      let wanted = backing == .string ? "a string" : "a whole number"
      file.report(
        .invalidEnumeration, "the value of this case must be \(wanted)", at: tree.span(expression),
        label: "expected \(wanted)",
        helps: [
          Help(
            backing == .string
              ? "write it in quotation marks; where numbers are stored, write `: Int` behind the enum's name"
              : "write a number; where texts are stored, write `: String` behind the enum's name")
        ])
      return nil
    }
  }
}

/// nil where 64 bits hold no larger one.
private func following(_ number: Int) -> Int? { number == .max ? nil : number + 1 }

extension FileAnalysis {
  /// `@allow(lint-name, …)`: warnings of these codes are kept quiet within the declaration.
  func readAllow(_ attributes: inout Attributes, _ node: NodeID) {
    while var arguments = attributes.take("allow") {
      let count = arguments.positionalCount
      if count == 0 {
        report(
          .missingOption, "`@allow` needs the name of a lint", at: arguments.span,
          helps: [Help("write it so: `@allow(\"nullable-column\")`")])
      }
      while let argument = arguments.next() {
        let slug = Self.slug(text(argument))
        let span = tree.span(argument)
        if let code = DiagnosticCode(rawValue: slug), code.isLint {
          allow(
            Allowance(
              code: code, scope: tree.span(node), place: span,
              removal: count == 1 ? withSpaceBehind(arguments.span) : nil))
        } else {
          let lints = DiagnosticCode.allCases.filter(\.isLint).map(\.rawValue)
          report(
            .unknownOption, "there is no lint `\(slug)`", at: span,
            notes: ["lints: " + lints.map { "`\($0)`" }.joined(separator: ", ")],
            helps: didYouMean(slug, among: lints, at: span) { "\"\($0)\"" })
        }
      }
      arguments.finish()
    }
  }

  private func withSpaceBehind(_ span: Span) -> Span {
    let space = tree.bytes[Int(span.end)...].prefix { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return Span(file: span.file, start: Int(span.start), end: Int(span.end) + space.count)
  }

  /// `missingColumn`, `.missing_column` and `"missing-column"` are `missing-column`.
  private static func slug(_ written: String) -> String {
    let bare = written.filter { !"\".: ".contains($0) }
    return NameRules.snakeCase(bare).split(separator: "_").joined(separator: "-")
  }
}
