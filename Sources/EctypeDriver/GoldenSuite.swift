import EctypeDiagnostics
import EctypeModel

/// A user's own regression tests: each folder of the suite that holds sources is a case, compiled by itself, and its
/// outputs are compared with those in the case's folder `expected`; of a case without sources nothing is expected any
/// more. Finding out writes nothing.
package struct GoldenSuite: Sendable {
  /// The folder of a case that holds what is expected.
  static let expected = "expected"

  package struct Case: Sendable {
    /// As the user sees the case's folder.
    package var path: String
    package var diagnostics: [Diagnostic]
    package var sources: SourceMap
    /// What is not as expected; paths as the user sees them.
    package var changes: [FileChange]
    /// The absolute path of each change.
    fileprivate var places: [String]

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  package private(set) var cases: [Case] = []

  /// - Parameter folder: of the suite, or of one case, as the user wrote it.
  package init(_ folder: String, workingFolder: String) throws(BuildFailure) {
    let root = Paths.normalized(Paths.join(workingFolder, folder))
    for name in try Self.caseNames(root, shown: folder) {
      let shown = Paths.normalized(Paths.join(folder, name))
      if let read = try Self.read(Paths.join(root, name), shown: shown) { cases.append(read) }
    }
    if cases.isEmpty {
      throw .files([FileTrouble(folder, "there is no case in it: a folder with an .ectype file")])
    }
  }

  /// Keeps the outputs of a case.
  package func write(_ chosen: Case) throws(FileTrouble) {
    precondition(!chosen.hasErrors, "a case with errors gives nothing to keep")
    for (change, place) in zip(chosen.changes, chosen.places) {
      if change.kind == .remove {
        guard Header.isPresent(in: change.old) else {
          throw FileTrouble(
            change.path, "is not expected, and was not written by Ectype: delete it yourself")
        }
        try Disk.delete(place)
        continue
      }
      let temporary = Paths.join(
        Paths.parent(place), "\(OutputWriter.prefix)\(Disk.processID)-0")
      _ = try Disk.makeFolder(Paths.parent(place))
      try OutputWriter.tidy(Paths.parent(place))
      try Disk.create(temporary, change.new, permissions: nil)
      try Disk.move(temporary, to: place)
    }
  }

  // MARK: Reading

  /// The folders in one, or an empty name where it is a case itself.
  private static func caseNames(
    _ root: String, shown: String
  ) throws(BuildFailure) -> [String] {
    do throws(FileTrouble) {
      guard try Disk.status(root)?.kind == .folder else {
        throw FileTrouble(shown, "there is no such folder; its folders are the cases")
      }
      let names = try Disk.entries(of: root).filter { $0.first != 0x2E }
        .map { String(decoding: $0, as: UTF8.self) }.sorted()
      if names.contains(where: { $0.hasSuffix(".ectype") }) { return [""] }
      var result: [String] = []
      for name in names where try Disk.status(Paths.join(root, name))?.kind == .folder {
        result.append(name)
      }
      return result
    } catch {
      throw .files([error])
    }
  }

  /// nil for a folder that is no case: without sources, and without what is expected.
  private static func read(_ folder: String, shown: String) throws(BuildFailure) -> Case? {
    // Outputs name their source by its place in the case, so that a case may be moved.
    let reader = SourceReader.read([SourceRoot(absolute: folder, shown: shown, projectPath: "")])
    if !reader.troubles.isEmpty { throw .files(reader.troubles) }
    let result = Compiler.compile(reader.sources, try configuration(of: folder))
    var golden = Case(
      path: shown, diagnostics: result.diagnostics, sources: result.sources, changes: [], places: []
    )
    if golden.hasErrors { return golden }
    let outputs = reader.sources.isEmpty ? [] : result.outputs
    do throws(FileTrouble) {
      try compare(outputs, folder, shown, &golden)
    } catch {
      throw .files([error])
    }
    return reader.sources.isEmpty && golden.changes.isEmpty ? nil : golden
  }

  private static func configuration(of folder: String) throws(BuildFailure) -> Configuration {
    var request = BuildRequest(workingFolder: folder)
    request.paths = ["."]
    request.outFolder = expected
    return try Project(request).configuration
  }

  private static func compare(
    _ outputs: [Output], _ folder: String, _ shown: String, _ golden: inout Case
  ) throws(FileTrouble) {
    let root = Paths.join(folder, expected)
    let kept = try files(below: root, "")
    var texts = Dictionary(uniqueKeysWithValues: outputs.map { ($0.path, $0.content) })
    for path in Set(kept).union(texts.keys).sorted() {
      let place = Paths.join(root, path)
      let old = kept.contains(path) ? try Disk.content(of: place) : nil
      let new = texts.removeValue(forKey: path)
      if old.map(FileContent.init) == new { continue }
      let kind: FileChange.Kind = old == nil ? .create : new == nil ? .remove : .update
      golden.changes.append(
        FileChange(
          kind: kind, path: Paths.join(Paths.join(shown, expected), path), old: old ?? [],
          new: new ?? FileContent()))
      golden.places.append(place)
    }
  }

  /// The files of a folder and those in it, relative to it; of a folder that is not there, none.
  private static func files(below root: String, _ path: String) throws(FileTrouble) -> [String] {
    let folder = Paths.join(root, path)
    guard try Disk.status(folder)?.kind == .folder else { return [] }
    var result: [String] = []
    for bytes in try Disk.entries(of: folder) where bytes.first != 0x2E {
      let child = Paths.join(path, String(decoding: bytes, as: UTF8.self))
      let isFolder =
        try Disk.status(Paths.join(root, child), followingLinks: false)?.kind == .folder
      result += isFolder ? try files(below: root, child) : [child]
    }
    return result
  }
}
