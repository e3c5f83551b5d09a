internal import EctypeDiagnostics

extension Parser {
  mutating func parseFile() {
    let first = position
    if kind == .moduleKeyword && peek().isWord || readsAsKeyword(["module"]) { moduleClause() }
    while kind != .endOfFile {
      if skip(.semicolon) { continue }
      if kind == .rightBrace {
        passStrayBrace()
        continue
      }
      member(.file)
    }
    previous = max(previous, tokens.count - 2)
    finish(.file, from: 0, first: first)
  }

  private mutating func moduleClause() {
    let mark = mark
    let first = take()
    path()
    finish(.moduleClause, from: mark, first: first)
    if !skip(.semicolon), kind != .endOfFile, !startsLine {
      failExpecting("the end of the line after the module's name")
    }
    if panicking { synchronize(.member, from: first) }
  }

  /// Where a member stands.
  enum Scope { case file, type, extern, body }

  /// One declaration of a file or type, or what recovery makes of it.
  mutating func member(_ scope: Scope) {
    let before = position
    let mark = mark
    guard enter() else { return }
    repeat {
      attributesAndModifiers()
    } while readsAsKeyword(Self.memberKeywords) || skipsForeignModifier()
    declaration(scope, mark, before)
    leave()
    if panicking {
      synchronize(.member, from: before)
    } else {
      endOfMember(before)
    }
  }

  private mutating func endOfMember(_ first: Int) {
    if skip(.semicolon) || startsLine || kind == .rightBrace || kind == .endOfFile { return }
    if previous >= 0, tokens[previous].kind == .rightBrace { return }
    failExpecting("a new line or `;`", helps: hasNone(topKind()).map { [Help($0)] } ?? [])
    synchronize(.member, from: first)
  }

  /// What follows attributes and modifiers, which lie above `mark`.
  mutating func declaration(_ scope: Scope, _ mark: Int, _ first: Int) {
    switch kind {
    case .funcKeyword, .functionKeyword: function(mark, first, needsBody: scope != .extern)
    case _ where scope == .extern: wrongMember(mark, "a `func` of the extern module")
    case _ where scope == .body: wrongMember(mark, "a `func` behind its attributes")
    case .letKeyword, .varKeyword: variable(mark, first)
    case .finalKeyword where peek().isWord || peek() == .underscore: variable(mark, first)
    case .structKeyword, .classKeyword: structure(.structDecl, mark, first)
    case .enumKeyword: structure(.enumDecl, mark, first)
    case .externKeyword: externModule(mark, first)
    case .elixirKeyword where peek() == .leftBrace: elixirBlock(mark, first)
    case .hash: directive(mark, first)
    case .caseKeyword where scope == .type: enumCases(mark, first)
    case .moduleKeyword where peek().isWord:
      fail(
        "a `module` line comes first in a file, and once",
        helps: [Help("move what belongs to it to a file of its own")])
      advance()
      while kind.isWord || kind == .dot, !startsLine { advance() }
      finish(.error, from: mark, first: first)
    case _ where scope == .type && kind.isName && peek() == .colon && !panicking:
      variableWithoutKeyword(mark, first)
    case .identifier where scope == .type && text(position) == "timestamps" && !panicking:
      timestampsWithoutHash(mark, first)
    default: otherMember(scope, mark, first)
    }
  }

  private mutating func otherMember(_ scope: Scope, _ mark: Int, _ first: Int) {
    let follows = kind == .endOfFile || kind == .rightBrace
    if self.mark > mark, topKind() == .attribute, scope == .file, follows || startsLine {
      // Nothing follows that it could belong to: it says everything itself.
      if follows { return finish(.typeAliasDecl, from: mark, first: first) }
    }
    wrongMember(
      mark, scope == .file ? "a declaration" : "a member (`var`, `func`, `case`, `#index`, …)")
  }

  private mutating func wrongMember(_ mark: Int, _ wanted: String) {
    let first = self.mark > mark ? firstToken(mark) : position
    fail(
      "expected \(wanted), found \(describe(position))", notes: habits(),
      helps: beginsStrongly(.statement) && !beginsStrongly(.member)
        ? [Help("put it into a `func`: is there a `}` too many above?")]
        : foreignDeclaration().map { [Help($0)] } ?? [])
    finish(.error, from: mark, first: first)
  }

  // MARK: Attributes, modifiers, directives

  mutating func attributesAndModifiers() {
    while !panicking {
      switch kind {
      case .at: attribute()
      case .publicKeyword, .privateKeyword, .staticKeyword, .inlineKeyword, .overrideKeyword:
        leaf(.modifier)
      case .finalKeyword
      where peek() == .classKeyword || peek() == .varKeyword || peek() == .letKeyword
        || peek() == .funcKeyword || peek() == .functionKeyword || peek() == .staticKeyword:
        leaf(.modifier)
      default: return
      }
    }
  }

  mutating func attribute() { named(.attribute, "the name of an attribute") }

  private mutating func directive(_ mark: Int, _ first: Int) {
    named(
      .directive, "the name of a directive (`#index`, `#unique`, `#timestamps`, …)", mark, first)
  }

  /// `@name(…)` or `#name(…)`.
  private mutating func named(
    _ node: NodeKind, _ what: String, _ mark: Int? = nil, _ first: Int? = nil
  ) {
    let mark = mark ?? self.mark
    let first = first ?? position
    advance()
    guard isAtName else {
      failExpecting(what)
      return finish(.error, from: mark, first: first)
    }
    let name = take()
    if kind == .leftParen, !startsLine { argumentList() }
    finish(node, from: mark, first: first, main: name)
  }

  // MARK: Types

  private mutating func structure(_ node: NodeKind, _ mark: Int, _ first: Int) {
    let keyword = position
    advance()
    var name = -1
    if isAtName { name = take() } else { failExpecting("the name of the \(text(keyword))") }
    if kind == .colon || kind == .extendsKeyword, !panicking { inheritance() }
    members(.type)
    finish(node, from: mark, first: first, main: name)
  }

  private mutating func inheritance() {
    let mark = mark
    let first = take()
    repeat { type() } while skip(.comma) && !panicking
    finish(.inheritance, from: mark, first: first)
  }

  /// `{ member* }`; the members are left for the declaration to take.
  private mutating func members(_ scope: Scope) {
    if expectBrace("`{`") {
      inBraces(take()) { $0.member(scope) }
    } else if missesBrace {
      inBraces(previous) { $0.member(scope) }
    }
  }

  /// `case a, b = "x"`: leaves a node per case.
  private mutating func enumCases(_ mark: Int, _ first: Int) {
    var caseMark = mark
    var caseFirst = first
    advance()
    var isFirst = true
    repeat {
      if !isFirst { caseMark = self.mark }
      guard isAtName else {
        failExpecting("the name of a case")
        return finish(.error, from: caseMark, first: isFirst ? first : position)
      }
      let name = take()
      if !isFirst || self.mark == mark { caseFirst = name }
      if kind == .equal { initializer() }
      finish(.enumCase, from: caseMark, first: caseFirst, main: name)
      isFirst = false
    } while !panicking && skip(.comma)
  }

  // MARK: Variables and functions

  /// `let|var|final name: T = e`, or with a pattern instead of the name.
  mutating func variable(_ mark: Int, _ first: Int) {
    advance()
    var name = -1
    if isAtName {
      name = take()
    } else if startsLine {
      failNode("a name")
    } else {
      pattern()
    }
    if kind == .colon, !panicking { typeAnnotation() } else if lacksColon { typeWithoutColon() }
    if kind == .equal, !panicking { initializer() }
    finish(.varDecl, from: mark, first: first, main: name)
  }

  mutating func typeAnnotation() {
    let mark = mark
    let first = take()
    type()
    finish(.typeAnnotation, from: mark, first: first)
  }

  mutating func initializer() {
    let mark = mark
    let first = take()
    if startsLine, beginsStrongly(.member) { failNode("a value") } else { expression() }
    finish(.initializer, from: mark, first: first)
  }

  mutating func function(_ mark: Int, _ first: Int, needsBody: Bool) {
    advance()
    var name = -1
    if isAtName { name = take() } else { failExpecting("the name of the function") }
    if kind == .less, !panicking { typeList(.genericParameters) }
    if kind == .leftParen, !panicking {
      parameterList()
    } else {
      failExpecting("`(` and the parameters of the function")
    }
    if kind == .arrow || kind == .colon, !panicking {
      returnType(isBeforeBody: needsBody)
    } else if lacksArrow {
      returnTypeWithoutArrow()
    }
    if kind == .whereKeyword, !panicking { whereClause() }
    if kind == .leftBrace || needsBody { block() }
    finish(.funcDecl, from: mark, first: first, main: name)
  }

  mutating func returnType(isBeforeBody: Bool) {
    let mark = mark
    let first = take()
    if isBeforeBody, isAtBody {
      let arrow = text(first)
      failExpecting(
        "a type",
        helps: [
          Help("write what the function gives, as in `\(arrow) Int`, or leave out the `\(arrow)`")
        ])
      finish(.error, from: self.mark, first: position)
      panicking = aborted
    } else {
      type()
    }
    finish(.returnType, from: mark, first: first)
  }

  mutating func parameterList() {
    let mark = mark
    let opener = openDelimiter()
    while kind != .rightParen, !panicking, !(startsLine && beginsMember) {
      parameter()
      if !separator(.rightParen) { break }
    }
    closeDelimiter(.rightParen, opener)
    finish(.parameterList, from: mark, first: opener.token)
  }

  /// Where a parameter may stand: whether a member begins instead, and the list was never closed.
  private var beginsMember: Bool {
    guard beginsStrongly(.member) else { return false }
    guard kind.isWord, !isBehindName(peek()) else { return !kind.isWord }
    return declares || !peek().isWord || !isBehindName(peek(2))
  }

  /// At a word that a declaration begins with wherever a name follows.
  private var declares: Bool {
    switch kind {
    case .letKeyword, .varKeyword, .funcKeyword, .functionKeyword, .caseKeyword, .structKeyword,
      .enumKeyword, .classKeyword:
      true
    default: false
    }
  }

  private mutating func parameter() {
    let mark = mark
    let first = position
    var name = -1
    if (kind.isWord || kind == .underscore) && peek().isWord && !tokens[position + 1].startsLine {
      if declares {
        let place = span(position)
        slip(
          "`\(text(position))` does not belong before a parameter", at: place,
          help: Help(
            "leave it out",
            edits: [
              TextEdit(
                Span(file: file, start: Int(place.start), end: tokens.start(position + 1)), "")
            ]
          ))
      }
      advance()
      name = take()
    } else if kind.isWord, !kind.isConstant, endsParameterName(peek()) {
      name = take()
    } else {
      pattern()
    }
    if kind == .colon, !panicking { typeAnnotation() }
    if kind == .equal, !panicking { initializer() }
    finish(.parameter, from: mark, first: first, main: name)
  }

  private func endsParameterName(_ next: TokenKind) -> Bool {
    isBehindName(next) || next == .endOfFile || tokens[position + 1].startsLine
  }

  private func isBehindName(_ next: TokenKind) -> Bool {
    next == .colon || next == .comma || next == .rightParen || next == .equal
  }

  // MARK: Elixir

  private mutating func externModule(_ mark: Int, _ first: Int) {
    advance()
    if kind == .moduleKeyword {
      advance()
    } else {
      failExpecting("`module` after `extern`")
    }
    if !panicking { path() }
    members(.extern)
    finish(.externModuleDecl, from: mark, first: first)
  }

  mutating func elixirBlock(_ mark: Int, _ first: Int) {
    advance()
    advance()
    let text = position
    expect(.rawText, "Elixir")
    expect(.rightBrace, "`}`")
    finish(.elixirBlock, from: mark, first: first, main: text)
  }
}
