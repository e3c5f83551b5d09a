import EctypeText

/// Source text made inert: whatever it holds, the literal around it evaluates to it and ends where it should.
package enum ElixirText {
  /// The inside of a `"…"`.
  static func escaped(_ text: String) -> String {
    if isPlain(text) { return text }
    var result: [UInt8] = []
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)".utf8
      case "{" where previous == "#":
        result.removeLast()
        result += "\\#{".utf8
      default: append(scalar, to: &result)
      }
      previous = scalar
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The inside of a `"""…"""`: lines stay lines, quotes stay quotes unless there are three.
  static func escapedHeredoc(_ text: String) -> String {
    var result: [UInt8] = []
    var quotes = 0
    var previous: Unicode.Scalar = "\n"
    for scalar in text.unicodeScalars {
      quotes = scalar == "\"" ? quotes + 1 : 0
      switch scalar {
      case "\\": result += "\\\\".utf8
      case "\"" where quotes == 3:
        result.removeLast(2)
        result += "\\\"\"\"".utf8
        quotes = 0
      case "{" where previous == "#":
        result.removeLast()
        result += "\\#{".utf8
      case "\n":
        // White space at the end of a line would be lost in an editor.
        if previous == " " {
          result.removeLast()
          result += "\\s".utf8
        }
        result.append(UInt8(ascii: "\n"))
      default: append(scalar, to: &result)
      }
      previous = scalar
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The inside of a `:"…"` that Elixir and its formatter do not take for an atom that needs no quotes.
  static func quotedAtom(_ name: String) -> String {
    var result = ""
    let isPunctuation = !name.utf8.contains { $0 <= 0x20 || $0 >= 0x7F || isAlphanumeric($0) }
    for (index, scalar) in name.unicodeScalars.enumerated() {
      if scalar == "\\" || scalar == "\"" || isPunctuation && index == 0
        || isFinalMark(index, in: name)
      {
        result += hex(scalar)
      } else if scalar.value >= 0x80 {
        result += hex(scalar)
      } else {
        result += escaped(String(scalar))
      }
    }
    return result.replacing("#{", with: "\\#{")
  }

  /// `Foo?` is not an atom everywhere.
  private static func isFinalMark(_ index: Int, in name: String) -> Bool {
    index == name.unicodeScalars.count - 1 && index > 0
      && (name.utf8.last == UInt8(ascii: "?") || name.utf8.last == UInt8(ascii: "!"))
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return byte >= 0x30 && byte <= 0x39 || letter >= 0x61 && letter <= 0x7A || byte == 0x5F
  }

  // MARK: Sigils

  /// Delimiters that `text` neither holds nor ends in a way to swallow; nil if there are none.
  static func sigilDelimiters(
    for text: String, name: String
  ) -> (opening: String, closing: String)? {
    let scalars = text.unicodeScalars
    guard scalars.allSatisfy({ !needsEscape($0) }), scalars.last != "\\" else { return nil }
    // A lower-case sigil interpolates.
    let interpolates = name.unicodeScalars.first?.properties.isLowercase ?? false
    if interpolates, text.contains("#{") { return nil }
    // Dates and times are written in brackets everywhere.
    let isCalendar = ["D", "T", "N", "U"].contains(name)
    if isCalendar, !text.contains("["), !text.contains("]") { return ("[", "]") }
    let pairs = [
      ("/", "/"), ("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("|", "|"), ("\"", "\""),
      ("'", "'"),
    ]
    return pairs.first { !text.contains($0.0) && !text.contains($0.1) }
  }

  // MARK: Comments

  /// The lines of a comment, without what Elixir refuses in comments.
  static func comment(_ text: String) -> [String] {
    if isPlainLine(text) { return [text] }
    return lines(of: text)
  }

  /// One line of ASCII that says what it says.
  private static func isPlainLine(_ text: String) -> Bool {
    text.withBytes { bytes in
      bytes.last != UInt8(ascii: " ") && bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
  }

  private static func lines(of text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      var result: [UInt8] = []
      for scalar in line.unicodeScalars { append(scalar, to: &result) }
      while result.last == UInt8(ascii: " ") { result.removeLast() }
      return String(decoding: result, as: UTF8.self)
    }
  }

  // MARK: Scalars

  private static func isPlain(_ text: String) -> Bool {
    text.withBytes { bytes in
      for byte in bytes
      where byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "\"")
        || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "#")
      {
        return false
      }
      return true
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout [UInt8]) {
    guard needsEscape(scalar) else { return result.append(contentsOf: UTF8.encode(scalar)!) }
    let escape =
      switch scalar {
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case "\0": "\\0"
      default: hex(scalar)
      }
    result += escape.utf8
  }

  /// Control characters, what changes the direction of text, separators and spaces that look like another,
  /// and what is no character.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0...0x1F, 0x7F...0xA0, 0xAD, 0x061C, 0x180E, 0x2000...0x200B, 0x200E, 0x200F,
      0x2028...0x202F, 0x205F...0x206F, 0x3000, 0xFEFF, 0xFFF9...0xFFFC:
      true
    default: scalar.properties.isNoncharacterCodePoint
    }
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return scalar.value < 0x80
      ? "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits : "\\u{" + digits + "}"
  }
}

extension ElixirPrinter {
  /// `# text`, line by line. The formatter has no place for comments inside an interpolation.
  func commentLines(_ text: String) -> [String] {
    if isInterpolating { return [] }
    return ElixirText.comment(text).map { $0.isEmpty ? "#" : "# " + $0 }
  }
}
