/// The SQL of a fragment, as far as its `?` go.
struct FragmentText {
  /// Of each `?`, in order: whether it stands inside of a function that may be an aggregate, so that its column need
  /// not be grouped.
  private(set) var holes: [Bool] = []

  init(_ sql: String) {
    // The function of each open parenthesis.
    var enclosing: [String] = []
    var word: [UInt8] = []
    var isEscaped = false
    var bytes = sql.utf8[...]
    while let byte = bytes.popFirst() {
      defer { isEscaped = byte == UInt8(ascii: "\\") && !isEscaped }
      switch byte {
      case UInt8(ascii: "?") where !isEscaped:
        holes.append(enclosing.contains(where: Self.mayAggregate))
      case UInt8(ascii: "("):
        enclosing.append(String(decoding: word, as: UTF8.self).lowercased())
      case UInt8(ascii: ")"): _ = enclosing.popLast()
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        // Ecto counts what stands in quotes as well.
        let text = bytes.prefix { $0 != byte }
        guard !text.contains(UInt8(ascii: "?")) else { break }
        bytes = bytes.dropFirst(text.count + 1)
      // A space may stand between a name and its parenthesis.
      case UInt8(ascii: " ") where bytes.first == UInt8(ascii: "("): continue
      case UInt8(ascii: "_"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...0xFF:
        word.append(byte)
        continue
      default: break
      }
      word = []
    }
  }

  /// A function that is not known may be anybody's aggregate.
  private static func mayAggregate(_ function: String) -> Bool {
    !function.isEmpty && !ofOneRow.contains(function)
  }

  /// PostgreSQL's functions and words that many write in fragments, and that are of one row.
  private static let ofOneRow = Set(
    """
    abs age all and any array array_length array_position ascii between btrim case cast ceil ceiling char_length \
    chr coalesce concat concat_ws crypt date date_bin date_part date_trunc decode degrees digest div else encode \
    exists exp extract floor format gen_random_uuid greatest ilike in initcap interval is isfinite json_build_array \
    json_build_object json_extract_path json_extract_path_text jsonb_array_length jsonb_build_array \
    jsonb_build_object jsonb_extract_path jsonb_extract_path_text jsonb_path_exists jsonb_set jsonb_typeof \
    justify_days least left length like ln log lower lpad ltrim make_date make_interval md5 mod not now nullif \
    numeric octet_length on or overlay phraseto_tsquery plainto_tsquery position power quote_literal radians \
    random regexp_match regexp_matches regexp_replace repeat replace reverse right round row rpad rtrim sha256 \
    sign similarity split_part sqrt strpos substr substring text then time timestamp timestamptz to_char to_date \
    to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector translate trim trunc ts_headline ts_rank \
    ts_rank_cd unaccent upper uuid varchar websearch_to_tsquery when where width_bucket word_similarity
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}
