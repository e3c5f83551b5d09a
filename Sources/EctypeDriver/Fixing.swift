import EctypeDiagnostics

/// Sources with the safe edits of their diagnostics applied, over and over until there are none. Finding out writes
/// nothing.
package struct Fixing: Sendable {
  /// An edit that was made.
  package struct Fix: Sendable {
    /// As the user sees the file.
    package var path: String
    package var line: Int
    package var code: DiagnosticCode
    /// The help that was followed.
    package var message: String
  }

  /// Edits may give rise to further ones; those that do so for ever are stopped.
  private static let mostRounds = 20

  package private(set) var fixes: [Fix] = []
  package private(set) var changes: [SourceChange] = []
  private var sources: [ProjectSource]
  /// What is left to say about the sources as they are now.
  package private(set) var compilation: CompilationResult
  package private(set) var diagnostics: [Diagnostic]

  /// - Parameter modernizes: what has no error is written in the canonical spelling, too.
  package init(_ build: Build, modernizes: Bool = false) throws(FileTrouble) {
    compilation = build.compilation
    diagnostics = build.diagnostics
    sources = build.sources
    follow(build, build.incrementalCompiler())
    if modernizes, Self.errors(compilation.diagnostics) == 0 { try modernize(build) }
    for (before, after) in zip(build.sources, sources)
    where before.file.bytes != after.file.bytes {
      changes.append(
        SourceChange(
          path: before.file.path, old: before.file.bytes, new: after.file.bytes,
          absolute: build.project.absolute(of: before)))
    }
  }

  /// Follows what diagnostics offer, until there is nothing left to follow.
  private mutating func follow(_ build: Build, _ compiler: Compiler) {
    for _ in 0..<Self.mostRounds {
      let (edited, made) = Self.round(diagnostics, sources, compilation.projectPaths)
      if made.isEmpty { break }
      let result = compiler.compile(edited)
      if Self.isWorse(result.diagnostics, than: compilation.diagnostics) { break }
      sources = edited
      fixes += made
      compilation = result
      diagnostics = build.selected(result)
    }
  }

  /// The canonical spelling: what the formatter does, and what only types tell, which the lint `guide-spelling` finds.
  /// The outputs are the same as before, or nothing is done.
  private mutating func modernize(_ build: Build) throws(FileTrouble) {
    let outputs = compilation.outputs
    var configuration = build.project.configuration
    configuration.lints[DiagnosticCode.guideSpelling.rawValue] = .warn
    let compiler = Compiler(configuration, isIncremental: true)
    for _ in 0..<2 {
      try format(build)
      compilation = compiler.compile(sources)
      diagnostics = build.selected(compilation)
      follow(build, compiler)
    }
    let changed = Set(outputs).symmetricDifference(compilation.outputs).map(\.origin).sorted()
    if let origin = changed.first {
      throw FileTrouble(
        origin,
        "is left as it is: its canonical spelling would say something else, which is a bug in ectype"
      )
    }
  }

  private mutating func format(_ build: Build) throws(FileTrouble) {
    for index in sources.indices
    where build.project.scope.contains(source: sources[index].projectPath) {
      let file = sources[index].file
      guard let bytes = try Formatting.format(file, file: FileID(0)).bytes else { continue }
      sources[index].file = SourceFile(path: file.path, bytes: bytes)
    }
  }

  package func write() throws(FileTrouble) { try SourceChange.write(changes) }

  private static func errors(_ diagnostics: [Diagnostic]) -> Int {
    diagnostics.count { $0.severity == .error }
  }

  /// Whether there is more to do. Where a mistake of syntax is gone, others come to light that were there before.
  package static func isWorse(_ new: [Diagnostic], than old: [Diagnostic]) -> Bool {
    let syntax = new.count { $0.code.isOfSyntax } - old.count { $0.code.isOfSyntax }
    return syntax > 0 || syntax == 0 && errors(new) > errors(old)
  }

  /// Applies the first safe help of each diagnostic that has one, but of overlapping ones only the first.
  private static func round(
    _ diagnostics: [Diagnostic], _ sources: [ProjectSource], _ paths: [FileID: String]
  ) -> (sources: [ProjectSource], fixes: [Fix]) {
    let indices = Dictionary(
      uniqueKeysWithValues: sources.indices.map { (sources[$0].projectPath, $0) })
    func index(_ file: FileID) -> Int { indices[paths[file]!]! }
    var taken: [FileID: [TextEdit]] = [:]
    var fixes: [Fix] = []
    for diagnostic in diagnostics {
      guard let help = diagnostic.helps.first(where: { $0.isSafe && !$0.edits.isEmpty }) else {
        continue
      }
      let isFree = help.edits.allSatisfy { edit in
        !(taken[edit.span.file] ?? []).contains { overlap($0.span, edit.span) }
      }
      guard isFree else { continue }
      for edit in help.edits { taken[edit.span.file, default: []].append(edit) }
      let source = sources[index(diagnostic.primary.span.file)].file
      let line = source.bytes.prefix(Int(diagnostic.primary.span.start)).count { $0 == 0x0A } + 1
      fixes.append(
        Fix(path: source.path, line: line, code: diagnostic.code, message: help.message))
    }
    var sources = sources
    for (file, edits) in taken {
      let source = sources[index(file)].file
      sources[index(file)].file = SourceFile(
        path: source.path, bytes: TextEdit.apply(edits, to: source.bytes))
    }
    return (sources, fixes)
  }

  /// Two insertions at one place overlap too: their order would be a matter of chance.
  private static func overlap(_ a: Span, _ b: Span) -> Bool {
    a.start < b.end && b.start < a.end || a.start == b.start
  }
}

extension TextEdit {
  /// - Parameter edits: of one file, in any order, none overlapping another.
  package static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { $0.span.start < $1.span.start }) {
      result += bytes[position..<Int(edit.span.start)]
      result += edit.replacement.utf8
      position = Int(edit.span.end)
    }
    return result + bytes[position...]
  }
}
