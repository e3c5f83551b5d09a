import EctypeRuntime
import RecordedTerms
import Testing

extension Changeset<FakeModel> {
  /// Takes a recorded step.
  func applying(_ step: JSONValue) throws -> Self {
    let name = step[1].text
    func field() throws -> Field { try #require(Field(rawValue: name)) }
    func fields(_ names: JSONValue) throws -> [Field] {
      try names.elements.map { try #require(Field(rawValue: $0.text)) }
    }
    switch step[0].text {
    case "cast": return try cast(fields(step[1]), options: step[2])
    case "cast_more":
      return try cast(fields(step[2]), params: JSONObject(json: step[1].text.utf8))
    case "required":
      return try validateRequired(fields(step[1]), message: ErrorMessage(in: step[2]))
    case "length": return try length(field(), step[2])
    case "number": return try number(field(), step[2])
    case "inclusion":
      return try validateInclusion(
        field(), Members(tagged: step[2]), message: ErrorMessage(in: step[3]))
    case "exclusion":
      return try validateExclusion(
        field(), Members(tagged: step[2]), message: ErrorMessage(in: step[3]))
    case "subset":
      return try validateSubset(
        field(), Members(tagged: step[2]), message: ErrorMessage(in: step[3]))
    case "format":
      return try validateFormat(
        field(), Pattern(step[2].text, flags: step[3].text), message: ErrorMessage(in: step[4]))
    case "confirmation":
      let required = step[2].option("required") == ["bool", true]
      return try validateConfirmation(
        field(), required: required, message: ErrorMessage(in: step[2]))
    case "acceptance": return try validateAcceptance(field(), message: ErrorMessage(in: step[2]))
    case "put": return try putChange(field(), #require(CastValue(tagged: step[2])))
    case "force": return try forceChange(field(), #require(CastValue(tagged: step[2])))
    case "delete": return try deleteChange(field())
    case "error":
      return try addError(field(), step[2].text, metadata: ErrorMetadata(tagged: step[3]))
    default:
      Issue.record("unknown step \(step.json)")
      return self
    }
  }

  private func cast(_ fields: [Field], options: JSONValue) -> Self {
    let empty = options.option("empty_values")?.elements.map { value in
      value == "blank" ? EmptyValue.blank : .value(value[0])
    }
    let text = options.option("message")?.text
    return cast(
      fields, emptyValues: empty ?? [.blank],
      forceChanges: options.option("force_changes") == true,
      message: { field, _ in field == .f ? text : nil })
  }

  private func length(_ field: Field, _ options: JSONValue) -> Self {
    func bound(_ key: String) -> Int? {
      options.option(key).flatMap(CastValue.init(tagged:)).flatMap {
        if case .int(let value) = $0 { value } else { nil }
      }
    }
    let units: [String: LengthUnit] = [
      "graphemes": .graphemes, "codepoints": .codepoints, "bytes": .bytes,
    ]
    let unit = options.option("count").flatMap { units[$0[1].text] }
    return validateLength(
      field, is: bound("is"), min: bound("min"), max: bound("max"), count: unit ?? .graphemes,
      message: ErrorMessage(in: options))
  }

  private func number(_ field: Field, _ options: JSONValue) throws -> Self {
    var rules: [NumberRule] = []
    for option in options.elements where option[0] != "message" {
      let target = try #require(CastValue(tagged: option[1]))
      switch option[0].text {
      case "less_than": rules.append(.lessThan(target))
      case "greater_than": rules.append(.greaterThan(target))
      case "less_than_or_equal_to": rules.append(.lessThanOrEqualTo(target))
      case "greater_than_or_equal_to": rules.append(.greaterThanOrEqualTo(target))
      case "equal_to": rules.append(.equalTo(target))
      default: rules.append(.notEqualTo(target))
      }
    }
    return validateNumber(field, rules, message: ErrorMessage(in: options))
  }
}

extension JSONValue {
  /// The value of a key in a recorded list of options.
  func option(_ key: String) -> JSONValue? { elements.first { $0[0].text == key }?[1] }
}

extension ErrorMessage {
  init?(in options: JSONValue) {
    guard let message = options.option("message") else { return nil }
    self.init(message[0].text, ErrorMetadata(tagged: message[1]))
  }
}
