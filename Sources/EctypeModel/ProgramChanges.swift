import EctypeDiagnostics

/// What is different in a program since the one before it.
package struct ProgramChanges: Sendable {
  /// The files that something was worked out for again; those that are new or gone are among them.
  package var files: Set<FileID> = []
  /// Schemas that others may see to be different, that are new or are gone.
  package var schemas: Set<SchemaID> = []
  package var enumerations: Set<EnumerationID> = []
  /// Whether there are other declarations than before, or in another order.
  package var declarations = false

  package init() {}

  package mutating func formUnion(_ other: ProgramChanges) {
    files.formUnion(other.files)
    schemas.formUnion(other.schemas)
    enumerations.formUnion(other.enumerations)
    declarations = declarations || other.declarations
  }
}

/// What the translation of one declaration has looked at in others.
package struct ProgramReads: Sendable {
  private let schemas = ReadLog<SchemaID>()
  private let enumerations = ReadLog<EnumerationID>()

  package init() {}

  package func meet(_ changes: ProgramChanges) -> Bool {
    schemas.meets(changes.schemas) || enumerations.meets(changes.enumerations)
  }

  package func note(_ id: SchemaID) { schemas.note(id) }
  package func note(_ id: EnumerationID) { enumerations.note(id) }

  /// The program, which notes here what is read of it.
  package func noting(_ program: Program) -> Program {
    var program = program
    program.schemas = program.schemas.noting(in: schemas)
    program.enumerations = program.enumerations.noting(in: enumerations)
    return program
  }
}
