import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension QueryExpressionLowering {
  /// `over(sum(s.amount), :w)`, `sum(s.amount) |> over(partitionBy: s.region)`
  func over(_ node: NodeID, piped: NodeID?) -> Typed? {
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`over`", span: tree.span(node))
    guard let subject = piped ?? arguments.next() else {
      file.report(
        .wrongArguments, "`over` needs a window function or an aggregate", at: tree.span(node),
        helps: [Help("write it so: `rank() |> over(.w)`")])
      return nil
    }
    guard uses.isOfRows else {
      file.report(
        .invalidQuery, "a window function inside an aggregate, or in another one, has no value",
        at: tree.span(node), helps: [Help("work it out in a subquery first")])
      return nil
    }
    var parts: [QueryExpression] = []
    var hasRow = true
    if let windowNode = arguments.next() {
      guard let name = file.symbol(windowNode) else {
        file.report(
          .invalidQuery, "a window is named, or described: `over(partitionBy: p.category)`",
          at: tree.span(windowNode),
          helps: [Help("declare it with `windows(w: …)`, and name it: `over(.w)`")])
        return nil
      }
      uses.windows.append(NameUse(name: name, span: tree.span(windowNode)))
      parts = [.literal(.atom(name))]
      hasRow = query.windows.first { $0.name == name }?.hasRow ?? false
    } else {
      guard let window = window(&arguments) else { return nil }
      if !window.isEmpty { parts = [.keywords(window)] }
      hasRow = window.hasRow
    }
    arguments.finish()
    guard let value = windowed(hasRow: hasRow).lower(subject, expecting: nil) else { return nil }
    let candidates = value.expression.windowCalls
    guard candidates == 1 else {
      file.report(
        .invalidQuery,
        candidates == 0
          ? "there is no window function or aggregate before `over`"
          : "which of the \(candidates) functions before `over` does it apply to?",
        at: tree.span(subject),
        helps: [
          Help(
            candidates == 0
              ? "write one: `rank() |> over(.w)`, `sum(x) |> over(.w)`"
              : "write each with its own `over`, in parentheses: `(lag(x) |> over(.w))`")
        ])
      return nil
    }
    return (value.expression.framed(parts), value.type)
  }

  /// `partitionBy:`, `orderBy:`, `frame:`, in Ecto's order.
  func window(_ arguments: inout Arguments) -> [QueryEntry]? {
    var entries: [QueryEntry] = []
    if let node = arguments.value("partition_by") {
      guard let value = fieldList(node) else { return nil }
      entries.append(QueryEntry("partition_by", value))
    }
    if let node = arguments.value("order_by") {
      guard let value = order(node) else { return nil }
      entries.append(QueryEntry("order_by", value))
    }
    if let node = arguments.value("frame") {
      guard let value = frame(node) else { return nil }
      entries.append(QueryEntry("frame", value))
    }
    return entries
  }

  /// `frame: ["unbounded preceding", "current row"]` is `ROWS BETWEEN … AND …`.
  private func frame(_ node: NodeID) -> QueryExpression? {
    guard tree.kind(node) == .listLiteral else {
      if tree.kind(node) == .call || tree.kind(node) == .prefixExpression {
        return lower(node, expecting: nil)?.expression
      }
      guard let text = file.string(node, for: "frame", of: "a window") else { return nil }
      return .call("fragment", [.literal(.string(text))])
    }
    var bounds: [String] = []
    for element in tree.children(node) {
      guard let text = file.string(element, for: "frame", of: "a window") else { return nil }
      guard Self.isBound(text) else {
        file.report(
          .invalidQuery, "`\(text)` is no bound of a frame", at: tree.span(element),
          helps: [
            Help("bounds are `unbounded preceding`, `3 preceding`, `current row`, `2 following`…")
          ])
        return nil
      }
      bounds.append(text.uppercased())
    }
    guard (1...2).contains(bounds.count) else {
      file.report(
        .invalidQuery, "a frame has a first and a last row", at: tree.span(node),
        helps: [Help("write it so: `frame: [\"unbounded preceding\", \"current row\"]`")])
      return nil
    }
    let text =
      bounds.count == 1 ? "ROWS \(bounds[0])" : "ROWS BETWEEN \(bounds[0]) AND \(bounds[1])"
    return .call("fragment", [.literal(.string(text))])
  }

  private static func isBound(_ text: String) -> Bool {
    let words = text.lowercased().split(separator: " ")
    guard words.count == 2 else { return false }
    if words == ["current", "row"] { return true }
    return ["preceding", "following"].contains(words[1])
      && (words[0] == "unbounded" || Int(words[0]) != nil)
  }
}

extension [QueryEntry] {
  /// Whether the window that they describe has a row for each row: without a frame its own is one, and in one of rows
  /// from before it, or from it, to behind it, or to it.
  var hasRow: Bool {
    guard let frame = first(where: { $0.key == "frame" })?.value else { return true }
    guard case .call("fragment", let parts) = frame, parts.count == 1,
      case .literal(.string(let text)) = parts[0]
    else { return false }
    let words = text.split(separator: " ")
    let bounds = words.starts(with: ["ROWS", "BETWEEN"]) ? words.dropFirst(2) : words.dropFirst()
    let sides = bounds.split(separator: "AND").map { $0.joined(separator: " ") }
    guard words.first == "ROWS", (1...2).contains(sides.count) else { return false }
    return (sides[0] == "CURRENT ROW" || sides[0].hasSuffix(" PRECEDING"))
      && (sides.count == 1 || sides[1] == "CURRENT ROW" || sides[1].hasSuffix(" FOLLOWING"))
  }
}

extension QueryExpression {
  /// How many window functions and aggregates in it no `over` has taken.
  var windowCalls: Int {
    if case .call(let name, _) = self {
      if name == "over" { return 0 }
      if QueryFunction.isWindowed(name) { return 1 }
      if name == "fragment", parts.count == 1 { return 1 }
    }
    return parts.reduce(0) { $0 + $1.windowCalls }
  }

  /// The one of them, put into `over`.
  func framed(_ window: [QueryExpression]) -> QueryExpression {
    switch self {
    case .call("over", _): return self
    case .call(let name, let parts):
      if QueryFunction.isWindowed(name) || name == "fragment" && parts.count == 1 {
        return .call("over", [self] + window)
      }
      return .call(name, parts.map { $0.framed(window) })
    case .binary(let operation, let left, let right):
      return .binary(operation, left.framed(window), right.framed(window))
    case .negate(let inner): return .negate(inner.framed(window))
    case .not(let inner): return .not(inner.framed(window))
    case .isNil(let inner): return .isNil(inner.framed(window))
    default: return self
    }
  }
}
