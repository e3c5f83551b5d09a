import EctypeText

/// One step of a chain of postfix expressions.
private enum Link {
  case member(String)
  case call([SwiftArgument], SwiftClosure?)
  case element([SwiftArgument])
  case optional

  var isMember: Bool { if case .member = self { true } else { false } }
  /// It may take several lines.
  var isBreakable: Bool {
    switch self {
    case .member, .optional: false
    case .call(let arguments, let trailing): !arguments.isEmpty || trailing != nil
    case .element: true
    }
  }
}

extension Document {
  /// Members and calls: on one line; or the last call broken inside its brackets; or a link a line.
  mutating func chain(_ expression: SwiftExpression, isContinuation: Bool) {
    var links: [Link] = []
    var isPipeline = false
    let base = expression.unchained(into: &links, &isPipeline)
    // The links up to the first that may stand on a line of its own; `self.name` is one word.
    var headCount = links.firstIndex(where: \.isMember) ?? links.count
    if case .self = base, headCount == 0 { headCount = 1 }
    while headCount < links.count, !links[headCount].isMember { headCount += 1 }
    let head = links[..<headCount]
    let tail = links[headCount...]
    if tail.isEmpty { return printHead(base, head) }

    let hugs = expression.hugs && !isPipeline
    group(hugs ? .hug : .all) {
      if isPipeline { $0.breakGroups() }
      let isHeadBreakable = head.contains(where: \.isBreakable) || base.hugs
      if isHeadBreakable {
        $0.group { $0.printHead(base, head) }
      } else {
        $0.printHead(base, head)
      }
      let condition: NestCondition =
        hugs ? .groupIsBroken : isHeadBreakable ? .previousGroupIsFlat : .always
      $0.nest(isContinuation ? 0 : 2, when: condition) {
        for link in tail {
          if link.isMember { $0.softLine() }
          $0.print(link)
        }
      }
    }
  }

  /// `base.name`
  @inline(__always) mutating func member(of base: StaticString, _ name: String) {
    group {
      $0.text(base)
      $0.nest {
        $0.softLine()
        $0.text(".")
        $0.name(name, .member)
      }
    }
  }

  private mutating func printHead(_ base: SwiftExpression, _ links: ArraySlice<Link>) {
    operand(base, above: .postfix, isContinuation: true)
    for link in links { print(link) }
  }

  private mutating func print(_ link: Link) {
    switch link {
    case .member(let name):
      text(".")
      self.name(name, .member)
    case .element(let arguments): self.arguments("[", arguments, "]")
    case .optional: text("?")
    case .call(let arguments, let trailing):
      if let trailing {
        if !arguments.isEmpty { self.arguments("(", arguments, ")", style: .alone) }
        text(" ")
        print(trailing)
      } else {
        self.arguments("(", arguments, ")")
      }
    }
  }
}

extension SwiftExpression {
  /// The expression at the start of a chain; the links come out in source order.
  fileprivate func unchained(into links: inout [Link], _ isPipeline: inout Bool) -> SwiftExpression
  {
    var expression = self
    while true {
      switch expression {
      case .member(let base, let name):
        links.append(.member(name))
        expression = base
      case .call(let callee, let arguments, let trailing):
        links.append(.call(arguments, trailing))
        expression = callee
      case .element(let base, let arguments):
        links.append(.element(arguments))
        expression = base
      case .optionalChain(let base):
        links.append(.optional)
        expression = base
      case .pipeline(let chain):
        isPipeline = true
        expression = chain
      default:
        links.reverse()
        return expression
      }
    }
  }
}
