/// How source names are spelled in Elixir, the database and JSON (language.md, section 1).
package enum NameRules {
  /// `userID` → `user_id`, `apiURLString` → `api_url_string`, `isHTTP2` → `is_http2`; a snake_case name is
  /// kept, and so is a trailing `?` or `!`. Linear in the name's bytes.
  package static func snakeCase(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard bytes.contains(where: isUpper) else { return name }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 4)
    for (index, byte) in bytes.enumerated() {
      guard isUpper(byte) else {
        result.append(byte)
        continue
      }
      if index > 0, bytes[index - 1] != UInt8(ascii: "_") {
        let followsLower = !isUpper(bytes[index - 1])
        let beginsWord = index + 1 < bytes.count && isLower(bytes[index + 1])
        if followsLower || beginsWord { result.append(UInt8(ascii: "_")) }
      }
      result.append(byte | 0x20)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `create_posts` → `CreatePosts`: the last segment of a module's name.
  package static func moduleSegment(_ name: String) -> String {
    snakeCase(name).split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined()
  }

  /// `greater_than` → `greaterThan`: an Elixir name as the canonical source spells it.
  package static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(String(words.first ?? "")) {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }

  /// What two names have in common that fall together in Swift: snake_case loses its underscores.
  package static func swiftKey(_ source: String) -> String {
    source.contains("_") ? camelCase(source) : source
  }

  package static func name(_ source: String) -> Name {
    Name(source: source, elixir: snakeCase(source))
  }

  /// Words that Elixir's grammar keeps to itself: no field, variable or function may be called so.
  package static let elixirReserved: Set<String> = [
    "after", "and", "catch", "do", "else", "end", "false", "fn", "in", "nil", "not", "or", "rescue",
    "true", "when",
  ]

  /// Forms and macros of Elixir that generated code stands on: no function may take their names.
  package static let elixirForms: Set<String> = [
    "alias", "case", "cond", "def", "defdelegate", "defimpl", "defmacro", "defmodule", "defp", "defstruct",
    "div", "for", "if", "import", "is_nil", "match?", "quote", "raise", "receive", "require", "super",
    "try", "unless", "unquote", "use", "with",
  ]

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}
