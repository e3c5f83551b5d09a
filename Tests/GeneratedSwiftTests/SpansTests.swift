import EctypeRuntime
import Foundation
import RecordedTerms
import SpansModels
import Testing

/// Durations as Elixir 1.17 and PostgreSQL have them, in Swift.
@Suite struct SpansTests {
  @Test func defaults() throws {
    let fresh = try roundTrip("fresh", of: VerifiedRecord.spans, as: Break.self)
    #expect(fresh == Break(id: fresh.id))
    #expect(fresh.rest == "P1DT12H" && fresh.each == ["PT15M", "PT-1.5S"])
  }

  /// PostgreSQL keeps months, days and microseconds.
  @Test func loaded() throws {
    let loaded = try roundTrip("loaded", of: VerifiedRecord.spans, as: Break.self)
    #expect(loaded.rest.days == 1 && loaded.rest.hours == 0 && loaded.rest.seconds == 43_200)
    #expect(loaded.each[1].seconds == -1 && loaded.each[1].microseconds == -500_000)
    let nested = try roundTrip("nested", of: VerifiedRecord.spans, as: Break.self)
    #expect(nested.nested == [["P14M25DT18367.5S"]])
    #expect(nested.most == "P14M25DT18367.5S" && nested.rest.months == 14)
  }

  /// Every text that Elixir writes is read, with the units that it was made of.
  @Test(arguments: VerifiedRecord.spans["stored"].elements)
  func texts(_ recorded: JSONValue) throws {
    let source = try #require(ISODuration(recorded[0].text))
    #expect(ISODuration(recorded[1].text) == source)
    #expect(ISODuration(recorded[2].text) != nil)
  }
}
