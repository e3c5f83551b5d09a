/// Latin letters without what stands above, below or through them.
enum LatinLetters {
  /// `Über` as `Uber`; nil for a text with letters of another script, of which nothing would be left.
  ///
  /// A letter's name in Unicode says what it is: `LATIN CAPITAL LETTER U WITH DIAERESIS`.
  static func ascii(_ text: String) -> String? {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let letter = letter(scalar) {
        result += letter
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        return nil
      } else if scalar.properties.generalCategory != .nonspacingMark {
        result += " "
      }
    }
    return result
  }

  private static func letter(_ scalar: Unicode.Scalar) -> String? {
    guard let words = scalar.properties.name?.split(separator: " "), words.count > 3,
      words[0] == "LATIN", words[2] == "LETTER"
    else { return nil }
    // `SHARP S`, `DOTLESS I`: the letter comes last.
    guard let letter = words[3...].prefix(while: { $0 != "WITH" }).last, letter.count <= 2 else {
      return nil
    }
    return words[1] == "CAPITAL" ? String(letter) : letter.lowercased()
  }
}
