import EctypeDiagnostics

/// One compile of a project: reads, compiles, finds out what would change, and changes it when told to.
package struct Build: Sendable {
  package let project: Project
  package let compilation: CompilationResult
  /// What the compile has left behind lives as long as its result: freeing it piece by piece, at the end of a
  /// process, would only take time.
  nonisolated(unsafe) private let compiler: Compiler
  /// Of the diagnostics those in the files that were asked about.
  package let diagnostics: [Diagnostic]

  package var fileCount: Int { compilation.projectPaths.count }
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Reads the sources and compiles them; nothing is written.
  ///
  /// - Parameter onlySelected: leaves out diagnostics of files that were not named.
  package init(_ request: BuildRequest, onlySelected: Bool = false) throws(BuildFailure) {
    let project = try Project(request)
    let reader = SourceReader.read(project.roots)
    if !reader.troubles.isEmpty { throw .files(reader.troubles) }
    try Self.check(project, reader)
    self.project = project
    compiler = Compiler(project.configuration, targets: request.targets)
    let compilation = compiler.compile(reader.sources)
    self.compilation = compilation
    diagnostics =
      onlySelected
      ? compilation.diagnostics.filter {
        let path = compilation.projectPaths[$0.primary.span.file]
        return project.scope.contains(source: path ?? "")
      } : compilation.diagnostics
  }

  /// What would be written and removed. With errors nothing is.
  package func plan() -> OutputPlan {
    OutputPlanner.plan(
      compilation.outputs, root: project.outputRoot,
      folders: project.configuration.outputFolders, scope: project.scope)
  }

  package func write(_ plan: OutputPlan) throws(FileTrouble) {
    try OutputWriter.write(plan, root: project.outputRoot)
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
