import EctypeDriver
import Foundation
import Testing

@Suite struct SourceReadingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The project paths of what is compiled, or the troubles.
  private func read(_ paths: String..., from working: String = "") -> [String] {
    var request = BuildRequest(
      workingFolder: working.isEmpty ? folder.path : folder.absolute(working))
    request.paths = paths
    do throws(BuildFailure) {
      return try Build(request).compilation.projectPaths.values.sorted()
    } catch {
      switch error {
      case .files(let troubles): return troubles.map { "! \($0.path): \($0.message)" }
      case .usage(let message, _): return ["? \(message)"]
      case .configuration(let diagnostics, _): return diagnostics.map { "# \($0.message)" }
      }
    }
  }

  @Test func foldersAreReadInOrder() throws {
    for path in ["m/b.ectype", "m/a/z.ectype", "m/a.ectype", "m/a/.x/h.ectype", "m/.h.ectype"] {
      try folder.write(path, "")
    }
    try folder.write("m/readme.md", "")
    #expect(read("m") == ["m/a.ectype", "m/a/z.ectype", "m/b.ectype"])
    #expect(read(".") == read("m"))
    #expect(read("m/b.ectype", "./m/", "m/b.ectype") == read("m"))
  }

  @Test func pathsOutsideAreCalledByTheirNames() throws {
    try folder.write("other/a.ectype", "")
    try folder.write("other/m/b.ectype", "")
    try folder.makeFolder("here")
    #expect(
      read("../other/a.ectype", folder.absolute("other/m"), from: "here") == [
        "a.ectype", "m/b.ectype",
      ])
  }

  @Test func whatCannotBeRead() throws {
    #expect(read("nope") == ["! nope: there is no such file or folder"])
    try folder.write("a.txt", "")
    #expect(read("a.txt") == ["! a.txt: is not an .ectype file"])
    try folder.makeFolder("empty")
    #expect(read("empty") == ["! empty: there is no .ectype file in it"])
    try folder.link("gone.ectype", to: "nowhere")
    #expect(read("gone.ectype") == ["! gone.ectype: is a symbolic link to nothing"])
    try folder.makeFolder("f.ectype")
    try folder.write("f.ectype/a.ectype", "")
    #expect(read("f.ectype") == ["f.ectype/a.ectype"])
  }

  @Test func linksThatLoop() throws {
    try folder.write("m/a.ectype", "")
    try folder.makeFolder("m/deep")
    try folder.link("m/deep/up", to: "..")
    #expect(read("m") == ["! m/deep/up: is a symbolic link to a folder that it lies in"])
    try folder.link("self.ectype", to: "self.ectype")
    #expect(read("self.ectype").count == 1)
    #expect(read("self.ectype")[0].hasPrefix("! "))
  }

  @Test func linksThatDoNotLoop() throws {
    try folder.write("real/a.ectype", "")
    try folder.makeFolder("m")
    try folder.link("m/linked", to: "../real")
    #expect(read("m") == ["m/linked/a.ectype"])
    // One file under two names counts once.
    #expect(read("m", "real") == ["m/linked/a.ectype"])
  }

  @Test func namesThatAreNotUTF8() throws {
    try folder.makeFolder("m")
    let descriptor = open(folder.absolute("m") + "/x", O_CREAT | O_WRONLY, 0o644)
    close(descriptor)
    let bad = Array((folder.absolute("m") + "/").utf8) + [0xFF] + Array(".ectype".utf8) + [0]
    let renamed = bad.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        rename(folder.absolute("m") + "/x", $0.baseAddress!)
      }
    }
    // Some file systems allow no such name.
    if renamed == 0 {
      #expect(read("m") == ["! m/\u{FFFD}.ectype: has a name that is not UTF-8"])
    }
  }

  @Test func unreadableFolders() throws {
    guard geteuid() != 0 else { return }
    try folder.makeFolder("m")
    chmod(folder.absolute("m"), 0)
    defer { chmod(folder.absolute("m"), 0o755) }
    #expect(read("m") == ["! m: permission denied"])
  }

  @Test func projectsAreFoundUpwards() throws {
    try folder.write("p/ectype.json", "{sources: ['models', 'x.ectype']}")
    try folder.write("p/models/a.ectype", "")
    try folder.write("p/models/b.ectype", "")
    try folder.write("p/x.ectype", "")
    let all = ["models/a.ectype", "models/b.ectype", "x.ectype"]
    #expect(read(from: "p") == all)
    #expect(read(from: "p/models") == all)
    #expect(read("a.ectype", from: "p/models") == all)
    #expect(read("..", from: "p/models") == all)
    #expect(
      read("c.ectype", from: "p/models")
        == ["! models/c.ectype: there is no .ectype file of that name"])
    try folder.write("p/y.ectype", "")
    #expect(
      read("y.ectype", from: "p")
        == ["? `y.ectype` is not among the sources of the project in `\(folder.absolute("p"))`"])
    #expect(read(from: "").first?.hasPrefix("? there is no ectype.json") == true)
  }

  @Test func brokenConfigurations() throws {
    try folder.write("ectype.json", "{swift: 1}")
    #expect(read() == ["# `swift` is an object, or `false`"])
    try folder.remove("ectype.json")
    try folder.makeFolder("ectype.json")
    #expect(read() == ["! \(folder.absolute("ectype.json")): is a folder"])
  }
}
