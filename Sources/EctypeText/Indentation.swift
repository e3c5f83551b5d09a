/// What lines are indented with.
package enum Indentation: Hashable, Sendable {
  /// So many for each nesting of two columns.
  case spaces(Int)
  /// One, which counts as eight columns.
  case tab

  /// The columns of a nesting that a document gives as if two were the unit.
  func columns(_ nesting: Int) -> Int {
    switch self {
    case .spaces(2): nesting
    case .spaces(let count): nesting / 2 * count
    case .tab: nesting / 2 * 8
    }
  }

  /// What a line that begins at a column begins with.
  @inline(__always) func characters(_ columns: Int) -> (tabs: Int, spaces: Int) {
    if case .tab = self { (columns / 8, columns % 8) } else { (0, columns) }
  }
}
