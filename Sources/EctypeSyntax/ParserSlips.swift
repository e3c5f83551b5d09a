internal import EctypeDiagnostics

/// Slips whose meaning is plain, most of them habits from other languages: each is reported with its way out, and
/// reading goes on as if it were written right, so that nothing else is said of it.
extension Parser {
  mutating func slip(
    _ message: String, at place: Span? = nil, label: String = "", notes: [String] = [],
    help: Help? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        .unexpectedToken, message, at: place ?? span(position), label: label, notes: notes,
        helps: help.map { [$0] } ?? []))
  }

  mutating func read(as kind: TokenKind) {
    tokens.replace(
      position, with: kind, start: tokens.start(position), end: tokens.end(position))
    self.kind = kind
  }

  func text(_ token: Int, isOneOf words: [String]) -> Bool {
    tokens[token].kind == .identifier && words.contains(text(token))
  }

  /// What the word here, or the one before it, is called in this language.
  func habits() -> [String] {
    if kind == .fatArrow { return ["a closure is written `{ x in … }` or `x -> …`"] }
    let ranges: Set<TokenKind> = [.halfOpenRange, .closedRange]
    if ranges.contains(kind) || previous >= 0 && ranges.contains(tokens[previous].kind) {
      return ["a range has two ends; with one, ask for it: `case let n where n >= 10`"]
    }
    if kind == .forKeyword, !startsLine {
      return ["`xs.map { x in … }` makes a list of another, `filter` chooses from it"]
    }
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
  static let memberKeywords = [
    "var", "let", "func", "struct", "class", "enum", "case", "extern", "public", "private",
    "static", "inline", "override", "final",
  ]
  static let statementKeywords = [
    "let", "var", "return", "if", "for", "while", "switch", "guard", "func",
  ]
  private static let foreignKeywords = [
    "def": "func", "defp": "func", "fn": "func", "const": "let", "foreach": "for",
    "match": "switch", "fileprivate": "private",
  ]

  /// What asks for the contrary of what another keyword asks for.
  private static let negatedKeywords = ["unless": "if", "until": "while"]

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
  @inline(__always)
  mutating func readsAsKeyword(_ keywords: @autoclosure () -> [String]) -> Bool {
    (isMisspeltStatement || kind == .fnKeyword && peek().isWord) && !panicking
      && takesKeyword(among: keywords())
  }

  private mutating func takesKeyword(among keywords: [String]) -> Bool {
    let word = text(position)
    if let contrary = Self.negatedKeywords[word], keywords.contains(contrary) {
      slip("there is no keyword `\(word)`", help: Help("write `\(contrary) !(…)`"))
      read(as: Keywords.kind(contrary)!)
      return true
    }
    var meant = Self.foreignKeywords[word]
    if meant.map({ !keywords.contains($0) }) ?? true {
      meant = word.utf8.count > 16 ? nil : Suggestions.nearest(to: word, among: keywords)
    }
    guard let meant, let kind = Keywords.kind(meant) else { return false }
    // Only functions have parentheses behind their names.
    if kind == .letKeyword || kind == .varKeyword, peek(2) == .leftParen { return false }
    misspelt(meant)
    read(as: kind)
    return true
  }

  // MARK: Swift's declarations

  /// Modifiers of Swift that mean nothing here.
  private static let foreignModifiers = [
    "lazy", "weak", "unowned", "internal", "open", "package", "mutating", "nonisolated", "indirect",
    "required", "convenience",
  ]

  @inline(__always)
  mutating func skipsForeignModifier() -> Bool {
    isMisspeltStatement && !panicking && isForeignModifier && skipModifier()
  }

  private var isForeignModifier: Bool { text(position, isOneOf: Self.foreignModifiers) }

  private mutating func skipModifier() -> Bool {
    let word = span(position)
    let withBlank = Span(file: word.file, start: Int(word.start), end: tokens.start(position + 1))
    slip(
      "there is no modifier `\(text(position))`",
      help: Help("leave it out", edits: [TextEdit(withBlank, "")]))
    advance()
    return true
  }

  /// What is written here where Swift has a declaration that this language has not.
  func foreignDeclaration() -> String? {
    guard kind.isWord else { return nil }
    return switch text(position) {
    case "typealias": "write the type itself where it is meant"
    case "protocol": "leave it out: a function says which struct it works on"
    case "extension": "write it where the struct is declared, or its functions into a `class`"
    case "init", "deinit", "subscript": "leave it out: a struct is made so: `Post(title: \"…\")`"
    case "import": "leave it out"
    default: nil
    }
  }

  /// What Swift has behind such a member and this language has not.
  func hasNone(_ member: NodeKind) -> String? {
    switch (member, kind) {
    case (.varDecl, .leftBrace): "what is computed is a `func`: `func total() -> Int { … }`"
    case (.enumCase, .leftParen): "a case holds no values: what has some is a struct"
    default: nil
    }
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

  // MARK: Variables

  /// `name: T` where a member stands.
  mutating func variableWithoutKeyword(_ mark: Int, _ first: Int) {
    let start = tokens.start(position)
    slip(
      "expected `var` before the name of a member, found `\(text(position))`",
      label: "expected `var`",
      help: Help(
        "put it there", edits: [TextEdit(Span(file: file, start: start, end: start), "var ")]))
    let name = take()
    typeAnnotation()
    if kind == .equal, !panicking { initializer() }
    finish(.varDecl, from: mark, first: first, main: name)
  }

  /// `timestamps()`, as Ecto has it, where a member stands.
  mutating func timestampsWithoutHash(_ mark: Int, _ first: Int) {
    let isCall = peek() == .leftParen
    let isEmpty = isCall && peek(2) == .rightParen
    let end = tokens.end(isEmpty ? position + 2 : position)
    let place = Span(file: file, start: tokens.start(position), end: end)
    slip(
      "a member that stands alone begins with `#`, found `timestamps`", at: span(position),
      help: Help("write `#timestamps`", edits: [TextEdit(place, "#timestamps")]))
    let name = take()
    if isCall { argumentList() }
    finish(.directive, from: mark, first: first, main: name)
  }

  /// Behind a variable's name: whether the name of a type follows, and nothing before it.
  var lacksColon: Bool {
    guard kind == .identifier, !startsLine, !panicking else { return false }
    let first = source.bytes[tokens.start(position)]
    guard first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else { return false }
    switch peek() {
    case .equal, .question, .semicolon, .rightBrace, .endOfFile: return true
    default: return tokens.startsLine(position + 1)
    }
  }

  mutating func typeWithoutColon() {
    let end = tokens.end(previous)
    slip(
      "expected `:` before the type, found \(describe(position))", label: "expected `:`",
      help: Help(
        "put it there", edits: [TextEdit(Span(file: file, start: end, end: end), ":")]))
    let mark = mark
    let first = position
    type()
    finish(.typeAnnotation, from: mark, first: first)
  }

  /// `{limit: Int = 10}`
  mutating func defaultOfField(_ name: Int) {
    let place = span(position)
    let end = tokens.end(previous)
    let mark = mark
    let first = take()
    expression()
    finish(.error, from: mark, first: first)
    slip(
      "a field of a type has no default", at: place,
      help: Help(
        "say where it is used what it is then: `options.\(text(name)) ?? …`",
        edits: panicking
          ? [] : [TextEdit(Span(file: file, start: end, end: tokens.end(previous)), "")]))
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
}

extension Keywords {
  static func kind(_ word: String) -> TokenKind? { words.first { "\($0.0)" == word }?.1 }
}
