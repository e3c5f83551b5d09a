internal import EctypeDiagnostics

/// How deep a tree is: what walks it goes down as deep, and must not run out of stack on any input. Brackets and blocks in
/// each other are counted while they are read (`enter`), so are the links of one chain (`extend`). Chains that stand in
/// each other are not: `a(b(c).d.e).f.g`. Only a file with one that is longer or deeper than usual is looked at again.
extension Parser {
  static let depthLimit = 256
  static let chainLimit = 500
  /// Of links and brackets together.
  private static let heightLimit = 600
  private static let usualDepth = 24
  private static let usualChain = 20

  /// Goes one level deeper; where that is too deep, or after a mistake, leaves an error node instead.
  @inline(__always) mutating func enter() -> Bool {
    if !panicking, depth < Self.usualDepth {
      depth += 1
      return true
    }
    return enterFurther()
  }

  @inline(never) private mutating func enterFurther() -> Bool {
    isUnusual = true
    if !panicking, depth < Self.depthLimit {
      depth += 1
      return true
    }
    let first = position
    if !panicking { tooDeep("this is nested too deeply") }
    finish(.error, from: mark, first: first)
    return false
  }

  @inline(__always) mutating func leave() { depth -= 1 }

  /// Counts a link of a chain; false where it is one too many.
  @inline(__always) mutating func extend(_ chain: inout Int) -> Bool {
    chain += 1
    return chain <= Self.usualChain || extendFurther(chain)
  }

  @inline(never) private mutating func extendFurther(_ chain: Int) -> Bool {
    isUnusual = true
    guard chain > Self.chainLimit else { return true }
    tooDeep("this chain has more than \(Self.chainLimit) links")
    return false
  }

  private mutating func tooDeep(_ message: String) {
    if !aborted {
      diagnostics.append(
        Diagnostic(
          .nestingTooDeep, message, at: span(position),
          notes: ["the rest of the file has not been read"],
          helps: [Help("give parts of it names: `let part = …`")]))
    }
    aborted = true
    panicking = true
    previous = tokens.count - 2
    position = tokens.count - 1
    kind = .endOfFile
  }

  /// Of a file with chains in chains that are too deep together, leaves nothing.
  mutating func limitHeight() {
    guard isUnusual, let place = placeOfTooHigh() else { return }
    if !aborted {
      diagnostics.append(
        Diagnostic(
          .nestingTooDeep, "this is nested too deeply", at: span(place),
          notes: ["the file has not been read"],
          helps: [Help("give parts of it names: `let part = …`")]))
    }
    nodes = NodeTable(reserving: 2)
    mark = 0
    previous = tokens.count - 2
    finish(.error, from: 0, first: 0)
    finish(.file, from: 0, first: 0)
  }

  /// The token that tells where the innermost node that is too high goes on.
  private func placeOfTooHigh() -> Int? {
    var heights = [Int32](repeating: 0, count: nodes.count)
    for index in 0..<nodes.count {
      let node = nodes[index]
      var height: Int32 = 0
      var child = node.firstChild
      while !child.isNone {
        height = max(height, heights[Int(child.index)])
        child = nodes.nextSibling(Int(child.index))
      }
      if Self.isLevel(node.kind) { height += 1 }
      if height > Self.heightLimit { return Int((node.main.isNone ? node.first : node.main).index) }
      heights[index] = height
    }
    return nil
  }

  /// What is a level by itself, and not a part of one.
  private static func isLevel(_ kind: NodeKind) -> Bool {
    switch kind {
    case .argument, .argumentList, .keyValue, .block, .switchCase, .conditions: false
    default: true
    }
  }
}
