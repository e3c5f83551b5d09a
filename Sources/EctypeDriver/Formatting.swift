import EctypeDiagnostics
import EctypeSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sources and what they are in the canonical style. Finding out writes nothing.
package struct Formatting: Sendable {
  /// The sources that are not in the style yet.
  package private(set) var changes: [SourceChange] = []
  /// The mistakes of the files that are left as they are.
  package private(set) var diagnostics: [Diagnostic] = []
  package private(set) var sources = SourceMap()
  /// How many were formatted, and how many are left as they are.
  package var fileCount: Int { sources.files.count - refusedCount }
  package private(set) var refusedCount = 0

  /// Formats the named files and folders or, without any, the sources of the project.
  package init(_ request: BuildRequest) throws(BuildFailure) {
    var roots =
      request.paths.isEmpty
      ? try Project(request).roots
      : request.paths.map { path in
        let absolute = Paths.normalized(Paths.join(request.workingFolder, path))
        return SourceRoot(absolute: absolute, shown: Paths.normalized(path), projectPath: "")
      }
    // Nothing here depends on what a source is called in a project, but it must be found again.
    for index in roots.indices { roots[index].projectPath = roots[index].absolute }
    let reader = SourceReader.read(roots)
    if !reader.troubles.isEmpty { throw .files(reader.troubles) }
    for source in reader.sources {
      let file = sources.add(source.file)
      do throws(FileTrouble) {
        let result = try Self.format(source.file, file: file)
        diagnostics += result.diagnostics
        guard let new = result.bytes else {
          refusedCount += 1
          continue
        }
        if new == source.file.bytes { continue }
        changes.append(
          SourceChange(
            path: source.file.path, old: source.file.bytes, new: new,
            absolute: source.projectPath))
      } catch {
        throw .files([error])
      }
    }
  }

  /// One source in the canonical style; without bytes where it has mistakes, which are told instead.
  package static func format(
    _ source: SourceFile, file: FileID
  ) throws(FileTrouble) -> (bytes: [UInt8]?, diagnostics: [Diagnostic]) {
    let (tree, diagnostics) = parse(source, file: file)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    let bytes = tree.formatted()
    let (again, mistakes) = parse(SourceFile(path: source.path, bytes: bytes), file: file)
    // Rather no format than another meaning.
    guard mistakes.isEmpty, again.isEquivalent(to: tree) else {
      throw FileTrouble(
        source.path,
        "is left as it is: its format would say something else, which is a bug in ectype")
    }
    return (bytes, diagnostics)
  }

  package func write() throws(FileTrouble) { try SourceChange.write(changes) }
}

extension Disk {
  /// All there is to read from standard input.
  package static func standardInput() throws(FileTrouble) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = part.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count > 0 {
        bytes += part.prefix(count)
      } else if errno != EINTR {
        throw FileTrouble("standard input", String(cString: strerror(errno)).lowercased())
      }
    }
  }
}
