/// The names that PCRE 8 knows.
enum RegexProperties {
  /// Those of `\p{…}`: general categories and scripts.
  static let names: Set<String> = words(
    """
    Any Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bopomofo Brahmi Braille
    Buginese Buhid C Canadian_Aboriginal Carian Caucasian_Albanian Cc Cf Chakma Cham Cherokee
    Cn Co Common Coptic Cs Cuneiform Cypriot Cyrillic Deseret Devanagari Duployan
    Egyptian_Hieroglyphs Elbasan Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati
    Gurmukhi Han Hangul Hanunoo Hebrew Hiragana Imperial_Aramaic Inherited
    Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kayah_Li
    Kharoshthi Khmer Khojki Khudawadi L L& Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Ll Lm
    Lo Lt Lu Lycian Lydian M Mahajani Malayalam Mandaic Manichaean Mc Me Meetei_Mayek
    Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Mn Modi Mongolian Mro Myanmar N
    Nabataean Nd New_Tai_Lue Nko Nl No Ogham Ol_Chiki Old_Italic Old_North_Arabian Old_Permic
    Old_Persian Old_South_Arabian Old_Turkic Oriya Osmanya P Pahawh_Hmong Palmyrene
    Pau_Cin_Hau Pc Pd Pe Pf Phags_Pa Phoenician Pi Po Ps Psalter_Pahlavi Rejang Runic S
    Samaritan Saurashtra Sc Sharada Shavian Siddham Sinhala Sk Sm So Sora_Sompeng Sundanese
    Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Telugu Thaana
    Thai Tibetan Tifinagh Tirhuta Ugaritic Vai Warang_Citi Xan Xps Xsp Xuc Xwd Yi Z Zl Zp Zs
    """)

  /// Those of `[[:…:]]`.
  static let posix: Set<String> = words(
    "alpha lower upper alnum ascii blank cntrl digit graph print punct space word xdigit")

  /// Those of `(*…)` that may stand anywhere.
  static let verbs: Set<String> = words("ACCEPT F FAIL COMMIT PRUNE SKIP THEN MARK").union([""])

  /// Those that may stand at the start alone.
  static let options: Set<String> = words(
    """
    UTF8 UTF UCP CR LF CRLF ANYCRLF ANY BSR_ANYCRLF BSR_UNICODE LIMIT_MATCH LIMIT_RECURSION
    NO_AUTO_POSSESS NO_START_OPT
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
  }
}
