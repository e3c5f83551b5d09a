import EctypeDriver
import Foundation
import Testing

@Suite struct FormattingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func formatting(_ paths: String...) throws -> Formatting {
    var request = BuildRequest(workingFolder: folder.path)
    request.paths = paths
    return try Formatting(request)
  }

  @Test func writesWhatChangesAndLeavesMistakesAlone() throws {
    try folder.write("models/a.ectype", "@:schema('a')\nclass A { public var b: Null<Int>; }\n")
    try folder.write("models/b.ectype", "class B {}\n")
    try folder.write("models/c.ectype", "struct {\n")
    try folder.link("models/d.ectype", to: "a.ectype")
    let formatting = try formatting("models")
    #expect(formatting.changes.map(\.path) == ["models/a.ectype"])
    #expect(!formatting.diagnostics.isEmpty)
    #expect(folder.read("models/a.ectype")?.hasPrefix("@:schema") == true)
    try formatting.write()
    #expect(folder.read("models/a.ectype") == "@schema(\"a\")\nclass A { var b: Int? }\n")
    #expect(folder.read("models/c.ectype") == "struct {\n")
    #expect(folder.files().filter { $0.contains(".ectype-") } == [])
    #expect(try self.formatting("models").changes.isEmpty)
  }

  @Test func keepsALink() throws {
    try folder.write("real/a.ectype", "class A {};\n")
    try folder.link("a.ectype", to: "real/a.ectype")
    try formatting("a.ectype").write()
    #expect(folder.read("real/a.ectype") == "class A {}\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.absolute("a.ectype"))
    #expect(attributes[.type] as? FileAttributeType == .typeSymbolicLink)
  }

  @Test func whatIsNotThereIsTrouble() throws {
    #expect(throws: BuildFailure.self) { try formatting("none.ectype") }
  }
}
