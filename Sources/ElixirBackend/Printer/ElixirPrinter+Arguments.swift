import EctypeText

/// What stands between brackets: expressions, then keywords.
struct ElixirArguments {
  var expressions: ArraySlice<ElixirExpression>
  var keywords: ArraySlice<ElixirKeyword>

  init(_ expressions: ArraySlice<ElixirExpression>, _ keywords: ArraySlice<ElixirKeyword> = []) {
    self.expressions = expressions
    self.keywords = keywords
  }

  init(_ expressions: [ElixirExpression], _ keywords: [ElixirKeyword] = []) {
    self.init(expressions[...], keywords[...])
  }

  var count: Int { expressions.count + keywords.count }
  var isEmpty: Bool { count == 0 }
}

extension ElixirPrinter {
  /// What the last argument adds.
  enum LastArgument {
    case nothing
    case comma
    case nextBreakFits
  }

  /// Arguments with commas and breaks between them. A lone argument is a group unless `isOpen`.
  mutating func arguments(
    _ arguments: ElixirArguments, _ context: Context, last: LastArgument = .nothing,
    separator: Operation.Kind = .line, isOpen: Bool = false
  ) {
    var remaining = arguments.count
    let isGrouped = remaining > 1 || !isOpen
    for argument in arguments.expressions {
      remaining -= 1
      let isLeaf = argument.isLeaf
      if isLeaf, word(argument, hasComma: remaining > 0 || last == .comma) {
        if remaining > 0 { document.append(separator, 1) }
        continue
      }
      let isGrouped = isGrouped && !isLeaf
      self.argument(remaining, last, separator, isGrouped) { $0.expression(argument, context) }
    }
    for keyword in arguments.keywords {
      remaining -= 1
      self.argument(remaining, last, separator, isGrouped) { $0.keyword(keyword, context) }
    }
  }

  /// One word, where its line surely has room for it; returns whether it has.
  private mutating func word(_ expression: ElixirExpression, hasComma: Bool) -> Bool {
    guard let columns = expression.columns,
      var line = document.openFlatLine(columns + ",".utf8.count)
    else { return false }
    line.word(expression)
    if hasComma { line.text(",") }
    document.close(line)
    return true
  }

  /// One argument with `remaining` ones after it.
  @inline(__always) mutating func argument(
    _ remaining: Int, _ last: LastArgument, _ separator: Operation.Kind, _ isGrouped: Bool,
    _ body: (inout ElixirPrinter) -> Void
  ) {
    if isGrouped { document.append(.groupStart, Int(Document.GroupStyle.own.rawValue)) }
    nextBreakFits(.nextBreakFitsStart, if: remaining == 0 && last == .nextBreakFits, body)
    if remaining > 0 || last == .comma { document.textInLastGroup(byte: UInt8(ascii: ",")) }
    if isGrouped { document.append(.groupEnd) }
    if remaining > 0 { document.append(separator, 1) }
  }

  /// `key: value`.
  mutating func keyword(_ keyword: ElixirKeyword, _ context: Context) {
    entry(keyword.value, context, arrow: "") { $0.key(keyword.key) }
  }

  /// `key: value`, a value that is no container, written by `value`.
  @inline(__always) mutating func entry(_ name: String, value: (inout ElixirPrinter) -> Void) {
    entry(fitsNext: false, isLeaf: false, arrow: "", key: { $0.key(name) }, value: value)
  }

  /// A key and its value, the value on the next line where it does not fit and cannot be broken itself.
  mutating func entry(
    _ value: ElixirExpression, _ context: Context, arrow: StaticString,
    key: (inout ElixirPrinter) -> Void
  ) {
    entry(
      fitsNext: nextBreakFits(value), isLeaf: value.isLeaf, arrow: arrow, key: key,
      value: { $0.expression(value, context) })
  }

  /// - Parameter fitsNext: whether what is broken inside the value need not break what is around it.
  @inline(__always) mutating func entry(
    fitsNext: Bool, isLeaf: Bool, arrow: StaticString, key: (inout ElixirPrinter) -> Void,
    value: (inout ElixirPrinter) -> Void
  ) {
    nextBreakFits(.nextBreakFitsOffStart, if: fitsNext) {
      key(&$0)
      $0.group {
        $0.nest(.nestIfBrokenStart) {
          $0.document.text(arrow)
          $0.document.line()
          if isLeaf { return value(&$0) }
          $0.group { $0.nextBreakFits(.nextBreakFitsStart, if: fitsNext, value) }
        }
      }
    }
  }

  /// Whether what is broken inside `expression` need not break what is around it.
  func nextBreakFits(_ expression: ElixirExpression) -> Bool {
    switch expression {
    case .heredoc(let parts): Self.canBeHeredoc(parts)
    case .block: expression.onlyStatement.map(nextBreakFits) ?? false
    case .list, .function, .functionType: true
    case .map(let name, let updated, let entries): name != nil || updated != nil || !entries.isEmpty
    default: false
    }
  }
}
