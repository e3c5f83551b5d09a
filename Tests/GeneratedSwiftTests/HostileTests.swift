import EctypeRuntime
import Foundation
import HostileModels
import RecordedTerms
import Testing

/// Text that would be code if it were pasted into a program: what Ecto has for it, Swift has too.
@Suite struct HostileTests {
  private let record = VerifiedRecord.hostile

  @Test func aRowComesThroughBothWays() throws {
    let data = Data(record["json"].text.utf8)
    let thing = try JSONDecoder().decode(Thing.self, from: data)
    #expect(thing.kind == .code && thing.column == "c")
    #expect(thing.last == record["end"].text)
    let encoded = try JSONValue(json: JSONEncoder().encode(thing))
    #expect(try encoded == JSONValue(json: data))
  }

  @Test func defaultsAreEctos() throws {
    let thing = Thing(id: 1)
    let defaults = [thing.quotes, thing.code, thing.raw, thing.lines, thing.wave]
    #expect(defaults == record["defaults"].elements.prefix(5).map(\.text))
    #expect(defaults.allSatisfy { !$0.isEmpty })
    #expect(thing.list == record["list"].elements.map(\.text))
    // The row was inserted with the default.
    #expect(JSONValue.object(thing.map) == (try JSONValue(json: record["json"].text.utf8))["map"])
  }

  @Test func whatNoFieldHoldsIsRefused() throws {
    for (found, given) in [
      (#""id":1"#, #""id":9223372036854775808"#), (#""id":1"#, #""id":1.5"#),
      (#""column":"c""#, #""column":1"#), (#""kind":"code""#, #""kind":null"#),
    ] {
      let text = record["json"].text
      #expect(text.contains(found))
      let data = Data(text.replacingOccurrences(of: found, with: given).utf8)
      #expect(throws: DecodingError.self, "\(given)") {
        try JSONDecoder().decode(Thing.self, from: data)
      }
    }
  }
}
