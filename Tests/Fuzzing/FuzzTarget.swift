// The entry points of libFuzzer, built by scripts/fuzz and by nothing else: any bytes go through the lexer,
// the parser, the analysis and, where they parse, the formatter. A trap, a hang or a leak is a finding.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTestOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let source = SourceFile(path: "fuzz.ectype", bytes: bytes)
  let (tree, diagnostics) = parse(source, file: FileID(0))
  let result = Analyzer(settings: AnalysisSettings())
    .run([AnalyzedFile(tree, path: source.path)])
  var sources = SourceMap()
  sources.add(source)
  // Every span must lie in the file: the renderers rely on it.
  for diagnostic in diagnostics + result.diagnostics {
    let span = diagnostic.primary.span
    precondition(span.start >= 0 && span.start <= span.end && Int(span.end) <= bytes.count)
  }
  _ = HumanRenderer().render(diagnostics + result.diagnostics, in: sources)
  if diagnostics.isEmpty { checkFormat(tree) }
  return 0
}

/// The format says the same, and is its own: in lines of 100 columns and of some other width.
private func checkFormat(_ tree: SyntaxTree) {
  let sum = tree.bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
  for width in [100, 1 + sum % 200] {
    let formatted = SourceFile(path: "fuzz.ectype", bytes: tree.formatted(width: width))
    let (again, mistakes) = parse(formatted, file: FileID(0))
    precondition(mistakes.isEmpty && again.isEquivalent(to: tree), "formatting changed the meaning")
    precondition(
      again.formatted(width: width) == formatted.bytes, "not stable in \(width) columns")
  }
}

/// Mutates along the grammar: a node is taken out, doubled, or replaced by one of its kind or another, of this input
/// or of an earlier one; tokens are taken out, doubled and exchanged. One time in four bytes are mutated instead.
@_cdecl("LLVMFuzzerCustomMutator")
public func fuzzMutate(
  _ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int, _ seed: UInt32
) -> Int {
  var mutator = Mutator(state: UInt64(seed) &+ 1)
  guard count > 0, mutator.random(4) > 0 else { return mutateBytes(data, count, limit) }
  var bytes = Array(UnsafeBufferPointer(start: data, count: count))
  for _ in 0...mutator.random(3) { bytes = mutator.mutate(bytes) }
  guard !bytes.isEmpty, bytes.count <= limit else { return mutateBytes(data, count, limit) }
  data.update(from: bytes, count: bytes.count)
  return bytes.count
}

@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int) -> Int

private struct Mutator {
  var state: UInt64

  /// Texts of nodes that earlier inputs had, by kind; as many of each as `poolLimit`.
  nonisolated(unsafe) private static var pool: [[[UInt8]]] = Array(
    repeating: [], count: NodeKind.allCases.count)
  private static let poolLimit = 64

  /// What may stand between tokens.
  private static let between = [
    " /* a */ ", " // a\n", "\n// a\n", "\n/* a\n   b */\n", "\n/// a\n", "\n", "\n\n\n",
    " /* a */\n", "\r\n",
    "\t", ";",
  ]

  mutating func random(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(bound, 1)
  }

  mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    let (tree, _) = parse(SourceFile(path: "", bytes: bytes), file: FileID(0))
    return random(3) == 0 ? mutateToken(tree) : mutateNode(tree)
  }

  private mutating func mutateNode(_ tree: SyntaxTree) -> [UInt8] {
    let node = NodeID(random(tree.nodes.count))
    keep(text(node, tree), tree.kind(node))
    let range = range(node, tree)
    switch random(5) {
    case 0: return replacing(range, in: tree.bytes, with: [])
    case 1:
      let text = Array(tree.bytes[range])
      return replacing(range, in: tree.bytes, with: text + [UInt8(ascii: " ")] + text)
    case 2:
      let other = NodeID(random(tree.nodes.count))
      return replacing(range, in: tree.bytes, with: text(other, tree))
    default:
      let kind = random(4) > 0 ? Int(tree.kind(node).rawValue) : random(Self.pool.count)
      let texts = Self.pool[kind]
      guard !texts.isEmpty else { return tree.bytes }
      return replacing(range, in: tree.bytes, with: texts[random(texts.count)])
    }
  }

  private mutating func keep(_ text: [UInt8], _ kind: NodeKind) {
    guard !text.isEmpty, text.count < 400 else { return }
    let index = Int(kind.rawValue)
    if Self.pool[index].count < Self.poolLimit {
      Self.pool[index].append(text)
    } else {
      Self.pool[index][random(Self.poolLimit)] = text
    }
  }

  private mutating func mutateToken(_ tree: SyntaxTree) -> [UInt8] {
    let token = tree.tokens[random(tree.tokens.count)]
    let range = Int(token.start)..<Int(token.end)
    let other = tree.tokens[random(tree.tokens.count)]
    let text = Array(tree.bytes[Int(other.start)..<Int(other.end)])
    switch random(6) {
    case 0: return replacing(range, in: tree.bytes, with: [])
    case 1: return replacing(range.lowerBound..<range.lowerBound, in: tree.bytes, with: text)
    case 4, 5:
      let between = Self.between[random(Self.between.count)]
      return replacing(
        range.lowerBound..<range.lowerBound, in: tree.bytes, with: Array(between.utf8))
    case 2: return replacing(range, in: tree.bytes, with: text)
    default:
      let word = Keywords.words[random(Keywords.words.count)].0
      return replacing(range, in: tree.bytes, with: Array("\(word) ".utf8))
    }
  }

  private func range(_ node: NodeID, _ tree: SyntaxTree) -> Range<Int> {
    let span = tree.span(node)
    return Int(span.start)..<Int(span.end)
  }

  private func text(_ node: NodeID, _ tree: SyntaxTree) -> [UInt8] {
    Array(tree.bytes[range(node, tree)])
  }

  private func replacing(_ range: Range<Int>, in bytes: [UInt8], with text: [UInt8]) -> [UInt8] {
    Array(bytes[..<range.lowerBound]) + text + Array(bytes[range.upperBound...])
  }
}
