/// Writes JSON in one pass: the keys in the order they are given, nothing between the tokens.
package struct JSONWriter {
  package private(set) var output: [UInt8] = []
  /// Whether a comma is due before the next key or element.
  private var needsComma = false

  package init() {}

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    separate()
    nest("{", "}", body)
  }

  package mutating func array<Element>(
    _ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
  ) {
    separate()
    nest("[", "]") { writer in
      for element in elements { body(&writer, element) }
    }
  }

  /// The key of what is written next.
  package mutating func key(_ name: String) {
    string(name)
    output.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func field(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  package mutating func field(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }

  package mutating func field(_ name: String, _ value: Bool) {
    key(name)
    separate()
    output += (value ? "true" : "false").utf8
    needsComma = true
  }

  package mutating func integer(_ value: Int) {
    separate()
    output += String(value).utf8
    needsComma = true
  }

  package mutating func string(_ value: String) {
    separate()
    output.append(UInt8(ascii: "\""))
    if value.utf8.allSatisfy(Self.isPlain) {
      output += value.utf8
    } else {
      escape(value)
    }
    output.append(UInt8(ascii: "\""))
    needsComma = true
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func escape(_ value: String) {
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output += "\\\"".utf8
      case UInt8(ascii: "\\"): output += "\\\\".utf8
      case UInt8(ascii: "\n"): output += "\\n".utf8
      case UInt8(ascii: "\r"): output += "\\r".utf8
      case UInt8(ascii: "\t"): output += "\\t".utf8
      case 0..<0x20, 0x7F:
        output += (byte < 0x10 ? "\\u000" : "\\u00").utf8
        output += String(byte, radix: 16).utf8
      default: output.append(byte)
      }
    }
  }

  /// Ends a line; what follows is a value of its own.
  package mutating func newLine() { layout("\n") }

  /// Text as it stands, such as a line's indentation; no comma is due behind it.
  package mutating func layout(_ text: String) {
    output += text.utf8
    needsComma = false
  }

  private mutating func separate() {
    if needsComma { output.append(UInt8(ascii: ",")) }
  }

  private mutating func nest(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
  ) {
    output.append(UInt8(ascii: opening))
    needsComma = false
    body(&self)
    output.append(UInt8(ascii: closing))
    needsComma = true
  }
}
