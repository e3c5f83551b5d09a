import EctypeRuntime
import Foundation
import RecordedTerms
import Testing

@Suite struct ValueTests {
  private func json(_ value: some Encodable) throws -> JSONValue { try JSONValue(encoding: value) }

  @Test func identifiersAreTypedAndLowerCase() throws {
    let text = "550e8400-e29b-41d4-a716-446655440000"
    let id = try JSONDecoder().decode([Blog.Tag.ID].self, from: Data("[\"\(text)\"]".utf8))[0]
    #expect(id.description == text)
    #expect(try json([id]) == [.string(text)])
    #expect(try json([id: 1]) == [text: 1])
    #expect(try json([Blog.Post.ID(7): 1]) == ["7": 1])
    let back = try JSONDecoder().decode([Blog.Post.ID: Int].self, from: Data("{\"7\":1}".utf8))
    #expect(back == [7: 1])
    let plain = LowercaseUUID(try #require(UUID(uuidString: text.uppercased())))
    #expect(try json([plain]) == [.string(text)])
    let slug: Identifier<Blog, String> = "é"
    #expect(slug != "e\u{301}" && slug == "é")
  }

  @Test func openEnumsKeepWhatTheyDoNotKnow() throws {
    let decoded = try JSONDecoder().decode(
      [Blog.Post.Status].self, from: Data(#"["draft","new"]"#.utf8))
    #expect(decoded == [.draft, .unknown("new")])
    #expect(Blog.Post.Status.unknown("draft") == .draft)
    #expect(Blog.Post.Status.unknown("é") != .unknown("e\u{301}"))
    #expect(try json(decoded) == ["draft", "new"])
    #expect(try json([Blog.Post.Status.draft: 1]) == ["draft": 1])
  }

  @Test func integerBackedEnumsCode() throws {
    enum Level: OpenEnum {
      case low
      case unknown(Int)
      static let allCases: [Self] = [.low]
      var rawValue: Int {
        switch self {
        case .low: 1
        case .unknown(let value): value
        }
      }
    }
    #expect(try json([Level.low, .unknown(9)]) == [1, 9])
    #expect(
      try JSONDecoder().decode([Level].self, from: Data("[1,9]".utf8)) == [.low, .unknown(9)])
    #expect(try json([Level.unknown(3): true]) == ["3": true])
  }

  @Test func decimalsKeepTheirText() throws {
    let decimal: DecimalString = "12.30"
    #expect(try json([decimal]) == ["12.30"])
    #expect(decimal == "12.3" && decimal < "12.300001" && decimal == "1.23e1")
    #expect(decimal.decimal == Decimal(string: "12.3"))
    #expect(("1e200" as DecimalString).decimal == nil)
    let big = String(repeating: "9", count: 60)
    #expect(DecimalString(big)?.decimal == nil && DecimalString(big)! > 0)
    let decoded = try JSONDecoder().decode(
      [DecimalString].self, from: Data(#"["1.50",2,0.1]"#.utf8))
    #expect(decoded.map(\.text) == ["1.50", "2", "0.1"])
    for text in ["", ".", "1e", "x", " 1", "NaN", "Infinity", "1_0", "1e99999999999999999999"] {
      #expect(DecimalString(text) == nil, "\(text)")
    }
    #expect(DecimalString(Decimal(string: "-1.25")!)?.text == "-1.25")
    #expect(DecimalString(Decimal.nan) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([DecimalString].self, from: Data(#"["x"]"#.utf8))
    }
  }

  @Test func castValuesAreReadByKind() {
    #expect(CastValue.atom("draft").asString == "draft" && CastValue.string("x").asString == "x")
    #expect(CastValue.int(2).asDouble == 2 && CastValue.int(2).asDecimal == 2)
    #expect(CastValue.bool(true).asBool == true && CastValue.null.asInt == nil)
    #expect(CastValue.list([1]).asList == [1] && CastValue.json([:]).asJSON == .some([:]))
    #expect(CastValue.map(["a": 1]).asMap?["a"] == .int(1) && CastValue.float(1).asDecimal == nil)
  }

  @Test func textDictionariesCode() throws {
    let map = try JSONDecoder().decode(
      TextDictionary<Int>.self, from: Data(#"{"b":1,"a":2}"#.utf8))
    #expect(map.keys == ["a", "b"])
    #expect(try json(map) == ["a": 2, "b": 1])
  }
}
