import Foundation
import PackagePlugin

/// Makes the run-time's sources a string of the compiler's, which writes them where `swift.runtime` is `embedded`.
@main
struct EmbedRuntime: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) async throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Sources/EctypeRuntime")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let sources = (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedRuntimeSource.swift")
    return [
      .buildCommand(
        displayName: "Embedding EctypeRuntime",
        executable: try context.tool(named: "embed-runtime").url,
        arguments: [output.path] + sources.map(\.path), inputFiles: sources,
        outputFiles: [output])
    ]
  }
}
