import EctypeDiagnostics
import EctypeWatch

/// A project that is compiled again whenever its sources or its configuration change. What could be compiled last
/// stays written until something newer can be.
package final class WatchedProject {
  private let request: BuildRequest
  private let events: any FolderEvents
  private var state: State?
  /// Why there is no state.
  private var failure: BuildFailure?
  /// What was written last; nil where it is not known.
  private var written: [Output]?
  private var manifest: WrittenManifest?
  private var isBroken = false

  /// Everything that follows from the configuration.
  private struct State {
    var project: Project
    var sources: WatchedSources
    var compiler: Compiler
  }

  /// One compile.
  package struct Rebuild: Sendable {
    /// Project paths, sorted; empty for the first.
    package var changed: [String]
    package var sourceCount = 0
    package var diagnostics: [Diagnostic] = []
    package var sources = SourceMap()
    /// Why nothing was compiled or written.
    package var failure: BuildFailure?
    package var notes: [String] = []
    package var writtenPaths: [String] = []
    package var removedPaths: [String] = []
    /// There were errors before, and there are none now.
    package var isMended = false

    package var hasErrors: Bool {
      failure != nil || diagnostics.contains { $0.severity == .error }
    }
  }

  package init(_ request: BuildRequest, _ events: any FolderEvents) {
    self.request = request
    self.events = events
  }

  package var folderCount: Int { events.count }

  /// The first compile.
  package func start() throws(WatchTrouble) -> Rebuild {
    try configure()
    return rebuild([])
  }

  /// Compiles what has changed; nil if that is nothing.
  package func update(_ changes: FolderChanges) throws(WatchTrouble) -> Rebuild? {
    var paths: Set<String> = []
    var touchesConfiguration = changes.entries.contains { $0.name == Configuration.fileName }
    let troubles = state?.sources.troubles
    if state != nil {
      let update = try state!.sources.apply(changes)
      paths = update.paths
      touchesConfiguration = update.touchesConfiguration || failure != nil && touchesConfiguration
    }
    if touchesConfiguration {
      try configure()
      return rebuild([Configuration.fileName])
    }
    guard failure == nil, !paths.isEmpty || state?.sources.troubles != troubles else { return nil }
    return rebuild(paths.sorted())
  }

  // MARK: Configuration

  private func configure() throws(WatchTrouble) {
    let project: Project
    do throws(BuildFailure) {
      project = try Project(request)
      guard project.hasOutputs else {
        throw .usage(
          "there is no \(Configuration.fileName) here or above that says where outputs go",
          help: "name a folder for them: --out DIR")
      }
    } catch {
      failure = error
      return try watchForConfiguration()
    }
    failure = nil
    var sources = WatchedSources(project, events)
    try sources.scan()
    state = State(
      project: project, sources: sources,
      compiler: Compiler(project.configuration, targets: request.targets, isIncremental: true))
    written = nil
  }

  /// It may come, or be mended, in any folder from the working folder upwards.
  private func watchForConfiguration() throws(WatchTrouble) {
    var folder = request.workingFolder
    while true {
      _ = try events.watch(folder)
      if folder == "/" || folder.isEmpty { return }
      folder = Paths.parent(folder)
    }
  }

  // MARK: Compiling

  private func rebuild(_ changed: [String]) -> Rebuild {
    var result = Rebuild(changed: changed)
    do throws(BuildFailure) { try compile(&result) } catch { result.failure = error }
    result.isMended = isBroken && !result.hasErrors
    isBroken = result.hasErrors
    return result
  }

  private func compile(_ result: inout Rebuild) throws(BuildFailure) {
    if let failure { throw failure }
    guard let state else { return }
    if !state.sources.troubles.isEmpty { throw .files(state.sources.troubles) }
    let sources = state.sources.sources
    result.sourceCount = sources.count
    // A project may begin without a source, and one that has lost them all keeps its outputs.
    if sources.isEmpty { return }
    let compilation = state.compiler.compile(sources)
    result.diagnostics = compilation.diagnostics
    result.sources = compilation.sources
    if compilation.hasErrors { return }
    do throws(FileTrouble) {
      try write(compilation.outputs, state.project, &result)
    } catch {
      written = nil
      throw .files([error])
    }
  }

  private func write(
    _ outputs: [Output], _ project: Project, _ result: inout Rebuild
  ) throws(FileTrouble) {
    let lock = OutputLock(project.outputRoot) {}
    defer { withExtendedLifetime(lock) {} }
    let difference = written.map { OutputDifference(from: $0, to: outputs) }
    let plan = OutputPlanner.plan(
      outputs, root: project.outputRoot, folders: project.configuration.outputFolders,
      scope: project.scope, difference, manifest)
    result.notes = plan.notes
    guard plan.troubles.isEmpty else {
      written = nil
      result.failure = .files(plan.troubles)
      return
    }
    try OutputWriter.write(plan, root: project.outputRoot, isFirst: written == nil)
    written = outputs
    manifest = plan.writtenManifest ?? manifest
    for change in plan.changes {
      if change.kind == .remove {
        result.removedPaths.append(change.path)
      } else {
        result.writtenPaths.append(change.path)
      }
    }
  }
}
