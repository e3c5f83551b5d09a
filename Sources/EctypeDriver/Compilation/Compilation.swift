import EctypeAnalysis
import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A source of a project.
package struct ProjectSource: Sendable {
  /// The path as the user wrote it, for diagnostics, and the bytes.
  package var file: SourceFile
  /// As headers name it: relative to the project, with `/`.
  package var projectPath: String

  package init(_ file: SourceFile, projectPath: String) {
    self.file = file
    self.projectPath = projectPath
  }
}

/// A file that a compilation gives.
package struct Output: Hashable, Sendable {
  package var target: Target
  /// Relative to the project (or to the `--out` folder), with `/`: `lib/my_app/blog/post.ex`.
  package var path: String
  package var bytes: [UInt8]
  /// The project path of the source it comes from.
  package var origin: String

  package init(target: Target, path: String, bytes: [UInt8], origin: String) {
    self.target = target
    self.path = path
    self.bytes = bytes
    self.origin = origin
  }
}

/// What a source is to the others, and what to recognise it by: with these of an earlier run, what has to be
/// done again is known before anything is parsed.
package struct CompiledSource: Hashable, Sendable {
  package var projectPath: String
  package var fingerprint: Fingerprint
  package var summary: FileSummary
}

package struct CompilationResult: Sendable {
  /// Sorted by path; empty where there is an error.
  package var outputs: [Output]
  /// In the order of files and places.
  package var diagnostics: [Diagnostic]
  /// The files the diagnostics point into.
  package var sources: SourceMap
  /// For each source, in the order of their project paths.
  package var files: [CompiledSource]

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// The whole compiler: a function from sources and a configuration to outputs and diagnostics.
package struct Compilation: Sendable {
  private let sources: [ProjectSource]
  private let configuration: Configuration
  private let targets: Set<Target>

  /// - Parameters:
  ///   - sources: in any order; their project paths are distinct.
  ///   - targets: what is translated, of what the configuration asks for; all of it where nil.
  package init(
    _ sources: [ProjectSource], _ configuration: Configuration, targets: Set<Target>? = nil
  ) {
    self.sources = sources.sorted {
      $0.projectPath.utf8.lexicographicallyPrecedes($1.projectPath.utf8)
    }
    self.configuration = configuration
    self.targets = configuration.targets.intersection(targets ?? Set(Target.allCases))
  }

  package func run() -> CompilationResult {
    let parsed = parseAll()
    let analysis = Stages.analyze(
      parsed.map(\.tree), paths: sources.map(\.projectPath), configuration)
    var result = CompilationResult(
      outputs: [], diagnostics: settle(parsed.flatMap(\.diagnostics), analysis.diagnostics),
      sources: SourceMap(sources.map(\.file)),
      files: zip(sources, zip(parsed, analysis.files)).map { source, facts in
        CompiledSource(
          projectPath: source.projectPath, fingerprint: facts.0.fingerprint, summary: facts.1)
      })
    guard !result.hasErrors else { return result }
    let outputs = translate(analysis.program)
    result.diagnostics += OutputLayout.conflicts(outputs, sources: sources.map(\.projectPath))
    if !result.hasErrors {
      result.outputs = outputs.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
    return result
  }

  private func translate(_ program: Program) -> [Output] {
    let targets = targets.sorted()
    let prefixes = Dictionary(
      uniqueKeysWithValues: OutputFile.Folder.allCases.map {
        ($0, OutputLayout.prefix(of: $0, configuration))
      })
    let outputs = Parallel.map(targets.count, isWorthIt: isLarge) { index in
      Stages.translate(program, targets[index], configuration).map { file in
        Output(
          target: targets[index], path: prefixes[file.folder]! + file.path,
          bytes: file.bytes, origin: file.origin)
      }
    }
    return Array(outputs.joined())
  }

  // MARK: Parsing

  /// Whether work on several cores gains more than it costs.
  private var isLarge: Bool { sources.reduce(0) { $0 + $1.file.bytes.count } > 100_000 }

  private struct ParsedSource: Sendable {
    var tree: SyntaxTree
    var diagnostics: [Diagnostic]
    var fingerprint: Fingerprint
  }

  private func parseAll() -> [ParsedSource] {
    return Parallel.map(sources.count, isWorthIt: isLarge) { index in
      let (tree, diagnostics) = Stages.parse(sources[index].file, FileID(index))
      return ParsedSource(
        tree: tree, diagnostics: diagnostics, fingerprint: Fingerprint(sources[index].file.bytes))
    }
  }

  /// What the parser said; where it said nothing, what the analysis did: what is unknown in a file that was not
  /// understood is a consequence, and no diagnostic is one of another.
  private func settle(_ syntax: [Diagnostic], _ analysis: [Diagnostic]) -> [Diagnostic] {
    syntax.contains { $0.severity == .error } ? syntax : syntax + analysis
  }
}
