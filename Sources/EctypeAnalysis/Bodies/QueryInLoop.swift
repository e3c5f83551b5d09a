import EctypeDiagnostics
import EctypeModel

/// The N+1 of every ORM: what is asked of the database once for each element of a list could be asked once for all.
final class QueryInLoop {
  private let file: FileAnalysis
  /// Closures and calls that have been looked at.
  private var seen: Set<Span> = []

  init(file: FileAnalysis) { self.file = file }

  private static let reads: Set<String> = [
    "all", "all_by", "one", "one!", "get", "get!", "get_by", "get_by!", "exists?", "aggregate",
    "preload", "reload", "reload!",
  ]

  func check(_ function: Function) { check(function.body, []) }

  /// - Parameter elements: the variables that a loop around gives a value of its own to in each round.
  private func check(_ block: Block, _ elements: Set<Int>) {
    var elements = elements
    for statement in block.statements { check(statement, &elements) }
  }

  private func check(_ statement: Statement, _ elements: inout Set<Int>) {
    switch statement {
    case .bind(let local, let value), .assign(let local, let value):
      check(value, elements)
      if value.reads(elements) { elements.insert(local.id) }
    case .destructure(let pattern, let value), .reassign(let pattern, let value):
      check(value, elements)
      if value.reads(elements) { elements.formUnion(pattern.locals.map(\.id)) }
    case .return(let value), .value(let value), .expression(let value): check(value, elements)
    case .declare, .break, .continue: return
    case .if(let value): check(value, elements)
    case .switch(let value): check(value, elements)
    case .for(let loop):
      check(loop.sequence, elements)
      var inner = elements
      if case .list = loop.sequence.type { inner.formUnion(loop.pattern.locals.map(\.id)) }
      check(loop.body, inner)
    case .while(let loop):
      for condition in loop.conditions { check(condition.value, elements) }
      check(loop.body, elements)
    }
  }

  private func check(_ value: If, _ elements: Set<Int>) {
    var inner = elements
    for condition in value.conditions {
      check(condition.value, inner)
      if condition.value.reads(inner) { inner.formUnion(condition.locals.map(\.id)) }
    }
    check(value.then, inner)
    if let otherwise = value.otherwise { check(otherwise, elements) }
  }

  private func check(_ value: Switch, _ elements: Set<Int>) {
    check(value.subject, elements)
    for branch in value.cases {
      var inner = elements
      if value.subject.reads(elements) {
        inner.formUnion(branch.patterns.flatMap(\.locals).map(\.id))
      }
      check(branch.body, inner)
    }
  }

  private func check(_ value: Expression, _ elements: Set<Int>) {
    value.walk { part in
      switch part.kind {
      case .call(let call):
        guard case .repository(_, let name) = call.callee, Self.reads.contains(name),
          part.reads(elements), seen.insert(part.span).inserted
        else { return }
        report(name, at: part.span)
      case .standard(let call): checkClosures(of: call, elements)
      case .closure(let closure): check(closure, at: part.span, elements)
      default: return
      }
    }
  }

  /// `posts.map { post in Repo.get(User, post.userId) }`
  private func checkClosures(of call: StandardCall, _ elements: Set<Int>) {
    guard case .list? = call.arguments.first?.type else { return }
    for argument in call.arguments.dropFirst() {
      guard case .closure(let closure) = argument.kind else { continue }
      let parameters = closure.parameters.flatMap(\.locals).map(\.id)
      check(closure, at: argument.span, elements.union(parameters))
    }
  }

  private func check(_ closure: Closure, at span: Span, _ elements: Set<Int>) {
    if seen.insert(span).inserted { check(closure.body, elements) }
  }

  private func report(_ name: String, at span: Span) {
    let spelled = NameRules.camelCase(name)
    let help =
      name == "preload"
      ? "preload the whole list at once: `Repo.preload(list, …)`"
      : "ask for all at once, with `in ^ids`, a join or a preload"
    file.report(
      .queryInLoop, "`\(spelled)` asks the database once for each element", at: span,
      helps: [Help(help)])
  }
}

extension Expression {
  /// Whether a value of it comes from one of the variables.
  fileprivate func reads(_ locals: Set<Int>) -> Bool {
    guard !locals.isEmpty else { return false }
    var found = false
    walk { if case .local(let local) = $0.kind, locals.contains(local.id) { found = true } }
    return found
  }
}
