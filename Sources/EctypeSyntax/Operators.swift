/// The binary operators, loosest first. All take their operands from the left except `??`, `<>`, `++` and
/// `--`, which take them from the right.
///
/// | level | operators |
/// |---|---|
/// | pipe | `\|>` |
/// | or | `\|\|` `or` |
/// | and | `&&` `and` |
/// | equality | `==` `!=` |
/// | comparison | `<` `<=` `>` `>=` |
/// | membership | `in` `not in` |
/// | nilCoalescing | `??` |
/// | range | `..<` `...` `..` |
/// | concatenation | `<>` `++` `--` |
/// | addition | `+` `-` |
/// | multiplication | `*` `/` `%` |
///
/// The ternary `c ? a : b` is looser than all of them, prefix operators are tighter, and what follows an
/// operand (`.name`, calls, subscripts) is tightest. `not a in b` is `not (a in b)`, as in Elixir.
enum Precedence: UInt8, Comparable {
  case pipe = 1
  case or, and, equality, comparison, membership, nilCoalescing, range, concatenation
  case addition, multiplication, prefix

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .prefix }

  var isRightAssociative: Bool { self == .nilCoalescing || self == .concatenation }

  /// Of a binary operator, `not` (of `not in`) among them.
  @inline(__always) static func of(_ kind: TokenKind) -> Precedence? {
    switch kind {
    case .pipe: .pipe
    case .barBar, .orKeyword: .or
    case .ampersandAmpersand, .andKeyword: .and
    case .equalEqual, .bangEqual: .equality
    case .less, .lessEqual, .greater, .greaterEqual: .comparison
    case .inKeyword, .notKeyword: .membership
    case .questionQuestion: .nilCoalescing
    case .range, .halfOpenRange, .closedRange: .range
    case .concat, .plusPlus, .minusMinus: .concatenation
    case .plus, .minus: .addition
    case .star, .slash, .percent: .multiplication
    default: nil
    }
  }
}
