import EctypeText

extension ElixirPrinter {
  /// When a call stands without parentheses.
  private enum Parentheses {
    /// Wherever the context lets it (`field :title, :string`).
    case omittedIfPossible
    /// Only before a block (`schema "posts" do`).
    case omittedBeforeBlock
  }

  mutating func call(_ call: ElixirCall, _ context: Context) {
    let wraps = !call.blocks.isEmpty && context.capturesBlocks
    parentheses(if: wraps) {
      var rule = Parentheses.omittedBeforeBlock
      switch call.target {
      case .local:
        $0.document.text(call.name)
        let count = call.arguments.count + (call.keywords.isEmpty ? 0 : 1)
        if call.blocks.isEmpty, !call.keepsParentheses,
          LocalsWithoutParens.contains(call.name, arity: count)
        {
          rule = .omittedIfPossible
        }
      case .remote(let target):
        $0.receiver(target)
        $0.document.text(".")
        $0.remoteName(call.name)
      case .value(let target):
        $0.receiver(target)
        $0.document.text(".")
      }
      $0.callArguments(call, context, rule)
    }
  }

  /// What stands before a dot or a bracket.
  mutating func receiver(_ target: ElixirExpression) {
    let target = target.onlyStatement ?? target
    var needed = target.isOperation
    if case .function = target { needed = true }
    if case .captureArgument = target { needed = false }
    parentheses(if: needed) { $0.expression(target, .bareArgument) }
  }

  private mutating func callArguments(
    _ call: ElixirCall, _ context: Context, _ rule: Parentheses
  ) {
    var arguments = ElixirArguments(call.arguments, call.keywords)
    // A keyword list at the end loses its brackets.
    if call.keywords.isEmpty, let last = call.arguments.last,
      case .list([], let keywords) = last.onlyStatement ?? last, !keywords.isEmpty
    {
      arguments = ElixirArguments(call.arguments.dropLast(), keywords[...])
    }
    guard call.blocks.isEmpty else {
      return unfit {
        if arguments.isEmpty {
          if case .value = call.target { $0.document.text("()") }
          $0.document.text(" do")
        } else {
          let isBare = !(arguments.expressions.first?.beginsWithSign ?? false)
          $0.arguments(arguments, isBare: isBare, suffix: " do")
        }
        $0.doBlocks(call.blocks)
      }
    }
    guard !arguments.isEmpty else { return document.text("()") }
    let isBare = rule == .omittedIfPossible && context.allowsBareCall
    self.arguments(arguments, isBare: isBare, suffix: "")
  }

  /// The arguments of a call with their parentheses, or a space if it is bare, and then `suffix`.
  mutating func arguments(_ arguments: ElixirArguments, isBare: Bool, suffix: StaticString) {
    let keywords = arguments.keywords
    let isLone = keywords.isEmpty && arguments.expressions.count == 1
    let context: Context =
      isLone
      ? (isBare ? .onlyBareArgument : .onlyParensArgument)
      : (isBare ? .bareArgument : .parensArgument)
    if !keywords.isEmpty, !arguments.expressions.isEmpty, !arguments.hasGenerators {
      return nextBreakFits(.nextBreakFitsOffStart, if: true) {
        $0.argumentsAndKeywords(arguments, context, isBare: isBare, suffix: suffix)
      }
    }
    var fitsNext = keywords.isEmpty && arguments.expressions.last.map(nextBreakFits) ?? false
    // As before a function type's `::`: with arguments a line each no formatter changes it.
    if !isLone, arguments.expressions.last?.isFunctionType ?? false { fitsNext = false }
    if isLone, !isInterpolating, arguments.expressions.last?.isCommentedTuple ?? false {
      fitsNext = true
    }
    let last: LastArgument = fitsNext ? .nextBreakFits : .nothing
    nextBreakFits(.nextBreakFitsOffStart, if: fitsNext) {
      $0.group {
        if isBare {
          $0.document.text(" ")
          $0.nest(.alignIfBrokenStart, 0) {
            $0.arguments(arguments, context, last: last, isOpen: true)
          }
        } else {
          $0.document.text("(")
          $0.nest(.nestIfBrokenStart) {
            $0.document.softLine()
            $0.arguments(arguments, context, last: last, isOpen: true)
          }
          $0.document.softLine()
          $0.document.text(")")
        }
        $0.document.text(suffix)
      }
    }
  }

  /// `a, b, key: value`: the keywords may be broken while what is before them is not.
  private mutating func argumentsAndKeywords(
    _ arguments: ElixirArguments, _ context: Context, isBare: Bool, suffix: StaticString
  ) {
    let left = ElixirArguments(arguments.expressions)
    let right = ElixirArguments([], arguments.keywords)
    group {
      if isBare {
        $0.nest {
          $0.document.text(" ")
          $0.nest(.alignIfBrokenStart, 0) {
            $0.arguments(left, context, last: .comma)
            $0.nextBreakFits(.nextBreakFitsStart, if: true) {
              $0.group(.inherited) {
                $0.document.line()
                $0.arguments(right, context)
              }
            }
          }
        }
      } else {
        $0.document.text("(")
        $0.nest(.nestIfBrokenStart) {
          $0.document.softLine()
          $0.arguments(left, context, last: .comma)
        }
        $0.nextBreakFits(.nextBreakFitsStart, if: true) {
          $0.group(.inherited) {
            $0.nest(.nestIfBrokenStart) {
              $0.document.line()
              $0.arguments(right, context)
            }
            $0.document.softLine()
            $0.document.text(")")
          }
        }
      }
      $0.document.text(suffix)
    }
  }

  /// `@name value`, the value written by `value`.
  @inline(__always) mutating func attribute(
    _ name: StaticString, _ value: (inout ElixirPrinter) -> Void
  ) {
    document.text("@")
    document.text(name)
    group {
      $0.document.text(" ")
      $0.nest(.alignIfBrokenStart, 0, value)
    }
  }

  /// `@name value`.
  mutating func attribute(_ name: String, _ value: ElixirExpression?, _ context: Context) {
    document.text("@")
    document.text(name)
    guard let value else { return }
    arguments(ElixirArguments([value]), isBare: context.allowsBareCall, suffix: "")
  }
}

extension ElixirArguments {
  /// `x <- list` among the arguments (of `for` and `with`).
  fileprivate var hasGenerators: Bool {
    expressions.contains { if case .binary(.arrow, _, _) = $0 { true } else { false } }
  }
}
