import EctypeDiagnostics
import EctypeDriver
import Foundation
import Testing

/// The wrong programs of fixtures/errors: compiling one gives diagnostics of its folder's code and no other, and the
/// text that stands beside it. There are enough of them: of each code, and of each message that the compiler's
/// sources hold.
@Suite struct DiagnosticFixtureTests {
  @Test(arguments: WrongProgram.all.filter { $0.mutant == nil })
  func rendersAsKept(_ program: WrongProgram) throws {
    guard case .files(let paths) = program.form else { return }
    var project = try RightProject(files: paths)
    project.turnOn(program.code)
    try check(program, project.compile())
  }

  /// What each mutant is made of: the right program's folder, and the lint that is on.
  private struct Origin: Hashable, CustomStringConvertible {
    var folder: String
    var lint: String?
    var description: String { folder + (lint.map { " with \($0)" } ?? "") }
  }

  private static let origins = Dictionary(
    grouping: WrongProgram.all.filter { $0.mutant != nil },
    by: { program in
      let isLint = DiagnosticCode(rawValue: program.code)?.isLint ?? false
      return Origin(folder: program.mutant?.folder ?? "", lint: isLint ? program.code : nil)
    })

  /// One compiler for all mutants of a program: an edit costs what depends on it.
  @Test(arguments: origins.keys.sorted { "\($0)" < "\($1)" })
  private func mutantsRenderAsKept(_ origin: Origin) throws {
    let programs = Self.origins[origin] ?? []
    guard let first = programs.first?.mutant else { return }
    var project = try first.origin()
    if let lint = origin.lint { project.turnOn(lint) }
    let compiler = Compiler(project.configuration, isIncremental: true)
    let right = compiler.compile(project.sources)
    #expect(!right.hasErrors, "\(origin) is not right")
    for program in programs {
      guard let mutant = program.mutant else { continue }
      #expect((1...2).contains(mutant.size), "\(program): a mutant is changed in one place")
      #expect(!right.diagnostics.contains { $0.code.rawValue == program.code }, "\(program)")
      do {
        try check(program, compiler.compile(try mutant.apply(to: project).sources))
      } catch { Issue.record("\(program): \(error)") }
    }
  }

  private func check(_ program: WrongProgram, _ result: CompilationResult) throws {
    let codes = Set(result.diagnostics.map(\.code.rawValue))
    #expect(codes == [program.code], "\(program): one mistake, one kind of diagnostic")
    let text = HumanRenderer().render(result.diagnostics, in: result.sources)
    try Golden.compare(text, with: program.kept)
    #expect(
      result.hasErrors == result.outputs.isEmpty,
      "\(program): outputs are written exactly without errors")
    try checkEdits(of: result)
  }

  /// What a help offers to write can be written: its place is in the file, and the file still parses as far.
  private func checkEdits(of result: CompilationResult) throws {
    for help in result.diagnostics.flatMap(\.helps) {
      for edit in help.edits {
        let file = result.sources[edit.span.file]
        #expect(edit.span.start <= edit.span.end && Int(edit.span.end) <= file.bytes.count)
      }
    }
  }

  // MARK: Counts

  /// What `ectype.json` alone can cause: `ConfigurationTests` of the driver show it.
  static let withoutFixture: Set<DiagnosticCode> = [.invalidConfiguration, .unknownSetting]

  /// What cannot be shown: the parser lets nothing through that would come so far, and 2 GB are a lot of program.
  private static let unreachable: Set<String> = [
    "`…` has no body", "a struct's fields are named", "this type is not understood yet",
    "`…` in a function body is not compiled yet", "… could not be compiled",
    "a file may have no more than 2 GB",
  ]

  /// Three programs at least, and half of all made from right ones.
  @Test func everyCodeHasThreePrograms() {
    let programs = Dictionary(grouping: WrongProgram.all, by: \.code)
    let kept = Set(WrongProgram.all.map(\.kept))
    #expect(kept.count == WrongProgram.all.count, "two programs have one name")
    for code in programs.keys {
      #expect(DiagnosticCode(rawValue: code) != nil, "fixtures/errors/\(code) is no code")
    }
    for code in DiagnosticCode.allCases where !Self.withoutFixture.contains(code) {
      let found = programs[code.rawValue] ?? []
      let mutants = found.count { $0.mutant != nil }
      #expect(found.count >= 3, "\(code.rawValue) has \(found.count) programs")
      #expect(
        mutants * 2 >= found.count,
        "\(code.rawValue): \(mutants) of \(found.count) programs are mutants of right ones")
    }
  }

  /// Each has a help of its own: none says only what is wrong.
  @Test func diagnosticsShowAWayOut() throws {
    var bare: [String] = []
    var count = 0
    for program in WrongProgram.all {
      let text = try String(
        contentsOf: Golden.root.appendingPathComponent(program.kept), encoding: .utf8)
      for diagnostic in text.components(separatedBy: "\n\n")
      where diagnostic.hasPrefix("error[") || diagnostic.hasPrefix("warning[") {
        count += 1
        if !diagnostic.contains("help: ") {
          bare.append("\(program): \(diagnostic.prefix { $0 != "\n" })")
        }
      }
    }
    #expect(count > 1000, "the texts are not read")
    #expect(bare.isEmpty, "\(bare.count):\n\(bare.joined(separator: "\n"))")
  }

  /// Every message that the sources hold is shown by a program.
  @Test func everyMessageHasAProgram() throws {
    let messages = try CompilerMessages.read().filter { message in
      !Self.withoutFixture.contains { $0.rawValue == message.code }
    }
    #expect(messages.count > 500, "messages are not read")
    var shown: [CompilerMessages.Message: Int] = [:]
    let byCode = Dictionary(grouping: messages, by: \.code)
    let unsure = byCode[nil] ?? []
    for program in WrongProgram.all {
      let heads = Self.heads(of: program)
      for message in CompilerMessages.shown(by: heads, among: (byCode[program.code] ?? []) + unsure)
      {
        shown[message, default: 0] += 1
      }
    }
    for message in messages
    where shown[message] == nil && !Self.unreachable.contains(message.description) {
      Issue.record("\(message.place): no program shows \(message.code ?? "any code"): \(message)")
    }
    let mutants = WrongProgram.all.count { $0.mutant != nil }
    print(
      """
      wrong programs: \(WrongProgram.all.count), \(mutants) of them mutants of right ones; \
      \(shown.count) of \(messages.count) messages shown
      """)
  }

  /// The messages of the text that is kept.
  private static func heads(of program: WrongProgram) -> [String] {
    let file = Golden.root.appendingPathComponent(program.kept)
    let data = (try? Data(contentsOf: file)) ?? Data()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      guard let end = line.range(of: "[\(program.code)]: ") else { return nil }
      let severity = line[..<end.lowerBound]
      return ["error", "warning"].contains(severity) ? String(line[end.upperBound...]) : nil
    }
  }
}
