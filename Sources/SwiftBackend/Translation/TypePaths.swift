import EctypeModel
import EmbeddedRuntime

/// The path of every type of the source: `MyApp.Blog.Post` is `["Blog", "Post"]`.
struct TypePaths: Sendable {
  private(set) var schemas = IDMap<SchemaID, [String]>()
  private(set) var enumerations = IDMap<EnumerationID, [String]>()
  /// Of modules with functions that Swift may have.
  private(set) var modules: [ModuleName: [String]] = [:]
  /// Names at the top that the run-time has where it is embedded.
  let runtimeNames: [String]
  private let settings: SwiftSettings
  /// By the segments of a schema's module.
  private var bySegments: [[String]: [String]] = [:]
  private var models: Set<[String]> = []
  /// What else paths follow from, besides modules.
  private var annotations = IDMap<SchemaID, SwiftAnnotation>()

  /// What every model nests.
  static let nestedTypes = ["ID", "Field"]
  /// The modules that generated code qualifies with, and `Self`: within a type of that name it could not say them.
  private static let unsayable = WordSet(["Swift", "Foundation", "EctypeRuntime", "Self"])
  /// `Blog.Type.self` is no type of that name, whatever its quotes. (An enum's name is not written so.)
  private static let metatypes = WordSet(["Type", "Protocol"])
  /// What a file says of the run-time's format.
  private static let format = WordSet(["EctypeFormat", "EctypeRuntimeFormat2"])

  /// Whether no type at the top of the app's module can be called so.
  static func isTaken(_ name: String, _ runtime: SwiftSettings.Runtime) -> Bool {
    if unsayable.contains(name) || format.contains(name) { return true }
    guard runtime == .embedded else { return false }
    return EmbeddedRuntime.names.contains(name) || EmbeddedRuntime.usedNames.contains(name)
  }

  /// Whether a namespace cannot be called so.
  static func isNoNamespace(_ name: String, _ runtime: SwiftSettings.Runtime) -> Bool {
    metatypes.contains(name) || isTaken(name, runtime)
  }

  init(_ program: Program, _ settings: SwiftSettings) {
    self.settings = settings
    runtimeNames = settings.runtime == .embedded ? EmbeddedRuntime.names : []
    bySegments.reserveCapacity(program.schemas.count)
    models.reserveCapacity(program.schemas.count)
    // The outer ones first: a nested type's path begins with its container's.
    let ids = program.schemas.ids
    let depths = ids.map { program[$0].module.segments.count }
    var around: (segments: [String], container: Container)?
    for index in ids.indices.sorted(by: { (depths[$0], $0) < (depths[$1], $1) }) {
      let schema = program[ids[index]]
      let annotation = schema.swift
      annotations[schema.id] = annotation
      if annotation.isSkipped { continue }
      // Most stand beside the one before; what may be around them is known by now.
      let parent = schema.module.segments.dropLast()
      if around.map({ !$0.segments.elementsEqual(parent) }) ?? true {
        around = (Array(parent), container(Array(parent)))
      }
      let path = path(
        annotation.name ?? schema.module.last, in: around!.container, suffix: "Model")
      schemas[schema.id] = path
      bySegments[schema.module.segments] = path
      models.insert(path)
    }
    var taken = models
    for id in program.enumerations.ids where !program[id].swift.isSkipped {
      let enumeration = program[id]
      let container =
        enumeration.owner.map { program[$0].module.segments } ?? enumeration.module.segments
      let outer = self.container(container)
      let name = enumeration.swift.name ?? enumeration.name
      let path = path(name, in: outer, suffix: "Value")
      let isFree = taken.insert(path).inserted || enumeration.owner == nil
      enumerations[id] = isFree ? path : outer.path + [name + "Value"]
      taken.insert(enumerations[id] ?? path)
    }
    for name in Self.modulesWithFunctions(program) {
      let around = container(name.segments)
      var path = around.path
      if path.isEmpty || settings.namespace != .module, let last = name.segments.last {
        path = self.path(last, in: around, suffix: "Functions")
      }
      while taken.contains(path) { path[path.count - 1] += "Functions" }
      modules[name] = path
    }
  }

  private static func modulesWithFunctions(_ program: Program) -> [ModuleName] {
    let types = PortableTypes(program: program)
    return program.modules.lazy.filter { module in
      module.kind.hasFunctions && !module.name.segments.isEmpty
        && module.functions.contains { !$0.isPrivate && types.isPortable($0) }
    }.map(\.name)
  }

  /// Whether a program of the same declarations has the same paths.
  func isStill(_ program: Program, _ changes: ProgramChanges) -> Bool {
    if changes.declarations || !changes.enumerations.isEmpty { return false }
    guard changes.schemas.allSatisfy({ program[$0].swift == annotations[$0] }) else {
      return false
    }
    // What Swift can have of a module follows from the heads of its functions.
    return !program.modules.contains { changes.files.contains($0.origin.span.file) }
      || Set(Self.modulesWithFunctions(program)) == Set(modules.keys)
  }

  /// Of all that is no model.
  var ofOthers: [[String]] { enumerations.values + modules.values }

  private struct Container {
    var path: [String]
    /// It nests types of its own.
    var isModel: Bool
  }

  /// What stands around the types of a module.
  private func container(_ segments: [String]) -> Container {
    let path = containerPath(segments)
    return Container(path: path, isModel: models.contains(path))
  }

  private func containerPath(_ segments: [String]) -> [String] {
    if let schema = bySegments[segments] { return schema }
    switch settings.namespace {
    case .none: return []
    case .type(let name): return [name]
    case .module: break
    }
    let omitted = settings.omitted.segments
    if segments.isEmpty || segments == omitted { return [] }
    guard let last = segments.last else { return [] }
    return path(last, in: container(Array(segments.dropLast())), suffix: "Models")
  }

  /// A type of this name in a container, with the suffix where it would stand in the way.
  private func path(_ name: String, in container: Container, suffix: String) -> [String] {
    let isReserved =
      suffix != "Value" && Self.metatypes.contains(name) || Self.unsayable.contains(name)
      || container.path.isEmpty && Self.isTaken(name, settings.runtime)
      || container.isModel && Self.nestedTypes.contains(name)
    return container.path + [isReserved ? name + suffix : name]
  }
}

extension SwiftSettings {
  /// Whether models cannot stand in a type of this name, which would hide one that they need.
  package static func isNoNamespace(_ name: String, _ runtime: Runtime) -> Bool {
    TypePaths.isNoNamespace(name, runtime)
  }
}
