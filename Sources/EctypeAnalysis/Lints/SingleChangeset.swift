import EctypeDiagnostics
import EctypeModel

/// One changeset for every operation: what may be given when a row is made may then be changed for ever.
enum SingleChangeset: Lint {
  static let code = DiagnosticCode.singleChangeset

  static func diagnostics(in project: LintedProject) -> [Diagnostic] {
    let uses = uses(in: project.program)
    return project.program.schemas.compactMap { schema in
      let own = project.changesets.filter { $0.schema == schema.id && !$0.casts.isEmpty }
      guard own.count == 1, let only = own.first?.function,
        let use = uses[schema.module.appending(only.name.elixir)],
        let insert = use.insert, let update = use.update
      else { return nil }
      return Diagnostic(
        code, "`\(only.name.source)` serves inserts and updates alike", at: only.origin.span,
        secondary: [Label(insert, "inserts with it"), Label(update, "updates with it")],
        notes: ["what an owner, an administrator and a new user may change is seldom the same"],
        helps: [Help("write one for each operation, which casts what that operation may change")])
    }
  }

  private struct Use {
    var insert: Span?
    var update: Span?
  }

  /// The functions outside schemas that call a changeset function and store what it gives.
  private static func uses(in program: Program) -> [ModuleName: Use] {
    var result: [ModuleName: Use] = [:]
    for function in program.modules.flatMap(\.functions) {
      var called: [ModuleName] = []
      var inserts = false
      var updates = false
      function.body.walk { expression in
        guard case .call(let call) = expression.kind else { return }
        switch call.callee {
        case .schema(let id, let name): called.append(program[id].module.appending(name.elixir))
        case .repository(_, let name):
          inserts = inserts || name.hasPrefix("insert")
          updates = updates || name.hasPrefix("update") || name.hasPrefix("insert_or_update")
        default: return
        }
      }
      for name in called {
        if inserts, result[name]?.insert == nil {
          result[name, default: Use()].insert = function.origin.span
        }
        if updates, result[name]?.update == nil {
          result[name, default: Use()].update = function.origin.span
        }
      }
    }
    return result
  }
}
