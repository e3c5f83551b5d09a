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
/// short as it can be and never means another type.
struct DeclaredTypes: Sendable {
  private var declared: Set<[String]> = []

  mutating func declare(_ path: [String]) {
    for count in 1...max(1, path.count) { declared.insert(Array(path.prefix(count))) }
  }

  /// The declared type at `path` as it is written in `scope`.
  func reference(_ path: [String], from scope: LexicalScope) -> SwiftType {
    for start in path.indices.reversed() {
      let target = Array(path[...start])
      if lookUp(path[start], from: scope) == target { return .path(path[start...]) }
    }
    return .path(path)
  }

  /// A type of a library, qualified where a declared one hides it.
  func library(_ name: String, of module: String, from scope: LexicalScope) -> SwiftType {
    lookUp(name, from: scope) == nil ? .named(name) : .member(.named(module), name)
  }

  /// What a name means in `scope`: the innermost declaration.
  private func lookUp(_ name: String, from scope: LexicalScope) -> [String]? {
    for count in (0...scope.path.count).reversed() where count >= scope.extended || count == 0 {
      let path = scope.path.prefix(count) + [name]
      if declared.contains(Array(path)) { return Array(path) }
    }
    return nil
  }
}
