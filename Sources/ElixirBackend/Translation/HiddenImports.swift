import EctypeModel

/// Which imported functions the functions of one module hide.
struct HiddenImports {
  private struct Signature: Hashable {
    let name: String
    let arity: Int
  }

  private var signatures: [ImportedNames: [Signature]] = [:]

  init(by functions: [Function] = []) {
    for function in functions {
      let most = function.parameters.count + (function.receiver == nil ? 0 : 1)
      let least = most - function.parameters.filter { $0.defaultValue != nil }.count
      for source in ImportedNames.allCases {
        guard let arities = source.arities[function.name.elixir] else { continue }
        for arity in least...most where arities.contains(arity) {
          let signature = Signature(name: function.name.elixir, arity: arity)
          // Each clause of a function is one.
          guard signatures[source]?.contains(signature) != true else { continue }
          signatures[source, default: []].append(signature)
        }
      }
    }
  }

  var isEmpty: Bool { signatures.isEmpty }

  func contains(_ name: String, _ arity: Int, of source: ImportedNames) -> Bool {
    !signatures.isEmpty
      && signatures[source]?.contains(Signature(name: name, arity: arity)) == true
  }

  /// What `except:` lists, in the order of the functions.
  func keywords(of source: ImportedNames) -> [ElixirKeyword] {
    (signatures[source] ?? []).map { ElixirKeyword($0.name, .integer($0.arity)) }
  }

  /// `length(list)`, or `Kernel.length(list)` where that is hidden.
  /// - Parameter isPiped: the first argument stands before a pipe.
  func call(
    _ source: ImportedNames, _ name: String, _ arguments: [ElixirExpression],
    _ keywords: [ElixirKeyword] = [], isPiped: Bool = false
  ) -> ElixirExpression {
    let arity = arguments.count + (keywords.isEmpty ? 0 : 1) + (isPiped ? 1 : 0)
    return contains(name, arity, of: source)
      ? .remote(source.rawValue, name, arguments, keywords) : .call(name, arguments, keywords)
  }

  /// The Elixir of a template, which has only Kernel's functions in it, where some are hidden.
  func qualified(_ template: ElixirExpression, isPiped: Bool = false) -> ElixirExpression {
    guard signatures[.kernel] != nil else { return template }
    func inner(_ value: ElixirExpression) -> ElixirExpression { qualified(value) }
    func inner(_ clause: ElixirClause) -> ElixirClause {
      var clause = clause
      clause.body = clause.body.map {
        if case .expression(let value) = $0 { .expression(inner(value)) } else { $0 }
      }
      return clause
    }
    switch template {
    case .call(var call):
      let arity = call.arguments.count + (isPiped ? 1 : 0)
      if call.target == .local, contains(call.name, arity, of: .kernel) {
        call.target = .remote(.alias(ImportedNames.kernel.rawValue))
      }
      call.arguments = call.arguments.map(inner)
      for index in call.blocks.indices {
        guard case .clauses(let clauses) = call.blocks[index].body else { continue }
        call.blocks[index].body = .clauses(clauses.map(inner))
      }
      return .call(call)
    case .functionReference(nil, let name, let arity) where contains(name, arity, of: .kernel):
      return .functionReference(.alias(ImportedNames.kernel.rawValue), name, arity: arity)
    case .tuple(let parts, let keywords): return .tuple(parts.map(inner), keywords)
    case .list(let parts, let keywords): return .list(parts.map(inner), keywords)
    case .field(let base, let name): return .field(inner(base), name)
    case .unary(let operation, let operand): return .unary(operation, inner(operand))
    case .binary(let operation, let left, let right):
      return .binary(operation, inner(left), inner(right))
    case .pipeline(let stages, let isBroken):
      let rest = stages.dropFirst().map { qualified($0, isPiped: true) }
      return .pipeline([inner(stages[0])] + rest, isBroken: isBroken)
    case .function(let clauses): return .function(clauses.map(inner))
    case .capture(let body): return .capture(inner(body))
    default: return template
    }
  }
}
