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
      return translation.files
    case .swift:
      let translation = SwiftTranslation(
        settings: configuration.swiftSettings, isIncremental: isIncremental)
      return translation.files
    }
  }

  /// The files of a program, which may keep what it has in common with the next.
  typealias Translation = (Program, ProgramChanges) -> [OutputFile]
}
