/// A variable that holds what is written out where it is bound (`result = {:ok, n}`) is asked nothing that this tells:
/// Erlang's compiler warns of a clause that cannot match, and of a side of `||` that is never taken. The source may ask,
/// since there a variable is of its declared type.
struct KnownValues {
  /// By the variables' names.
  private var values: [String: ElixirExpression] = [:]

  /// Settles a function's body. What only clauses have read that are gone is named as Elixir wants what nobody reads.
  /// - Parameter guard: what the function's head asks of its parameters.
  static func settle(
    _ body: inout [ElixirStatement], _ parameters: inout [ElixirExpression],
    guard: ElixirExpression? = nil
  ) {
    let before = VariableNames(of: body).read
    body = KnownValues().settled(body)
    var unread = before.subtracting(VariableNames(of: body).read)
    if let `guard` { unread.subtract(VariableNames(of: `guard`).read) }
    guard !unread.isEmpty else { return }
    body = Unread(names: unread).marked(body)
    parameters = parameters.map(Unread(names: unread).marked)
  }

  private func settled(_ statements: [ElixirStatement]) -> [ElixirStatement] {
    var known = self
    var result: [ElixirStatement] = []
    for (index, statement) in statements.enumerated() {
      guard case .expression(let value) = statement else {
        result.append(statement)
        continue
      }
      for name in VariableNames(of: value).bound { known.values[name] = nil }
      let settled = known.settled(value)
      if index == statements.count - 1, let parts = settled.onlyClause {
        result += parts
        continue
      }
      result.append(.expression(settled))
      if case .binary(.match, .variable(let name), let value) = settled {
        known.values[name] = known.known(value)
      }
    }
    return result
  }

  /// What is known of a value: what is written out, or a variable that holds such.
  private func known(_ value: ElixirExpression) -> ElixirExpression? {
    if case .variable(let name) = value { return values[name] }
    return value.isWrittenOut ? value : nil
  }

  private func settled(_ value: ElixirExpression) -> ElixirExpression {
    let value = value.mapParts(settled, bodies: settled)
    switch value {
    case .binary(.doubleBar, let left, _) where known(left)?.isTrue == true: return left
    case .binary(.doubleAmpersand, let left, let right) where known(left)?.isTrue == true:
      return right
    case .call(let call) where call.target == .local && call.name == "case": return choice(call)
    case .call(let call) where call.target == .local && call.name == "with":
      return firstFails(call) ? call.otherwise ?? value : value
    default: return value
    }
  }

  /// A `case` without the clauses that cannot match.
  private func choice(_ call: ElixirCall) -> ElixirExpression {
    guard call.blocks.count == 1, case .clauses(let clauses) = call.blocks[0].body,
      let value = call.arguments.first.map(resolved), value.isMadeOfParts
    else { return .call(call) }
    var left: [ElixirClause] = []
    for clause in clauses {
      let match = Match(clause.patterns[0], value)
      if match == .never { continue }
      left.append(clause)
      if match == .always, clause.condition == nil { break }
    }
    var result = call
    if !left.isEmpty { result.blocks[0].body = .clauses(left) }
    return .call(result)
  }

  private func resolved(_ value: ElixirExpression) -> ElixirExpression {
    if case .tuple(let parts, let keywords) = value { return .tuple(parts.map(resolved), keywords) }
    return known(value) ?? value
  }

  /// `with x when not is_nil(x) <- nil`
  private func firstFails(_ call: ElixirCall) -> Bool {
    guard
      case .binary(.arrow, .binary(.when, .variable(let name), let test), let subject)? =
        call.arguments.first
    else { return false }
    return known(subject) == .nil && test == .unary(.not, .call("is_nil", [.variable(name)]))
  }
}

/// Variables that nobody reads: `_name` says so.
private struct Unread {
  let names: Set<String>

  func marked(_ body: [ElixirStatement]) -> [ElixirStatement] {
    body.map { if case .expression(let value) = $0 { .expression(marked(value)) } else { $0 } }
  }

  func marked(_ value: ElixirExpression) -> ElixirExpression {
    if case .variable(let name) = value {
      return names.contains(name) ? .variable("_" + name) : value
    }
    return value.mapParts(marked, patterns: marked, bodies: marked)
  }
}

/// Whether a value that is written out is what a pattern describes, as far as both tell.
private enum Match {
  case never, perhaps, always

  init(_ pattern: ElixirExpression, _ value: ElixirExpression) {
    switch (pattern, value) {
    case (.variable, _): self = .always
    case (.tuple(let patterns, []), .tuple(let parts, [])):
      self = patterns.count == parts.count ? Self.all(patterns, parts) : .never
    case (.list(let patterns, []), .list(let parts, [])):
      let isOpen = (patterns + parts).contains {
        if case .binary(.cons, _, _) = $0 { true } else { false }
      }
      if patterns.isEmpty != parts.isEmpty {
        self = .never
      } else if isOpen {
        self = .perhaps
      } else {
        self = patterns.count == parts.count ? Self.all(patterns, parts) : .never
      }
    case (.atom(let wanted), .atom(let given)): self = wanted == given ? .always : .never
    case (.number(let wanted), .number(let given)):
      let areWhole = (wanted + given).allSatisfy(\.isNumber)
      self = wanted == given ? .always : areWhole ? .never : .perhaps
    default:
      let forms = [pattern.form, value.form]
      self = forms.contains(nil) || forms[0] == forms[1] ? .perhaps : .never
    }
  }

  private static func all(_ patterns: [ElixirExpression], _ values: [ElixirExpression]) -> Match {
    let matches = zip(patterns, values).map { Match($0, $1) }
    if matches.contains(.never) { return .never }
    return matches.allSatisfy { $0 == .always } ? .always : .perhaps
  }
}

extension ElixirExpression {
  fileprivate enum Form { case tuple, list, map, atom, number, string }

  /// What kind of value it is, which nothing of another kind matches.
  fileprivate var form: Form? {
    switch self {
    case .tuple: .tuple
    case .list: .list
    case .map: .map
    case .atom: .atom
    case .number: .number
    case .string: .string
    default: nil
    }
  }

  var isWrittenOut: Bool { form != nil }

  /// Of what is a single literal Erlang says nothing where it is taken apart.
  fileprivate var isMadeOfParts: Bool { form == .tuple || form == .list }

  /// A value that is written out, and neither nil nor `false`.
  fileprivate var isTrue: Bool { isWrittenOut && self != .nil && self != .false }

  /// The one clause of a `case` as statements: `{:ok, value} = result` and its body.
  fileprivate var onlyClause: [ElixirStatement]? {
    guard case .call(let call) = self, call.target == .local, call.name == "case",
      case .clauses(let clauses)? = call.blocks.first?.body, clauses.count == 1,
      clauses[0].condition == nil
    else { return nil }
    return [.expression(.binary(.match, clauses[0].patterns[0], call.arguments[0]))]
      + clauses[0].body
  }
}

extension ElixirCall {
  /// What a `with` gives whose steps fail.
  fileprivate var otherwise: ElixirExpression? {
    guard case .clauses(let clauses)? = blocks.last?.body, clauses.count == 1,
      clauses[0].patterns == [.variable("_")]
    else { return nil }
    if clauses[0].body.count == 1, case .expression(let value) = clauses[0].body[0] { return value }
    return .block(clauses[0].body)
  }
}
