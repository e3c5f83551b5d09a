internal import EctypeDiagnostics

/// Slips in statements and expressions: see `slip`.
extension Parser {
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
    let help =
      if peek() == .leftBrace {
        Help("leave it out", edits: [TextEdit(place, "")])
      } else if tokens[opener + 1].startsLine {
        Help("write `{` in its place, and `}` where the block ends")
      } else {
        Help("write `{ … }` around what is done, and around what stands behind an `else`")
      }
    slip(
      "a block stands in braces, found `\(text(opener))`", label: "expected `{`", help: help)
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
      "a `for` goes through a sequence, found a count",
      helps: [Help("`for i in 0..<n { … }` counts")])
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

  /// `repeat { … } while c`: at the `while` behind what has been read as a call of `repeat`.
  mutating func conditionBehindLoop(_ first: Int) {
    let mark = mark - 1
    slip(
      "a loop asks before it runs, found `\(text(first))`", at: span(first),
      help: Help("write `while true { … }`, and end it with `if !(…) { break }`"))
    advance()
    _ = conditions()
    wrap(.error, from: mark)
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

  // MARK: Closures

  /// At `fn`: whether names and then `->` follow, as Elixir has it.
  var beginsElixirFunction: Bool {
    var index = position + 1
    while true {
      guard tokens.kind(index).isName || tokens.kind(index) == .underscore else { return false }
      switch tokens.kind(index + 1) {
      case .comma: index += 2
      case .arrow: return true
      default: return false
      }
    }
  }

  /// `fn x -> x + 1 end`, which is `{ x in x + 1 }`.
  mutating func elixirFunction() {
    guard enter() else { return }
    defer { leave() }
    let mark = mark
    let first = take()
    let list = self.mark
    let firstName = position
    repeat {
      let name = take()
      finishParameter(name)
    } while skip(.comma)
    finish(.parameterList, from: list, first: firstName)
    let names = Span(
      file: file, start: tokens.start(firstName), end: tokens.end(previous))
    let arrow = position
    advance()
    let body = self.mark
    let bodyStart = position
    if startsLine {
      indentedBlock(first)
    } else {
      expression()
      finish(.block, from: body, first: bodyStart)
      if text(position, isOneOf: ["end"]) { advance() }
    }
    let isEnded = text(previous, isOneOf: ["end"])
    let head = Span(file: file, start: tokens.start(first), end: tokens.end(arrow))
    slip(
      "a function is written in braces, found `fn`", at: span(first),
      help: Help(
        "write `{ \(source.text(names)) in … }`",
        edits: isEnded
          ? [TextEdit(head, "{ \(source.text(names)) in"), TextEdit(span(previous), "}")] : []))
    finish(.closure, from: mark, first: first)
  }

  // MARK: Structs

  /// `Post { title: t }` or `select { title: t }`, behind the operand at `mark`: what a struct is made of stands in
  /// parentheses, and so does a map that a function is given.
  mutating func argumentsInBraces(_ mark: Int) {
    let brace = span(position)
    let before = tokens.end(previous)
    let first = tokens.start(position + 1)
    let name = source.text(Span(file: file, start: tokens.start(firstToken(mark)), end: before))
    let field = text(position + 1)
    objectLiteral()
    let end = tokens.end(previous)
    var edits: [TextEdit] = []
    let isStruct = isCapitalized(name)
    if !panicking, tokens[previous].kind == .rightBrace {
      let (opener, closer) = isStruct ? (first, tokens.end(previous - 1)) : (Int(brace.start), end)
      edits = [
        TextEdit(Span(file: file, start: before, end: opener), "("),
        TextEdit(Span(file: file, start: closer, end: end), ")"),
      ]
    }
    slip(
      isStruct
        ? "what a struct is made of stands in parentheses, found `{`"
        : "a map that is given to a function stands in parentheses, found `{`", at: brace,
      help: Help(
        "write it so: `\(name)(\(isStruct ? "\(field): …" : "{\(field): …}"))`", edits: edits))
    wrap(.error, from: mark)
  }

  /// Whether the last part of a path, such as `Blog.Post`, is a type's name.
  private func isCapitalized(_ path: String) -> Bool {
    let name = path.utf8.split(separator: UInt8(ascii: ".")).last
    return name?.first.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 } ?? false
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

  /// `case let .ok(v)`: passes over the `let`.
  mutating func passLetOfPattern() {
    let start = Int(tokens[position].start)
    slip(
      "`let` stands before a name, and this is a pattern",
      help: Help(
        "leave it out: the names in a pattern are new",
        edits: [
          TextEdit(Span(file: file, start: start, end: Int(tokens[position + 1].start)), "")
        ]))
    advance()
  }

  /// `if let (a, b) = e`, at the `let`.
  mutating func matchedByLet() {
    slip(
      "`let` asks whether a value is there, and this is a pattern",
      help: Help("match it: `if case … = …`", edits: [TextEdit(span(position), "case")]))
  }

  /// In a condition, at the `=` behind the operand at `mark`.
  mutating func comparison(_ mark: Int) {
    slip(
      "`=` assigns, and a condition compares", label: "expected `==`",
      help: Help("compare", edits: [TextEdit(span(position), "==")]))
    read(as: .equalEqual)
    operators(.pipe, behind: mark)
  }

  /// `name like "r%"`, as SQL has it, behind the operand at `mark`: the text of a call.
  mutating func matchesBetween(_ mark: Int) -> Bool {
    guard !startsLine, !panicking, text(position, isOneOf: ["like", "ilike"]),
      peek() == .stringStart || peek() == .caret || peek().isName
    else { return false }
    let function = text(position)
    let start = tokens.start(firstToken(mark))
    let left = tokens.end(previous)
    let place = span(position)
    advance()
    let right = tokens.start(position)
    binary(Precedence.comparison.next)
    let end = tokens.end(previous)
    func at(_ start: Int, _ end: Int) -> Span { Span(file: file, start: start, end: end) }
    slip(
      "`\(function)` is a function, and stands before what it compares", at: place,
      help: Help(
        "call it",
        edits: [
          TextEdit(at(start, start), "\(function)("), TextEdit(at(left, right), ", "),
          TextEdit(at(end, end), ")"),
        ]))
    wrap(.error, from: mark)
    return true
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

  /// Behind an operator: the second star of `**`.
  mutating func passSecondStar(_ op: Int) {
    guard kind == .star, touches(0), tokens[op].kind == .star, !panicking else { return }
    slip(
      "there is no `**`",
      at: Span(file: file, start: Int(tokens[op].start), end: Int(tokens[position].end)),
      help: Help("`Integer.pow(a, b)` is a power of integers, `pow(a, b)` one of `Double`s"))
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
    guard bracketBalance == 0, braceBalance == 0, isSemicolon || beginsElement, habits().isEmpty
    else { return false }
    let text = closer == .rightParen ? ")" : closer == .rightBracket ? "]" : "}"
    let place = placeOfMissing
    let found = place.isEmpty ? "the end of the line" : describe(position)
    let end = Int(tokens[previous].end)
    let edit =
      isSemicolon
      ? TextEdit(span(position), ",") : TextEdit(Span(file: file, start: end, end: end), ",")
    slip(
      "expected `,` or `\(text)`, found \(found)", at: place, label: "expected `,` or `\(text)`",
      help: Help("separate them by a comma", edits: [edit]))
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
