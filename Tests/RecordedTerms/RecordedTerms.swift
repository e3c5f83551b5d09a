import EctypeRuntime

/// Access to vectors whose shape the recording script fixes; wrong shapes give empty values, which the
/// tests then report as differences.
extension JSONValue {
  package var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  package var text: String { if case .string(let text) = self { text } else { "" } }
  package var int: Int? { if case .number(let number) = self { number.int } else { nil } }
  package subscript(key: String) -> JSONValue { object?[key] ?? .null }
  package subscript(index: Int) -> JSONValue {
    elements.indices.contains(index) ? elements[index] : .null
  }
}

/// The tags of the recording script's `Term.tag/1`.
extension CastValue {
  package init?(tagged value: JSONValue) {
    let payload = value[1]
    switch value[0].text {
    case "null": self = .null
    case "bool": self = .bool(payload == true)
    case "int":
      self =
        Int(payload.text).map(CastValue.int) ?? .bigInt(DecimalString(stringLiteral: payload.text))
    case "float":
      guard let double = Double(payload.text) else { return nil }
      self = .float(double)
    case "string": self = .string(payload.text)
    case "atom": self = .atom(payload.text)
    case "decimal": self = .decimal(DecimalString(stringLiteral: payload.text))
    case "date": self = LocalDate(payload.text)!.castValue
    case "time": self = LocalTime(payload.text)!.castValue
    case "naive": self = NaiveDateTime(payload.text)!.castValue
    case "utc": self = UTCDateTime(payload.text)!.castValue
    case "list":
      let elements = payload.elements.map(CastValue.init(tagged:))
      guard elements.allSatisfy({ $0 != nil }) else { return nil }
      self = .list(elements.compactMap { $0 })
    case "map":
      self = .map(
        TextDictionary(
          payload.elements.compactMap { entry in
            CastValue(tagged: entry[1]).map { (entry[0].text, $0) }
          }))
    default: return nil
    }
  }

  package var tagged: JSONValue {
    switch self {
    case .null: ["null"]
    case .bool(let value): ["bool", .bool(value)]
    case .int(let value): ["int", .string(value.description)]
    case .bigInt(let value): ["int", .string(value.text)]
    case .float(let value): ["float", .string(JSONNumber(value)!.text)]
    case .string(let value): ["string", .string(value)]
    case .atom(let value): ["atom", .string(value)]
    case .decimal(let value): ["decimal", .string(value.text)]
    case .date(let value): ["date", .string(value.text)]
    case .time(let value): ["time", .string(value.text)]
    case .naiveDateTime(let value): ["naive", .string(value.text)]
    case .utcDateTime(let value): ["utc", .string(value.text)]
    case .duration(let value): ["duration", .string(value.text)]
    case .list(let value): ["list", .array(value.map(\.tagged))]
    case .map(let value):
      ["map", .array(value.map { [.string($0.key), $0.value.tagged] })]
    case .json(let value): value.tagged
    }
  }
}

extension JSONValue {
  /// The tag of what Jason decodes this to.
  package var tagged: JSONValue {
    switch self {
    case .null: ["null"]
    case .bool: ["bool", self]
    case .number(let number):
      number.isInteger
        ? ["int", .string(number.text == "-0" ? "0" : number.text)]
        : CastValue.float(number.double!).tagged
    case .string: ["string", self]
    case .array(let elements): ["list", .array(elements.map(\.tagged))]
    case .object(let object):
      ["map", .array(object.map { [.string($0.key), $0.value.tagged] })]
    }
  }
}

extension Members {
  package init(tagged value: JSONValue) {
    if value[0].text == "range" {
      self = .range(first: value[1].int!, last: value[2].int!, step: value[3].int!)
    } else {
      self = .list(value[1].elements.compactMap(CastValue.init(tagged:)))
    }
  }
}

extension MetadataValue {
  package var tagged: JSONValue {
    switch self {
    case .value(let value): value.tagged
    case .type(let type): ["type", .string(type.description)]
    case .members(.list(let elements)): CastValue.list(elements).tagged
    case .members(.range(let first, let last, let step)):
      ["range", .int(first), .int(last), .int(step)]
    }
  }
}

extension ErrorMetadata {
  package var tagged: JSONValue { .array(map { [.string($0.key), $0.value.tagged] }) }

  package init(tagged value: JSONValue) {
    self.init(
      value.elements.compactMap { entry in
        CastValue(tagged: entry[1]).map { (entry[0].text, .value($0)) }
      })
  }
}
