/// A piece of text with its breaks, written once and put into its document any number of times: the type of a property
/// stands in its declaration, in the initialiser and elsewhere.
package struct Fragment: BitwiseCopyable, Sendable {
  private let firstOperation: Int32
  private let endOperation: Int32
  private let firstByte: Int32
  private let endByte: Int32
  private let width: Int32
  /// It stands among those that are kept.
  let isKept: Bool

  init(operations: Range<Int>, bytes: Range<Int>, columns: Int, isKept: Bool) {
    self.isKept = isKept
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
  /// Where its bytes begin among those of all fragments.
  var offset: Int { Int(firstByte) }
  /// How many bytes it has.
  package var count: Int { Int(endByte &- firstByte) }
}

extension Document {
  /// What `body` appends, which must be whole: no line that breaks in any case, no flex line outside of groups. It is
  /// set aside, and can be appended until the fragments are removed.
  @inline(__always)
  package mutating func fragment(_ body: (inout Document) -> Void) -> Fragment {
    var aside = Document(storage: storage.aside())
    let start = aside.storage.startFragment()
    body(&aside)
    return aside.storage.endFragment(start)
  }

  /// The same of one text in ASCII and what stands around it: a name, a key in its quotes. It has no breaks, so that
  /// nothing is gone through step by step.
  ///
  /// - Returns: nil for other text, and for none.
  package mutating func fragment(
    _ open: StaticString, ascii text: UnsafeBufferPointer<UInt8>, _ close: StaticString
  ) -> Fragment? {
    guard let start = text.baseAddress, text.isASCII else { return nil }
    return storage.fragment(open, start, text.count, close)
  }

  /// Forgets the fragments but those that are kept; their memory is there for the next.
  package mutating func removeFragments() { storage.removeFragments() }

  /// The fragments that `body` makes are kept for good.
  package mutating func keepFragments<Result>(_ body: (inout Document) -> Result) -> Result {
    storage.isKeeping = true
    defer { storage.isKeeping = false }
    return body(&self)
  }

  package mutating func append(_ fragment: Fragment) { storage.append(fragment) }
}
