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

  /// An error for each output whose path another one has, letter case aside: some file systems make no
  /// difference.
  static func conflicts(_ outputs: [Output], _ file: (String) -> FileID) -> [Diagnostic] {
    var seen: [String: Output] = [:]
    var result: [Diagnostic] = []
    for output in outputs {
      guard let first = seen.updateValue(output, forKey: output.path.lowercased()) else { continue }
      let why =
        first.path == output.path ? "twice" : "beside `\(first.path)`, which differs only in case"
      result.append(
        Diagnostic(
          .outputConflict, "`\(output.path)` would be written \(why)",
          at: start(of: output, file), label: "one comes from this file",
          secondary: first.origin == output.origin
            ? [] : [Label(start(of: first, file), "the other from this one")],
          helps: [Help("rename one of the declarations, or put it into another module")]))
    }
    return result
  }

  private static func start(of output: Output, _ file: (String) -> FileID) -> Span {
    Span(file: file(output.origin), start: 0, end: 0)
  }
}
