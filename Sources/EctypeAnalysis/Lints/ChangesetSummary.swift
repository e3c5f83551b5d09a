import EctypeDiagnostics
import EctypeModel

/// What a function that makes a changeset of a schema does, the functions that it calls included.
///
/// A function that another changeset function of its schema calls is a part of that one, and has no summary
/// of its own: what it leaves to its callers is judged where they are.
struct ChangesetSummary {
  var schema: SchemaID
  var function: Function
  /// In no order that matters.
  var steps: [ChangesetCall]

  /// The fields that users may give, each with the place of the step that casts it.
  var casts: [(field: String, span: Span)] {
    steps.flatMap { call -> [(field: String, span: Span)] in
      guard case .cast(_, let fields) = call.step else { return [] }
      return fields.map { ($0, call.span) }
    }
  }

  var constraints: [(constraint: Constraint, span: Span)] {
    steps.compactMap { call in
      if case .constraint(let constraint) = call.step { (constraint, call.span) } else { nil }
    }
  }

  /// The last step of the function's own pipeline, where its body is one: what a fix adds to.
  var end: Span? {
    guard case .return(let value)? = function.body.statements.last,
      case .changeset(let call) = value.kind
    else { return nil }
    return call.span
  }

  // MARK: Gathering

  static func all(of schema: Schema, in project: LintedProject) -> [ChangesetSummary] {
    let makers = schema.functions.filter { $0.result.unwrapped == .changeset(schema.id) }
    if makers.isEmpty { return [] }
    let parts = makers.reduce(into: Set<String>()) { names, function in
      names.formUnion(
        calls(of: function, schema.module, project.program).compactMap {
          $0.module == schema.module && $0.name != function.name.elixir ? $0.name : nil
        })
    }
    return makers.filter { !parts.contains($0.name.elixir) }.map { function in
      ChangesetSummary(
        schema: schema.id, function: function,
        steps: steps(of: function, in: schema.module, project))
    }
  }

  private static func calls(
    of function: Function, _ module: ModuleName, _ program: Program
  ) -> [(module: ModuleName, name: String)] {
    var result: [(module: ModuleName, name: String)] = []
    function.body.walk { expression in
      guard case .call(let call) = expression.kind else { return }
      switch call.callee {
      case .local(let name): result.append((module, name.elixir))
      case .function(let other, let name): result.append((other, name.elixir))
      case .schema(let id, let name): result.append((program[id].module, name.elixir))
      default: return
      }
    }
    return result
  }

  /// The steps of a function and of all that it calls, each function once.
  private static func steps(
    of function: Function, in module: ModuleName, _ project: LintedProject
  ) -> [ChangesetCall] {
    var steps: [ChangesetCall] = []
    var seen = Set([module.appending(function.name.elixir)])
    var waiting = [(module: module, clauses: [function])]
    while let (module, clauses) = waiting.popLast() {
      for function in clauses {
        function.body.walk { expression in
          if case .changeset(let call) = expression.kind { steps.append(call) }
        }
        for call in calls(of: function, module, project.program)
        where seen.insert(call.module.appending(call.name)).inserted {
          waiting.append((call.module, project.functions(call.name, of: call.module)))
        }
      }
    }
    return steps
  }
}
