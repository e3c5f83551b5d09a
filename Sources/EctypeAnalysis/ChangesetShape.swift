import EctypeDiagnostics
import EctypeModel

/// A `@changeset` is compiled to both languages, and so must be one pipeline from the struct on.
struct ChangesetShape {
  let file: FileAnalysis

  /// Whether the head says what is given; reports it.
  func hasResult(_ signature: Signature) -> Bool {
    if !signature.isChangeset { return true }
    if case .changeset = signature.result { return true }
    file.report(
      .typeMismatch, "a `@changeset` returns a changeset", at: signature.span,
      helps: [Help("declare it: `-> Changeset<Self>`")])
    return false
  }

  func check(_ function: Function) {
    guard function.role == .changeset else { return }
    guard let receiver = function.receiver else {
      file.report(
        .misplacedAttribute, "a `@changeset` needs the struct it changes", at: function.origin.span,
        helps: [Help("leave out `static`")])
      return
    }
    checkParams(function)
    guard function.body.statements.count == 1,
      case .return(let value) = function.body.statements[0],
      isPipeline(value, from: receiver)
    else {
      file.report(
        .unsupportedConstruct, "a `@changeset` is one pipeline so far", at: function.origin.span,
        helps: [Help("write it so: `self |> cast(params, […]) |> validateRequired([…])`")])
      return
    }
  }

  /// Swift's changeset takes the params and nothing else, and casts them alone.
  private func checkParams(_ function: Function) {
    let isParams = { (type: ValueType) in if case .params = type { true } else { false } }
    guard function.parameters.count == 1, let params = function.parameters.first?.local,
      isParams(params.type)
    else {
      file.report(
        .unsupportedConstruct, "a `@changeset` takes its params, and nothing else so far",
        at: function.origin.span, helps: [Help("write it so: `func changeset(params: Params)`")])
      return
    }
    function.body.walk { expression in
      guard case .changeset(let call) = expression.kind else { return }
      if case .change = call.step {
        file.report(
          .unsupportedConstruct,
          "a `@changeset` casts its params, and `change` is the server's so far",
          at: call.span,
          helps: [Help("use `putChange`, or `change` in a function without `@changeset`")])
      }
      guard case .cast(let given, _) = call.step else { return }
      if case .local(let local) = given.kind, local == params { return }
      file.report(
        .unsupportedConstruct, "a `@changeset` casts its own params so far", at: given.span,
        label: "expected `\(params.name.source)`",
        helps: [
          Help("cast `\(params.name.source)`, and put what comes from elsewhere with `putChange`")
        ])
    }
  }

  private func isPipeline(_ expression: Expression, from receiver: Local) -> Bool {
    switch expression.kind {
    case .changeset(let call): isPipeline(call.base, from: receiver)
    case .call(let call):
      call.arguments.first.map { isPipeline($0, from: receiver) } ?? false
    case .local(let local): local == receiver
    default: false
    }
  }
}
