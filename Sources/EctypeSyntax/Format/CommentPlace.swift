/// Where a comment stands in its line: what decides to which token it belongs.
struct CommentPlace: OptionSet {
  let rawValue: UInt8

  /// Nothing is before it on its line.
  static let beginsLine = CommentPlace(rawValue: 1)
  /// Nothing but comments is behind it on its line: without `beginsLine` it belongs to the token before.
  static let endsLine = CommentPlace(rawValue: 2)
  /// A line break follows it, or is in it.
  static let breaksLine = CommentPlace(rawValue: 4)

  /// Between two tokens of a line.
  var isInline: Bool { isDisjoint(with: [.beginsLine, .endsLine]) }
  var isTrailing: Bool { contains(.endsLine) && !contains(.beginsLine) }

  /// Of all comments, in one pass.
  static func all(of tree: SyntaxTree) -> [CommentPlace] {
    let comments = tree.comments
    var result = [CommentPlace](repeating: [], count: comments.count)
    for (index, comment) in comments.enumerated().reversed() {
      var place: CommentPlace = isFirstInLine(comment, tree.bytes) ? .beginsLine : []
      let isLine = comment.kind == .lineComment || comment.kind == .docLineComment
      let next = firstOther(from: Int(comment.end), tree.bytes)
      if isLine || next == tree.bytes.count || tree.bytes[next] == UInt8(ascii: "\n")
        || hasLineBreak(comment, tree.bytes)
      {
        place.formUnion([.endsLine, .breaksLine])
      } else if index + 1 < comments.count, Int(comments[index + 1].start) == next {
        place.formUnion(result[index + 1].intersection(.endsLine))
      }
      result[index] = place
    }
    return result
  }

  private static func isFirstInLine(_ comment: Token, _ bytes: [UInt8]) -> Bool {
    var index = Int(comment.start)
    while index > 0, isBlank(bytes[index - 1]) { index -= 1 }
    return index == 0 || bytes[index - 1] == UInt8(ascii: "\n")
  }

  private static func firstOther(from offset: Int, _ bytes: [UInt8]) -> Int {
    var index = offset
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    return index
  }

  private static func hasLineBreak(_ comment: Token, _ bytes: [UInt8]) -> Bool {
    bytes[Int(comment.start)..<Int(comment.end)].contains(UInt8(ascii: "\n"))
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
