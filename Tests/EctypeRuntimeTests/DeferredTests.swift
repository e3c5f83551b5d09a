import EctypeRuntime
import Foundation
import Testing

/// What the client cannot know is deferred, never an error (and never a guess).
@Suite struct DeferredTests {
  private func post() throws -> Blog.Post {
    try JSONDecoder().decode(Blog.Post.self, from: Data(SampleModelTests.json.utf8))
  }

  @Test func aRedactedFieldThatIsRequiredIsLeftToTheServer() throws {
    let update = Changeset(try post(), params: [:]).cast([.secret]).validateRequired([.secret])
    #expect(update.isValid && update.deferred == ["validate_required(:secret)"])
    let create = Changeset<Blog.Post>(nil, params: [:]).cast([.secret]).validateRequired([.secret])
    #expect(create.errors.map(\.field) == ["secret"] && create.deferred.isEmpty)
  }

  @Test func aChangeThatMayBeNoneIsValidatedButNotRefused() throws {
    let update = Changeset(try post(), params: ["secret": "x"]).cast([.secret])
      .validateRequired([.secret])
      .validateLength(.secret, min: 3)
    #expect(update.changes[.secret] == .string("x"))
    #expect(update.isValid && update.deferred.count == 1)
    let create = Changeset<Blog.Post>(nil, params: ["secret": "x"]).cast([.secret])
      .validateLength(.secret, min: 3)
    #expect(create.errors.count == 1 && create.deferred.isEmpty)
  }

  @Test func aHandWrittenTypeIsCastByTheServer() {
    FakeModel.$schema.withValue([.f: .init(type: .custom("MyApp.Money"))]) {
      let changeset = Changeset<FakeModel>(nil, params: ["f": "1 EUR"]).cast([.f])
        .validateRequired([.f])
        .validateInclusion(.f, ["x"])
      #expect(changeset.isValid && changeset.changes.isEmpty)
      #expect(changeset.deferred.first == "cast(:f)" && changeset.deferred.count == 3)
      // An empty value needs no cast.
      let empty = Changeset<FakeModel>(nil, params: ["f": " "]).cast([.f]).validateRequired([.f])
      #expect(!empty.isValid)
    }
  }

  @Test func aPatternBeyondTheSubsetIsDeferred() {
    let changeset = Changeset<FakeModel>(nil, params: ["f": "x"]).cast([.f])
      .validateFormat(.f, Pattern("(?<=a)b"))
    #expect(changeset.isValid && changeset.deferred == ["validate_format(:f, ~r/(?<=a)b/)"])
    let unchanged = Changeset<FakeModel>(nil, params: [:]).cast([.f])
      .validateFormat(.f, Pattern("(?<=a)b"))
    #expect(unchanged.deferred.isEmpty)
  }

  @Test func mergingKeepsBothSides() {
    let base = Changeset<FakeModel>(nil, params: ["f": "a", "g": "b"])
    let merged = base.cast([.f]).addError(.f, "one")
      .merge(base.cast([.g]).addError(.f, "one").addError(.g, "two").deferred("x"))
    #expect(merged.changes == [.f: "a", .g: "b"])
    #expect(merged.errors.map(\.message) == ["one", "two"])
    #expect(merged.deferred == ["x"])
  }

  @Test func aNewModelIsAppliedWhereItCan() {
    let changeset = Blog.Post.changeset(params: ["title": "Hello", "price": "1"])
    #expect(throws: DecodingError.self) { try changeset.applyChanges() }
  }
}
