import EctypeDiagnostics

/// One compile of a project: compiles what was read, finds out what would change, and changes it when told to.
package struct Build: Sendable {
  private let inputs: BuildInputs
  package let compilation: CompilationResult
  /// What the compile has left behind lives as long as its result: freeing it piece by piece, at the end of a
  /// process, would only take time.
  nonisolated(unsafe) private let compiler: Compiler
  /// Of the diagnostics those in the files that were asked about.
  package private(set) var diagnostics: [Diagnostic] = []
  private let onlySelected: Bool

  package var project: Project { inputs.project }
  /// Sorted by their project paths.
  var sources: [ProjectSource] { inputs.sources }
  package var fileCount: Int { inputs.fileCount }
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Reads the sources and compiles them; nothing is written.
  ///
  /// - Parameters:
  ///   - onlySelected: leaves out diagnostics of files that were not named.
  ///   - onStage: is called as each stage begins.
  package init(
    _ request: BuildRequest, onlySelected: Bool = false, onStage: (StageStart) -> Void = { _ in }
  ) throws(BuildFailure) {
    self.init(
      try BuildInputs(request, onStage: onStage), onlySelected: onlySelected, onStage: onStage)
  }

  /// Compiles; nothing is written.
  package init(
    _ inputs: BuildInputs, onlySelected: Bool = false, onStage: (StageStart) -> Void = { _ in }
  ) {
    self.inputs = inputs
    self.onlySelected = onlySelected
    compiler = Compiler(inputs.project.configuration, targets: inputs.targets)
    compilation = compiler.compile(inputs.sources, onStage: onStage)
    diagnostics = selected(compilation)
  }

  /// For the same project with other sources, several times over.
  func incrementalCompiler() -> Compiler {
    Compiler(project.configuration, targets: inputs.targets, isIncremental: true)
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
    let written = try OutputWriter.write(plan, root: project.outputRoot)
    LastCompile.remember(inputs, compilation, plan, written: written)
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
