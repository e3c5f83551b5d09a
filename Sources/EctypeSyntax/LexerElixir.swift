internal import EctypeDiagnostics

extension Lexer {
  // MARK: Sigils

  /// `~r/…/i`: a letter, a delimiter, a body in which a backslash takes the next byte with it, and
  /// modifiers. A body between `/`, `|` or quotes ends on its line; one between brackets or `"""` may go on.
  mutating func sigil() {
    let start = position
    guard characterClass(1) == .letter, let closer = SigilDelimiter.closer(of: byte(2)) else {
      position += 1
      return reportUnknown(start)
    }
    let opener = byte(2)
    let isHeredoc = opener == UInt8(ascii: "\"") && byte(3) == opener && byte(4) == opener
    let mayBreak = isHeredoc || closer != opener
    position += isHeredoc ? 5 : 3
    var isBroken = false
    if absentDelimiters.contains(closer) || !skipBody(closer, isHeredoc, mayBreak) {
      if mayBreak { absentDelimiters.insert(closer) }
      isBroken = true
      position = start + 3
      while position < count, byte() != UInt8(ascii: "\n") { position += 1 }
      diagnostics.append(
        .init(
          .unterminatedLiteral,
          "this sigil has no closing `\(Character(Unicode.Scalar(closer)))`",
          at: span(start, start + 3),
          helps: [Help("close it on this line: what has several stands between `\"\"\"`")]))
      explainLine(start)
    } else {
      position += isHeredoc ? 3 : 1
      while characterClass() == .letter { position += 1 }
    }
    add(.sigil, from: start)
    if isBroken { add(.stringEnd, length: 0) }
  }

  /// Goes to the closing delimiter; false where there is none.
  private mutating func skipBody(_ closer: UInt8, _ isHeredoc: Bool, _ mayBreak: Bool) -> Bool {
    while position < count {
      let c = byte()
      if c == closer, !isHeredoc || (byte(1) == c && byte(2) == c) { return true }
      if c == UInt8(ascii: "\n"), !mayBreak { return false }
      position += c == UInt8(ascii: "\\") ? 2 : 1
    }
    return false
  }

  // MARK: elixir { … }

  /// Behind the word `elixir`: where a brace follows, takes the text up to its partner as it stands.
  mutating func elixirBlock() {
    let before = kindOfToken(2)
    switch before {
    case .dot, .questionDot, .funcKeyword, .functionKeyword, .ifKeyword, .whileKeyword,
      .switchKeyword,
      .inKeyword, .structKeyword, .enumKeyword, .classKeyword:
      return
    default: break
    }
    var next = position
    while classes[Int(bytes[next])] == .space { next += 1 }
    guard next < count, bytes[next] == UInt8(ascii: "{") else { return }
    position = next
    let opener = position
    add(.leftBrace, length: 1)
    let start = position
    let isClosed = skipElixir()
    add(.rawText, from: start)
    if isClosed {
      add(.rightBrace, length: 1)
    } else {
      diagnostics.append(
        .init(
          .unclosedDelimiter, "this block of Elixir has no closing `}`",
          at: span(opener, opener + 1),
          helps: [Help("close it: braces in its strings and comments do not count")]))
      explainRest(from: opener)
      add(.rightBrace, length: 0)
    }
  }

  /// Goes to the brace that closes what the position is in, past strings, sigils, character literals and
  /// comments; false where there is none. Their interpolations are code again.
  private mutating func skipElixir() -> Bool {
    // What is open, innermost last: a brace, or a string that an interpolation interrupts.
    var open: [UInt8] = []
    while position < count {
      switch byte() {
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "{"))
      case UInt8(ascii: "}"):
        guard let last = open.popLast() else { return true }
        if last != UInt8(ascii: "{") {
          position += 1
          skipElixirString(last, &open)
          continue
        }
      case UInt8(ascii: "#"):
        while position < count, byte() != UInt8(ascii: "\n") { position += 1 }
        continue
      case UInt8(ascii: "?") where !isNameByte(before: position):
        position += byte(1) == UInt8(ascii: "\\") ? 2 : 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let quote = byte()
        let isHeredoc = byte(1) == quote && byte(2) == quote
        position += isHeredoc ? 3 : 1
        skipElixirString(isHeredoc ? quote | 0x80 : quote, &open)
        continue
      case UInt8(ascii: "~") where characterClass(1) == .letter:
        skipElixirSigil(&open)
        continue
      default: break
      }
      position += 1
    }
    position = min(position, count)
    return false
  }

  private func isNameByte(before index: Int) -> Bool {
    classes[Int(bytes[index - 1])].continuesName
  }

  private mutating func skipElixirSigil(_ open: inout [UInt8]) {
    let isUpper = byte(1) < UInt8(ascii: "a")
    position += 1
    while characterClass() == .letter || characterClass() == .digit { position += 1 }
    guard let closer = SigilDelimiter.closer(of: byte()) else { return }
    let isHeredoc = byte(1) == byte() && byte(2) == byte() && closer == byte()
    position += isHeredoc ? 3 : 1
    if isUpper {
      while position < count {
        let c = byte()
        if c == closer, !isHeredoc || (byte(1) == c && byte(2) == c) { break }
        position += c == UInt8(ascii: "\\") && !isHeredoc ? 2 : 1
      }
      position += isHeredoc ? 3 : 1
    } else {
      skipElixirString(isHeredoc ? closer | 0x80 : closer, &open)
    }
  }

  /// In a string that `quote` ends (three of it where the high bit is set): goes behind it, or behind the
  /// `#{` of an interpolation, which is then on `open`.
  private mutating func skipElixirString(_ quote: UInt8, _ open: inout [UInt8]) {
    let closer = quote & 0x7F
    let isHeredoc = quote & 0x80 != 0
    while position < count {
      let c = byte()
      if c == closer, !isHeredoc || (byte(1) == c && byte(2) == c) {
        position += isHeredoc ? 3 : 1
        return
      }
      if c == UInt8(ascii: "#"), byte(1) == UInt8(ascii: "{") {
        position += 2
        // An interpolation is told from a brace by the delimiter it interrupts; `{` itself by a mark.
        open.append(quote)
        return
      }
      position += c == UInt8(ascii: "\\") ? 2 : 1
    }
  }
}
