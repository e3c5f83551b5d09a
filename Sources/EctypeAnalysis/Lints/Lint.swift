import Dispatch
import EctypeDiagnostics
import EctypeModel

/// Something that compiles and is seldom meant. Its level is the project's (`lints` of `ectype.json`), and
/// `@allow(name)` keeps it quiet within a declaration. `docs/lints.md` lists them all.
protocol Lint: SendableMetatype {
  static var code: DiagnosticCode { get }
}

/// Looks at one schema, and at others as far as that leads to them.
protocol SchemaLint: Lint {
  static func diagnostics(of schema: LintedSchema) -> [Diagnostic]
}

/// Looks at what the migrations lead to.
protocol TableLint: Lint {
  static func diagnostics(in tables: TableStates) -> [Diagnostic]
}

/// What lints read. The model has no mistakes in it: with errors no lint runs.
final class LintedProject: Sendable {
  let program: Program
  /// What the migrations lead to.
  let tables: TableStates
  private let uses: ChangesetUses
  private let modules: [ModuleName: Int]
  private let schemasByTable: SchemasByTable
  private let reads: LintReads?

  init(_ program: Program, tables: TableStates, uses: ChangesetUses) {
    self.program = program
    self.tables = tables
    self.uses = uses
    modules = Dictionary(
      program.modules.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    schemasByTable = SchemasByTable(program, tables)
    reads = nil
  }

  private init(_ other: LintedProject, _ reads: LintReads) {
    var program = other.program
    program.schemas = program.schemas.noting(in: reads.schemas)
    self.program = program
    (tables, uses, modules) = (other.tables, other.uses, other.modules)
    schemasByTable = other.schemasByTable
    self.reads = reads
  }

  /// The same, which notes what is read of it.
  func noting(in reads: LintReads) -> LintedProject { LintedProject(self, reads) }

  /// All clauses of a function.
  func functions(_ name: String, of module: ModuleName) -> [Function] {
    let all =
      program.schema(named: module)?.functions
      ?? modules[module].map { program.modules[$0].functions } ?? []
    let clauses = all.filter { $0.name.elixir == name }
    for clause in clauses { reads?.files.note(clause.origin.span.file) }
    return clauses
  }

  /// The schemas that keep rows in a table. Any schema may become one of them.
  func schemas(of table: TableName) -> [Schema] {
    reads?.schemas.noteAll()
    return schemasByTable[table].map { program[$0] }
  }

  /// Who stores what a changeset function gives.
  func use(of name: String, of schema: SchemaID) -> ChangesetUses.Use? {
    let callee = ChangesetUses.Callee(schema: schema, name: name)
    reads?.uses.note(callee)
    return uses[callee]
  }
}

/// The schemas of each table, gathered when somebody first asks: in most projects nobody does.
private final class SchemasByTable: @unchecked Sendable {
  private let program: Program
  private let tables: TableStates
  private let queue = DispatchQueue(label: "ectype.schemas-by-table")
  private var gathered: [TableName: [SchemaID]]?

  init(_ program: Program, _ tables: TableStates) {
    self.program = program
    self.tables = tables
  }

  subscript(table: TableName) -> [SchemaID] {
    queue.sync {
      if gathered == nil { gathered = gather() }
      return gathered?[table] ?? []
    }
  }

  private func gather() -> [TableName: [SchemaID]] {
    program.schemas.reduce(into: [:]) { result, schema in
      guard case .table(let source, let prefix) = schema.kind,
        let table = tables[source, prefix: prefix]
      else { return }
      result[table.name, default: []].append(schema.id)
    }
  }
}

/// A schema as lints see it.
struct LintedSchema {
  let schema: Schema
  /// Its functions that make changesets, with what they do.
  let changesets: [ChangesetSummary]
  let project: LintedProject
  let edits: DeclarationEdits
}

/// The lints of declarations. Those of function bodies are reported where bodies are lowered.
enum DeclarationLints {
  static let schemas: [any SchemaLint.Type] = [
    AssociationAcrossContexts.self, AssociationAcrossPrefixes.self, DeleteRules.self,
    FloatMoney.self, MissingConstraint.self, NaiveTime.self, SingleChangeset.self,
    UnboundedText.self, UnfilledColumn.self, UnhandledConstraint.self, UnredactedSecret.self,
  ]
  static let tables: [any TableLint.Type] = [MissingTenantKey.self]
}
