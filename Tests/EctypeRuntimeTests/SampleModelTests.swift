import EctypeRuntime
import Foundation
import RecordedTerms
import Testing

@Suite struct SampleModelTests {
  static let json = """
    {"id":1,"title":"Hello","body":null,"status":"published","price":"12.30","rating":null,
     "labels":["a"],"meta":{"a":1},"published_on":"2026-01-02","opens_at":null,
     "inserted_at":"2026-01-02T03:04:05","updated_at":"2026-01-02T03:04:05.120000Z",
     "parent":null}
    """

  func post() throws -> Blog.Post {
    try JSONDecoder().decode(Blog.Post.self, from: Data(Self.json.utf8))
  }

  @Test func aModelSurvivesTheRoundTrip() throws {
    let post = try post()
    #expect(post.parent == .loaded(nil))
    #expect(post.tags == .notLoaded)
    #expect(post.price.text == "12.30")
    let encoded = try JSONEncoder().encode(post)
    #expect(try JSONDecoder().decode(Blog.Post.self, from: encoded) == post)
    let object = try JSONObject(json: encoded)
    #expect(object["parent"] == .null)
    #expect(object["rating"] == .null && object["opens_at"] == .null)
    #expect(object["tags"] == nil)
    #expect(object["updated_at"] == "2026-01-02T03:04:05.120000Z")
  }

  @Test func aPayloadIsWhatCastTakes() throws {
    let update = Blog.Post.Update(title: .set("New"), body: .clear)
    let params = try JSONObject(encoding: update)
    #expect(params == ["title": "New", "body": nil])
    let create = try JSONObject(encoding: Blog.Post.Create(title: "New", price: "1.50"))
    #expect(create == ["title": "New", "price": "1.50"])
  }

  @Test func aChangesetRunsEverySharedStep() throws {
    let changeset = Blog.Post.changeset(
      try post(), params: ["title": "Hi", "price": "1000", "secret": "x", "status": "old"])
    #expect(changeset.errors(on: .title).map(\.text) == ["should be at least 3 character(s)"])
    #expect(changeset.errors(on: .price).map(\.text) == ["must be less than or equal to 999.99"])
    #expect(changeset.errors(on: .status).map(\.text) == ["not yet"])
    #expect(changeset.changes[.status] == .atom("archived"))
    #expect(changeset.errors(on: "secret_confirmation").map(\.text) == ["can't be blank"])
    #expect(changeset.deferred == ["unique_constraint(:title)"])
  }

  @Test func changesApply() throws {
    let changeset = Changeset(try post(), params: ["title": "New", "labels": ["b", " "]])
      .cast([.title, .labels])
    let changed = try changeset.applyChanges()
    #expect(changed.title == "New")
    #expect(changed.labels == ["b"])
    #expect(changed.insertedAt == (try post()).insertedAt)
  }
}
