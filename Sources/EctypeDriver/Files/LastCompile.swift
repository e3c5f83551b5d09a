import EctypeModel

/// Checksums of all that the last compile of a project was given and of all that it left on the disk. Where both are
/// what they were, another compile would write nothing and say nothing, and need not be.
///
/// What is remembered lies in a folder of its own that git ignores by itself. It is only ever compared: where it is
/// damaged, or of another machine, everything is worked out again.
struct LastCompile: Equatable {
  static let folder = ".ectype/cache"
  static let path = ".ectype/cache/last-compile"
  /// Sources of fewer bytes are compiled before one notices.
  static let minimumSize = 100_000

  var inputs: Checksum
  var outputs: Checksum

  var bytes: [UInt8] { Array("\(inputs)\n\(outputs)\n".utf8) }
}

// MARK: Comparing

extension BuildInputs {
  /// How many outputs there are, where neither they nor anything that they depend on have changed since the last
  /// compile; nil where that is not known.
  package func unchangedOutputs() -> Int? {
    guard let inputs = checksum(), project.hasOutputs,
      !Disk.exists(Paths.join(project.outputRoot, OutputWriter.journal)),
      let last = LastCompile.read(project), last.starts(with: "\(inputs)\n".utf8),
      let (outputs, count) = outputsOnDisk(),
      last == LastCompile(inputs: inputs, outputs: outputs).bytes
    else { return nil }
    return count
  }

  /// Of the compiler, what it was asked for, the configuration and the sources; nil where it is not worth it.
  fileprivate func checksum() -> Checksum? {
    let size = sources.reduce(0) { $0 + $1.file.bytes.count }
    guard size >= LastCompile.minimumSize, let compiler = Disk.ownExecutable() else { return nil }
    var result = Checksum()
    for number in compiler { result.add(number) }
    result.add(project.configurationText ?? [])
    let asked = [
      project.configuration.outputFolders, project.scope.targets.sorted().map(\.rawValue),
      project.scope.sources ?? [],
    ]
    for list in asked {
      result.add(UInt64(list.count))
      for text in list { result.add(text) }
    }
    for source in sources {
      result.add(source.projectPath)
      result.add(source.file.bytes)
    }
    return result
  }

  /// Of the manifest and of the outputs that it lists; nil where one cannot be read, or may not lie where it does.
  private func outputsOnDisk() -> (Checksum, count: Int)? {
    var folders = OutputFolders(
      root: project.outputRoot, folders: project.configuration.outputFolders)
    guard let bytes = try? Disk.content(of: folders.absolute(Manifest.path)),
      let manifest = Manifest(bytes)
    else { return nil }
    var result = Checksum()
    result.add(bytes)
    var checked: Set<String> = []
    for entry in manifest.entries {
      guard let folder = folders.folder(of: entry.path) else { return nil }
      if checked.insert(Paths.parent(entry.path)).inserted {
        guard (try? folders.check(entry.path, in: folder)) != nil else { return nil }
      }
      guard
        let file = try? Disk.file(folders.absolute(entry.path), followingLinks: false)
      else { return nil }
      result.add(file.bytes)
    }
    return (result, manifest.entries.count)
  }
}

// MARK: Keeping

extension LastCompile {
  /// After a compile that had nothing to say. Where it cannot be kept the next one works everything out again.
  ///
  /// - Parameter written: of what the plan has written, in its order, which is that of the outputs.
  static func remember(
    _ inputs: BuildInputs, _ compilation: CompilationResult, _ plan: OutputPlan,
    written: [Checksum]
  ) {
    guard compilation.diagnostics.isEmpty, let manifest = plan.wholeManifest,
      let given = inputs.checksum()
    else { return }
    var outputs = Checksum()
    outputs.add(manifest)
    var changes = zip(plan.changes.lazy.filter { $0.kind != .remove }, written).makeIterator()
    var next = changes.next()
    for output in compilation.outputs {
      if let (change, checksum) = next, change.path == output.path {
        outputs.add(checksum)
        next = changes.next()
      } else {
        outputs.add(output.content)
      }
    }
    let new = LastCompile(inputs: given, outputs: outputs).bytes
    if read(inputs.project) != new { try? write(new, inputs.project) }
  }

  fileprivate static func read(_ project: Project) -> [UInt8]? {
    try? Disk.file(Paths.join(project.outputRoot, path), followingLinks: false).bytes
  }

  private static func write(_ bytes: [UInt8], _ project: Project) throws(FileTrouble) {
    var folders = OutputFolders(root: project.outputRoot, folders: [])
    try folders.check(path, in: "")
    let folder = folders.absolute(folder)
    _ = try Disk.makeFolder(folder)
    try OutputWriter.tidy(folder)
    let ignored = Paths.join(folder, ".gitignore")
    if !Disk.exists(ignored) {
      try Disk.create(ignored, FileContent(Array("*\n".utf8)), permissions: nil)
    }
    let temporary = Paths.join(folder, "\(OutputWriter.prefix)\(Disk.processID)-0")
    try Disk.create(temporary, FileContent(bytes), permissions: nil)
    do throws(FileTrouble) {
      try Disk.move(temporary, to: folders.absolute(path))
    } catch {
      try? Disk.delete(temporary)
      throw error
    }
  }
}
