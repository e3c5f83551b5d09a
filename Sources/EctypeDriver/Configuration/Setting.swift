import EctypeAnalysis
import EctypeDiagnostics
import EctypeModel

/// A key of `ectype.json`. `all` is the only list of them: what is not in it is reported as unknown, and a test
/// holds docs/configuration.md to it. To add a key, give `Configuration` a property, `all` a line and the page a
/// heading.
package struct Setting: Sendable {
  /// With the objects it stands in: `swift.access`.
  package let key: String
  /// What it may be, where that is a choice.
  package let choices: [String]
  /// What it is where nobody says, as it would be written; nil for nothing.
  package let standard: String?
  let take: @Sendable (JSON5Value, inout ConfigurationReader) -> Void

  package static let all: [Setting] =
    [
      Setting("namespace", standard: nil) { $1.readNamespace($0) },
      Setting("sources", standard: "[\"models\"]") { $1.readSources($0) },
      choice("timestamps", \.timestamps, among: timestampTypes),
      choice("schemas.primaryKey", \.schemas.primaryKey, standard: .id),
      choice("schemas.foreignKeyType", \.schemas.foreignKeyType, standard: .id),
      choice("schemas.timestamps", \.schemas.timestamps, among: timestampTypes),
      Setting("schemas.prefix", standard: nil) { value, reader in
        reader.configuration.schemas.prefix = reader.string(value, "schemas.prefix")
      },
      Setting("schemas.derive", standard: "[]") { $1.readDerivations($0) },
      path("elixir.lib", \.elixir.lib),
      path("elixir.migrations", \.elixir.migrations),
      choice("elixir.json", \.elixir.json),
      fileName("elixir.singleFile", \.elixir.singleFile, "models.ex"),
      version("elixir.version", \.elixir.version),
      version("elixir.ecto", \.elixir.ecto),
      path("swift.models", \.swift.models),
      choice("swift.access", \.swift.settings.access),
      Setting("swift.namespace", choices: ["module", "none"], standard: "\"module\"") {
        $1.readSwiftNamespace($0)
      },
      choice("swift.ids", \.swift.settings.identifiers),
      choice("swift.dates", \.swift.settings.dates),
      flag("swift.payloads", \.swift.settings.payloads),
      flag("swift.changesets", \.swift.settings.changesets),
      Setting("swift.indent", standard: "2") { $1.readIndentation($0) },
      fileName("swift.singleFile", \.swift.settings.singleFile, "Models.swift"),
      choice("swift.runtime", \.swift.settings.runtime),
    ] + lints

  private static let timestampTypes = [
    "naive_datetime", "naive_datetime_usec", "utc_datetime", "utc_datetime_usec",
  ]

  private static let lints = DiagnosticCode.allCases.filter(\.isLint).map { code in
    let name = code.rawValue
    let levels = AnalysisSettings.LintLevel.allCases.map(\.rawValue)
    let standard = "\"\(AnalysisSettings().level(of: code).rawValue)\""
    return Setting("lints.\(name)", choices: levels, standard: standard) { value, reader in
      reader.configuration.lints[name] =
        reader.choice(value, "lints.\(name)", levels).flatMap(AnalysisSettings.LintLevel.init)
    }
  }

  private init(
    _ key: String, choices: [String] = [], standard: String?,
    take: @escaping @Sendable (JSON5Value, inout ConfigurationReader) -> Void
  ) {
    self.key = key
    self.choices = choices
    self.standard = standard
    self.take = take
  }

  // MARK: Kinds of values

  typealias Property<Value> = WritableKeyPath<Configuration, Value> & Sendable

  /// A path, relative to the folder of `ectype.json`.
  private static func path(_ key: String, _ property: Property<String>) -> Setting {
    Setting(key, standard: "\"\(Configuration()[keyPath: property])\"") { value, reader in
      if let path = reader.path(value, key) { reader.configuration[keyPath: property] = path }
    }
  }

  /// A file's name, with the suffix of the example.
  private static func fileName(
    _ key: String, _ property: Property<String?>, _ example: String
  ) -> Setting {
    Setting(key, standard: nil) { value, reader in
      guard let name = reader.fileName(value, key, example) else { return }
      reader.configuration[keyPath: property] = name
    }
  }

  private static func flag(_ key: String, _ property: Property<Bool>) -> Setting {
    Setting(key, standard: "\(Configuration()[keyPath: property])") { value, reader in
      if let flag = reader.boolean(value, key) { reader.configuration[keyPath: property] = flag }
    }
  }

  /// One of some words.
  private static func choice(
    _ key: String, _ property: Property<String>, among choices: [String]
  ) -> Setting {
    let standard = "\"\(Configuration()[keyPath: property])\""
    return Setting(key, choices: choices, standard: standard) { value, reader in
      guard let word = reader.choice(value, key, choices) else { return }
      reader.configuration[keyPath: property] = word
    }
  }

  /// The same, where nobody must say it.
  private static func choice(
    _ key: String, _ property: Property<String?>, among choices: [String]
  ) -> Setting {
    Setting(key, choices: choices, standard: nil) { value, reader in
      reader.configuration[keyPath: property] = reader.choice(value, key, choices)
    }
  }

  private static func choice<Choice: RawRepresentable & CaseIterable & SendableMetatype>(
    _ key: String, _ property: Property<Choice?>, standard: Choice
  ) -> Setting where Choice.RawValue == String {
    let choices = Choice.allCases.map(\.rawValue)
    return Setting(key, choices: choices, standard: "\"\(standard.rawValue)\"") { value, reader in
      reader.configuration[keyPath: property] = reader.choice(value, key, choices)
        .flatMap(Choice.init)
    }
  }

  /// `"3.13"`
  private static func version(_ key: String, _ property: Property<Version>) -> Setting {
    Setting(key, standard: "\"\(Configuration()[keyPath: property])\"") { value, reader in
      if let version = reader.version(value, key) {
        reader.configuration[keyPath: property] = version
      }
    }
  }

  /// One of an enumeration's raw values.
  private static func choice<Choice: RawRepresentable & CaseIterable & SendableMetatype>(
    _ key: String, _ property: Property<Choice>
  ) -> Setting where Choice.RawValue == String {
    let choices = Choice.allCases.map(\.rawValue)
    let standard = "\"\(Configuration()[keyPath: property].rawValue)\""
    return Setting(key, choices: choices, standard: standard) { value, reader in
      guard let word = reader.choice(value, key, choices), let choice = Choice(rawValue: word)
      else { return }
      reader.configuration[keyPath: property] = choice
    }
  }
}
