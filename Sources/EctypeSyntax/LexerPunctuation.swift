internal import EctypeDiagnostics

extension Lexer {
  mutating func punctuation() {
    let next = byte(1)
    let kind: TokenKind
    var length = 1
    switch byte() {
    case UInt8(ascii: "("):
      opening()
      kind = .leftParen
    case UInt8(ascii: ")"):
      if closesInterpolation() { return }
      bracketBalance -= 1
      kind = .rightParen
    case UInt8(ascii: "["):
      bracketBalance += 1
      kind = .leftBracket
    case UInt8(ascii: "]"):
      bracketBalance -= 1
      kind = .rightBracket
    case UInt8(ascii: "{"):
      opening()
      kind = .leftBrace
    case UInt8(ascii: "}"):
      if closesInterpolation() { return }
      braceBalance -= 1
      kind = .rightBrace
    case UInt8(ascii: ","): kind = .comma
    case UInt8(ascii: ";"): kind = .semicolon
    case UInt8(ascii: ":"): kind = .colon
    case UInt8(ascii: "."):
      if next != UInt8(ascii: ".") { kind = .dot } else { (kind, length) = dots() }
    case UInt8(ascii: "?"):
      switch next {
      case UInt8(ascii: "?"): (kind, length) = (.questionQuestion, 2)
      case UInt8(ascii: ".") where byte(2) != UInt8(ascii: "."): (kind, length) = (.questionDot, 2)
      default: kind = .question
      }
    case UInt8(ascii: "@"): (kind, length) = (.at, next == UInt8(ascii: ":") ? 2 : 1)
    case UInt8(ascii: "#"): return hash()
    case UInt8(ascii: "&"):
      (kind, length) = next == UInt8(ascii: "&") ? (.ampersandAmpersand, 2) : (.ampersand, 1)
    case UInt8(ascii: "^"): kind = .caret
    case UInt8(ascii: "!"):
      (kind, length) = next == UInt8(ascii: "=") ? (.bangEqual, 2) : (.bang, 1)
    case UInt8(ascii: "~"): return sigil()
    case UInt8(ascii: "+"):
      switch next {
      case UInt8(ascii: "+"): (kind, length) = (.plusPlus, 2)
      case UInt8(ascii: "="): (kind, length) = (.plusEqual, 2)
      default: kind = .plus
      }
    case UInt8(ascii: "-"):
      switch next {
      case UInt8(ascii: ">"): (kind, length) = (.arrow, 2)
      case UInt8(ascii: "-"): (kind, length) = (.minusMinus, 2)
      case UInt8(ascii: "="): (kind, length) = (.minusEqual, 2)
      default: kind = .minus
      }
    case UInt8(ascii: "*"):
      (kind, length) = next == UInt8(ascii: "=") ? (.starEqual, 2) : (.star, 1)
    case UInt8(ascii: "/"):
      switch next {
      case UInt8(ascii: "/"): return lineComment()
      case UInt8(ascii: "*"): return blockComment()
      case UInt8(ascii: "="): (kind, length) = (.slashEqual, 2)
      default: kind = .slash
      }
    case UInt8(ascii: "%"):
      (kind, length) = next == UInt8(ascii: "=") ? (.percentEqual, 2) : (.percent, 1)
    case UInt8(ascii: "<"):
      switch next {
      case UInt8(ascii: ">"): (kind, length) = (.concat, 2)
      case UInt8(ascii: "="): (kind, length) = (.lessEqual, 2)
      default: kind = .less
      }
    // `>=` is put together by the parser: `>` may close a type.
    case UInt8(ascii: ">"): kind = .greater
    case UInt8(ascii: "="):
      switch next {
      case UInt8(ascii: "="): (kind, length) = (.equalEqual, 2)
      case UInt8(ascii: ">"): (kind, length) = (.fatArrow, 2)
      default: kind = .equal
      }
    case UInt8(ascii: "|"):
      switch next {
      case UInt8(ascii: ">"): (kind, length) = (.pipe, 2)
      case UInt8(ascii: "|"): (kind, length) = (.barBar, 2)
      default: kind = .bar
      }
    case UInt8(ascii: "`"): return backticks()
    default:
      position += 1
      return reportUnknown(position - 1)
    }
    add(kind, length: length)
  }

  /// `` `in` ``: a name, whatever the word is elsewhere. The token has the backticks, its text has not.
  private mutating func backticks() {
    let start = position
    position += 1
    if !characterClass().beginsName && !isLetter(at: position) { return reportUnknown(start) }
    while characterClass().continuesName || byte() >= 0x80 && isLetter(at: position) {
      position += byte() < 0x80 ? 1 : scalarLength(at: position)
    }
    if byte() == UInt8(ascii: "`") {
      position += 1
    } else {
      diagnostics.append(
        .init(
          .unterminatedLiteral, "this name has no closing `` ` ``", at: span(start, position),
          helps: [Help("close it", edits: [TextEdit(span(position, position), "`")])]))
      explainLine(start)
    }
    let isWildcard = position == start + 3 && bytes[start + 1] == UInt8(ascii: "_")
    add(isWildcard ? .underscore : .identifier, from: start)
  }

  /// At two dots.
  private func dots() -> (TokenKind, Int) {
    switch byte(2) {
    case UInt8(ascii: "<"): (.halfOpenRange, 3)
    case UInt8(ascii: "."): (.closedRange, 3)
    default: (.range, 2)
    }
  }

  /// At `(` or `{`.
  @inline(__always) private mutating func opening() {
    let isBrace = byte() == UInt8(ascii: "{")
    if isBrace { braceBalance += 1 } else { bracketBalance += 1 }
    if !strings.isEmpty {
      strings[strings.count - 1].nest(isBrace ? UInt8(ascii: "}") : UInt8(ascii: ")"))
    }
  }

  /// At `)` or `}`: takes it, and the text behind it, where it ends the interpolation that the position is in.
  @inline(__always) private mutating func closesInterpolation() -> Bool {
    guard !strings.isEmpty, strings[strings.count - 1].unnest(byte()) else { return false }
    add(.interpolationEnd, length: 1)
    stringText()
    return true
  }

  /// `#name`, or a raw string's `#"`.
  private mutating func hash() {
    var hashes = 1
    while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
    if byte(hashes) == UInt8(ascii: "\"") { return string(hashes: hashes) }
    if [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n")].contains(byte(hashes)) {
      return foreignComment(hashes)
    }
    for _ in 0..<hashes { add(.hash, length: 1) }
  }

  /// `# text`, as Elixir and the shell have it.
  private mutating func foreignComment(_ hashes: Int) {
    let place = span(position, position + hashes)
    diagnostics.append(
      Diagnostic(
        .unexpectedToken, "a comment begins with `//`, found `#`", at: place,
        helps: [Help("write `//`", edits: [TextEdit(place, "//")], isSafe: true)]))
    restOfLine(.lineComment)
  }

  // MARK: Comments

  private mutating func lineComment() {
    let isDoc = byte(2) == UInt8(ascii: "/") && byte(3) != UInt8(ascii: "/")
    restOfLine(isDoc ? .docLineComment : .lineComment)
  }

  private mutating func restOfLine(_ comment: TokenKind) {
    let start = position
    while position < count, byte() != UInt8(ascii: "\n"), byte() != UInt8(ascii: "\r") {
      position += 1
    }
    addComment(comment, from: start)
  }

  private mutating func blockComment() {
    let start = position
    let isDoc =
      byte(2) == UInt8(ascii: "*") && byte(3) != UInt8(ascii: "*") && byte(3) != UInt8(ascii: "/")
    var depth = 0
    repeat {
      if byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
        depth += 1
        position += 2
      } else if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < count
    position = min(position, count)
    if depth > 0 {
      diagnostics.append(
        .init(
          .unterminatedLiteral, "this comment has no end", at: span(start, start + 2),
          helps: [Help("write `*/` where it ends; `//` begins one that ends with its line")]))
      explainRest(from: lastTokenEnd)
    }
    addComment(isDoc ? .docBlockComment : .blockComment, from: start)
  }

  private mutating func addComment(_ kind: TokenKind, from start: Int) {
    comments.append(Token(kind: kind, startsLine: startsLine, start: start, end: position))
    // A line break inside counts as one between the tokens around it.
    if !startsLine, kind == .blockComment || kind == .docBlockComment {
      startsLine = (start..<position).contains { bytes[$0] == UInt8(ascii: "\n") }
    }
  }
}
