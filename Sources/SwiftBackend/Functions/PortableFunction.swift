import EctypeModel

/// A function of a module that Swift may have too: one, or the clauses of one name.
struct PortableFunction: Sendable {
  struct Key: Hashable, Sendable {
    var module: ModuleName
    /// In Elixir.
    var name: String
    var arity: Int
  }

  var key: Key
  var clauses: [Function]
  /// In Swift, with the labels of its parameters; nil is `_`.
  var name: String
  var labels: [String?]

  var first: Function { clauses[0] }

  /// The labels of so many arguments; nil where they are too few.
  func labels(by count: Int) -> [String?]? {
    let hasDefault = first.parameters.map { $0.defaultValue != nil }
    return DefaultArguments.filled(hasDefault, by: count).map { $0.map { labels[$0] } }
  }

  /// The functions of a module whose heads Swift can say, in their order.
  static func all(of module: Module, _ types: PortableTypes) -> [PortableFunction] {
    guard module.kind.hasFunctions else { return [] }
    var result: [PortableFunction] = []
    var names: Set<[String?]> = []
    /// Of each function all clauses, those too whose heads Swift cannot say.
    var clauses: [Key: Int] = [:]
    for function in module.functions {
      let key = Key(
        module: module.name, name: function.name.elixir, arity: function.parameters.count)
      clauses[key, default: 0] += 1
      guard types.isPortable(function) else { continue }
      if function.clause == .further {
        if let last = result.last, last.key == key {
          result[result.count - 1].add(function)
        }
        continue
      }
      let labels = function.parameters.map { parameter -> String? in
        guard parameter.pattern == nil else { return nil }
        return SwiftNames.property(parameter.label ?? parameter.local.name)
      }
      var name = function.swift.name ?? SwiftNames.property(function.name)
      while !names.insert([name] + labels).inserted { name += "Function" }
      result.append(PortableFunction(key: key, clauses: [function], name: name, labels: labels))
    }
    // A clause whose head Swift cannot say takes the others with it.
    return result.filter { $0.clauses.count == clauses[$0.key] }
  }
}

extension PortableFunction {
  /// A further clause, which may name what those before it did not.
  private mutating func add(_ clause: Function) {
    clauses.append(clause)
    for (index, parameter) in clause.parameters.enumerated()
    where labels[index] == nil && parameter.pattern == nil {
      labels[index] = SwiftNames.property(parameter.label ?? parameter.local.name)
    }
  }
}

extension Module.Kind {
  var hasFunctions: Bool {
    switch self {
    case .plain, .context: true
    case .repository: false
    }
  }
}

/// Which types of values are the same in both languages.
struct PortableTypes: Sendable {
  let program: Program

  func isPortable(_ function: Function) -> Bool {
    function.role == .plain && function.receiver == nil && !function.swift.isSkipped
      && function.result != .void && isPortable(function.result)
      && function.parameters.allSatisfy { isPortable($0.local.type) }
  }

  func isPortable(_ type: ValueType) -> Bool {
    switch type {
    case .bool, .integer, .float, .string, .range: true
    case .date, .time, .naiveDateTime, .utcDateTime: type.isTemporal
    case .enumeration(let id): !program[id].swift.isSkipped
    case .optional(let inner): !inner.isOptional && isPortable(inner)
    case .list(let element): isPortable(element)
    case .map(let key, let value): isKey(key) && isPortable(value)
    case .tuple(let parts): parts.count > 1 && parts.allSatisfy(isPortable)
    case .result(let value, let reason): isPortable(value) && isPortable(reason)
    case .function(let parameters, let result):
      parameters.allSatisfy(isPortable) && isPortable(result)
    default: false
    }
  }

  private func isKey(_ type: ValueType) -> Bool {
    switch type {
    case .string, .integer, .bool: true
    case .enumeration: isPortable(type)
    default: false
    }
  }
}

extension ValueType {
  /// A day or a time of whole seconds: two of them that are equal have one text.
  var isTemporal: Bool {
    switch self {
    case .date, .time(.second), .naiveDateTime(.second), .utcDateTime(.second): true
    default: false
    }
  }
}
