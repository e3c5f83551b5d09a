internal import EctypeDiagnostics

/// Cuts bytes into tokens and comments, all at once. It never fails: what is no token is reported and
/// left out, a literal without an end is reported and ends with its line.
struct Lexer: ~Copyable {
  /// The bytes end with a line break, or zeros follow. No look-ahead reads past either: each looks at a byte only
  /// where the one before it is something else.
  let bytes: UnsafePointer<UInt8>
  let count: Int
  let classes = CharacterClass.table
  let keywords = Keywords.table
  let plainPunctuation = PlainPunctuation.table
  let file: FileID

  var position = 0
  var startsLine = true
  var tokens: TokenTable
  var comments: [Token] = []
  var diagnostics: [Diagnostic] = []
  /// The strings that the position is inside of, by their interpolations, innermost last.
  var strings: [StringMode] = []
  /// `{` less `}`: not zero where one is missing.
  var braceBalance = 0
  /// The same of `(` and `[`.
  var bracketBalance = 0
  /// Bit per delimiter that is known not to occur in the rest of the file.
  var absentDelimiters: Set<UInt8> = []

  /// Where a mistake reported here explains those of the parser.
  var explained: [Range<Int>] = []

  /// How many zeros follow where no line break ends the bytes.
  static let padding = 16

  private init(_ bytes: UnsafePointer<UInt8>, _ count: Int, file: FileID) {
    self.bytes = bytes
    self.count = count
    self.file = file
    // A token every two bytes: in a large file what is not used of that is no memory.
    tokens = TokenTable(reserving: count / 2 + 8)
  }

  static func run(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, file: FileID, into lexed: inout LexedFile
  ) {
    var lexer = Lexer(bytes, count, file: file)
    lexer.checkEncoding()
    lexer.run()
    lexed.comments = lexer.comments
    lexed.mistakes = LexicalMistakes(diagnostics: lexer.diagnostics, explained: lexer.explained)
    lexed.braceBalance = lexer.braceBalance
    lexed.bracketBalance = lexer.bracketBalance
    lexed.tokens = lexer.tokens
  }

  @inline(__always) func byte(_ offset: Int = 0) -> UInt8 {
    assert(position + offset < readable)
    return bytes[position + offset]
  }
  @inline(__always) func characterClass(_ offset: Int = 0) -> CharacterClass {
    classes[Int(byte(offset))]
  }
  /// What may be read, with the zeros.
  private var readable: Int {
    count > 0 && bytes[count - 1] == UInt8(ascii: "\n") ? count : count + Self.padding
  }

  private mutating func run() {
    if position == 0, byte() == 0xEF, byte(1) == 0xBB, byte(2) == 0xBF { position = 3 }
    while position < count {
      plainTokens()
      switch characterClass() {
      case .space: position += 1
      case .newline:
        if !strings.isEmpty, !strings[strings.count - 1].isMultiline {
          endInterpolatedString()
        }
        startsLine = true
        var next = position + 1
        while next < count, bytes[next] == UInt8(ascii: " ") { next += 1 }
        position = next
      case .letter, .underscore: word()
      case .digit: number()
      case .quote: string(hashes: 0)
      case .punctuation: punctuation()
      case .high:
        if isLetter(at: position) { word() } else { unknown() }
      case .other: unknown()
      }
    }
    while !strings.isEmpty { endInterpolatedString() }
    add(.endOfFile, from: count)
  }

  @inline(__always) mutating func add(_ kind: TokenKind, from start: Int) {
    tokens.append(kind, startsLine: startsLine, start: start, end: position)
    startsLine = false
  }

  @inline(__always) mutating func add(_ kind: TokenKind, length: Int) {
    let start = position
    position += length
    add(kind, from: start)
  }

  /// Of the token that is so many before the next one.
  func kindOfToken(_ before: Int) -> TokenKind? {
    tokens.count >= before ? tokens.kind(tokens.count - before) : nil
  }

  func span(_ start: Int, _ end: Int) -> Span { Span(file: file, start: start, end: end) }

  var lastTokenEnd: Int { tokens.count > 0 ? tokens.end(tokens.count - 1) : 0 }

  /// Nothing is read from here on: what the parser finds missing follows from that, and so does what the lexer does.
  mutating func explainRest(from start: Int) {
    var lower = start
    while let last = explained.last, last.upperBound > start {
      lower = min(lower, last.lowerBound)
      explained.removeLast()
    }
    explained.append(lower..<count + 1)
  }

  /// Whether all that is missing at the end of the file has been explained.
  var isRestExplained: Bool { explained.last?.upperBound == count + 1 }

  /// A literal that begins at `start` has no end: what the parser finds on its line follows from that.
  mutating func explainLine(_ start: Int) {
    var lower = start
    if isRestExplained { return }
    if let last = explained.last, last.contains(start) { return }
    while lower > 0, bytes[lower - 1] != UInt8(ascii: "\n") { lower -= 1 }
    var upper = start
    while upper < count, bytes[upper] != UInt8(ascii: "\n") { upper += 1 }
    explained.append(lower..<upper + 1)
  }

  // MARK: Words and numbers

  private mutating func word() {
    let start = position
    var end = start
    while classes[Int(bytes[end])].continuesName { end += 1 }
    var kind = TokenKind.identifier
    if bytes[end] >= 0x80, isLetter(at: end) {
      end = endOfName(from: end)
    } else if end - start <= 8 {
      kind = Keywords.kind(NameBytes.packed(bytes + start, end - start), in: keywords)
    }
    position = end
    if byte() == UInt8(ascii: "!") || byte() == UInt8(ascii: "?"),
      takesMark(at: position, after: kind)
    {
      position += 1
      kind = .identifier
    }
    add(kind, from: start)
    if kind == .elixirKeyword { elixirBlock() }
  }

  /// Goes on with a name that has letters beyond ASCII.
  private func endOfName(from start: Int) -> Int {
    var end = start
    while true {
      if classes[Int(bytes[end])].continuesName {
        end += 1
      } else if bytes[end] >= 0x80, isLetter(at: end) {
        end += scalarLength(at: end)
      } else {
        return end
      }
    }
  }

  /// Whether the `?` or `!` at `mark`, behind a name, belongs to it: before `(`, `<`, the arity of a function
  /// reference, or in a declaration, but never before `=`.
  func takesMark(at mark: Int, after kind: TokenKind) -> Bool {
    switch bytes[mark + 1] {
    case UInt8(ascii: "("), UInt8(ascii: "<"): return kind.isName
    case UInt8(ascii: "/"): return kind.isName && classes[Int(bytes[mark + 2])] == .digit
    case UInt8(ascii: "="): return false
    default:
      let before = kindOfToken(1)
      return before == .funcKeyword || before == .functionKeyword
    }
  }

  private mutating func number() {
    let start = position
    var kind = TokenKind.integer
    let prefix = byte(1) | 0x20
    if byte() == UInt8(ascii: "0"),
      prefix == UInt8(ascii: "x") || prefix == UInt8(ascii: "b") || prefix == UInt8(ascii: "o")
    {
      position += 2
      skipDigits()
    } else {
      skipDigits()
      if byte() == UInt8(ascii: "."), characterClass(1) == .digit {
        kind = .float
        position += 1
        skipDigits()
      }
      if byte() | 0x20 == UInt8(ascii: "e") {
        let sign = byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+") ? 1 : 0
        if characterClass(1 + sign) == .digit {
          kind = .float
          position += 1 + sign
          skipDigits()
        }
      }
    }
    while characterClass().continuesName { position += 1 }
    if !isNumber(start, position) {
      let text = String(
        decoding: UnsafeBufferPointer(start: bytes + start, count: position - start), as: UTF8.self)
      diagnostics.append(
        Diagnostic(
          .invalidLiteral, "`\(text)` is not a number", at: span(start, position),
          helps: [
            Help(
              "write `1`, `1_000`, `1.5e3`, `0xFF`, `0o17` or `0b101`; a name begins with a letter")
          ]))
    }
    add(kind, from: start)
  }

  private mutating func skipDigits() {
    while characterClass() == .digit || byte() == UInt8(ascii: "_") { position += 1 }
  }

  /// Whether the bytes, which begin with a digit, are all of a number.
  private func isNumber(_ start: Int, _ end: Int) -> Bool {
    guard end - start > 1, bytes[start] == UInt8(ascii: "0"), bytes[start + 1] >= UInt8(ascii: "A")
    else {
      // The digits, at most one `.`, and an exponent have been taken; a letter more is a mistake.
      let last = bytes[end - 1]
      guard classes[Int(last)] == .digit || last == UInt8(ascii: "_") else { return false }
      return !(start..<end).contains {
        let lower = bytes[$0] | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
          && lower != UInt8(ascii: "e")
      }
    }
    let digits = start + 2..<end
    switch bytes[start + 1] | 0x20 {
    case UInt8(ascii: "x"): return !digits.isEmpty && digits.allSatisfy { isDigit(bytes[$0], 16) }
    case UInt8(ascii: "b"): return !digits.isEmpty && digits.allSatisfy { isDigit(bytes[$0], 2) }
    case UInt8(ascii: "o"): return !digits.isEmpty && digits.allSatisfy { isDigit(bytes[$0], 8) }
    default:
      return bytes[start + 1] == UInt8(ascii: "_") || bytes[start + 1] | 0x20 == UInt8(ascii: "e")
    }
  }

  private func isDigit(_ byte: UInt8, _ base: Int) -> Bool {
    byte == UInt8(ascii: "_") || digitValue(byte).map { $0 < base } ?? false
  }
}
