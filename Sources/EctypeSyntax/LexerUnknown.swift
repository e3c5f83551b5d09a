internal import EctypeDiagnostics

extension Lexer {
  /// What begins no token.
  mutating func unknown() {
    let start = position
    var isInvalidUTF8 = true
    while position < count {
      let kind = characterClass()
      if kind == .high, !isLetter(at: position) {
        if isScalar(at: position) { isInvalidUTF8 = false }
        position += scalarLength(at: position)
      } else if kind == .other {
        isInvalidUTF8 = false
        position += 1
      } else {
        break
      }
    }
    position = min(position, count)
    // Bytes that are no text at all have been reported as such.
    guard !isInvalidUTF8 else { return explainLine(start) }
    reportUnknown(start)
  }

  private static let typographicQuotes = "“”„‟″".unicodeScalars

  /// The quotes from `start` to the position, and the one that closes what they open.
  private func straightQuotes(_ start: Int, _ opened: Int) -> Help {
    let straight = String(repeating: "\"", count: opened)
    var edits = [TextEdit(span(start, position), straight)]
    let message = "write a straight quote" + (opened > 1 ? "s" : "")
    if opened.isMultiple(of: 2) { return Help(message, edits: edits, isSafe: true) }
    var place = position
    while place < count, bytes[place] != UInt8(ascii: "\n") {
      if bytes[place] == UInt8(ascii: "\"") {
        return Help(message, edits: edits, isSafe: true)
      }
      if isTypographicQuote(at: place) {
        edits.append(TextEdit(span(place, place + 3), "\""))
        return Help("write straight quotes", edits: edits, isSafe: true)
      }
      place += 1
    }
    return Help(message, edits: edits)
  }

  /// The bytes of U+201C to U+201F and U+2033.
  private func isTypographicQuote(at place: Int) -> Bool {
    guard place + 2 < count, bytes[place] == 0xE2, bytes[place + 1] == 0x80 else { return false }
    return (0x9C...0x9F).contains(bytes[place + 2]) || bytes[place + 2] == 0xB3
  }

  mutating func reportUnknown(_ start: Int) {
    if isRestExplained || explained.last?.contains(start) == true { return }
    let text = String(
      decoding: UnsafeBufferPointer(start: bytes + start, count: position - start), as: UTF8.self)
    let shown =
      text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.value < 0x20 }
      ? text.unicodeScalars.prefix(3).map { "U+" + String($0.value, radix: 16, uppercase: true) }
        .joined(separator: " ")
      : "`\(text)`"
    let helps =
      text.unicodeScalars.allSatisfy(Self.typographicQuotes.contains)
      ? [straightQuotes(start, text.unicodeScalars.count)]
      : [
        Help(
          text.first == "$"
            ? "a closure names what it is given: `{ x in … }`"
            : "leave it out; in a string or a comment it may stand")
      ]
    diagnostics.append(
      Diagnostic(
        .unexpectedToken, "\(shown) has no meaning here", at: span(start, position), helps: helps))
    // What it was to be is not known, so neither is what the line says. Some are line breaks elsewhere.
    explainLine(start)
    if text.unicodeScalars.contains(where: { [0x85, 0x2028, 0x2029].contains($0.value) }) {
      startsLine = true
    }
  }
}
