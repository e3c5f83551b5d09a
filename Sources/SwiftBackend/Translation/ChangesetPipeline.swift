import EctypeModel

/// A changeset function as a list of steps from the struct on.
struct ChangesetPipeline {
  enum Link {
    case step(ChangesetStep)
    /// A call of another function on the way, by its Elixir name.
    case call(String)
  }

  var links: [Link] = []

  /// The pipeline of a function's body; what is no pipeline ends it, and only the server knows the rest.
  init(_ function: Function) {
    guard case .return(let value)? = function.body.statements.last else { return }
    collect(value)
    links.reverse()
  }

  private mutating func collect(_ expression: Expression) {
    var expression = expression
    while true {
      switch expression.kind {
      case .changeset(let call):
        links.append(.step(call.step))
        expression = call.base
      case .call(let call):
        links.append(.call(call.callee.elixirName))
        guard let first = call.arguments.first else { return }
        expression = first
      default: return
      }
    }
  }

  var steps: [ChangesetStep] {
    links.compactMap { if case .step(let step) = $0 { step } else { nil } }
  }
}

extension Call.Callee {
  fileprivate var elixirName: String {
    switch self {
    case .local(let name), .function(_, let name), .schema(_, let name): name.elixir
    case .repository(_, let name): name
    }
  }
}
