import EctypeModel

extension Translator {
  /// A file for each namespace that no type is: `public nonisolated enum Blog {}`. It is as visible as the most
  /// visible type in it.
  ///
  /// - Parameter origins: of types that have a file already, by their paths.
  func namespaceFiles(
    besides origins: [[String]: String], _ printer: SwiftPrinter
  ) -> [TranslatedFile] {
    var namespaces: [[String]: (origin: String, access: SwiftSettings.Access)] = [:]
    func note(_ path: [String], _ origin: String, _ access: SwiftSettings.Access) {
      for count in 1..<max(1, path.count) {
        let namespace = Array(path.prefix(count))
        let known = namespaces[namespace] ?? (origin, access)
        namespaces[namespace] = (min(known.origin, origin), max(known.access, access))
      }
    }
    let schemas = program.schemas.ids.filter { !program[$0].swift.isSkipped }
    let enumerations = program.enumerations.ids.filter { !program[$0].swift.isSkipped }
    for id in schemas { note(names.path(of: id), program[id].origin.path, access(of: program[id])) }
    for id in enumerations {
      note(names.path(of: id), program[id].origin.path, settings(of: program[id]).access)
    }
    for (path, origin) in origins { note(path, origin, settings.access) }
    if namespaces.isEmpty { return [] }
    let types = Set(schemas.map(names.path) + enumerations.map(names.path)).union(origins.keys)
    return namespaces.filter { !types.contains($0.key) }.map { path, namespace in
      let type = SwiftTypeDeclaration(
        .enum, .named(path[path.count - 1]), modifiers: [namespace.access.modifiers, .nonisolated])
      printer.declare(type, in: path.dropLast())
      return TranslatedFile(path, origin: namespace.origin, access: namespace.access, printer)
    }
  }

  /// `public typealias RootBlog = Blog`: what types that hide a type at the top name it by.
  ///
  /// - Parameter root: the file of that type; nil for a type of the embedded run-time.
  func alias(
    of name: String, _ root: TranslatedFile?, _ printer: SwiftPrinter
  ) -> TranslatedFile {
    let access = root?.access ?? settings.access
    let alias = SwiftTypeAlias(
      names.types.alias(of: name), .named(name),
      documentation: "`\(name)`, where another type of that name hides it.",
      modifiers: access.modifiers)
    let origin = root?.origin ?? program.schemas.map(\.origin.path).min() ?? ""
    var document = printer.document
    document.printMembers([.typeAlias(alias)])
    var file = TranslatedFile([alias.name], origin: origin, access: access, printer)
    file.isAlias = true
    return file
  }
}
