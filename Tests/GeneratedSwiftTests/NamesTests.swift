import EctypeRuntime
import Foundation
import NamesModels
import RecordedTerms
import Testing

/// Models whose names mean something in Swift, its libraries or the run-time: they compile, and they do what others do.
@Suite struct NamesTests {
  @Test(arguments: VerifiedRecord.names["changesets"].elements)
  func sameAsEcto(_ recorded: JSONValue) throws {
    let params = try #require(recorded["params"].object)
    switch (recorded["schema"].text, recorded["function"].text) {
    case ("Words.Word", _): check(Words.Word.changeset(params: params), recorded)
    case ("Standard.Field", "ok?"): check(Standard.Field.ok(params: params), recorded)
    case ("Standard.Field", "ok!"): check(Standard.Field.okBang(params: params), recorded)
    case ("Standard.Field", _): check(Standard.Field.changeset(params: params), recorded)
    case ("Standard.Params", _): check(Standard.Params.changeset(params: params), recorded)
    case ("Standard.Patch", _): check(Standard.Patch.changeset(params: params), recorded)
    case ("Standard.String", _): check(Standard.String.changeset(params: params), recorded)
    case ("Standard.Task", _): check(Standard.Task.changeset(params: params), recorded)
    case ("Standard.Date", _): check(Standard.Date.changeset(params: params), recorded)
    case ("Blog.Post", _): check(Blog.Post.changeset(params: params), recorded)
    default: Issue.record("a case of an unknown schema: \(recorded)")
    }
  }

  @Test func serverJSON() throws {
    let names = VerifiedRecord.names
    let string = try roundTrip("string", of: names, as: Standard.String.self)
    #expect(string.dates.value?.first?.tasks.value?.first?.result == .unknownValueValue)
    let task = try roundTrip("task", of: names, as: Standard.Task.self)
    #expect(task.error?.code == 7 && task.identifiers.map(\.rawValue) == ["x"])
    #expect(task.date.value??.string.value??.text == "a string")
    let field = try roundTrip("field", of: names, as: Standard.Field.self)
    #expect(field.type == .some && field.other == nil && field.changeset == .patch)
    #expect(field.codable.value??.hash == "h")
    let patch = try roundTrip("patch", of: names, as: Standard.Patch.self)
    #expect(patch.keep && patch.swift.value??.version == "6.3")
    #expect(try roundTrip("params", of: names, as: Standard.Params.self).params == "p")
    let word = try roundTrip("word", of: names, as: Words.Word.self)
    #expect(word.kind == .`self` && word.kinds == [.none, .some, .rawValueValue, .unknownValue])
    #expect(word.`init` == "i" && word.class == 2 && word.none == "n" && word.allCases == ["a"])
  }

  @Test func typesThatHideOthers() throws {
    let names = VerifiedRecord.names
    let blog = try roundTrip("shop blog", of: names, as: Shop.Blog.self)
    #expect(blog.posts.value?.first?.blog.value??.name == "b")
    let owner = try roundTrip("shop owner", of: names, as: Shop.Owner.self)
    let post: RootBlog.Post? = owner.favourite.value ?? nil
    #expect(post?.title == "t" && post?.id == owner.favouriteID)
    let user = try roundTrip("user", of: names, as: Accounts.User.self)
    #expect(user.id == "a@b" && user.admin.value??.level == 3)
    #expect(try roundTrip("admin", of: names, as: Admin.User.self).accountEmail == user.id)
  }

  @Test func payloadsOfMarkedFunctions() throws {
    let check = try JSONValue(encoding: Standard.Field.OkCreate(field: "f"))
    #expect(check == ["field": "f"])
    #expect(try JSONValue(encoding: Standard.Field.OkBangCreate(field: "g")) == ["field": "g"])
    let update = Words.Word.Update(none: .clear, kinds: .set([.`init`, .none]))
    #expect(try JSONValue(encoding: update) == ["none": nil, "kinds": ["init", "none"]])
  }
}
