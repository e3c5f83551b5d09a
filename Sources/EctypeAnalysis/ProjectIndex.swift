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
  var span: Span
}

/// Every name of the project, in the order of files and sources. It changes between the passes of an analysis,
/// never in one. A look-up costs in proportion to the depth of the scope it starts from.
final class ProjectIndex: @unchecked Sendable {
  private var symbols: [Symbol] = []
  private var byLastName: [String: [SymbolID]] = [:]
  /// By the last two, three, … segments, up to `suffixLimit`.
  private var bySuffix: [ArraySlice<String>: [SymbolID]] = [:]
  private var byExactName: [ArraySlice<String>: SymbolID] = [:]
  /// Letter case aside: some file systems make no difference.
  private var byFullName: [String: SymbolID] = [:]
  /// Where each file's symbols begin.
  private var firstOfFile: [FileID: Int] = [:]
  /// The modules of functions that stand in no class, and the file that comes first of each.
  private var functionModules: [ModuleName: (file: FileID, symbol: SymbolID)] = [:]
  /// Conflicts between files' declarations.
  private(set) var diagnostics: [Diagnostic] = []

  func rebuild(_ files: [FileState]) {
    symbols.removeAll(keepingCapacity: true)
    byLastName.removeAll(keepingCapacity: true)
    byFullName.removeAll(keepingCapacity: true)
    bySuffix.removeAll(keepingCapacity: true)
    byExactName.removeAll(keepingCapacity: true)
    firstOfFile.removeAll(keepingCapacity: true)
    functionModules.removeAll(keepingCapacity: true)
    diagnostics = []
    let count = files.reduce(0) { $0 + $1.declarations.declarations.count }
    symbols.reserveCapacity(count)
    byLastName.reserveCapacity(count)
    byFullName.reserveCapacity(count)
    bySuffix.reserveCapacity(count)
    byExactName.reserveCapacity(count)
    for file in files {
      firstOfFile[file.file] = symbols.count
      for (declaration, target) in zip(file.declarations.declarations, file.targets) {
        let symbol = Symbol(
          target: target, fullName: declaration.fullName,
          span: declaration.nameSpan(in: file.tree))
        let id = SymbolID(index: symbols.count)
        symbols.append(symbol)
        if target != .migration { enter(symbol, id) }
      }
    }
    for file in files { addFunctions(of: file) }
  }

  /// Functions at the top of files that name the same module are one module's.
  private func addFunctions(of file: FileState) {
    guard let module = file.declarations.functionsModule, functionModules[module] == nil,
      let first = file.declarations.loose.first
    else { return }
    let id = SymbolID(index: symbols.count)
    functionModules[module] = (file.file, id)
    let symbol = Symbol(
      target: .module(.functions), fullName: module, span: file.tree.nameSpan(first))
    symbols.append(symbol)
    enter(symbol, id)
  }

  /// The declarations of a file that are the same as before stand elsewhere in it now.
  func move(_ file: FileState) {
    guard let first = firstOfFile[file.file] else { return }
    for (offset, declaration) in file.declarations.declarations.enumerated() {
      symbols[first + offset].span = declaration.nameSpan(in: file.tree)
    }
    if let module = file.declarations.functionsModule, let known = functionModules[module],
      known.file == file.file, let first = file.declarations.loose.first
    {
      symbols[known.symbol.index].span = file.tree.nameSpan(first)
    }
  }

  private func enter(_ symbol: Symbol, _ id: SymbolID) {
    let key = symbol.fullName.description.lowercased()
    if let other = byFullName.updateValue(id, forKey: key) {
      byFullName[key] = other
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
    }
    let segments = symbol.fullName.segments[...]
    // One that is declared twice is reported as such, and found as the first.
    if let other = byExactName.updateValue(id, forKey: segments) {
      byExactName[segments] = other
      return
    }
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

  /// The same of a name that stands alone, as most do.
  func look(up name: String, in scope: ModuleName) -> Lookup {
    guard let candidates = byLastName[name] else { return .none }
    return candidates.count == 1 ? .found(candidates[0]) : look(up: [name], in: scope)
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
  var names: [String] { byLastName.keys.sorted() }
}
