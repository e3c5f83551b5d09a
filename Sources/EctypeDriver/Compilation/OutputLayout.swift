import EctypeDiagnostics
import EctypeModel

/// Where outputs go.
enum OutputLayout {
  /// Back ends name files relative to the folder that the configuration gives for their kind; what stands
  /// before such a name.
  static func prefix(
    of folder: OutputFile.Folder, _ configuration: Configuration
  ) -> String {
    let path =
      switch folder {
      case .elixirLibrary: configuration.elixir.lib
      case .elixirMigrations: configuration.elixir.migrations
      case .swiftModels: configuration.swift.models
      }
    let parts = path.split(separator: "/").filter { $0 != "." }
    let prefix = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    return parts.isEmpty ? prefix : prefix + "/"
  }

  /// An error about two outputs of one path.
  static func diagnostic(
    of conflict: (first: Output, second: Output), _ file: (String) -> FileID
  ) -> Diagnostic {
    let (first, output) = conflict
    let why =
      first.path == output.path ? "twice" : "beside `\(first.path)`, which differs only in case"
    func start(_ output: Output) -> Span { Span(file: file(output.origin), start: 0, end: 0) }
    return Diagnostic(
      .outputConflict, "`\(output.path)` would be written \(why)",
      at: start(output), label: "one comes from this file",
      secondary: first.origin == output.origin
        ? [] : [Label(start(first), "the other from this one")],
      helps: [Help("rename one of the declarations, or put it into another module")])
  }
}
