import EctypeDiagnostics

/// One compile of a project: reads, compiles, finds out what would change, and changes it when told to.
package struct Build: Sendable {
  package let project: Project
  package let compilation: CompilationResult
  /// What the compile has left behind lives as long as its result: freeing it piece by piece, at the end of a
  /// process, would only take time.
  nonisolated(unsafe) private let compiler: Compiler
  /// Of the diagnostics those in the files that were asked about.
  package private(set) var diagnostics: [Diagnostic] = []
  /// Sorted by their project paths.
  let sources: [ProjectSource]
  private let targets: Set<Target>?
  private let onlySelected: Bool
  /// From before the sources are read until the build is done with.
  private let lock: OutputLock?

  package var fileCount: Int { compilation.projectPaths.count }
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Reads the sources and compiles them; nothing is written.
  ///
  /// - Parameters:
  ///   - onlySelected: leaves out diagnostics of files that were not named.
  ///   - onStage: is called as each stage begins.
  package init(
    _ request: BuildRequest, onlySelected: Bool = false, onStage: (StageStart) -> Void = { _ in }
  ) throws(BuildFailure) {
    onStage(StageStart(.reading))
    project = try Project(request)
    lock =
      request.isWriting
      ? OutputLock(project.outputRoot) { onStage(StageStart(.waiting)) } : nil
    targets = request.targets
    self.onlySelected = onlySelected
    sources = try Self.read(project)
    compiler = Compiler(project.configuration, targets: targets)
    compilation = compiler.compile(sources, onStage: onStage)
    diagnostics = selected(compilation)
  }

  /// For the same project with other sources, several times over.
  func incrementalCompiler() -> Compiler {
    Compiler(project.configuration, targets: targets, isIncremental: true)
  }

  func selected(_ compilation: CompilationResult) -> [Diagnostic] {
    if !onlySelected { return compilation.diagnostics }
    return compilation.diagnostics.filter {
      project.scope.contains(source: compilation.projectPaths[$0.primary.span.file] ?? "")
    }
  }

  /// What would be written and removed. With errors nothing is.
  package func plan() -> OutputPlan {
    OutputPlanner.plan(
      compilation.outputs, root: project.outputRoot,
      folders: project.configuration.outputFolders, scope: project.scope)
  }

  /// The request said that this might follow.
  package func write(_ plan: OutputPlan) throws(FileTrouble) {
    precondition(project.hasOutputs, "there is nowhere to write to")
    try OutputWriter.write(plan, root: project.outputRoot)
  }

  // MARK: Sources

  private static func read(_ project: Project) throws(BuildFailure) -> [ProjectSource] {
    let reader = SourceReader.read(project.roots)
    var sources = reader.sources
    if let input = project.input {
      let others = reader.troubles.filter { $0.path != input.shown }
      if !others.isEmpty { throw .files(others) }
      // The file need not be there yet: an editor may ask about one that was never saved.
      let index = sources.firstIndex { $0.projectPath == input.path }
      let source = ProjectSource(
        SourceFile(path: input.shown, bytes: input.bytes), projectPath: input.path)
      if let index { sources[index] = source } else { sources.append(source) }
      sources.sort { $0.projectPath.utf8.lexicographicallyPrecedes($1.projectPath.utf8) }
      return sources
    }
    if !reader.troubles.isEmpty { throw .files(reader.troubles) }
    try check(project, reader)
    return sources
  }

  private static func check(
    _ project: Project, _ reader: SourceReader
  ) throws(BuildFailure) {
    func places(_ paths: [String]) -> String {
      paths.map { $0.isEmpty ? "." : $0 }.joined(separator: ", ")
    }
    if reader.sources.isEmpty {
      throw .files([
        FileTrouble(places(project.roots.map(\.shown)), "there is no .ectype file in it")
      ])
    }
    let known = reader.sources.map(\.projectPath) + reader.aliases
    for path in project.scope.sources ?? []
    where !known.contains(where: { Paths.isInside($0, path) }) {
      throw .files([FileTrouble(places([path]), "there is no .ectype file of that name")])
    }
  }
}

extension Build {
  /// Lets it live until the process ends.
  package func keep() { _ = Unmanaged.passRetained(Kept(build: self)) }

  private final class Kept {
    let build: Build
    init(build: Build) { self.build = build }
  }
}
