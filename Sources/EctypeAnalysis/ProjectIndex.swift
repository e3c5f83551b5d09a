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
/// and never changed. Look-ups cost in proportion to the names that share a last segment.
struct ProjectIndex: Sendable {
  private(set) var symbols: [Symbol] = []
  private(set) var schemaCount = 0
  private(set) var enumerationCount = 0
  private var byLastName: [String: [SymbolID]] = [:]
  /// Letter case aside: some file systems make no difference.
  private var byFullName: [String: SymbolID] = [:]
  /// Symbols by file and declaration.
  private(set) var symbolsOfFile: [[SymbolID]] = []
  /// The modules of functions that stand in no class.
  private(set) var functionModules: [ModuleName: SymbolID] = [:]
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
    for (file, entry) in files.enumerated() {
      guard let first = entry.declarations.loose.first else { continue }
      addFunctions(entry.declarations.functionsModule, first, file: file, tree: entry.tree)
    }
  }

  /// Functions at the top of files that name the same module are one module's.
  private mutating func addFunctions(
    _ module: ModuleName, _ node: NodeID, file: Int, tree: SyntaxTree
  ) {
    guard functionModules[module] == nil else { return }
    let id = SymbolID(index: symbols.count)
    functionModules[module] = id
    let symbol = Symbol(
      target: .module(.functions), fullName: module, file: file, node: node,
      span: tree.nameSpan(node))
    symbols.append(symbol)
    enter(symbol, id)
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
    case .context, .repository, .plain, .schemaDefaults, .extern, .functions:
      target = .module(declaration.kind)
    }
    let id = SymbolID(index: symbols.count)
    let symbol = Symbol(
      target: target, fullName: declaration.fullName, file: file, node: declaration.node,
      span: declaration.kind == .extern
        ? tree.span(tree.child(declaration.node, .path)) : tree.nameSpan(declaration.node))
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
  var names: some Sequence<String> { byLastName.keys.sorted() }
}
