/// What casting a value gave.
nonisolated enum CastResult {
  case value(CastValue)
  /// Ecto's `:error`, or `{:error, metadata}`.
  case invalid([(String, MetadataValue)])
  /// Only the server can tell.
  case unknown

  static var invalid: CastResult { .invalid([]) }

  init(_ value: CastValue?) { self = value.map(CastResult.value) ?? .invalid }
}

nonisolated extension EctoType {
  /// `Ecto.Type.cast/2` of a JSON value.
  func cast(_ value: JSONValue) -> CastResult {
    if case .null = value { return .value(.null) }
    switch self {
    case .id, .integer: return CastResult(castInteger(value))
    case .float: return CastResult(castFloat(value))
    case .boolean: return CastResult(castBoolean(value))
    case .string, .binary, .binaryID: return CastResult(castText(value))
    case .uuid: return CastResult(castUUID(value))
    case .decimal: return CastResult(castDecimal(value))
    case .date, .time, .timeUsec, .naiveDateTime, .naiveDateTimeUsec, .utcDateTime,
      .utcDateTimeUsec:
      return CastResult(castCalendar(value))
    case .map: return CastResult(value.object.map { _ in .json(value) })
    // Only a `%Duration{}` is cast, and JSON has none.
    case .duration: return .invalid
    case .any: return .value(.json(value))
    case .enumeration(let cases): return cases.cast(value)
    case .array(let element): return castArray(value, of: element)
    case .mapOf(let element): return castMap(value, of: element)
    case .custom: return .unknown
    }
  }

  private func castInteger(_ value: JSONValue) -> CastValue? {
    switch value {
    case .number(let number): CastValue(integer: number.text)
    // The bound of Ecto's own `Integer.parse`.
    case .string(let text): text.utf8.count < 32 ? CastValue(integer: text) : nil
    default: nil
    }
  }

  private func castFloat(_ value: JSONValue) -> CastValue? {
    switch value {
    // An integer `-0` has no sign to keep.
    case .number(let number): number.double.map { .float(number.isInteger ? $0 + 0.0 : $0) }
    case .string(let text): parseFloat(text).map(CastValue.float)
    default: nil
    }
  }

  private func castBoolean(_ value: JSONValue) -> CastValue? {
    switch value {
    case .bool(let bool): .bool(bool)
    case .string("true"), .string("1"): .bool(true)
    case .string("false"), .string("0"): .bool(false)
    default: nil
    }
  }

  private func castText(_ value: JSONValue) -> CastValue? {
    if case .string(let text) = value { .string(text) } else { nil }
  }

  private func castDecimal(_ value: JSONValue) -> CastValue? {
    switch value {
    case .number(let number):
      number.isInteger
        ? DecimalLiteral(number.text).map { .decimal(DecimalString(literal: $0.unsignedZero)) }
        : number.double.flatMap(DecimalString.init).map(CastValue.decimal)
    case .string(let text):
      DecimalLiteral(text).map { .decimal(DecimalString(literal: $0)) }
    default: nil
    }
  }

  /// Any 16 bytes are a UUID to Ecto, as well as its text.
  private func castUUID(_ value: JSONValue) -> CastValue? {
    guard case .string(let text) = value else { return nil }
    var hex: [UInt8] = []
    if text.utf8.count == 16 {
      let digits = Array("0123456789abcdef".utf8)
      for byte in text.utf8 { hex += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
      for position in [20, 16, 12, 8] { hex.insert(UInt8(ascii: "-"), at: position) }
      return .string(String(decoding: hex, as: UTF8.self))
    }
    guard text.utf8.count == 36 else { return nil }
    for (index, byte) in text.utf8.enumerated() {
      if [8, 13, 18, 23].contains(index) {
        guard byte == UInt8(ascii: "-") else { return nil }
        hex.append(byte)
      } else {
        guard hexDigitValue(byte) != nil else { return nil }
        hex.append(byte.isDigit ? byte : byte | 0x20)
      }
    }
    return .string(String(decoding: hex, as: UTF8.self))
  }

  private func castArray(_ value: JSONValue, of element: EctoType) -> CastResult {
    guard case .array(let values) = value else { return .invalid }
    var list: [CastValue] = []
    for (index, value) in values.enumerated() {
      switch element.cast(value) {
      case .value(let value): list.append(value)
      case .invalid(let metadata):
        return .invalid(metadata.isEmpty ? [] : metadata.withSource(.int(index)))
      case .unknown: return .unknown
      }
    }
    return .value(.list(list))
  }

  private func castMap(_ value: JSONValue, of element: EctoType) -> CastResult {
    guard let object = value.object else { return .invalid }
    var map = TextDictionary<CastValue>()
    for (key, value) in object {
      switch element.cast(value) {
      case .value(let value): map[key] = value
      case .invalid(let metadata):
        return .invalid(metadata.isEmpty ? [] : metadata.withSource(.string(key)))
      case .unknown: return .unknown
      }
    }
    return .value(.map(map))
  }
}

nonisolated extension [(String, MetadataValue)] {
  /// `Keyword.update(errors, :source, [step], &[step | &1])`: where in a container the error is.
  func withSource(_ step: CastValue) -> Self {
    var result = self
    if let index = firstIndex(where: { $0.0 == "source" }),
      case .value(.list(let path)) = self[index].1
    {
      result[index].1 = .value(.list([step] + path))
    } else {
      result.append(("source", .value(.list([step]))))
    }
    return result
  }
}

nonisolated extension DecimalLiteral {
  /// An integer `-0` has no sign in Elixir.
  var unsignedZero: DecimalLiteral {
    var result = self
    if coefficient == [UInt8(ascii: "0")] { result.negative = false }
    return result
  }
}

nonisolated extension EnumCases {
  /// `Ecto.Enum.cast/2`: what is stored, then the name.
  func cast(_ value: JSONValue) -> CastResult {
    if let name = name(of: value) { return .value(CastValue(atom: name)) }
    let names = entries.map(\.name).sorted(by: bytesPrecede).map(CastValue.string)
    return .invalid([("validation", .atom("inclusion")), ("enum", .value(.list(names)))])
  }

  private func name(of value: JSONValue) -> String? {
    switch value {
    case .number(let number):
      return number.int.flatMap { name(storedAs: .int($0)) }
    case .string(let text):
      return name(storedAs: .string(text)) ?? entries.first { sameBytes($0.name, text) }?.name
    case .bool(let bool):
      // `true` and `false` are atoms, and an enum may have them as names.
      return entries.first { $0.name == (bool ? "true" : "false") }?.name
    default:
      return nil
    }
  }

  func name(storedAs stored: Stored) -> String? {
    entries.first { entry in
      switch (entry.stored, stored) {
      case (.string(let a), .string(let b)): sameBytes(a, b)
      case (.int(let a), .int(let b)): a == b
      default: false
      }
    }?.name
  }
}

/// `Integer.parse/1` of a whole text below 32 bytes: ASCII digits with an optional sign; nil beyond Int.
nonisolated func parseInteger(_ text: String) -> Int? {
  guard text.utf8.count < 32 else { return nil }
  return Int(text)
}

/// `Float.parse/1` of a whole text; nil where the float would be infinite.
nonisolated func parseFloat(_ text: String) -> Double? {
  var bytes = Array(text.utf8)[...]
  if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
  // Beyond the sign, Elixir reads JSON's grammar with leading zeros allowed.
  guard let first = bytes.first, first.isDigit else { return nil }
  let zeros = bytes.prefix { $0 == UInt8(ascii: "0") }
  var rest = bytes[zeros.endIndex...]
  if rest.first?.isDigit != true { rest = bytes[(zeros.endIndex - 1)...] }
  guard JSONNumber.scan(&rest), rest.isEmpty else { return nil }
  return Double(text).flatMap { $0.isFinite ? $0 : nil }
}
