import EctypeDriver
import Foundation
import Testing

/// Bad input and bad disks: a message that names the file, the right exit code, and nothing half written or lost.
@Suite(.enabled(if: Tool.path != nil)) struct DiskTroubleTests {
  private let folder: TemporaryFolder
  private static let model = "@schema(\"as\")\nstruct A {\n  var x: String\n}\n"

  init() throws { folder = try TemporaryFolder() }

  /// Compiles `m` to `o`, expects a code and a text in what it says, and that what there was is as it was.
  private func refuse(
    _ text: String, code: Int32 = 3, _ arguments: [String] = ["compile", "m", "--out", "o"],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = contents()
    let result = try Tool.run(arguments, in: folder.path)
    #expect(result.code == code, "\(result)", sourceLocation: sourceLocation)
    #expect(result.errors.contains(text), "\(result.errors)", sourceLocation: sourceLocation)
    #expect(contents() == before, sourceLocation: sourceLocation)
  }

  private func contents() -> [String: String] {
    Dictionary(uniqueKeysWithValues: folder.files().map { ($0, folder.read($0) ?? "?") })
  }

  // MARK: Input

  @Test func sources() throws {
    try refuse("m: there is no such file or folder")
    try folder.makeFolder("m/a.ectype")
    try refuse("m: there is no .ectype file in it")
    try folder.write("m/b.ectype", Self.model)
    try folder.link("m/c.ectype", to: "nowhere")
    try refuse("m/c.ectype: is a symbolic link to nothing")
    try folder.remove("m/c.ectype")
    try refuse("m/b.ectype/x: ", ["compile", "m/b.ectype/x", "--out", "o"])
    try folder.write("notes.txt", "")
    try refuse("is not an .ectype file", ["compile", "notes.txt", "--out", "o"])
  }

  @Test func pathsOfAProject() throws {
    try folder.write("ectype.json", "{sources: ['m']}")
    try folder.write("m/a.ectype", Self.model)
    try folder.write("other/b.ectype", Self.model)
    try refuse("nosuch: there is no such file or folder", ["compile", "nosuch"])
    try refuse("m/x.ectype: there is no .ectype file of that name", ["check", "m/x.ectype"])
    try refuse("`other` is not among the sources", code: 2, ["compile", "other"])
    try refuse("is empty", code: 2, ["compile", ""])
  }

  /// A byte order mark and Windows' line ends make no difference to what comes out.
  @Test func spellingsOfOneText() throws {
    func outputs(_ text: String) throws -> [String: String] {
      try folder.write("m/a.ectype", text)
      #expect(try Tool.run(["compile", "m", "--out", "o"], in: folder.path).code == 0)
      return contents().filter { $0.key.hasPrefix("o/") }
    }
    let plain = try outputs(Self.model)
    let crlf = Self.model.replacingOccurrences(of: "\n", with: "\r\n")
    for text in ["\u{FEFF}" + Self.model, crlf, "\u{FEFF}" + crlf] {
      #expect(try outputs(text) == plain)
    }
    #expect(try outputs("").isEmpty == false, "the manifest, of an empty project")
    #expect(!folder.files().contains("o/elixir/lib/a.ex"))
  }

  @Test func filesThatComeAndGo() throws {
    try folder.write("m/stays.ectype", Self.model)
    let place = folder.absolute("m/comes.ectype")
    let isDone = NSLock()
    isDone.lock()
    let thread = Thread {
      while !isDone.try() {
        _ = FileManager.default.createFile(
          atPath: place, contents: Data("enum E: Int { case a }".utf8))
        unlink(place)
      }
    }
    thread.start()
    for _ in 0..<60 {
      let result = try Tool.run(["check", "m"], in: folder.path)
      // It is there, empty, or gone before it is opened; it is never a mistake of the file that stays.
      #expect(result.code == 0 || result.errors.contains("m/comes.ectype"), "\(result)")
    }
    isDone.unlock()
  }

  // MARK: Output

  @Test func whatIsInTheWay() throws {
    try folder.write("m/a.ectype", Self.model)
    try folder.write("o/swift/A.swift", "struct A {}\n")
    try refuse("swift/A.swift: this file was not written by Ectype")
    try folder.remove("o/swift/A.swift")
    try folder.makeFolder("o/swift/A.swift")
    try refuse("swift/A.swift: there is a folder in the way")
    try folder.remove("o")
    try folder.write("o", "a file")
    try refuse("is not a folder")
    try folder.remove("o")
    let outside = try TemporaryFolder()
    try folder.makeFolder("o/elixir/lib")
    try folder.link("o/elixir/lib/my", to: outside.path)
    try folder.write("m/a.ectype", "module My\n" + Self.model)
    try refuse("a symbolic link leads out of `elixir/lib`")
    #expect(outside.files() == [])
  }

  @Test func namesThatAreTooLong() throws {
    let long = String(repeating: "Long", count: 70)
    try folder.write(
      "m/a.ectype", Self.model.replacingOccurrences(of: "struct A", with: "struct \(long)"))
    try refuse("file name too long")
    try folder.write("m/a.ectype", Self.model)
    let deep = String(repeating: "deep/", count: 1000)
    try refuse("file name too long", ["compile", "m", "--out", deep])
  }

  @Test func namesThatDifferInCaseAlone() throws {
    try folder.write(
      "m/b.ectype",
      "@schema(\"bs\")\nstruct BlogPost {\n  var x: String\n}\n"
        + "@schema(\"cs\")\nstruct Blog_Post {\n  var x: String\n}\n")
    try refuse("error[output-conflict]", code: 1)
  }

  /// A file that may not grow stands for a disk that is full: writing fails in the middle.
  @Test func aDiskThatIsFull() throws {
    try folder.write("m/a.ectype", Self.model)
    #expect(try Tool.run(["compile", "m", "--out", "o"], in: folder.path).code == 0)
    let fields = (0..<80).map { "  var field\($0): String\n" }.joined()
    try folder.write("m/a.ectype", Self.model.replacingOccurrences(of: "}", with: fields + "}"))
    try folder.write("m/b.ectype", "@schema(\"bs\")\nstruct B {\n  var x: String\n}\n")
    let before = contents()
    // Blocks of 1024 bytes: outputs are longer, but what the tool says is not.
    let result = try shell(
      "ulimit -f 1; \"$0\" compile m --out o; echo $? > ../\(Paths.name(folder.path)).code")
    #expect(result.contains("file too large"), "\(result)")
    #expect(contents() == before)
    let code = folder.path + ".code"
    defer { try? FileManager.default.removeItem(atPath: code) }
    #expect(try String(contentsOfFile: code, encoding: .utf8) == "3\n")
    #expect(try Tool.run(["compile", "m", "--out", "o"], in: folder.path).code == 0)
  }

  #if os(Linux)
    /// A disk of 64 KB that is full, where one may be mounted.
    @Test func aSmallDisk() throws {
      try folder.makeFolder("disk")
      let mounted = try shell("mount -t tmpfs -o size=64k none disk && echo mounted")
      guard mounted.contains("mounted\n") else { return }
      defer { _ = try? shell("umount disk") }
      try folder.write("disk/m/a.ectype", Self.model)
      #expect(try Tool.run(["compile", "m", "--out", "o"], in: folder.absolute("disk")).code == 0)
      let outputs = contents().filter { $0.key.hasPrefix("disk/o") }
      try folder.write("disk/m/a.ectype", Self.model.replacingOccurrences(of: "x:", with: "other:"))
      _ = try shell("head -c 100000 /dev/zero > disk/fill")
      let result = try Tool.run(["compile", "m", "--out", "o"], in: folder.absolute("disk"))
      #expect(result.code == 3 && result.errors.contains("no space left on device"), "\(result)")
      #expect(contents().filter { $0.key.hasPrefix("disk/o") } == outputs)
      #expect(try Tool.run(["fmt", "m"], in: folder.absolute("disk")).code == 0)
    }
  #endif

  private func shell(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "{ \(command)\n} 2>&1", try #require(Tool.path)]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  // MARK: At once

  /// Several compiles of one project, for different outputs: none loses what another wrote.
  @Test func severalAtOnce() throws {
    try Fixture.copy("blog", to: folder)
    for round in 0..<3 {
      for path in ["lib", "priv", "Sources", ".ectype"] where round > 0 { try folder.remove(path) }
      let processes = ["elixir", "swift", "elixir,swift", "swift"].map { target in
        let process = Tool.process(["compile", "-q", "--target", target], in: folder.path)
        process.standardError = FileHandle.nullDevice
        return process
      }
      for process in processes { try process.run() }
      for process in processes {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }
      let check = try Tool.run(["compile", "--check"], in: folder.path)
      #expect(check.code == 0 && check.output.contains("every output"), "\(check)")
      #expect(!folder.files().contains { Paths.name($0).hasPrefix(".ectype-") })
      #expect(folder.read(".ectype/unfinished") == nil)
    }
  }
}
