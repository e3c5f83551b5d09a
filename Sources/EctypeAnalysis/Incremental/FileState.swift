import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What was worked out for one file, pass by pass. A pass reads what the passes before it left of this file and
/// of others, and writes this file's own alone: files go through a pass side by side.
final class FileState: @unchecked Sendable {
  let tree: SyntaxTree
  let path: String
  let declarations: FileDeclarations
  /// Stands for everything in the file that others may see: its tokens outside the bodies of functions.
  /// Only what takes the place of another file is asked for it.
  private(set) lazy var interface = InterfaceHash(tree).value
  let hasMigrations: Bool
  let hasSchemaDefaults: Bool
  let repositories: [ModuleName]
  /// Modules whose functions need no module before them.
  let unqualified: [ModuleName]
  /// In the project.
  var position = 0
  /// What each declaration is, in the order of `declarations`.
  var targets: [Symbol.Target] = [] {
    didSet {
      schemaIDs = targets.compactMap { if case .schema(let id) = $0 { id } else { nil } }
      enumerationIDs = targets.compactMap { if case .enumeration(let id) = $0 { id } else { nil } }
    }
  }
  private(set) var schemaIDs: [SchemaID] = []
  /// What each of them is called.
  var schemaModules: [(ModuleName, SchemaID)] {
    zip(declarations.declarations, targets).compactMap { declaration, target in
      if case .schema(let id) = target { (declaration.fullName, id) } else { nil }
    }
  }
  private(set) var enumerationIDs: [EnumerationID] = []

  private(set) var analysis: FileAnalysis
  private let findsGuideSpelling: Bool
  /// What its `@schemaDefaults` say.
  private(set) var schemaDefaults: [ModuleName: SchemaDefaults] = [:]
  private(set) var enumerations: [(id: EnumerationID, enumeration: Enumeration)] = []
  private(set) var enumerationUses: [EnumerationUse] = []
  /// Before their relations are settled, and after.
  private(set) var schemas: [Schema] = []
  private(set) var resolved: [Schema] = []
  private(set) var modules: [Module] = []
  private(set) var migrations: [Migration] = []
  /// Whether a migration is not among them because of its mistakes.
  private(set) var hasBrokenMigrations = false
  /// Functions whose bodies are lowered later, and those of them that have a name of their own.
  private var heads: [FunctionHead] = []
  private var entered: [FunctionHead] = []
  /// Those that the heads are of.
  private(set) var functionModules: Set<ModuleName> = []
  private(set) var functions: [(schema: SchemaID, functions: [Function])] = []

  private var keys: [[RelationResolver.SettledKey]] = []
  /// Whether the last `resolveRelations` settled something else than the one before.
  private(set) var relationsChanged = false
  private var relationDiagnostics: [Diagnostic] = []
  /// Schemas that its relations read from other tables.
  private(set) var abstract: Set<SchemaID> = []
  var checkDiagnostics: [Diagnostic] = []
  private var expectedDiagnostics: [Diagnostic] = []

  /// What each pass has looked at in other files.
  var enumerationReads = ReadLog<EnumerationID>()
  var relationReads = ReadLog<SchemaID>()
  var bodyReads = BodyReads()

  /// How its functions store what changesets give.
  var changesetUses = ChangesetUses()
  private(set) var lintDiagnostics: [Diagnostic] = []
  var lintReads = LintReads()

  init(_ file: AnalyzedFile, _ settings: AnalysisSettings) {
    tree = file.tree
    path = file.path
    declarations = FileDeclarations(tree, namespace: settings.namespace, path: path)
    let all = declarations.declarations
    hasMigrations = all.contains { $0.kind == .migration }
    hasSchemaDefaults = all.contains { $0.kind == .schemaDefaults }
    repositories = all.filter { $0.kind == .repository }.map(\.fullName)
    unqualified =
      all.filter { $0.kind == .extern }.map(\.fullName)
      + (declarations.functionsModule.map { [$0] } ?? [])
    findsGuideSpelling = settings.level(of: .guideSpelling) != .off
    analysis = FileAnalysis(
      tree: tree, path: path, index: ProjectIndex(), module: declarations.module,
      findsGuideSpelling: findsGuideSpelling, notesNames: false)
  }

  var file: FileID { tree.file }

  func isOf(_ file: AnalyzedFile) -> Bool { tree === file.tree && path == file.path }

  /// Whether it declares or looks for one of the names.
  func meets(_ names: Set<String>) -> Bool {
    !names.isDisjoint(with: analysis.names) || !names.isDisjoint(with: declarations.names)
  }

  var hasDiagnostics: Bool {
    !analysis.diagnostics.isEmpty || !relationDiagnostics.isEmpty || !checkDiagnostics.isEmpty
      || !expectedDiagnostics.isEmpty
  }

  // MARK: Declarations

  /// Forgets everything but the tree.
  /// - Parameter notesNames: what is looked up is noted for the next run.
  func begin(_ index: ProjectIndex, notesNames: Bool) {
    analysis = FileAnalysis(
      tree: tree, path: path, index: index, module: declarations.module,
      findsGuideSpelling: findsGuideSpelling, notesNames: notesNames)
  }

  func lowerEnumerations() {
    enumerations = []
    for (position, declaration) in declarations.declarations.enumerated() {
      guard case .enumeration(let id) = targets[position] else { continue }
      var owner: SchemaID?
      if let parent = declaration.parent, case .schema(let id) = targets[parent] { owner = id }
      let enumeration = EnumerationLowering(file: analysis)
        .lower(declaration.node, fullName: declaration.fullName, owner: owner)
      enumerations.append((id, enumeration))
    }
  }

  func lowerSchemaDefaults(_ settings: AnalysisSettings) {
    schemaDefaults = [:]
    for declaration in declarations.declarations where declaration.kind == .schemaDefaults {
      schemaDefaults[declaration.fullName] =
        SchemaDefaultsLowering(file: analysis, settings: settings)
        .lower(declaration.node, fullName: declaration.fullName)
    }
  }

  func lowerDeclarations(
    _ enumerations: EnumerationTable, _ defaults: [ModuleName: SchemaDefaults],
    _ settings: AnalysisSettings, repository: ModuleName
  ) {
    (schemas, modules, migrations, heads, entered) = ([], [], [], [], [])
    enumerationUses = []
    hasBrokenMigrations = false
    NameChecks(file: analysis).check(declarations)
    let recurring = declarations.declarations.count > 3 ? RecurringFields(tree) : nil
    for (declaration, target) in zip(declarations.declarations, targets) {
      switch target {
      case .schema(let id):
        let lowering = SchemaLowering(
          file: analysis, enumerations: enumerations, settings: settings, defaults: defaults,
          recurring: recurring)
        let schema = lowering.lower(
          declaration.node, id: id, fullName: declaration.fullName,
          isEmbedded: declaration.kind == .embeddedSchema)
        schemas.append(schema)
        if !enumerations.enumerations.isEmpty {
          enumerationUses += EnumerationUse.all(in: schema)
        }
        lowerHeads(declaration, schema: id)
      case .module(.schemaDefaults): continue
      case .module where declaration.isExternal:
        ModuleLowering(file: analysis, settings: settings)
          .checkExternal(declaration.node, declaration.kind)
        lowerHeads(declaration)
      case .module:
        modules.append(
          ModuleLowering(file: analysis, settings: settings)
            .lower(declaration.node, declaration.kind, fullName: declaration.fullName))
        lowerHeads(declaration)
      case .migration: lowerMigration(declaration, repository)
      case .enumeration: continue
      }
    }
    lowerLoose()
    functionModules = heads.reduce(into: []) { $0.insert($1.module) }
  }

  /// Where its members have just been read: they are still near.
  private func lowerHeads(_ declaration: Declaration, schema: SchemaID? = nil) {
    heads += FunctionHeads(
      file: analysis, module: declaration.fullName, kind: declaration.kind, schema: schema,
      isExternal: declaration.isExternal
    ).lower(tree.children(declaration.node))
  }

  /// What stands in no class: this file's part of a module.
  private func lowerLoose() {
    analysis.refuseLoose()
    guard let name = declarations.functionsModule, let first = declarations.loose.first else {
      return
    }
    var module = Module(
      name: name, kind: .plain, documentation: nil, functions: [], origin: analysis.origin(first))
    for node in declarations.loose where tree.kind(node) == .elixirBlock {
      if let text = analysis.elixirText(node) { module.elixirTexts.append(text) }
    }
    modules.append(module)
    heads += FunctionHeads(file: analysis, module: name, kind: .functions, schema: nil)
      .lower(declarations.loose)
  }

  private func lowerMigration(_ declaration: Declaration, _ repository: ModuleName) {
    let lowering = MigrationLowering(file: analysis, repository: repository)
    if let migration = lowering.lower(declaration.node) {
      migrations.append(migration)
    } else {
      hasBrokenMigrations = true
      analysis.ensureReported("this migration", at: tree.nameSpan(declaration.node))
    }
  }

  // MARK: Relations

  func resolveRelations(
    _ all: ModelTable<SchemaID, Schema>, _ enumerations: EnumerationTable
  ) {
    var resolver = RelationResolver(all, enumerations)
    resolved = schemas.map { resolver.resolve($0) }
    abstract = []
    for schema in resolved {
      for association in schema.associations where association.table != nil {
        abstract.insert(association.target)
      }
    }
    relationsChanged = keys != resolver.keys
    keys = resolver.keys
    relationDiagnostics = resolver.diagnostics
  }

  // MARK: Functions

  /// - Parameter modules: whose functions are entered, of those that have been already; all where nil.
  func enterFunctions(_ table: inout FunctionTable, of modules: Set<ModuleName>? = nil) {
    entered.removeAll { modules?.contains($0.module) ?? true }
    var places: [ModuleName: [String: Int]] = [:]
    for head in heads where modules?.contains(head.module) ?? true {
      var head = head
      let name = head.signature.name.elixir
      let first = places[head.module]?[name]
      switch table.add(head.signature, to: head.module, joins: first != nil) {
      case .first: break
      case .clause:
        head.clause = .further
        if let parameter = head.signature.parameters.first(where: \.hasDefault) {
          analysis.report(
            .invalidOption, "the defaults of several clauses stand in the first",
            at: head.signature.span, label: "`\(parameter.name.source)` has one here",
            helps: [Help("leave it out here")])
          continue
        }
        if let first, entered[first].clause == nil { entered[first].clause = .first }
      case .duplicate(let other):
        analysis.report(
          .duplicateMember,
          "`\(head.module.last)` has two functions `\(name)`",
          at: head.signature.span, secondary: [Label(other.span, "the first")],
          notes: [
            "clauses of one name stand in one file, with patterns and the same number of parameters"
          ], helps: [Help("give one of them another name")])
        continue
      }
      guard !head.isExternal, !head.signature.isBroken else { continue }
      if first == nil { places[head.module, default: [:]][name] = entered.count }
      entered.append(head)
    }
  }

  var expectsFunctions: Bool {
    !analysis.expectedFunctions.isEmpty || !expectedDiagnostics.isEmpty
  }

  func checkExpected(_ functions: FunctionTable) {
    expectedDiagnostics = analysis.checkExpected(functions)
  }

  func lowerBodies(_ shape: ProjectShape) {
    var ofSchemas: [SchemaID: [Function]] = [:]
    var ofModules: [ModuleName: [Function]] = [:]
    for head in entered {
      guard let function = head.lowerBody(analysis, shape) else { continue }
      if let schema = head.schema {
        ofSchemas[schema, default: []].append(function)
      } else {
        ofModules[head.module, default: []].append(function)
      }
    }
    let clauses = FunctionClauses(file: analysis, shape: shape)
    functions = schemaIDs.map { ($0, withoutUnused(clauses.reachable(ofSchemas[$0] ?? []))) }
    for index in modules.indices {
      // Of two modules of one name, which is an error, the first has them.
      modules[index].functions = withoutUnused(
        clauses.reachable(ofModules.removeValue(forKey: modules[index].name) ?? []))
    }
  }

  /// A private function that nothing calls would be a warning of Elixir's compiler: it is one here, and is
  /// not emitted.
  private func withoutUnused(_ functions: [Function]) -> [Function] {
    guard functions.contains(where: \.isPrivate) else { return functions }
    var unused = UnusedFunctions(functions)
    for index in unused.find() {
      let function = functions[index]
      analysis.report(
        .unusedFunction, "nothing calls `\(function.name.source)`", at: function.origin.span,
        label: "private, and not emitted", helps: [Help("remove it, or leave out `private`")])
    }
    return functions.indices.filter { !unused.isUnused[$0] }.map { functions[$0] }
  }

  // MARK: Lints

  func lint(
    _ lints: [any SchemaLint.Type], _ project: LintedProject, _ edits: DeclarationEdits
  ) {
    lintDiagnostics = []
    for id in schemaIDs {
      let schema = project.program[id]
      let linted = LintedSchema(
        schema: schema, changesets: ChangesetSummary.all(of: schema, in: project),
        project: project, edits: edits)
      for lint in lints {
        let found = lint.diagnostics(of: linted)
        if !found.isEmpty { lintDiagnostics += found }
      }
    }
  }

  // MARK: Results

  /// What the passes said, in no order that matters.
  var reported: [Diagnostic] {
    relationDiagnostics + expectedDiagnostics + checkDiagnostics + analysis.diagnostics
  }

  var allFunctions: [Function] { functions.flatMap(\.functions) + modules.flatMap(\.functions) }

  /// In the order of places, each with its level; what is off or allowed is left out.
  ///
  /// - Parameter isRight: nothing is wrong in the project, so that all lints have spoken.
  func settled(
    _ diagnostics: [Diagnostic], _ settings: AnalysisSettings, isRight: Bool
  ) -> [Diagnostic] {
    if diagnostics.isEmpty, analysis.allowances.isEmpty { return [] }
    var allowances = Allowances(analysis.allowances, settings)
    var all = allowances.filter(diagnostics)
    if isRight { all += allowances.filter(allowances.unused) }
    for index in all.indices where all[index].severity == .warning {
      if settings.level(of: all[index].code) == .error { all[index].severity = .error }
    }
    return all.enumerated().sorted {
      ($0.element.primary.span.start, $0.offset) < ($1.element.primary.span.start, $1.offset)
    }.map(\.element)
  }
}

/// What the bodies of a file have looked at in others.
struct BodyReads {
  var schemas = ReadLog<SchemaID>()
  var enumerations = ReadLog<EnumerationID>()
  var modules = ReadLog<ModuleName>()

  func meets(_ changes: ProgramChanges, _ modules: Set<ModuleName>) -> Bool {
    schemas.meets(changes.schemas) || enumerations.meets(changes.enumerations)
      || self.modules.meets(modules)
  }
}
