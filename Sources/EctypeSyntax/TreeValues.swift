/// What literals stand for.
extension SyntaxTree {
  /// The text of a string literal without interpolations, or of one of its texts, its escapes undone and, in
  /// `"""`, the indentation of the closing quotes taken off; nil for a literal with interpolations.
  package func stringValue(_ id: NodeID) -> String? {
    switch kind(id) {
    case .stringText: return text(ofString: self[id].first)
    case .stringLiteral:
      var text = ""
      for part in children(id) {
        guard kind(part) == .stringText else { return nil }
        text += self.text(ofString: self[part].first)
      }
      return text
    default: return nil
    }
  }

  private func text(ofString id: TokenID) -> String {
    let token = self[id]
    let (start, end) = quotes(around: Int(id.index))
    let written = bytes[Int(token.start)..<Int(token.end)]
    let opening = bytes[Int(tokens[start].start)..<Int(tokens[start].end)]
    // What most are: a quote before it, nothing to undo in it.
    if opening.count == 1, !written.contains(UInt8(ascii: "\\")) {
      return String(decoding: written, as: UTF8.self)
    }
    var raw = Array(written)
    let isRaw = opening.first == UInt8(ascii: "#")
    let isMultiline = opening.count - opening.prefix { $0 == UInt8(ascii: "#") }.count == 3
    if isMultiline {
      raw = withoutIndentation(
        raw, isFirst: Int(id.index) == start + 1, isLast: Int(id.index) + 1 == end, closing: end)
    }
    return String(decoding: isRaw ? raw : Self.unescape(raw), as: UTF8.self)
  }

  /// The tokens of the quotes around a text.
  private func quotes(around text: Int) -> (start: Int, end: Int) {
    func partner(_ step: Int, _ wanted: TokenKind, _ nested: TokenKind) -> Int {
      var depth = 0
      var index = text + step
      while tokens.indices.contains(index + step) {
        if tokens[index].kind == nested { depth += 1 }
        if tokens[index].kind == wanted {
          if depth == 0 { break }
          depth -= 1
        }
        index += step
      }
      return index
    }
    return (partner(-1, .stringStart, .stringEnd), partner(1, .stringEnd, .stringStart))
  }

  /// Takes the line break after the opening quotes, the last line break and the closing quotes' indentation off.
  private func withoutIndentation(
    _ raw: [UInt8], isFirst: Bool, isLast: Bool, closing: Int
  ) -> [UInt8] {
    let newline = UInt8(ascii: "\n")
    var lineStart = Int(tokens[closing].start)
    while lineStart > 0, bytes[lineStart - 1] != newline { lineStart -= 1 }
    let indentation = bytes[lineStart..<Int(tokens[closing].start)]
    let strips = indentation.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    var lines = raw.split(separator: newline, omittingEmptySubsequences: false).map { line in
      line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
    if strips {
      for i in lines.indices where i > 0 {
        var dropped = 0
        for (a, b) in zip(lines[i], indentation) {
          guard a == b else { break }
          dropped += 1
        }
        lines[i] = lines[i].dropFirst(dropped)
      }
    }
    if isFirst, let first = lines.first, first.allSatisfy({ $0 == UInt8(ascii: " ") }),
      lines.count > 1
    {
      lines.removeFirst()
    }
    if isLast, strips, lines.count > 0, let last = lines.last, last.isEmpty { lines.removeLast() }
    return Array(lines.joined(separator: [newline]))
  }

  /// Undoes `\n \t \r \0 \\ \" \' \$ \u{…}` and a backslash at the end of a line; others stay.
  private static func unescape(_ raw: [UInt8]) -> [UInt8] {
    guard raw.contains(UInt8(ascii: "\\")) else { return raw }
    var result: [UInt8] = []
    result.reserveCapacity(raw.count)
    var i = 0
    while i < raw.count {
      guard raw[i] == UInt8(ascii: "\\"), i + 1 < raw.count else {
        result.append(raw[i])
        i += 1
        continue
      }
      i += 2
      switch raw[i - 1] {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "0"): result.append(0)
      case UInt8(ascii: "\n"): break
      case UInt8(ascii: "u"): i = unescapeScalar(raw, i, &result)
      case let byte: result.append(byte)
      }
    }
    return result
  }

  /// At the `{` of `\u{…}`; gives where to go on.
  private static func unescapeScalar(_ raw: [UInt8], _ start: Int, _ result: inout [UInt8]) -> Int {
    guard let close = raw[start...].firstIndex(of: UInt8(ascii: "}")), close > start,
      let value = UInt32(String(decoding: raw[(start + 1)..<close], as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { return start }
    result.append(contentsOf: Array(String(Character(scalar)).utf8))
    return close + 1
  }

  /// `name` of `:name` and of `:"name"`.
  package func atomName(_ id: NodeID) -> String? {
    guard kind(id) == .atomLiteral else { return nil }
    let token = self[self[id].main]
    var raw = Array(bytes[Int(token.start) + 1..<Int(token.end)])
    if let quote = raw.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      raw = Self.unescape(Array(raw.dropFirst().dropLast()))
    }
    return String(decoding: raw, as: UTF8.self)
  }

  /// The value of an integer literal; nil where it does not fit.
  ///
  /// - Parameter isNegative: it follows a `-`, which there is one number more for.
  package func integerValue(_ id: NodeID, isNegative: Bool = false) -> Int? {
    guard kind(id) == .integerLiteral else { return nil }
    let text = mainText(id)
    if !isNegative, let value = Int(text) { return value }
    let digits = text.filter { $0 != "_" }
    let sign = isNegative ? "-" : ""
    switch digits.prefix(2).lowercased() {
    case "0x": return Int(sign + digits.dropFirst(2), radix: 16)
    case "0b": return Int(sign + digits.dropFirst(2), radix: 2)
    case "0o": return Int(sign + digits.dropFirst(2), radix: 8)
    default: return Int(sign + digits)
    }
  }

  /// `~r/body/modifiers`, the body as it stands.
  package func sigilParts(_ id: NodeID) -> (letter: String, body: String, modifiers: String)? {
    guard kind(id) == .sigil else { return nil }
    let token = self[self[id].main]
    let text = bytes[Int(token.start)..<Int(token.end)]
    let start = text.startIndex
    guard text.count >= 4, let closer = SigilDelimiter.closer(of: text[start + 2]),
      let close = text.lastIndex(of: closer), close > start + 2
    else { return nil }
    func string(_ range: Range<Int>) -> String {
      String(decoding: bytes[range].withoutCarriageReturns, as: UTF8.self)
    }
    let quote = UInt8(ascii: "\"")
    let isHeredoc = text.count >= 8 && text[start + 2..<start + 5].allSatisfy { $0 == quote }
    let body = isHeredoc ? start + 5..<max(start + 5, close - 2) : start + 3..<close
    return (
      String(Character(Unicode.Scalar(text[start + 1]))), string(body),
      string(close + 1..<text.endIndex)
    )
  }
}

extension ArraySlice<UInt8> {
  /// The text with `\n` where a line ends in `\r\n`.
  var withoutCarriageReturns: ArraySlice {
    guard contains(UInt8(ascii: "\r")) else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    for byte in self {
      if byte == UInt8(ascii: "\n"), result.last == UInt8(ascii: "\r") { result.removeLast() }
      result.append(byte)
    }
    return result[...]
  }
}
