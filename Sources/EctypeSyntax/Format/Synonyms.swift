/// Members that have two spellings.
enum MemberSynonym {
  /// The attributes of a var that say something of the whole type, as the guide has them: `@timestamps`, and
  /// `@index(.a, .b)`. They are members of their own.
  static func standalone(_ tree: SyntaxTree, _ member: NodeID) -> [NodeID] {
    guard tree.kind(member) == .varDecl else { return [] }
    return tree.children(member).filter { part in
      guard tree.kind(part) == .attribute else { return false }
      switch tree.mainText(part) {
      case "timestamps": return true
      case "index":
        let list = tree.child(part, .argumentList)
        guard let first = tree.children(list).first(where: { _ in true }) else { return false }
        return tree[first].main.isNone
      default: return false
      }
    }
  }
}

/// Values that have two spellings.
enum ValueSynonym {
  /// `new Map()`
  static func isEmptyMap(_ tree: SyntaxTree, _ id: NodeID) -> Bool {
    guard tree.kind(id) == .newExpression else { return false }
    let parts = Array(tree.children(id))
    guard parts.count == 2, tree.kind(parts[0]) == .namedType, tree[parts[1]].firstChild.isNone,
      tree.child(parts[0], .genericArguments).isNone
    else { return false }
    let path = tree.child(parts[0], .path)
    return tree[path].first == tree[path].last && tree.mainText(path) == "Map"
  }

  /// Whether a `structLiteral` is `Name(label: value, …)`.
  static func isConstructor(_ tree: SyntaxTree, _ id: NodeID) -> Bool {
    tree.children(id, .keyValue).allSatisfy { !tree[$0].main.isNone }
  }

  /// The arguments of an attribute, those of an object at their end among them.
  static func options(_ tree: SyntaxTree, _ argumentList: NodeID) -> [NodeID] {
    var arguments = Array(tree.children(argumentList))
    guard let last = arguments.last, tree[last].main.isNone,
      let object = tree.children(last).first(where: { _ in true }),
      tree.kind(object) == .mapLiteral, tree[tree[object].first].kind == .leftBrace
    else { return arguments }
    let entries = Array(tree.children(object))
    guard !entries.isEmpty, entries.allSatisfy({ !tree[$0].main.isNone }) else { return arguments }
    arguments.removeLast()
    return arguments + entries
  }

  /// The closure that ends the arguments of a call and may stand behind them, if it is the only one.
  static func trailingClosure(_ tree: SyntaxTree, _ call: NodeID) -> NodeID? {
    guard tree.child(call, .closure).isNone || tree.kind(tree[call].firstChild) == .closure
    else { return nil }
    let list = tree.child(call, .argumentList)
    guard !list.isNone else { return nil }
    let arguments = Array(tree.children(list))
    func closure(_ argument: NodeID) -> NodeID? {
      tree.children(argument).first { tree.kind($0) == .closure }
    }
    guard let last = arguments.last, tree[last].main.isNone, let found = closure(last),
      arguments.dropLast().allSatisfy({ closure($0) == nil })
    else { return nil }
    return found
  }
}

enum Spelling {
  /// `has_many` in camelCase; a name that is not plain snake_case stays.
  static func camelCase(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard bytes.first.map(isLower) == true, !bytes.contains(where: { $0 >= 0x41 && $0 <= 0x5A })
    else { return name }
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "_") {
        // What is not before a letter would not come back.
        guard index + 1 < bytes.count, isLower(bytes[index + 1]) else { return name }
      } else if index > 0, bytes[index - 1] == UInt8(ascii: "_") {
        result.append(byte - 0x20)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}
