internal import EctypeDiagnostics

/// A string whose text or interpolation the lexer is in.
struct StringMode {
  var quote: UInt8
  var hashes: Int
  var isMultiline: Bool
  var start: Int
  /// What ends the interpolation: `)` or `}`; how many of its kind are open inside it.
  var closer: UInt8 = 0
  var depth = 0
  /// Where the interpolation begins.
  var interpolation = 0

  @inline(__always) mutating func nest(_ byte: UInt8) { if byte == closer { depth += 1 } }

  /// Whether this `byte` ends the interpolation.
  @inline(__always) mutating func unnest(_ byte: UInt8) -> Bool {
    guard byte == closer else { return false }
    depth -= 1
    return depth < 0
  }
}

extension Lexer {
  static let interpolationLimit = 32

  /// At the first `#` or quote of a string: lexes to its end, or to its first interpolation.
  mutating func string(hashes: Int) {
    let quote = byte(hashes)
    let isMultiline =
      quote == UInt8(ascii: "\"") && byte(hashes + 1) == quote && byte(hashes + 2) == quote
    strings.append(
      StringMode(quote: quote, hashes: hashes, isMultiline: isMultiline, start: position))
    add(.stringStart, length: hashes + (isMultiline ? 3 : 1))
    stringText()
  }

  /// Text up to the end of the innermost string, to an interpolation or to where the string breaks off.
  mutating func stringText() {
    let mode = strings[strings.count - 1]
    let start = position
    while position < count {
      let c = byte()
      if c == mode.quote, let length = closingLength(mode) {
        addText(from: start)
        add(.stringEnd, length: length)
        strings.removeLast()
        return
      }
      if c == UInt8(ascii: "\n"), !mode.isMultiline { break }
      if mode.hashes == 0 {
        if c == UInt8(ascii: "\\") {
          if byte(1) == UInt8(ascii: "(") { return interpolation(start, UInt8(ascii: ")")) }
          escape(mode)
          continue
        }
        if c == UInt8(ascii: "$"), byte(1) == UInt8(ascii: "{") {
          return interpolation(start, UInt8(ascii: "}"))
        }
      }
      position += 1
    }
    position = min(position, count)
    addText(from: start)
    unterminated(mode)
    add(.stringEnd, length: 0)
    strings.removeLast()
  }

  /// How long the end of the string is here, where it is the end.
  private func closingLength(_ mode: StringMode) -> Int? {
    let quotes = mode.isMultiline ? 3 : 1
    for i in 1..<quotes + 0 where byte(i) != mode.quote { return nil }
    for i in 0..<mode.hashes
    where position + quotes + i >= count || byte(quotes + i) != UInt8(ascii: "#") {
      return nil
    }
    return quotes + mode.hashes
  }

  private mutating func addText(from start: Int) {
    if position > start { add(.stringText, from: start) }
  }

  private mutating func interpolation(_ start: Int, _ closer: UInt8) {
    addText(from: start)
    if strings.count >= Self.interpolationLimit {
      diagnostics.append(
        .init(
          .nestingTooDeep, "strings are nested too deeply here", at: span(position, position + 2)))
      explainRest(from: lastTokenEnd)
      position = count
      return
    }
    strings[strings.count - 1].closer = closer
    strings[strings.count - 1].interpolation = position
    strings[strings.count - 1].depth = 0
    add(.interpolationStart, length: 2)
  }

  /// At a backslash; reports an escape that there is none of.
  private mutating func escape(_ mode: StringMode) {
    let start = position
    switch byte(1) {
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "0"),
      UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "$"):
      position += 2
    case UInt8(ascii: "\n") where mode.isMultiline: position += 2
    case UInt8(ascii: "\r") where mode.isMultiline: position += 2
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
    case UInt8(ascii: "u") where byte(2) == UInt8(ascii: "{"):
      position += 3
      while characterClass() == .digit || characterClass() == .letter { position += 1 }
      let isScalar = scalarValue(start + 3, position) != nil
      if byte() == UInt8(ascii: "}") { position += 1 }
      if !isScalar {
        diagnostics.append(
          .init(
            .invalidLiteral, "this is not a Unicode scalar", at: span(start, position),
            label: "expected one to six hexadecimal digits between the braces",
            helps: [
              .init("write the number of a character: `\\u{1F600}`; there is none above `10FFFF`")
            ]))
      }
    default:
      position += 1
      guard position < count else { return }
      let length = byte() < 0x80 ? 1 : scalarLength(at: position)
      let text = String(
        decoding: UnsafeBufferPointer(start: bytes + start, count: length + 1), as: UTF8.self)
      diagnostics.append(
        .init(
          .invalidLiteral, "there is no escape `\(text)`", at: span(start, position + length),
          helps: [
            Help(
              "for a backslash, write two",
              edits: [TextEdit(span(start, start), "\\")])
          ]))
      position = min(position + length, count)
    }
  }

  /// The scalar that the hexadecimal digits stand for.
  func scalarValue(_ start: Int, _ end: Int) -> UInt32? {
    guard end > start, end - start <= 6, bytes[end] == UInt8(ascii: "}") else { return nil }
    var value: UInt32 = 0
    for i in start..<end {
      guard let digit = digitValue(bytes[i]) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return Unicode.Scalar(value)?.value
  }

  /// A line break or the end of the file inside an interpolation: the string breaks off.
  mutating func endInterpolatedString() {
    let mode = strings.removeLast()
    unterminatedInterpolation(mode)
    add(.interpolationEnd, length: 0)
    add(.stringEnd, length: 0)
  }

  /// The innermost string, whose text has no end.
  private mutating func unterminated(_ mode: StringMode) {
    // Its quote may be the one that was to end the string around it.
    if strings.count > 1, strings[strings.count - 2].isMultiline == mode.isMultiline {
      return unterminatedInterpolation(strings[strings.count - 2])
    }
    let quote = String(
      repeating: Character(Unicode.Scalar(mode.quote)), count: mode.isMultiline ? 3 : 1)
    let closing = quote + String(repeating: "#", count: mode.hashes)
    let length = mode.hashes + quote.utf8.count
    if isExplained(mode) { return }
    diagnostics.append(
      .init(
        .unterminatedLiteral, "this string has no closing `\(closing)`",
        at: span(mode.start, mode.start + length),
        label: mode.isMultiline ? "it would go on to the end of the file" : "",
        helps: [
          Help(
            "close it with `\(closing)`"
              + (mode.isMultiline ? "" : "; a text of several lines stands between `\"\"\"`"))
        ]))
    explain(mode)
  }

  private mutating func unterminatedInterpolation(_ mode: StringMode) {
    if isExplained(mode) { return }
    let closer = String(Unicode.Scalar(mode.closer))
    diagnostics.append(
      .init(
        .unterminatedLiteral, "this interpolation has no closing `\(closer)`",
        at: span(mode.interpolation, mode.interpolation + 2),
        helps: [Help("close it with `\(closer)` behind the value")]))
    explain(mode)
  }

  private func isExplained(_ mode: StringMode) -> Bool {
    isRestExplained || !mode.isMultiline && explained.last?.contains(mode.start) == true
  }

  private mutating func explain(_ mode: StringMode) {
    if mode.isMultiline { explainRest(from: mode.start) } else { explainLine(mode.start) }
  }
}

@inline(__always) func digitValue(_ byte: UInt8) -> Int? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
  default: nil
  }
}
