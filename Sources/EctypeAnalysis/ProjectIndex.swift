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
/// never in one. Look-ups cost in proportion to the names that share a last segment.
final class ProjectIndex: @unchecked Sendable {
  private var symbols: [Symbol] = []
  private var byLastName: [String: [SymbolID]] = [:]
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
    firstOfFile.removeAll(keepingCapacity: true)
    functionModules.removeAll(keepingCapacity: true)
    diagnostics = []
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
    byLastName[symbol.fullName.last, default: []].append(id)
  }

  subscript(_ id: SymbolID) -> Symbol { symbols[id.index] }

  enum Lookup {
    case found(SymbolID)
    case ambiguous([SymbolID])
    case none
  }

  /// What `segments` (`Post`, `Blog.Post`) means in `scope`: the declaration in the innermost namespace
  /// around it, else the only one of the project.
  func look(up segments: [String], in scope: ModuleName) -> Lookup {
    guard let last = segments.last, let sharing = byLastName[last] else { return .none }
    let candidates = sharing.filter {
      self[$0].fullName.segments.suffix(segments.count) == segments[...]
    }
    if candidates.count == 1 { return .found(candidates[0]) }
    // The longer the namespace that the name hangs in, the nearer it is.
    var nearest: (depth: Int, symbols: [SymbolID]) = (-1, [])
    for candidate in candidates {
      let namespace = self[candidate].fullName.segments.dropLast(segments.count)
      guard scope.segments.starts(with: namespace) else { continue }
      if namespace.count > nearest.depth {
        nearest = (namespace.count, [candidate])
      } else if namespace.count == nearest.depth {
        nearest.symbols.append(candidate)
      }
    }
    if let only = nearest.symbols.first { return .found(only) }
    return candidates.isEmpty ? .none : .ambiguous(candidates)
  }

  /// Every last name, for suggestions.
  var names: [String] { byLastName.keys.sorted() }
}
