import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A file as it is given to the analysis: its tree, and how headers name it.
package struct AnalyzedFile: Sendable {
  package var tree: SyntaxTree
  package var path: String

  package init(_ tree: SyntaxTree, path: String) {
    self.tree = tree
    self.path = path
  }
}

/// The typed model of a project, and what is wrong with it. With errors the model is what could be
/// understood, and nothing should be emitted from it.
package struct AnalysisResult: Sendable {
  package var program: Program
  /// In the order of files and places; what `@allow` keeps quiet is left out.
  package var diagnostics: [Diagnostic]
  package var changes: ProgramChanges
}

/// Names → types → relations → bodies → checks, one pass each, over all files of a project.
///
/// What was worked out is kept: given the project again with some of its files changed, each pass goes over
/// those, and over the files that have looked at what is different now. What comes out is what a new analyzer
/// would give. A file about which something was reported is always worked on again, so that no diagnostic
/// shows a place that has moved.
package final class Analyzer {
  let settings: AnalysisSettings
  /// Whether there are several runs, for which files note what they look at, and each run what is different.
  private let keepsReads: Bool
  private let index = ProjectIndex()
  private var ids = DeclarationIDs()
  /// In the order of the project, and by file.
  private var files: [FileState] = []
  private var states: [FileID: FileState] = [:]
  /// Schemas before their relations are settled.
  private var declared = ModelTable<SchemaID, Schema>()
  private var program = Program()
  private var owners = EnumerationOwners([])
  private var functions = FunctionTable()
  /// In the order of the project. Migrations are modules of the first.
  private var repositories: [ModuleName] = []
  /// Modules whose functions need no module before them.
  private var unqualified: [ModuleName] = []
  private var tables = TableStates()
  private var wideColumns = WideColumns()
  private var migrationDiagnostics: [Diagnostic] = []
  /// Schemas that relations read from other tables: `table: "post_comments"`.
  private var abstract: Set<SchemaID> = []
  private var lints: LintPass

  /// - Parameter isIncremental: for several runs; a single one need not note what depends on what, nor what is different.
  package init(settings: AnalysisSettings, isIncremental: Bool = false) {
    self.settings = settings
    keepsReads = isIncremental
    lints = LintPass(settings, keepsReads: isIncremental)
  }

  /// - Parameter input: every file of the project, in order. A tree that was given before is a file that did
  ///   not change.
  package func run(_ input: [AnalyzedFile]) -> AnalysisResult {
    var work = Work()
    take(input, &work)
    lowerDeclarations(&work)
    resolveRelations(&work)
    settleEnumerations(&work)
    enterFunctions(&work)
    replayMigrations(&work)
    lowerBodies(&work)
    check(&work)
    lints.note(work.changes, hasOtherTables: work.migrations)
    return AnalysisResult(program: program, diagnostics: collect(), changes: work.changes)
  }

  /// After the only run: what was worked out file by file, and the trees, make room for what comes next.
  package func forgetFiles() {
    files = []
    states = [:]
  }

  /// What one run has to do.
  private struct Work {
    /// Files whose declarations are lowered again.
    var dirty: Set<FileID> = []
    /// Of those, the ones whose declarations others may see to be different.
    var interfaces: Set<FileID> = []
    var changes = ProgramChanges()
    /// Modules whose functions others may see to be different.
    var modules: Set<ModuleName> = []
    var migrations = false
    /// What all schemas that name it have in common may be different.
    var schemaDefaults = false
  }

  // MARK: Files and names

  private func take(_ input: [AnalyzedFile], _ work: inout Work) {
    var names: Set<String> = []
    let before = files
    var isOtherList = files.count > input.count
    for (position, file) in input.enumerated() {
      if position < files.count, files[position].isOf(file) { continue }
      isOtherList = isOtherList || position >= files.count || files[position].file != file.tree.file
      let old = states[file.tree.file]
      let state = old.flatMap { $0.isOf(file) ? $0 : nil } ?? FileState(file, settings)
      if position < files.count { files[position] = state } else { files.append(state) }
      state.position = position
      if state === old { continue }
      states[file.tree.file] = state
      work.dirty.insert(file.tree.file)
      work.migrations = work.migrations || state.hasMigrations || old?.hasMigrations ?? false
      if old.map({ $0.interface != state.interface }) ?? true {
        work.interfaces.insert(file.tree.file)
        work.schemaDefaults =
          work.schemaDefaults || state.hasSchemaDefaults || old?.hasSchemaDefaults ?? false
      }
      if old?.declarations.isSame(as: state.declarations) ?? false {
        state.targets = old!.targets
        index.move(state)
        continue
      }
      if let old { leave(old, &names, &work) }
      state.targets = ids.assign(state.declarations, old)
      if keepsReads { names.formUnion(state.declarations.names) }
      work.changes.declarations = true
    }
    files.removeLast(files.count - input.count)
    for old in before where isOtherList && !isThere(old.file) {
      states[old.file] = nil
      work.changes.files.insert(old.file)
      leave(old, &names, &work)
      ids.release(old.targets)
      work.migrations = work.migrations || old.hasMigrations
      work.schemaDefaults = work.schemaDefaults || old.hasSchemaDefaults
      work.changes.declarations = true
    }
    let repository = repositories.first
    if work.changes.declarations || !index.diagnostics.isEmpty { arrange() }
    let isMoved = repository != repositories.first
    for state in files where !work.dirty.contains(state.file) {
      if work.schemaDefaults || state.meets(names) {
        work.dirty.insert(state.file)
        work.interfaces.insert(state.file)
      } else if state.hasDiagnostics || isMoved && state.hasMigrations {
        work.dirty.insert(state.file)
      }
    }
    let enumerations = Set(states(of: work.interfaces).flatMap(\.enumerationIDs))
    if enumerations.isEmpty { return }
    for state in files
    where !work.dirty.contains(state.file) && state.enumerationReads.meets(enumerations) {
      work.dirty.insert(state.file)
      work.interfaces.insert(state.file)
    }
  }

  /// Whether a file is one of the project's, once those are taken.
  private func isThere(_ file: FileID) -> Bool {
    guard let position = states[file]?.position, position < files.count else { return false }
    return files[position].file == file
  }

  /// Notes what goes with a file's old declarations.
  private func leave(_ old: FileState, _ names: inout Set<String>, _ work: inout Work) {
    names.formUnion(old.declarations.names)
    work.changes.schemas.formUnion(old.schemaIDs)
    work.changes.enumerations.formUnion(old.enumerationIDs)
    work.modules.formUnion(old.declarations.modules)
  }

  /// Everything that stands in the order of the project, after that has changed.
  private func arrange() {
    index.rebuild(files)
    let released = ids.takeReleased()
    for id in released.schemas {
      declared.remove(id)
      program.schemas.remove(id)
    }
    for id in released.enumerations { program.enumerations.remove(id) }
    let schemas = files.flatMap(\.schemaIDs)
    declared.arrange(schemas)
    program.schemas.arrange(schemas)
    program.enumerations.arrange(files.flatMap(\.enumerationIDs))
    program.schemasByModule = Dictionary(
      files.flatMap(\.schemaModules), uniquingKeysWith: { first, _ in first })
    repositories = files.flatMap(\.repositories)
    unqualified = Self.unique(files.flatMap(\.unqualified))
  }

  private func states(of files: Set<FileID>) -> [FileState] { files.compactMap { states[$0] } }

  private func inOrder(_ wanted: Set<FileID>) -> [FileState] {
    wanted.count == files.count
      ? files : states(of: wanted).sorted { $0.position < $1.position }
  }

  // MARK: Declarations

  private func lowerDeclarations(_ work: inout Work) {
    let dirty = inOrder(work.dirty)
    for state in dirty {
      state.begin(index, notesNames: keepsReads)
      state.lowerEnumerations()
      state.lowerSchemaDefaults(settings)
      for (id, enumeration) in state.enumerations { program.enumerations.set(id, enumeration) }
    }
    let enumerations = program.enumerations
    var defaults: [ModuleName: SchemaDefaults] = [:]
    for state in files where state.hasSchemaDefaults {
      defaults.merge(state.schemaDefaults) { first, _ in first }
    }
    let repository = repositories.first ?? settings.namespace.appending("Repo")
    Parallel.forEach(dirty) { [settings, keepsReads, defaults] state in
      state.enumerationReads = ReadLog()
      let log = keepsReads ? state.enumerationReads : nil
      state.lowerDeclarations(
        EnumerationTable(enumerations: enumerations.noting(in: log)), defaults, settings,
        repository: repository)
    }
    for state in dirty {
      for schema in state.schemas { declared.set(schema.id, schema) }
      work.migrations = work.migrations || state.hasMigrations
    }
    for state in keepsReads ? states(of: work.interfaces) : [] {
      work.changes.schemas.formUnion(state.schemaIDs)
      work.changes.enumerations.formUnion(state.enumerationIDs)
      work.modules.formUnion(state.declarations.modules)
    }
    work.changes.files.formUnion(work.dirty)
  }

  // MARK: Relations

  private func resolveRelations(_ work: inout Work) {
    if !work.changes.schemas.isEmpty {
      for state in files where state.relationReads.meets(work.changes.schemas) {
        work.changes.files.insert(state.file)
      }
    }
    let declared = declared
    let affected = inOrder(work.changes.files)
    let enumerations = program.enumerations
    Parallel.forEach(affected) { [keepsReads] state in
      state.relationReads = ReadLog()
      let log = keepsReads ? state.enumerationReads : nil
      state.resolveRelations(
        declared.noting(in: keepsReads ? state.relationReads : nil),
        EnumerationTable(enumerations: enumerations.noting(in: log)))
    }
    for state in affected {
      for schema in state.resolved { program.schemas.set(schema.id, schema) }
      if keepsReads, state.relationsChanged { work.changes.schemas.formUnion(state.schemaIDs) }
    }
  }

  /// An enumeration that stands by itself belongs to the first schema of its namespace that uses it: what
  /// is declared later cannot move it.
  private func settleEnumerations(_ work: inout Work) {
    if program.enumerations.isEmpty, owners.owned.isEmpty { return }
    let owners = EnumerationOwners(files)
    // What was lowered or resolved again knows nothing of it yet.
    for state in owners == self.owners ? inOrder(work.changes.files) : files {
      for (id, enumeration) in state.enumerations {
        let owner = owners.owner[id]
        if self.owners.owner[id] != owner { work.changes.enumerations.insert(id) }
        if owner != enumeration.owner { program.enumerations[id].owner = owner }
      }
      for id in state.schemaIDs {
        let owned = owners.owned[id] ?? []
        if self.owners.owned[id] ?? [] != owned { work.changes.schemas.insert(id) }
        if program.schemas[id].enumerations != owned { program.schemas[id].enumerations = owned }
      }
    }
    self.owners = owners
  }

  // MARK: Functions

  private func enterFunctions(_ work: inout Work) {
    let isMoved =
      repositories != functions.repositories || unqualified != functions.unqualified
    if isMoved || !keepsReads {
      work.changes.files.formUnion(files.map(\.file))
      functions = FunctionTable(repositories: repositories, unqualified: unqualified)
      for state in files { state.enterFunctions(&functions) }
    } else {
      var modules = work.modules
      for state in states(of: work.dirty) { modules.formUnion(state.functionModules) }
      for module in modules { functions.remove(module) }
      for state in files where !state.functionModules.isDisjoint(with: modules) {
        state.enterFunctions(&functions, of: modules)
      }
    }
    for state in files where state.expectsFunctions { state.checkExpected(functions) }
  }

  private static func unique(_ names: [ModuleName]) -> [ModuleName] {
    var seen: Set<ModuleName> = []
    return names.filter { seen.insert($0).inserted }
  }

  private func replayMigrations(_ work: inout Work) {
    guard work.migrations else { return }
    program.migrations = files.flatMap(\.migrations)
    var replay = MigrationReplay(
      program.migrations, isComplete: !files.contains(where: \.hasBrokenMigrations))
    replay.run()
    tables = replay.tables
    migrationDiagnostics = replay.diagnostics
    let wide = WideColumns(tables)
    if wide != wideColumns { work.changes.files.formUnion(files.map(\.file)) }
    wideColumns = wide
  }

  private func lowerBodies(_ work: inout Work) {
    for state in files where state.bodyReads.meets(work.changes, work.modules) {
      work.changes.files.insert(state.file)
    }
    let shape = ProjectShape(
      schemas: program.schemas,
      enumerations: EnumerationTable(enumerations: program.enumerations), functions: functions,
      wideColumns: wideColumns, ecto: settings.ecto)
    let affected = inOrder(work.changes.files)
    Parallel.forEach(affected) { [keepsReads] state in
      state.bodyReads = BodyReads()
      state.lowerBodies(keepsReads ? shape.noting(in: state.bodyReads) : shape)
    }
    for state in affected {
      // Most schemas have none, and to say so, or to ask for all that they hold, would copy them.
      for (id, functions) in state.functions
      where !functions.isEmpty || program.schemas[id].hasFunctions {
        program.schemas[id].functions = functions
      }
    }
    if work.changes.declarations || affected.contains(where: { !$0.modules.isEmpty }) {
      program.modules = gathered(&work)
    }
  }

  /// All modules; what stands loose in several files that name one module is together, where the first is.
  private func gathered(_ work: inout Work) -> [Module] {
    var result: [Module] = []
    var places: [ModuleName: Int] = [:]
    var sharing: [ModuleName: Set<FileID>] = [:]
    for state in files {
      for module in state.modules {
        guard module.name == state.declarations.functionsModule else {
          result.append(module)
          continue
        }
        sharing[module.name, default: []].insert(state.file)
        if let place = places[module.name] {
          result[place].functions += module.functions
          result[place].elixirTexts += module.elixirTexts
        } else {
          places[module.name] = result.count
          result.append(module)
        }
      }
    }
    for files in sharing.values
    where files.count > 1
      && (work.changes.declarations || !files.isDisjoint(with: work.changes.files))
    {
      work.changes.files.formUnion(files)
    }
    return result
  }

  // MARK: Results

  /// What only the whole project tells.
  private func check(_ work: inout Work) {
    let old = abstract
    abstract = files.reduce(into: []) { $0.formUnion($1.abstract) }
    let everything =
      work.migrations || abstract != old || !work.changes.enumerations.isEmpty
      || states(of: work.dirty).contains { !$0.repositories.isEmpty }
    for state in everything ? files : inOrder(work.changes.files) {
      var checks = TableChecks(
        program: program, tables: tables, edits: DeclarationEdits(trees), abstract: abstract)
      for id in state.schemaIDs { checks.check(program.schemas[id]) }
      for function in state.allFunctions { checks.check(function) }
      state.checkDiagnostics = checks.diagnostics
    }
  }

  private func collect() -> [Diagnostic] {
    let project = index.diagnostics + migrationDiagnostics
    // Lints speak where nothing is wrong, so that none is the consequence of a mistake.
    let isRight =
      !project.contains { $0.severity == .error }
      && !files.contains { $0.hasDiagnostics && $0.reported.contains { $0.severity == .error } }
    if isRight { lints.run(files, program, tables, trees) }
    let ofFile = Dictionary(
      grouping: isRight ? project + lints.ofTables : project, by: \.primary.span.file)
    var result: [Diagnostic] = []
    for state in files {
      var diagnostics = ofFile[state.file] ?? []
      if state.hasDiagnostics { diagnostics = state.reported + diagnostics }
      if isRight { diagnostics += state.lintDiagnostics }
      result += state.settled(diagnostics, settings, isRight: isRight)
    }
    return result
  }

  private var trees: @Sendable (FileID) -> SyntaxTree? {
    { [states] file in states[file]?.tree }
  }
}
