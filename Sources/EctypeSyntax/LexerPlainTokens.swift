/// Most of a file is words, white space and punctuation that no other byte changes. They are taken here in one loop that
/// keeps its place where the processor has it at hand; whatever else comes, `run` takes one token of, and is back here.
extension Lexer {
  /// Takes tokens up to one that needs more than a look at the bytes around it.
  @inline(__always) mutating func plainTokens() {
    // In a string's interpolation a bracket may end it, and a line break the string.
    guard strings.isEmpty else { return }
    // Names are read eight bytes at a time, twice at most.
    let end = count - 17
    var position = position
    var startsLine = startsLine
    while position <= end {
      var next = classes[Int(bytes[position])]
      if next == .space {
        position &+= 1
        next = classes[Int(bytes[position])]
      }
      if next == .letter {
        guard let (kind, length) = plainWord(at: position) else { break }
        tokens.append(kind, startsLine: startsLine, start: position, end: position &+ length)
        position &+= length
        startsLine = false
      } else if next == .punctuation {
        let mark = plainPunctuation[Int(bytes[position])]
        guard mark.isWhole || classes[Int(bytes[position &+ 1])] != .punctuation,
          mark.kind != .endOfFile
        else { break }
        braceBalance &+= Int(mark.braces)
        bracketBalance &+= Int(mark.brackets)
        tokens.append(mark.kind, startsLine: startsLine, start: position, end: position &+ 1)
        position &+= 1
        startsLine = false
      } else if next == .newline {
        startsLine = true
        position &+= 1
        var blanks = 8
        while blanks == 8, position <= end {
          blanks = NameBytes.blanks(NameBytes.load(bytes + position))
          position &+= blanks
        }
      } else if next != .space {
        break
      }
    }
    self.position = position
    self.startsLine = startsLine
  }

  /// A word of ASCII without a mark behind it; nil for others, and for long ones.
  @inline(__always) private func plainWord(at start: Int) -> (TokenKind, length: Int)? {
    let first = NameBytes.load(bytes + start)
    var length = NameBytes.length(first)
    var kind = TokenKind.identifier
    if length < 8 {
      kind = Keywords.kind(NameBytes.prefix(first, length), in: keywords)
    } else {
      let more = NameBytes.length(NameBytes.load(bytes + start + 8))
      if more == 8 { return nil }
      if more == 0 { kind = Keywords.kind(first, in: keywords) }
      length = 8 &+ more
    }
    let next = bytes[start + length]
    if next >= 0x80 || kind == .elixirKeyword { return nil }
    if next == UInt8(ascii: "!") || next == UInt8(ascii: "?"),
      takesMark(at: start + length, after: kind)
    {
      return nil
    }
    return (kind, length)
  }
}

/// What a byte of punctuation is where nothing follows that belongs to it.
struct PlainPunctuation {
  /// `endOfFile` where the byte alone is no token.
  var kind = TokenKind.endOfFile
  /// No longer token begins with it.
  var isWhole = false
  /// What it adds to the balances.
  var braces: Int8 = 0
  var brackets: Int8 = 0

  /// Of every byte; never freed.
  nonisolated(unsafe) static let table: UnsafePointer<PlainPunctuation> = {
    let table = UnsafeMutablePointer<PlainPunctuation>.allocate(capacity: 256)
    table.initialize(repeating: PlainPunctuation(), count: 256)
    for (byte, kind) in whole {
      table[Int(UInt8(ascii: byte))] = PlainPunctuation(kind: kind, isWhole: true)
    }
    for (byte, kind) in alone { table[Int(UInt8(ascii: byte))].kind = kind }
    table[Int(UInt8(ascii: "{"))].braces = 1
    table[Int(UInt8(ascii: "}"))].braces = -1
    for byte: Unicode.Scalar in ["(", "["] { table[Int(UInt8(ascii: byte))].brackets = 1 }
    for byte: Unicode.Scalar in [")", "]"] { table[Int(UInt8(ascii: byte))].brackets = -1 }
    return UnsafePointer(table)
  }()

  private static let whole: [(Unicode.Scalar, TokenKind)] = [
    ("(", .leftParen), (")", .rightParen), ("[", .leftBracket), ("]", .rightBracket),
    ("{", .leftBrace), ("}", .rightBrace), (",", .comma), (";", .semicolon), (":", .colon),
    (">", .greater),
  ]

  /// Tokens that others begin with, all of them punctuation throughout.
  private static let alone: [(Unicode.Scalar, TokenKind)] = [
    (".", .dot), ("=", .equal), ("?", .question), ("@", .at), ("&", .ampersand), ("^", .caret),
    ("!", .bang), ("+", .plus), ("-", .minus), ("*", .star), ("/", .slash), ("%", .percent),
    ("<", .less), ("|", .bar),
  ]
}
