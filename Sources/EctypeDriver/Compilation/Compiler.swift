import EctypeAnalysis
import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The whole compiler: from sources and a configuration to outputs and diagnostics.
///
/// For several compiles it keeps what it has worked out. Given the sources again, it parses those whose bytes are
/// others, analyses them and what depends on them, and translates what has come out differently; the result is what a
/// new compiler would give. One compile, watch mode and whatever edits files in memory all go through here.
package final class Compiler {
  private let configuration: Configuration
  private let isIncremental: Bool
  private let targets: [Target]
  private let analyzer: Analyzer
  private let translations: [Stages.Translation]
  /// In the order of the project.
  private var parsed: [Parsed] = []
  private var fileIDs = FileIDs()
  private var projectPaths: [FileID: String] = [:]
  private var places = OutputPlaces()
  /// Since the last program that was translated.
  private var changes = ProgramChanges()

  /// A source with what its bytes alone tell.
  private final class Parsed: Sendable {
    let source: ProjectSource
    let tree: SyntaxTree
    let diagnostics: [Diagnostic]

    init(_ source: ProjectSource, _ tree: SyntaxTree, _ diagnostics: [Diagnostic]) {
      self.source = source
      self.tree = tree
      self.diagnostics = diagnostics
    }

    func precedes(_ path: String) -> Bool {
      source.projectPath.utf8.lexicographicallyPrecedes(path.utf8)
    }
  }

  /// - Parameters:
  ///   - targets: what is translated, of what the configuration asks for; all of it where nil.
  ///   - isIncremental: for several compiles; a single one need not note what depends on what.
  package init(
    _ configuration: Configuration, targets: Set<Target>? = nil, isIncremental: Bool = false
  ) {
    self.configuration = configuration
    self.isIncremental = isIncremental
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
    precondition(isIncremental || projectPaths.isEmpty, "a single compile is made once")
    let size = sources.reduce(0) { $0 + $1.file.bytes.count }
    func start(_ stage: StageStart.Stage) {
      onStage(StageStart(stage, files: sources.count, bytes: size))
    }
    start(.parsing)
    parse(sources)
    start(.analyzing)
    let analysis = analyzer.run(
      parsed.map { AnalyzedFile($0.tree, path: $0.source.projectPath) })
    // With errors nothing is translated, and what has changed until then counts for the next time.
    changes.formUnion(analysis.changes)
    let mistakes = parsed.flatMap(\.diagnostics)
    var result = CompilationResult(
      outputs: [], diagnostics: settle(mistakes, analysis.diagnostics),
      sources: fileIDs.sourceMap, projectPaths: projectPaths)
    guard !result.hasErrors else { return result }
    if !isIncremental { forgetTrees() }
    start(.translating)
    result.diagnostics += translate(analysis.program)
    result.diagnostics += places.conflicts.map { conflict in
      OutputLayout.diagnostic(of: conflict) { origin in
        projectPaths.first { $0.value == origin }?.key ?? FileID(0)
      }
    }
    if !result.hasErrors { result.outputs = places.outputs }
    return result
  }

  /// Whether work on several cores gains more than it costs.
  private static func isLarge(_ size: Int) -> Bool { size > 100_000 }

  // MARK: Parsing

  private func parse(_ sources: [ProjectSource]) {
    var next: [Parsed?] = []
    next.reserveCapacity(sources.count)
    var waiting: [(index: Int, id: FileID)] = []
    var gone: [FileID] = []
    // Both are sorted by path.
    var old = parsed[...]
    for (index, source) in sources.enumerated() {
      let path = source.projectPath
      while let first = old.first, first.source.projectPath != path, first.precedes(path) {
        gone.append(first.tree.file)
        old.removeFirst()
      }
      let known = old.first?.source.projectPath == path ? old.removeFirst() : nil
      if let known, known.source.file.bytes == source.file.bytes {
        next.append(known)
      } else {
        waiting.append((index, known?.tree.file ?? fileIDs.take()))
        next.append(nil)
      }
    }
    for file in gone + old.map(\.tree.file) {
      fileIDs.release(file)
      projectPaths[file] = nil
    }
    let new = waiting
    let size = new.reduce(0) { $0 + sources[$1.index].file.bytes.count }
    let trees = Parallel.map(new.count, isWorthIt: Self.isLarge(size)) { index in
      let source = sources[new[index].index]
      let (tree, diagnostics) = Stages.parse(source.file, new[index].id)
      return Parsed(source, tree, diagnostics)
    }
    for (entry, parsed) in zip(new, trees) {
      next[entry.index] = parsed
      fileIDs.set(entry.id, parsed.source.file)
      projectPaths[entry.id] = parsed.source.projectPath
    }
    fileIDs.settle()
    parsed = next.compactMap { $0 }
  }

  /// What the parser said, and what the analysis did unless it may be a consequence of that: no diagnostic is one of
  /// another. Nor is a lint one of an error: what it would have changed may be what is wrong.
  private func settle(_ syntax: [Diagnostic], _ analysis: [Diagnostic]) -> [Diagnostic] {
    if syntax.contains(where: { $0.severity == .error }) {
      let errors = analysis.filter { $0.severity == .error && !$0.isUnexplained }
      guard !errors.isEmpty else { return syntax }
      let names = SpoiledNames(parsed.map { ($0.tree, $0.diagnostics) })
      return inOrder(syntax + errors.filter(names.allow))
    }
    let all = syntax + analysis
    let isWrong = all.contains {
      $0.severity == .error && !$0.code.isLint && !$0.isUnexplained
    }
    guard isWrong else { return all }
    return all.filter { !$0.code.isLint && !$0.isUnexplained }
  }

  /// By files, in the order of the project, and places.
  private func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var ranks: [FileID: Int] = [:]
    for (rank, parsed) in parsed.enumerated() { ranks[parsed.tree.file] = rank }
    return diagnostics.enumerated().sorted { a, b in
      let (x, y) = (a.element.primary.span, b.element.primary.span)
      return (ranks[x.file] ?? 0, x.start, a.offset) < (ranks[y.file] ?? 0, y.start, b.offset)
    }.map(\.element)
  }

  // MARK: Translation

  /// Makes room for the outputs of a single compile: the model alone is looked at from here, and there is no second one.
  private func forgetTrees() {
    parsed = []
    analyzer.forgetFiles()
  }

  /// What is wrong with the files as such.
  private func translate(_ program: Program) -> [Diagnostic] {
    let changes = changes
    self.changes = ProgramChanges()
    let size = changes.files.reduce(0) { $0 + fileIDs.sourceMap[$1].bytes.count }
    // Each translation is used by one thread.
    nonisolated(unsafe) let translations = translations
    let translated = Parallel.map(targets.count, isWorthIt: Self.isLarge(size)) { index in
      translations[index](program, changes)
    }
    places.place(Array(zip(targets, translated.map(\.files))), configuration)
    return translated.flatMap(\.mistakes)
  }
}
