import EctypeModel

/// Translates the steps of one changeset function into a chain of run-time calls. A step that only the server
/// can take becomes `.deferred("unique_constraint(:slug)")`.
struct ChangesetTranslator {
  /// Swift case and type by Elixir name.
  private let fields: [String: (name: String, type: FieldType)]
  private let patternType: SwiftType
  private(set) var chain: SwiftExpression
  /// What is left to the server, in order.
  private(set) var deferred: [String] = []

  /// - Parameters:
  ///   - changeset: the run-time's type as it is written here, as is `pattern`.
  ///   - receiver: the parameter that holds the model.
  init(
    _ schema: Schema, _ names: NameTable, changeset: SwiftType, pattern: SwiftType,
    receiver: String
  ) {
    patternType = pattern
    fields = Dictionary(
      schema.fields.map {
        ($0.name.elixir, (names.property($0.name.elixir, of: schema.id), $0.type))
      },
      uniquingKeysWith: { first, _ in first })
    chain = .call(
      .type(changeset),
      [SwiftArgument(.name(receiver)), SwiftArgument(label: "params", .name("params"))])
  }

  mutating func add(_ link: ChangesetPipeline.Link) {
    switch link {
    case .step(let step): add(step)
    case .call(let name): deferStep(name)
    }
  }

  private mutating func add(_ step: ChangesetStep) {
    switch step {
    case .cast(_, let names): call("cast", [SwiftArgument(list(names))])
    case .validateRequired(let names, let message): required(names, message)
    case .validateLength(let name, let bounds, let unit, let message):
      length(name, bounds, unit, message)
    case .validateFormat(let name, let regex, let message):
      let pattern = SwiftArgument(pattern(regex))
      validate("validate_format", name, message) { _ in [pattern] }
    case .validateInclusion(let name, let members, let message):
      validate("validate_inclusion", name, message) { Self.members(members, $0) }
    case .validateExclusion(let name, let members, let message):
      validate("validate_exclusion", name, message) { Self.members(members, $0) }
    case .validateSubset(let name, let members, let message):
      validate("validate_subset", name, message) { type in
        if case .array(let element) = type { Self.members(members, element) } else { nil }
      }
    case .validateNumber(let name, let bounds, let message):
      validate("validate_number", name, message) { _ in Self.bounds(bounds) }
    case .validateConfirmation(let name, let isRequired, let message):
      validate("validate_confirmation", name, message) { _ in
        isRequired ? [SwiftArgument(label: "required", .boolean(true))] : []
      }
    case .validateAcceptance(let name, let message):
      validate("validate_acceptance", name, message) { _ in [] }
    case .putChange(let name, let value): putChange(name, value)
    case .change: deferStep("change")
    case .putRelation(let kind, let name, _): deferStep("put_\(kind.rawValue)(:\(name), …)")
    case .castAssociation(let name, _): deferStep("cast_assoc(:\(name))")
    case .castEmbed(let name, _): deferStep("cast_embed(:\(name))")
    case .constraint(let constraint): deferStep(constraint.elixirCall)
    }
  }

  // MARK: Steps

  /// Associations and embeds are no fields of the table: the server checks those.
  private mutating func required(_ names: [String], _ message: String?) {
    let known = names.filter { fields[$0] != nil }
    if !known.isEmpty {
      call("validateRequired", [SwiftArgument(list(known))] + Self.message(message))
    }
    for name in names where fields[name] == nil { deferStep("validate_required(:\(name))") }
  }

  private mutating func length(
    _ name: String, _ bounds: [LengthBound], _ unit: ChangesetStep.LengthUnit?, _ message: String?
  ) {
    validate("validate_length", name, message) { _ in
      // The order of the parameters, which is the order Ecto checks them in.
      var arguments: [SwiftArgument] = []
      for kind in [LengthBound.Kind.is, .min, .max] {
        guard let bound = bounds.last(where: { $0.kind == kind }) else { continue }
        arguments.append(SwiftArgument(label: kind.rawValue, .integer(bound.value)))
      }
      if let unit, unit != .graphemes {
        arguments.append(SwiftArgument(label: "count", .implicitMember(unit.rawValue)))
      }
      return arguments
    }
  }

  private mutating func putChange(_ name: String, _ value: Expression) {
    guard let field = fields[name], case .literal(let literal) = value.kind,
      let constant = SwiftLiterals.castValue(literal, field.type)
    else { return deferStep("put_change(:\(name), …)") }
    call("putChange", [SwiftArgument(.implicitMember(field.name)), SwiftArgument(constant)])
  }

  /// A validator of one field; without arguments that Swift can write it is the server's.
  private mutating func validate(
    _ elixir: String, _ name: String, _ message: String?,
    _ arguments: (FieldType) -> [SwiftArgument]?
  ) {
    guard let field = fields[name], let arguments = arguments(field.type) else {
      return deferStep("\(elixir)(:\(name))")
    }
    let swift = SwiftNames.property(Name(source: elixir, elixir: elixir))
    call(
      swift,
      [SwiftArgument(.implicitMember(field.name))] + arguments + Self.message(message))
  }

  private mutating func deferStep(_ text: String) {
    deferred.append(text)
    call("deferred", [SwiftArgument(.string(text))])
  }

  private mutating func call(_ name: String, _ arguments: [SwiftArgument]) {
    chain = .call(.member(chain, name), arguments)
  }

  // MARK: Arguments

  private func list(_ names: [String]) -> SwiftExpression {
    .array(names.compactMap { fields[$0].map { .implicitMember($0.name) } })
  }

  private func pattern(_ regex: Regex) -> SwiftExpression {
    var arguments = [SwiftArgument(.string(regex.source))]
    if !regex.flags.isEmpty {
      arguments.append(SwiftArgument(label: "flags", .string(regex.flags)))
    }
    return .call(.type(patternType), arguments)
  }

  private static func members(_ members: Members, _ type: FieldType) -> [SwiftArgument]? {
    switch members {
    case .list(let list):
      let values = list.compactMap { SwiftLiterals.castValue($0, type) }
      return values.count == list.count ? [SwiftArgument(.array(values))] : nil
    case .range(let range):
      let bounds = SwiftExpression.binary(
        .integer(range.lowerBound), .closedRange, .integer(range.upperBound))
      return [SwiftArgument(SwiftLiterals.wrapped("range", bounds))]
    }
  }

  private static func bounds(_ bounds: [NumberBound]) -> [SwiftArgument]? {
    var arguments: [SwiftArgument] = []
    for bound in bounds {
      let type: FieldType? = if case .string = bound.value { .decimal } else { nil }
      guard let value = SwiftLiterals.castValue(bound.value, type) else { return nil }
      let rule = SwiftNames.property(Name(source: bound.kind.rawValue, elixir: bound.kind.rawValue))
      arguments.append(SwiftArgument(SwiftLiterals.wrapped(rule, value)))
    }
    return arguments
  }

  private static func message(_ message: String?) -> [SwiftArgument] {
    message.map { [SwiftArgument(label: "message", .string($0))] } ?? []
  }
}

extension Constraint {
  /// `unique_constraint([:slug, :tenant_id])`
  fileprivate var elixirCall: String {
    let atoms = fields.map { ":\($0)" }
    let arguments = atoms.count == 1 ? atoms[0] : "[\(atoms.joined(separator: ", "))]"
    return "\(kind.rawValue)(\(arguments))"
  }
}
