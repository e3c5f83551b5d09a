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
  /// By container, the names in it.
  private var declared: [[String]: Set<String>] = [:]
  private var names: Set<String> = []

  mutating func declare(_ path: [String]) {
    for index in path.indices {
      declared[Array(path[..<index]), default: []].insert(path[index])
      names.insert(path[index])
    }
  }

  /// The types in a container.
  func names(in container: [String]) -> Set<String> { declared[container] ?? [] }

  /// The declared type at `path` as it is written in `scope`. Where another type hides the first segment of the
  /// whole path, Swift has no way to say it, and it begins with an alias for that segment.
  func reference(_ path: [String], from scope: LexicalScope) -> (type: SwiftType, alias: String?) {
    for start in path.indices.reversed() {
      let target = Array(path[...start])
      if lookUp(path[start], from: scope) == target { return (.path(path[start...]), nil) }
    }
    return (.path([alias(of: path[0])] + path.dropFirst()), path[0])
  }

  /// The name at the top that means the type `name` at the top: `RootBlog`.
  func alias(of name: String) -> String {
    var alias = "Root" + name
    while names.contains(alias) { alias = "Root" + alias }
    return alias
  }

  /// A type of a library, qualified where a declared one hides it.
  func library(_ name: String, of module: String, from scope: LexicalScope) -> SwiftType {
    lookUp(name, from: scope) == nil ? .named(name) : .member(.named(module), name)
  }

  /// What a name means in `scope`: the innermost declaration.
  private func lookUp(_ name: String, from scope: LexicalScope) -> [String]? {
    for count in (0...scope.path.count).reversed() where count >= scope.extended || count == 0 {
      let container = Array(scope.path.prefix(count))
      if declared[container]?.contains(name) == true { return container + [name] }
    }
    return nil
  }
}
