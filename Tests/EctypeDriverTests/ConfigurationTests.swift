import EctypeAnalysis
import EctypeDiagnostics
import EctypeDriver
import EctypeModel
import Testing

/// The configuration of a text without mistakes.
private func read(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) -> Configuration {
  let (configuration, diagnostics) = Configuration.read(
    SourceFile(path: "ectype.json", text: text), file: FileID(0))
  #expect(diagnostics == [], sourceLocation: sourceLocation)
  return configuration
}

/// Checks the mistakes of a text: code, the text they stand at, message and helps.
private func check(
  _ text: String, _ expected: String..., sourceLocation: SourceLocation = #_sourceLocation
) {
  let source = SourceFile(path: "ectype.json", text: text)
  let (_, diagnostics) = Configuration.read(source, file: FileID(0))
  let found = diagnostics.map { diagnostic in
    ([
      "\(diagnostic.code.rawValue) at `\(source.text(diagnostic.primary.span))`",
      diagnostic.message,
    ]
      + diagnostic.helps.map(\.message)).joined(separator: ": ")
  }
  #expect(found == expected, sourceLocation: sourceLocation)
}

@Suite struct ConfigurationTests {
  @Test func nothingIsTheDefault() {
    #expect(read("{}") == Configuration())
    #expect(Configuration().outputFolders == ["lib", "priv/repo/migrations", "Sources/Models"])
  }

  @Test func versions() {
    check(
      #"{schemas: {primaryKey: "uuid_v7"}}"#,
      #"unsupported-version at `"uuid_v7"`: a UUID of version 7 needs Ecto 3.14: "#
        + #"where it runs on a newer one, say so: `elixir: { ecto: "3.14" }`: "#
        + #"or write `"uuid"`, one of random bits"#)
    #expect(
      read(#"{schemas: {primaryKey: "uuid_v7"}, elixir: {ecto: "3.14"}}"#).elixir.ecto
        == Version(3, 14))
    check(
      #"{elixir: {version: "1.10", ecto: "2.0"}}"#,
      #"invalid-configuration at `"1.10"`: `elixir.version` cannot be older than 1.14: write `"1.14"`"#,
      #"invalid-configuration at `"2.0"`: `elixir.ecto` cannot be older than 3.13: write `"3.13"`"#)
  }

  @Test func everyKey() {
    let configuration = read(
      """
      // JSON5
      {
        namespace: 'My.App', /* a module */
        "sources": ["models", "more/x.ectype",],
        timestamps: "utc_datetime",
        elixir: { lib: "a", migrations: "b", json: "builtin" },
        swift: { models: "c", access: "package", payloads: false, changesets: false },
        lints: { "unindexed-foreign-key": "error", "nullable-column": "off" },
      }
      """)
    var expected = Configuration()
    expected.namespace = ModuleName("My.App")
    expected.sources = ["models", "more/x.ectype"]
    expected.timestamps = "utc_datetime"
    expected.elixir.lib = "a"
    expected.elixir.migrations = "b"
    expected.elixir.json = .builtin
    expected.swift.models = "c"
    expected.swift.settings.access = .package
    expected.swift.settings.payloads = false
    expected.swift.settings.changesets = false
    expected.lints = ["unindexed-foreign-key": .error, "nullable-column": .off]
    #expect(configuration == expected)

    #expect(configuration.analysisSettings.namespace == ModuleName("My.App"))
    #expect(configuration.analysisSettings.timestamps == "utc_datetime")
    #expect(configuration.analysisSettings.lints["nullable-column"] == .off)
    #expect(configuration.elixirSettings.json == .builtin)
    #expect(configuration.swiftSettings.access == .package)
    #expect(!configuration.swiftSettings.payloads)
    #expect(!configuration.swiftSettings.changesets)
    #expect(configuration.swiftSettings.omitted == ModuleName("My.App"))
  }

  @Test func targetsThatAreOff() {
    #expect(read("{swift: false}").targets == [.elixir])
    #expect(read("{elixir: false}").outputFolders == ["Sources/Models"])
    check(
      "{swift: true}", "invalid-configuration at `true`: `swift` is an object, or `false`")
  }

  @Test func unknownKeys() {
    check(
      "{ namspace: 1 }",
      "unknown-setting at `namspace`: there is no setting `namspace`: did you mean `namespace`?")
    check(
      "{ swift: { 'model': '' }, x: {} }",
      "unknown-setting at `'model'`: there is no setting `swift.model`: did you mean `models`?",
      "unknown-setting at `x`: there is no setting `x`")
    check(
      "{ lints: { 'nullable-columns': 'off', 'unknown-type': 'off' } }",
      "unknown-setting at `'nullable-columns'`: there is no lint `nullable-columns`: "
        + "did you mean `nullable-column`?",
      "unknown-setting at `'unknown-type'`: there is no lint `unknown-type`")
  }

  @Test func wrongValues() {
    check("[]", "invalid-configuration at `[]`: `ectype.json` is an object")
    check("{namespace: 5}", "invalid-configuration at `5`: `namespace` is a string")
    let help = ": write `\"MyApp\"`"
    let names = [("my_app", help), ("MyApp.", help), ("", ""), ("My App", help), ("A.1", "")]
    for (name, help) in names {
      check(
        "{namespace: '\(name)'}",
        "invalid-configuration at `'\(name)'`: `namespace` is a module's name, as `MyApp`\(help)")
    }
    check("{sources: 'a'}", "invalid-configuration at `'a'`: `sources` is a list of paths")
    check(
      "{sources: []}",
      "invalid-configuration at `[]`: `sources` names no file or folder: "
        + "name the folder of the models: `[\"models\"]`")
    check(
      "{sources: ['']}",
      "invalid-configuration at `''`: `sources` is not a path: "
        + "write it as seen from the folder of `ectype.json`, which is `\".\"`")
    check(
      "{timestamps: 'utc_datetme'}",
      "invalid-configuration at `'utc_datetme'`: `timestamps` cannot be `utc_datetme`: "
        + "did you mean `utc_datetime`?")
    check(
      "{elixir: {json: 'poison'}}",
      "invalid-configuration at `'poison'`: `elixir.json` cannot be `poison`")
    check(
      "{swift: {payloads: null}}",
      "invalid-configuration at `null`: `swift.payloads` is `true` or `false`")
    check(
      "{elixir: {}, \"elixir\": {}}",
      "invalid-configuration at `\"elixir\"`: `elixir` is set twice: leave one of them out"
    )
  }

  /// What stands beside an embedded run-time may neither be called as its types nor as its file.
  @Test(arguments: ["String", "Assoc", "Type", "Swift"])
  func namespacesThatHideTypes(_ name: String) {
    check(
      "{swift: {runtime: 'embedded', namespace: '\(name)'}}",
      "invalid-configuration at `'\(name)'`: `swift.namespace` cannot be `\(name)`: "
        + "choose another name, such as `\(name)Models`")
  }

  @Test func namesBesideTheRuntime() {
    #expect(read("{swift: {namespace: 'String'}}").swift.settings.namespace == .type("String"))
    #expect(read("{swift: {singleFile: 'EctypeRuntime.swift'}}").swift.settings.singleFile != nil)
    check(
      "{swift: {singleFile: 'EctypeRuntime.swift', runtime: 'embedded'}}",
      "invalid-configuration at `'EctypeRuntime.swift'`: "
        + "`swift.singleFile` cannot be `EctypeRuntime.swift`: "
        + "choose another name, such as `Models.swift`")
  }

  @Test func namesOfSingleFiles() {
    #expect(read("{elixir: {singleFile: 'models.ex'}}").elixirSettings.singleFile == "models.ex")
    #expect(
      read("{swift: {singleFile: 'Models.swift'}}").swiftSettings.singleFile == "Models.swift")
    for name in ["lib/models.ex", "models.exs", ".ex", ".a.ex", "models.swift"] {
      check(
        "{elixir: {singleFile: '\(name)'}}",
        "invalid-configuration at `'\(name)'`: "
          + "`elixir.singleFile` is a file's name, as `models.ex`")
    }
    check(
      "{swift: {singleFile: 'a/Models.swift'}}",
      "invalid-configuration at `'a/Models.swift'`: "
        + "`swift.singleFile` is a file's name, as `Models.swift`")
  }

  @Test func whatIsNoJSON5() {
    check(
      "{\n  namespace MyApp\n}", "invalid-configuration at `M`: expected `:`, found `M`")
    check(
      "{namespace: MyApp}",
      "invalid-configuration at `MyApp`: `MyApp` is not a value; text is written in quotes")
    check("", "invalid-configuration at ``: expected a value, found the end of the file")
    check("{} {}", "invalid-configuration at `{`: expected the end of the file, found `{`")
    check("{a: 'b", "invalid-configuration at `'b`: this string is not closed")
    check("/* {}", "invalid-configuration at `/*`: this comment is not closed")
    check("{,}", "invalid-configuration at `,`: expected a key or `}`, found `,`")
    check("{a: [1 2]}", "invalid-configuration at `2`: expected `,` or `]`, found `2`")
    check(
      "{a: '\\uD800'}", "invalid-configuration at `\\uD800`: this escape is no character")
    let deep = String(repeating: "[", count: 100_000)
    check("\(deep)", "invalid-configuration at `[`: this is nested too deeply")
    let (_, diagnostics) = Configuration.read(
      SourceFile(path: "", bytes: [0x7B, 0xFF]), file: FileID(0))
    #expect(diagnostics.map(\.message) == ["the file is not UTF-8"])
  }

  @Test func strings() {
    let source = SourceFile(
      path: "", text: #"{sources: ["\x41\u0042\uD83D\uDE00\n\'\/", 'a"\\#nb']}"#)
    let (configuration, _) = Configuration.read(source, file: FileID(0))
    #expect(configuration.sources == ["AB😀\n'/", "a\"b"])
  }
}
