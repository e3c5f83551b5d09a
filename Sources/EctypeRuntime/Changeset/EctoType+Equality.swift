/// Ecto's two equalities: one decides whether a field changed, the other whether a value is a member.
nonisolated extension EctoType {
  /// `Ecto.Type.equal?/3`: decimals and times by value, all else by Erlang's `==`.
  func areEqual(_ a: CastValue, _ b: CastValue) -> Bool {
    if a == .null && b == .null { return true }
    return semanticallyEqual(a, b) ?? a.isEqualTerm(to: b)
  }

  /// `Ecto.Type.include?/3`: as above for types with an equality of their own, else strict.
  func includes(_ value: CastValue, in members: Members) -> Bool {
    switch members {
    case .list(let elements):
      return elements.contains { semanticallyEqual(value, $0) ?? value.isSameTerm(as: $0) }
    case .range(let first, let last, let step):
      guard case .int(let value) = value, semanticallyEqual(.null, .null) == nil, step != 0 else {
        return false
      }
      let (low, high) = step > 0 ? (first, last) : (last, first)
      guard low <= value && value <= high else { return false }
      // In bounds the distance fits an unsigned word, whatever the signs.
      let (from, to) = step > 0 ? (first, value) : (value, first)
      let distance = UInt(bitPattern: to) &- UInt(bitPattern: from)
      return distance % step.magnitude == 0
    }
  }

  /// The equality of a type that has one (`equal_fun/1`), nil where it is the term's.
  private func semanticallyEqual(_ a: CastValue, _ b: CastValue) -> Bool? {
    switch self {
    case .decimal:
      if case (.decimal(let a), .decimal(let b)) = (a, b) { a == b } else { false }
    case .time, .timeUsec:
      if case (.time(let a), .time(let b)) = (a, b) { a == b } else { false }
    case .naiveDateTime, .naiveDateTimeUsec:
      if case (.naiveDateTime(let a), .naiveDateTime(let b)) = (a, b) { a == b } else { false }
    case .utcDateTime, .utcDateTimeUsec:
      if case (.utcDateTime(let a), .utcDateTime(let b)) = (a, b) { a == b } else { false }
    case .uuid, .enumeration, .custom:
      a.isEqualTerm(to: b)
    case .array(let element):
      element.hasOwnEquality ? element.listsAreEqual(a, b) : nil
    case .mapOf(let element):
      element.hasOwnEquality ? element.mapsAreEqual(a, b) : nil
    default:
      nil
    }
  }

  private var hasOwnEquality: Bool { semanticallyEqual(.null, .null) != nil }

  private func elementsAreEqual(_ a: CastValue, _ b: CastValue) -> Bool {
    a == .null && b == .null || semanticallyEqual(a, b) == true
  }

  private func listsAreEqual(_ a: CastValue, _ b: CastValue) -> Bool {
    guard case (.list(let a), .list(let b)) = (a, b), a.count == b.count else { return false }
    return zip(a, b).allSatisfy(elementsAreEqual)
  }

  private func mapsAreEqual(_ a: CastValue, _ b: CastValue) -> Bool {
    guard case (.map(let a), .map(let b)) = (a, b), a.count == b.count else { return false }
    return a.allSatisfy { key, value in b[key].map { elementsAreEqual(value, $0) } ?? false }
  }

  /// A model's value in the form that casting gives: an enum's name instead of what is stored, a map
  /// field as JSON.
  func normalized(_ value: CastValue) -> CastValue {
    switch (self, value) {
    case (.enumeration(let cases), .atom(let text)):
      cases.entries.contains { sameBytes($0.name, text) }
        ? value : cases.name(storedAs: .string(text)).map(CastValue.init(atom:)) ?? value
    case (.enumeration(let cases), .int(let number)):
      cases.name(storedAs: .int(number)).map(CastValue.init(atom:)) ?? value
    case (.enumeration, .string(let text)):
      normalized(.atom(text))
    case (.map, .map), (.any, .map), (.any, .list):
      .json(value.jsonValue)
    case (.array(let element), .list(let elements)):
      .list(elements.map(element.normalized))
    case (.mapOf(let element), .map(let map)):
      .map(map.mapValues(element.normalized))
    default:
      value
    }
  }
}

nonisolated extension CastValue {
  /// Erlang's `=:=`, also between JSON and what JSON is made of.
  func isSameTerm(as other: CastValue) -> Bool {
    if case .json(let json) = self, let other = other.plainJSON {
      return json.isSameTerm(as: other)
    }
    return self == other
  }

  /// The value as JSON, nil where it holds what Jason never decodes to.
  private var plainJSON: JSONValue? {
    switch self {
    case .null, .bool, .int, .bigInt, .float, .string, .json: return jsonValue
    case .list(let list):
      let elements = list.compactMap(\.plainJSON)
      return elements.count == list.count ? .array(elements) : .none
    case .map(let map):
      let entries = map.compactMap { entry in entry.value.plainJSON.map { (entry.key, $0) } }
      return entries.count == map.count ? .object(JSONObject(entries)) : .none
    default: return .none
    }
  }

  /// Erlang's `==`: numbers by value across kinds, also inside of lists and maps.
  func isEqualTerm(to other: CastValue) -> Bool {
    switch (self, other) {
    case (.int(let a), .float(let b)), (.float(let b), .int(let a)):
      compareExactly(a, b) == .equal
    case (.bigInt(let a), .float(let b)), (.float(let b), .bigInt(let a)):
      compareExactly(a, b) == .equal
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isEqualTerm(to: $1) }
    case (.map(let a), .map(let b)):
      a.count == b.count
        && a.allSatisfy { key, value in b[key].map { value.isEqualTerm(to: $0) } ?? false }
    case (.json(let a), .json(let b)):
      a.isEqualTerm(to: b)
    case (.json(let json), let value), (let value, .json(let json)):
      json.isEqualTerm(to: value.jsonValue)
    default:
      self == other
    }
  }

  /// The value as Jason writes it.
  public var jsonValue: JSONValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .bigInt(let value): .number(JSONNumber(unchecked: value.text))
    case .float(let value): JSONNumber(value).map(JSONValue.number) ?? .null
    case .string(let value), .atom(let value): .string(value)
    case .decimal(let value): .string(value.text)
    case .date(let value): .string(value.text)
    case .time(let value): .string(value.text)
    case .naiveDateTime(let value): .string(value.text)
    case .utcDateTime(let value): .string(value.text)
    case .duration(let value): .string(value.text)
    case .list(let value): .array(value.map(\.jsonValue))
    case .map(let value): .object(value.mapValues { $0.jsonValue })
    case .json(let value): value
    }
  }
}

nonisolated extension JSONValue {
  /// Erlang's `=:=` of what Jason decodes: integers are never floats.
  func isSameTerm(as other: JSONValue) -> Bool { isEqual(to: other, numbers: JSONNumber.areSame) }

  /// Erlang's `==`: numbers by value.
  func isEqualTerm(to other: JSONValue) -> Bool { isEqual(to: other, numbers: JSONNumber.areEqual) }

  private func isEqual(
    to other: JSONValue, numbers: (JSONNumber, JSONNumber) -> Bool
  ) -> Bool {
    switch (self, other) {
    case (.number(let a), .number(let b)): numbers(a, b)
    case (.array(let a), .array(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isEqual(to: $1, numbers: numbers) }
    case (.object(let a), .object(let b)):
      a.count == b.count
        && a.allSatisfy { key, value in
          b[key].map { value.isEqual(to: $0, numbers: numbers) } ?? false
        }
    default: self == other
    }
  }
}

nonisolated extension JSONNumber {
  fileprivate static func areSame(_ a: JSONNumber, _ b: JSONNumber) -> Bool {
    a.isInteger == b.isInteger && areEqual(a, b)
  }

  fileprivate static func areEqual(_ a: JSONNumber, _ b: JSONNumber) -> Bool {
    if a == b { return true }
    return switch (a.isInteger, b.isInteger) {
    case (false, false): a.double == b.double
    case (true, true): a.decimal == b.decimal
    case (true, false): a.decimal != nil && a.decimal == b.exactDecimal
    case (false, true): b.decimal != nil && b.decimal == a.exactDecimal
    }
  }

  private var decimal: DecimalNumber? { DecimalLiteral(text).map(DecimalNumber.init) }

  /// The exact value of the float, where that is integral: no other can equal an integer.
  private var exactDecimal: DecimalNumber? {
    guard let value = double, value == value.rounded() else { return nil }
    return DecimalLiteral(integralText(value)).map(DecimalNumber.init)
  }
}
