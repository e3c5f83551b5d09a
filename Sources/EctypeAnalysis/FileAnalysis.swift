import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What the analysis of one file has at hand: its tree, the project's names, and the diagnostics so far.
/// A file is analysed by one thread; everything it reads of other files is in `index`, which never changes.
final class FileAnalysis {
  let tree: SyntaxTree
  let path: String
  private let project: ProjectIndex
  /// The namespace of the file's declarations.
  let module: ModuleName
  private(set) var diagnostics: [Diagnostic] = []
  /// The last names of all that was looked up: the file is analysed again when one of them means something else.
  private(set) var names: Set<String> = []
  private let notesNames: Bool

  /// Whether what is spelt in the guide's way is a lint here.
  private let findsGuideSpelling: Bool
  private var settled: Set<NodeID> = []

  init(
    tree: SyntaxTree, path: String, index: ProjectIndex, module: ModuleName,
    findsGuideSpelling: Bool, notesNames: Bool
  ) {
    self.tree = tree
    self.path = path
    project = index
    self.module = module
    self.findsGuideSpelling = findsGuideSpelling
    self.notesNames = notesNames
  }

  /// It is known now what a node means: where it is not in the canonical spelling, `guide-spelling` says so.
  func settle(_ node: NodeID, as spelling: @autoclosure () -> Modernization) {
    guard findsGuideSpelling, settled.insert(node).inserted else { return }
    let spelling = spelling()
    guard let edits = spelling.edits(of: node, in: tree) else { return }
    report(
      .guideSpelling, "this is the guide's spelling", at: tree.nameSpan(node),
      helps: [Help(spelling.advice, edits: edits, isSafe: true)])
  }

  /// The label of an argument or entry is known to be an option, which is spelt in camelCase.
  func settleLabel(_ node: NodeID, written: String, _ label: String) {
    guard findsGuideSpelling, !node.isNone else { return }
    let name = NameRules.camelCase(label)
    if written != name { settle(node, as: .name(name)) }
  }

  private var hasErrors: Bool { errorCount > 0 }
  private var errorCount = 0
  /// How many errors of one file are kept, and how many of all else: nobody reads more, and memory ends.
  private static let limit = 1_000_000

  func report(_ diagnostic: Diagnostic) {
    let isError = diagnostic.severity == .error
    if isError { errorCount += 1 }
    guard (isError ? errorCount : diagnostics.count - errorCount) <= Self.limit else { return }
    diagnostics.append(diagnostic)
  }

  func report(
    _ code: DiagnosticCode, _ message: String, at span: Span, label: String = "",
    secondary: [Label] = [], notes: [String] = [], helps: [Help] = []
  ) {
    report(
      Diagnostic(
        code, message, at: span, label: label, secondary: secondary, notes: notes, helps: helps))
  }

  /// Something of the file was given up: there must be an error that says why. Without one the compiler itself
  /// has a gap, and must say so rather than drop the declaration.
  func ensureReported(_ what: String, at span: Span) {
    guard !hasErrors else { return }
    var diagnostic = Diagnostic(
      .unsupportedConstruct, "\(what) could not be compiled", at: span,
      notes: ["no reason was found, which is a mistake of the compiler: please report it"])
    // The reason may stand in another file.
    diagnostic.isUnexplained = true
    report(diagnostic)
  }

  private(set) var allowances: [Allowance] = []

  func allow(_ allowance: Allowance) { allowances.append(allowance) }

  /// Functions that options of declarations name.
  private(set) var expectedFunctions: [ExpectedFunction] = []

  func expect(_ function: ExpectedFunction) { expectedFunctions.append(function) }

  /// The project's names, as this file sees them.
  var index: Names { Names(file: self) }

  struct Names {
    fileprivate let file: FileAnalysis

    func look(up segments: [String], in scope: ModuleName) -> ProjectIndex.Lookup {
      if file.notesNames, let last = segments.last { file.names.insert(last) }
      return file.project.look(up: segments, in: scope)
    }

    /// The same of a name that stands alone.
    func look(up name: String, in scope: ModuleName) -> ProjectIndex.Lookup {
      if file.notesNames { file.names.insert(name) }
      return file.project.look(up: name, in: scope)
    }

    subscript(_ id: SymbolID) -> Symbol { file.project[id] }

    /// Every last name, for suggestions.
    var names: [String] { file.project.names }
  }

  func origin(_ node: NodeID) -> Origin { Origin(span: tree.nameSpan(node), path: path) }

  /// A node as the source has it.
  func text(_ node: NodeID) -> String {
    tree.source(tree.span(node))
  }

  // MARK: Suggestions

  /// How many names may still be compared: a suggestion costs as much as there are names, and a million
  /// mistakes are not to cost a million times that.
  private var suggestionBudget = 1_000_000

  /// The help "did you mean `x`?" with its edit; where nothing is near, the other help, or none.
  func didYouMean(
    _ name: String, among candidates: @autoclosure () -> some Sequence<String>, at span: Span,
    orElse help: @autoclosure () -> String? = nil, spelling: (String) -> String = { $0 }
  ) -> [Help] {
    guard suggestionBudget > 0 else { return [] }
    let candidates = Array(candidates())
    suggestionBudget -= candidates.count
    guard let nearest = Suggestions.nearest(to: name, among: candidates) else {
      return help().map { [Help($0)] } ?? []
    }
    let spelled = spelling(nearest)
    return [Help("did you mean `\(spelled)`?", edits: [TextEdit(span, spelled)])]
  }
}

extension Help {
  /// Of an option whose value must be known now.
  static let constant = Help(
    "write its value: a text, a number, `true`, an atom such as `.name`, or a list of these")

  /// What an option may be, by Ecto's names.
  static func choices(_ names: [String]) -> Help {
    Help(
      "its choices are " + names.map { "`.\(NameRules.camelCase($0))`" }.joined(separator: ", "))
  }

  /// Of a name that nothing is like.
  static func declaration(of path: [String]) -> String {
    let name = path.joined(separator: ".")
    return path.count > 1
      ? "declare it in that module"
      : "declare it, or write the module that has it before it: `Module.\(name)`"
  }

  static func keys(of fields: [OptionType]) -> String {
    Suggestions.listing(fields.map(\.name.source)).map { "there is \($0)" }
      ?? "it has none at this point"
  }
}

extension SyntaxTree {
  /// A declaration's name in both spellings.
  func name(_ node: NodeID) -> Name { NameRules.name(mainText(node)) }

  /// `A.B.C` of a `path` node.
  func segments(_ path: NodeID) -> [String] {
    guard !path.isNone else { return [] }
    if let name = plainSegment(path) { return [name] }
    return source(span(path)).split(separator: ".").map {
      $0.filter { !$0.isWhitespace && $0 != "`" }
    }
  }

  /// The one name that a `path` node is, as most are.
  func plainSegment(_ path: NodeID) -> String? {
    guard !path.isNone else { return nil }
    let span = span(path)
    return bytes.withUnsafeBufferPointer {
      let text = UnsafeBufferPointer(rebasing: $0[Int(span.start)..<Int(span.end)])
      let isPlain = text.allSatisfy { byte in
        byte > 0x20 && byte < 0x80 && byte != UInt8(ascii: ".") && byte != UInt8(ascii: "`")
      }
      return isPlain ? String(decoding: text, as: UTF8.self) : nil
    }
  }

  /// A node's text as it stands; none of `.none`.
  func withBytes<R>(of node: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    withBytes(at: span(node), body)
  }

  /// That of its main token: an attribute's name, say.
  func withMainBytes<R>(of node: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    withBytes(at: span(self[node].main), body)
  }

  private func withBytes<R>(at span: Span, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[Int(span.start)..<Int(span.end)]))
    }
  }

  func source(_ span: Span) -> String {
    String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  /// `let`, `var` or `final` of a variable, `struct` or `class` of a type.
  func keyword(of node: NodeID) -> String {
    let main = self[node].main
    guard !main.isNone, main.index > 0 else { return "" }
    return text(TokenID(Int(main.index) - 1))
  }
}
