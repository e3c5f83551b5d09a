import EctypeDiagnostics

extension Block {
  /// The values at its ends: those of its last statement's branches, or its last value.
  package var values: [Expression] { statements.last?.values ?? [] }

  /// Every way to its end has a value.
  package var hasValue: Bool { statements.last?.hasValue ?? false }

  /// The values that it returns, loops inside included.
  package var returns: [Expression] {
    statements.flatMap { statement -> [Expression] in
      switch statement {
      case .return(let value): [value]
      case .if(let value): value.then.returns + (value.otherwise?.returns ?? [])
      case .switch(let value): value.cases.flatMap(\.body.returns)
      case .for(let loop): loop.body.returns
      case .while(let loop): loop.body.returns
      default: []
      }
    }
  }

  package func replacingValues(_ make: (Expression) -> Statement) -> Block {
    guard let last = statements.last else { return self }
    return Block(statements.dropLast() + [last.replacingValues(make)])
  }
}

extension Statement {
  package var values: [Expression] {
    switch self {
    case .value(let value): [value]
    case .if(let value): value.then.values + (value.otherwise?.values ?? [])
    case .switch(let value): value.cases.flatMap(\.body.values)
    default: []
    }
  }

  package var hasValue: Bool {
    switch self {
    case .value: true
    case .if(let value): value.then.hasValue && value.otherwise?.hasValue ?? false
    case .switch(let value): value.cases.allSatisfy(\.body.hasValue)
    default: !falls
    }
  }

  package func replacingValues(_ make: (Expression) -> Statement) -> Statement {
    switch self {
    case .value(let value): return make(value)
    case .if(var value):
      value.then = value.then.replacingValues(make)
      value.otherwise = value.otherwise?.replacingValues(make)
      return .if(value)
    case .switch(var value):
      for index in value.cases.indices {
        value.cases[index].body = value.cases[index].body.replacingValues(make)
      }
      return .switch(value)
    default: return self
    }
  }

  /// A choice that neither assigns nor leaves anything is an expression.
  package func asExpression(type: ValueType, span: Span) -> Expression? {
    guard exits.isEmpty, Block([self]).assigned.isEmpty else { return nil }
    switch self {
    case .if(let value): return Expression(.if(value), type: type, span: span)
    case .switch(let value): return Expression(.switch(value), type: type, span: span)
    default: return nil
    }
  }
}
