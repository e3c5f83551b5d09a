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

/// A file that a compilation gives. It does not change: one that two compiles give is the same in both.
package final class Output: Hashable, Sendable {
  package let target: Target
  /// Relative to the project (or to the `--out` folder), with `/`: `lib/my_app/blog/post.ex`.
  package let path: String
  package let content: FileContent
  /// The project path of the source it comes from, or of the first.
  package let origin: String
  /// It is written whichever sources are compiled.
  package let isOfAllSources: Bool

  package init(
    target: Target, path: String, content: FileContent, origin: String, isOfAllSources: Bool = false
  ) {
    self.target = target
    self.path = path
    self.content = content
    self.origin = origin
    self.isOfAllSources = isOfAllSources
  }

  package var bytes: [UInt8] { content.bytes }

  package static func == (a: Output, b: Output) -> Bool {
    a === b
      || a.target == b.target && a.path == b.path && a.origin == b.origin
        && a.content == b.content
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(target)
    hasher.combine(path)
    hasher.combine(content)
  }
}

package struct CompilationResult: Sendable {
  /// Sorted by path; empty where there is an error.
  package var outputs: [Output]
  /// In the order of files and places.
  package var diagnostics: [Diagnostic]
  /// The files the diagnostics point into.
  package var sources: SourceMap
  /// The project path of each of them.
  package var projectPaths: [FileID: String]

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension Compiler {
  /// One compile of sources in any order; their project paths are distinct.
  ///
  /// - Parameters:
  ///   - targets: what is translated, of what the configuration asks for; all of it where nil.
  ///   - onStage: is called as each stage begins.
  package static func compile(
    _ sources: [ProjectSource], _ configuration: Configuration, targets: Set<Target>? = nil,
    onStage: (StageStart) -> Void = { _ in }
  ) -> CompilationResult {
    let compiler = Compiler(configuration, targets: targets)
    return compiler.compile(
      sources.sorted { $0.projectPath.utf8.lexicographicallyPrecedes($1.projectPath.utf8) },
      onStage: onStage)
  }
}
