import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// An argument as the source has it; a closure behind the parentheses is the last one.
  struct GivenArgument {
    var label: String?
    /// The label's.
    var place: Span?
    var node: NodeID
  }

  func givenArguments(_ call: NodeID) -> [GivenArgument] {
    var result: [GivenArgument] = []
    let list = tree.child(call, .argumentList)
    if !list.isNone {
      for argument in tree.children(list, .argument) {
        guard let value = first(argument) else { continue }
        let label = tree[argument].main.isNone ? nil : tree.mainText(argument)
        result.append(
          GivenArgument(
            label: label, place: label == nil ? nil : tree.span(tree[argument].main), node: value))
      }
    }
    if let closure = trailingClosure(call) { result.append(GivenArgument(node: closure)) }
    return result
  }

  func trailingClosure(_ call: NodeID) -> NodeID? {
    let parts = Array(tree.children(call))
    guard parts.count > 1, let last = parts.last, tree.kind(last) == .closure else { return nil }
    return last
  }

  /// A call of the standard library: the first of `candidates` whose parameters take the arguments.
  /// - Parameter receiver: the value before the dot, or what is piped in.
  /// - Parameter expected: what the place wants: rows of a table tell a closure which values theirs are.
  func lowerStandard(
    _ candidates: [StandardFunction], receiver: Expression?, _ given: [GivenArgument],
    _ node: NodeID, isPiped: Bool, name: String, expecting expected: ValueType? = nil
  ) -> Expression? {
    let offset = receiver == nil ? 0 : 1
    var fitting = candidates.filter { function in
      function.parameters.count == given.count + offset
        && zip(function.parameters.dropFirst(offset), given).allSatisfy { fits($1, $0) }
    }
    guard !fitting.isEmpty else {
      if let receiver, let other = ofOthers(name, given) {
        mismatch(receiver, other, at: 0)
        return nil
      }
      wrongStandardCount(candidates, given.count, offset, node, name)
      return nil
    }
    let exact = fitting.filter { function in
      zip(function.parameters.dropFirst(offset), given).allSatisfy { $0.label == $1.label }
    }
    if !exact.isEmpty { fitting = exact }
    let sameArity = fitting.filter { function in
      zip(function.parameters.dropFirst(offset), given).allSatisfy { fits($1, $0, exactly: true) }
    }
    if !sameArity.isEmpty { fitting = sameArity }
    if let receiver {
      let taking = fitting.filter { takes($0, receiver.type) }
      guard !taking.isEmpty else {
        mismatch(receiver, fitting[0], at: 0)
        return nil
      }
      // A map's own function goes before that of the list which it may stand for.
      let own = taking.filter { takes($0, receiver.type, asSequence: false) }
      fitting = self.own(own.isEmpty ? taking : own, of: receiver)
    }
    guard hasArity(given, fitting[0], among: candidates, receiver) else { return nil }
    return fitting.count == 1
      ? lowerArguments(of: fitting[0], receiver, given, node, isPiped, expected)
      : choose(among: fitting, receiver, given, node, isPiped)
  }

  /// The method of this name that takes the arguments of a call, on values of other types.
  private func ofOthers(_ name: String, _ given: [GivenArgument]) -> StandardFunction? {
    StandardLibrary.members(NameRules.snakeCase(name)).first { function in
      function.parameters.count == given.count + 1
        && zip(function.parameters.dropFirst(), given).allSatisfy { fits($1, $0) }
    }
  }

  /// A function for lists of decimals goes before that for lists of anything.
  private func own(_ functions: [StandardFunction], of first: Expression?) -> [StandardFunction] {
    guard let first else { return functions }
    let own = functions.filter { $0.parameters.first?.type.known == first.type }
    return own.isEmpty ? functions : own
  }

  /// By the labels and the forms alone: a closure with so many parameters stands for a function of so many.
  private func fits(
    _ given: GivenArgument, _ parameter: StandardFunction.Parameter, exactly: Bool = false
  ) -> Bool {
    if let label = given.label, label != parameter.label { return false }
    if case .function(let wanted, _) = parameter.type, let counts = argumentCounts(given.node) {
      return counts.contains(wanted.count)
    }
    guard tree.kind(given.node) == .closure else { return true }
    guard case .function(let wanted, _) = parameter.type else {
      if case .variable = parameter.type { return true }
      return false
    }
    let list = tree.child(given.node, .parameterList)
    let parameters = list.isNone ? [] : Array(tree.children(list, .parameter))
    let count = parameters.count
    // A closure may take a pair apart; one that leaves a part out surely compares no two elements.
    if exactly, count > 1, wanted.count == count, isComparison(parameter.type) {
      return !parameters.contains { first($0).map { tree.kind($0) == .wildcard } ?? false }
    }
    return wanted.count == count || !exactly && wanted.count == 1 && count > 1
  }

  private func isComparison(_ type: StandardType) -> Bool {
    if case .function(let parameters, .value(.bool)) = type {
      parameters.count == 2 && parameters[0] == parameters[1]
    } else {
      false
    }
  }

  /// With how many arguments the function of the module that a name means is called; nil for anything else.
  private func argumentCounts(_ node: NodeID) -> ClosedRange<Int>? {
    guard tree.kind(node) == .identifier, scope.look(up: tree.mainText(node)) == nil,
      let signature = shape.functions.signature(
        NameRules.snakeCase(tree.mainText(node)), in: module)
    else { return nil }
    return signature.requiredCount...signature.argumentTypes.count
  }

  private func lowerArguments(
    of function: StandardFunction, _ receiver: Expression?, _ given: [GivenArgument],
    _ node: NodeID, _ isPiped: Bool, _ expected: ValueType?
  ) -> Expression? {
    var unifier = Unifier(body: self, takesSequences: function.takesSequences)
    if case .list(.row)? = expected, let expected { _ = unifier.unify(function.result, expected) }
    var values: [Expression] = []
    if let receiver {
      guard unifier.unify(function.parameters[0].type, receiver.type) else {
        mismatch(receiver, function, at: 0)
        return nil
      }
      values.append(receiver)
    }
    for argument in given {
      let parameter = function.parameters[values.count]
      var wanted = unifier.expectation(parameter.type)
      // `reduce([:], …)` begins with what comes of it.
      if parameter.type == function.result, tree.isEmptyCollection(argument.node) {
        wanted = wanted ?? expected
      }
      guard let value = lower(argument.node, expecting: wanted) else { return nil }
      guard unifier.unify(parameter.type, value.type) else {
        mismatch(value, function, at: values.count, unifier)
        return nil
      }
      values.append(value)
    }
    takeIndices(&values, function)
    return call(function, values, unifier, tree.span(node), isPiped)
  }

  /// `xs.enumerated().map { i, x in … }` needs no pairs of its own, where none is in the result.
  private func takeIndices(_ values: inout [Expression], _ function: StandardFunction) {
    guard values.count == 2, case .list(let element) = function.parameters[0].type,
      !function.result.mentions(element), case .closure(var closure) = values[1].kind,
      closure.parameters.count == 1,
      let pairs = values[0].withIndices(closure.parameters[0])
    else { return }
    closure.parameters = [pairs.pattern]
    values = [
      pairs.sequence, Expression(.closure(closure), type: values[1].type, span: values[1].span),
    ]
  }

  /// Several functions of one name: the arguments' own types tell.
  private func choose(
    among candidates: [StandardFunction], _ receiver: Expression?, _ given: [GivenArgument],
    _ node: NodeID, _ isPiped: Bool
  ) -> Expression? {
    var values: [Expression] = receiver.map { [$0] } ?? []
    var candidates = candidates
    for argument in given {
      candidates = own(candidates, of: values.first)
      // What all of them want here, if they agree; else what the argument says of itself.
      var unifier = Unifier(body: self, takesSequences: candidates[0].takesSequences)
      for (parameter, value) in zip(candidates[0].parameters, values) {
        _ = unifier.unify(parameter.type, value.type)
      }
      let wanted = Set(candidates.map { $0.parameters[values.count].type })
      let expected = wanted.count == 1 ? unifier.expectation(wanted.first!) : nil
      // A closure is told what it is given, and a name that it may name a function.
      var parameters: ValueType?
      if case .function = candidates[0].parameters[values.count].type {
        parameters = unifier.substitute(candidates[0].parameters[values.count].type)
      }
      guard let value = lower(argument.node, expecting: expected ?? parameters.map(open)) else {
        return nil
      }
      values.append(value)
    }
    return callStandard(candidates, values, tree.span(node), isPiped: isPiped)
  }

  /// The first of several functions whose parameters take the values.
  func callStandard(
    _ candidates: [StandardFunction], _ values: [Expression], _ span: Span, isPiped: Bool
  ) -> Expression? {
    for function in own(candidates, of: values.first) {
      var unifier = Unifier(body: self, takesSequences: function.takesSequences)
      let takes = zip(function.parameters, values).allSatisfy { unifier.unify($0.type, $1.type) }
      if takes { return call(function, values, unifier, span, isPiped) }
    }
    let candidates = likeliest(candidates, values)
    let bad = values.indices.first { index in
      candidates.allSatisfy { function in
        var unifier = Unifier(body: self, takesSequences: function.takesSequences)
        return !unifier.unify(function.parameters[index].type, values[index].type)
      }
    }
    let index = bad ?? values.count - 1
    for function in candidates {
      var unifier = Unifier(body: self, takesSequences: function.takesSequences)
      let takesOthers = zip(function.parameters, values).prefix(index).allSatisfy {
        unifier.unify($0.type, $1.type)
      }
      if takesOthers {
        mismatch(values[index], function, at: index, unifier)
        return nil
      }
    }
    mismatch(values[index], candidates[0], at: index)
    return nil
  }

  /// Of functions that do not take the values, those whose functions have as many parameters as the given ones.
  private func likeliest(
    _ candidates: [StandardFunction], _ values: [Expression]
  ) -> [StandardFunction] {
    let likely = candidates.filter { function in
      zip(function.parameters, values).allSatisfy { parameter, value in
        guard case .function(let wanted, _) = parameter.type,
          case .function(let given, _) = value.type
        else { return true }
        return wanted.count == given.count
      }
    }
    return likely.isEmpty ? candidates : likely
  }

  /// The parameters of a function type with its result left open.
  private func open(_ type: ValueType) -> ValueType {
    if case .function(let parameters, _) = type { return .function(parameters, .any) }
    return type
  }

  private func call(
    _ function: StandardFunction, _ values: [Expression], _ unifier: Unifier, _ span: Span,
    _ isPiped: Bool
  ) -> Expression? {
    guard checkDivisor(function, values), findsEqual(function, unifier, span) else { return nil }
    return Expression(
      .standard(StandardCall(function: function, arguments: values, isPiped: isPiped)),
      type: unifier.substitute(function.result), span: span)
  }

  /// Whether a function that asks with Elixir's `==` asks for what that tells.
  private func findsEqual(_ function: StandardFunction, _ unifier: Unifier, _ span: Span) -> Bool {
    guard let type = unifier.unlikelyEqual else { return true }
    file.report(
      .unsupportedConstruct,
      "`\(NameRules.camelCase(function.name))` compares \(describe(type)) as it is written",
      at: span, label: "has decimals in it", notes: [Self.writtenDifferently],
      helps: [Help("compare the decimals themselves, with `==`")])
    return false
  }

  private func checkDivisor(_ function: StandardFunction, _ values: [Expression]) -> Bool {
    let divides = ["div", "rem", "mod", "floor_div"].contains(function.name)
    guard divides, values.count == 2 else { return true }
    return checkDivisor(values[1])
  }

  // MARK: Members

  /// The methods and properties of a name that a value of this type has.
  func standardMembers(_ name: String, of type: ValueType) -> [StandardFunction] {
    StandardLibrary.members(NameRules.snakeCase(name)).filter { takes($0, type) }
  }

  /// Whether a function takes a value of this type first. What is for optionals is for them alone.
  private func takes(
    _ function: StandardFunction, _ type: ValueType, asSequence: Bool = true
  ) -> Bool {
    let wanted = function.parameters[0].type
    if case .optional = wanted, !type.isOptional, function.form == .method { return false }
    var unifier = Unifier(body: self, takesSequences: asSequence && function.takesSequences)
    return unifier.unify(wanted, type)
  }

  /// The names of all that a value of this type has.
  func standardMemberNames(of type: ValueType) -> [String] {
    StandardLibrary.memberNames.filter { !standardMembers($0, of: type).isEmpty }
  }

  /// `xs.append(x)`, `post.tags.append(x)`: a statement that gives the variable a new value. nil where the node is
  /// none.
  func lowerMutation(_ node: NodeID) -> (statement: Statement?, Void)? {
    guard tree.kind(node) == .call, let callee = first(node), tree.kind(callee) == .memberAccess,
      let base = first(callee), isPlace(base)
    else { return nil }
    let name = tree.mainText(callee)
    guard
      StandardLibrary.members(NameRules.snakeCase(name)).contains(where: { $0.form == .mutation }),
      let type = placeType(base)
    else { return nil }
    let members = standardMembers(name, of: type)
    let mutations = members.filter { $0.form == .mutation }
    guard !mutations.isEmpty, mutations.count == members.count || type == .any else { return nil }
    let statement = change(base, readsOld: true, at: tree.span(node)) { old in
      guard
        let value = lowerStandard(
          mutations, receiver: old, givenArguments(node), node, isPiped: false, name: name),
        check(value, is: old.type)
      else { return nil }
      return value
    }
    return (statement, ())
  }

  /// A variable, or a part of one.
  private func isPlace(_ node: NodeID) -> Bool {
    switch tree.kind(node) {
    case .identifier: scope.look(up: tree.mainText(node)) != nil
    case .memberAccess, .subscriptExpression: first(node).map(isPlace) ?? false
    default: false
    }
  }

  /// The type of what is kept at a place; nil where that is no struct or collection. Reports nothing.
  private func placeType(_ node: NodeID) -> ValueType? {
    let type = declaredType(ofPlace: node)
    return scope.isPresent(file.path(of: node).joined(separator: ".")) ? type?.unwrapped : type
  }

  private func declaredType(ofPlace node: NodeID) -> ValueType? {
    guard tree.kind(node) != .identifier else {
      return scope.look(up: tree.mainText(node))?.local.type
    }
    guard let base = first(node).flatMap(placeType) else { return nil }
    let name = NameRules.snakeCase(tree.mainText(node))
    switch (tree.kind(node), base) {
    case (.memberAccess, .schema(let id)): return property(name, of: id)?.1
    case (.memberAccess, .record(let fields)):
      return fields.first { $0.name.elixir == name }?.type
    case (.subscriptExpression, .list(let element)): return element
    case (.subscriptExpression, .map(_, let value)): return value
    default: return nil
    }
  }
}

extension StandardFunction {
  /// Elixir's `Enum` goes through maps and ranges too.
  var takesSequences: Bool {
    template.hasPrefix("Enum.") || template.hasPrefix("Map.new(")
  }
}

extension SyntaxTree {
  /// `[]`, `[:]`
  fileprivate func isEmptyCollection(_ id: NodeID) -> Bool {
    (kind(id) == .listLiteral || kind(id) == .mapLiteral) && self[id].firstChild.isNone
  }
}
