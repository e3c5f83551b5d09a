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

  func append(columns: Int, to output: inout GrowingBuffer<UInt8>) {
    var spaces = columns
    if case .tab = self {
      output.append(repeating: UInt8(ascii: "\t"), count: columns / 8)
      spaces = columns % 8
    }
    output.append(repeating: UInt8(ascii: " "), count: spaces)
  }
}
