import EctypeDiagnostics

/// Parses JSON5: JSON with comments, trailing commas, single quotes and unquoted keys. Foundation's reader on
/// Linux knows no JSON5 for untyped values, and none says where a value stands.
package struct JSON5Parser {
  /// What is wrong, and where; parsing ends at the first mistake.
  struct Mistake: Error {
    var message: String
    var start: Int
    var end: Int
  }

  private static let deepest = 64

  private let bytes: [UInt8]
  private let file: FileID
  private var position = 0

  private init(_ bytes: [UInt8], _ file: FileID) {
    self.bytes = bytes
    self.file = file
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The file's value, or the first mistake in it.
  package static func parse(_ source: SourceFile, file: FileID) -> (JSON5Value?, [Diagnostic]) {
    var parser = JSON5Parser(source.bytes, file)
    do throws(Mistake) {
      guard String(decoding: source.bytes, as: UTF8.self).utf8.elementsEqual(source.bytes) else {
        throw Mistake(message: "the file is not UTF-8", start: 0, end: 0)
      }
      try parser.skipBlank()
      let value = try parser.value(depth: 0)
      try parser.skipBlank()
      if parser.position < source.bytes.count { throw parser.unexpected("the end of the file") }
      return (value, [])
    } catch {
      let span = Span(file: file, start: error.start, end: error.end)
      return (nil, [Diagnostic(.invalidConfiguration, error.message, at: span)])
    }
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(Mistake) -> JSON5Value {
    let start = position
    let kind: JSON5Value.Kind
    switch current {
    case UInt8(ascii: "{"): kind = .object(try object(depth: depth))
    case UInt8(ascii: "["): kind = .array(try array(depth: depth))
    case UInt8(ascii: "\""), UInt8(ascii: "'"): kind = .string(try string())
    case let byte? where (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E].contains(byte):
      kind = .number(number())
    default:
      guard let word = word() else { throw unexpected("a value") }
      switch word {
      case "true": kind = .bool(true)
      case "false": kind = .bool(false)
      case "null": kind = .null
      case "Infinity", "NaN": kind = .number(word)
      default:
        throw Mistake(
          message: "`\(word)` is not a value; text is written in quotes", start: start,
          end: position)
      }
    }
    return JSON5Value(kind: kind, span: span(from: start))
  }

  private mutating func object(depth: Int) throws(Mistake) -> [JSON5Member] {
    var members: [JSON5Member] = []
    try elements(until: UInt8(ascii: "}"), depth: depth) { (parser) throws(Mistake) in
      let start = parser.position
      let key: String
      if parser.current == UInt8(ascii: "\"") || parser.current == UInt8(ascii: "'") {
        key = try parser.string()
      } else if let word = parser.word() {
        key = word
      } else {
        throw parser.unexpected("a key or `}`")
      }
      let keySpan = parser.span(from: start)
      try parser.skipBlank()
      guard parser.current == UInt8(ascii: ":") else { throw parser.unexpected("`:`") }
      parser.position += 1
      try parser.skipBlank()
      let value = try parser.value(depth: depth + 1)
      members.append(JSON5Member(key: key, keySpan: keySpan, value: value))
    }
    return members
  }

  private mutating func array(depth: Int) throws(Mistake) -> [JSON5Value] {
    var values: [JSON5Value] = []
    try elements(until: UInt8(ascii: "]"), depth: depth) { (parser) throws(Mistake) in
      values.append(try parser.value(depth: depth + 1))
    }
    return values
  }

  private mutating func elements(
    until end: UInt8, depth: Int, _ element: (inout JSON5Parser) throws(Mistake) -> Void
  ) throws(Mistake) {
    let start = position
    if depth == Self.deepest {
      throw Mistake(message: "this is nested too deeply", start: start, end: start + 1)
    }
    position += 1
    try skipBlank()
    while current != end {
      try element(&self)
      try skipBlank()
      if current == UInt8(ascii: ",") {
        position += 1
        try skipBlank()
      } else if current != end {
        throw unexpected("`,` or `\(Character(Unicode.Scalar(end)))`")
      }
    }
    position += 1
  }

  // MARK: Tokens

  private mutating func number() -> String {
    let start = position
    while let byte = current, Self.isWord(byte) || [0x2B, 0x2D, 0x2E].contains(byte) {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func word() -> String? {
    let start = position
    guard let first = current, Self.isWord(first), !(0x30...0x39).contains(first) else {
      return nil
    }
    while let byte = current, Self.isWord(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  private mutating func string() throws(Mistake) -> String {
    let start = position
    let quote = bytes[position]
    position += 1
    var text: [UInt8] = []
    while let byte = current, byte != quote {
      if byte == UInt8(ascii: "\n") { break }
      position += 1
      if byte == UInt8(ascii: "\\") {
        try escape(&text)
      } else {
        text.append(byte)
      }
    }
    guard current == quote else {
      throw Mistake(message: "this string is not closed", start: start, end: position)
    }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// What follows a backslash.
  private mutating func escape(_ text: inout [UInt8]) throws(Mistake) {
    let start = position - 1
    guard let byte = current else { return }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "0"): text.append(0)
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\r"): if current == UInt8(ascii: "\n") { position += 1 }
    case UInt8(ascii: "x"): try append(hex(2), from: start, to: &text)
    case UInt8(ascii: "u"):
      var value = hex(4)
      if let high = value, high & 0xFC00 == 0xD800, current == UInt8(ascii: "\\"),
        position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u")
      {
        position += 2
        value = hex(4).flatMap { low in
          low & 0xFC00 == 0xDC00 ? 0x10000 + (high & 0x3FF) << 10 + low & 0x3FF : nil
        }
      }
      try append(value, from: start, to: &text)
    default: text.append(byte)
    }
  }

  private func append(
    _ value: UInt32?, from start: Int, to text: inout [UInt8]
  ) throws(Mistake) {
    guard let scalar = value.flatMap(Unicode.Scalar.init) else {
      throw Mistake(message: "this escape is no character", start: start, end: position)
    }
    text += String(Character(scalar)).utf8
  }

  private mutating func hex(_ digits: Int) -> UInt32? {
    guard position + digits <= bytes.count else { return nil }
    let text = String(decoding: bytes[position..<(position + digits)], as: UTF8.self)
    guard text.utf8.first != UInt8(ascii: "+"), let value = UInt32(text, radix: 16) else {
      return nil
    }
    position += digits
    return value
  }

  // MARK: Blanks and places

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlank() throws(Mistake) {
    while let byte = current {
      switch byte {
      case 0x20, 0x09...0x0D: position += 1
      case UInt8(ascii: "/") where bytes[position...].starts(with: "//".utf8):
        while let byte = current, byte != UInt8(ascii: "\n") { position += 1 }
      case UInt8(ascii: "/") where bytes[position...].starts(with: "/*".utf8):
        let start = position
        position += 2
        while position < bytes.count, !bytes[position...].starts(with: "*/".utf8) { position += 1 }
        guard position < bytes.count else {
          throw Mistake(message: "this comment is not closed", start: start, end: start + 2)
        }
        position += 2
      default: return
      }
    }
  }

  private func unexpected(_ expected: String) -> Mistake {
    guard position < bytes.count else {
      return Mistake(
        message: "expected \(expected), found the end of the file", start: position, end: position)
    }
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let found = String(decoding: bytes[position..<end], as: UTF8.self)
    return Mistake(message: "expected \(expected), found `\(found)`", start: position, end: end)
  }

  private func span(from start: Int) -> Span { Span(file: file, start: start, end: position) }
}
