import EctypeDiagnostics

/// Everything that a build depends on, read from the disk.
package struct BuildInputs: Sendable {
  package let project: Project
  /// Sorted by their project paths.
  let sources: [ProjectSource]
  let targets: Set<Target>?
  /// From before the sources are read until the build is done with.
  let lock: OutputLock?

  package var fileCount: Int { sources.count }

  /// - Parameter onStage: is called as each stage begins.
  package init(
    _ request: BuildRequest, onStage: (StageStart) -> Void = { _ in }
  ) throws(BuildFailure) {
    onStage(StageStart(.reading))
    project = try Project(request)
    lock =
      request.isWriting
      ? OutputLock(project.outputRoot) { onStage(StageStart(.waiting)) } : nil
    targets = request.targets
    sources = try Self.read(project)
  }

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
      let root = project.roots.first { $0.projectPath == path }
      let isFolder = root.map { (try? Disk.status($0.absolute))??.kind == .folder } ?? false
      throw .files([
        FileTrouble(
          places([path]), "there is no .ectype file " + (isFolder ? "in it" : "of that name"))
      ])
    }
  }
}
