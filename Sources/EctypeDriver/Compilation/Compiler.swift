import EctypeAnalysis
import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The whole compiler: from sources and a configuration to outputs and diagnostics.
///
/// It keeps what it has worked out. Given the sources again, it parses those whose bytes are others, analyses
/// them and what depends on them, and translates what has come out differently; the result is what a new
/// compiler would give. One compile, watch mode and whatever edits files in memory all go through here.
package final class Compiler {
  private let configuration: Configuration
  private let targets: [Target]
  private let analyzer: Analyzer
  private let translations: [Stages.Translation]
  private var sources: [String: Parsed] = [:]
  private var fileIDs = FileIDs()
  /// Since the last program that was translated.
  private var changes = ProgramChanges()

  /// A source with what its bytes alone tell.
  private struct Parsed {
    var file: SourceFile
    var tree: SyntaxTree
    var diagnostics: [Diagnostic]
  }

  /// - Parameters:
  ///   - targets: what is translated, of what the configuration asks for; all of it where nil.
  ///   - isIncremental: for several compiles; a single one need not note what depends on what.
  package init(
    _ configuration: Configuration, targets: Set<Target>? = nil, isIncremental: Bool = false
  ) {
    self.configuration = configuration
    let targets = configuration.targets.intersection(targets ?? Set(Target.allCases)).sorted()
    self.targets = targets
    analyzer = Stages.analyzer(configuration, isIncremental: isIncremental)
    translations = targets.map {
      Stages.translation($0, configuration, isIncremental: isIncremental)
    }
  }

  /// - Parameters:
  ///   - sources: all of the project, sorted by their project paths, which are distinct.
  ///   - onStage: is called as each stage begins.
  package func compile(
    _ sources: [ProjectSource], onStage: (StageStart) -> Void = { _ in }
  ) -> CompilationResult {
    let size = sources.reduce(0) { $0 + $1.file.bytes.count }
    func start(_ stage: StageStart.Stage) {
      onStage(StageStart(stage, files: sources.count, bytes: size))
    }
    start(.parsing)
    parse(sources)
    start(.analyzing)
    let parsed = sources.map { self.sources[$0.projectPath]! }
    let analysis = analyzer.run(
      zip(sources, parsed).map { AnalyzedFile($1.tree, path: $0.projectPath) })
    note(analysis.changes)
    var result = CompilationResult(
      outputs: [], diagnostics: settle(parsed.flatMap(\.diagnostics), analysis.diagnostics),
      sources: fileIDs.sourceMap(parsed.map { ($0.tree.file, $0.file) }),
      projectPaths: Dictionary(
        uniqueKeysWithValues: zip(parsed.map(\.tree.file), sources.map(\.projectPath))))
    guard !result.hasErrors else { return result }
    start(.translating)
    let outputs = translate(analysis.program, isLarge: isLarge(sources))
    result.diagnostics += OutputLayout.conflicts(outputs) { origin in
      self.sources[origin]?.tree.file ?? FileID(0)
    }
    if !result.hasErrors { result.outputs = outputs }
    return result
  }

  /// Whether work on several cores gains more than it costs.
  private func isLarge(_ sources: [ProjectSource]) -> Bool {
    sources.reduce(0) { $0 + $1.file.bytes.count } > 100_000
  }

  // MARK: Parsing

  private func parse(_ sources: [ProjectSource]) {
    var old: [String: Parsed] = [:]
    swap(&old, &self.sources)
    self.sources.reserveCapacity(sources.count)
    var waiting: [(source: ProjectSource, id: FileID)] = []
    for source in sources {
      // What is not removed from `old` is gone.
      let known = old.removeValue(forKey: source.projectPath)
      if var known, known.file.bytes == source.file.bytes {
        known.file = source.file
        self.sources[source.projectPath] = known
      } else {
        waiting.append((source, known?.tree.file ?? fileIDs.take()))
      }
    }
    for gone in old.values { fileIDs.release(gone.tree.file) }
    let new = waiting
    let parsed = Parallel.map(new.count, isWorthIt: isLarge(new.map(\.source))) { index in
      let (tree, diagnostics) = Stages.parse(new[index].source.file, new[index].id)
      return Parsed(file: new[index].source.file, tree: tree, diagnostics: diagnostics)
    }
    for (entry, parsed) in zip(new, parsed) { self.sources[entry.source.projectPath] = parsed }
  }

  /// What the parser said; where it said nothing, what the analysis did: what is unknown in a file that was not
  /// understood is a consequence, and no diagnostic is one of another.
  private func settle(_ syntax: [Diagnostic], _ analysis: [Diagnostic]) -> [Diagnostic] {
    syntax.contains { $0.severity == .error } ? syntax : syntax + analysis
  }

  // MARK: Translation

  /// With errors nothing is translated, and what has changed until then counts for the next time.
  private func note(_ new: ProgramChanges) {
    changes.files.formUnion(new.files)
    changes.schemas.formUnion(new.schemas)
    changes.enumerations.formUnion(new.enumerations)
    changes.declarations = changes.declarations || new.declarations
  }

  private func translate(_ program: Program, isLarge: Bool) -> [Output] {
    let changes = changes
    self.changes = ProgramChanges()
    let prefixes = Dictionary(
      uniqueKeysWithValues: OutputFile.Folder.allCases.map {
        ($0, OutputLayout.prefix(of: $0, configuration))
      })
    // Each translation is used by one thread.
    nonisolated(unsafe) let translations = translations
    let targets = targets
    let outputs = Parallel.map(targets.count, isWorthIt: isLarge) { index in
      translations[index](program, changes).map { file in
        Output(
          target: targets[index], path: prefixes[file.folder]! + file.path, bytes: file.bytes,
          origin: file.origin)
      }.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
    return outputs.joined().sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
