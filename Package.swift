// swift-tools-version: 6.2
import PackageDescription

// A straight chain, readable from top to bottom: a target depends only on targets above it.
// What an app needs is `EctypeRuntime` alone; it never builds the compiler.

// A release optimises the compiler's modules as if they were one: without this nothing `package` is inlined or
// specialised where another module uses it. The exclusivity of accesses is checked in debug builds, by the tests; warnings
// are theirs too: those that a release adds are of the system's modules, which know nothing of these flags.
let optimized: [SwiftSetting] = [
  .unsafeFlags(
    [
      "-enable-library-evolution", "-Xfrontend", "-package-cmo", "-Xfrontend",
      "-allow-non-resilient-access", "-enforce-exclusivity=unchecked", "-suppress-warnings",
    ], .when(configuration: .release))
]

let package = Package(
  name: "ectype",
  platforms: [.macOS(.v13), .iOS(.v16)],
  products: [
    .library(name: "EctypeRuntime", targets: ["EctypeRuntime"]),
    .executable(name: "ectype", targets: ["ectype"]),
  ],
  targets: [
    .target(name: "EctypeRuntime"),

    .target(name: "EctypeDiagnostics", swiftSettings: optimized),
    .target(name: "EctypeText", swiftSettings: optimized),
    .target(
      name: "EctypeSyntax", dependencies: ["EctypeDiagnostics", "EctypeText"],
      swiftSettings: optimized),
    .target(
      name: "EctypeModel", dependencies: ["EctypeDiagnostics", "EctypeText"],
      swiftSettings: optimized),
    .target(
      name: "EctypeAnalysis",
      dependencies: ["EctypeDiagnostics", "EctypeModel", "EctypeSyntax", "EctypeText"],
      swiftSettings: optimized),
    .target(
      name: "ElixirBackend", dependencies: ["EctypeDiagnostics", "EctypeModel", "EctypeText"],
      swiftSettings: optimized),
    .plugin(
      name: "EmbedRuntime", capability: .buildTool(), dependencies: ["embed-runtime"]),
    .executableTarget(name: "embed-runtime"),
    .target(name: "EmbeddedRuntime", plugins: ["EmbedRuntime"]),
    .target(
      name: "SwiftBackend",
      dependencies: ["EctypeDiagnostics", "EctypeModel", "EctypeText", "EmbeddedRuntime"],
      swiftSettings: optimized),
    .target(name: "EctypeWatch", swiftSettings: optimized),
    .target(
      name: "EctypeDriver",
      dependencies: [
        "EctypeAnalysis", "EctypeDiagnostics", "EctypeModel", "EctypeSyntax", "EctypeWatch",
        "ElixirBackend", "SwiftBackend",
      ], swiftSettings: optimized),
    .executableTarget(
      name: "ectype", dependencies: ["EctypeDiagnostics", "EctypeDriver", "EctypeWatch"],
      swiftSettings: optimized),

    .executableTarget(
      name: "parse-benchmark", dependencies: ["EctypeDiagnostics", "EctypeSyntax"],
      path: "benchmarks/Parse", swiftSettings: optimized),

    // All that a test sees is named: of what is not, a changed layout would not make its tests anew.
    .testTarget(name: "EctypeDiagnosticsTests", dependencies: ["EctypeDiagnostics"]),
    .testTarget(name: "EctypeTextTests", dependencies: ["EctypeText"]),
    .testTarget(
      name: "EctypeSyntaxTests", dependencies: ["EctypeDiagnostics", "EctypeSyntax"]),
    .testTarget(name: "EctypeAnalysisTests", dependencies: ["EctypeAnalysis"]),
    .testTarget(
      name: "ElixirBackendTests",
      dependencies: ["EctypeDiagnostics", "EctypeModel", "ElixirBackend"]),
    .testTarget(
      name: "SwiftBackendTests", dependencies: ["EctypeDiagnostics", "EctypeModel", "SwiftBackend"]),
    .testTarget(
      name: "EctypeDriverTests",
      dependencies: [
        "EctypeAnalysis", "EctypeDiagnostics", "EctypeDriver", "EctypeModel", "EctypeWatch",
      ]),
    .testTarget(
      name: "EctypeRuntimeTests", dependencies: ["EctypeRuntime", "RecordedTerms"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "GoldenTests",
      dependencies: [
        "EctypeAnalysis", "EctypeDiagnostics", "EctypeDriver", "EctypeModel", "EctypeRuntime",
        "EctypeSyntax", "RecordedTerms",
      ]),

    // What the compiler gives for fixtures/projects: compiled as an app's target would be, and strictly.
    generatedModels("BlogModels", project: "blog"),
    generatedModels("ShopModels", project: "shop"),
    generatedModels("AsksModels", project: "queries"),
    generatedModels("NamesModels", project: "names"),
    generatedModels("FunctionsModels", project: "functions"),
    generatedModels("HostileModels", project: "hostile"),
    generatedModels("SpansModels", project: "elixir_1_17"),
    // With the types that the app declares: both are links.
    generatedModels("ValuesModels", path: "Tests/ValuesModels"),
    .testTarget(
      name: "GeneratedSwiftTests",
      dependencies: [
        "AsksModels", "BlogModels", "EctypeRuntime", "FunctionsModels", "HostileModels",
        "NamesModels", "RecordedTerms", "ShopModels", "SpansModels", "ValuesModels",
      ]),
    .target(name: "RecordedTerms", dependencies: ["EctypeRuntime"], path: "Tests/RecordedTerms"),
  ],
  swiftLanguageModes: [.v6]
)

func generatedModels(_ name: String, project: String) -> Target {
  generatedModels(name, path: "golden/projects/\(project)/swift")
}

func generatedModels(_ name: String, path: String) -> Target {
  .target(
    name: name, dependencies: ["EctypeRuntime"], path: path,
    swiftSettings: [
      .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InternalImportsByDefault"),
    ])
}
