import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// An index into `ProjectIndex.symbols`.
package struct SymbolID: Hashable, Sendable {
  package var index: Int
}

/// A named declaration of the project.
struct Symbol: Sendable {
  enum Target: Hashable, Sendable {
    case schema(SchemaID)
    case enumeration(EnumerationID)
    /// A context, repository or plain module.
    case module(DeclarationKind)
    case migration
  }

  var target: Target
  var fullName: ModuleName
  var file: Int
  var node: NodeID
  var span: Span
}

/// Every name of the project: built once from all files' declarations, in the order of files and sources,
/// and never changed. A look-up costs in proportion to the depth of the scope it starts from.
struct ProjectIndex: Sendable {
  private(set) var symbols: [Symbol] = []
  private(set) var schemaCount = 0
  private(set) var enumerationCount = 0
  private var byLastName: [String: [SymbolID]] = [:]
  /// By the last two, three, … segments, up to `suffixLimit`.
  private var bySuffix: [ArraySlice<String>: [SymbolID]] = [:]
  private var byExactName: [ArraySlice<String>: SymbolID] = [:]
  /// Letter case aside: some file systems make no difference.
  private var byFullName: [String: SymbolID] = [:]
  /// Symbols by file and declaration.
  private(set) var symbolsOfFile: [[SymbolID]] = []
  /// Conflicts between files' declarations.
  private(set) var diagnostics: [Diagnostic] = []

  init(_ files: [(tree: SyntaxTree, declarations: FileDeclarations)]) {
    for (file, entry) in files.enumerated() {
      var ids: [SymbolID] = []
      ids.reserveCapacity(entry.declarations.declarations.count)
      for declaration in entry.declarations.declarations {
        ids.append(add(declaration, file: file, tree: entry.tree))
      }
      symbolsOfFile.append(ids)
    }
  }

  private mutating func add(_ declaration: Declaration, file: Int, tree: SyntaxTree) -> SymbolID {
    let target: Symbol.Target
    switch declaration.kind {
    case .schema, .embeddedSchema:
      target = .schema(SchemaID(schemaCount))
      schemaCount += 1
    case .enumeration:
      target = .enumeration(EnumerationID(enumerationCount))
      enumerationCount += 1
    case .migration: target = .migration
    case .context, .repository, .plain: target = .module(declaration.kind)
    }
    let id = SymbolID(index: symbols.count)
    let symbol = Symbol(
      target: target, fullName: declaration.fullName, file: file, node: declaration.node,
      span: tree.nameSpan(declaration.node))
    symbols.append(symbol)
    if target != .migration { enter(symbol, id) }
    return id
  }

  private mutating func enter(_ symbol: Symbol, _ id: SymbolID) {
    let key = symbol.fullName.description.lowercased()
    if let other = byFullName[key] {
      let isSame = self[other].fullName == symbol.fullName
      diagnostics.append(
        Diagnostic(
          .duplicateDeclaration,
          isSame
            ? "`\(symbol.fullName)` is declared twice"
            : "`\(symbol.fullName)` and `\(self[other].fullName)` differ only in case",
          at: symbol.span, label: "declared again here",
          secondary: [Label(self[other].span, "first declared here")],
          helps: [Help("rename one of them, or give one file another `module`")]))
    } else {
      byFullName[key] = id
    }
    let segments = symbol.fullName.segments[...]
    // One that is declared twice is reported as such, and found as the first.
    guard byExactName[segments] == nil else { return }
    byExactName[segments] = id
    byLastName[symbol.fullName.last, default: []].append(id)
    for count in 2..<max(2, min(segments.count, Self.suffixLimit) + 1) {
      bySuffix[segments.suffix(count), default: []].append(id)
    }
  }

  private static let suffixLimit = 4

  subscript(_ id: SymbolID) -> Symbol { symbols[id.index] }

  enum Lookup {
    case found(SymbolID)
    case ambiguous([SymbolID])
    case none
  }

  /// What `segments` (`Post`, `Blog.Post`) means in `scope`: the declaration in the innermost namespace
  /// around it, else the only one of the project.
  func look(up segments: [String], in scope: ModuleName) -> Lookup {
    let candidates = candidates(segments)
    guard candidates.count > 1 else { return candidates.first.map(Lookup.found) ?? .none }
    // The longer the namespace that the name hangs in, the nearer it is.
    for depth in (0...scope.segments.count).reversed() {
      if let found = byExactName[(scope.segments.prefix(depth) + segments)[...]] {
        return .found(found)
      }
    }
    return .ambiguous(candidates)
  }

  /// The symbols whose full names end in `segments`.
  private func candidates(_ segments: [String]) -> [SymbolID] {
    switch segments.count {
    case 0: return []
    case 1: return byLastName[segments[0]] ?? []
    case ...Self.suffixLimit: return bySuffix[segments[...]] ?? []
    default:
      let sharing = bySuffix[segments.suffix(Self.suffixLimit)] ?? []
      return sharing.filter { self[$0].fullName.segments.suffix(segments.count) == segments[...] }
    }
  }

  /// Every last name, for suggestions.
  var names: some Sequence<String> { byLastName.keys.sorted() }
}
