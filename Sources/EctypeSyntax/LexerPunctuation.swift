internal import EctypeDiagnostics

extension Lexer {
  mutating func punctuation() {
    switch byte() {
    case UInt8(ascii: "("):
      if !strings.isEmpty { strings[strings.count - 1].nest(UInt8(ascii: ")")) }
      bracketBalance += 1
      add(.leftParen, length: 1)
    case UInt8(ascii: ")"): closing(.rightParen)
    case UInt8(ascii: "["):
      bracketBalance += 1
      add(.leftBracket, length: 1)
    case UInt8(ascii: "]"): closing(.rightBracket)
    case UInt8(ascii: "{"):
      if !strings.isEmpty { strings[strings.count - 1].nest(UInt8(ascii: "}")) }
      braceBalance += 1
      add(.leftBrace, length: 1)
    case UInt8(ascii: "}"): closing(.rightBrace)
    case UInt8(ascii: ","): add(.comma, length: 1)
    case UInt8(ascii: ";"): add(.semicolon, length: 1)
    case UInt8(ascii: ":"): add(.colon, length: 1)
    case UInt8(ascii: "."): dots()
    case UInt8(ascii: "?"):
      switch byte(1) {
      case UInt8(ascii: "?"): add(.questionQuestion, length: 2)
      case UInt8(ascii: ".") where byte(2) != UInt8(ascii: "."): add(.questionDot, length: 2)
      default: add(.question, length: 1)
      }
    case UInt8(ascii: "@"): add(.at, length: byte(1) == UInt8(ascii: ":") ? 2 : 1)
    case UInt8(ascii: "#"): hash()
    case UInt8(ascii: "&"): pick(UInt8(ascii: "&"), .ampersandAmpersand, else: .ampersand)
    case UInt8(ascii: "^"): add(.caret, length: 1)
    case UInt8(ascii: "!"): pick(UInt8(ascii: "="), .bangEqual, else: .bang)
    case UInt8(ascii: "~"): sigil()
    case UInt8(ascii: "+"):
      if byte(1) == UInt8(ascii: "+") {
        add(.plusPlus, length: 2)
      } else {
        pick(UInt8(ascii: "="), .plusEqual, else: .plus)
      }
    case UInt8(ascii: "-"):
      switch byte(1) {
      case UInt8(ascii: ">"): add(.arrow, length: 2)
      case UInt8(ascii: "-"): add(.minusMinus, length: 2)
      default: pick(UInt8(ascii: "="), .minusEqual, else: .minus)
      }
    case UInt8(ascii: "*"): pick(UInt8(ascii: "="), .starEqual, else: .star)
    case UInt8(ascii: "/"): slash()
    case UInt8(ascii: "%"): pick(UInt8(ascii: "="), .percentEqual, else: .percent)
    case UInt8(ascii: "<"):
      if byte(1) == UInt8(ascii: ">") {
        add(.concat, length: 2)
      } else {
        pick(UInt8(ascii: "="), .lessEqual, else: .less)
      }
    // `>=` is put together by the parser: `>` may close a type.
    case UInt8(ascii: ">"): add(.greater, length: 1)
    case UInt8(ascii: "="):
      switch byte(1) {
      case UInt8(ascii: "="): add(.equalEqual, length: 2)
      case UInt8(ascii: ">"): add(.fatArrow, length: 2)
      default: add(.equal, length: 1)
      }
    case UInt8(ascii: "|"):
      if byte(1) == UInt8(ascii: ">") {
        add(.pipe, length: 2)
      } else {
        pick(UInt8(ascii: "|"), .barBar, else: .bar)
      }
    case UInt8(ascii: "`"): backticks()
    default:
      let start = position
      position += 1
      reportUnknown(start)
    }
  }

  private mutating func pick(_ second: UInt8, _ long: TokenKind, else short: TokenKind) {
    if byte(1) == second { add(long, length: 2) } else { add(short, length: 1) }
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

  private mutating func dots() {
    if byte(1) != UInt8(ascii: ".") {
      add(.dot, length: 1)
    } else if byte(2) == UInt8(ascii: "<") {
      add(.halfOpenRange, length: 3)
    } else if byte(2) == UInt8(ascii: ".") {
      add(.closedRange, length: 3)
    } else {
      add(.range, length: 2)
    }
  }

  private mutating func closing(_ kind: TokenKind) {
    if !strings.isEmpty, strings[strings.count - 1].unnest(byte()) {
      add(.interpolationEnd, length: 1)
      stringText()
      return
    }
    if kind == .rightBrace { braceBalance -= 1 } else { bracketBalance -= 1 }
    add(kind, length: 1)
  }

  /// `#name`, or a raw string's `#"`.
  private mutating func hash() {
    var hashes = 1
    while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
    if byte(hashes) == UInt8(ascii: "\"") { return string(hashes: hashes) }
    for _ in 0..<hashes { add(.hash, length: 1) }
  }

  // MARK: Comments

  private mutating func slash() {
    switch byte(1) {
    case UInt8(ascii: "/"): lineComment()
    case UInt8(ascii: "*"): blockComment()
    default: pick(UInt8(ascii: "="), .slashEqual, else: .slash)
    }
  }

  private mutating func lineComment() {
    let start = position
    let isDoc = byte(2) == UInt8(ascii: "/") && byte(3) != UInt8(ascii: "/")
    while position < count, byte() != UInt8(ascii: "\n"), byte() != UInt8(ascii: "\r") {
      position += 1
    }
    addComment(isDoc ? .docLineComment : .lineComment, from: start)
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
          label: "expected a `*/` for it"))
      explainRest(from: Int(tokens.last?.end ?? 0))
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
