import EctypeModel

extension FunctionTranslator {
  /// A whole expression of a statement, with `try` where it may throw.
  mutating func evaluated(
    _ expression: Expression, hasContext: Bool
  ) throws(NotPortable) -> SwiftExpression {
    finished(try self.expression(expression, hasContext: hasContext))
  }

  /// A whole expression that a brace follows.
  mutating func condition(
    _ expression: Expression, hasContext: Bool
  ) throws(NotPortable) -> SwiftExpression {
    try evaluated(expression, hasContext: hasContext).asCondition
  }

  /// Puts `try` before what was translated last, if it may throw.
  mutating func finished(_ expression: SwiftExpression) -> SwiftExpression {
    guard isThrowing else { return expression }
    isThrowing = false
    bodyThrows = true
    return .try(.try, expression)
  }

  /// - Parameter hasContext: what stands around it tells its type.
  mutating func expression(
    _ expression: Expression, hasContext: Bool = false
  ) throws(NotPortable) -> SwiftExpression {
    switch expression.kind {
    case .literal(let literal): return try constant(literal, expression.type, hasContext)
    case .sigil(let name, let text):
      guard name != "w", expression.type.isTemporal else { throw NotPortable() }
      return hasContext ? .string(text) : .cast(.string(text), .as, try type(expression.type))
    case .interpolation(let segments): return try interpolation(segments)
    case .local(let local):
      if let value = substitutes[local.id] { return value }
      if expression.isPresent {
        guard let name = presents[local.id] else { throw NotPortable() }
        return .name(name)
      }
      guard let name = names[local.id] else { throw NotPortable() }
      return .name(name)
    case .element(let base, let index): return try element(base, index)
    case .list(let values): return try list(values, expression.type, hasContext)
    case .tuple(let parts): return try tuple(parts, expression.type, hasContext)
    case .cons(let values, let tail):
      let head = try list(values, tail.type, true)
      return .binary(head, .add, try self.expression(tail, hasContext: true))
    case .range(let lower, let upper, let isClosed):
      return elixir(
        "range",
        [
          SwiftArgument(try self.expression(lower)),
          SwiftArgument(
            label: isClosed ? "through" : "to", try self.expression(upper)),
        ])
    case .map(let entries): return try map(entries, expression.type, hasContext)
    case .mapUpdate(let base, let entries): return try update(base, entries)
    case .unary(let operation, let operand): return try unary(operation, operand)
    case .binary(let operation, let left, let right):
      return try binary(operation, left, right, hasContext)
    case .conditional(let condition, let then, let otherwise):
      let test = try self.expression(condition, hasContext: true)
      let first = try self.expression(then, hasContext: hasContext)
      return .ternary(
        test, then: first,
        else: try self.expression(otherwise, hasContext: hasContext || !then.needsType))
    case .chain(let base, let local, let inner):
      let value = try self.expression(base)
      let body = try closure([.bind(local)], Block([.return(inner)]), hides: base)
      let method = inner.type.isOptional ? "flatMap" : "map"
      return .call(.member(value, method), [], trailing: body)
    case .closure(let closure): return .closure(try self.escaping(closure))
    case .reference(let callee, let arity): return try reference(callee, arity)
    case .apply(let callee, let arguments):
      var values: [SwiftArgument] = []
      let function = try self.expression(callee)
      for argument in arguments {
        values.append(SwiftArgument(try self.expression(argument, hasContext: true)))
      }
      isThrowing = true
      return .call(function, values)
    case .standard(let call): return try standard(call)
    case .call(let call): return try self.call(call)
    default: throw NotPortable()
    }
  }

  // MARK: Constants and collections

  private mutating func constant(
    _ literal: Literal, _ type: ValueType, _ hasContext: Bool
  ) throws(NotPortable) -> SwiftExpression {
    switch (literal, type.unwrapped) {
    case (.null, _):
      if hasContext { return .nil }
      return .cast(.nil, .as, try self.type(type))
    case (.bool(let value), _): return .boolean(value)
    case (.integer(let digits), .float):
      guard let value = Double(digits) else { throw NotPortable() }
      return .float(value)
    case (.integer(let digits), .integer):
      guard let value = Int(digits) else { throw NotPortable() }
      return .integer(value)
    case (.float(let text), .float):
      guard let value = Double(text), value.isFinite else { throw NotPortable() }
      return .float(value)
    case (.string(let text), .string): return .string(text)
    case (.atom(let name), .enumeration(let id)):
      guard let item = caseName(name, id) else { throw NotPortable() }
      return .member(.type(try self.type(.enumeration(id))), item)
    case (.list(let elements), .list(let element)):
      let values = elements.map {
        Expression(.literal($0), type: element, span: function.first.origin.span)
      }
      return try list(values, type, hasContext)
    default: throw NotPortable()
    }
  }

  private mutating func interpolation(
    _ segments: [StringSegment]
  ) throws(NotPortable) -> SwiftExpression {
    var parts: [SwiftExpression.StringSegment] = []
    for segment in segments {
      switch segment {
      case .text(let text): parts.append(.text(text))
      case .value(let value):
        let swift = try expression(value)
        switch value.type {
        case .integer, .string, .bool: parts.append(.value(swift))
        case .float, .enumeration, .date, .time(.second):
          parts.append(.value(elixir("string", [SwiftArgument(swift)])))
        default: throw NotPortable()
        }
      }
    }
    guard segments.contains(where: \.needsLines) else { return .interpolation(parts) }
    // A literal of one line has no line breaks in it: what needs some is put together otherwise.
    let pieces = zip(segments, parts).map { segment, part -> SwiftExpression in
      switch part {
      case .text(let text): return .string(text)
      case .value(let value):
        let isText =
          if case .value(let source) = segment {
            source.type != .integer && source.type != .bool
          } else { true }
        return isText ? value : elixir("string", [SwiftArgument(value)])
      }
    }
    return .call(.member(.array(pieces), "joined"), [])
  }

  private mutating func list(
    _ values: [Expression], _ type: ValueType, _ hasContext: Bool
  ) throws(NotPortable) -> SwiftExpression {
    var elements: [SwiftExpression] = []
    for value in values { elements.append(try expression(value, hasContext: hasContext)) }
    let array = SwiftExpression.array(elements)
    return values.isEmpty && !hasContext ? .cast(array, .as, try self.type(type)) : array
  }

  private mutating func tuple(
    _ parts: [Expression], _ type: ValueType, _ hasContext: Bool
  ) throws(NotPortable) -> SwiftExpression {
    if type.isResult {
      guard parts.count == 2, case .literal(.atom(let tag)) = parts[0].kind else {
        throw NotPortable()
      }
      let value = [SwiftArgument(try expression(parts[1], hasContext: true))]
      if hasContext { return .call(.implicitMember(tag), value) }
      return .call(.member(.type(try self.type(type)), tag), value)
    }
    guard case .tuple = type else { throw NotPortable() }
    var values: [SwiftArgument] = []
    for part in parts { values.append(SwiftArgument(try expression(part, hasContext: hasContext))) }
    return .tuple(values)
  }

  private mutating func map(
    _ entries: [MapEntry], _ type: ValueType, _ hasContext: Bool
  ) throws(NotPortable) -> SwiftExpression {
    guard case .map = type else { throw NotPortable() }
    var pairs: [(key: SwiftExpression, value: SwiftExpression)] = []
    for entry in entries {
      // Of equal keys Elixir takes the last and Swift stops: constants alone are seen to differ.
      guard case .literal = entry.key.kind else { throw NotPortable() }
      let key = try expression(entry.key, hasContext: hasContext)
      pairs.append((key, try expression(entry.value, hasContext: hasContext)))
    }
    // As Swift has it, where two spellings of "é" are one key.
    let keys = entries.compactMap {
      if case .literal(let key) = $0.key.kind { "\(key)" } else { nil }
    }
    guard Set(keys).count == keys.count else { throw NotPortable() }
    let dictionary = SwiftExpression.dictionary(pairs)
    return entries.isEmpty && !hasContext ? .cast(dictionary, .as, try self.type(type)) : dictionary
  }

  private mutating func update(
    _ base: Expression, _ entries: [MapEntry]
  ) throws(NotPortable) -> SwiftExpression {
    guard case .map = base.type else { throw NotPortable() }
    var result = try expression(base)
    for entry in entries {
      let key = try expression(entry.key, hasContext: true)
      let value = try expression(entry.value, hasContext: true)
      result = elixir("update", [SwiftArgument(result), SwiftArgument(key), SwiftArgument(value)])
      isThrowing = true
    }
    return result
  }

  private mutating func element(
    _ base: Expression, _ index: Expression
  ) throws(NotPortable) -> SwiftExpression {
    let value = try expression(base)
    let place = SwiftArgument(try expression(index, hasContext: true))
    switch base.type {
    case .map(_, let type) where !type.isOptional: return .element(value, [place])
    case .list: return elixir("at", [SwiftArgument(value), place])
    default: throw NotPortable()
    }
  }

  // MARK: Calls

  /// `Elixir.name(…)`
  mutating func elixir(_ name: String, _ arguments: [SwiftArgument]) -> SwiftExpression {
    .call(.member(.type(builder.runtimeInBody("Elixir", in: scope)), name), arguments)
  }

  private mutating func call(_ call: Call) throws(NotPortable) -> SwiftExpression {
    guard call.options.isEmpty else { throw NotPortable() }
    let callee = try callee(call.callee, call.arguments.count)
    guard let labels = callee.labels(by: call.arguments.count) else { throw NotPortable() }
    var arguments: [SwiftArgument] = []
    for (index, argument) in call.arguments.enumerated() {
      arguments.append(
        SwiftArgument(label: labels[index], try expression(argument, hasContext: true)))
    }
    if functions.throwing[callee.key] ?? false { isThrowing = true }
    return .call(path(of: callee), arguments)
  }

  private mutating func callee(
    _ callee: Call.Callee, _ count: Int
  ) throws(NotPortable) -> PortableFunction {
    let found: PortableFunction? =
      switch callee {
      case .local(let name): functions.callee(function.key.module, name.elixir, count)
      case .function(let module, let name): functions.callee(module, name.elixir, count)
      case .schema, .repository: nil
      }
    guard let found else { throw NotPortable() }
    fact.callees.insert(found.key)
    return found
  }

  private mutating func path(of callee: PortableFunction) -> SwiftExpression {
    if callee.key.module == function.key.module {
      return visible.contains(callee.name)
        ? .member(.type(.self), callee.name) : .name(callee.name)
    }
    let type = builder.reference(translator.names.path(of: callee.key.module), from: scope)
    return .member(.type(type), callee.name)
  }

  /// `&double/1`: a closure that calls it, as Swift's labels are no part of a function's type.
  private mutating func reference(
    _ callee: Call.Callee, _ arity: Int
  ) throws(NotPortable) -> SwiftExpression {
    let found = try self.callee(callee, arity)
    guard let labels = found.labels(by: arity) else { throw NotPortable() }
    let throwsHere = functions.throwing[found.key] ?? false
    let arguments = (0..<arity).map {
      SwiftArgument(label: labels[$0], .name("$\($0)"))
    }
    let value = SwiftExpression.call(path(of: found), arguments)
    return .closure(SwiftClosure(body: [.expression(throwsHere ? .try(.try, value) : value)]))
  }

  // MARK: Closures

  /// A closure that may be called later: it has to keep the values that its variables have where it stands.
  private mutating func escaping(_ closure: Closure) throws(NotPortable) -> SwiftClosure {
    var capturesVariable = false
    Expression(.closure(closure), type: .any, span: function.first.origin.span).forEachLocal {
      capturesVariable = capturesVariable || uses.isAssigned($0)
    }
    if capturesVariable { throw NotPortable() }
    let throwing = isThrowing
    let result = try self.closure(closure.parameters, closure.body)
    // Its type says that it throws; the one who calls it tries.
    isThrowing = throwing
    return result
  }

  /// A closure that is called at once; `isThrowing` tells whether it throws.
  ///
  /// - Parameter hidden: a variable whose name a parameter may have.
  mutating func closure(
    _ parameters: [Pattern], _ body: Block, hides hidden: Expression? = nil
  ) throws(NotPortable) -> SwiftClosure {
    let (outerThrows, outerBody) = (isThrowing, bodyThrows)
    (isThrowing, bodyThrows) = (false, false)
    let result = try scoped { (inner) throws(NotPortable) in
      var names: [String] = []
      var first: [SwiftStatement] = []
      if case .local(let local)? = hidden?.kind, let name = inner.names[local.id] {
        inner.visible.remove(name)
      }
      for pattern in parameters {
        switch pattern {
        case .wildcard: names.append("_")
        case .bind(let local): names.append(inner.uses.isRead(local) ? inner.declare(local) : "_")
        default:
          let name = inner.declare(
            Local(
              id: -1 - inner.names.count, name: Name(source: "pair", elixir: "pair"), type: .any))
          names.append(name)
          first.append(
            .binding(
              isLet: true, try inner.names(in: pattern), type: nil, value: .name(name)))
        }
      }
      var statements = try first + inner.block(body)
      if statements.count == 1, case .return(let value?) = statements[0] {
        statements = [.expression(value)]
      }
      return SwiftClosure(names, body: statements)
    }
    (isThrowing, bodyThrows) = (outerThrows || bodyThrows, outerBody)
    return result
  }
}

extension Expression {
  var isNull: Bool { if case .literal(.null) = kind { true } else { false } }
}

extension StringSegment {
  /// It has a closure of several statements, or a choice, in it.
  fileprivate var needsLines: Bool {
    guard case .value(let value) = self else { return false }
    var found = false
    value.walk {
      switch $0.kind {
      case .if, .switch: found = true
      case .closure(let closure):
        if closure.body.statements.count == 1, case .return = closure.body.statements[0] { return }
        found = true
      default: return
      }
    }
    return found
  }
}
