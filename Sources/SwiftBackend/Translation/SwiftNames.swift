import EctypeModel
import EctypeText

/// Swift's spelling of the source's names.
enum SwiftNames {
  /// Words that are written in capitals inside a name, as Swift's API guidelines have them.
  private static let acronyms: Set<String> = [
    "api", "ascii", "cpu", "css", "csv", "db", "dns", "dob", "eta", "faq", "ftp", "gif", "gpu",
    "gps", "guid",
    "html", "http", "https", "iban", "id", "imap", "ip", "isbn", "jpeg", "json", "jwt", "mfa",
    "oauth",
    "otp", "pdf", "pin", "png", "ram", "sha", "sku", "smtp", "sms", "sql", "ssh", "ssl", "ssn",
    "svg",
    "tcp", "tls", "totp", "ttl", "tv", "udp", "ui", "uri", "url", "usb", "utc", "utf", "uuid",
    "vat",
    "vip", "vpn", "xml", "yaml",
  ]

  /// An author's camelCase is kept; `author_id` becomes `authorID`. What begins with a capital would be a type.
  static func property(_ name: Name) -> String {
    let first = name.source.utf8.first ?? 0
    let source =
      first >= 0x41 && first <= 0x5A ? variable(ofType: name.source) : name.source
    // Most names are what they are in the source.
    if source.withBytes(isPlain) { return source }
    if source.withBytes({ bytes in !bytes.contains { $0 == UInt8(ascii: "_") || $0 >= 0x80 } }) {
      return identifier(source)
    }
    if source.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) {
      let name = joined(source)
      return identifier(name.isEmpty ? source : name)
    }
    let words = source.utf8.split(separator: UInt8(ascii: "_"))
    guard let first = words.first else { return identifier(source) }
    return identifier(
      words.dropFirst().reduce(String(Substring(first))) { $0 + capitalized(Substring($1)) })
  }

  /// Whether letters and digits of ASCII are all there is, and a letter the first.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, first >= 0x41 else { return false }
    // Not one after the other, but all: a name is short, and so is a branch less.
    var others: UInt8 = 0
    for byte in bytes {
      let isLetter = (byte | 0x20) &- 0x61 <= 25
      others |= isLetter || byte &- 0x30 <= 9 ? 0 : 1
    }
    return others == 0
  }

  /// The same where there are small letters of ASCII alone, which are bytes.
  private static func joined(_ source: String) -> String {
    source.withBytes { bytes in
      String(unsafeUninitializedCapacity: bytes.count) { result in
        var (count, start) = (0, 0)
        while start < bytes.count {
          let end = bytes[start...].firstIndex(of: UInt8(ascii: "_")) ?? bytes.count
          let word = bytes[start..<end]
          let letters = word.prefix { !(0x30...0x39).contains($0) }
          let isAcronym =
            count > 0 && acronymBytes.contains(UnsafeBufferPointer(rebasing: letters))
          for index in start..<end {
            let byte = bytes[index]
            let isRaised = isAcronym || count > 0 && index == start
            result[count + index - start] =
              isRaised && (0x61...0x7A).contains(byte) ? byte & ~0x20 : byte
          }
          (count, start) = (count + word.count, end + 1)
        }
        return count
      }
    }
  }

  private static let acronymBytes = WordSet(acronyms)

  /// `URL` of `url`, `HTTP2` of `http2`, `Name` of `name`
  private static func capitalized(_ word: Substring) -> String {
    let letters = word.prefix { !$0.isNumber }
    if acronyms.contains(letters.lowercased()) { return word.uppercased() }
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  /// Without the `?` or `!` that a function's name may end in; never empty, never beginning with a digit.
  private static func identifier(_ name: String) -> String {
    // Most names are.
    if let first = name.utf8.first, let last = name.utf8.last, first >= 0x41, first < 0x80,
      last != UInt8(ascii: "?"), last != UInt8(ascii: "!")
    {
      return name
    }
    var name = name
    if let last = name.utf8.last, last == UInt8(ascii: "?") || last == UInt8(ascii: "!") {
      name.removeLast()
    }
    guard let first = name.unicodeScalars.first else { return "_" }
    let isDigit =
      first.isASCII
      ? first.value >= 0x30 && first.value <= 0x39 : first.properties.numericType != nil
    return isDigit ? "_" + name : name
  }

  /// The payloads' prefix of a changeset function: none for `changeset`, `Registration` for
  /// `registration_changeset`.
  static func payloadPrefix(_ function: String) -> String {
    var words = NameRules.snakeCase(function).split(whereSeparator: { "_?!".contains($0) })
    if words.last == "changeset" { words.removeLast() }
    return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// `post` of `Post`, `apiKey` of `APIKey`
  static func variable(ofType name: String) -> String {
    let capitals = name.prefix { $0.isUppercase }.count
    let count = capitals > 1 && capitals < name.count ? capitals - 1 : capitals
    return name.prefix(count).lowercased() + name.dropFirst(count)
  }

  /// `a blog post` of `BlogPost`, for documentation
  static func phrase(ofType name: String) -> String {
    var words = ""
    var previousIsLower = false
    for character in name {
      if character.isUppercase && previousIsLower { words += " " }
      words += character.lowercased()
      previousIsLower = !character.isUppercase
    }
    // What begins with the sound of "you" or "won" is no vowel: a user, a unit, a European, a one-off.
    let startsWithVowel =
      "aeiou".contains(words.first ?? "x")
      && !["us", "uni", "url", "uri", "ut", "eu", "one"].contains(where: words.hasPrefix)
    return (startsWithVowel ? "an " : "a ") + words
  }
}
