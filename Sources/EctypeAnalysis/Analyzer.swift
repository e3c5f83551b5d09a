import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The typed model of a project, and what is wrong with it. With errors the model is what could be
/// understood, and nothing should be emitted from it.
package struct AnalysisResult: Sendable {
  package var program: Program
  /// In the order of files and places; what `@allow` keeps quiet is left out.
  package var diagnostics: [Diagnostic]
  /// For each file, in the order given.
  package var files: [FileSummary]
}

/// What a file gives to others and takes from them: the ground of incremental compilation. A file is
/// analysed again when it changes itself, or when a file that it uses changes what it exports.
package struct FileSummary: Hashable, Sendable {
  /// Full names of the declarations that it makes.
  package var exports: [String]
  /// Indices of the files whose declarations it names, sorted, itself left out.
  package var uses: [Int]
}

/// Names → types → relations → bodies → checks, one pass each, over all files of a project.
package struct Analyzer {
  private let settings: AnalysisSettings
  private let declarations: [FileDeclarations]
  private let index: ProjectIndex
  private let files: [FileAnalysis]

  /// - Parameter paths: how each tree's file is named in headers, in the order of `trees`.
  package init(_ trees: [SyntaxTree], paths: [String], settings: AnalysisSettings) {
    self.settings = settings
    let declarations = trees.map { FileDeclarations($0, namespace: settings.namespace) }
    let index = ProjectIndex(Array(zip(trees, declarations)).map { (tree: $0, declarations: $1) })
    self.declarations = declarations
    self.index = index
    files = trees.indices.map {
      FileAnalysis(
        tree: trees[$0], path: paths[$0], index: index, module: declarations[$0].module)
    }
  }

  package func run() -> AnalysisResult {
    for (file, analysis) in files.enumerated() {
      NameChecks(file: analysis).check(declarations[file].declarations)
    }
    var program = Program()
    program.enumerations = lowerEnumerations()
    var resolver = RelationResolver(
      lowerSchemas(EnumerationTable(enumerations: program.enumerations)))
    resolver.resolve()
    program.schemas = resolver.schemas
    settleOwners(&program)
    program.modules = lowerModules()
    program.migrations = lowerMigrations(program.modules)

    var functions = FunctionTable()
    let heads = lowerHeads(&functions)
    let shape = ProjectShape(
      schemas: program.schemas,
      enumerations: EnumerationTable(enumerations: program.enumerations), functions: functions)
    lowerBodies(heads, shape, &program)

    dropUnusedFunctions(&program)

    var checks = ProjectChecks(program)
    checks.run()
    return AnalysisResult(
      program: program,
      diagnostics: collect(index.diagnostics + resolver.diagnostics + checks.diagnostics),
      files: summaries())
  }

  // MARK: Declarations

  private func forEach(_ body: (FileAnalysis, Declaration, SymbolID) -> Void) {
    for (file, analysis) in files.enumerated() {
      for (declaration, symbol) in zip(declarations[file].declarations, index.symbolsOfFile[file]) {
        body(analysis, declaration, symbol)
      }
    }
  }

  private func lowerEnumerations() -> [Enumeration] {
    var result: [Enumeration] = []
    for (file, analysis) in files.enumerated() {
      let all = declarations[file].declarations
      for declaration in all where declaration.kind == .enumeration {
        var owner: SchemaID?
        if let parent = declaration.parent,
          case .schema(let id) = index[index.symbolsOfFile[file][parent]].target
        {
          owner = id
        }
        result.append(
          EnumerationLowering(file: analysis)
            .lower(declaration.node, fullName: declaration.fullName, owner: owner))
      }
    }
    return result
  }

  private func lowerSchemas(_ enumerations: EnumerationTable) -> [Schema] {
    var result: [Schema] = []
    forEach { analysis, declaration, symbol in
      guard case .schema(let id) = index[symbol].target else { return }
      let lowering = SchemaLowering(file: analysis, enumerations: enumerations, settings: settings)
      result.append(
        lowering.lower(
          declaration.node, id: id, fullName: declaration.fullName,
          isEmbedded: declaration.kind == .embeddedSchema))
    }
    return result
  }

  /// An enumeration that stands by itself belongs to the first schema of its namespace that uses it: what
  /// is declared later cannot move it.
  private func settleOwners(_ program: inout Program) {
    for schema in program.schemas {
      for field in schema.fields {
        guard let id = field.type.enumeration else { continue }
        let enumeration = program.enumerations[id.index]
        let isTaken = program.enumerations.contains {
          $0.owner == schema.id && $0.name == enumeration.name
        }
        if enumeration.owner == nil, !isTaken, enumeration.module == schema.module.parent {
          program.enumerations[id.index].owner = schema.id
        }
      }
    }
    for (position, enumeration) in program.enumerations.enumerated() {
      guard let owner = enumeration.owner else { continue }
      program.schemas[owner.index].enumerations.append(EnumerationID(position))
    }
  }

  private func lowerModules() -> [Module] {
    var result: [Module] = []
    forEach { analysis, declaration, _ in
      guard [.context, .repository, .plain].contains(declaration.kind) else { return }
      result.append(
        ModuleLowering(file: analysis, settings: settings)
          .lower(declaration.node, declaration.kind, fullName: declaration.fullName))
    }
    return result
  }

  private func lowerMigrations(_ modules: [Module]) -> [Migration] {
    let repository = modules.first { if case .repository = $0.kind { true } else { false } }?.name
    var result: [Migration] = []
    forEach { analysis, declaration, _ in
      guard declaration.kind == .migration else { return }
      let lowering = MigrationLowering(
        file: analysis, repository: repository ?? settings.namespace.appending("Repo"))
      if let migration = lowering.lower(declaration.node) {
        result.append(migration)
      } else {
        analysis.ensureReported("this migration", at: analysis.tree.nameSpan(declaration.node))
      }
    }
    return result
  }

  // MARK: Functions

  /// A function whose body is still to be lowered.
  private struct Head {
    var file: FileAnalysis
    var node: NodeID
    var module: ModuleName
    var schema: SchemaID?
    var signature: Signature
    var clause: Function.Clause?
  }

  private func lowerHeads(_ functions: inout FunctionTable) -> [Head] {
    var heads: [Head] = []
    var table = functions
    forEach { analysis, declaration, symbol in
      guard ![.migration, .enumeration].contains(declaration.kind) else { return }
      var schema: SchemaID?
      if case .schema(let id) = index[symbol].target { schema = id }
      if declaration.kind == .repository { table.addRepository(declaration.fullName) }
      let types = TypeResolver(file: analysis, scope: declaration.fullName, selfSchema: schema)
      for node in analysis.tree.children(declaration.node, .funcDecl)
      where !analysis.tree.mainText(node).isEmpty {
        readAttributes(of: node, analysis, inSchema: schema != nil)
        guard
          let signature = SignatureLowering(file: analysis, types: types)
            .lower(node, receiver: schema)
        else { continue }
        if declaration.kind == .repository,
          NameRules.repositoryDefined.contains(signature.name.elixir)
        {
          analysis.report(
            .reservedWord, "`Ecto.Repo` defines `\(signature.name.elixir)` itself",
            at: signature.span,
            helps: [Help("leave it out where it only forwards, or choose another name")])
          continue
        }
        var clause: Function.Clause?
        switch table.add(signature, to: declaration.fullName) {
        case .first: break
        case .clause:
          clause = .further
          let first = heads.firstIndex {
            $0.module == declaration.fullName && $0.signature.name.elixir == signature.name.elixir
          }
          if let first, heads[first].clause == nil { heads[first].clause = .first }
        case .duplicate(let other):
          analysis.report(
            .duplicateMember,
            "`\(declaration.fullName.last)` has two functions `\(signature.name.elixir)`",
            at: signature.span, secondary: [Label(other.span, "the first")],
            notes: [
              "clauses of one name need patterns or guards, and the same number of parameters"
            ])
          continue
        }
        heads.append(
          Head(
            file: analysis, node: node, module: declaration.fullName, schema: schema,
            signature: signature, clause: clause))
      }
    }
    functions = table
    for (file, analysis) in files.enumerated() { refuseLooseFunctions(file, analysis) }
    return heads
  }

  private func refuseLooseFunctions(_ file: Int, _ analysis: FileAnalysis) {
    let tree = analysis.tree
    for node in tree.children(tree.root) {
      switch tree.kind(node) {
      case .funcDecl, .varDecl, .externModuleDecl, .elixirBlock, .typeAliasDecl, .directive:
        analysis.report(
          .unsupportedConstruct, "this declaration is not compiled yet outside a class",
          at: tree.nameSpan(node))
      default: continue
      }
    }
  }

  private func readAttributes(of node: NodeID, _ file: FileAnalysis, inSchema: Bool) {
    var attributes = Attributes(
      file, of: node, owner: inSchema ? "this func" : "a func of a module")
    if inSchema { attributes.take("changeset")?.finish() }
    file.readAllow(&attributes, node)
    attributes.finish()
  }

  private func lowerBodies(_ heads: [Head], _ shape: ProjectShape, _ program: inout Program) {
    var modules: [ModuleName: Int] = [:]
    for (position, module) in program.modules.enumerated() { modules[module.name] = position }
    for head in heads {
      let types = TypeResolver(file: head.file, scope: head.module, selfSchema: head.schema)
      let lowering = BodyLowering(
        file: head.file, shape: shape, types: types, module: head.module,
        signature: head.signature)
      guard var function = lowering.lower(head.node) else {
        head.file.ensureReported("this function", at: head.signature.span)
        continue
      }
      function.clause = head.clause
      ChangesetShape(file: head.file).check(function)
      if let schema = head.schema {
        program.schemas[schema.index].functions.append(function)
      } else if let position = modules[head.module] {
        program.modules[position].functions.append(function)
      }
    }
  }

  /// A private function that nothing calls would be a warning of Elixir's compiler: it is one here, and is
  /// not emitted.
  private func dropUnusedFunctions(_ program: inout Program) {
    func sweep(_ functions: inout [Function]) {
      var isStable = false
      while !isStable {
        let called = functions.reduce(into: Set<String>()) { names, function in
          names.formUnion(function.callsInModule.subtracting([function.name.elixir]))
        }
        let unused = functions.filter { $0.isPrivate && !called.contains($0.name.elixir) }
        for function in unused {
          let file = files[Int(function.origin.span.file.index)]
          file.report(
            .unusedFunction, "nothing calls `\(function.name.source)`", at: function.origin.span,
            label: "private, and not emitted", helps: [Help("remove it, or leave out `private`")])
        }
        functions.removeAll { $0.isPrivate && !called.contains($0.name.elixir) }
        isStable = unused.isEmpty
      }
    }
    for index in program.modules.indices { sweep(&program.modules[index].functions) }
    for index in program.schemas.indices { sweep(&program.schemas[index].functions) }
  }

  // MARK: Results

  private func collect(_ project: [Diagnostic]) -> [Diagnostic] {
    var all = project
    for file in files { all += file.diagnostics }
    let allowances = files.flatMap(\.allowances)
    all.removeAll { diagnostic in
      guard diagnostic.severity == .warning else { return false }
      if settings.lints[diagnostic.code.rawValue] == .off { return true }
      return allowances.contains {
        $0.code == diagnostic.code && $0.span.file == diagnostic.primary.span.file
          && $0.span.start <= diagnostic.primary.span.start
          && $0.span.end >= diagnostic.primary.span.end
      }
    }
    for index in all.indices where settings.lints[all[index].code.rawValue] == .error {
      all[index].severity = .error
    }
    return all.enumerated().sorted { a, b in
      let x = a.element.primary.span
      let y = b.element.primary.span
      return (x.file.index, x.start, a.offset) < (y.file.index, y.start, b.offset)
    }.map(\.element)
  }

  private func summaries() -> [FileSummary] {
    files.indices.map { file in
      let uses = Set(files[file].uses.map { index[$0].file }).subtracting([file]).sorted()
      return FileSummary(
        exports: declarations[file].declarations.map { "\($0.fullName)" }, uses: uses)
    }
  }
}

extension FieldType {
  /// The enumeration that it holds, alone or in lists and maps.
  var enumeration: EnumerationID? {
    switch self {
    case .enumeration(let id): id
    case .array(let element), .mapOf(let element): element.enumeration
    default: nil
    }
  }
}
