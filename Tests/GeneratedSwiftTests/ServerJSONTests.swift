import BlogModels
import EctypeRuntime
import Foundation
import RecordedTerms
import Testing

/// The JSON that the generated Elixir wrote for rows in PostgreSQL, in the generated Swift.
@Suite struct ServerJSONTests {
  @Test func postWithEverythingLoaded() throws {
    let post = try roundTrip("post", as: Blog.Post.self)
    #expect(post.title == "Hello 👋🏽 \"world\"")
    #expect(post.body == "A first post\nof two lines")
    #expect(post.status == .published)
    #expect(post.price.text == "12.30")
    #expect(post.publishedAt?.text == "2026-01-02T03:04:05Z")
    #expect(post.insertedAt.text == "2026-01-02T03:04:05")
    #expect(post.author.value?.id == post.authorID)
    #expect(post.author.value?.posts == .notLoaded)
    #expect(post.author.value?.address?.city == "Berlin")
    #expect(post.comments.value?.map(\.rating) == [4.5])
    #expect(post.tags.value?.map(\.name) == ["elixir"])
  }

  @Test func postWithNothingLoaded() throws {
    let post = try roundTrip("bare post", as: Blog.Post.self)
    #expect(!post.author.isLoaded && !post.comments.isLoaded && !post.tags.isLoaded)
    #expect(post.body == nil && post.publishedAt == nil)
    #expect(post.status == .draft)
  }

  @Test func lists() throws {
    let posts = try roundTrip("posts", as: [Blog.Post].self)
    #expect(posts.map(\.id.rawValue) == [3, 2, 1])
    #expect(posts.first?.status == .archived)
  }

  @Test func user() throws {
    let user = try roundTrip("user", as: Accounts.User.self)
    #expect(user.role == .editor)
    #expect(user.bornOn?.text == "1815-12-10")
    #expect(user.avatarURL == "https://example.org/ada.png")
    let text = String(decoding: try VerifiedRecord.json("user"), as: UTF8.self)
    #expect(!text.contains("secret") && !text.contains("password"))
    #expect(try roundTrip("user with posts", as: Accounts.User.self).posts.value?.count == 3)
  }

  @Test func commentAndTag() throws {
    #expect(try roundTrip("comment", as: Blog.Comment.self).body == "Nice")
    #expect(try roundTrip("tag", as: Blog.Tag.self).posts.value?.count == 1)
  }

  @Test func unknownEnumerationValueSurvives() throws {
    let data = try VerifiedRecord.json("user")
    let text = String(decoding: data, as: UTF8.self)
      .replacingOccurrences(of: "\"role\":\"editor\"", with: "\"role\":\"owner\"")
    let user = try JSONDecoder().decode(Accounts.User.self, from: Data(text.utf8))
    #expect(user.role == .unknown("owner"))
    #expect(try JSONValue(json: JSONEncoder().encode(user))["role"].text == "owner")
  }
}

/// Decodes what the server wrote, encodes it again, and finds the same: every key with its value's text.
func roundTrip<Model: Codable & Equatable>(
  _ name: String, of project: JSONValue = VerifiedRecord.blog, as type: Model.Type,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Model {
  let data = try VerifiedRecord.json(name, of: project)
  let model = try JSONDecoder().decode(Model.self, from: data)
  let encoded = try JSONEncoder().encode(model)
  let again = try JSONDecoder().decode(Model.self, from: encoded)
  #expect(again == model, sourceLocation: sourceLocation)
  #expect(
    try JSONValue(json: encoded) == JSONValue(json: data), sourceLocation: sourceLocation)
  return model
}
