import EctypeDiagnostics
import EctypeDriver
import Foundation

/// A program of fixtures/errors/<code>, whose mistake has that code: `<case>.ectype`, a folder of files (with an `ectype.json`
/// where it needs one), or `<case>.mutant`, a right program changed in one place.
struct WrongProgram: Sendable, CustomStringConvertible {
  enum Form: Sendable {
    /// Paths relative to the repository.
    case files([String])
    case mutant(Mutant)
  }

  var code: String
  var name: String
  var form: Form
  var description: String { "\(code)/\(name)" }
  var mutant: Mutant? { if case .mutant(let mutant) = form { mutant } else { nil } }
  /// Where its diagnostics are kept, relative to the repository.
  var kept: String { "fixtures/errors/\(description).txt" }

  static let all: [WrongProgram] = Golden.names(in: "fixtures/errors").flatMap { code in
    let folder = "fixtures/errors/\(code)"
    return Golden.names(in: folder).compactMap { name -> WrongProgram? in
      if name.hasSuffix(".txt") { return nil }
      let path = "\(folder)/\(name)"
      func program(_ suffix: String, _ form: Form) -> WrongProgram {
        WrongProgram(code: code, name: String(name.dropLast(suffix.count)), form: form)
      }
      if name.hasSuffix(".ectype") { return program(".ectype", .files([path])) }
      if name.hasSuffix(".mutant") { return program(".mutant", .mutant(Mutant(path))) }
      let files = Golden.names(in: path).filter { $0.hasSuffix(".ectype") }
      return program("", .files(files.map { "\(path)/\($0)" }))
    }
  }

}

/// Sources with their configuration.
struct RightProject {
  var sources: [ProjectSource]
  var configuration = Configuration()

  /// Files that are a program by themselves, with an `ectype.json` where one lies beside them.
  init(files: [String]) throws {
    let folder = files[0].split(separator: "/").dropLast().joined(separator: "/")
    if Golden.names(in: folder).contains(Configuration.fileName) {
      let file = Golden.root.appendingPathComponent("\(folder)/\(Configuration.fileName)")
      let source = SourceFile(
        path: Configuration.fileName, bytes: [UInt8](try Data(contentsOf: file)))
      configuration = Configuration.read(source, file: FileID(0)).configuration
    }
    sources = try files.map { path in
      let data = try Data(contentsOf: Golden.root.appendingPathComponent(path))
      let name = String(path.split(separator: "/").last ?? "")
      return ProjectSource(SourceFile(path: name, bytes: [UInt8](data)), projectPath: name)
    }
  }

  /// One of fixtures/projects.
  init(project: String) throws {
    var request = BuildRequest(
      workingFolder: Golden.root.appendingPathComponent("fixtures/projects/\(project)").path)
    request.outFolder = "out"
    let build = try Build(request)
    sources = build.compilation.projectPaths.sorted { $0.value < $1.value }.map { file, path in
      ProjectSource(build.compilation.sources[file], projectPath: path)
    }
    configuration = build.project.configuration
  }

  /// A lint that is off by default is on.
  mutating func turnOn(_ code: String) {
    if DiagnosticCode(rawValue: code)?.isLint ?? false { configuration.lints[code] = .warn }
  }

  func compile() -> CompilationResult { Compiler.compile(sources, configuration) }
}
