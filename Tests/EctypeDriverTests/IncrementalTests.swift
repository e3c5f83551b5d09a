import EctypeDiagnostics
import EctypeDriver
import EctypeModel
import Foundation
import Testing

/// One compiler that is given a project over and over, its files edited at random, against a new compiler each
/// time. `EDITS` and `SEED` in the environment set how many edits and which; `scripts/prove-incremental` does.
@Suite struct IncrementalTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let edits = environment["EDITS"].flatMap { Int($0) } ?? 60
  private static let seeds: [UInt64] =
    environment["SEED"].flatMap { UInt64($0) }.map { [$0] } ?? [1, 2]

  @Test(arguments: ["blog", "shop", "schemas", "functions", "market", "office", "clinic"], seeds)
  func everyEditGivesWhatACleanCompileGives(project: String, seed: UInt64) throws {
    let (files, configuration) = try Fixture.sources(project)
    var editor = RandomEditor(files, seed: seed)
    let compiler = Compiler(configuration, isIncremental: true)
    _ = compiler.compile(editor.sources)
    var compiled = 0
    var isBroken = false
    for number in 1...Self.edits {
      let edit = editor.edit(isBroken: isBroken)
      let result = Picture(compiler.compile(editor.sources))
      let expected = Picture(Compiler.compile(editor.sources, configuration))
      isBroken = result.outputs.isEmpty
      if !isBroken { compiled += 1 }
      #expect(
        result.diagnostics == expected.diagnostics, "seed \(seed), edit \(number): \(edit)")
      #expect(
        result.outputs == expected.outputs, "seed \(seed), edit \(number): \(edit)")
      if result != expected { return }
    }
    // Where every edit is a mistake, outputs are never compared.
    #expect(compiled > Self.edits / 10)
  }

  /// Of functions that options name a file is told again, also where it is the same but for a comment.
  @Test func expectedFunctionsAreLookedForAgain() throws {
    let tokens = "class Tokens { static func next() -> String { return \"a\" } }"
    let schema = """
      @schema("users")
      struct User { @field(autogenerate: Tokens.missing()) var token: String }
      """
    func sources(_ comment: String) -> [ProjectSource] {
      [("tokens", tokens), ("user", comment + schema)].map { name, text in
        ProjectSource(SourceFile(path: name, text: text), projectPath: name)
      }
    }
    let compiler = Compiler(Configuration(), isIncremental: true)
    #expect(compiler.compile(sources("")).diagnostics.map(\.code) == [.unknownFunction])
    #expect(
      compiler.compile(sources("// A user.\n")).diagnostics.map(\.code) == [.unknownFunction])
  }

  /// What a compile says, with places by name.
  private struct Picture: Equatable {
    var outputs: [String: [UInt8]]
    var diagnostics: [String]

    init(_ result: CompilationResult) {
      outputs = Dictionary(uniqueKeysWithValues: result.outputs.map { ($0.path, $0.bytes) })
      diagnostics = result.diagnostics.map { diagnostic in
        func place(_ span: Span) -> String {
          "\(result.projectPaths[span.file] ?? "?"):\(span.start)-\(span.end)"
        }
        let labels = diagnostic.secondary.map { "\(place($0.span)) \($0.message)" }
        return "\(place(diagnostic.primary.span)) \(diagnostic.code) \(diagnostic.severity) "
          + "\(diagnostic.message) \(diagnostic.primary.message) \(labels) \(diagnostic.notes) "
          + "\(diagnostic.helps.map(\.message))"
      }
    }
  }
}

/// Edits a project's files the way people do, and the way their fingers slip.
struct RandomEditor {
  private var files: [String: String]
  private let originals: [String: String]
  private var random: SplitMix
  private var count = 0
  /// What the last edit can be undone with.
  private var before: [String: String]?

  init(_ files: [String: String], seed: UInt64) {
    self.files = files
    originals = files
    random = SplitMix(state: seed)
  }

  var sources: [ProjectSource] {
    files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map {
      ProjectSource(SourceFile(path: $0, text: files[$0]!), projectPath: $0)
    }
  }

  /// Makes an edit and says which. One that broke the project is mostly undone next.
  mutating func edit(isBroken: Bool) -> String {
    let path = files.keys.sorted().randomElement(using: &random)!
    // What is wrong stays wrong, wherever a comment is written.
    if isBroken, random.below(8) == 0 {
      count += 1
      files[path] = "// comment \(count)\n" + files[path]!
      return "comment \(path)"
    }
    if let old = before, random.below(8) < (isBroken ? 7 : 1) {
      files = old
      before = nil
      return "undo"
    }
    before = files
    count += 1
    switch random.below(14) {
    case 0:
      if files.count > 1 { files[path] = nil }
      return "delete \(path)"
    case 1:
      files[path] = nil
      files["models/renamed_\(count).ectype"] = before![path]
      return "rename \(path)"
    case 2:
      files["models/copy_\(count).ectype"] = files[path]
      return "copy \(path)"
    case 3:
      files = originals
      return "restore all"
    case 4, 5:
      if let original = originals[path] { files[path] = original }
      return "restore \(path)"
    default: return "\(path): \(editLines(of: path))"
    }
  }

  private mutating func editLines(of path: String) -> String {
    var lines = files[path]!.components(separatedBy: "\n")
    let index = random.below(lines.count)
    defer { files[path] = lines.joined(separator: "\n") }
    switch random.below(7) {
    case 0:
      lines.remove(at: index)
      return "remove line \(index)"
    case 1:
      lines.insert(lines[index], at: index)
      return "repeat line \(index)"
    case 2:
      lines.insert("// comment \(count)", at: index)
      return "comment line \(index)"
    case 3:
      lines.insert("/// documentation \(count)", at: index)
      return "document line \(index)"
    case 4:
      lines.insert("  var added\(count): String?", at: index)
      return "add a field at line \(index)"
    default:
      let words = Self.words(in: lines[index])
      let all = Self.words(in: files.values.sorted().joined(separator: "\n"))
      guard let word = words.randomElement(using: &random) else { return "nothing" }
      let other =
        random.below(2) == 0 ? word + "\(count)" : all.randomElement(using: &random)!
      lines[index] = lines[index].replacingOccurrences(of: word, with: other)
      return "line \(index): \(word) → \(other)"
    }
  }

  private static func words(in text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
  }
}

extension SplitMix {
  fileprivate mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
