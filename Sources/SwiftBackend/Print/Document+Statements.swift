import EctypeText

extension Document {
  /// ` {`, the statements on lines of their own, `}`.
  mutating func body(_ statements: [SwiftStatement]) {
    text(" {")
    block(statements)
  }

  /// What follows an opening brace.
  mutating func block(_ statements: [SwiftStatement]) {
    block(statements) { $0.print($1) }
  }

  /// The same of statements that `body` writes, one for each element.
  @inline(__always) mutating func block<C: Collection>(
    _ elements: C, _ body: (inout Document, C.Element) -> Void
  ) {
    if !elements.isEmpty {
      nest {
        $0.hardLine()
        $0.joined(elements, separator: { $0.hardLine() }, body)
      }
      hardLine()
    }
    text("}")
  }

  mutating func print(_ statement: SwiftStatement) {
    switch statement {
    case .expression(let expression): print(expression)
    case .binding(let isLet, let pattern, let type, let value):
      binding(isLet: isLet, pattern, type, value)
    case .assign(let target, let operation, let value):
      assigned(value) {
        $0.print(target)
        $0.text(" ")
        if let operation { $0.text(operation.rawValue) }
        $0.text("=")
      }
    case .return(let value):
      if let value { assigned(value) { $0.text("return") } } else { text("return") }
    case .throw(let error):
      text("throw ")
      print(error)
    case .if(let branches, let otherwise): printIf(branches, otherwise)
    case .guard(let conditions, let otherwise): printGuard(conditions, otherwise)
    case .switch(let subject, let cases): printSwitch(subject, cases)
    case .for(let pattern, let sequence, let condition, let body):
      printFor(pattern, sequence, condition, body)
    case .while(let conditions, let body):
      printConditions("while ", conditions) { $0.text("{") }
      block(body)
    case .break: text("break")
    case .continue: text("continue")
    }
  }

  private mutating func binding(
    isLet: Bool, _ pattern: SwiftPattern, _ type: SwiftType?, _ value: SwiftExpression?
  ) {
    declared(type: type, value: value) {
      $0.text(isLet ? "let " : "var ")
      $0.print(pattern)
    }
  }

  private mutating func printIf(_ branches: [SwiftBranch], _ otherwise: [SwiftStatement]?) {
    // An empty branch beside one that is not takes two lines.
    let isEmpty = branches.allSatisfy(\.body.isEmpty) && otherwise?.isEmpty ?? true
    var isFirst = true
    for branch in branches {
      printConditions(isFirst ? "if " : " else if ", branch.conditions) { $0.text("{") }
      if branch.body.isEmpty && !isEmpty { hardLine() }
      block(branch.body)
      isFirst = false
    }
    if let otherwise {
      text(" else {")
      if otherwise.isEmpty && !isEmpty { hardLine() }
      block(otherwise)
    }
  }

  private mutating func printGuard(_ conditions: [SwiftCondition], _ otherwise: [SwiftStatement]) {
    let isShort = otherwise.count == 1 && otherwise[0].isShortExit
    group {
      $0.text("guard")
      $0.nest {
        $0.line()
        $0.joined(conditions, separator: { $0.comma() }) { $0.print($1) }
      }
      $0.line()
      $0.text("else {")
      if isShort {
        $0.text(" ")
        $0.print(otherwise[0])
        $0.text(" }")
      }
    }
    if !isShort { block(otherwise) }
  }

  /// The conditions, then `end` on the same line or, where they do not fit on one, on its own.
  private mutating func printConditions(
    _ keyword: String, _ conditions: [SwiftCondition], _ end: (inout Document) -> Void
  ) {
    let hugs = conditions.count == 1 && conditions[0].hugs
    group(hugs ? .hug : .all) {
      $0.text(keyword)
      if let first = conditions.first { $0.print(first) }
      if conditions.count > 1 {
        $0.nest {
          for condition in conditions.dropFirst() {
            $0.comma()
            $0.print(condition)
          }
        }
      }
      $0.line()
      end(&$0)
    }
  }

  private mutating func print(_ condition: SwiftCondition) {
    switch condition {
    case .expression(let expression): print(expression)
    case .binding(let isLet, let name, let value):
      declared(type: nil, value: value) {
        $0.text(isLet ? "let " : "var ")
        $0.name(name, .variable)
      }
    case .pattern(let pattern, let value):
      assigned(value) {
        $0.text("case ")
        $0.print(pattern)
        $0.text(" =")
      }
    }
  }

  private mutating func printFor(
    _ pattern: SwiftPattern, _ sequence: SwiftExpression, _ condition: SwiftExpression?,
    _ body: [SwiftStatement]
  ) {
    func head(_ document: inout Document) {
      document.text("for ")
      document.print(pattern)
      document.nest(when: .groupIsBroken) {
        $0.line()
        $0.text("in ")
        $0.print(sequence, isContinuation: true)
      }
    }
    let style: GroupStyle = sequence.hugs ? .hug : .all
    if let condition {
      group {
        $0.group(style, head)
        $0.line()
        $0.group(condition.hugs ? .hug : .all) {
          $0.assigned(condition) { $0.text("where") }
          $0.line()
          $0.text("{")
        }
      }
    } else {
      group(style) {
        head(&$0)
        $0.line()
        $0.text("{")
      }
    }
    block(body)
  }

  private mutating func printSwitch(_ subject: SwiftExpression, _ cases: [SwiftSwitchCase]) {
    printConditions("switch ", [.expression(subject)]) { $0.text("{") }
    for item in cases {
      hardLine()
      if item.body.count == 1, !item.body[0].isCompound {
        group {
          $0.printCaseHead(item)
          $0.nest {
            $0.line()
            $0.print(item.body[0])
          }
        }
      } else {
        printCaseHead(item)
        nest {
          $0.hardLine()
          $0.joined(item.body, separator: { $0.hardLine() }) { $0.print($1) }
        }
      }
    }
    hardLine()
    text("}")
  }

  private mutating func printCaseHead(_ item: SwiftSwitchCase) {
    group(.alone) {
      if item.patterns.isEmpty {
        $0.text("default")
      } else {
        $0.text("case ")
        $0.print(item.patterns[0])
        $0.nest {
          for pattern in item.patterns.dropFirst() {
            $0.comma()
            $0.print(pattern)
          }
        }
      }
      if let condition = item.condition {
        $0.line()
        $0.text("where ")
        $0.print(condition)
      }
      $0.text(":")
    }
  }
}

extension SwiftCondition {
  fileprivate var hugs: Bool {
    switch self {
    case .expression(let value): value.hugs || value.isElement
    case .pattern(_, let value): value.hugs
    case .binding(_, _, let value): value?.hugs ?? false
    }
  }
}

extension SwiftStatement {
  /// A guard's body that stays on the line of its `else`.
  fileprivate var isShortExit: Bool {
    switch self {
    case .break, .continue, .return(nil), .return(.nil), .return(.boolean): true
    default: false
    }
  }

  /// Takes several lines always.
  fileprivate var isCompound: Bool {
    switch self {
    case .if, .guard, .switch, .for, .while: true
    default: false
    }
  }
}
