/// Pieces of text with their breaks, written once and put into documents any number of times: the type of a property
/// stands in its declaration, in the initialiser and elsewhere.
package struct Fragments: @unchecked Sendable {
  private var document = Document(width: .max / 2)

  package init() {}

  /// What `body` appends, which must be whole: no line that breaks in any case, no flex line outside of groups.
  @inline(__always)
  package mutating func add(_ body: (inout Document) -> Void) -> Fragment {
    let start = document.storage.startFragment()
    body(&document)
    return document.storage.endFragment(start)
  }

  /// Empties the store, which keeps its memory.
  package mutating func removeAll() { document.storage.removeFragments() }

  fileprivate var storage: Document.Storage { document.storage }

  func bytes(of fragment: Fragment) -> UnsafeBufferPointer<UInt8> { storage.bytes(of: fragment) }
}

/// One of the pieces of a `Fragments`.
package struct Fragment: BitwiseCopyable, Sendable {
  private let firstOperation: Int32
  private let endOperation: Int32
  private let firstByte: Int32
  private let endByte: Int32
  private let width: Int32

  init(operations: Range<Int>, bytes: Range<Int>, columns: Int) {
    firstOperation = Int32(operations.lowerBound)
    endOperation = Int32(operations.upperBound)
    firstByte = Int32(bytes.lowerBound)
    endByte = Int32(bytes.upperBound)
    width = Int32(columns)
  }

  var operations: Range<Int> { Int(firstOperation)..<Int(endOperation) }
  var bytes: Range<Int> { Int(firstByte)..<Int(endByte) }
  /// Its width on one line.
  package var columns: Int { Int(width) }
  /// How many bytes it has.
  package var count: Int { Int(endByte &- firstByte) }
}

extension Document {
  package mutating func append(_ fragment: Fragment, of fragments: Fragments) {
    storage.append(fragment, of: fragments.storage)
  }
}
