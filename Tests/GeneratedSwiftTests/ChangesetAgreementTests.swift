import BlogModels
import EctypeRuntime
import Foundation
import RecordedTerms
import ShopModels
import Testing

/// Each case of fixtures/projects/*/changesets.json: the generated Swift gives the changes and the errors,
/// with message, metadata and order, that Ecto was seen to give.
@Suite struct ChangesetAgreementTests {
  @Test func recordIsThere() {
    #expect(VerifiedRecord.blog["changesets"].elements.count > 20)
    #expect(VerifiedRecord.shop["changesets"].elements.count > 20)
  }

  @Test(arguments: VerifiedRecord.shop["changesets"].elements)
  func everyValidatorAsEcto(_ recorded: JSONValue) throws {
    let params = try #require(recorded["params"].object)
    switch recorded["function"].text {
    case "changeset": check(Catalog.Product.changeset(params: params), recorded)
    case "stock_changeset": check(Catalog.Product.stockChangeset(params: params), recorded)
    case "counted_changeset": check(Catalog.Product.countedChangeset(params: params), recorded)
    default: Issue.record("a case of an unknown function: \(recorded)")
    }
  }

  @Test(arguments: VerifiedRecord.blog["changesets"].elements)
  func sameAsEcto(_ recorded: JSONValue) throws {
    let params = try #require(recorded["params"].object)
    switch recorded["schema"].text {
    case "Post":
      let post = try data(recorded, filling: Self.emptyPost, as: Blog.Post.self)
      check(Blog.Post.changeset(post, params: params), recorded)
    case "User":
      let user = try data(recorded, filling: Self.emptyUser, as: Accounts.User.self)
      check(Accounts.User.changeset(user, params: params), recorded)
    default: Issue.record("a case of an unknown schema: \(recorded)")
    }
  }

  // MARK: Data

  /// The model that the case starts from: the server's JSON of a fresh row, with the case's fields in it.
  private func data<Model: Decodable>(
    _ recorded: JSONValue, filling empty: String, as _: Model.Type
  ) throws -> Model? {
    guard let given = recorded["data"].object else { return nil }
    var fields = try #require(try JSONValue(json: Data(empty.utf8)).object)
    for (key, value) in given { fields[key] = value }
    let json = JSONValue.object(fields)
    return try JSONDecoder().decode(Model.self, from: JSONEncoder().encode(json))
  }

  private static let emptyPost = """
    {"id": 1, "title": "", "status": "draft", "price": "0.00", "view_count": 0, "featured": false,
     "slug": "", "author_id": 0, "inserted_at": "2026-01-02T03:04:05",
     "updated_at": "2026-01-02T03:04:05"}
    """
  private static let emptyUser = """
    {"id": 1, "name": "", "email": "", "role": "reader", "inserted_at": "2026-01-02T03:04:05",
     "updated_at": "2026-01-02T03:04:05"}
    """
}

/// The changeset has the changes and the errors that Ecto was seen to give.
func check<Model: EctypeModel>(_ changeset: Changeset<Model>, _ recorded: JSONValue) {
  #expect(changeset.isValid == (recorded["valid"] == true))
  let changes = changeset.changes.map { (key: $0.key.rawValue, value: $0.value.tagged) }
  #expect(
    JSONValue.object(JSONObject(changes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
      == recorded["changes"])
  let errors = changeset.errors.map { error -> JSONValue in
    [.string(error.field), .string(error.message), error.metadata.tagged]
  }
  #expect(JSONValue.array(errors) == recorded["errors"])
}
