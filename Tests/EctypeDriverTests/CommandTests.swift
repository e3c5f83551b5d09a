import EctypeDiagnostics
import Foundation
import Testing

/// init, explain, check --fix, golden, --stdin and completions, as they are called.
@Suite(.enabled(if: Tool.path != nil)) struct CommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String..., input: String = "", in place: String = "") throws
    -> Tool.Result
  {
    try Tool.run(arguments, in: folder.absolute(place), input: input)
  }

  // MARK: init

  @Test func aNewProjectCompilesAtOnce() throws {
    let started = try run("init", "my-app")
    #expect(started.code == 0 && started.output.hasPrefix("wrote  my-app/ectype.json\n"))
    #expect(started.output.contains("Next:\n  cd my-app\n  ectype compile "))
    let compiled = try run("compile", in: "my-app")
    #expect(compiled.code == 0 && compiled.errors == "", "\(compiled.errors)")
    #expect(folder.read("my-app/lib/my_app/notes/note.ex")?.contains(":utc_datetime") == true)
    for arguments in [["compile", "--check"], ["fmt", "--check"], ["check"]] {
      let result = try Tool.run(arguments, in: folder.absolute("my-app"))
      #expect(result.code == 0 && result.errors == "", "\(arguments): \(result.errors)")
    }
    // What is said to be generated is there.
    for line in (folder.read("my-app/.gitattributes") ?? "").split(separator: "\n") {
      guard let path = line.split(separator: " ").first, path != "#" else { continue }
      let start = path.split(separator: "*")[0]
      #expect(folder.files().contains { $0.hasPrefix("my-app/" + start) }, "\(path)")
    }
    let again = try run("init", "my-app")
    #expect(again.code == 3 && again.errors.contains("my-app/ectype.json: is there already"))
  }

  /// A folder's name becomes a module's: its letters without their marks, and none of another script.
  @Test(arguments: [
    ("Über App", "'Über App'", "UberApp"), ("it's ærlig", "'it'\\''s ærlig'", "ItSAerlig"),
    ("U\u{308}ber", "U\u{308}ber", "Uber"), ("Привет app", "'Привет app'", "MyApp"),
    ("-x", "./-x", "X"), ("12", "12", "MyApp"),
  ])
  func namesOfProjects(folderName: String, word: String, namespace: String) throws {
    let started = try run("init", "--", folderName)
    #expect(started.code == 0 && started.output.contains("\n  cd \(word)\n"), "\(started.output)")
    let text = folder.read("\(folderName)/ectype.json") ?? ""
    #expect(text.contains("namespace: \"\(namespace)\""), "\(text)")
    #expect(try run("compile", in: folderName).code == 0)
  }

  @Test func severalFilesAreFormattedAtOnce() throws {
    let names = ["a", "b", "c"]
    for name in names {
      try folder.write("m/\(name).ectype", "struct   \(name.uppercased()) { }\n")
    }
    let result = try run("fmt", "m")
    #expect(result.code == 0 && result.errors == "", "\(result.errors)")
    for name in names {
      #expect(folder.read("m/\(name).ectype") == "struct \(name.uppercased()) {}\n")
    }
  }

  @Test func aFileThatIsLeftAlone() throws {
    try folder.write("m/a.ectype", "struct   A { }\n")
    try folder.write("m/b.ectype", "struct B {\n")
    let result = try run("fmt", "m")
    #expect(result.code == 1)
    #expect(
      result.output.hasPrefix("formatted 1 file: 1 written, 1 left alone for its mistakes"),
      "\(result.output)")
  }

  @Test func aMixProject() throws {
    let mix = "defmodule Acme.Shop.MixProject do\n  def project, do: [app: :acme_shop]\nend\n"
    try folder.write("mix.exs", mix)
    try folder.write(".gitattributes", "mine\n")
    let started = try run("init")
    #expect(started.code == 0)
    #expect(started.output.contains("kept   .gitattributes, which was there\n"))
    #expect(started.output.contains("Add to .gitattributes"))
    #expect(folder.read(".gitattributes") == "mine\n" && folder.read("mix.exs") == mix)
    #expect(try run("compile").code == 0)
    #expect(
      folder.read("lib/acme/shop/notes/note.ex")?.contains("defmodule Acme.Shop.Notes.Note do")
        == true)
  }

  // MARK: explain

  @Test func explanations() throws {
    let page = try run("explain", "unknown-field")
    #expect(page.code == 0 && page.output.hasPrefix("unknown-field\n\n"))
    #expect(try run("explain", "error[unknown-field]").output == page.output)
    let list = try run("explain")
    #expect(list.output.split(separator: "\n").count == DiagnosticCode.allCases.count)
    let wrong = try run("explain", "unknown-feild")
    #expect(wrong.code == 2 && wrong.errors.contains("help: did you mean `unknown-field`?\n"))
    let json = try run("explain", "unknown-field", "--format=json")
    #expect(json.output.hasPrefix(#"{"code":"unknown-field","severity":"error","summary":"#))
    #expect(try run("explain", "a", "b").code == 2)
  }

  // MARK: check --fix

  private static let unpinned = """
    @schema("posts")
    struct Post {
      var title: String
      var body: String
    }

    @repository
    class Repo {}

    @context
    class Blog {
      static func titled(title: String, body: String) -> [Post] {
        return from(p in Post, where: p.title == title && p.body == body) |> Repo.all()
      }
    }

    """

  @Test func fixes() throws {
    try folder.write("a.ectype", Self.unpinned)
    try folder.write("b.ectype", "@schema(\"bs\")\nstruct B {\n  var x: String\n}\n")
    let dry = try run("check", "--fix", "--dry-run", "a.ectype", "b.ectype")
    #expect(dry.code == 1)
    #expect(dry.output.contains("+    return from(p in Post, where: p.title == ^title &&"))
    #expect(folder.read("a.ectype") == Self.unpinned)
    let fixed = try run("check", "--fix", "a.ectype", "b.ectype")
    #expect(fixed.code == 0 && fixed.errors == "", "\(fixed.errors)")
    #expect(fixed.output.contains("fixed a.ectype:13: pin it with `^` [unpinned-value]\n"))
    #expect(fixed.output.hasSuffix("2 changes in 1 file\n"))
    #expect(folder.read("a.ectype")?.contains("p.title == ^title && p.body == ^body)") == true)
    #expect(folder.files() == ["a.ectype", "b.ectype"])
    let again = try run("check", "--fix", "a.ectype")
    #expect(again.code == 0 && again.output == "there is nothing that could be fixed safely\n")
  }

  /// What is left to do by hand is said, with the places of the file as it is now.
  @Test func fixesWhatItCan() throws {
    try folder.write(
      "a.ectype", Self.unpinned + "\n@schema(\"x\")\nstruct X {\n  var y: Strng\n}\n")
    let result = try run("check", "--fix", "a.ectype")
    #expect(result.code == 1 && result.errors.contains("error[unknown-type]"))
    #expect(!result.errors.contains("unpinned-value"))
    #expect(try run("check", "--dry-run", "a.ectype").code == 2)
  }

  // MARK: golden

  @Test func goldenCases() throws {
    try folder.write(
      "golden/one/a.ectype", "@schema(\"as\")\nstruct A {\n  var x: String\n}\n")
    let missing = try run("golden")
    #expect(missing.code == 1)
    #expect(
      missing.output.contains("--- /dev/null\n+++ b/golden/one/expected/elixir/lib/a.ex\n"))
    #expect(missing.errors.contains("1 of 1 case is not as expected"))
    #expect(folder.files() == ["golden/one/a.ectype"])
    let updated = try run("golden", "--update")
    #expect(updated.code == 0 && updated.output.contains("+++ b/golden/one/expected/swift/A.swift"))
    #expect(try run("golden").output.hasPrefix("1 case as expected ("))

    // A changed source, a stale output, a case with errors.
    try folder.write(
      "golden/one/a.ectype", "@schema(\"as\")\nstruct B {\n  var x: String\n}\n")
    try folder.write("golden/two/b.ectype", "@schema(\"bs\")\nstruct B {\n  var x: Strng\n}\n")
    let mixed = try run("golden", "--update")
    #expect(mixed.code == 1 && mixed.errors.contains("golden/two/b.ectype:3:10"))
    #expect(mixed.output.contains("+++ /dev/null"))
    #expect(folder.read("golden/one/expected/swift/A.swift") == nil)
    #expect(folder.read("golden/one/expected/swift/B.swift") != nil)
    #expect(!folder.files().contains { $0.hasPrefix("golden/two/expected") })
    #expect(try run("golden", "nowhere").code == 3)

    // One case alone, and one whose sources are gone.
    #expect(try run("golden", "golden/one").output.hasPrefix("1 case as expected ("))
    try FileManager.default.removeItem(atPath: folder.absolute("golden/two"))
    try FileManager.default.removeItem(atPath: folder.absolute("golden/one/a.ectype"))
    let orphan = try run("golden")
    #expect(orphan.code == 1)
    #expect(orphan.output.contains("--- a/golden/one/expected/swift/B.swift\n+++ /dev/null"))
    #expect(try run("golden", "--update").code == 0)
    #expect(folder.read("golden/one/expected/swift/B.swift") == nil)
  }

  /// A case with a file of each output.
  @Test func goldenCaseOfSingleFiles() throws {
    try folder.write(
      "ectype.json", "{ elixir: { singleFile: 'm.ex' }, swift: { singleFile: 'M.swift' } }")
    for name in ["a", "b"] {
      let model = "@schema(\"\(name)s\")\nstruct \(name.uppercased()) {\n  var x: String\n}\n"
      try folder.write("golden/one/\(name).ectype", model)
      try folder.write("models/\(name).ectype", model)
    }
    #expect(try run("golden", "--update").code == 0)
    let expected = folder.files().filter { $0.contains("/expected/") }
    #expect(
      expected == [
        "golden/one/expected/elixir/lib/m.ex", "golden/one/expected/swift/M.swift",
      ])
    #expect(try run("golden").output.hasPrefix("1 case as expected ("))
    #expect(try run("compile").code == 0)
    #expect(try run("compile", "--check").code == 0)
    let kept = try #require(folder.read("lib/m.ex"))
    try folder.write("lib/m.ex", kept + "\n")
    #expect(try run("compile", "--check").code == 1)
  }

  /// What one source changes is in the file of all.
  @Test func compileOneSourceIntoSingleFiles() throws {
    try folder.write(
      "ectype.json", "{ elixir: { singleFile: 'm.ex' }, swift: { singleFile: 'M.swift' } }")
    func write(_ name: String, _ field: String) throws {
      try folder.write(
        "models/\(name).ectype",
        "@schema(\"\(name)s\")\nstruct \(name.uppercased()) {\n  var \(field): String\n}\n")
    }
    try write("a", "first")
    try write("b", "first")
    #expect(try run("compile").code == 0)
    try write("b", "second")
    #expect(try run("compile", "models/b.ectype").output.contains("2 written"))
    #expect(folder.read("lib/m.ex")?.contains("field :second, :string") == true)
    #expect(try run("compile", "--check").code == 0)
  }

  // MARK: Standard input

  @Test func standardInput() throws {
    let model = "@schema(\"as\")\nstruct A {\n  var x: String\n}\n"
    let swift = try run("compile", "--stdin", "--target=swift", input: model)
    #expect(swift.code == 0 && swift.output.contains("\npublic nonisolated struct A: "))
    let both = try run("compile", "--stdin", input: model)
    #expect(both.output.contains("==> lib/a.ex <==\n# Generated by Ectype from <stdin>"))
    let wrong = try run(
      "check", "--stdin", input: "@schema(\"as\")\nstruct A {\n  var x: Strng\n}\n")
    #expect(wrong.code == 1 && wrong.errors.contains(" --> <stdin>:3:10\n"))
    #expect(folder.files() == [])
  }

  /// An editor asks about what is not saved yet, in the project it belongs to.
  @Test func standardInputForAFile() throws {
    try folder.write("ectype.json", "{}")
    try folder.write(
      "models/a.ectype", "@schema(\"as\")\nstruct A {\n  @belongsTo var b: B\n}\n")
    try folder.write("models/b.ectype", "nonsense")
    let model = "@schema(\"bs\")\nstruct B {\n  var x: String\n}\n"
    let result = try run("check", "--stdin", "models/b.ectype", input: model)
    #expect(result.code == 0 && result.errors == "", "\(result.errors)")
    let unsaved = try run("check", "--stdin", "models/c.ectype", input: "struct")
    #expect(unsaved.code == 1 && unsaved.errors.contains("models/c.ectype:1"))
    #expect(folder.read("models/b.ectype") == "nonsense")
  }

  // MARK: Completions

  @Test(arguments: [
    ("ectype comp", "compile completions"), ("ectype compile --fo", "--format"),
    ("ectype compile --format ", "human json sarif github"),
    ("ectype check --color=n", "never"), ("ectype explain unknown-f", "unknown-field"),
    ("ectype completions ", "bash zsh fish"), ("ectype fmt no", "notes.ectype"),
    ("ectype --v", "--version"),
  ])
  func bash(line: String, words: String) throws {
    try folder.write("notes.ectype", "")
    try folder.write("ectype.bash", try run("completions", "bash").output)
    // What bash makes of a line: words, of which `=` is one.
    try folder.write(
      "complete.bash",
      """
      set -u
      source ./ectype.bash
      COMP_WORDS=(\(line.replacingOccurrences(of: "=", with: " = ")))
      [[ "\(line)" == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
      _ectype
      echo "${COMPREPLY[*]}" > reply
      """)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    shell.arguments = ["bash", "complete.bash"]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    try shell.run()
    shell.waitUntilExit()
    let reply = folder.read("reply") ?? ""
    let found = reply.split { $0 == " " || $0 == "\n" }.filter { !$0.hasPrefix("ectype.bash") }
    #expect(found.joined(separator: " ").hasPrefix(words), "\(line): \(reply)")
  }

  @Test(arguments: ["zsh", "fish"])
  func otherShells(shell: String) throws {
    let result = try run("completions", shell)
    #expect(result.code == 0)
    for word in ["compile", "explain", "sarif", "unknown-field", "dry-run"] {
      #expect(result.output.contains(word), "\(word)")
    }
  }

  /// Where fish is installed, what it makes of a line.
  @Test(
    .enabled(if: isInstalled("fish")),
    arguments: [
      ("ectype comp", ["compile", "completions"]), ("ectype compile --fo", ["--format"]),
      ("ectype check --format ", ["github", "human", "json", "sarif"]),
      ("ectype explain unknown-f", ["unknown-field", "unknown-function"]),
      ("ectype completions ", ["bash", "fish", "zsh"]), ("ectype fmt no", ["notes.ectype"]),
    ])
  func fish(line: String, words: [String]) throws {
    try folder.write("notes.ectype", "")
    try folder.write("ectype.fish", try run("completions", "fish").output)
    let reply = try shell("fish", "--no-config", "-c", "source ectype.fish; complete -C '\(line)'")
    #expect(reply.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) } == words)
  }

  /// Where zsh is installed, what the function asks of it.
  @Test(
    .enabled(if: isInstalled("zsh")),
    arguments: [
      ("comp", 2, "compile:compile .ectype files"), ("compile --fo", 3, "--format="),
      ("explain ", 3, "unknown-field"), ("completions ", 3, "(bash zsh fish)"),
      ("init ", 3, "_files -/"),
    ])
  func zsh(line: String, current: Int, words: String) throws {
    try folder.write("_ectype", try run("completions", "zsh").output)
    let reply = try shell(
      "zsh", "-f", "-c",
      """
      compdef() { : }
      _describe() { print -l -- ${(P)2} }
      _arguments() { print -l -- "$@" }
      source ./_ectype
      words=(ectype \(line) '') CURRENT=\(current)
      _ectype
      """)
    #expect(reply.contains(words), "\(reply)")
  }

  private static func isInstalled(_ program: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  /// What a program prints, in the folder; whatever it says against is printed as well.
  private func shell(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  @Test func completionsOfNoShell() throws {
    #expect(try run("completions").code == 2)
    #expect(try run("completions", "fisch").errors.contains("did you mean `fish`?"))
  }

  // MARK: The example

  @Test func theExampleIsUpToDate() throws {
    let blog = Fixture.root.appendingPathComponent("examples/blog").path
    let result = try Tool.run(["compile", "--check"], in: blog)
    #expect(result.code == 0, "\(result.output)")
    #expect(try Tool.run(["fmt", "--check"], in: blog).code == 0)
  }
}
