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

  static func analyze(
    _ trees: [SyntaxTree], paths: [String], _ configuration: Configuration
  ) -> AnalysisResult {
    Analyzer(trees, paths: paths, settings: configuration.analysisSettings).run()
  }

  static func translate(
    _ program: Program, _ target: Target, _ configuration: Configuration
  ) -> [OutputFile] {
    switch target {
    case .elixir: ElixirTranslation(program, settings: configuration.elixirSettings).files()
    case .swift: SwiftBackend.translate(program, settings: configuration.swiftSettings)
    }
  }
}
