internal import EctypeDiagnostics

extension Parser {
  // MARK: Reporting

  func span(_ token: Int) -> Span {
    Span(file: file, start: Int(tokens[token].start), end: Int(tokens[token].end))
  }

  /// Where something is missing: the current token, or the end of the last where that is on a line before.
  var placeOfMissing: Span {
    guard startsLine || kind == .endOfFile, previous >= 0 else { return span(position) }
    let end = Int(tokens[previous].end)
    return Span(file: file, start: end, end: end)
  }

  func text(_ token: Int) -> String { source.text(span(token)) }

  /// What stands at a token, as its author would name it.
  func describe(_ token: Int) -> String {
    switch tokens[token].kind {
    case .endOfFile: "the end of the file"
    case .stringStart, .stringText, .stringEnd: "a string"
    case .interpolationStart: "an interpolation"
    case .interpolationEnd: "the end of an interpolation"
    default: "`\(text(token))`"
    }
  }

  /// The first mistake of a statement is reported, what follows from it is not.
  mutating func fail(
    _ message: String, code: DiagnosticCode = .unexpectedToken,
    at place: Span? = nil, label: String = "", secondary: [Label] = [], notes: [String] = [],
    helps: [Help] = []
  ) {
    guard !panicking else { return }
    panicking = true
    openAtMistake = open
    diagnostics.append(
      Diagnostic(
        code, message, at: place ?? span(position), label: label, secondary: secondary,
        notes: notes, helps: helps))
  }

  /// "expected …, found …".
  mutating func failExpecting(_ what: String, helps: [Help] = []) {
    guard !panicking else { return }
    let wanted = what
    let place = placeOfMissing
    let found = place.isEmpty && kind != .endOfFile ? "the end of the line" : describe(position)
    fail("expected \(wanted), found \(found)", at: place, label: "expected \(wanted)", helps: helps)
  }

  /// Reports without giving up on the statement.
  mutating func report(_ diagnostic: Diagnostic) {
    if !panicking { diagnostics.append(diagnostic) }
  }

  /// Reports what was expected and leaves an error node in its place.
  mutating func failNode(_ what: String) {
    failExpecting(what)
    finish(.error, from: mark, first: position)
  }

  @discardableResult
  mutating func expect(_ wanted: TokenKind, _ what: String) -> Bool {
    if panicking { return false }
    if kind == wanted {
      advance()
      return true
    }
    failExpecting(what)
    return false
  }

  // MARK: Delimiters

  /// Consumes an opening `(`, `[` or `{` of an expression, inside of which `{` may begin a value again.
  @inline(__always) mutating func openDelimiter() -> Opener {
    let opener = Opener(token: position, outer: open, noBrace: noBrace)
    if kind == .leftBrace { open.braces += 1 } else { open.brackets += 1 }
    open.innermost = position
    // A condition that lacks a `)` must not take its block for a closure.
    noBrace = noBrace && bracketBalance > 0
    advance()
    return opener
  }

  /// Consumes the closer of the delimiter at `opener`.
  @inline(__always) mutating func closeDelimiter(_ closer: TokenKind, _ opener: Opener) {
    if kind == closer, !panicking {
      advance()
    } else if !panicking {
      failUnclosed(closer, opener.token)
      // The block of a condition is read all the same.
      if kind == .leftBrace, opener.noBrace { panicking = false }
    }
    open = opener.outer
    noBrace = opener.noBrace
  }

  mutating func failUnclosed(_ closer: TokenKind, _ opener: Int) {
    guard !panicking else { return }
    let text = closer == .rightParen ? ")" : closer == .rightBracket ? "]" : "}"
    if closer == .rightBrace { braceBalance -= 1 } else { bracketBalance -= 1 }
    let place = placeOfMissing
    let found = place.isEmpty && kind != .endOfFile ? "the end of the line" : describe(position)
    fail(
      "expected `\(text)`, found \(found)", code: .unclosedDelimiter, at: place,
      label: "expected `\(text)`",
      secondary: [Label(span(opener), "to close this `\(self.text(opener))`")])
  }

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
        passStrayBrace()
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
        if boundary == .statement, !seeksCloser, kind != .rightBrace,
          column(position) <= startColumn, !continuesLine
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
      case .semicolon where opened == 0 && position > start: return finishSkipped(first)
      default: break
      }
      advance()
    }
    finishSkipped(first)
  }

  private mutating func finishSkipped(_ first: Int) {
    if position > first { finish(.error, from: mark, first: first) }
  }

  /// Whether the token can only begin a statement or member.
  private func beginsStrongly(_ boundary: Boundary) -> Bool {
    switch kind {
    case _ where boundary == .switchCase: kind == .caseKeyword || kind == .defaultKeyword
    case .at, .hash, .letKeyword, .varKeyword, .funcKeyword, .functionKeyword: true
    case .caseKeyword: peek() != .colon
    case .defaultKeyword: boundary == .statement
    case .structKeyword, .enumKeyword, .classKeyword, .publicKeyword, .privateKeyword, .staticKeyword,
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
    while index > 0, end - index < 1000, source.bytes[index - 1] != UInt8(ascii: "\n") { index -= 1 }
    return end - index
  }

  /// The column of the first byte on a token's line that is no space.
  func indentation(_ token: Int) -> Int {
    var index = Int(tokens[token].start)
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

  /// Passes over a `}` too many; it is reported unless an earlier mistake explains it.
  mutating func passStrayBrace() {
    let first = position
    if diagnostics.isEmpty || braceBalance < 0 && column(first) == 0 { fail("this `}` closes nothing") }
    panicking = aborted
    braceBalance += 1
    advance()
    finish(.error, from: mark, first: first)
  }
}
