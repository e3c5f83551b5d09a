import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What is said of a call that no function of the standard library takes.
extension BodyLowering {
  func mismatch(
    _ value: Expression, _ function: StandardFunction, at index: Int, _ known: Unifier? = nil
  ) {
    let unifier = known ?? Unifier(body: self)
    let type = function.parameters[index].type
    let note = "it is `\(function.head)`"
    if case .function(let wanted, let result) = type,
      case .function(let given, let other) = value.type,
      wanted.count == given.count, other != .any
    {
      let result = describe(result, unifier)
      file.report(
        .typeMismatch, "this function gives \(describe(other)), not \(result)", at: value.span,
        label: "expected a function that gives \(result)", notes: [note],
        helps: [orderHelp(other) ?? Help("let it give \(result)")])
      return
    }
    if type == .list(.variable("C")) || type == .list(.variable("M")),
      case .list(let element) = value.type
    {
      let wanted = describe(type, unifier)
      let hasKeys = StandardLibrary.members(function.name).contains { other in
        other.parameters.contains { $0.label == "by" }
      }
      file.report(
        .typeMismatch, "\(describe(value.type)) has no order of its own", at: value.span,
        label: "expected \(wanted)", notes: [note],
        helps: [
          orderHelp(element)
            ?? Help(
              hasKeys
                ? "say what of each counts: `\(function.name)(by: { x in … })`"
                : "make numbers of its elements before: `map { x in … }`")
        ])
      return
    }
    mismatch(value, describe(type, unifier), of: likely(type, unifier), notes: [note])
  }

  /// What to do about a value that may be nil, or has parts that only their modules compare.
  private func orderHelp(_ type: ValueType) -> Help? {
    switch type {
    case .optional: Help("give a value for nil with `??`: nil has no place among others")
    case .tuple(let parts) where parts.contains(where: \.isComparedByModule):
      Help("sort by one part after the other, the last first: a sort keeps the order of equals")
    default: nil
    }
  }

  /// What would do for a parameter.
  private func likely(_ type: StandardType, _ unifier: Unifier) -> [ValueType] {
    let known = unifier.substitute(type)
    return switch type {
    case .variable where known != .any: [known]
    case .variable("N"): [.integer, .float]
    case .variable("I"): [.integer]
    case .variable("C"): [.integer, .float, .string]
    case .variable("S"): [.string]
    default: [known]
    }
  }

  private func describe(_ type: StandardType, _ unifier: Unifier) -> String {
    switch type {
    case .variable where unifier.substitute(type) != .any: describe(unifier.substitute(type))
    case .variable("N"): "a number"
    case .variable("I"): "an integer"
    case .list(.variable("I")): "a list of numbers"
    case .variable("C"), .variable("M"): "a number, a string, a date or a time"
    case .variable("S"): "a value with a text of its own"
    case .list(.variable("S")): "a list of values with a text of their own"
    case .variable: "any value"
    case .list(.variable("C")), .list(.variable("M")): "a list of numbers, strings, dates or times"
    case .list(.variable): "a list"
    case .function(let parameters, _):
      "a function of \(parameters.count) argument\(parameters.count == 1 ? "" : "s")"
    default: describe(unifier.substitute(type))
    }
  }

  func wrongStandardCount(
    _ candidates: [StandardFunction], _ given: Int, _ offset: Int, _ node: NodeID, _ name: String
  ) {
    file.report(
      .wrongArguments, "`\(name)` does not take these arguments", at: tree.span(node),
      notes: candidates.prefix(4).map { "there is `\($0.head)`" },
      helps: [
        Help(
          "write what one of these takes: so many arguments, its labels, a closure of so many parameters"
        )
      ])
  }

  /// Whether a closure has as many parameters as one of several functions of one name asks for; reports it otherwise.
  func hasArity(
    _ given: [GivenArgument], _ function: StandardFunction, among candidates: [StandardFunction],
    _ receiver: Expression?
  ) -> Bool {
    let offset = receiver == nil ? 0 : 1
    var unifier = Unifier(body: self, takesSequences: function.takesSequences)
    if let receiver { _ = unifier.unify(function.parameters[0].type, receiver.type) }
    for (index, argument) in given.enumerated() where tree.kind(argument.node) == .closure {
      let count = tree.children(tree.child(argument.node, .parameterList), .parameter).count
      var counts: Set<Int> = []
      for other in candidates where other.parameters.count == function.parameters.count {
        if case .function(let wanted, _) = other.parameters[index + offset].type,
          other.parameters[index + offset].label == argument.label || argument.label == nil
        {
          counts.insert(wanted.count)
        }
      }
      guard counts.count > 1, !counts.contains(count),
        case .function(let wanted, _) = function.parameters[index + offset].type,
        wanted.count != 1 || unifier.substitute(wanted[0]).parts(count) == nil
      else { continue }
      wrongArity(argument.node, count, not: counts.sorted())
      return false
    }
    return true
  }

  func unknownStandardFunction(_ name: String, in module: String, at span: Span) {
    file.report(
      .unknownFunction, "`\(module)` has no function `\(name)` that is known here", at: span,
      notes: [
        "docs/standard-library.md lists what there is; others are declared: `extern module … { func … }`"
      ],
      helps: file.didYouMean(
        name, among: StandardLibrary.functionNames(in: module), at: span,
        orElse: Suggestions.listing(
          StandardLibrary.functionNames(in: module).map(NameRules.camelCase)
        ).map { "there is \($0)" }, spelling: NameRules.camelCase))
  }
}
