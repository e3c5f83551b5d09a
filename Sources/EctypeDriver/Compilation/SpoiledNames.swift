import EctypeDiagnostics
import EctypeSyntax

/// What syntax errors leave of the analysis: whatever it finds that cannot be the consequence of one.
///
/// A syntax error spoils what it stands in. In the body of a function that is the function. In anything else it is a
/// declaration, whose name and type, if it has one at all, may come out as anything: so whatever names it is spoiled
/// too, and what is declared by naming it, and so on. Where braces do not pair, all that the file declares is in doubt.
///
/// Names are compared as all outputs spell them, without `_` and case, and so are words in texts and comments: this
/// may keep quiet of a mistake too many, until the syntax errors are gone.
struct SpoiledNames {
  private var units: [Unit] = []
  /// The units of each file, by place; those of a type follow it.
  private var unitsOfFile: [FileID: Range<Int>] = [:]
  /// Names that are declared, but it is not known as what.
  private var spoiled: Set<UInt64> = []
  /// Words that might be declared, had they been understood.
  private var lost: Set<UInt64> = []
  private var trees: [FileID: SyntaxTree] = [:]

  /// A declaration; of a type or function without its members or body, which are units or `body`.
  private struct Unit {
    var file: FileID
    var place: Range<Int32>
    var body: Range<Int32>?
    var name: UInt64?
    /// The type that it is a member of.
    var container: Int?
    var isType = false
    /// Whether it was not understood, or its body was not.
    var isBroken: Bool
    var hasBrokenBody = false
  }

  init(_ files: [(tree: SyntaxTree, diagnostics: [Diagnostic])]) {
    for (tree, diagnostics) in files {
      trees[tree.file] = tree
      let start = units.count
      for child in tree.children(tree.root) where tree.kind(child) != .moduleClause {
        add(child, tree, in: nil)
      }
      unitsOfFile[tree.file] = start..<units.count
      let errors = diagnostics.filter { $0.severity == .error }
      if !errors.isEmpty { note(errors, tree) }
    }
    spread()
  }

  /// Whether a diagnostic of the analysis holds.
  func allow(_ diagnostic: Diagnostic) -> Bool {
    let span = diagnostic.primary.span
    // What has no text is what the parser missed.
    guard !diagnostic.code.isOfWholeProject, span.start < span.end, let tree = trees[span.file],
      let index = unit(at: span.start, in: span.file)
    else { return false }
    let unit = units[index]
    guard !unit.isBroken, !unit.hasBrokenBody else { return false }
    return Self.words(tree, span.start..<span.end).isDisjoint(with: lost)
      && words(of: unit, withBody: true).isDisjoint(with: spoiled)
  }

  // MARK: Declarations

  private mutating func add(_ id: NodeID, _ tree: SyntaxTree, in container: Int?) {
    let span = tree.span(id)
    let kind = tree.kind(id)
    let main = tree.mainText(id)
    var unit = Unit(
      file: tree.file, place: span.start..<span.end,
      name: main.isEmpty ? nil : Self.word(main.utf8), container: container,
      isBroken: kind == .error)
    switch kind {
    case .structDecl, .enumDecl, .externModuleDecl:
      unit.isType = true
      let index = units.count
      units.append(unit)
      for child in tree.children(id) where tree.kind(child).isMember {
        add(child, tree, in: index)
      }
    case .funcDecl:
      let block = tree.child(id, .block)
      if !block.isNone {
        let span = tree.span(block)
        unit.body = span.start..<span.end
      }
      units.append(unit)
    default: units.append(unit)
    }
  }

  /// The innermost unit at an offset.
  private func unit(at offset: Int32, in file: FileID) -> Int? {
    guard let range = unitsOfFile[file] else { return nil }
    // They are in order, and nested.
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if units[middle].place.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    var index: Int? = low > range.lowerBound ? low - 1 : nil
    while let found = index, units[found].place.upperBound < offset {
      index = units[found].container
    }
    return index
  }

  // MARK: What is broken

  /// Notes what the syntax errors of a file spoil.
  private mutating func note(_ errors: [Diagnostic], _ tree: SyntaxTree) {
    let range = unitsOfFile[tree.file] ?? 0..<0
    var isWhole = !tree.bracesPair
    for error in errors {
      if error.code == .unterminatedLiteral || error.code == .nestingTooDeep {
        isWhole = isWhole || tree.isUnread(behind: error.primary.span.start)
      }
      guard let index = unit(at: error.primary.span.start, in: tree.file) else {
        isWhole = true
        continue
      }
      breakUnit(index, at: error.primary.span.start)
    }
    for node in tree.nodes where node.kind == .error && node.last.index >= node.first.index {
      let place = tree[node.first].start..<tree[node.last].end
      lost.formUnion(Self.words(tree, place))
      guard let index = unit(at: place.lowerBound, in: tree.file) else { continue }
      breakUnit(index, at: place.lowerBound)
      // What does not begin a line was to be a part of the declaration before.
      if units[index].place == place, !tree[node.first].startsLine, index > range.lowerBound {
        units[index - 1].isBroken = true
      }
    }
    for unit in units[range] {
      guard unit.hasBrokenBody, let body = unit.body else { continue }
      // It may have taken in more than statements.
      if tree.holdsDeclaration(body) { lost.formUnion(Self.words(tree, body)) }
    }
    guard isWhole else { return }
    for index in range { units[index].isBroken = true }
    lost.formUnion(Self.words(tree, 0..<Int32(tree.bytes.count)))
  }

  private mutating func breakUnit(_ index: Int, at offset: Int32) {
    if let body = units[index].body, body.lowerBound < offset, offset <= body.upperBound {
      units[index].hasBrokenBody = true
      return
    }
    units[index].isBroken = true
    // What stands in a type, and in none of its members, may be of any.
    guard units[index].isType else { return }
    for member in units.indices.dropFirst(index + 1) {
      guard units[member].place.lowerBound < units[index].place.upperBound,
        units[member].file == units[index].file
      else { break }
      units[member].isBroken = true
    }
  }

  /// From what is broken to all that is declared by it.
  private mutating func spread() {
    var waiting: [UInt64] = []
    func take(_ name: UInt64?) {
      if let name, spoiled.insert(name).inserted { waiting.append(name) }
    }
    for unit in units where unit.isBroken {
      take(unit.name)
      var container = unit.container
      while let index = container {
        take(units[index].name)
        container = units[index].container
      }
    }
    guard !waiting.isEmpty else { return }
    var named: [UInt64: [Int]] = [:]
    for (index, unit) in units.enumerated() where !unit.isType && unit.name != nil {
      for word in words(of: unit, withBody: false) { named[word, default: []].append(index) }
    }
    while let name = waiting.popLast() {
      for index in named.removeValue(forKey: name) ?? [] { take(units[index].name) }
    }
  }

  // MARK: Words

  private func words(of unit: Unit, withBody: Bool) -> Set<UInt64> {
    guard let tree = trees[unit.file] else { return [] }
    var end = unit.place.upperBound
    if unit.isType {
      // Its members are units of their own.
      end =
        tree.bytes[Int(unit.place.lowerBound)..<Int(end)].firstIndex(of: UInt8(ascii: "{"))
        .map(Int32.init) ?? end
    } else if !withBody, let body = unit.body {
      end = body.lowerBound
    }
    return Self.words(tree, unit.place.lowerBound..<end)
  }

  private static func words(_ tree: SyntaxTree, _ range: Range<Int32>) -> Set<UInt64> {
    var result: Set<UInt64> = []
    let bytes = tree.bytes[Int(range.lowerBound)..<Int(range.upperBound)]
    for word in bytes.split(whereSeparator: { !isOfWord($0) }) { result.insert(Self.word(word)) }
    return result
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// FNV-1a of a name without `_` and case. Two names that fall together are spoiled together.
  private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes where isOfWord(byte) && byte != UInt8(ascii: "_") {
      let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      hash = (hash ^ UInt64(isCapital ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
    return hash
  }
}

extension DiagnosticCode {
  /// Something is said to be missing, or to be there twice, in all of the project: it may stand, or not, in what was
  /// not understood.
  fileprivate var isOfWholeProject: Bool {
    switch self {
    case .missingForeignKey, .invalidAssociation, .missingOption, .duplicateDeclaration,
      .missingVersion, .invalidMigration, .missingColumn, .columnType, .outputConflict,
      .unsupportedVersion, .unsupportedConstruct:
      true
    default: isLint
    }
  }
}

extension NodeKind {
  /// What stands between the braces of a type.
  fileprivate var isMember: Bool {
    switch self {
    case .attribute, .modifier, .inheritance, .path: false
    default: true
    }
  }
}

extension Token {
  /// Whether it is a keyword that begins a declaration on a line of its own.
  fileprivate var startsDeclaration: Bool {
    guard startsLine else { return false }
    switch kind {
    case .funcKeyword, .functionKeyword, .structKeyword, .classKeyword, .enumKeyword, .at, .hash,
      .publicKeyword, .privateKeyword, .staticKeyword:
      return true
    default: return false
    }
  }
}

extension SyntaxTree {
  /// Whether no token is on the lines below that of an offset.
  fileprivate func isUnread(behind offset: Int32) -> Bool {
    let end = bytes[Int(offset)...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return tokens.last { $0.end > $0.start }.map { Int($0.start) <= end } ?? true
  }

  /// Whether a declaration begins on a line of its own in a range.
  fileprivate func holdsDeclaration(_ range: Range<Int32>) -> Bool {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].start < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return tokens[low...].prefix { $0.start < range.upperBound }.contains(
      where: \.startsDeclaration)
  }

  fileprivate var bracesPair: Bool {
    var depth = 0
    for token in tokens {
      if token.kind == .leftBrace { depth += 1 } else if token.kind == .rightBrace { depth -= 1 }
    }
    return depth == 0
  }
}
