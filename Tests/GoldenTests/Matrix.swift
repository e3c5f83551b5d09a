import EctypeAnalysis
import EctypeDiagnostics
import EctypeDriver
import EctypeModel
import EctypeSyntax
import Testing

/// A small program with a hole in which something is written.
struct MatrixSite: Sendable, CustomStringConvertible {
  var name: String
  /// The text with `◊` for the hole.
  var template: String
  var description: String { name }

  func text(with filling: String) -> String {
    template.replacing("◊", with: filling, maxReplacements: 1)
  }
}

/// What became of a filling.
enum MatrixVerdict: Equatable {
  /// The outputs or the model are others than with blanks in its place.
  case effective
  /// There is a diagnostic that is not there with blanks.
  case diagnosed([Diagnostic])
  /// Compiled, and nothing came of it.
  case ignored

  var isDiagnosed: Bool { if case .diagnosed = self { true } else { false } }
}

/// Compiles fillings of sites, in memory.
struct Matrix {
  private var baselines: [String: CompilationResult] = [:]
  private(set) var compiled = 0

  private mutating func compile(_ text: String) -> CompilationResult {
    compiled += 1
    let source = ProjectSource(
      SourceFile(path: "matrix.ectype", text: text), projectPath: "matrix.ectype")
    var configuration = Configuration()
    // The newest, so that no option is refused for the version alone.
    configuration.elixir.ecto = Version(3, 14)
    return Compiler.compile([source], configuration)
  }

  /// The same text with blanks, so that no place in the model moves.
  private mutating func baseline(_ site: MatrixSite, _ filling: String) -> CompilationResult {
    let text = site.text(with: String(repeating: " ", count: filling.utf8.count))
    if let known = baselines[text] { return known }
    let result = compile(text)
    baselines[text] = result
    return result
  }

  mutating func verdict(_ filling: String, at site: MatrixSite) -> MatrixVerdict {
    let before = baseline(site, filling)
    let after = compile(site.text(with: filling))
    let new = after.diagnostics.filter { !before.diagnostics.contains($0) }
    if !new.isEmpty { return .diagnosed(new) }
    if after.hasErrors { return .diagnosed(after.diagnostics) }
    // What was missing is there.
    if after.diagnostics != before.diagnostics { return .effective }
    if after.outputs != before.outputs { return .effective }
    let isSame =
      model(site.text(with: filling))
      == model(
        site.text(with: String(repeating: " ", count: filling.utf8.count)))
    return isSame ? .ignored : .effective
  }

  /// The whole model as text.
  private func model(_ text: String) -> String {
    let file = SourceFile(path: "matrix.ectype", text: text)
    let tree = EctypeSyntax.parse(file, file: FileID(0)).tree
    let result = Analyzer(settings: AnalysisSettings())
      .run([AnalyzedFile(tree, path: "matrix.ectype")])
    return ModelText.describe(result.program)
  }

  /// What a site that lacks something is about.
  private static let needed: Set<DiagnosticCode> = [
    .missingOption, .invalidType, .missingVersion, .unsupportedConstruct,
  ]

  /// Mistakes of the sites: what is compiled with blanks has none, but for what the hole must hold.
  var faults: Set<String> {
    Set(
      baselines.values.flatMap(\.diagnostics)
        .filter { $0.severity == .error && !Self.needed.contains($0.code) }
        .map { "\($0.code.rawValue): \($0.message)" })
  }

  /// Of these names, written all at once, those that messages of this code call unknown: none of them can
  /// change what is made of the others.
  mutating func unknown(
    _ names: [String], _ code: DiagnosticCode, at site: MatrixSite, written: (String) -> String,
    separator: String, after first: String = ""
  ) -> [String] {
    let filling = first + names.map(written).joined(separator: separator)
    guard case .diagnosed(let found) = verdict(filling, at: site) else { return [] }
    let messages = found.filter { $0.code == code }.map(\.message)
    return names.filter { name in
      messages.contains { $0.hasSuffix("`\(name)`") || $0.hasSuffix("`@\(name)`") }
    }
  }

  // MARK: What the analysis asks for

  /// A name that nothing has.
  static let unknown = "zzz"

  /// The options of each owner that the analysis asks for.
  mutating func askedOptions() -> [String: Set<String>] {
    var asked: [String: Set<String>] = [:]
    for site in MatrixSites.options {
      let filling = "\(site.separator)\(Self.unknown): 1"
      guard case .diagnosed(let found) = verdict(filling, at: site) else {
        Issue.record("\(site): `\(Self.unknown): 1` is accepted")
        continue
      }
      asked[site.owner, default: []]
        .formUnion(Self.names(found, .unknownOption, listedBy: "its options are"))
    }
    return asked
  }

  /// The names in the note or help that lists what could have been written: "its options are `a`, `b`".
  static func names(_ diagnostics: [Diagnostic], _ code: DiagnosticCode, listedBy prefix: String)
    -> [String]
  {
    diagnostics.filter { $0.code == code }.flatMap { $0.notes + $0.helps.map(\.message) }
      .filter { $0.hasPrefix(prefix) }
      .flatMap { note in
        note.split(separator: "`", omittingEmptySubsequences: false).enumerated()
          .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      }
  }
}
