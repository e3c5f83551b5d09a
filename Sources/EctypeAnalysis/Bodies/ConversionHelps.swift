import EctypeDiagnostics
import EctypeModel

/// What makes a value of the type that is wanted out of one that is there.
extension BodyLowering {
  func conversionHelps(_ value: Expression, to type: ValueType) -> [Help] {
    let wanted = type.unwrapped
    let written = text(of: value)
    if case .literal(let literal) = value.kind, let meant = rewritten(literal, as: wanted) {
      return [Help("write `\(meant)`")]
    }
    if let help = conversion(of: written, from: value.type, to: wanted) { return [Help(help)] }
    switch (value.type, wanted) {
    case (.list(let inner), .list(let element)):
      if let help = conversion(of: "element", from: inner, to: element.unwrapped) {
        return [Help("for each of its elements: \(help)")]
      }
      return replacementHelp(value.type, for: wanted).map { [$0] } ?? []
    case (let given, .list(let element)) where accepts(element, given):
      return [Help("make a list of it: `[\(written)]`")]
    case (.list(let element), .string) where element.hasText && element != .string:
      return [Help("put its elements together: `\(operand(written)).join(\", \")`")]
    case (.list(let element), _) where accepts(wanted, element):
      return [Help("take one of its elements: `\(operand(written)).first`, which may be nil")]
    case (_, .enumeration(let id)):
      return Suggestions.listing(shape.enumerations.caseNames(id).map { ".\($0)" })
        .map { [Help("name one of its cases: \($0)")] } ?? []
    default: return replacementHelp(value.type.unwrapped, for: wanted).map { [$0] } ?? []
    }
  }

  /// What to write for a value that a string cannot hold.
  func textHelps(_ value: Expression) -> [Help] {
    let helps = conversionHelps(value, to: .string)
    if !helps.isEmpty { return helps }
    return switch value.type.unwrapped {
    case .schema: [Help("name one of its fields")]
    default: [Help("`inspect(\(text(of: value)))` shows it as Elixir writes it")]
    }
  }

  /// What a `for` may go through instead of a value.
  func sequenceHelps(_ value: Expression) -> [Help] {
    let written = text(of: value)
    return switch value.type {
    case .integer: [Help("count up to it: `0..<\(operand(written))`")]
    case .string: [Help("go through its characters: `\(operand(written)).characters`")]
    case .optional: [Help("give a list for nil: `\(written) ?? []`")]
    default: [Help("give it a list, a map, or a range such as `1...9`")]
    }
  }

  /// The source of a value, where it is short enough for a message.
  private func text(of value: Expression) -> String {
    let text = tree.source(value.span)
    return text.utf8.count <= 40 && !text.contains(where: \.isNewline) && !text.contains("|>")
      ? text : "…"
  }

  /// As it stands before an operator or a point.
  private func operand(_ text: String) -> String { text.contains(" ") ? "(\(text))" : text }

  func rewritten(_ literal: Literal, as type: ValueType) -> String? {
    switch (type, literal) {
    case (.string, .integer(let text)), (.string, .float(let text)): "\"\(text)\""
    case (.string, .bool(let value)): "\"\(value)\""
    case (.integer, .string(let text)): Int(text).map { "\($0)" }
    case (.float, .string(let text)): Double(text).flatMap { $0.isFinite ? "\($0)" : nil }
    case (.bool, .string("true")): "true"
    case (.bool, .string("false")): "false"
    default: nil
    }
  }

  /// As the source and Elixir call it.
  private func module(of type: ValueType) -> String { describe(type).filter { $0 != "`" } }

  func conversion(of text: String, from given: ValueType, to wanted: ValueType) -> String? {
    switch (given, wanted) {
    case (.integer, .string), (.float, .string), (.decimal, .string), (.bool, .string),
      (.atom, .string), (.date, .string), (.time, .string), (.naiveDateTime, .string),
      (.utcDateTime, .string):
      "`String(\(text))` is its text"
    case (.string, .integer): "`Int(\(text)) ?? 0` reads it, or gives 0 where it is no number"
    case (.string, .float): "`Double(\(text)) ?? 0.0` reads it, or gives 0.0 where it is no number"
    case (.string, .decimal): "`Decimal(\(text))` reads it, and raises where it is no number"
    case (.integer, .float): "`Double(\(text))` is the same number"
    case (.integer, .decimal): "`Decimal(\(text))` is the same number"
    case (.float, .integer): "`Int(\(text))` drops its fraction"
    case (.float, .decimal): "`Decimal(String(\(text)))` is the same number"
    case (.decimal, .integer): "`Decimal.toInteger(\(text))`, where it has no fraction"
    case (.decimal, .float): "`Decimal.toFloat(\(text))` is about the same number"
    case (.bool, .integer): "choose a number: `\(operand(text)) ? 1 : 0`"
    case (.utcDateTime, .date): "`DateTime.toDate(\(text))` is its day"
    case (.utcDateTime, .time): "`DateTime.toTime(\(text))` is its time of the day"
    case (.utcDateTime, .naiveDateTime): "`DateTime.toNaive(\(text))` is it without its zone"
    case (.naiveDateTime, .date): "`NaiveDateTime.toDate(\(text))` is its day"
    case (.naiveDateTime, .time): "`NaiveDateTime.toTime(\(text))` is its time of the day"
    case (.naiveDateTime, .utcDateTime):
      "`DateTime.fromNaive!(\(text), \"Etc/UTC\")` is it in that zone"
    case (.date, .integer), (.time, .integer), (.naiveDateTime, .integer), (.utcDateTime, .integer):
      "`\(module(of: given)).diff(a, b)` is what lies between two, `\(module(of: given)).add(\(text), n)` what is so much later"
    case (.any, .decimal), (.any, .date), (.any, .time), (.any, .naiveDateTime),
      (.any, .utcDateTime):
      "say what it is: `let known: \(module(of: wanted)) = \(text)`"
    case (.integer, .bool), (.float, .bool): "compare it: `\(operand(text)) != 0`"
    case (.string, .bool): "compare it: `\(operand(text)) != \"\"`"
    default: nil
    }
  }
}
