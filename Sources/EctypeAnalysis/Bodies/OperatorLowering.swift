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
      return Expression(.unary(.not, operand), type: .bool, span: span)
    case "-":
      if [.integerLiteral, .floatLiteral].contains(tree.kind(operandNode)) {
        return constant(node, tree.kind(operandNode) == .floatLiteral ? .float : .integer, expected)
      }
      guard let operand = lower(operandNode, expecting: nil) else { return nil }
      guard [.integer, .float, .any].contains(operand.type) else {
        mismatch(operand, "a number")
        return nil
      }
      return Expression(.unary(.negate, operand), type: operand.type, span: span)
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
    if symbol == "|>" { return lowerPipe(parts[0], parts[1], expected) }
    guard let operation = Self.operators[symbol] else {
      unsupported(node, "`\(symbol)` in a function body")
      return nil
    }
    let hint: ValueType? =
      switch operation {
      case .and, .or: .bool
      case .coalesce: expected.map(TypeResolver.optional)
      default: nil
      }
    guard let left = lower(parts[0], expecting: hint),
      let right = lower(
        parts[1], expecting: operation == .and || operation == .or ? .bool : left.type.unwrapped)
    else { return nil }
    guard let type = resultType(operation, left, right) else { return nil }
    let isText = operation == .add && type == .string
    return Expression(
      .binary(isText ? .concatenate : operation, left, right), type: type, span: tree.span(node))
  }

  private static let operators: [String: BinaryOperator] = [
    "+": .add, "-": .subtract, "*": .multiply, "/": .divide, "==": .equal, "!=": .notEqual,
    "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual, "&&": .and, "and": .and,
    "||": .or, "or": .or, "??": .coalesce, "<>": .concatenate, "++": .append,
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
      // Elixir's `<` compares structs by their fields, which is no order of dates or decimals.
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
    case .add where left.type == .string && right.type == .string: return .string
    case .add, .subtract, .multiply:
      for side in [left, right] where ![.integer, .float, .any].contains(side.type) {
        mismatch(side, "a number")
        return nil
      }
      return left.type == .integer && right.type == .integer ? .integer : .float
    case .divide:
      for side in [left, right] where ![.integer, .float, .any].contains(side.type) {
        mismatch(side, "a number")
        return nil
      }
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
      return check(right, is: left.type) ? left.type : nil
    }
  }

  func lowerTernary(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let parts = Array(tree.children(node))
    guard parts.count == 3, let condition = lower(parts[0], expecting: .bool),
      check(condition, is: .bool), let then = lower(parts[1], expecting: expected),
      let otherwise = lower(parts[2], expecting: expected)
    else { return nil }
    let type: ValueType
    if accepts(then.type, otherwise.type) {
      type = then.type
    } else if accepts(otherwise.type, then.type) {
      type = otherwise.type
    } else if otherwise.type == .nil {
      type = TypeResolver.optional(then.type)
    } else if then.type == .nil {
      type = TypeResolver.optional(otherwise.type)
    } else {
      _ = check(otherwise, is: then.type)
      return nil
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
    var values: [Expression] = []
    for element in elements {
      guard let value = lower(element, expecting: wanted) else { return nil }
      if let first = values.first, !accepts(first.type, value.type) {
        _ = check(value, is: first.type)
        return nil
      }
      values.append(value)
    }
    let element = values.first?.type ?? wanted ?? .any
    return Expression(.list(values), type: .list(element), span: tree.span(node))
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
    var entries: [MapEntry] = []
    var keys: Set<Literal> = []
    for pair in pairs {
      let parts = Array(tree.children(pair))
      guard tree.kind(pair) == .keyValue, let valueNode = parts.last else {
        unsupported(pair, "updating a map")
        return nil
      }
      let key: Expression?
      if tree[pair].main.isNone {
        key = lower(parts[0], expecting: nil)
      } else {
        let name = NameRules.snakeCase(tree.mainText(pair))
        key = Expression(.literal(.atom(name)), type: .atom, span: tree.nameSpan(pair))
      }
      guard let key, let value = lower(valueNode, expecting: nil) else { return nil }
      if case .literal(let literal) = key.kind, !keys.insert(literal).inserted {
        file.report(.duplicateOption, "this key is written twice", at: key.span)
        return nil
      }
      entries.append(MapEntry(key: key, value: value))
    }
    let key = entries.first?.key.type ?? .atom
    let values = Set(entries.map(\.value.type))
    return Expression(
      .map(entries), type: .map(key: key, value: values.count == 1 ? values.first! : .any),
      span: tree.span(node))
  }

  func lowerTuple(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    var values: [Expression] = []
    for part in tree.children(node) {
      guard let value = lower(part, expecting: nil) else { return nil }
      values.append(value)
    }
    return Expression(
      .tuple(values), type: .tuple(values.map(\.type)), span: tree.span(node))
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
