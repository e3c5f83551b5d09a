import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Constants, strings with values in them, atoms and sigils.
extension BodyLowering {
  /// A number is of the type that the place wants: Elixir would not take `1` for a `Double` or a `Decimal`.
  func constant(_ node: NodeID, _ type: ValueType, _ expected: ValueType?) -> Expression? {
    guard let literal = file.literal(node) else {
      file.reportTooLarge(node)
      return nil
    }
    switch (literal, expected?.unwrapped) {
    case (.integer(let digits), .float):
      return Expression(.literal(.float(digits + ".0")), type: .float, span: tree.span(node))
    case (.integer(let digits), .decimal), (.float(let digits), .decimal):
      return Expression(.literal(.string(digits)), type: .decimal, span: tree.span(node))
    default: return Expression(.literal(literal), type: type, span: tree.span(node))
    }
  }

  func lowerString(_ node: NodeID) -> Expression? {
    let span = tree.span(node)
    warnOfForeignInterpolation(node)
    if let text = tree.stringValue(node) {
      return Expression(.literal(.string(text)), type: .string, span: span)
    }
    var segments: [StringSegment] = []
    for part in tree.children(node) {
      if tree.kind(part) == .interpolation {
        guard let inner = first(part), let value = lower(inner, expecting: nil) else { return nil }
        guard value.type.hasText else {
          file.report(
            .typeMismatch, "\(describe(value.type)) has no text of its own", at: value.span,
            label: "cannot stand in a string", helps: textHelps(value))
          return nil
        }
        segments.append(.value(value))
      } else {
        segments.append(.text(tree.stringValue(part) ?? ""))
      }
    }
    return Expression(.interpolation(segments), type: .string, span: span)
  }

  func lowerAtom(_ node: NodeID, _ name: String, _ expected: ValueType?) -> Expression? {
    let span = tree.span(node)
    if case .enumeration(let id)? = expected?.unwrapped {
      guard hasCase(name, id, at: span, as: tree.mainText(node)) else { return nil }
      return Expression(.literal(.atom(name)), type: .enumeration(id), span: span)
    }
    return Expression(.literal(.atom(name)), type: .atom, span: span)
  }

  /// Whether an enumeration has a case; reports it otherwise.
  func hasCase(
    _ name: String, _ id: EnumerationID, at span: Span, as written: String? = nil
  ) -> Bool {
    let names = shape.enumerations.caseNames(id)
    if names.contains(name) { return true }
    let written = (written ?? name).filter { $0 != ":" && $0 != "\"" }
    file.report(
      .unknownName, "`\(shape.enumerations[id].name)` has no case `\(written)`", at: span,
      secondary: [Label(shape.enumerations[id].origin.span, "declared here")],
      helps: file.didYouMean(
        name, among: names, at: span,
        orElse: Suggestions.listing(names.map { ".\($0)" }).map { "there is \($0)" },
        spelling: { ".\($0)" }))
    return false
  }

  /// `~D[…]`, `~T[…]`, `~N[…]`, `~U[…]`, `~w(…)`
  func lowerSigil(_ node: NodeID) -> Expression? {
    guard let parts = tree.sigilParts(node) else { return nil }
    let span = tree.span(node)
    guard parts.modifiers.isEmpty || parts.letter == "w" && parts.modifiers == "s" else {
      unsupported(node, "`\(parts.modifiers)` behind a `~\(parts.letter)`")
      return nil
    }
    if let type = CalendarText.type(ofSigil: String(parts.letter), text: parts.body) {
      return calendarValue(String(parts.letter), parts.body, type, span)
    }
    switch parts.letter {
    case "w":
      let words = parts.body.split(whereSeparator: \.isWhitespace).map { word in
        Expression(.literal(.string(String(word))), type: .string, span: span)
      }
      return Expression(.list(words), type: .list(.string), span: span)
    default:
      unsupported(node, "`~\(parts.letter)` as a value")
      return nil
    }
  }

  /// With all digits that Ecto wants of a fraction of a second.
  private func calendarValue(
    _ letter: String, _ text: String, _ type: FieldType, _ span: Span
  ) -> Expression? {
    guard let normalized = CalendarText.normalized(text, as: type) else {
      let (what, example) =
        switch type {
        case .date: ("date", "~D[2026-01-31]")
        case .time: ("time", "~T[08:30:00]")
        case .naiveDateTime: ("date with a time", "~N[2026-01-31 08:30:00]")
        default: ("moment", "~U[2026-01-31 08:30:00Z]")
        }
      file.report(
        .invalidLiteral, "this is no \(what)", at: span, notes: ["Elixir would not compile it"],
        helps: [Help("one is written so: `\(example)`")])
      return nil
    }
    return Expression(
      .sigil(name: letter, text: normalized),
      type: FieldTypes.valueType(of: type), span: span)
  }
}

extension ValueType {
  /// Elixir's `to_string` gives a text for it.
  var hasText: Bool {
    switch unwrapped {
    case .any, .nil, .bool, .integer, .float, .string, .decimal, .atom, .date, .time,
      .naiveDateTime, .utcDateTime, .uuid, .enumeration:
      true
    default: false
    }
  }
}
