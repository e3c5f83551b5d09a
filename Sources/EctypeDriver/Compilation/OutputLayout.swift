import EctypeDiagnostics
import EctypeModel
import ElixirBackend

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

  /// An error about modules that Elixir cannot compile.
  /// - Parameter file: the one file that they stand in, if they do.
  static func diagnostic(of cycle: ModuleCycle, in file: String?) -> Diagnostic {
    let steps = cycle.steps
    let labels = steps.indices.map { index in
      let next = steps[(index + 1) % steps.count].module
      let what = steps[index].isOfStruct ? "the struct of `\(next)`" : "`\(next)`"
      return Label(steps[index].place, "`\(steps[index].module)` needs \(what)")
    }
    let names = steps.map { "`\($0.module)`" }
    let (others, last) = (names.dropLast().joined(separator: ", "), names[names.count - 1])
    let isOfStructs = steps.allSatisfy(\.isOfStruct)
    let move = "move one of the functions into a module of its own"
    let apart = "leave out `elixir.singleFile`: modules in files of their own may need each other"
    let why =
      file.map {
        "Elixir compiles `\($0)` from top to bottom: what a module needs must stand above it"
      } ?? "a module has its struct only when all that its declarations ask for is compiled"
    return Diagnostic(
      .moduleCycle,
      file == nil
        ? "\(others) and \(last) wait for each other to be compiled"
        : "\(others) and \(last) cannot stand in one file",
      at: labels[0].span, label: labels[0].message, secondary: Array(labels.dropFirst()),
      notes: [why], helps: isOfStructs ? [Help(apart), Help("or \(move)")] : [Help(move)])
  }
}
