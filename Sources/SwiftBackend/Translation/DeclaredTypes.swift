import EctypeModel

/// Where a name is written: inside the type at `path`, in an extension of its first `extended` segments.
///
/// An extension of `Blog.Post` sees what `Post` declares but not what `Blog` does, so both matter.
struct LexicalScope: Sendable {
  var path: [String]
  var extended: Int

  /// Inside a type that is declared in an extension of its container.
  init(_ path: [String]) {
    self.path = path
    extended = max(0, path.count - 1)
  }

  /// Inside an extension of a type, or a type declared there.
  init(extending path: [String], nested: String? = nil) {
    self.path = path + (nested.map { [$0] } ?? [])
    extended = path.count
  }
}

/// Every type that the output declares, by its path (`["Blog", "Post", "ID"]`), so that a name is written as
/// short as it can be and never means another type. A table is filled by the one who makes it, before anyone reads it.
final class DeclaredTypes: @unchecked Sendable {
  private struct Place: Hashable {
    var container: Int
    var name: String
  }

  /// A number for every type; the namespace that holds all is 0. What models nest is not in it (`nested`).
  private var places: [Place: Int] = [:]
  /// The place of each number, from 1 on, and whether it is a model.
  private var declared: [(place: Place, isModel: Bool)] = []
  /// The last names of all, with the only type that is called so, or 0 for several: most names of libraries are none
  /// of them.
  private var names: [String: Int] = [:]
  /// Bit `n` (modulo 32) of a first byte's entry: some name that begins so has `n` bytes. Most names of libraries are
  /// seen by it to be none.
  private var lengths = [UInt32](repeating: 0, count: 256)
  private var hasModels = false
  private let log: ReadLog<String>?

  /// - Parameter count: about how many there will be.
  init(_ count: Int) {
    places.reserveCapacity(count)
    declared.reserveCapacity(count)
    names.reserveCapacity(count)
    log = nil
  }

  /// A copy.
  ///
  /// - Parameter log: notes the names that it is asked for.
  init(_ other: DeclaredTypes, log: ReadLog<String>? = nil) {
    (places, declared, names, lengths) = (other.places, other.declared, other.names, other.lengths)
    hasModels = other.hasModels
    self.log = log
  }

  /// The paths that only one of two tables has.
  func difference(from other: DeclaredTypes) -> Set<[String]> {
    Set(paths(missingIn: other) + other.paths(missingIn: self))
  }

  private func paths(missingIn other: DeclaredTypes) -> [[String]] {
    /// The other's number of each of the types, where it has that one too.
    var others: [Int?] = [0]
    others.reserveCapacity(declared.count + 1)
    var missing: [[String]] = []
    for (index, (place, isModel)) in declared.enumerated() {
      let known = others[place.container].flatMap {
        other.places[Place(container: $0, name: place.name)]
      }
      others.append(known)
      if let known, !isModel || other.declared[known - 1].isModel { continue }
      let path = path(of: index + 1)
      missing.append(path)
      if isModel { missing += TypePaths.nestedTypes.map { path + [$0] } }
    }
    return missing.filter { !other.contains($0) }
  }

  private func path(of number: Int) -> [String] {
    number == 0
      ? [] : path(of: declared[number - 1].place.container) + [declared[number - 1].place.name]
  }

  func declare(_ path: [String]) { _ = number(declaring: path) }

  /// Declares a type with what every model nests.
  func declare(model path: [String]) {
    let number = number(declaring: path)
    guard number > 0 else { return }
    declared[number - 1].isModel = true
    if !hasModels {
      hasModels = true
      for name in TypePaths.nestedTypes {
        names[name] = 0
        noteLength(of: name)
      }
    }
  }

  private func number(declaring path: [String]) -> Int {
    var container = 0
    for name in path { container = declare(name, in: container) }
    return container
  }

  private func declare(_ name: String, in container: Int) -> Int {
    let place = Place(container: container, name: name)
    if let known = places[place] { return known }
    declared.append((place, false))
    let number = declared.count
    places[place] = number
    if names.updateValue(number, forKey: name) != nil { names[name] = 0 }
    noteLength(of: name)
    return number
  }

  private func noteLength(of name: String) {
    if let first = name.utf8.first { lengths[Int(first)] |= 1 << UInt32(name.utf8.count & 31) }
  }

  func contains(_ path: [String]) -> Bool { type(at: path, path.count) != nil }

  /// The declared type at `path` as it is written in `scope`. Where another type hides the first segment of the
  /// whole path, Swift has no way to say it, and it begins with an alias for that segment.
  func reference(_ path: [String], from scope: LexicalScope) -> (type: SwiftType, alias: String?) {
    if let type = plainReference(path, from: scope) { return (type, nil) }
    var count = path.count
    while count > 0 {
      if let target = type(at: path, count), lookUp(path[count - 1], from: scope) == target {
        return (.path(path[(count - 1)...]), nil)
      }
      count -= 1
    }
    return (.path([alias(of: path[0])] + path.dropFirst()), path[0])
  }

  /// The same from one type at the top to another that shares its name with none, or to what a model nests; nil where it
  /// is no such reference. Most are: they need one look at a table.
  ///
  /// - Parameter name: of what the model at `path` nests.
  func plainReference(
    _ path: [String], nested name: String? = nil, from scope: LexicalScope
  ) -> SwiftType? {
    guard path.count == 1, scope.path.count == 1, let only = names[path[0]], only > 0,
      declared[only - 1].place.container == 0
    else { return nil }
    guard let name else {
      log?.note(path[0])
      return .named(path[0])
    }
    guard declared[only - 1].isModel, isNested(name) else { return nil }
    log?.note(path[0])
    log?.note(name)
    return scope.path[0] == path[0] ? .named(name) : .member(.named(path[0]), name)
  }

  /// The name at the top that means the type `name` at the top: `RootBlog`.
  func alias(of name: String) -> String {
    var alias = "Root" + name
    while names[alias] != nil { alias = "Root" + alias }
    return alias
  }

  /// A type of a library, qualified where a declared one hides it.
  func library(_ name: String, of module: String, from scope: LexicalScope) -> SwiftType {
    lookUp(name, from: scope) == nil ? .named(name) : .member(.named(module), name)
  }

  /// Whether a name of a library's type means that wherever it is written, and nobody wants to know that it is.
  func isFree(_ name: String) -> Bool { log == nil && names[name] == nil }

  private func type(_ name: String, in container: Int) -> Int? {
    guard container >= 0 else { return nil }
    if container > 0, declared[container - 1].isModel,
      let nested = TypePaths.nestedTypes.firstIndex(of: name)
    {
      return -(container * TypePaths.nestedTypes.count + nested)
    }
    return places[Place(container: container, name: name)]
  }

  /// Whether every model nests a type of this name.
  private func isNested(_ name: String) -> Bool { TypePaths.nestedTypes.contains(name) }

  private func type(at path: [String], _ count: Int) -> Int? {
    var type = 0
    for name in path[..<count] {
      guard let inner = self.type(name, in: type) else { return nil }
      type = inner
    }
    return type
  }

  /// What a name means in `scope`: the innermost declaration.
  private func lookUp(_ name: String, from scope: LexicalScope) -> Int? {
    log?.note(name)
    guard let first = name.utf8.first,
      lengths[Int(first)] & 1 << UInt32(name.utf8.count & 31) != 0
    else { return nil }
    // What every model nests is nearest in the one around.
    if isNested(name), let around = type(at: scope.path, scope.path.count), around > 0,
      let nested = type(name, in: around)
    {
      return nested
    }
    guard let only = names[name] else { return nil }
    // What stands at the top is seen from everywhere.
    if only > 0, declared[only - 1].place.container == 0 { return only }
    var found: Int?
    var container = 0
    for count in 0...scope.path.count {
      if count >= scope.extended || count == 0, let type = type(name, in: container) {
        found = type
      }
      guard count < scope.path.count, let inner = type(scope.path[count], in: container)
      else { break }
      container = inner
    }
    return found
  }
}
