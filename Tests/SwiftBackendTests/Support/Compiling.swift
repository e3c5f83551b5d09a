import Foundation
import Testing

/// The mixes of settings that generated code has to compile under, beside Swift 6 mode with warnings as errors.
let compilerModes: [[String]] = {
  let upcoming = [
    "ExistentialAny", "MemberImportVisibility", "InternalImportsByDefault",
    "NonisolatedNonsendingByDefault", "InferIsolatedConformances", "ImmutableWeakCaptures",
  ].flatMap { ["-enable-upcoming-feature", $0] }
  let isolation = ["-default-isolation", "MainActor"]
  return [[], isolation, upcoming, isolation + upcoming]
}()

/// The folder of the modules that this package's build made, the run-time's among them.
private func modulesFolder() throws -> String {
  var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
  while folder.path != "/" {
    folder.deleteLastPathComponent()
    let modules = folder.appendingPathComponent("Modules")
    if FileManager.default.fileExists(
      atPath: modules.appendingPathComponent("EctypeRuntime.swiftmodule").path)
    {
      return modules.path
    }
  }
  throw CocoaError(.fileNoSuchFile)
}

/// Type-checks files that use the run-time, as one module, in Swift 6 mode with warnings as errors.
func checkCompiles(
  _ files: [(name: String, text: [UInt8])], modes: [[String]] = compilerModes,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  for mode in modes {
    let output = try compilerOutput(files, mode)
    #expect(output.isEmpty, "\(mode): \(output.prefix(3000))", sourceLocation: sourceLocation)
  }
}

/// What the compiler says of files that use the run-time; nothing where it takes them.
func compilerOutput(
  _ files: [(name: String, text: [UInt8])], _ mode: [String] = []
) throws -> String {
  let modules = try modulesFolder()
  return try withTemporaryFolder { folder in
    var paths: [String] = []
    for file in files {
      let url = folder.appendingPathComponent(file.name)
      try Data(file.text).write(to: url)
      paths.append(url.path)
    }
    let result = try run(
      [
        "swiftc", "-typecheck", "-swift-version", "6", "-warnings-as-errors", "-parse-as-library",
        "-module-name", "Models", "-package-name", "models", "-I", modules,
      ] + mode + paths)
    return result.status == 0 ? "" : "status \(result.status): " + result.output
  }
}

/// Compiles and runs a script; returns what it printed.
func runScript(_ text: [UInt8]) throws -> String {
  try withTemporaryFolder { folder in
    let source = folder.appendingPathComponent("main.swift")
    let program = folder.appendingPathComponent("program")
    try Data(text).write(to: source)
    let compiled = try run(
      "swiftc", "-swift-version", "6", "-warnings-as-errors", "-Onone", source.path, "-o",
      program.path)
    try #require(compiled.status == 0, "\(compiled.output.prefix(3000))")
    return try run(program.path).output
  }
}
