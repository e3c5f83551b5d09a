/// Calls in Swift source, with the string literals of their arguments. It knows of Swift what it takes to find them:
/// strings, interpolations, comments and brackets.
struct SwiftCalls {
  struct Argument {
    /// Without its strings.
    var text = ""
    /// The literals outside all interpolations, each cut where it interpolates; those joined by `+` are one.
    var literals: [[String]] = []

    /// `at: span`
    var isLabeled: Bool { text.drop { $0.isLetter }.first == ":" && text.first != ":" }
  }

  struct Call {
    var name: String
    var line: Int
    var arguments: [Argument]
    /// `x` of the file's `static let code = DiagnosticCode.x`.
    var constant: String?
  }

  private let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private func at(_ offset: Int) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  func calls(of names: Set<String>) -> [Call] {
    var scanner = self
    return scanner.scan(names)
  }

  private mutating func scan(_ names: Set<String>) -> [Call] {
    var result: [Call] = []
    var constant: String?
    var line = 1
    var last = ""
    while position < bytes.count {
      let start = position
      switch at(0) {
      case UInt8(ascii: "\""):
        _ = string()
        last = ""
      case UInt8(ascii: "/") where at(1) == UInt8(ascii: "/"): skipComment()
      case UInt8(ascii: "("):
        position += 1
        if names.contains(last) {
          // Calls inside the arguments are looked at by themselves.
          var inner = self
          result.append(
            Call(name: last, line: line, arguments: inner.arguments(), constant: constant))
        }
        last = ""
      case let byte where Self.isWord(byte):
        last = word()
        if last == "DiagnosticCode", at(0) == UInt8(ascii: ".") {
          position += 1
          constant = word()
        }
      default:
        position += 1
        last = ""
      }
      line += bytes[start..<position].count { $0 == 0x0A }
    }
    return result
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func word() -> String {
    let start = position
    while Self.isWord(at(0)) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipComment() {
    while position < bytes.count, at(0) != 0x0A { position += 1 }
  }

  /// From behind the parenthesis that opens to behind the one that closes.
  private mutating func arguments() -> [Argument] {
    var result = [Argument()]
    var depth = 0
    var isConcatenated = false
    while position < bytes.count {
      let byte = at(0)
      switch byte {
      case UInt8(ascii: "\""):
        let literal = string()
        if isConcatenated, var joined = result[result.count - 1].literals.popLast() {
          joined[joined.count - 1] += literal[0]
          result[result.count - 1].literals.append(joined + literal.dropFirst())
        } else {
          result[result.count - 1].literals.append(literal)
        }
        isConcatenated = false
        continue
      case UInt8(ascii: "/") where at(1) == UInt8(ascii: "/"):
        skipComment()
        continue
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth < 0 { return result }
      case UInt8(ascii: ",") where depth == 0:
        result.append(Argument())
        isConcatenated = false
        position += 1
        continue
      default: break
      }
      if byte > 0x20 {
        isConcatenated = byte == UInt8(ascii: "+")
        result[result.count - 1].text.append(Character(Unicode.Scalar(byte)))
      }
      position += 1
    }
    return result
  }

  /// A string literal, cut at its interpolations.
  private mutating func string() -> [String] {
    let isLong = at(1) == UInt8(ascii: "\"") && at(2) == UInt8(ascii: "\"")
    let quotes = isLong ? 3 : 1
    position += quotes
    var parts: [[UInt8]] = [[]]
    while position < bytes.count {
      if at(0) == UInt8(ascii: "\""),
        !isLong || (at(1) == UInt8(ascii: "\"") && at(2) == UInt8(ascii: "\""))
      {
        position += quotes
        break
      }
      guard at(0) == UInt8(ascii: "\\") else {
        parts[parts.count - 1].append(at(0))
        position += 1
        continue
      }
      switch at(1) {
      case UInt8(ascii: "("):
        position += 2
        _ = arguments()
        position += 1
        parts.append([])
      case 0x0A:
        position += 2
        while at(0) == 0x20 { position += 1 }
      default:
        parts[parts.count - 1].append(at(1))
        position += 2
      }
    }
    return parts.map { part in
      let text = String(decoding: part, as: UTF8.self)
      return isLong ? text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined() : text
    }
  }
}
