/// Tells the header of a closure, `a, b in`, from all else that braces hold, by the tokens alone. Parser and formatter
/// both ask here.
extension TokenTable {
  /// Brackets in a header that lie in more others than these are of something else: so each token is looked at no
  /// more often.
  private static var mostBrackets: Int { 8 }

  /// Whether a header begins at the token behind a `{`: `a, _ in`, `(x: Int, y: Int) -> Int in`, `{id: id} in`.
  func beginsClosureHeader(_ start: Int) -> Bool {
    if kind(start) == .leftParen, let list = brackets(start) {
      switch kind(list.end) {
      case .inKeyword: return true
      // `(a) -> a in xs` is a closure in the braces, whose value `in` gives.
      case .arrow where list.isTyped || list.end == start + 2: return isResultType(list.end + 1)
      default: break
      }
    }
    var index = start
    while let end = pattern(index) {
      switch kind(end) {
      case .comma: index = end + 1
      case .inKeyword: return true
      default: return false
      }
    }
    return false
  }

  /// The token behind a parameter without a type; nil where there is none.
  private func pattern(_ start: Int) -> Int? {
    switch kind(start) {
    case .leftParen, .leftBrace: return brackets(start)?.end
    case .percent:
      var index = start + 1
      while kind(index).isName || kind(index) == .dot { index += 1 }
      return kind(index) == .leftBrace ? brackets(index)?.end : nil
    case let kind: return kind.isName || kind == .underscore ? start + 1 : nil
    }
  }

  /// The token behind brackets that hold no more than patterns and, in parentheses, their types.
  private func brackets(_ start: Int) -> (end: Int, isTyped: Bool)? {
    var depth = 0
    var isTyped = false
    var index = start
    while true {
      switch kind(index) {
      case .leftParen, .leftBrace, .leftBracket:
        depth += 1
        if depth > Self.mostBrackets { return nil }
      case .rightParen, .rightBrace, .rightBracket:
        depth -= 1
        if depth == 0 { return (index + 1, isTyped) }
      case .colon: isTyped = isTyped || depth == 1 && kind(start) == .leftParen
      case .comma, .underscore, .percent: break
      case let kind:
        guard isTyped && kind.isOfTypes || kind.isWord && kind != .inKeyword && !kind.isConstant
        else { return nil }
      }
      index += 1
    }
  }

  /// Whether a type stands there, and `in` behind it.
  private func isResultType(_ start: Int) -> Bool {
    var depth = 0
    var index = start
    while true {
      switch kind(index) {
      case .inKeyword: return depth == 0 && index > start
      case .leftParen, .leftBrace, .leftBracket:
        depth += 1
        if depth > Self.mostBrackets { return false }
      case .rightParen, .rightBrace, .rightBracket:
        depth -= 1
        if depth < 0 { return false }
      case .comma, .colon: if depth == 0 { return false }
      case let kind: guard kind.isOfTypes || kind.isName else { return false }
      }
      index += 1
    }
  }
}

extension TokenKind {
  /// It is of types and of no patterns.
  fileprivate var isOfTypes: Bool {
    switch self {
    case .question, .questionQuestion, .less, .greater, .dot, .arrow: true
    default: false
    }
  }
}
