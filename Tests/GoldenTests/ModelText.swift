/// A value and all that it holds, classes too, as text that depends on nothing else: `String(describing:)` stops at
/// classes, and gives dictionaries in an order that depends on where they lie in memory.
enum ModelText {
  static func describe(_ value: Any) -> String {
    var text = ""
    write(value, to: &text)
    return text
  }

  private static func write(_ value: Any, to text: inout String) {
    if value is any StringProtocol || value is any BinaryInteger {
      text += "\(value)"
      return
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .dictionary?, .set?:
      text += "[\(mirror.children.map { describe($0.value) }.sorted().joined(separator: ","))]"
    case .class? where mirror.children.isEmpty: text += "\(mirror.subjectType)"
    case _ where mirror.children.isEmpty: text += "\(value)"
    default:
      text += "("
      for child in mirror.children {
        text += child.label ?? ""
        text += ":"
        write(child.value, to: &text)
        text += ","
      }
      text += ")"
    }
  }
}
