import EctypeSyntax

/// The text of `elixir { … }` as it stands in a module: from the margin, without the empty lines around it.
struct ElixirText {
  let text: String
  /// A line begins inside a string that is no heredoc: moving it would change the string.
  let hasBrokenString: Bool

  init(_ source: String) {
    var lines = source.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.last == "\r" ? $0.dropLast() : $0
    }
    let isBlank = { (line: Substring) in line.allSatisfy { $0 == " " || $0 == "\t" } }
    while let first = lines.first, isBlank(first) { lines.removeFirst() }
    while let last = lines.last, isBlank(last) { lines.removeLast() }
    // What stands between the text and a brace behind it in its line.
    while let last = lines.last?.last, last == " " || last == "\t" {
      lines[lines.count - 1].removeLast()
    }
    // Of a block on one line the first line has lost its indentation, and there is no other.
    let margin =
      lines.filter { !isBlank($0) }.map { $0.prefix { $0 == " " || $0 == "\t" }.count }.min() ?? 0
    text = lines.map { $0.dropFirst(margin) }.joined(separator: "\n")
    var scanner = Scanner(bytes: Array(source.utf8))
    scanner.code(until: nil)
    hasBrokenString = scanner.hasBrokenString
  }

  /// Goes over Elixir, knowing strings from code, and no more.
  private struct Scanner {
    let bytes: [UInt8]
    var position = 0
    var hasBrokenString = false
    /// Strings in interpolations in strings: beyond some, nobody looks.
    private var nesting = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ offset: Int = 0) -> UInt8 {
      position + offset < bytes.count ? bytes[position + offset] : 0
    }

    /// To the brace that closes an interpolation, or to the end.
    mutating func code(until closer: UInt8?) {
      var depth: [UInt8?] = [closer]
      while position < bytes.count {
        let c = byte()
        switch c {
        case closer where depth.count == 1:
          position += 1
          return
        case UInt8(ascii: "{"):
          depth.append(c)
          position += 1
        case UInt8(ascii: "}"):
          if depth.count > 1 { depth.removeLast() }
          position += 1
        case UInt8(ascii: "#"):
          while position < bytes.count, byte() != UInt8(ascii: "\n") { position += 1 }
        case UInt8(ascii: "?"): position += byte(1) == UInt8(ascii: "\\") ? 3 : 2
        case UInt8(ascii: "\""), UInt8(ascii: "'"): string(c, interpolates: true)
        case UInt8(ascii: "~") where SigilDelimiter.closer(of: byte(2)) != nil && isLetter(byte(1)):
          let interpolates = byte(1) >= 0x61
          position += 2
          string(byte(), interpolates: interpolates)
        default: position += 1
        }
      }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private mutating func string(_ opener: UInt8, interpolates: Bool) {
      let closer = SigilDelimiter.closer(of: opener) ?? opener
      let isHeredoc = closer == opener && byte(1) == opener && byte(2) == opener
      position += isHeredoc ? 3 : 1
      while position < bytes.count {
        let c = byte()
        if c == closer, !isHeredoc || (byte(1) == c && byte(2) == c) {
          position += isHeredoc ? 3 : 1
          return
        }
        if c == UInt8(ascii: "\n"), !isHeredoc { hasBrokenString = true }
        if interpolates, c == UInt8(ascii: "#"), byte(1) == UInt8(ascii: "{"), nesting < 50 {
          position += 2
          nesting += 1
          code(until: UInt8(ascii: "}"))
          nesting -= 1
        } else {
          position += c == UInt8(ascii: "\\") ? 2 : 1
        }
      }
    }
  }
}
