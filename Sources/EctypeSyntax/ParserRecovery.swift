internal import EctypeDiagnostics

extension Parser {
  // MARK: Bodies

  /// What stands in the braces opened at `opener`, and the closing brace; where that is missing, it is
  /// reported, and reading goes on as if it were there.
  @inline(__always)
  mutating func inBraces(_ opener: Int, _ item: (inout Parser) -> Void) {
    panicking = aborted
    let saved = (open, noBrace, inPattern)
    open = OpenDelimiters()
    noBrace = false
    inPattern = false
    defer { (open, noBrace, inPattern) = saved }
    while kind != .endOfFile {
      if skip(.semicolon) { continue }
      if isOutside(opener) { break }
      if kind != .rightBrace {
        item(&self)
      } else if isStray(opener) {
        passStrayBrace(in: opener)
      } else {
        return advance()
      }
    }
    failUnclosed(.rightBrace, opener)
    panicking = aborted
  }

  /// Whether the `{` of a body is here. After a mistake before it, which is reported, it is looked for on
  /// the rest of the line, so that the body is read all the same.
  mutating func expectBrace(_ what: String) -> Bool {
    if kind == .leftBrace, !panicking { return true }
    failExpecting(what)
    var index = position
    while tokens[index].kind != .endOfFile, index == position || !tokens[index].startsLine {
      if tokens[index].kind == .leftBrace, tokens[index + 1].startsLine {
        let first = position
        while position < index { advance() }
        if index > first { finish(.error, from: mark, first: first) }
        panicking = aborted
        return true
      }
      index += 1
    }
    return false
  }

  /// After the report that `{` is expected: whether the file has too few and what would follow does follow,
  /// so that reading goes on as if it were there.
  var missesBrace: Bool {
    mutating get {
      guard braceBalance < 0, previous >= 0, kind != .rightBrace, !aborted,
        startsLine ? column(position) > indentation(previous) : beginsStrongly(.member)
      else { return false }
      braceBalance += 1
      panicking = false
      return true
    }
  }

  // MARK: Recovery

  /// Where a lexical mistake has been reported: what follows in the statement is passed over in silence.
  mutating func giveUp() {
    guard !panicking else { return }
    panicking = true
    openAtMistake = open
  }

  /// Where recovery goes on.
  enum Boundary { case statement, member, switchCase }

  /// After a mistake in what began at `start`: passes over tokens up to the next statement or member and
  /// leaves an error node of them. At least one token is passed over, so that reading gets on.
  ///
  /// Lines indented deeper than the start belong to it, whatever they are, unless one can only begin a
  /// statement; so do the closers of what was open.
  mutating func synchronize(_ boundary: Boundary, from start: Int) {
    defer {
      panicking = aborted
      open = OpenDelimiters()
    }
    guard !aborted else { return }
    let first = position
    let startColumn = column(start)
    var owed = openAtMistake
    var opened = 0
    // Where a `(` is missing, what would be in it stands on lines of its own.
    var seeksCloser = bracketBalance < 0 && (kind == .comma || kind == .colon)
    while kind != .endOfFile {
      if startsLine, opened == 0, position > start {
        if beginsStrongly(boundary) { break }
        if boundary == .member ? beginsAlike(startColumn) : boundary == .statement,
          !seeksCloser, kind != .rightBrace, column(position) <= startColumn, !continuesLine
        {
          break
        }
      }
      switch kind {
      case .leftParen, .leftBracket: owed.brackets += 1
      case .rightParen, .rightBracket:
        if owed.brackets > 0 {
          owed.brackets -= 1
        } else if bracketBalance < 0 {
          bracketBalance += 1
          seeksCloser = false
        }
      case .rightBrace where owed.braces > 0 && startsLine && column(position) < startColumn:
        return finishSkipped(first)
      case .leftBrace:
        owed.braces += 1
        opened += 1
      case .rightBrace where owed.braces > 0:
        owed.braces -= 1
        opened = max(0, opened - 1)
      case .rightBrace:
        guard braceBalance < 0, !startsLine || column(position) >= startColumn, position > start
        else { return finishSkipped(first) }
        braceBalance += 1
      case .semicolon where opened == 0 && position > start:
        // In brackets that are closed, it stands for a comma.
        if owed.brackets == 0 || bracketBalance > 0 { return finishSkipped(first) }
      default: break
      }
      advance()
    }
    finishSkipped(first)
  }

  private mutating func finishSkipped(_ first: Int) {
    if position > first { finish(.error, from: mark, first: first) }
  }

  /// Whether two words begin the line, below a member that was not understood: another of its kind, not understood
  /// either.
  private func beginsAlike(_ startColumn: Int) -> Bool {
    kind == .identifier && peek().isWord && !tokens[position + 1].startsLine
      && column(position) == startColumn
  }

  /// Whether a name stands here. A keyword that begins a line begins what it names there, and the name is missing.
  @inline(__always) var isAtName: Bool {
    kind.isWord && !(startsLine && beginsLine)
  }

  /// Whether a keyword at the beginning of a line has behind it what it begins.
  private var beginsLine: Bool {
    guard beginsStrongly(.statement), !tokens[position + 1].startsLine else { return false }
    switch peek() {
    case .comma, .equal, .question, .less, .arrow, .rightParen, .rightBracket, .rightBrace,
      .endOfFile:
      return false
    case .colon: return kind == .defaultKeyword
    case .dot: return kind == .caseKeyword
    default: return true
    }
  }

  /// Whether the token can only begin a statement or member.
  func beginsStrongly(_ boundary: Boundary) -> Bool {
    switch kind {
    case _ where boundary == .switchCase: kind == .caseKeyword || kind == .defaultKeyword
    case .at, .hash, .letKeyword, .varKeyword, .funcKeyword, .functionKeyword: true
    case .caseKeyword: peek() != .colon
    case .defaultKeyword: boundary == .statement
    case .structKeyword, .enumKeyword, .classKeyword, .publicKeyword, .privateKeyword,
      .staticKeyword,
      .finalKeyword, .inlineKeyword, .overrideKeyword, .externKeyword, .moduleKeyword,
      .elixirKeyword:
      peek().isWord || peek() == .leftBrace
    case .ifKeyword, .forKeyword, .whileKeyword, .guardKeyword, .returnKeyword, .breakKeyword,
      .continueKeyword:
      boundary == .statement && peek() != .colon
    default: false
    }
  }

  /// Whether a line that begins with this token continues the one before.
  var continuesLine: Bool {
    switch kind {
    case .dot, .questionDot, .question, .colon, .comma, .arrow, .fatArrow, .equal, .rightParen,
      .rightBracket, .elseKeyword, .leftBrace:
      true
    case .percent: !percentBeginsLiteral
    case .notKeyword: peek() == .inKeyword
    default: Precedence.of(kind) != nil
    }
  }

  // MARK: Indentation, where braces or parentheses do not pair

  /// The column of a token, in bytes; of one far along its line, no more than 1000.
  func column(_ token: Int) -> Int {
    let end = Int(tokens[token].start)
    var index = end
    while index > 0, end - index < 1000, source.bytes[index - 1] != UInt8(ascii: "\n") {
      index -= 1
    }
    return end - index
  }

  /// The column of the first byte on a token's line that is no space.
  func indentation(_ token: Int) -> Int { indentation(at: Int(tokens[token].start)) }

  private func indentation(at offset: Int) -> Int {
    var index = offset
    var column = 0
    var read = 0
    while index > 0, read < 1000, source.bytes[index - 1] != UInt8(ascii: "\n") {
      index -= 1
      read += 1
      let isSpace = source.bytes[index] == UInt8(ascii: " ") || source.bytes[index] == 0x09
      column = isSpace ? column + 1 : 0
    }
    return column
  }

  /// In a file that lacks a `}`: whether the current token is outside the braces opened at `opener` by its
  /// indentation, so that theirs is the one missing.
  func isOutside(_ opener: Int) -> Bool {
    guard braceBalance > 0, startsLine, !panicking else { return false }
    let indentation = indentation(opener)
    let column = column(position)
    switch kind {
    case .rightBrace, .caseKeyword, .defaultKeyword: return column < indentation
    default: return column <= indentation
    }
  }

  /// In a file that lacks a `)` or `]`: whether the line is outside the innermost bracket by its
  /// indentation, so that it does not continue an expression in it.
  @inline(__always) func isOutsideBracket() -> Bool {
    bracketBalance > 0 && startsLine && open.innermost >= 0
      && column(position) <= indentation(open.innermost)
  }

  /// In a file that has a `}` too many: whether the current one is it, by its indentation.
  func isStray(_ opener: Int?) -> Bool {
    guard braceBalance < 0, startsLine, kind == .rightBrace, let opener else { return false }
    return column(position) > indentation(opener)
  }

  /// Passes over a `}` too many; it is reported unless an earlier mistake explains it: one at the `{` that it closes
  /// should be in these braces, and in a line that begins no further to the left.
  mutating func passStrayBrace(in opener: Int? = nil) {
    let first = position
    let isExplained =
      if let opener {
        diagnostics.contains { isInside(opener, $0, from: column(first)) }
      } else {
        !diagnostics.isEmpty && !(braceBalance < 0 && column(first) == 0)
      }
    if !isExplained {
      fail(
        "this `}` closes nothing",
        helps: [
          Help("leave it out, or write the `{` that it closes")
        ])
    }
    panicking = aborted
    braceBalance += 1
    advance()
    finish(.error, from: mark, first: first)
  }

  private func isInside(_ opener: Int, _ diagnostic: Diagnostic, from column: Int) -> Bool {
    let place = Int(diagnostic.primary.span.start)
    return place >= Int(tokens[opener].start) && indentation(at: place) >= column
  }
}
