import EctypeRuntime
import Foundation
import Testing

@Suite struct JSONTests {
  @Test func validTextIsParsedAndWrittenBack() throws {
    func check(_ text: String, _ expected: JSONValue, _ written: String? = nil) throws {
      let value = try JSONValue(json: text)
      #expect(value == expected)
      #expect(value.json == written ?? text)
    }
    try check("null", nil)
    try check(" [ 1 , 2.50 ] ", [1, .number(JSONNumber("2.50")!)], "[1,2.50]")
    try check("-0", .number(JSONNumber("-0")!))
    try check("1e3", .number(JSONNumber("1e3")!))
    try check(#"{"b":1,"a":{}}"#, ["b": 1, "a": [:]], #"{"a":{},"b":1}"#)
    try check(#"{"a":1,"a":2}"#, ["a": 2], #"{"a":2}"#)
    try check(
      #""\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t""#, "é😀\"\\/\u{8}\u{c}\n\r\t",
      #""é😀\"\\/\u0008\u000c\n\r\t""#)
    try check(#""\u0000""#, "\0")
    try check(
      "123456789012345678901234567890", .number(JSONNumber("123456789012345678901234567890")!))
  }

  @Test func keysAreComparedByBytes() throws {
    let object = try JSONObject(json: #"{"é":1,"e\u0301":2}"#.utf8)
    #expect(object.count == 2)
    #expect(object["é"] == 1 && object["e\u{301}"] == 2)
    #expect(JSONValue.string("é") != .string("e\u{301}"))
  }

  @Test func otherTextIsRefused() {
    for text in [
      "", " ", "nul", "True", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}",
      "01",
      "1.", ".5", "+1", "-", "1e", "1e+", "0x1", "NaN", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"",
      "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\n\"", "[", "{", "1 1", "'a'", "\u{FEFF}1", "//", "]",
    ] {
      #expect(throws: JSONError.self, "\(text)") { try JSONValue(json: text) }
    }
    #expect(throws: JSONError.self) { try JSONValue(json: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) { try JSONValue(json: [0x22, 0xC0, 0x80, 0x22]) }
  }

  @Test func nestingIsBounded() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try JSONValue(json: nested(JSONValue.maximumDepth)).json.utf8.count == 256)
    #expect(throws: JSONError.self) { try JSONValue(json: nested(JSONValue.maximumDepth + 1)) }
    #expect(throws: JSONError.self) { try JSONValue(json: nested(1_000_000)) }
  }

  @Test func randomValuesSurviveTheRoundTrip() throws {
    var generator = SeededGenerator(seed: 20_261)
    for _ in 0..<500 {
      let value = JSONValue.random(depth: 4, using: &generator)
      #expect(try JSONValue(json: value.json) == value, "seed 20261")
      let coded = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode([value]))
      #expect(coded == [value], "seed 20261")
    }
  }

  @Test func numbersSurviveFoundation() throws {
    let text = "[9223372036854775807,18446744073709551615,1.5,12345678901234567890123,-7]"
    let decoded = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    let written = try JSONValue(encoding: decoded)
    #expect(written == decoded)
    #expect(decoded.json == text)
  }
}

/// SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension JSONValue {
  static func random(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &generator) {
    case 0: return .null
    case 1: return .bool(.random(using: &generator))
    case 2: return .int(.random(in: .min ... .max, using: &generator))
    case 3: return .number(JSONNumber(Double.random(in: -10...10, using: &generator) + 0.001)!)
    case 4: return .string(text(using: &generator))
    case 5, 6:
      return .array(
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          random(depth: depth - 1, using: &generator)
        })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        object[text(using: &generator)] = random(depth: depth - 1, using: &generator)
      }
      return .object(object)
    }
  }

  private static func text(using generator: inout SeededGenerator) -> String {
    let pieces = ["a", "é", "\"", "\\", "\n", "\u{1}", "日", "😀", " ", "/", "\u{7F}", "z"]
    return (0..<Int.random(in: 0...5, using: &generator))
      .map { _ in pieces.randomElement(using: &generator)! }.joined()
  }
}
