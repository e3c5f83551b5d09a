import EctypeDiagnostics
import EctypeModel

/// What the variables of a function were given so far, and into which tables it was inserted: rows that are built up
/// piece by piece are checked where the pieces are.
struct RowsOfVariables {
  /// By the variables' numbers.
  private(set) var values: [Int: [Expression]] = [:]
  private(set) var tables: [Int: [SchemaID]] = [:]

  /// Only what may hold rows is kept.
  mutating func keep(_ value: Expression, in local: Local) {
    switch value.type {
    case .list, .map, .record: values[local.id, default: []].append(value)
    default: break
    }
  }

  /// false where that is known already.
  mutating func insert(_ local: Local, into schema: SchemaID) -> Bool {
    if tables[local.id]?.contains(schema) == true { return false }
    tables[local.id, default: []].append(schema)
    return true
  }
}

extension BodyLowering {
  /// A variable gets a value; false after a diagnostic, where its rows do not fit the table that they are inserted into.
  func keep(_ value: Expression, in local: Local) -> Bool {
    rows.keep(value, in: local)
    var isSound = true
    for schema in rows.tables[local.id] ?? [] { checkRows(value, schema, &isSound) }
    return isSound
  }

  /// Checks rows that stand elsewhere than in the call that inserts them, where nothing is written for them any more.
  func checkRows(_ rows: Expression, _ schema: SchemaID, _ isSound: inout Bool) {
    guard isSound else { return }
    switch rows.kind {
    case .map(let entries): for entry in entries where isSound { check(entry, schema, &isSound) }
    case .list(let rows): for row in rows { checkRows(row, schema, &isSound) }
    case .cons(let rows, let rest):
      for row in rows + [rest] { checkRows(row, schema, &isSound) }
    case .binary(.append, let left, let right), .conditional(_, let left, let right):
      checkRows(left, schema, &isSound)
      checkRows(right, schema, &isSound)
    case .local(let local):
      guard let values = self.rows.values[local.id] else {
        return checkColumns(of: rows, schema, &isSound)
      }
      guard self.rows.insert(local, into: schema) else { return }
      for value in values { checkRows(value, schema, &isSound) }
    case .standard(let call):
      if call.function.makesRows, var closure = call.arguments.last {
        closure.mapResults { checkRows($0, schema, &isSound) }
        return
      }
      // What `append` adds, and what `filter`, `chunked` and the like hand on.
      let isChange = call.function.form == .mutation
      for argument in call.arguments
      where isChange || argument.type == rows.type || rows.type == .list(argument.type) {
        checkRows(argument, schema, &isSound)
      }
    default: checkColumns(of: rows, schema, &isSound)
    }
  }

  /// Of rows that are made elsewhere only the type tells.
  func checkColumns(of rows: Expression, _ schema: SchemaID, _ isSound: inout Bool) {
    guard isSound, case .list(.record(let columns)) = rows.type else { return }
    isSound = columnsFit(columns, schema, at: rows.span)
  }

  private func check(_ entry: MapEntry, _ schema: SchemaID, _ isSound: inout Bool) {
    guard case .literal(.atom(let name)) = entry.key.kind else { return }
    guard let type = columnType(name, of: schema, at: entry.key.span) else {
      isSound = false
      return
    }
    if case .literal(.atom(let name)) = entry.value.kind, case .enumeration(let id) = type.unwrapped
    {
      isSound = hasCase(name, id, at: entry.value.span)
      return
    }
    switch (entry.value.type.unwrapped, type.unwrapped) {
    // Nothing has told the value what it is to be; Ecto takes it.
    case (.atom, .enumeration), (.integer, .decimal), (.float, .decimal): break
    default:
      if case .query = entry.value.type { return }
      if entry.value.type == .string, type.unwrapped == .uuid { return }
      isSound =
        check(entry.value, is: TypeResolver.optional(type)) && isThere(entry, of: schema)
    }
  }
}
