/// The spelling of a Swift type: `Money`, `Shop.Money`, `[String: Money]`, `Box<Int>?`. It is printed as it stands, so
/// nothing else may pass.
struct SwiftTypeName {
  private var rest: Substring.UTF8View

  static func isType(_ text: String) -> Bool {
    var parser = SwiftTypeName(rest: text[...].utf8)
    return parser.type(depth: 0) && parser.rest.isEmpty
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func name() -> Bool {
    while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
    let word = rest.prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard let first = word.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return false
    }
    rest.removeFirst(word.count)
    return true
  }

  private mutating func type(depth: Int) -> Bool {
    guard depth < 32 else { return false }
    if take("[") {
      guard type(depth: depth + 1) else { return false }
      if take(":"), !type(depth: depth + 1) { return false }
      guard take("]") else { return false }
    } else {
      repeat { if !name() { return false } } while take(".")
      if take("<") {
        repeat { if !type(depth: depth + 1) { return false } } while take(",")
        guard take(">") else { return false }
      }
    }
    while take("?") {}
    return true
  }
}
