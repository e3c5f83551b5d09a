import EctypeModel

/// What a block of statements is in Elixir, where everything is a value: what its value is when control reaches
/// its end, and how the values of its exits are handed to whoever is to take them.
struct Flow {
  var end: Outcome
  /// How a `return`'s value is wrapped, outermost first: `{:halt, {:return, value}}`.
  var returnTags: [String] = []
  var onBreak: Outcome = .nothing
  var onContinue: Outcome = .nothing
  /// Every exit's value has a form of its own: `{:cont, x}`, `{:halt, x}`.
  var tellsExits = false

  /// The same for a part of it whose value tells whether control goes on behind it: `{:cont, x}`, where `x` are
  /// `locals`, or the `{:halt, value}` of an exit. Exits with a form of their own stay as they are beside `{:next, x}`.
  func joined(_ locals: [Local]) -> Flow {
    if tellsExits {
      var flow = self
      flow.end = .tagged("next", .locals(locals))
      return flow
    }
    return Flow(
      end: .tagged("cont", .locals(locals)), returnTags: ["halt"] + returnTags,
      onBreak: .tagged("halt", onBreak), onContinue: .tagged("halt", onContinue))
  }
}

/// The value of a way through a block.
indirect enum Outcome {
  /// Nobody looks at it.
  case nothing
  /// `:ok`
  case done
  case null
  /// The values of variables: one, or a tuple of them.
  case locals([Local])
  /// `{:tag, value}`
  case tagged(String, Outcome)
  /// The next round of a loop: `loop(a, b)`
  case call(String, [Local])
  /// What follows the block in the source is inside it.
  case rest(ArraySlice<Statement>, Flow)

  /// Somebody looks at it.
  var isValue: Bool {
    switch self {
    case .nothing, .done, .null: false
    case .locals, .tagged, .call, .rest: true
    }
  }

  /// The variables whose values it is.
  var locals: [Local] {
    switch self {
    case .nothing, .done, .null, .rest: []
    case .locals(let locals), .call(_, let locals): locals
    case .tagged(_, let inner): inner.locals
    }
  }
}

extension BodyTranslation {
  /// - Parameter values: what to give for some of the variables instead of their names.
  mutating func value(
    of outcome: Outcome, _ values: [Int: ElixirExpression] = [:]
  ) -> ElixirExpression? {
    func each(_ locals: [Local]) -> [ElixirExpression] {
      locals.map { values[$0.id] ?? variable($0) }
    }
    switch outcome {
    case .nothing, .rest: return nil
    case .done: return .atom("ok")
    case .null: return .nil
    case .locals(let locals):
      return locals.isEmpty
        ? .atom("ok") : locals.count == 1 ? each(locals)[0] : .tuple(each(locals))
    case .tagged(let tag, let inner): return .tuple([.atom(tag), value(of: inner, values) ?? .nil])
    case .call(let name, let locals): return .parenthesizedCall(name, each(locals))
    }
  }

  func tagged(_ value: ElixirExpression, _ tags: [String]) -> ElixirExpression {
    tags.reversed().reduce(value) { .tuple([.atom($1), $0]) }
  }
}
