import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  func lowerPrefix(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    guard let operandNode = first(node) else { return nil }
    let span = tree.span(node)
    switch tree.mainText(node) {
    case "!", "not":
      guard let operand = lower(operandNode, expecting: .bool), check(operand, is: .bool) else {
        return nil
      }
      if case .literal(.bool(let value)) = operand.kind {
        return Expression(.literal(.bool(!value)), type: .bool, span: span)
      }
      return Expression(.unary(.not, operand), type: .bool, span: span)
    case "-":
      if [.integerLiteral, .floatLiteral].contains(tree.kind(operandNode)) {
        return constant(node, tree.kind(operandNode) == .floatLiteral ? .float : .integer, expected)
      }
      guard let operand = lower(operandNode, expecting: nil) else { return nil }
      guard [.integer, .float, .any, .decimal].contains(operand.type) else {
        mismatch(operand, "a number")
        return nil
      }
      return Expression(.unary(.negate, operand), type: operand.type, span: span)
    case "&": return lowerReference(operandNode, expected)
    case "+": return lower(operandNode, expecting: expected)
    case "^":
      file.report(
        .invalidQuery, "`^` belongs inside a query", at: span,
        label: "here the value itself will do",
        helps: [
          Help("leave it out", edits: [TextEdit(tree.span(tree[node].main), "")], isSafe: true)
        ])
      return nil
    default:
      unsupported(node, "`\(tree.mainText(node))`")
      return nil
    }
  }

  private func mismatch(_ value: Expression, _ wanted: String) {
    file.report(
      .typeMismatch, "this is \(describe(value.type)), not \(wanted)", at: value.span,
      label: "expected \(wanted)")
  }

  func lowerBinary(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let parts = Array(tree.children(node))
    guard parts.count == 2 else { return nil }
    let symbol = tree.mainText(node)
    let span = tree.span(node)
    switch symbol {
    case "|>": return lowerPipe(parts[0], parts[1], expected)
    case "...", "..", "..<": return lowerRange(parts, isClosed: symbol != "..<", span)
    case "in", "not": return lowerMembership(node, parts)
    default: break
    }
    let operation = Self.operators[symbol]
    let hint: ValueType? =
      switch operation {
      case .and, .or: .bool
      case .coalesce: expected.map(TypeResolver.optional)
      case .append, .remove: expected
      // `1 + 0.5`: a number's own form tells; the place only where it wants another.
      case .add, .subtract, .multiply, .divide: expected == .float ? .float : nil
      default: nil
      }
    // `.draft == status`: the side that has a type of its own tells the other.
    if operation == .equal || operation == .notEqual, tree.kind(parts[0]) == .implicitMember {
      guard let right = lower(parts[1], expecting: nil),
        let left = lower(parts[0], expecting: right.type)
      else { return nil }
      return operation.flatMap { combine($0, left, right, span) }
    }
    guard let left = lower(parts[0], expecting: hint) else { return nil }
    if operation == .and || operation == .or {
      scope.push(present: presence(of: parts[0], where: operation == .and))
      defer { scope.pop() }
      return lowerOperation(symbol, left, parts[1], span: span)
    }
    return lowerOperation(symbol, left, parts[1], span: span)
  }

  /// `left symbol right`, of a binary expression or a compound assignment.
  func lowerOperation(
    _ symbol: String, _ left: Expression, _ rightNode: NodeID, span: Span
  ) -> Expression? {
    guard let operation = Self.operators[symbol] else {
      file.report(
        .unsupportedConstruct, "`\(symbol)` in a function body is not compiled yet", at: span)
      return nil
    }
    let hint = operation == .and || operation == .or ? .bool : left.type.unwrapped
    guard var right = lower(rightNode, expecting: hint == .any ? nil : hint) else { return nil }
    var left = left
    // `1 * 0.5`: the whole number is a literal that may as well be a `Double`.
    if right.type == .float, left.type == .integer, operation != .coalesce {
      left = widened(left)
    } else if left.type == .float, right.type == .integer, operation != .coalesce {
      right = widened(right)
    }
    return combine(operation, left, right, span)
  }

  private func widened(_ value: Expression) -> Expression {
    guard case .literal(.integer(let digits)) = value.kind else { return value }
    return Expression(.literal(.float(digits + ".0")), type: .float, span: value.span)
  }

  private func combine(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span
  ) -> Expression? {
    guard let type = resultType(operation, left, right) else { return nil }
    if operation == .divide || operation == .remainder {
      guard checkDivisor(right) else { return nil }
    }
    if let folded = Self.folded(operation, left, right) {
      return Expression(folded, type: type, span: span)
    }
    var kind = operation
    if operation == .add, type == .string { kind = .concatenate }
    if operation == .add, case .list = type { kind = .append }
    return Expression(.binary(kind, left, right), type: type, span: span)
  }

  /// Truths that the source itself settles: Elixir's compiler would warn of them.
  private static func folded(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> Expression.Kind? {
    switch (operation, left.kind, right.kind) {
    case (.and, .literal(.bool(let value)), _): return value ? right.kind : .literal(.bool(false))
    case (.or, .literal(.bool(let value)), _): return value ? .literal(.bool(true)) : right.kind
    case (.equal, .literal(.atom(let a)), .literal(.atom(let b))): return .literal(.bool(a == b))
    case (.notEqual, .literal(.atom(let a)), .literal(.atom(let b))):
      return .literal(.bool(a != b))
    case (_, .literal(.integer(let a)), .literal(.integer(let b))):
      guard let a = Int(a), let b = Int(b) else { return nil }
      switch operation {
      case .equal: return .literal(.bool(a == b))
      case .notEqual: return .literal(.bool(a != b))
      case .less: return .literal(.bool(a < b))
      case .lessOrEqual: return .literal(.bool(a <= b))
      case .greater: return .literal(.bool(a > b))
      case .greaterOrEqual: return .literal(.bool(a >= b))
      default: return nil
      }
    default: return nil
    }
  }

  /// Elixir's compiler would warn of a division by a constant zero, which raises.
  func checkDivisor(_ value: Expression) -> Bool {
    switch value.kind {
    case .literal(.integer(let digits)) where Int(digits) == 0: break
    case .literal(.float(let digits)) where Double(digits) == 0: break
    default: return true
    }
    file.report(
      .divisionByZero, "this divides by zero", at: value.span, label: "always zero",
      notes: ["it would raise whenever it runs"])
    return false
  }

  private func lowerRange(_ parts: [NodeID], isClosed: Bool, _ span: Span) -> Expression? {
    guard let lower = lower(parts[0], expecting: .integer), check(lower, is: .integer),
      let upper = self.lower(parts[1], expecting: .integer), check(upper, is: .integer)
    else { return nil }
    return Expression(.range(lower, upper, isClosed: isClosed), type: .range, span: span)
  }

  /// `x in xs`, `x not in xs`
  private func lowerMembership(_ node: NodeID, _ parts: [NodeID]) -> Expression? {
    guard let list = lower(parts[1], expecting: nil) else { return nil }
    let element: ValueType
    switch list.type {
    case .list(let known): element = known
    case .range: element = .integer
    case .any: element = .any
    default:
      mismatch(list, "a list or a range")
      return nil
    }
    guard let value = lower(parts[0], expecting: element),
      accepts(element, value.type.unwrapped) || check(value, is: element)
    else { return nil }
    let contained = Expression(
      .binary(.contained, value, list), type: .bool, span: tree.span(node))
    guard tree.mainText(node) == "not" else { return contained }
    return Expression(.unary(.not, contained), type: .bool, span: tree.span(node))
  }

  private static let operators: [String: BinaryOperator] = [
    "+": .add, "-": .subtract, "*": .multiply, "/": .divide, "==": .equal, "!=": .notEqual,
    "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual, "&&": .and, "and": .and,
    "||": .or, "or": .or, "??": .coalesce, "<>": .concatenate, "++": .append,
    "--": .remove, "%": .remainder,
  ]

  private func resultType(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> ValueType? {
    switch operation {
    case .and, .or:
      return check(left, is: .bool) && check(right, is: .bool) ? .bool : nil
    case .equal, .notEqual:
      let comparable =
        left.type == .nil || right.type == .nil
        || accepts(left.type.unwrapped, right.type.unwrapped)
        || accepts(right.type.unwrapped, left.type.unwrapped)
      if comparable { return .bool }
      file.report(
        .typeMismatch, "\(describe(left.type)) is never equal to \(describe(right.type))",
        at: right.span, secondary: [Label(left.span, "\(describe(left.type))")])
      return nil
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      // Elixir's `<` compares structs by their fields: these are compared by their modules.
      if left.type.isComparedByModule, left.type == right.type { return .bool }
      for side in [left, right] where ![.integer, .float, .string, .any].contains(side.type) {
        mismatch(side, "a number or a string")
        return nil
      }
      let areNumbers = [left, right].allSatisfy { [.integer, .float].contains($0.type) }
      return areNumbers || accepts(left.type, right.type) || accepts(right.type, left.type)
        ? .bool
        : {
          mismatch(right, describe(left.type))
          return nil
        }()
    case .add where left.type == .string || right.type == .string:
      return check(left, is: .string) && check(right, is: .string) ? .string : nil
    case .add where left.type.isList:
      return resultType(.append, left, right)
    case .add, .subtract, .multiply, .divide:
      if left.type == .decimal, right.type == .decimal { return .decimal }
      for side in [left, right] where ![.integer, .float, .any].contains(side.type) {
        mismatch(side, "a number")
        return nil
      }
      if left.type == .any || right.type == .any { return .any }
      return left.type == .integer && right.type == .integer ? .integer : .float
    case .coalesce:
      return check(right, is: TypeResolver.optional(left.type.unwrapped))
        ? (right.type.isOptional || right.type == .nil ? left.type : left.type.unwrapped) : nil
    case .concatenate:
      return check(left, is: .string) && check(right, is: .string) ? .string : nil
    case .append:
      guard case .list = left.type else {
        mismatch(left, "a list")
        return nil
      }
      guard let type = join(left.type, right.type) else {
        _ = check(right, is: left.type)
        return nil
      }
      return type
    case .remove:
      guard case .list = left.type else {
        mismatch(left, "a list")
        return nil
      }
      return check(right, is: left.type) ? left.type : nil
    case .remainder:
      return check(left, is: .integer) && check(right, is: .integer) ? .integer : nil
    case .contained: return .bool
    }
  }

  func lowerTernary(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let parts = Array(tree.children(node))
    guard parts.count == 3, let condition = lowerCondition(parts[0]) else { return nil }
    scope.push(present: presence(of: parts[0], where: true))
    let then = lower(parts[1], expecting: expected)
    scope.pop()
    scope.push(present: presence(of: parts[0], where: false))
    let otherwise = lower(parts[2], expecting: expected)
    scope.pop()
    guard let then, let otherwise, let type = commonType(of: [then, otherwise]) else { return nil }
    if case .literal(.bool(let holds)) = condition.kind {
      return Expression((holds ? then : otherwise).kind, type: type, span: tree.span(node))
    }
    return Expression(
      .conditional(condition: condition, then: then, otherwise: otherwise), type: type,
      span: tree.span(node))
  }

  // MARK: Collections

  func lowerList(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let elements = Array(tree.children(node))
    if !elements.isEmpty, elements.allSatisfy({ tree.kind($0) == .keyValue }) {
      return lowerKeywords(node, elements)
    }
    var wanted: ValueType?
    if case .list(let element)? = expected?.unwrapped { wanted = element }
    if let last = elements.last, tree.kind(last) == .binaryExpression, tree.mainText(last) == "|" {
      return lowerCons(node, elements, last, wanted)
    }
    var values: [Expression] = []
    for element in elements {
      guard let value = lower(element, expecting: wanted) else { return nil }
      values.append(value)
    }
    guard let element = elementType(values, wanted) else { return nil }
    return Expression(.list(values), type: .list(element), span: tree.span(node))
  }

  /// What the place wants, where all elements are that; else what they have in common.
  private func elementType(_ values: [Expression], _ wanted: ValueType?) -> ValueType? {
    if let wanted, values.allSatisfy({ accepts(wanted, $0.type) }) { return wanted }
    return values.isEmpty ? .any : commonType(of: values)
  }

  /// `[a, b | rest]`
  private func lowerCons(
    _ node: NodeID, _ elements: [NodeID], _ last: NodeID, _ wanted: ValueType?
  ) -> Expression? {
    var heads: [Expression] = []
    let parts = Array(tree.children(last))
    guard parts.count == 2 else { return nil }
    for element in elements.dropLast() + [parts[0]] {
      guard let value = lower(element, expecting: wanted) else { return nil }
      heads.append(value)
    }
    guard let element = elementType(heads, wanted),
      let tail = lower(parts[1], expecting: .list(element)), check(tail, is: .list(element))
    else { return nil }
    return Expression(.cons(heads, tail: tail), type: .list(element), span: tree.span(node))
  }

  private func lowerKeywords(_ node: NodeID, _ pairs: [NodeID]) -> Expression? {
    var result: [Labeled] = []
    var types: [OptionType] = []
    for pair in pairs {
      let parts = Array(tree.children(pair))
      guard !tree[pair].main.isNone, let value = parts.last else {
        unsupported(pair, "a list of pairs with computed keys")
        return nil
      }
      guard let lowered = lower(value, expecting: nil) else { return nil }
      let name = tree.name(pair)
      result.append(Labeled(key: name.elixir, value: lowered))
      types.append(OptionType(name: name, type: lowered.type))
    }
    return Expression(.keywords(result), type: .options(types), span: tree.span(node))
  }

  func lowerMap(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let pairs = Array(tree.children(node))
    if pairs.isEmpty, case .options? = expected {
      return Expression(.keywords([]), type: .options([]), span: tree.span(node))
    }
    // `{ok: x}` and `{error: e}` are results where one is expected.
    if case .result(let value, let error)? = expected?.unwrapped, pairs.count == 1,
      ["ok", "error"].contains(tree.mainText(pairs[0])), let inner = first(pairs[0])
    {
      return lowerTagged(tree.mainText(pairs[0]), inner, value, error, tree.span(node))
    }
    if case .tuple(let types)? = expected?.unwrapped, types.count == 2, types[0] == .atom,
      pairs.count == 1, !tree[pairs[0]].main.isNone, let inner = first(pairs[0])
    {
      guard let value = lower(inner, expecting: types[1]) else { return nil }
      let tag = Expression(
        .literal(.atom(tree.mainText(pairs[0]))), type: .atom, span: tree.nameSpan(pairs[0]))
      return Expression(
        .tuple([tag, value]), type: .tuple([.atom, value.type]), span: tree.span(node))
    }
    if case .record(let fields)? = expected?.unwrapped, !pairs.isEmpty,
      pairs.allSatisfy({ tree.kind($0) == .keyValue && !tree[$0].main.isNone })
    {
      return lowerRecord(node, pairs, fields)
    }
    var base: Expression?
    var entries: [MapEntry] = []
    var keys: Set<Literal> = []
    var wanted: (key: ValueType?, value: ValueType?)
    if case .map(let key, let value)? = expected?.unwrapped { wanted = (key, value) }
    for (index, pair) in pairs.enumerated() {
      if tree.kind(pair) != .keyValue, index == 0 {
        guard let lowered = lower(pair, expecting: expected) else { return nil }
        if case .map(let key, let value) = lowered.type { wanted = (key, value) }
        base = lowered
        continue
      }
      guard let entry = lowerEntry(pair, wanted.key, wanted.value) else { return nil }
      if case .literal(let literal) = entry.key.kind, !keys.insert(literal).inserted {
        file.report(.duplicateOption, "this key is written twice", at: entry.key.span)
        return nil
      }
      entries.append(entry)
    }
    if let base { return lowerUpdate(of: base, entries, node) }
    if entries.isEmpty {
      return Expression(
        .map([]), type: .map(key: wanted.key ?? .any, value: wanted.value ?? .any),
        span: tree.span(node))
    }
    let key = mapPart(entries.map(\.key), wanted.key)
    let value = mapPart(entries.map(\.value), wanted.value)
    return Expression(.map(entries), type: .map(key: key, value: value), span: tree.span(node))
  }

  /// Values of several types make a map of `Any`.
  private func mapPart(_ values: [Expression], _ wanted: ValueType?) -> ValueType {
    if let wanted, values.allSatisfy({ accepts(wanted, $0.type) }) { return wanted }
    var type = values[0].type
    for value in values.dropFirst() { type = join(type, value.type) ?? .any }
    return type
  }

  private func lowerEntry(
    _ pair: NodeID, _ wantedKey: ValueType?, _ wantedValue: ValueType?
  ) -> MapEntry? {
    let parts = Array(tree.children(pair))
    guard tree.kind(pair) == .keyValue, let valueNode = parts.last else { return nil }
    let key: Expression?
    if tree[pair].main.isNone {
      key = lower(parts[0], expecting: wantedKey)
    } else {
      let name = NameRules.snakeCase(tree.mainText(pair))
      key = Expression(.literal(.atom(name)), type: .atom, span: tree.nameSpan(pair))
    }
    guard let key, let value = lower(valueNode, expecting: wantedValue) else { return nil }
    return MapEntry(key: key, value: value)
  }

  /// `%{m | key: v}`
  private func lowerUpdate(
    of base: Expression, _ entries: [MapEntry], _ node: NodeID
  ) -> Expression? {
    switch base.type {
    case .any: break
    case .map(let key, let value):
      for entry in entries {
        guard check(entry.key, is: key), check(entry.value, is: value) else { return nil }
      }
    case .schema(let id):
      for entry in entries {
        guard case .literal(.atom(let name)) = entry.key.kind,
          let (_, type) = property(name, of: id)
        else {
          unknownField(entry.key.span, of: id)
          return nil
        }
        guard check(entry.value, is: TypeResolver.optional(type)) else { return nil }
      }
    default:
      mismatch(base, "a map")
      return nil
    }
    return Expression(.mapUpdate(base, entries), type: base.type, span: tree.span(node))
  }

  private func unknownField(_ span: Span, of id: SchemaID) {
    unknownField(NameRules.snakeCase(tree.source(span)), of: id, at: span)
  }

  /// `.ok(x)`, `{ok: x}`, `{:ok, x}`
  func lowerTagged(
    _ tag: String, _ inner: NodeID, _ value: ValueType, _ error: ValueType, _ span: Span
  ) -> Expression? {
    let wanted = tag == "ok" ? value : error
    guard let lowered = lower(inner, expecting: wanted), check(lowered, is: wanted) else {
      return nil
    }
    let atom = Expression(.literal(.atom(tag)), type: .atom, span: span)
    return Expression(.tuple([atom, lowered]), type: .result(value, error), span: span)
  }

  func lowerTuple(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let parts = Array(tree.children(node))
    if case .result(let value, let error)? = expected?.unwrapped, parts.count == 2,
      let tag = tree.atomName(parts[0]), tag == "ok" || tag == "error"
    {
      return lowerTagged(tag, parts[1], value, error, tree.span(node))
    }
    var wanted: [ValueType?] = Array(repeating: nil, count: parts.count)
    if case .tuple(let types)? = expected?.unwrapped, types.count == parts.count { wanted = types }
    var values: [Expression] = []
    var types: [ValueType] = []
    for (part, type) in zip(parts, wanted) {
      guard let value = lower(part, expecting: type) else { return nil }
      values.append(value)
      types.append(type.map { accepts($0, value.type) ? $0 : value.type } ?? value.type)
    }
    return Expression(.tuple(values), type: .tuple(types), span: tree.span(node))
  }

  func lowerStructLiteral(_ node: NodeID) -> Expression? {
    let path = tree.child(node, .path)
    guard case .schema(let id)? = declaration(tree.segments(path), at: tree.span(path))?.target
    else {
      file.report(
        .unknownType, "there is no schema `\(tree.segments(path).joined(separator: "."))`",
        at: tree.span(path),
        helps: file.didYouMean(
          tree.segments(path).last ?? "", among: file.index.names, at: tree.span(path)))
      return nil
    }
    let pairs = tree.children(node, .keyValue).compactMap { pair in
      first(pair).map { (tree.mainText(pair), tree.nameSpan(pair), $0) }
    }
    return lowerStructure(id, pairs, tree.span(node))
  }

  /// `User(name: "x")` and `%User{name: "x"}`
  func lowerStructure(
    _ id: SchemaID, _ fields: [(name: String, place: Span, value: NodeID)], _ span: Span
  ) -> Expression? {
    var values: [Labeled] = []
    for field in fields {
      let name = NameRules.snakeCase(field.name)
      guard let (_, type) = property(name, of: id) else {
        unknownField(name, of: id, at: field.place)
        return nil
      }
      guard let value = lower(field.value, expecting: type),
        check(value, is: TypeResolver.optional(type))
      else { return nil }
      values.append(Labeled(key: name, value: value))
    }
    return Expression(.structure(id, values), type: .schema(id), span: span)
  }
}

extension ValueType {
  /// Elixir's operators see the fields of these: their modules compare them.
  var isComparedByModule: Bool {
    switch self {
    case .decimal, .date, .time, .naiveDateTime, .utcDateTime: true
    default: false
    }
  }

  var isList: Bool { if case .list = self { true } else { false } }
}
