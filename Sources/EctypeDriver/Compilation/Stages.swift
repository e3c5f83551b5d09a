import EctypeAnalysis
import EctypeDiagnostics
import EctypeModel
import EctypeSyntax
import ElixirBackend
import SwiftBackend

/// The stages of the pipeline, as the modules they live in are called: the one place that knows them.
enum Stages {
  static func parse(
    _ source: SourceFile, _ file: FileID
  ) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
    EctypeSyntax.parse(source, file: file)
  }

  static func analyzer(_ configuration: Configuration, isIncremental: Bool) -> Analyzer {
    Analyzer(settings: configuration.analysisSettings, isIncremental: isIncremental)
  }

  static func translation(
    _ target: Target, _ configuration: Configuration, isIncremental: Bool
  ) -> Translation {
    switch target {
    case .elixir:
      let translation = ElixirTranslation(
        settings: configuration.elixirSettings, isIncremental: isIncremental)
      return { program, changes in
        let files = translation.files(program, changes)
        let file = configuration.elixir.singleFile
        return (files, translation.cycles.map { OutputLayout.diagnostic(of: $0, in: file) })
      }
    case .swift:
      let translation = SwiftTranslation(
        settings: configuration.swiftSettings, isIncremental: isIncremental)
      return { (translation.files($0, $1), []) }
    }
  }

  /// The files of a program, and why they cannot be written. It may keep what a program has in common with the next.
  typealias Translation = (Program, ProgramChanges) -> (files: [OutputFile], mistakes: [Diagnostic])
}
