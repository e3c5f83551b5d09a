/// A value behind one reference: a copy costs one count however large the value is, and what is shared is copied
/// only when it is changed.
package struct Shared<Value: Sendable>: @unchecked Sendable {
  package final class Storage {
    package var value: Value
    package init(_ value: Value) { self.value = value }
  }

  package var storage: Storage

  package init(_ value: Value) { storage = Storage(value) }

  package var value: Value {
    @inline(__always) _read { yield storage.value }
    @inline(__always) _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.value) }
      yield &storage.value
    }
  }
}

extension Shared: Equatable where Value: Equatable {
  package static func == (a: Self, b: Self) -> Bool {
    a.storage === b.storage || a.value == b.value
  }
}

extension Shared: Hashable where Value: Hashable {
  package func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}

/// A declaration of the model that many hold and few change. Its properties are those of its `Content`.
@dynamicMemberLookup
package protocol SharedValue: Sendable {
  associatedtype Content: Sendable
  var shared: Shared<Content> { get set }
}

extension SharedValue {
  package subscript<Member>(dynamicMember path: KeyPath<Content, Member>) -> Member {
    @inline(__always) get { shared.value[keyPath: path] }
  }

  package subscript<Member>(
    dynamicMember path: WritableKeyPath<Content, Member>
  ) -> Member {
    @inline(__always) get { shared.value[keyPath: path] }
    @inline(__always) _modify { yield &shared.value[keyPath: path] }
  }
}
