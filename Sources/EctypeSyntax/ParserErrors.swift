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

  /// What stands at a token, as its author would name it.
  func describe(_ token: Int) -> String {
    switch tokens[token].kind {
    case .endOfFile: "the end of the file"
    case .stringStart, .stringText, .stringEnd: "a string"
    case .interpolationStart: "an interpolation"
    case .interpolationEnd: "the end of an interpolation"
    default: "`\(source.text(span(token)))`"
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

  /// Consumes an opening `(`, `[` or `{` of an expression.
  @inline(__always) mutating func openDelimiter() -> Int {
    if kind == .leftBrace { open.braces += 1 } else { open.brackets += 1 }
    return take()
  }

  /// Consumes the closer of the delimiter at `opener`.
  mutating func closeDelimiter(_ closer: TokenKind, _ opener: Int) {
    if kind == closer, !panicking {
      advance()
    } else {
      failUnclosed(closer, opener)
    }
    if closer == .rightBrace { open.braces -= 1 } else { open.brackets -= 1 }
  }

  mutating func failUnclosed(_ closer: TokenKind, _ opener: Int) {
    guard !panicking else { return }
    let text = closer == .rightParen ? ")" : closer == .rightBracket ? "]" : "}"
    let place = placeOfMissing
    let found = place.isEmpty && kind != .endOfFile ? "the end of the line" : describe(position)
    fail(
      "expected `\(text)`, found \(found)", code: .unclosedDelimiter, at: place,
      label: "expected `\(text)`",
      secondary: [Label(span(opener), "to close this `\(source.text(span(opener)))`")])
  }

  // MARK: Recovery

  /// Where recovery goes on.
  enum Boundary { case statement, member }

  /// After a mistake: passes over tokens up to the next statement or member and leaves an error node of them.
  mutating func synchronize(_ boundary: Boundary) {
    defer {
      panicking = aborted
      open = OpenDelimiters()
    }
    guard !aborted else { return }
    let first = position
    var owed = openAtMistake
    var opened = 0
    while kind != .endOfFile {
      if startsLine, opened == 0, position > first || owed.brackets == 0 && owed.braces == 0 {
        if beginsStrongly(boundary) { break }
        if boundary == .statement, owed.brackets == 0, owed.braces == 0, !continuesLine { break }
      }
      switch kind {
      case .leftParen, .leftBracket: owed.brackets += 1
      case .rightParen, .rightBracket: owed.brackets = max(0, owed.brackets - 1)
      case .leftBrace:
        owed.braces += 1
        opened += 1
      case .rightBrace:
        if owed.braces == 0 { return finishSkipped(first) }
        owed.braces -= 1
        opened = max(0, opened - 1)
        if boundary == .member, owed.braces == 0 {
          advance()
          return finishSkipped(first)
        }
      case .semicolon where opened == 0: return finishSkipped(first)
      case .caseKeyword, .defaultKeyword:
        if boundary == .statement, opened == 0, startsLine { return finishSkipped(first) }
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
    case .at, .hash, .letKeyword, .varKeyword, .funcKeyword, .functionKeyword: true
    case .caseKeyword, .defaultKeyword: peek() != .colon
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
      .rightBracket:
      true
    case .percent: !percentBeginsLiteral
    case .notKeyword: peek() == .inKeyword
    default: Precedence.of(kind) != nil
    }
  }

  // MARK: Indentation, where braces do not pair

  /// The column of a token, in bytes.
  func column(_ token: Int) -> Int {
    var index = Int(tokens[token].start)
    let end = index
    while index > 0, source.bytes[index - 1] != UInt8(ascii: "\n") { index -= 1 }
    return end - index
  }

  /// The column of the first byte on a token's line that is no space.
  func indentation(_ token: Int) -> Int {
    var start = Int(tokens[token].start)
    while start > 0, source.bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    var index = start
    while source.bytes[index] == UInt8(ascii: " ") || source.bytes[index] == UInt8(ascii: "\t") {
      index += 1
    }
    return index - start
  }

  /// In a file that lacks a `}`: whether the current token is outside the braces opened at `opener` by its
  /// indentation, so that theirs is the one missing.
  func isOutside(_ opener: Int) -> Bool {
    guard braceBalance > 0, startsLine, !panicking else { return false }
    let column = column(position)
    let indentation = indentation(opener)
    return kind == .rightBrace ? column < indentation : column <= indentation
  }

  /// Reports the missing closer of `opener` and goes on as if it were there.
  mutating func closeByIndentation(_ opener: Int) {
    braceBalance -= 1
    failUnclosed(.rightBrace, opener)
    panicking = false
  }
}
