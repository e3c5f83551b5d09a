import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `#timestamps(type: .utcDatetime, insertedAt: .createdAt, updatedAt: false)`
struct TimestampsLowering {
  let file: FileAnalysis
  let types: TypeResolver
  let settings: AnalysisSettings
  /// The type where none is said, by Ecto's name.
  let standard: String

  func lower(_ options: inout Arguments) -> Timestamps {
    let autogenerate = options.value("autogenerate").flatMap {
      file.mfa($0, for: "autogenerate", of: options.owner, types, adding: 0)
    }
    let type = type(&options, isMade: autogenerate != nil)
    let spans = ["inserted_at", "updated_at"].map { options.span(of: $0) }
    let inserted = timestamp("inserted_at", type, &options)
    let updated = timestamp("updated_at", type, &options)
    if inserted == nil, updated == nil {
      file.report(
        .invalidOption, "timestamps without any timestamp", at: options.span,
        helps: [Help("leave them out")])
    }
    if let name = inserted?.name.elixir, name == updated?.name.elixir {
      file.report(
        .duplicateMember, "both timestamps are called `\(name)`", at: spans[1], label: "the second",
        secondary: spans[0] == spans[1] ? [] : [Label(spans[0], "the first")],
        helps: [Help("give one of them another name: `updatedAt: .changedAt`")])
    }
    options.finish()
    return Timestamps(
      insertedAt: inserted, updatedAt: updated,
      type: type == .naiveDateTime(.second) ? nil : type, autogenerate: autogenerate)
  }

  private func type(_ options: inout Arguments, isMade: Bool) -> FieldType {
    let fallback = FieldTypes.named[standard] ?? .naiveDateTime(.second)
    guard let node = options.value("type") else { return fallback }
    if [.identifier, .memberAccess].contains(file.tree.kind(node)) {
      var field = Field(
        name: Name(source: "", elixir: ""), type: .any, isOptional: false,
        span: options.span)
      let reader = FieldOptions(file: file, types: types, settings: settings)
      return reader.readType(node, &options, &field) ?? fallback
    }
    guard let name = file.symbol(node, for: "type", of: options.owner, as: .choice) else {
      return fallback
    }
    let known = FieldTypes.timestampTypes
    if let type = FieldTypes.named[name], known.contains(name) || isMade { return type }
    file.report(
      .invalidOption, "timestamps cannot be `\(name)`", at: file.tree.span(node),
      notes: FieldTypes.named[name] == nil
        ? [] : ["of another type they need a function that makes them: `autogenerate:`"],
      helps: file.didYouMean(
        name, among: known, at: file.tree.span(node), orElse: FieldTypes.listOfTimestamps
      ) { ".\(NameRules.camelCase($0))" })
    return fallback
  }

  /// `insertedAt: .createdAt` renames one, `updatedAt: false` leaves it out.
  private func timestamp(_ name: String, _ type: FieldType, _ options: inout Arguments) -> Field? {
    var field = Field(
      name: Name(source: name, elixir: name), type: type, isOptional: false,
      span: options.span)
    field.source = options.identifier(name + "_source")
    readWritable(name, &field, &options)
    guard let value = options.value(name) else { return field }
    if file.tree.kind(value) == .booleanLiteral {
      return file.tree.mainText(value) == "true" ? field : nil
    }
    if let renamed = file.symbol(value, for: name, of: options.owner) {
      field.name = Name(source: renamed, elixir: renamed)
    }
    return field
  }

  /// `insertedAtWritable: .insert`; what Ecto updates itself must stay writable.
  private func readWritable(_ name: String, _ field: inout Field, _ options: inout Arguments) {
    guard name == "inserted_at" else { return }
    let labels = ["\(name)_writable", "\(name)_on_writable_violation"]
    for label in labels where options.has(label) {
      file.require(
        ecto: Version(3, 14), "`\(NameRules.camelCase(label))`", at: options.span(of: label),
        settings)
    }
    field.writable = options.choice(labels[0], Field.Writable.self)
    field.onWritableViolation = options.choice(labels[1], OnWritableViolation.self)
    if field.writable == .never {
      file.report(
        .invalidOption, "`insertedAt` must be writable when a row is inserted",
        at: options.span(of: labels[0]),
        helps: [Help("`.insert` has it written then, and never again")])
    }
  }
}
