import EctypeRuntime
import Foundation
import RecordedTerms
import ShopModels
import Testing

/// Every type's JSON, from PostgreSQL through Ecto and Jason into Swift and back.
@Suite struct ShopJSONTests {
  @Test func everyType() throws {
    let lamp = try roundTrip("bare product", of: VerifiedRecord.shop, as: Catalog.Product.self)
    #expect(lamp.id.description == "0b7a4f34-3c5e-4f0e-9a55-7f1d2b6c8d01")
    #expect(lamp.unit == .kilogram)
    #expect(lamp.colors == [.red, .blue])
    #expect(lamp.labels == ["new", "\"quoted\""])
    #expect(lamp.price.text == "19.90")
    #expect(lamp.weight == 1.25)
    #expect(lamp.launchedOn?.text == "2026-01-31")
    #expect(lamp.opensAt?.text == "08:30:00")
    #expect(lamp.closesAt?.text == "18:30:00.250000")
    #expect(lamp.checkedAt?.text == "2026-01-02T03:04:05.000001")
    #expect(lamp.soldAt?.text == "2026-01-02T03:04:05.120000Z")
    #expect(lamp.token?.description == "6f9619ff-8b86-d011-b42d-00c04fc964ff")
    #expect(lamp.prices == ["at": 6, "de": 5])
    #expect(lamp.dimensions.map(\.millimetres) == [400])
    #expect(lamp.updatedAt.text == "2026-01-02T03:04:05.000120Z")
    #expect(!lamp.detail.isLoaded)
  }

  @Test func loadedRelations() throws {
    let lamp = try roundTrip("product", of: VerifiedRecord.shop, as: Catalog.Product.self)
    #expect(lamp.detail.value??.text == "A lamp")
    #expect(lamp.items.value?.first?.quantity == 3)
    #expect(lamp.items.value?.first?.order.value?.number == "A-1")
    let order = try roundTrip("order", of: VerifiedRecord.shop, as: Orders.Order.self)
    #expect(order.parent.value??.number == "A-1")
    #expect(order.items.value?.count == 1)
    #expect(order.placedAt.text == "2026-01-02T03:04:05Z")
  }
}
