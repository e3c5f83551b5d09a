import EctypeAnalysis
import EctypeDiagnostics
import EctypeModel

/// A kind of output.
package enum Target: String, CaseIterable, Hashable, Sendable, Comparable {
  case elixir, swift

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// What `ectype.json` says of a project. The file is JSON5: comments, trailing commas and unquoted keys are
/// allowed. Every key may be left out; paths are relative to the file's folder. `Setting.all` is how each is read,
/// and docs/configuration.md what it means to users.
///
///     {
///       "namespace": "MyApp",
///       "sources": ["models"],
///       "timestamps": "utc_datetime",
///       "elixir": { "lib": "lib", "migrations": "priv/repo/migrations", "json": "jason" },
///       "swift": { "models": "Sources/Models", "access": "public" },
///       "lints": { "unindexed-foreign-key": "error" },
///     }
package struct Configuration: Hashable, Sendable {
  /// The name of the file.
  package static let fileName = "ectype.json"

  /// `namespace`: the module that prefixes declarations of files without a `module` line, and that Swift's
  /// namespaces leave out. None by default.
  package var namespace = ModuleName([])
  /// `sources`: files, and folders in which every `.ectype` file counts. `["models"]` by default.
  package var sources = ["models"]
  /// `timestamps`: the type of timestamps that do not say theirs, one of Ecto's `naive_datetime` (the
  /// default), `naive_datetime_usec`, `utc_datetime`, `utc_datetime_usec`.
  package var timestamps = "naive_datetime"
  /// `schemas`: what every schema has that says nothing else.
  package var schemas = SchemaDefaults()
  /// What is written; `elixir: false` and `swift: false` take one away.
  package var targets = Set(Target.allCases)
  /// `elixir`: the Elixir output.
  package var elixir = Elixir()
  /// `swift`: the Swift output.
  package var swift = Swift()
  /// `lints`: each lint's level by its name, `off`, `warn` (the default) or `error`.
  package var lints: [String: AnalysisSettings.LintLevel] = [:]

  package struct Elixir: Hashable, Sendable {
    /// `elixir.lib`: the folder of modules, `lib` by default.
    package var lib = "lib"
    /// `elixir.migrations`: the folder of migrations, `priv/repo/migrations` by default.
    package var migrations = "priv/repo/migrations"
    /// `elixir.json`: what encodes schemas, `jason` (the default), `builtin` for Elixir's own `JSON`, or `none`.
    package var json = ElixirSettings.JSONEncoder.jason
    /// `elixir.singleFile`: the name of one file for all modules; one a module without it.
    package var singleFile: String?
    /// `elixir.version`, `elixir.ecto`: the oldest that the output must run on.
    package var version = AnalysisSettings().elixir
    package var ecto = AnalysisSettings().ecto
  }

  package struct Swift: Hashable, Sendable {
    /// `swift.models`: the folder of models, `Sources/Models` by default.
    package var models = "Sources/Models"
    /// The other settings of `swift`.
    package var settings = SwiftSettings()
  }

  package init() {}

  /// The same settings with outputs in the standard folders of an `--out` folder.
  package func withStandardFolders() -> Configuration {
    var result = self
    result.elixir.lib = "elixir/lib"
    result.elixir.migrations = "elixir/priv/repo/migrations"
    result.swift.models = "swift"
    return result
  }

  /// The folders that outputs may be written to.
  package var outputFolders: [String] {
    (targets.contains(.elixir) ? [elixir.lib, elixir.migrations] : [])
      + (targets.contains(.swift) ? [swift.models] : [])
  }
}

extension Configuration {
  package var analysisSettings: AnalysisSettings {
    var settings = AnalysisSettings()
    settings.namespace = namespace
    settings.timestamps = timestamps
    settings.schemas = schemas
    settings.elixir = elixir.version
    settings.ecto = elixir.ecto
    settings.lints = lints
    return settings
  }

  package var elixirSettings: ElixirSettings {
    var settings = ElixirSettings()
    settings.json = elixir.json
    settings.singleFile = elixir.singleFile
    return settings
  }

  package var swiftSettings: SwiftSettings {
    var settings = swift.settings
    settings.omitted = namespace
    return settings
  }
}
