import EctypeDiagnostics
import EctypeDriver
import EctypeSyntax

/// Makes mutants of a project, one change each, from a seed.
struct Mutator {
  struct Mutant {
    var sources: [ProjectSource]
    /// Where and what, for a report.
    var change: String
  }

  private let sources: [ProjectSource]
  private let trees: [SyntaxTree]
  /// Texts of the project by kind of token, for one to stand in another's place.
  private var texts: [TokenKind: [String]] = [:]
  private var generator: SplitMix

  init(_ sources: [ProjectSource], seed: UInt64) {
    self.sources = sources
    generator = SplitMix(state: seed)
    trees = sources.enumerated().map { parse($1.file, file: FileID($0)).tree }
    for tree in trees {
      for index in tree.tokens.indices {
        let kind = Self.group(tree.tokens[index].kind)
        let text = tree.text(TokenID(index))
        if texts[kind]?.contains(text) != true { texts[kind, default: []].append(text) }
      }
    }
  }

  /// Tokens of one group can replace each other.
  private static func group(_ kind: TokenKind) -> TokenKind {
    switch kind {
    case .trueKeyword, .falseKeyword, .nilKeyword, .integer, .float: .integer
    case .less, .greater, .lessEqual, .greaterEqual, .equalEqual, .bangEqual: .less
    case .plus, .minus, .star, .slash, .concat: .plus
    case .ampersandAmpersand, .barBar: .ampersandAmpersand
    default: kind
    }
  }

  private static let types = [
    "String", "Int", "Double", "Bool", "Decimal", "Date", "Time", "DateTime", "NaiveDateTime",
    "UUID", "Binary", "JSON", "Any", "[String]", "[String: Int]",
  ]

  /// nil where the place that chance chose has nothing to change.
  mutating func next() -> Mutant? {
    let file = Int.random(in: trees.indices, using: &generator)
    let tree = trees[file]
    guard let (range, text) = change(of: tree) else { return nil }
    var mutated = sources
    var bytes = tree.bytes
    let before = String(decoding: bytes[range], as: UTF8.self)
    bytes.replaceSubrange(range, with: Array(text.utf8))
    mutated[file].file = SourceFile(path: sources[file].file.path, bytes: bytes)
    let line = tree.bytes[..<range.lowerBound].count { $0 == 0x0A } + 1
    return Mutant(
      sources: mutated,
      change: "\(sources[file].projectPath):\(line): `\(before)` became `\(text)`")
  }

  private mutating func change(of tree: SyntaxTree) -> (Range<Int>, String)? {
    switch Int.random(in: 0..<14, using: &generator) {
    case 0...2: replacedToken(in: tree)
    case 3: removedLine(in: tree)
    case 4: removedNode(in: tree, .attribute)
    case 5: removedNode(in: tree, .argument)
    case 6: otherType(in: tree)
    case 7: otherOptionality(in: tree)
    case 8: unpinned(in: tree)
    case 9: swappedNodes(in: tree, .argumentList)
    case 10: swappedNodes(in: tree, .binaryExpression)
    case 11: negated(in: tree)
    case 12: doubledLine(in: tree)
    default: movedLine(in: tree)
    }
  }

  private mutating func replacedToken(in tree: SyntaxTree) -> (Range<Int>, String)? {
    let kinds: Set<TokenKind> = [
      .identifier, .integer, .less, .plus, .ampersandAmpersand, .stringText,
    ]
    let candidates = tree.tokens.indices.filter { kinds.contains(Self.group(tree.tokens[$0].kind)) }
    guard let index = candidates.randomElement(using: &generator),
      let text = texts[Self.group(tree.tokens[index].kind)]?.randomElement(using: &generator)
    else { return nil }
    let token = tree.tokens[index]
    return (Int(token.start)..<Int(token.end), text)
  }

  private mutating func removedLine(in tree: SyntaxTree) -> (Range<Int>, String)? {
    line(of: tree).map { ($0.startIndex..<$0.endIndex, "") }
  }

  private mutating func removedNode(in tree: SyntaxTree, _ kind: NodeKind) -> (Range<Int>, String)?
  {
    guard let node = nodes(of: tree, [kind]).randomElement(using: &generator) else { return nil }
    let span = tree.span(node)
    var range = Int(span.start)..<Int(span.end)
    let rest = tree.bytes[range.upperBound...].prefix { [0x20, 0x0A, 0x2C].contains($0) }
    if kind == .argument, rest.contains(0x2C) { range = range.lowerBound..<rest.endIndex }
    return (range, "")
  }

  private mutating func otherType(in tree: SyntaxTree) -> (Range<Int>, String)? {
    guard let node = nodes(of: tree, [.namedType, .arrayType]).randomElement(using: &generator),
      let text = Self.types.randomElement(using: &generator)
    else { return nil }
    let span = tree.span(node)
    return (Int(span.start)..<Int(span.end), text)
  }

  private mutating func otherOptionality(in tree: SyntaxTree) -> (Range<Int>, String)? {
    guard let node = nodes(of: tree, [.typeAnnotation]).randomElement(using: &generator) else {
      return nil
    }
    let end = Int(tree.span(node).end)
    return tree.bytes[end - 1] == UInt8(ascii: "?") ? (end - 1..<end, "") : (end..<end, "?")
  }

  /// A value of the function that stands bare in a query, or a condition without its `!`.
  private mutating func unpinned(in tree: SyntaxTree) -> (Range<Int>, String)? {
    nodes(of: tree, [.prefixExpression]).randomElement(using: &generator).map { node in
      let start = Int(tree.span(node).start)
      return (start..<start + 1, "")
    }
  }

  /// Two neighbours that have changed places: arguments, operands.
  private mutating func swappedNodes(
    in tree: SyntaxTree, _ kind: NodeKind
  ) -> (Range<Int>, String)? {
    guard let node = nodes(of: tree, [kind]).randomElement(using: &generator) else { return nil }
    let spans = tree.children(node).map { tree.span($0) }
    guard spans.count > 1 else { return nil }
    let index = Int.random(in: 0..<spans.count - 1, using: &generator)
    let left = Int(spans[index].start)..<Int(spans[index].end)
    let right = Int(spans[index + 1].start)..<Int(spans[index + 1].end)
    guard left.upperBound <= right.lowerBound else { return nil }
    let parts = [right, left.upperBound..<right.lowerBound, left]
    return (
      left.lowerBound..<right.upperBound,
      parts.map { String(decoding: tree.bytes[$0], as: UTF8.self) }.joined()
    )
  }

  private mutating func negated(in tree: SyntaxTree) -> (Range<Int>, String)? {
    let kinds: Set<NodeKind> = [.call, .identifier, .memberAccess, .integerLiteral, .stringLiteral]
    return nodes(of: tree, kinds).randomElement(using: &generator).map { node in
      let start = Int(tree.span(node).start)
      return (start..<start, ["!", "-"].randomElement(using: &generator) ?? "!")
    }
  }

  /// A declaration or a step that is there twice.
  private mutating func doubledLine(in tree: SyntaxTree) -> (Range<Int>, String)? {
    line(of: tree).map { line in
      (line.endIndex..<line.endIndex, "\n" + String(decoding: line, as: UTF8.self))
    }
  }

  /// Two lines that have changed places: a statement behind a `return`, a step before what it needs.
  private mutating func movedLine(in tree: SyntaxTree) -> (Range<Int>, String)? {
    guard let line = line(of: tree), line.endIndex < tree.bytes.count else { return nil }
    let next = tree.bytes[(line.endIndex + 1)...].prefix { $0 != 0x0A }
    return (
      line.startIndex..<next.endIndex,
      String(decoding: next, as: UTF8.self) + "\n" + String(decoding: line, as: UTF8.self)
    )
  }

  private mutating func line(of tree: SyntaxTree) -> ArraySlice<UInt8>? {
    tree.bytes.split(separator: 0x0A).filter { $0.contains { $0 != 0x20 } }
      .randomElement(using: &generator)
  }

  private func nodes(of tree: SyntaxTree, _ kinds: Set<NodeKind>) -> [NodeID] {
    tree.nodes.indices.filter { kinds.contains(tree.nodes[$0].kind) }.map { NodeID($0) }
  }

  /// SplitMix64: small, and the same everywhere.
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
