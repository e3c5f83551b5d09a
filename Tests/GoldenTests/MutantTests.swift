import EctypeDiagnostics
import EctypeDriver
import EctypeSyntax
import Foundation
import Testing

/// Right programs made a little wrong: names swapped, lines dropped, types and constants changed. Whatever
/// is accepted of them must be right Elixir; `scripts/mutants` has Ecto judge it.
@Suite struct MutantTests {
  private static let environment = ProcessInfo.processInfo.environment
  /// Mutants of each project.
  private static let count = environment["ECTYPE_MUTANTS"].flatMap { Int($0) } ?? 60
  private static let seed =
    environment["ECTYPE_MUTANTS_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
  /// Where the outputs of accepted mutants are written, a folder each; nowhere by default.
  private static let folder = environment["ECTYPE_MUTANTS_OUT"]

  @Test(arguments: ProjectGoldenTests.projects)
  func refusedOrWhole(project: String) throws {
    print("mutants of \(project): seed \(Self.seed)")
    var request = BuildRequest(
      workingFolder: Golden.root.appendingPathComponent("fixtures/projects/\(project)").path)
    request.outFolder = "out"
    let build = try Build(request)
    let sources = build.compilation.sources.files.enumerated().map { index, file in
      ProjectSource(file, projectPath: build.compilation.projectPaths[FileID(index)]!)
    }
    var mutator = Mutator(sources, seed: Self.seed)
    var accepted = 0
    for number in 0..<Self.count {
      guard let mutant = mutator.next() else { continue }
      let result = Compiler.compile(mutant.sources, build.project.configuration)
      #expect(result.hasErrors == result.outputs.isEmpty, "\(mutant.change)")
      _ = HumanRenderer().render(result.diagnostics, in: result.sources)
      if result.hasErrors || result.outputs == build.compilation.outputs { continue }
      accepted += 1
      if let folder = Self.folder {
        try write(mutant, result, to: "\(folder)/\(project)-\(number)")
      }
    }
    print("mutants of \(project): \(accepted) of \(Self.count) accepted")
    #expect(accepted < Self.count)
  }

  private func write(_ mutant: Mutator.Mutant, _ result: CompilationResult, to folder: String)
    throws
  {
    let folder = URL(fileURLWithPath: folder)
    for output in result.outputs where output.target == .elixir {
      let file = folder.appendingPathComponent(output.path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(output.bytes).write(to: file)
    }
    let text = HumanRenderer().render(result.diagnostics, in: result.sources)
    try Data((mutant.change + "\n" + String(decoding: text, as: UTF8.self)).utf8)
      .write(to: folder.appendingPathComponent("mutant.txt"))
  }
}
