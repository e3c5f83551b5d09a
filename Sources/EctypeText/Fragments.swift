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
}

/// One of the pieces of a `Fragments`.
package struct Fragment: Sendable {
  var operations: Range<Int>
  var bytes: Range<Int>
  /// Its width on one line.
  package var columns: Int
}

extension Document {
  package mutating func append(_ fragment: Fragment, of fragments: Fragments) {
    storage.append(fragment, of: fragments.storage)
  }
}
