internal import EctypeDiagnostics
internal import EctypeText

/// What a lexer leaves behind.
struct LexedFile: ~Copyable {
  var tokens = TokenTable()
  var comments: [Token] = []
  var mistakes = LexicalMistakes()
  var braceBalance = 0
  var bracketBalance = 0

  /// The tokens, for the parser alone, which changes some.
  mutating func takeTokens() -> TokenTable {
    var taken = TokenTable()
    swap(&taken, &tokens)
    return taken
  }
}

/// What the lexer has reported, and what it explains of what the parser reports.
struct LexicalMistakes {
  var diagnostics: [Diagnostic] = []
  /// In order of place.
  var explained: [Range<Int>] = []

  /// Whether a lexical mistake that has been reported is the cause of a diagnostic of the parser.
  func explain(_ diagnostic: Diagnostic) -> Bool {
    switch diagnostic.code {
    case .unexpectedToken, .unclosedDelimiter, .invalidLiteral: break
    default: return false
    }
    let place = Int(diagnostic.primary.span.start)
    var low = 0
    var high = explained.count
    while low < high {
      let middle = (low + high) / 2
      if explained[middle].upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low < explained.count && explained[low].contains(place)
  }
}

func lex(_ source: [UInt8], file: FileID) -> LexedFile {
  var lexed = LexedFile()
  guard source.count < Int(Int32.max) - Lexer.padding else {
    lexed.tokens.append(.endOfFile, startsLine: false, start: 0, end: 0)
    lexed.mistakes.diagnostics = [
      Diagnostic(
        .unexpectedToken, "a file may have no more than 2 GB",
        at: Span(file: file, start: 0, end: 0))
    ]
    return lexed
  }
  source.withUnsafeBufferPointer { source in
    if source.last == UInt8(ascii: "\n") {
      Lexer.run(source.baseAddress!, source.count, file: file, into: &lexed)
    } else {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: source.count + Lexer.padding) {
        let bytes = $0.baseAddress!
        LargePages.advise(bytes, byteCount: $0.count)
        if let base = source.baseAddress { bytes.initialize(from: base, count: source.count) }
        (bytes + source.count).initialize(repeating: 0, count: Lexer.padding)
        Lexer.run(bytes, source.count, file: file, into: &lexed)
      }
    }
  }
  return lexed
}
