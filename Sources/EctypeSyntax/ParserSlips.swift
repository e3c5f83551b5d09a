internal import EctypeDiagnostics

/// Slips whose meaning is plain, most of them habits from other languages: each is reported with its way out, and
/// reading goes on as if it were written right, so that nothing else is said of it.
extension Parser {
  private mutating func slip(
    _ message: String, at place: Span? = nil, label: String = "", notes: [String] = [],
    help: Help? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        .unexpectedToken, message, at: place ?? span(position), label: label, notes: notes,
        helps: help.map { [$0] } ?? []))
  }

  private mutating func read(as kind: TokenKind) {
    tokens.replace(
      position, with: kind, start: tokens.start(position), end: tokens.end(position))
    self.kind = kind
  }

  private func text(_ token: Int, isOneOf words: [String]) -> Bool {
    tokens[token].kind == .identifier && words.contains(text(token))
  }

  /// What the word here, or the one before it, is called in this language.
  func habits() -> [String] {
    for token in [position, previous] where token >= 0 && tokens[token].kind == .identifier {
      switch text(token) {
      case "throw", "throws", "try", "catch", "rescue", "raise", "await", "async":
        return [
          "nothing is thrown: `return .error(…)` gives an error, `switch` on a result tells it apart"
        ]
      case "as", "is":
        return [
          "nothing is cast: `let name: T = …` says of what type a value is, `switch` tells cases apart"
        ]
      case "import", "using", "alias", "require", "use":
        return ["all files of a project see each other"]
      default: break
      }
    }
    return []
  }

  // MARK: Keywords

  /// What may stand before a declaration, or begin it.
  static var memberKeywords: [String] {
    [
      "var", "let", "func", "struct", "class", "enum", "case", "extern", "public", "private",
      "static", "inline", "override", "final",
    ]
  }
  static var statementKeywords: [String] {
    ["let", "var", "return", "if", "for", "while", "switch", "guard", "func"]
  }
  private static var foreignKeywords: [String: String] {
    [
      "def": "func", "defp": "func", "fn": "func", "const": "let", "foreach": "for",
      "match": "switch",
    ]
  }

  /// Whether a name stands here and a word or literal behind it, which no statement begins with.
  @inline(__always) var isMisspeltStatement: Bool {
    guard kind == .identifier, !tokens[position + 1].startsLine else { return false }
    switch peek() {
    case .inKeyword, .notKeyword, .andKeyword, .orKeyword, .switchKeyword, .elseKeyword,
      .whereKeyword:
      return false
    case .integer, .float, .stringStart: return true
    case let next: return next.isWord
    }
  }

  /// Where a name stands and a word behind it: takes the name for the keyword that it resembles.
  mutating func readsAsKeyword(_ keywords: [String]) -> Bool {
    guard kind == .identifier || kind == .fnKeyword, !panicking,
      isMisspeltStatement || peek().isWord,
      !tokens[position + 1].startsLine
    else { return false }
    let word = text(position)
    var meant = Self.foreignKeywords[word]
    if meant.map({ !keywords.contains($0) }) ?? true {
      meant = word.utf8.count > 16 ? nil : Suggestions.nearest(to: word, among: keywords)
    }
    guard let meant, let kind = Keywords.kind(meant) else { return false }
    misspelt(meant)
    read(as: kind)
    return true
  }

  private mutating func misspelt(_ meant: String) {
    slip(
      "there is no keyword `\(text(position))`",
      help: Help("did you mean `\(meant)`?", edits: [TextEdit(span(position), meant)]))
  }

  /// Behind the block of an `if`: takes `elif` for the next `if`, and a misspelt `else` for that.
  mutating func readsAsElse() -> Bool {
    if text(position, isOneOf: ["elif", "elsif", "elseif"]) {
      misspelt("else if")
      read(as: .ifKeyword)
    } else if !startsLine, peek() == .leftBrace || peek() == .ifKeyword,
      Suggestions.nearest(to: text(position), among: ["else"]) != nil
    {
      misspelt("else")
      read(as: .elseKeyword)
    } else {
      return false
    }
    return true
  }

  // MARK: Blocks

  /// Whether a block begins with `:`, `then` or `do` here, as it does elsewhere.
  var opensForeignBlock: Bool {
    guard !panicking else { return false }
    if kind == .colon { return tokens[position + 1].startsLine || peek() == .leftBrace }
    return !startsLine && text(position, isOneOf: ["then", "do"])
  }

  /// What stands behind such a word: a block, or a statement on the line, or the lines that are indented deeper.
  mutating func foreignBlock() {
    let opener = position
    let place = span(opener)
    let isBraced = peek() == .leftBrace
    slip(
      "a block stands in braces, found `\(text(opener))`", label: "expected `{`",
      help: isBraced ? Help("leave it out", edits: [TextEdit(place, "")]) : nil)
    advance()
    if kind == .leftBrace {
      block()
    } else if startsLine {
      indentedBlock(opener)
    } else {
      oneStatement()
    }
  }

  /// The lines that are indented deeper than that of a token, and an `end` below them.
  mutating func indentedBlock(_ opener: Int) {
    let mark = mark
    let first = position
    let column = indentation(opener)
    let saved = (open, noBrace, inPattern)
    open = OpenDelimiters()
    (noBrace, inPattern) = (false, false)
    while kind != .endOfFile, kind != .rightBrace,
      !startsLine || self.column(position) > column
    {
      if !skip(.semicolon) { statementAndEnd() }
    }
    (open, noBrace, inPattern) = saved
    finish(.block, from: mark, first: first)
    if startsLine, text(position, isOneOf: ["end"]) { advance() }
  }

  // MARK: Functions

  /// Whether a type follows the parameters of a function, and nothing before it.
  var lacksArrow: Bool {
    guard !startsLine, !panicking else { return false }
    switch kind {
    case .leftBracket, .leftParen: return true
    case .identifier: return habits().isEmpty && !opensForeignBlock
    default: return false
    }
  }

  mutating func returnTypeWithoutArrow() {
    let start = Int(tokens[position].start)
    slip(
      "expected `->` before the type of the result, found \(describe(position))",
      label: "expected `->`",
      help: Help(
        "put it there", edits: [TextEdit(Span(file: file, start: start, end: start), "-> ")]))
    let mark = mark
    let first = position
    type()
    finish(.returnType, from: mark, first: first)
  }

  /// At what is behind `->`: whether it is the body, and the type is missing. A type in braces has no other tokens
  /// than types have, and the body behind it.
  var isAtBody: Bool {
    guard kind == .leftBrace else { return false }
    var depth = 0
    var index = position
    while true {
      switch tokens[index].kind {
      case .leftBrace: depth += 1
      case .rightBrace:
        depth -= 1
        if depth == 0 { return !goesOnAsType(tokens[index + 1].kind) }
      case .comma, .colon, .dot, .less, .greater, .question, .questionQuestion, .bar, .arrow,
        .leftBracket, .rightBracket, .leftParen, .rightParen, .absorbed:
        break
      case let kind where kind.isName: break
      default: return true
      }
      index += 1
    }
  }

  private func goesOnAsType(_ next: TokenKind) -> Bool {
    switch next {
    case .leftBrace, .bar, .question, .questionQuestion, .arrow, .whereKeyword: true
    default: false
    }
  }

  // MARK: Loops

  /// At what is behind `for`: `(i = 0;` or `(var i = 0;`.
  var isCountingLoop: Bool {
    guard kind == .leftParen else { return false }
    let hasKeyword = peek() == .varKeyword || peek() == .letKeyword
    let name = hasKeyword ? 2 : 1
    return peek(name).isName && (peek(name + 1) == .equal || hasKeyword && peek(name + 1) == .colon)
  }

  /// Passes over the parentheses of such a loop; its body is read.
  mutating func countingLoop(_ mark: Int, _ first: Int) {
    fail(
      "a `for` goes through a sequence, found a count", notes: ["`for i in 0..<n { … }` counts"])
    let skipped = position
    var depth = 0
    repeat {
      if kind == .leftParen { depth += 1 }
      if kind == .rightParen { depth -= 1 }
      advance()
    } while depth > 0 && kind != .endOfFile && !startsLine
    finish(.error, from: self.mark, first: skipped)
    panicking = aborted
    block()
    finish(.error, from: mark, first: first)
  }

  /// `for var x in xs`.
  mutating func passKeywordOfLoop() {
    slip(
      "a `for` binds its names by itself, found `\(text(position))`",
      help: Help(
        "leave it out",
        edits: [
          TextEdit(
            Span(
              file: file, start: Int(tokens[position].start), end: Int(tokens[position + 1].start)),
            "")
        ]))
    advance()
  }

  // MARK: Patterns and operators

  /// `case 1 | 2`: passes over the bar, as if it were a comma.
  mutating func passBar() -> Bool {
    guard kind == .bar else { return false }
    slip(
      "the patterns of a case are separated by commas, found `|`",
      help: Help("write a comma", edits: [TextEdit(span(position), ",")]))
    advance()
    return true
  }

  /// In a condition, at the `=` behind the operand at `mark`.
  mutating func comparison(_ mark: Int) {
    slip(
      "`=` assigns, and a condition compares", label: "expected `==`",
      help: Help("compare", edits: [TextEdit(span(position), "==")]))
    read(as: .equalEqual)
    operators(.pipe, behind: mark)
  }

  /// Behind an operator: the last of `===` and `!==`.
  mutating func passThirdEqual(_ op: Int) {
    guard kind == .equal, touches(0), !panicking,
      tokens[op].kind == .equalEqual || tokens[op].kind == .bangEqual
    else { return }
    let place = Span(file: file, start: Int(tokens[op].start), end: Int(tokens[position].end))
    let meant = text(op)
    slip(
      "there is no `\(meant)=`", at: place,
      help: Help("`\(meant)` compares values", edits: [TextEdit(place, meant)]))
    advance()
  }

  /// `i++` and `i--`, where no operand follows on.
  mutating func countsUp() -> Bool {
    guard kind == .plusPlus || kind == .minusMinus, touches(0), !panicking else { return false }
    switch peek() {
    case .rightParen, .rightBracket, .rightBrace, .semicolon, .comma, .endOfFile: break
    default:
      guard tokens[position + 1].startsLine, column(position + 1) <= indentation(position) else {
        return false
      }
    }
    let op = kind == .plusPlus ? "+" : "-"
    slip(
      "there is no `\(op)\(op)` that counts",
      help: Help("write `\(op)= 1`", edits: [TextEdit(span(position), " \(op)= 1")]))
    advance()
    return true
  }

  /// The comma between two elements in brackets. Where it is missing, and nothing else in the file is unclosed, the
  /// next element is read all the same.
  @inline(__always) mutating func separator(_ closer: TokenKind) -> Bool {
    if skip(.comma) { return true }
    return kind != closer && !panicking && separatesWithoutComma(closer)
  }

  private mutating func separatesWithoutComma(_ closer: TokenKind) -> Bool {
    let isSemicolon = kind == .semicolon
    guard bracketBalance == 0, braceBalance == 0, isSemicolon || beginsElement else { return false }
    let text = closer == .rightParen ? ")" : closer == .rightBracket ? "]" : "}"
    let place = placeOfMissing
    let found = place.isEmpty ? "the end of the line" : describe(position)
    let end = Int(tokens[previous].end)
    let edit =
      isSemicolon
      ? TextEdit(span(position), ",") : TextEdit(Span(file: file, start: end, end: end), ",")
    slip(
      "expected `,` or `\(text)`, found \(found)", at: place, label: "expected `,` or `\(text)`",
      notes: habits(), help: Help("separate them by a comma", edits: [edit]))
    if isSemicolon { advance() }
    return kind != closer
  }

  private var beginsElement: Bool {
    switch kind {
    case .integer, .float, .stringStart, .sigil, .underscore: true
    default: kind.isName || kind.isConstant
    }
  }
}

extension Keywords {
  static func kind(_ word: String) -> TokenKind? { words.first { "\($0.0)" == word }?.1 }
}
