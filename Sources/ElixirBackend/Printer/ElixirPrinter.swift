import EctypeText

/// Prints Elixir trees as Elixir's own formatter would (`Code.Formatter`, line length 98, with the
/// `locals_without_parens` of Ecto), so that formatting the result again changes nothing.
///
/// Each method appends to the document what the formatter's function of the same purpose builds; where the
/// formatter looks at an argument's line breaks in the source, ours is a source without any.
package struct ElixirPrinter {
  package static let lineLength = 98

  var document = Document(width: Self.lineLength)
  /// Extra columns for what an operator pushes to the next line, inside the patterns of a clause.
  var operandNesting = 2
  /// Inside an interpolation what is broken on request stays on the line.
  var isInterpolating = false

  package init() {}

  /// The text of a file that consists of `statements`. A printer may print any number of files.
  package mutating func print(_ statements: [ElixirStatement]) -> [UInt8] {
    body(statements)
    return document.finish()
  }

  /// The text of one expression.
  package mutating func print(_ expression: ElixirExpression) -> [UInt8] {
    print([.expression(expression)])
  }

  /// Where an expression stands, which decides whether a call may leave its parentheses out.
  enum Context {
    case block
    case operand
    case parensArgument
    case onlyParensArgument
    case bareArgument
    case onlyBareArgument

    /// Whether a call that needs no parentheses may stand here without them.
    var allowsBareCall: Bool {
      switch self {
      case .block, .operand, .onlyBareArgument, .onlyParensArgument: true
      case .parensArgument, .bareArgument: false
      }
    }

    /// Whether a `do` would belong to the call around.
    var capturesBlocks: Bool { self == .bareArgument || self == .onlyBareArgument }

    /// The context of an operand of what stands in this one.
    func ofOperand(_ choice: Context) -> Context {
      switch self {
      case .onlyBareArgument, .bareArgument: .bareArgument
      case .onlyParensArgument, .parensArgument: .parensArgument
      case .operand, .block: choice
      }
    }
    var ofLeftOperand: Context { ofOperand(.parensArgument) }
    var ofRightOperand: Context { ofOperand(.operand) }
  }

  mutating func expression(_ expression: ElixirExpression, _ context: Context) {
    switch expression {
    case .variable(let name), .alias(let name):
      document.text(name)
    case .atom(let name):
      atom(name)
    case .number(let digits):
      number(digits)
    case .string(let parts):
      string(parts)
    case .heredoc(let parts):
      heredoc(parts)
    case .sigil(let name, let text, let modifiers):
      sigil(name, text, modifiers)
    case .tuple(let elements, let keywords):
      tuple(elements, keywords)
    case .list(let elements, let keywords):
      list(elements, keywords)
    case .map(let name, let updated, let entries):
      map(name, updated, entries)
    case .bitstring(let segments):
      bitstring(segments)
    case .field(let target, let name):
      receiver(target)
      document.text(".")
      document.text(name)
      if target.isModule { document.text("()") }
    case .access(let target, let key):
      receiver(target)
      if case .list([], let keywords) = key, !keywords.isEmpty {
        list([], keywords)
      } else {
        list([key], [])
      }
    case .call(let call):
      self.call(call, context)
    case .unary(let op, let operand):
      unary(op, operand, context)
    case .binary(let op, let left, let right):
      binary(op, left, right, context, nesting: operandNesting)
    case .pipeline(let stages, let isBroken):
      pipeline(stages, isBroken: isBroken, context)
    case .function(let clauses):
      function(clauses)
    case .functionType(let parameters, let result):
      functionType(parameters, result)
    case .capture(let body):
      capture(body, context)
    case .captureArgument(let index):
      document.text("&")
      document.text(String(index))
    case .functionReference(let target, let name, let arity):
      functionReference(target, name, arity)
    case .attribute(let name, let value):
      attribute(name, value, context)
    case .block(let statements):
      if let only = expression.onlyStatement {
        self.expression(only, context)
      } else {
        parenthesizedBlock(statements)
      }
    }
  }

  // MARK: Structure

  @inline(__always) mutating func group(
    _ style: Document.GroupStyle = .own, _ body: (inout ElixirPrinter) -> Void
  ) {
    document.append(.groupStart, Int(style.rawValue))
    body(&self)
    document.append(.groupEnd)
  }

  @inline(__always) mutating func nest(
    _ kind: Operation.Kind = .nestStart, _ columns: Int = 2, _ body: (inout ElixirPrinter) -> Void
  ) {
    document.append(kind, columns)
    body(&self)
    document.append(.nestEnd)
  }

  @inline(__always) mutating func unfit(
    if condition: Bool = true, _ body: (inout ElixirPrinter) -> Void
  ) {
    if condition { document.append(.unfitStart) }
    body(&self)
    if condition { document.append(.unfitEnd) }
  }

  @inline(__always) mutating func nextBreakFits(
    _ kind: Operation.Kind, if condition: Bool, _ body: (inout ElixirPrinter) -> Void
  ) {
    if condition { document.append(kind) }
    body(&self)
    if condition { document.append(.nextBreakFitsEnd) }
  }

  /// Parentheses around what `body` prints if it is `needed`.
  @inline(__always) mutating func parentheses(
    if needed: Bool = true, _ body: (inout ElixirPrinter) -> Void
  ) {
    guard needed else { return body(&self) }
    document.text("(")
    nest(.alignStart, 0, body)
    document.text(")")
  }

  /// A new line that breaks no group by itself: what must be broken is `unfit`.
  mutating func newLine() { document.append(.hardLine) }

  /// `opening contents closing`, the contents on lines of their own where they do not fit.
  @inline(__always) mutating func surround(
    _ opening: StaticString, _ closing: StaticString, _ contents: (inout ElixirPrinter) -> Void
  ) {
    group {
      $0.document.text(opening)
      $0.nest(.nestIfBrokenStart) {
        $0.document.softLine()
        contents(&$0)
      }
      $0.document.softLine()
      $0.document.text(closing)
    }
  }
}
