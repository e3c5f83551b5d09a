/// Calls that the formatter writes without parentheses: its own list and what Ecto and Ecto's SQL part export.
/// `timestamps(type: …)` keeps its own, as Phoenix's generators write it: the formatter takes both.
enum LocalsWithoutParens {
  /// `arity` counts the keywords at the end as one.
  static func contains(_ name: String, arity: Int) -> Bool {
    guard arity > 0, arity < 8, let arities = table[name] else { return false }
    return arities & (1 << UInt8(arity)) != 0
  }

  private static let anyArity: UInt8 = 0b1111_1110

  private static let table: [String: UInt8] = {
    var table: [String: UInt8] = ["for": anyArity, "with": anyArity]
    for (names, arities) in [elixir, ecto, ectoSQL].joined() {
      for name in names.split(separator: " ") {
        for arity in arities { table[String(name), default: 0] |= 1 << UInt8(arity) }
      }
    }
    return table
  }()

  private static let elixir: [(String, [Int])] = [
    ("alias import quote require raise use def defp defmacro defmacrop", [1, 2]),
    ("case if unless defmodule defdelegate destructure", [2]),
    ("cond receive try defguard defguardp defexception defoverridable defstruct", [1]),
    ("reraise defrecord defrecordp", [2, 3]),
    ("assert assert_received doctest refute refute_received setup setup_all test", [1, 2]),
    ("assert_receive refute_receive", [1, 2, 3]),
    ("assert_in_delta refute_in_delta", [3, 4]),
    ("assert_raise config", [2, 3]),
    ("import_config", [1]),
  ]

  private static let ecto: [(String, [Int])] = [
    ("from", [2]),
    ("field", [1, 2, 3]),
    ("belongs_to has_one has_many many_to_many", [2, 3]),
    ("embeds_one embeds_many", [2, 3, 4]),
  ]

  private static let ectoSQL: [(String, [Int])] = [
    ("add add_if_not_exists modify", [2, 3]),
    ("alter", [2]),
    ("create create_if_not_exists drop drop_if_exists execute remove_if_exists", [1, 2]),
    ("remove", [1, 2, 3]),
    ("rename", [2, 3]),
  ]
}
