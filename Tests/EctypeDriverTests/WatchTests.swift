import EctypeDiagnostics
import EctypeDriver
import EctypeWatch
import Foundation
import Testing

/// Watched projects on a real disk: the system has queued its events by the time a change is made, so nothing
/// here waits for a clock.
@Suite struct WatchTests {
  private let folder: TemporaryFolder
  private let project: WatchedProject
  private let events: any FolderEvents

  private static let article =
    "module App\n@schema(\"articles\")\nstruct Article {\n  var title: String\n}\n"
  private static let note =
    "module App\n@schema(\"notes\")\nstruct Note {\n  @belongsTo var article: Article\n}\n"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("ectype.json", "{ sources: ['models'], elixir: { lib: 'lib' } }")
    try folder.write("models/article.ectype", Self.article)
    events = try makeFolderEvents()
    project = WatchedProject(Self.request(folder), events)
  }

  private static func request(_ folder: TemporaryFolder) -> BuildRequest {
    var request = BuildRequest(workingFolder: folder.path)
    request.targets = [.elixir]
    return request
  }

  /// What the watcher makes of all that has happened: what changed, what was written (`+`) and removed (`-`), and
  /// what is wrong (`!`).
  private func update() throws -> [String] {
    var changes = FolderChanges()
    while !wait(for: [events.descriptor], milliseconds: 0).isEmpty {
      changes.add(try events.take())
    }
    return try project.update(changes).map(describe) ?? []
  }

  private func start() throws -> [String] { describe(try project.start()) }

  private func describe(_ rebuild: WatchedProject.Rebuild) -> [String] {
    var troubles = rebuild.diagnostics.map { "! \($0.code)" }
    switch rebuild.failure {
    case .files(let found)?: troubles += found.map { "! \($0.path)" }
    case .configuration(let found, _)?: troubles += found.map { "! \($0.code)" }
    case .usage?: troubles.append("! usage")
    case nil: break
    }
    return rebuild.changed + rebuild.writtenPaths.map { "+ \($0)" }
      + rebuild.removedPaths.map { "- \($0)" } + troubles
  }

  @Test func filesThatAreWritten() throws {
    #expect(try start() == ["+ lib/app/article.ex"])
    #expect(try update() == [])
    try folder.write("models/article.ectype", Self.article.replacing("title", with: "name"))
    #expect(try update() == ["models/article.ectype", "+ lib/app/article.ex"])
    #expect(folder.read("lib/app/article.ex")?.contains("field :name, :string") == true)
    // What is saved again as it was is no change.
    try folder.write("models/article.ectype", Self.article.replacing("title", with: "name"))
    #expect(try update() == [])
  }

  /// A folder beside the sources is no reason to read them: one may just be written.
  @Test func filesThatAreBeingWritten() throws {
    #expect(try start() == ["+ lib/app/article.ex"])
    let file = try #require(FileHandle(forWritingAtPath: folder.absolute("models/article.ectype")))
    try file.truncate(atOffset: 0)
    try folder.makeFolder("other")
    #expect(try update() == [])
    try file.write(contentsOf: Data(Self.article.replacing("title", with: "name").utf8))
    try folder.makeFolder("others")
    #expect(try update() == [])
    try file.close()
    #expect(try update() == ["models/article.ectype", "+ lib/app/article.ex"])
  }

  @Test func filesThatAreReplacedMadeAndRemoved() throws {
    _ = try start()
    try folder.write("models/.article.ectype.swp", Self.article.replacing("title", with: "text"))
    #expect(try update() == [])
    try folder.move("models/.article.ectype.swp", to: "models/article.ectype")
    #expect(try update() == ["models/article.ectype", "+ lib/app/article.ex"])
    try folder.write("models/note.ectype", Self.note)
    #expect(try update() == ["models/note.ectype", "+ lib/app/note.ex"])
    try folder.move("models/note.ectype", to: "models/notes.ectype")
    #expect(
      try update() == ["models/note.ectype", "models/notes.ectype", "+ lib/app/note.ex"])
    try folder.remove("models/notes.ectype")
    #expect(try update() == ["models/notes.ectype", "- lib/app/note.ex"])
  }

  @Test func foldersThatComeAndGo() throws {
    _ = try start()
    let watched = project.folderCount
    try folder.write("models/a/b/note.ectype", Self.note)
    #expect(try update() == ["models/a/b/note.ectype", "+ lib/app/note.ex"])
    // The new folders are watched as well.
    try folder.write("models/a/b/note.ectype", Self.note.replacing("notes", with: "remarks"))
    #expect(try update() == ["models/a/b/note.ectype", "+ lib/app/note.ex"])
    try folder.move("models/a", to: "models/z")
    #expect(
      try update() == [
        "models/a/b/note.ectype", "models/z/b/note.ectype", "+ lib/app/note.ex",
      ])
    try folder.write("models/z/b/note.ectype", Self.note)
    #expect(try update() == ["models/z/b/note.ectype", "+ lib/app/note.ex"])
    try folder.remove("models/z")
    #expect(try update() == ["models/z/b/note.ectype", "- lib/app/note.ex"])
    #expect(project.folderCount == watched)
  }

  @Test func sourcesThatGoAndComeBack() throws {
    _ = try start()
    try folder.move("models", to: "elsewhere")
    #expect(try update() == ["models/article.ectype", "! models"])
    #expect(folder.read("lib/app/article.ex") != nil)
    try folder.move("elsewhere", to: "models")
    #expect(try update() == ["models/article.ectype"])
    try folder.write("models/article.ectype", Self.article.replacing("title", with: "name"))
    #expect(try update() == ["models/article.ectype", "+ lib/app/article.ex"])
  }

  @Test func mistakesKeepTheLastOutput() throws {
    _ = try start()
    let good = folder.read("lib/app/article.ex")
    try folder.write("models/article.ectype", Self.article.replacing("String", with: "Strin"))
    #expect(try update() == ["models/article.ectype", "! unknownType"])
    #expect(folder.read("lib/app/article.ex") == good)
    try folder.write("models/article.ectype", Self.article)
    #expect(try update() == ["models/article.ectype"])
  }

  /// All modules in one file: it is written where what stands in it is different.
  @Test func oneFile() throws {
    let settings = "{ sources: ['models'], elixir: { lib: 'lib', singleFile: 'app.ex' } }"
    try folder.write("ectype.json", settings)
    #expect(try start() == ["+ lib/app.ex"])
    let alone = folder.read("lib/app.ex")
    let draft = "  func note() -> Note { return Note(articleId: self.id) }\n}\n"
    try folder.write(
      "models/article.ectype", Self.article.replacing("}\n", with: draft))
    try folder.write("models/note.ectype", Self.note)
    #expect(
      try update() == ["models/article.ectype", "models/note.ectype", "+ lib/app.ex"])
    let both = try #require(folder.read("lib/app.ex"))
    let places = ["defmodule App.Note do", "defmodule App.Article do"].map {
      both.range(of: $0)?.lowerBound
    }
    #expect(places[0] != nil && places[1] != nil && places[0]! < places[1]!)
    #expect(both.hasPrefix("# Generated by Ectype from models/article.ectype and another. Do"))
    // What is not in the outputs changes nothing.
    try folder.write("models/note.ectype", "// A comment.\n" + Self.note)
    #expect(try update() == ["models/note.ectype"])
    let back = "  static func article() -> Article { return Article(title: \"x\") }\n}\n"
    try folder.write("models/note.ectype", Self.note.replacing("}\n", with: back))
    #expect(try update() == ["models/note.ectype", "! moduleCycle"])
    #expect(folder.read("lib/app.ex") == both)
    try folder.write("models/note.ectype", Self.note)
    #expect(try update() == ["models/note.ectype"])
    try folder.remove("models/note.ectype")
    try folder.write("models/article.ectype", Self.article)
    #expect(
      try update() == ["models/article.ectype", "models/note.ectype", "+ lib/app.ex"])
    #expect(folder.read("lib/app.ex") == alone)
    try folder.write("ectype.json", "{ sources: ['models'], elixir: { lib: 'lib' } }")
    #expect(try update() == ["ectype.json", "+ lib/app/article.ex", "- lib/app.ex"])
  }

  @Test func configurationsThatChange() throws {
    _ = try start()
    try folder.write("ectype.json", "{ sources: ['models'], elixir: { lib: 'other' } }")
    #expect(
      try update() == ["ectype.json", "+ other/app/article.ex", "- lib/app/article.ex"])
    try folder.write("ectype.json", "{ sources: [")
    #expect(try update().first == "ectype.json")
    try folder.write("models/article.ectype", Self.article.replacing("title", with: "name"))
    #expect(try update() == [])
    try folder.write("ectype.json", "{ sources: ['models'], elixir: { lib: 'other' } }")
    #expect(try update() == ["ectype.json", "+ other/app/article.ex"])
  }

  @Test func projectsThatBeginEmpty() throws {
    let empty = try TemporaryFolder()
    let events = try makeFolderEvents()
    let project = WatchedProject(Self.request(empty), events)
    #expect(describe(try project.start()) == ["! usage"])
    try empty.write("ectype.json", "{ sources: ['models'], elixir: { lib: 'lib' } }")
    #expect(describe(try #require(try project.update(events.take()))).last == "! models")
    try empty.write("models/article.ectype", Self.article)
    #expect(
      describe(try #require(try project.update(events.take())))
        == ["models/article.ectype", "+ lib/app/article.ex"])
  }

  @Test func manyFilesAtOnce() throws {
    _ = try start()
    for number in 0..<300 {
      let text = Self.article.replacing("Article", with: "Article\(number)")
      try folder.write("models/\(number % 7)/\(number).ectype", text)
    }
    let result = try update()
    #expect(result.count { $0.hasPrefix("+ lib/") } == 300)
    try folder.remove("models")
    try folder.write("models/article.ectype", Self.article)
    #expect(try update().filter { $0.hasPrefix("- lib/") }.count == 300)
    #expect(folder.files().filter { $0.hasPrefix("lib/") } == ["lib/app/article.ex"])
  }

  @Test func linksAreFollowed() throws {
    try folder.write("shared/note.ectype", Self.note)
    try folder.link("models/note.ectype", to: folder.absolute("shared/note.ectype"))
    #expect(try start() == ["+ lib/app/article.ex", "+ lib/app/note.ex"])
    try folder.write("shared/note.ectype", Self.note.replacing("notes", with: "remarks"))
    #expect(try update() == ["models/note.ectype", "+ lib/app/note.ex"])
  }
}
