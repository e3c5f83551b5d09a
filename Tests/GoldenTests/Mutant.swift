import EctypeDiagnostics
import EctypeDriver
import Foundation

/// One place of a right program, and what it became:
///
///     fixtures/projects/shop/models/sales.ectype
///        static func find(id: UUID) -> Product? {
///     -    return Repo.get(Product, id)
///     +    return Repo.get(Product)
///
/// Lines that begin with a space stay, and tell the place from others like it.
struct Mutant: Sendable {
  /// Of the right program, relative to the repository.
  var path: String
  /// Bytes, since they need not be UTF-8.
  var lines: [ArraySlice<UInt8>]

  struct Trouble: Error, CustomStringConvertible { var description: String }

  /// - Parameter file: of the fixture, relative to the repository.
  init(_ file: String) {
    let data = (try? Data(contentsOf: Golden.root.appendingPathComponent(file))) ?? Data()
    let all = [UInt8](data).split(separator: 0x0A)
    path = all.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
    lines = Array(all.dropFirst())
  }

  private func lines(_ sign: Unicode.Scalar) -> [ArraySlice<UInt8>] {
    lines.filter { $0.first == UInt8(ascii: sign) }
  }

  /// The place without the lines of a sign.
  private func text(without sign: Unicode.Scalar) -> [ArraySlice<UInt8>] {
    lines.filter { $0.first != UInt8(ascii: sign) }.map { $0.dropFirst() }
  }

  /// The lines that were taken away, or added: the larger number.
  var size: Int {
    max(lines("-").count, lines("+").count)
  }

  /// The right program's place.
  var folder: String {
    let parts = path.split(separator: "/")
    if parts.count > 3, parts[..<2] == ["fixtures", "projects"] {
      return parts[..<3].joined(separator: "/")
    }
    return parts.count > 4 ? parts[..<4].joined(separator: "/") : path
  }

  /// The right program: a whole project of fixtures/projects, or a file or folder of fixtures/lints.
  func origin() throws -> RightProject {
    if folder == path { return try RightProject(files: [path]) }
    if folder.hasPrefix("fixtures/projects/") {
      return try RightProject(project: folder.split(separator: "/").last.map(String.init) ?? "")
    }
    return try RightProject(files: Golden.names(in: folder).map { "\(folder)/\($0)" })
  }

  /// The program with the change.
  func apply(to origin: RightProject) throws -> RightProject {
    guard let index = origin.sources.firstIndex(where: { path.hasSuffix("/\($0.projectPath)") })
    else { throw Trouble(description: "\(path) is no source") }
    let file = origin.sources[index].file
    var source = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let old = text(without: "+")
    let places = source.indices.filter { source[$0...].starts(with: old) }
    guard places.count == 1, let place = places.first else {
      throw Trouble(description: "\(path) has \(places.count) places that read so")
    }
    source.replaceSubrange(place..<(place + old.count), with: text(without: "-"))
    var mutated = origin
    mutated.sources[index].file = SourceFile(
      path: file.path, bytes: Array(source.joined(separator: [0x0A])))
    return mutated
  }
}
