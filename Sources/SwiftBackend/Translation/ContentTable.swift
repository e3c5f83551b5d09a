import EctypeModel

/// What follows from contents of fields. Many fields have one (`RecurringFields`), and it is found by where that lies: a
/// few words are compared, no text, and no reference is counted. Of contents that come by turns some are worked out
/// again. Who fills it holds the contents, so that nothing else comes to lie there.
final class ContentTable<Value: AnyObject> {
  private let identities: UnsafeMutablePointer<Field.Identity>
  private let values: UnsafeMutablePointer<Value?>
  private static var bits: Int { 8 }
  private static var count: Int { 1 << bits }

  init() {
    identities = .allocate(capacity: Self.count)
    identities.initialize(repeating: .none, count: Self.count)
    values = .allocate(capacity: Self.count)
    values.initialize(repeating: nil, count: Self.count)
  }

  deinit {
    values.deinitialize(count: Self.count)
    values.deallocate()
    identities.deallocate()
  }

  subscript(identity: Field.Identity) -> Value? {
    @inline(__always) get {
      let slot = Self.slot(identity)
      return identities[slot] == identity ? values[slot] : nil
    }
    set {
      let slot = Self.slot(identity)
      (identities[slot], values[slot]) = (newValue == nil ? .none : identity, newValue)
    }
  }

  @inline(__always) private static func slot(_ identity: Field.Identity) -> Int {
    Int((UInt64(identity.place) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
  }
}
