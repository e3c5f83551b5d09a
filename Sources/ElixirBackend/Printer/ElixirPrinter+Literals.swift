import EctypeText

extension ElixirPrinter {
  mutating func number(_ digits: String) {
    let whole = digits.prefix { $0 != "." }
    guard whole.utf8.count >= 6, !digits.contains("_") else { return document.text(digits) }
    for (index, byte) in whole.utf8.enumerated() {
      if index > 0, (whole.utf8.count - index).isMultiple(of: 3) {
        document.text(byte: UInt8(ascii: "_"))
      }
      document.text(byte: byte)
    }
    document.text(String(digits.dropFirst(whole.count)))
  }

  // MARK: Atoms

  mutating func atom(_ name: String) {
    switch name {
    case "nil", "true", "false":
      document.text(name)
    default:
      document.text(":")
      quotedUnlessAtom(name)
    }
  }

  /// `key:`.
  mutating func key(_ name: String) {
    quotedUnlessAtom(name)
    document.text(":")
  }

  private mutating func quotedUnlessAtom(_ name: String) {
    if ElixirName.isBareAtom(name) {
      document.text(name)
    } else {
      document.text("\"" + ElixirText.quotedAtom(name) + "\"")
    }
  }

  /// The name of a function after a dot.
  mutating func remoteName(_ name: String) {
    if ElixirName.isIdentifier(name) {
      document.text(name)
    } else {
      document.text("\"" + ElixirText.quotedAtom(name) + "\"")
    }
  }

  // MARK: Strings

  mutating func string(_ parts: [ElixirStringPart]) {
    document.text("\"")
    for part in parts {
      switch part {
      case .text(let text): document.text(ElixirText.escaped(text))
      case .interpolation(let expression): interpolation(expression)
      }
    }
    document.text("\"")
  }

  private mutating func interpolation(_ expression: ElixirExpression) {
    document.append(.noLimitStart)
    let wasInterpolating = isInterpolating
    isInterpolating = true
    surround("#{", "}") {
      if case .block(let statements) = expression {
        $0.body(statements)
      } else {
        $0.body([.expression(expression)])
      }
    }
    isInterpolating = wasInterpolating
    document.append(.noLimitEnd)
  }

  static func canBeHeredoc(_ parts: [ElixirStringPart]) -> Bool {
    guard case .text(let text) = parts.last else { return false }
    return text.utf8.last == UInt8(ascii: "\n")
  }

  mutating func heredoc(_ parts: [ElixirStringPart]) {
    guard Self.canBeHeredoc(parts) else { return string(parts) }
    unfit {
      $0.document.text("\"\"\"")
      $0.document.append(.textLine)
      for part in parts {
        switch part {
        case .text(let text): $0.lines(of: ElixirText.escapedHeredoc(text))
        case .interpolation(let expression): $0.interpolation(expression)
        }
      }
      $0.document.text("\"\"\"")
    }
  }

  mutating func lines(of text: String) {
    var isFirst = true
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if !isFirst { document.append(.textLine) }
      isFirst = false
      if !line.isEmpty { document.text(String(line)) }
    }
  }

  // MARK: Sigils

  mutating func sigil(_ name: String, _ text: String, _ modifiers: String) {
    guard let delimiters = ElixirText.sigilDelimiters(for: text, name: name) else {
      return sigilCall(name, text, modifiers)
    }
    document.text("~" + name + delimiters.opening)
    document.text(text)
    document.text(delimiters.closing + modifiers)
  }

  /// The sigil's macro with its text as a string: what no delimiters can hold.
  private mutating func sigilCall(_ name: String, _ text: String, _ modifiers: String) {
    let modifiers = modifiers.unicodeScalars.map { ElixirExpression.number(String($0.value)) }
    expression(
      .call("sigil_" + name, [.bitstring([.string(text)]), .list(modifiers)]), .parensArgument)
  }
}
