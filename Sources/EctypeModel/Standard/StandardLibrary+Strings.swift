extension StandardLibrary {
  static let stringTable = """
    (String).count: Int :: String.length($0) :: "añb".count :: 3
    (String).length: Int :: String.length($0) :: "ab".length :: 2
    (String).isEmpty: Bool :: $0 == "" :: "".isEmpty :: true
    (String).uppercased() -> String :: String.upcase($0) :: "abc".uppercased() :: "ABC"
    (String).toUpperCase() -> String :: String.upcase($0) :: "abc".toUpperCase() :: "ABC"
    (String).lowercased() -> String :: String.downcase($0) :: "ABC".lowercased() :: "abc"
    (String).toLowerCase() -> String :: String.downcase($0) :: "ABC".toLowerCase() :: "abc"
    (String).capitalized: String :: String.capitalize($0) :: "abc".capitalized :: "Abc"
    (String).trimmed() -> String :: String.trim($0) :: " a ".trimmed() :: "a"
    (String).trim() -> String :: String.trim($0) :: " a ".trim() :: "a"
    (String).reversed() -> String :: String.reverse($0) :: "abc".reversed() :: "cba"
    (String).split(String) -> [String] :: String.split($0, $1) :: "a,b".split(",") :: ["a", "b"]
    (String).split(separator: String) -> [String] :: String.split($0, $1) :: "a b".split(separator: " ") :: ["a", "b"]
    (String).contains(String) -> Bool :: String.contains?($0, $1) :: "abc".contains("b") :: true
    (String).hasPrefix(String) -> Bool :: String.starts_with?($0, $1) :: "abc".hasPrefix("a") :: true
    (String).startsWith(String) -> Bool :: String.starts_with?($0, $1) :: "abc".startsWith("b") :: false
    (String).hasSuffix(String) -> Bool :: String.ends_with?($0, $1) :: "abc".hasSuffix("c") :: true
    (String).endsWith(String) -> Bool :: String.ends_with?($0, $1) :: "abc".endsWith("b") :: false
    (String).replacing(String, with: String) -> String :: String.replace($0, $1, $2) :: "a-b".replacing("-", with: "+") :: "a+b"
    (String).replace(String, String) -> String :: String.replace($0, $1, $2) :: "a-b".replace("-", "+") :: "a+b"
    (String).prefix(Int) -> String :: String.slice($0, 0, $1) :: "abc".prefix(2) :: "ab"
    (String).dropFirst(Int) -> String :: String.slice($0, $1..-1//1) :: "abc".dropFirst(1) :: "bc"
    (String).characters: [String] :: String.graphemes($0) :: "añ".characters :: ["a", "ñ"]
    (String).lines: [String] :: String.split($0, "\\n") :: "a\\nb".lines :: ["a", "b"]
    (String).repeated(Int) -> String :: String.duplicate($0, $1) :: "ab".repeated(2) :: "abab"
    (String).padLeft(Int, String) -> String :: String.pad_leading($0, $1, $2) :: "7".padLeft(3, "0") :: "007"
    (String).padRight(Int, String) -> String :: String.pad_trailing($0, $1, $2) :: "7".padRight(3, ".") :: "7.."
    String.upcase(String) -> String :: String.upcase($0) :: String.upcase("a") :: "A"
    String.downcase(String) -> String :: String.downcase($0) :: String.downcase("A") :: "a"
    String.capitalize(String) -> String :: String.capitalize($0) :: String.capitalize("ab") :: "Ab"
    String.trim(String) -> String :: String.trim($0) :: String.trim(" a ") :: "a"
    String.trim_leading(String) -> String :: String.trim_leading($0) :: String.trimLeading(" a ") :: "a "
    String.trim_trailing(String) -> String :: String.trim_trailing($0) :: String.trimTrailing(" a ") :: " a"
    String.length(String) -> Int :: String.length($0) :: String.length("ab") :: 2
    String.reverse(String) -> String :: String.reverse($0) :: String.reverse("ab") :: "ba"
    String.split(String) -> [String] :: String.split($0) :: String.split("a b") :: ["a", "b"]
    String.split(String, String) -> [String] :: String.split($0, $1) :: String.split("a,b", ",") :: ["a", "b"]
    String.contains?(String, String) -> Bool :: String.contains?($0, $1) :: String.contains?("ab", "b") :: true
    String.contains?(String, [String]) -> Bool :: String.contains?($0, $1) :: String.contains?("ab", ["x", "b"]) :: true
    String.starts_with?(String, String) -> Bool :: String.starts_with?($0, $1) :: String.startsWith?("ab", "a") :: true
    String.ends_with?(String, String) -> Bool :: String.ends_with?($0, $1) :: String.endsWith?("ab", "a") :: false
    String.replace(String, String, String) -> String :: String.replace($0, $1, $2) :: String.replace("aa", "a", "b") :: "bb"
    String.slice(String, Int, Int) -> String :: String.slice($0, $1, $2) :: String.slice("abc", 1, 1) :: "b"
    String.at(String, Int) -> String? :: String.at($0, $1) :: String.at("abc", 1) :: "b"
    String.duplicate(String, Int) -> String :: String.duplicate($0, $1) :: String.duplicate("a", 3) :: "aaa"
    String.graphemes(String) -> [String] :: String.graphemes($0) :: String.graphemes("ab") :: ["a", "b"]
    String.pad_leading(String, Int, String) -> String :: String.pad_leading($0, $1, $2) :: String.padLeading("1", 2, "0") :: "01"
    String.pad_trailing(String, Int, String) -> String :: String.pad_trailing($0, $1, $2) :: String.padTrailing("1", 2, "0") :: "10"
    String.to_integer(String) -> Int :: String.to_integer($0) :: String.toInteger("12") :: 12
    String.to_float(String) -> Double :: String.to_float($0) :: String.toFloat("1.5") :: 1.5
    """
}
