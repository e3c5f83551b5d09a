import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Reads the arguments of one changeset step and checks them against the schema: the field is there, and
/// its type is one that the validator takes (Ecto would raise when the step runs).
struct ValidatorReader {
  let body: BodyLowering
  let schema: SchemaID
  let node: NodeID
  /// The step by its Elixir name.
  let name: String

  var file: FileAnalysis { body.file }
  var tree: SyntaxTree { body.tree }
  var shape: Schema { body.shape[schema] }
  var spelling: String { NameRules.camelCase(name) }

  // MARK: Steps

  func cast(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let paramsNode = arguments.next(), let fieldsNode = arguments.next() else {
      missing("the params and the fields to cast", as: "params, [.name, …]")
      return nil
    }
    guard let params = body.lower(paramsNode, expecting: .params(schema)),
      body.check(params, is: .params(schema))
    else { return nil }
    guard let fields = fields(fieldsNode) else { return nil }
    return .cast(params: params, fields: fields.map(\.name.elixir))
  }

  func required(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let node = arguments.next() else {
      missing("the fields", as: "[.name, …]")
      return nil
    }
    let message = arguments.string("message")
    guard let fields = fields(node) else { return nil }
    if fields.isEmpty {
      missing("a field at least", as: "[.name, …]")
      return nil
    }
    return .validateRequired(fields.map(\.name.elixir), message: message)
  }

  func length(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let field = field(&arguments, "a string, a list or a map", { $0.hasLength }) else {
      return nil
    }
    var bounds: [LengthBound] = []
    var isSound = true
    for kind in LengthBound.Kind.allCases {
      if let value = arguments.integer(kind.rawValue) {
        bounds.append(LengthBound(kind: kind, value: value))
      } else if arguments.has(kind.rawValue) {
        isSound = false
      }
    }
    let count = arguments.choice("count", ChangesetStep.LengthUnit.self)
    let message = arguments.string("message")
    guard isSound, count == nil || isCounted(field, arguments) else { return nil }
    guard !bounds.isEmpty else {
      missing(
        "a bound: `min:`, `max:` or `is:`", arguments, as: ".\(field.name.source), max: 100")
      return nil
    }
    guard canBeMet(bounds, arguments) else { return nil }
    return .validateLength(field.name.elixir, bounds, count: count, message: message)
  }

  /// Whether it matters how the field is counted.
  private func isCounted(_ field: Field, _ arguments: Arguments) -> Bool {
    if field.type == .string || field.type == .binary { return true }
    file.report(
      .invalidOption, "`count` says how a text is counted, and `\(field.name.source)` is none",
      at: arguments.span(of: "count"), label: "Ecto would not look at it",
      helps: [Help("leave it out")])
    return false
  }

  /// Of a `@belongsTo` its key may be meant.
  private func keyHelp(_ name: String, at span: Span) -> Help? {
    let association = shape.associations.first { $0.name.elixir == name }
    guard case .belongsTo(let key)? = association?.kind else { return nil }
    let written = ".\(NameRules.camelCase(key.field.name.source))"
    return Help("its key is `\(written)`", edits: [TextEdit(span, written)])
  }

  /// Whether some length meets all of its bounds.
  private func canBeMet(_ bounds: [LengthBound], _ arguments: Arguments) -> Bool {
    if let bound = bounds.first(where: { $0.value < 0 }) {
      file.report(
        .invalidOption, "a length is never negative",
        at: arguments.span(of: bound.kind.rawValue),
        helps: [Help("write 0 or more, or leave it out")])
      return false
    }
    for lower in bounds where lower.kind != .max {
      for upper in bounds where upper.kind != .min && lower.value > upper.value {
        let exact = [lower, upper].first { $0.kind == .is }?.value
        file.report(
          .invalidOption,
          exact.map {
            "no length is \($0) and at \(lower.kind == .is ? "most \(upper.value)" : "least \(lower.value)")"
          } ?? "no length is at least \(lower.value) and at most \(upper.value)",
          at: tree.span(node),
          helps: [
            Help(
              exact == nil
                ? "exchange `min` and `max`, or leave one of them out" : "leave one of them out")
          ])
        return false
      }
    }
    return true
  }

  func format(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let field = field(&arguments, "a string", { $0 == .string }) else { return nil }
    guard let node = arguments.next(), tree.kind(node) == .sigil,
      let sigil = tree.sigilParts(node), sigil.letter == "r" || sigil.letter == "R"
    else {
      missing("a pattern", as: ".\(field.name.source), ~r/…/")
      return nil
    }
    if let fault = RegexSyntax.fault(
      in: sigil.body, flags: sigil.modifiers, isRaw: sigil.letter == "R")
    {
      file.report(
        .invalidLiteral, "this pattern is not one: \(fault)", at: tree.span(node),
        notes: ["Elixir would not compile it"],
        helps: [Help("mend that; a character that is meant itself has a `\\` before it")])
      return nil
    }
    return .validateFormat(
      field.name.elixir, Regex(source: sigil.body, flags: sigil.modifiers),
      message: arguments.string("message"))
  }

  func number(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let field = field(&arguments, "a number", { $0.isNumber }) else { return nil }
    let message = arguments.string("message")
    var bounds: [NumberBound] = []
    var places: [Span] = []
    var isSound = true
    // In source order: Ecto checks them so and reports the first that fails.
    for option in arguments.rest(known: { NumberBound.Kind(rawValue: $0) != nil }) {
      guard let kind = NumberBound.Kind(rawValue: option.label) else {
        let known = NumberBound.Kind.allCases.map(\.rawValue) + ["message"]
        file.report(
          .unknownOption, "`\(spelling)` has no option `\(option.label)`", at: option.place,
          notes: [
            "its options are "
              + known.map { "`\(NameRules.camelCase($0))`" }.joined(separator: ", ")
          ],
          helps: file.didYouMean(
            option.label, among: known, at: option.place, spelling: NameRules.camelCase))
        isSound = false
        continue
      }
      places.append(option.place)
      switch file.literal(option.value) {
      case .integer(let digits)?: bounds.append(NumberBound(kind: kind, value: .integer(digits)))
      case .float(let digits)?: bounds.append(NumberBound(kind: kind, value: .float(digits)))
      default:
        file.report(
          .invalidOption, "`\(NameRules.camelCase(option.label))` takes a number",
          at: tree.span(option.value), label: "expected a number",
          helps: [
            Help(
              "write one here; what is computed is asked by a function: `if price > limit { … }`")
          ])
        isSound = false
      }
    }
    guard isSound else { return nil }
    guard !bounds.isEmpty else {
      missing(
        "a bound: `greaterThan:`, `lessThanOrEqualTo:`, …",
        as: ".\(field.name.source), greaterThan: 0")
      return nil
    }
    if let (first, second) = NumberRange.contradiction(in: bounds, isWhole: field.type.isWhole) {
      file.report(
        .invalidOption, "no number meets this and `\(tree.source(places[first]))`",
        at: places[second], label: "no value of `\(field.name.source)` is valid",
        secondary: [Label(places[first], "excludes it")],
        helps: [Help("leave one of them out, or change its number")])
      return nil
    }
    return .validateNumber(field.name.elixir, bounds, message: message)
  }

  func membership(_ arguments: inout Arguments) -> ChangesetStep? {
    let isSubset = name == "validate_subset"
    let wanted = isSubset ? "a list" : "a value"
    guard
      let field = field(
        &arguments, wanted,
        { if case .array = $0 { isSubset } else { !isSubset } })
    else { return nil }
    var element = field.type
    if isSubset, case .array(let inner) = field.type { element = inner }
    guard let node = arguments.next() else {
      missing("the values", as: ".\(field.name.source), [1, 2, …]")
      return nil
    }
    guard let members = members(node, of: field, element) else { return nil }
    let message = arguments.string("message")
    switch name {
    case "validate_inclusion":
      return .validateInclusion(field.name.elixir, members, message: message)
    case "validate_exclusion":
      return .validateExclusion(field.name.elixir, members, message: message)
    default: return .validateSubset(field.name.elixir, members, message: message)
    }
  }

  func confirmation(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let field = field(&arguments, "a value", { _ in true }) else { return nil }
    return .validateConfirmation(
      field.name.elixir, isRequired: arguments.boolean("required") ?? false,
      message: arguments.string("message"))
  }

  func acceptance(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let field = field(&arguments, "a Bool", { $0 == .boolean }) else { return nil }
    return .validateAcceptance(field.name.elixir, message: arguments.string("message"))
  }

  func putChange(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let field = field(&arguments, "a value", { _ in true }) else { return nil }
    guard let node = arguments.next() else {
      missing("the value", as: ".\(field.name.source), …")
      return nil
    }
    let type = TypeResolver.optional(FieldTypes.valueType(of: field.type))
    guard let value = body.lower(node, expecting: type), body.check(value, is: type) else {
      return nil
    }
    return .putChange(field.name.elixir, value)
  }

  func constraint(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let kind = Constraint.Kind(rawValue: name), let first = arguments.next() else {
      missing("the field that shows the error", as: ".name")
      return nil
    }
    let names: [String]?
    switch kind {
    case .association, .noAssociation: names = association(first, kind).map { [$0] }
    case .unique:
      names = fields(first)?.map(\.name.elixir)
      if names?.isEmpty ?? false {
        missing("a field at least", as: ".name")
        return nil
      }
    default: names = field(at: first).map { [$0.name.elixir] }
    }
    guard let names else { return nil }
    let isNamed = arguments.has("name")
    let constraintName = arguments.identifier("name")
    let message = arguments.string("message")
    if isNamed, constraintName == nil { return nil }
    if kind == .check, !isNamed {
      missing(
        "`name:`, the constraint's name in the database", arguments, as: ".name, name: \"…\"")
      return nil
    }
    let constraint = Constraint(kind: kind, fields: names, name: constraintName, message: message)
    guard checkName(of: constraint) else { return nil }
    return .constraint(constraint)
  }

  /// A constraint is known by its name, and Ecto makes one up as its migrations do.
  private func checkName(of constraint: Constraint) -> Bool {
    guard constraint.name == nil, case .table(let source, _) = shape.kind else { return true }
    var columns = constraint.fields.map { shape.field($0).map(shape.column) ?? $0 }
    switch constraint.kind {
    case .unique: columns.append("index")
    case .association:
      let key = shape.associations.first { $0.name.elixir == columns[0] }?.belongsToKey
      columns = [key.flatMap(shape.field).map(shape.column) ?? columns[0], "fkey"]
    case .foreignKey: columns.append("fkey")
    case .noAssociation, .check, .exclusion: return true
    }
    let name = ([source] + columns).joined(separator: "_")
    return file.checkDerived(name, "the constraint", at: tree.span(node))
  }

  // MARK: Fields

  func missing(_ what: String, as example: String? = nil) {
    file.report(
      .missingOption, "`\(spelling)` needs \(what)", at: tree.span(node),
      helps: example.map { [Help("write it so: `\(spelling)(\($0))`")] } ?? [])
  }

  /// An option that there is not may be what is missing: then that is the mistake.
  private func missing(_ what: String, _ arguments: Arguments, as example: String) {
    if arguments.hasUnknown { return arguments.finish() }
    missing(what, as: example)
  }

  private func association(_ node: NodeID, _ kind: Constraint.Kind) -> String? {
    guard let name = file.symbol(node) else {
      missing("the name of an association", as: ".author")
      return nil
    }
    let candidates = shape.associations.filter {
      if case .belongsTo = $0.kind { kind == .association } else { kind == .noAssociation }
    }
    if candidates.contains(where: { $0.name.elixir == name }) { return name }
    if shape.givenUp.contains(name) { return nil }
    let wanted = kind == .association ? "`@belongsTo`" : "`@hasMany` or `@hasOne`"
    file.report(
      .unknownField, "`\(shape.module.last)` has no \(wanted) called `\(name)`",
      at: tree.span(node),
      helps: file.didYouMean(
        name, among: candidates.map(\.name.elixir), at: tree.span(node),
        orElse: Suggestions.listing(candidates.map { ".\($0.name.source)" }).map { "write \($0)" }
          ?? "declare it: \(wanted)", spelling: { ".\($0)" }))
    return nil
  }

  private func field(
    _ arguments: inout Arguments, _ wanted: String, _ fits: (FieldType) -> Bool
  ) -> Field? {
    guard let node = arguments.next() else {
      missing("a field", as: ".name, …")
      return nil
    }
    guard let field = field(at: node) else { return nil }
    if fits(field.type) { return field }
    let type = body.shape.enumerations.described(field.type)
    file.report(
      .invalidValidator,
      "`\(spelling)` needs \(wanted), and `\(field.name.source)` is `\(type)`",
      at: tree.span(node), label: "`\(type)`",
      secondary: [Label(field.span, "declared here")],
      notes: ["Ecto would raise when this step runs"],
      helps: other(for: field).map { [Help("write `\($0)`")] } ?? [])
    return nil
  }

  /// The validator that does of a field's type what this one does of others.
  private func other(for field: Field) -> String? {
    let first = ".\(field.name.source)"
    return switch (name, field.type) {
    case ("validate_length", let type) where type.isNumber:
      "validateNumber(\(first), lessThanOrEqualTo: …)"
    case ("validate_number", let type) where type.hasLength: "validateLength(\(first), max: …)"
    case ("validate_format", .array), ("validate_inclusion", .array):
      "validateSubset(\(first), […])"
    case ("validate_subset", let type) where type == .string || type.isWhole:
      "validateInclusion(\(first), […])"
    case (_, let type) where type.isNumber: "validateNumber(\(first), greaterThan: …)"
    case (_, .boolean): "validateAcceptance(\(first))"
    default: nil
    }
  }

  private func fields(_ node: NodeID) -> [Field]? {
    var result: [Field] = []
    var isSound = true
    for element in file.elements(node) {
      guard let field = field(at: element) else {
        isSound = false
        continue
      }
      if result.contains(where: { $0.name == field.name }) {
        file.report(
          .duplicateOption, "`\(field.name.source)` is named twice", at: tree.span(element),
          helps: [Help("leave one of them out")])
        isSound = false
        continue
      }
      result.append(field)
    }
    return isSound ? result : nil
  }

  private func field(at node: NodeID) -> Field? {
    guard let name = file.symbol(node) else {
      file.report(
        .invalidOption, "`\(spelling)` takes fields", at: tree.span(node),
        helps: [
          Help(
            "name one: \(Suggestions.listing(shape.fields.map { ".\($0.name.source)" }) ?? "`.name`")"
          )
        ])
      return nil
    }
    if let field = shape.fields.first(where: { $0.name.elixir == name }) { return field }
    if shape.properties.contains(where: { $0.name.elixir == name }) {
      file.report(
        .invalidValidator, "`\(name)` is not a plain field of `\(shape.module.last)`",
        at: tree.span(node), label: "an association or an embed",
        helps: (keyHelp(name, at: tree.span(node)).map { [$0] } ?? []) + [
          Help(
            "its values are given by `putAssoc` and `putEmbed`, and cast by `castAssoc` and `castEmbed`"
          )
        ])
      return nil
    }
    body.unknownField(
      name, of: schema, at: tree.span(node), prefix: tree.kind(node) == .implicitMember ? "." : "")
    return nil
  }
}

extension FieldType {
  var hasLength: Bool {
    switch self {
    case .string, .binary, .array, .map, .mapOf, .dictionary: true
    default: false
    }
  }
  /// Its numbers have no fractions.
  var isWhole: Bool { self == .integer || self == .id }
  var isNumber: Bool {
    switch self {
    case .integer, .id, .float, .decimal: true
    default: false
    }
  }
}
