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
  mutating func failExpecting(_ wanted: String, notes: [String] = [], helps: [Help] = []) {
    guard !panicking else { return }
    let place = placeOfMissing
    let found = place.isEmpty && kind != .endOfFile ? "the end of the line" : describe(position)
    fail(
      "expected \(wanted), found \(found)", at: place, label: "expected \(wanted)", notes: notes,
      helps: helps.isEmpty && notes.isEmpty ? wayOut(wanting: wanted) : helps)
  }

  /// What another language has there, or else how what is missing is written.
  private func wayOut(wanting wanted: String) -> [Help] {
    let habits = habits()
    if !habits.isEmpty { return habits.map { Help($0) } }
    let help =
      switch wanted {
      case "a value": "write one, such as `1`, `\"text\"` or a name, or leave out what asks for it"
      case "a type": "write one, such as `String`, `Int?` or `[Post]`"
      case "a new line or `;`":
        "begin the next statement on a line of its own, or leave out what follows"
      case _ where wanted.contains("name"): "a name begins with a letter: `total`, `Post`"
      default: "write \(wanted) here, or leave out what stands before it"
      }
    return [Help(help)]
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
      secondary: [Label(span(opener), "to close this `\(self.text(opener))`")],
      helps: habits().map { Help($0) }
        + [Help("write `\(text)` where it ends, or leave out the `\(self.text(opener))`")])
  }
}
