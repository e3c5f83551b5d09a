import EctypeText

/// How source names are spelled in Elixir, the database and JSON.
package enum NameRules {
  /// `userID` → `user_id`, `apiURLString` → `api_url_string`, `isHTTP2` → `is_http2`; a snake_case name is
  /// kept, and so is a trailing `?` or `!`. Linear in the name's bytes.
  package static func snakeCase(_ name: String) -> String {
    name.withBytes { bytes in
      var capitals = 0
      for byte in bytes where isUpper(byte) { capitals += 1 }
      if capitals == 0 { return name }
      return String(unsafeUninitializedCapacity: bytes.count + capitals) { result in
        var count = 0
        func append(_ byte: UInt8) {
          result[count] = byte
          count += 1
        }
        for (index, byte) in bytes.enumerated() {
          guard isUpper(byte) else {
            append(byte)
            continue
          }
          if index > 0, bytes[index - 1] != UInt8(ascii: "_") {
            let followsLower = !isUpper(bytes[index - 1])
            let beginsWord = index + 1 < bytes.count && isLower(bytes[index + 1])
            if followsLower || beginsWord { append(UInt8(ascii: "_")) }
          }
          append(byte | 0x20)
        }
        return count
      }
    }
  }

  /// `create_posts` → `CreatePosts`: the last segment of a module's name. What is neither a letter nor a digit parts
  /// words: files have such names.
  package static func moduleSegment(_ name: String) -> String {
    let words = snakeCase(name).split { !$0.isLetter && !$0.isNumber }
    return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// `greater_than` → `greaterThan`: an Elixir name as the canonical source spells it.
  package static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(String(words.first ?? "")) {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }

  /// A name as a variable: reserved words get an underscore behind them, and an underscore in front, which
  /// would say that it is unused, goes.
  package static func variable(_ name: String) -> String {
    let bare = String(name.drop { $0 == "_" })
    if bare.isEmpty || bare.first?.isNumber ?? false { return "value" + bare }
    return isElixirReserved(bare) ? bare + "_" : bare
  }

  /// Whether a name can be a field, a case or a function in both languages.
  package static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, isLower(first) || first >= 0x80 else { return false }
    return true
  }

  /// What two names have in common that fall together in Swift: snake_case loses its underscores.
  package static func swiftKey(_ source: String) -> String {
    source.withBytes { $0.contains(UInt8(ascii: "_")) } ? camelCase(source) : source
  }

  package static func name(_ source: String) -> Name {
    Name(source: source, elixir: snakeCase(source))
  }

  /// Words that Elixir's grammar keeps to itself: no field, variable or function may be called so.
  private static let elixirReserved = WordSet([
    "after", "and", "catch", "do", "else", "end", "false", "fn", "in", "nil", "not", "or", "rescue",
    "true", "when",
  ])

  package static func isElixirReserved(_ name: String) -> Bool { elixirReserved.contains(name) }

  /// Functions that Elixir and Ecto define in every module, or in every schema.
  package static let elixirDefined: Set<String> = [
    "__info__", "__struct__", "__schema__", "__changeset__", "__impl__", "behaviour_info",
    "module_info",
    "schema", "embedded_schema",
  ]

  /// Functions that `use Ecto.Repo` defines.
  package static let repositoryDefined: Set<String> = [
    "aggregate", "all", "all_by", "checked_out?", "checkout", "child_spec", "config",
    "default_options",
    "delete", "delete!", "delete_all", "exists?", "get", "get!", "get_by", "get_by!",
    "get_dynamic_repo",
    "in_transaction?", "insert", "insert!", "insert_all", "insert_or_update", "insert_or_update!",
    "load",
    "one", "one!", "preload", "prepare_query", "prepare_transaction", "put_dynamic_repo", "query",
    "query!",
    "query_many", "query_many!", "reload", "reload!", "rollback", "start_link", "stop", "stream",
    "to_sql",
    "transact", "transaction", "update", "update!", "update_all", "explain", "disconnect_all",
    "init",
  ]

  /// Forms and macros of Elixir that generated code stands on: no function may take their names.
  package static let elixirForms: Set<String> = [
    "alias", "case", "cond", "def", "defdelegate", "defimpl", "defmacro", "defmodule", "defp",
    "defstruct",
    "div", "for", "if", "import", "is_nil", "match?", "quote", "raise", "receive", "require",
    "super",
    "try", "unless", "unquote", "use", "with",
  ]

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}
