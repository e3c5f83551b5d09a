import EctypeRuntime
import Foundation
import RecordedTerms
import Testing
import ValuesModels

/// Maps by key and types written by hand: fixtures/projects/values as it ran on Ecto, in Swift.
@Suite struct ValuesTests {
  @Test func defaultsOfTheServer() throws {
    let good = try roundTrip("plain", of: VerifiedRecord.values, as: Stock.Good.self)
    // What the server gives a new row is what the initialiser gives one here.
    #expect(good == Stock.Good(id: good.id, name: "Plain", price: Money(cents: 5)))
    #expect(good.bySize == [.small: 1, .extraLarge: 3])
    #expect(good.byGrade[.second]?.text == "2")
    #expect(good.byID.keys.map(\.description) == ["5c0b1c1e-7d3f-4a52-9d0e-0d2f6f3f9a11"])
    #expect(good.soldAt?.text == "2026-01-31T08:30:00.000001Z")
    #expect(
      Stock.Origin(id: "5c0b1c1e-7d3f-4a52-9d0e-0d2f6f3f9a13", country: "").duties == [.first: 19])
  }

  @Test func everyValue() throws {
    let good = try roundTrip("full", of: VerifiedRecord.values, as: Stock.Good.self)
    let ada = LowercaseUUID("0b7a4f34-3c5e-4f0e-9a55-7f1d2b6c8d01")
    #expect(good.bySize == [.small: 4, .unknown("huge"): 9])
    #expect(good.byGrade[.second]?.text == "12.30")
    #expect(good.byID.isEmpty)
    #expect(good.names == [ada: "Ada"])
    #expect(good.days == [.extraLarge: "2024-02-29", .small: "2026-01-01"])
    #expect(good.moments["\u{E9}"]?.text == "2026-01-02T03:04:05Z")
    #expect(good.sizes == [.large: .extraLarge])
    #expect(good.shelves == [.small: [ada: true]])
    #expect(good.parts.first?.bySize?[.large]?.text == "0.50")
  }

  @Test func typesWrittenByHand() throws {
    let good = try roundTrip("full", of: VerifiedRecord.values, as: Stock.Good.self)
    #expect(good.price == Money(cents: 1230))
    #expect(good.earlier == [Money(cents: 1), Money(cents: -2)])
    #expect(good.byCountry == ["de": Money(cents: 7)])
    #expect(good.code == ArticleCode("G-17"))
    #expect(good.origin?.value == Money(cents: 3))
    #expect(good.origin?.duties == [.first: 19])
  }

  @Test(arguments: VerifiedRecord.values["changesets"].elements)
  func changesetsAsEcto(_ recorded: JSONValue) throws {
    let params = try #require(recorded["params"].object)
    check(Stock.Good.changeset(params: params), recorded)
  }

  /// The payload of a new row encodes to what Ecto casts to the same.
  @Test func payload() throws {
    let payload = Stock.Good.Create(
      name: "Lamp", bySize: [.small: 5, .large: 2], days: [.large: "2026-01-31"])
    let json = try JSONValue(json: JSONEncoder().encode(payload))
    #expect(
      json == [
        "name": "Lamp", "by_size": ["small": 5, "large": 2], "days": ["large": "2026-01-31"],
      ])
    let changeset = Stock.Good.changeset(params: try #require(json.object))
    #expect(Set(changeset.changes.keys) == [.bySize, .name])
  }

  /// What a type that is written by hand makes of a param only the server knows.
  @Test func serverJudgesTypesWrittenByHand() {
    let changeset = Stock.Good.priceChangeset(params: ["price": "x", "code": "G-9"])
    #expect(changeset.isValid)
    #expect(changeset.deferred.contains { $0.contains("price") })
    #expect(!Stock.Good.priceChangeset(params: [:]).isValid)
  }
}
