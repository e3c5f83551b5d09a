import EctypeRuntime

func show<T>(_ name: String, _ run: () throws -> T) {
  do { print(name, text(try run())) } catch { print(name, "throws") }
}

/// A value as `Types.shown` writes it.
func text(_ value: Any) -> String {
  switch value {
  case let value as Double: return "f" + String(value.bitPattern, radix: 16, uppercase: true)
  case let value as String:
    return "\"" + value.replacingText("\\", "\\\\").replacingText("\n", "\\n") + "\""
  case let value as Color: return value.rawValue
  case let value as LocalDate: return Elixir.string(value)
  case let value as Bool: return value.description
  case let value as Int: return value.description
  default: break
  }
  let mirror = Mirror(reflecting: value)
  let parts = mirror.children.map { ($0.label, $0.value) }
  switch mirror.displayStyle {
  case .optional: return parts.first.map { text($0.1) } ?? "nil"
  case .collection: return "[" + parts.map { text($0.1) }.joined(separator: ",") + "]"
  case .tuple: return "(" + parts.map { text($0.1) }.joined(separator: ",") + ")"
  case .dictionary:
    let entries = parts.map { part -> String in
      let entry = Array(Mirror(reflecting: part.1).children)
      return text(entry[0].value) + ":" + text(entry[1].value)
    }
    return "[" + entries.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }.joined(separator: ",") + "]"
  case .enum: return "\(parts[0].0 ?? "")(" + text(parts[0].1) + ")"
  default: return "\(value)"
  }
}

extension String {
  func replacingText(_ pattern: String, _ replacement: String) -> String {
    Elixir.replace(self, pattern, replacement)
  }
}
