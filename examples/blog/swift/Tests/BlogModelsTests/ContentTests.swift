import BlogModels
import EctypeRuntime
import Foundation
import Testing

@Suite struct ContentTests {
  /// What the server sends for an article that is loaded with its comments.
  static let json = """
    {"id": 7, "title": "Hello", "body": null, "status": "published", "author_id": 3,
     "comments": [{"id": 1, "body": "Nice", "stars": 5, "article_id": 7,
                   "inserted_at": "2026-01-02T03:04:06Z"}],
     "inserted_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:05Z"}
    """

  @Test func whatTheServerSends() throws {
    let article = try JSONDecoder().decode(Content.Article.self, from: Data(Self.json.utf8))
    #expect(article.status == .published)
    #expect(article.comments.value?.first?.stars == 5)
    #expect(!article.author.isLoaded)
    #expect(article.comments.value?.first?.articleID == article.id)
    let again = try JSONDecoder().decode(
      Content.Article.self, from: JSONEncoder().encode(article))
    #expect(again == article)
  }

  @Test func whatIsWrongBeforeItIsSent() throws {
    let changeset = Content.Article.changeset(params: ["title": "Hi", "author_id": 3])
    #expect(!changeset.isValid)
    let error = try #require(changeset.errors.first)
    #expect(error.field == "title")
    #expect(error.message == "should be at least %{count} character(s)")
    #expect(Content.Article.changeset(params: ["title": "Hello", "author_id": 3]).isValid)
    #expect(!Content.Comment.changeset(params: ["body": "!", "stars": 6, "article_id": 7]).isValid)
  }

  @Test func whatIsSent() throws {
    let new = Content.Article.Create(title: "Hello", authorID: 3)
    let sent = try JSONValue(json: JSONEncoder().encode(new))
    #expect(sent == ["title": "Hello", "author_id": 3])
    let change = Content.Article.Update(title: .set("Bye"), body: .clear)
    #expect(try JSONValue(json: JSONEncoder().encode(change)) == ["title": "Bye", "body": nil])
  }
}
