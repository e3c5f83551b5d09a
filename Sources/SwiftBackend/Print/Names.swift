import EctypeText

/// Where a name stands: what Swift reserves differs from place to place.
enum NamePosition {
  /// A property, a function, an enum case or a type where it is declared.
  case declaration
  /// After a dot.
  case member
  /// `.name` without a base.
  case implicitMember
  /// A type where it is used.
  case type
  /// The name of a parameter, which is its label too where there is no other.
  case parameter
  /// An argument's label in a call or a pattern.
  case label
  /// A variable that is read or bound.
  case variable
}

enum ReservedWords {
  /// Reserved wherever a name may begin.
  static let keywords: Set<String> = [
    "Any", "Self", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default",
    "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil",
    "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return",
    "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try",
    "typealias", "var", "where", "while",
  ]
  static let metatypeMembers: Set<String> = ["Type", "Protocol"]
  /// Contextual words that begin something else where a variable is read or bound: `get`, for one, at the
  /// start of a computed property.
  static let contextual: Set<String> = ["await", "get", "set", "willSet", "didSet"]
  static let typeSpecifiers: Set<String> = ["any", "some", "each"]

  /// Bit `n` of the entry of a first character and a length: a word that begins so and is so long has the `n`th letter
  /// as its second. Most names are no word by that, and need no hashing. What generated code declares beside
  /// properties is among them.
  private static let seconds: [UInt32] = {
    var seconds = [UInt32](repeating: 0, count: 64 * 32)
    let words = keywords.union(metatypeMembers).union(contextual).union(typeSpecifiers)
    for word in words.union(["fields", "decoder"]) {
      let bytes = Array(word.utf8)
      seconds[Int(bytes[0] & 63) * 32 + bytes.count] |= 1 << UInt32(bytes[1] & 31)
    }
    return seconds
  }()

  static func mayBeReserved(_ name: String) -> Bool { name.withBytes { mayBeReserved($0) } }

  fileprivate static func mayBeReserved(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count > 1, bytes.count < 32 else { return false }
    return seconds[Int(bytes[0] & 63) * 32 + bytes.count] & 1 << UInt32(bytes[1] & 31) != 0
  }

  static func needsBackticks(_ name: String, at position: NamePosition) -> Bool {
    switch position {
    case .declaration: keywords.contains(name) || metatypeMembers.contains(name)
    case .member: name == "init" || name == "self"
    case .implicitMember: name == "init"
    case .type:
      keywords.contains(name) || metatypeMembers.contains(name) || typeSpecifiers.contains(name)
    case .parameter: name == "inout" || name == "let" || name == "var"
    case .label: name == "inout"
    case .variable: keywords.contains(name) || contextual.contains(name)
    }
  }
}

extension Document {
  /// The name set aside, with what stands around it.
  mutating func fragment(
    _ open: StaticString = "", name: String, _ position: NamePosition, _ close: StaticString = ""
  ) -> Fragment {
    let plain = name.withBytes { bytes in
      ReservedWords.mayBeReserved(bytes) ? nil : fragment(open, ascii: bytes, close)
    }
    return plain
      ?? fragment {
        $0.text(open)
        $0.name(name, position)
        $0.text(close)
      }
  }

  mutating func name(_ name: String, _ position: NamePosition) {
    let isWritten = name.withBytes { bytes in
      if ReservedWords.mayBeReserved(bytes) { return false }
      append(utf8: bytes)
      return true
    }
    if isWritten { return }
    let needsBackticks = ReservedWords.needsBackticks(name, at: position)
    if needsBackticks { text("`") }
    text(name)
    if needsBackticks { text("`") }
  }
}
