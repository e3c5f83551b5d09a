import EctypeDiagnostics

/// What the user asked for.
package struct BuildRequest: Sendable {
  /// Absolute; where paths count from.
  package var workingFolder: String
  /// The files and folders named on the command line.
  package var paths: [String] = []
  /// The `--out` folder.
  package var outFolder: String?
  /// nil for what the configuration asks for.
  package var targets: Set<Target>?
  /// The text of standard input: a source by itself or, with a path, what that file is taken to hold.
  package var input: [UInt8]?
  /// Whether outputs are to be written: then nobody else may meanwhile.
  package var isWriting = false

  package init(workingFolder: String) { self.workingFolder = workingFolder }
}

/// Why nothing could be compiled.
package enum BuildFailure: Error, Sendable {
  /// The request makes no sense here.
  case usage(String, help: String)
  case files([FileTrouble])
  /// `ectype.json` says what cannot be.
  case configuration([Diagnostic], SourceMap)
}

/// The text of standard input and the project path it stands for.
package struct SourceInput: Sendable {
  /// What a text without a path is called.
  static let name = "<stdin>"

  var path: String
  /// As the user sees it.
  var shown: String
  var bytes: [UInt8]
}

/// A configuration and the folder it speaks of; or, without one, files that were named.
package struct Project: Sendable {
  package var configuration: Configuration
  /// What `ectype.json` holds.
  let configurationText: [UInt8]?
  /// Absolute; what sources' project paths are relative to.
  package var folder: String
  /// Absolute; what outputs' paths are relative to.
  package var outputRoot: String
  /// Whether outputs have a place to go to.
  package var hasOutputs: Bool
  package var roots: [SourceRoot]
  package var scope: OutputScope
  /// What stands in the place of a file's text, or is all there is to compile.
  package var input: SourceInput?

  /// Finds `ectype.json` from the working folder upwards, and applies the request to what it says.
  package init(_ request: BuildRequest) throws(BuildFailure) {
    let working = request.workingFolder
    let found = try Self.findConfiguration(working)
    let base = found?.folder ?? working
    configuration = found?.configuration ?? Configuration()
    configurationText = found?.text
    folder = base
    hasOutputs = found != nil || request.outFolder != nil
    outputRoot = folder
    scope = OutputScope(targets: request.targets ?? Set(Target.allCases))
    if let out = request.outFolder {
      outputRoot = Paths.normalized(Paths.join(working, out))
      configuration = configuration.withStandardFolders()
    }
    if let input = request.input, request.paths.isEmpty {
      self.input = SourceInput(
        path: SourceInput.name, shown: SourceInput.name, bytes: input)
      roots = []
      return
    }
    if let input = request.input {
      guard request.paths.count == 1 else {
        throw .usage(
          "`--stdin` stands for one file, not for \(request.paths.count)", help: "name one")
      }
      let path = Paths.relative(
        Paths.normalized(Paths.join(working, request.paths[0])), from: base)
      self.input = SourceInput(
        path: path, shown: Paths.normalized(request.paths[0]), bytes: input)
    }
    // With a place of their own for outputs, or without a project, the named paths are all there is.
    if !request.paths.isEmpty, found == nil || request.outFolder != nil {
      roots = request.paths.map { Self.root($0, working, project: base) }
      scope.sources = roots.map(\.projectPath)
      return
    }
    guard found != nil else {
      throw .usage(
        "there is no \(Configuration.fileName) here or above, and no file is named",
        help: "name the files, or start a project: ectype init")
    }
    roots = configuration.sources.map { source in
      let absolute = Paths.normalized(Paths.join(base, source))
      return SourceRoot(
        absolute: absolute, shown: Paths.relative(absolute, from: working),
        projectPath: Paths.relative(absolute, from: base))
    }
    if !request.paths.isEmpty { scope.sources = try selection(request) }
  }

  /// The named paths as project paths, each of which is, or holds, or lies in one of the sources.
  private func selection(_ request: BuildRequest) throws(BuildFailure) -> [String] {
    var result: [String] = []
    for path in request.paths {
      let absolute = Paths.normalized(Paths.join(request.workingFolder, path))
      let isSource = roots.contains {
        Paths.isInside(absolute, $0.absolute) || Paths.isInside($0.absolute, absolute)
      }
      guard isSource else {
        if try !Self.exists(absolute) {
          throw .files([FileTrouble(path, "there is no such file or folder")])
        }
        throw .usage(
          "`\(path)` is not among the sources of the project in `\(folder)`",
          help: "add it to `sources` in \(Configuration.fileName), or compile it with --out")
      }
      result.append(Paths.relative(absolute, from: folder))
    }
    return result
  }

  /// A named path: headers call it by its place in the project, or, outside it, by its name.
  private static func root(_ path: String, _ working: String, project: String) -> SourceRoot {
    let absolute = Paths.normalized(Paths.join(working, path))
    let isInside = Paths.isInside(absolute, project)
    return SourceRoot(
      absolute: absolute, shown: Paths.normalized(path),
      projectPath: isInside ? Paths.relative(absolute, from: project) : Paths.name(absolute))
  }

  /// Where a source is.
  func absolute(of source: ProjectSource) -> String {
    for root in roots where Paths.isInside(source.projectPath, root.projectPath) {
      return Paths.join(root.absolute, Paths.relative(source.projectPath, from: root.projectPath))
    }
    return Paths.join(folder, source.projectPath)
  }

  private static func findConfiguration(
    _ working: String
  ) throws(BuildFailure) -> (configuration: Configuration, text: [UInt8], folder: String)? {
    var folder = working
    while true {
      let path = Paths.join(folder, Configuration.fileName)
      if let bytes = try content(of: path) {
        let configuration = try read(bytes, shown: Paths.relative(path, from: working))
        return (configuration, bytes, folder)
      }
      if folder == "/" || folder.isEmpty { return nil }
      folder = Paths.parent(folder)
    }
  }

  private static func exists(_ path: String) throws(BuildFailure) -> Bool {
    do throws(FileTrouble) {
      return try Disk.status(path) != nil
    } catch {
      throw .files([error])
    }
  }

  private static func content(of path: String) throws(BuildFailure) -> [UInt8]? {
    do throws(FileTrouble) {
      return try Disk.status(path) == nil ? nil : try Disk.content(of: path)
    } catch {
      throw .files([error])
    }
  }

  private static func read(
    _ bytes: [UInt8], shown: String
  ) throws(BuildFailure) -> Configuration {
    let file = SourceFile(path: shown, bytes: bytes)
    let (configuration, diagnostics) = Configuration.read(file, file: FileID(0))
    if diagnostics.contains(where: { $0.severity == .error }) {
      throw .configuration(diagnostics, SourceMap([file]))
    }
    return configuration
  }
}
