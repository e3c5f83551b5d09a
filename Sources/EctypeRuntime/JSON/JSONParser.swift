/// Where and why bytes are not JSON.
public nonisolated struct JSONError: Error, Hashable, Sendable {
  /// The offset of the byte that is wrong.
  public let offset: Int
  /// What is wrong, in English.
  public let reason: String
}

nonisolated extension JSONValue {
  /// How deep arrays and objects may nest: what a thread with half a megabyte of stack takes in a debug
  /// build, several times over.
  public static let maximumDepth = 128

  /// Parses JSON text strictly by RFC 8259: UTF-8, no byte order mark, no trailing commas, nesting up to
  /// `maximumDepth`. Of equal keys the last one wins, as in Jason. Throws `JSONError`.
  public init(json: some Sequence<UInt8>) throws {
    var parser = JSONParser(bytes: Array(json))
    self = try parser.document()
  }

  /// Parses JSON text; see `init(json:)`.
  public init(json: String) throws { try self.init(json: json.utf8) }
}

nonisolated struct JSONParser {
  let bytes: [UInt8]
  var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard offset == bytes.count else { throw error("text after the value") }
    return value
  }

  private func error(_ reason: String) -> JSONError { JSONError(offset: offset, reason: reason) }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    offset += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    guard let byte = next else { throw error("a value is missing") }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth < JSONValue.maximumDepth else { throw error("nested too deeply") }
      offset += 1
      return byte == UInt8(ascii: "{")
        ? .object(try object(depth: depth + 1)) : .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""):
      offset += 1
      return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(
    _ text: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    let length = text.utf8CodeUnitCount
    guard bytes.count - offset >= length,
      (0..<length).allSatisfy({ bytes[offset + $0] == text.utf8Start[$0] })
    else { throw error("not a JSON value") }
    offset += length
    return value
  }

  private mutating func number() throws(JSONError) -> JSONNumber {
    var rest = bytes[offset...]
    guard JSONNumber.scan(&rest) else { throw error("not a JSON value") }
    defer { offset = rest.startIndex }
    return JSONNumber(unchecked: String(decoding: bytes[offset..<rest.startIndex], as: UTF8.self))
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    skipSpace()
    if skip("]") { return elements }
    while true {
      elements.append(try value(depth: depth))
      skipSpace()
      if skip("]") { return elements }
      guard skip(",") else { throw error("expected , or ]") }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
    var object = JSONObject()
    skipSpace()
    if skip("}") { return object }
    while true {
      skipSpace()
      guard skip("\"") else { throw error("expected a key") }
      let key = try string()
      skipSpace()
      guard skip(":") else { throw error("expected :") }
      object[key] = try value(depth: depth)
      skipSpace()
      if skip("}") { return object }
      guard skip(",") else { throw error("expected , or }") }
    }
  }

  /// The string behind an opening quote.
  private mutating func string() throws(JSONError) -> String {
    var text: [UInt8] = []
    var start = offset
    while let byte = next {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        text += bytes[start..<offset]
        offset += 1
        if byte == UInt8(ascii: "\"") {
          guard let string = utf8String(text) else {
            throw error("not UTF-8")
          }
          return string
        }
        text += try escape()
        start = offset
      } else if byte < 0x20 {
        throw error("control character in a string")
      } else {
        offset += 1
      }
    }
    throw error("a string without an end")
  }

  /// The bytes of the escape behind a backslash.
  private mutating func escape() throws(JSONError) -> [UInt8] {
    guard let byte = next else { throw error("a string without an end") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try escapedScalar()).utf8)
    default: throw error("not an escape")
    }
  }

  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, skip("\\"), skip("u") else { throw error("half a surrogate pair") }
    let second = try codeUnit()
    guard second & 0xFC00 == 0xDC00,
      let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF))
    else { throw error("half a surrogate pair") }
    return scalar
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = hexDigitValue(byte) else {
        throw error("expected four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
      offset += 1
    }
    return unit
  }
}

/// The value of an ASCII hexadecimal digit.
nonisolated func hexDigitValue(_ byte: UInt8) -> UInt8? {
  if byte.isDigit { return byte & 15 }
  let lower = byte | 0x20
  return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f") ? lower - 87 : nil
}
