/// Extended grapheme clusters as `String.length/1` counts them.
enum Graphemes {
  static func count(_ text: String) -> Int { text.count }
}
