/// What a sigil's body stands between, in the language's own sigils and in Elixir's.
package enum SigilDelimiter {
  /// The byte that ends what `opener` begins; nil where a sigil cannot begin with it.
  package static func closer(of opener: UInt8) -> UInt8? {
    switch opener {
    case UInt8(ascii: "/"), UInt8(ascii: "|"), UInt8(ascii: "\""), UInt8(ascii: "'"): opener
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    case UInt8(ascii: "<"): UInt8(ascii: ">")
    default: nil
    }
  }
}
