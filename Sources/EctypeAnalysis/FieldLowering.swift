import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A var of a schema that holds a value: `@field(…) var price: Decimal = "0.00"`.
struct FieldLowering {
  let file: FileAnalysis
  let types: TypeResolver
  /// Looks up an enumeration's cases for defaults; enumerations are lowered before schemas.
  let enumerations: EnumerationTable
  let settings: AnalysisSettings
  let isEmbedded: Bool

  /// A field, and what of it decides whether it is the schema's key.
  struct Result {
    var field: Field
    /// `@field(type:)` says the type: it stays as it is even for a key.
    var hasExplicitType = false
    /// Where options stand, by their Elixir names.
    var spans: [String: Span] = [:]
    /// Nothing but its text says what it is.
    var isPlain = false
  }

  /// - Returns: nil after a diagnostic.
  func lower(_ node: NodeID, _ name: Name, _ attributes: inout Attributes) -> Result? {
    if attributes.isEmpty, let field = plain(node, name) {
      attributes.finish()
      return field.map { Result(field: $0, isPlain: !dependsOnKind($0.type)) }
    }
    let tree = file.tree
    var field = Field(
      name: name, type: .string, isOptional: false,
      documentation: tree.documentation(of: node), span: tree.nameSpan(node))
    var declared: ValueType?
    if let annotation = child(node, .typeAnnotation) {
      guard let type = types.resolve(annotation) else { return nil }
      declared = type
      // `Any?` is no other type than `Any`, and says that there may be nothing.
      field.isOptional = type.isOptional || tree.kind(annotation) == .optionalType
    }
    let options = read(&attributes, declared, &field)
    if options?.isBroken ?? false { return nil }
    guard let type = fieldType(declared, options?.type, of: node) else { return nil }
    field.type = type
    guard checkType(of: field, at: node) else { return nil }
    let spans = options?.spans ?? [:]
    if options != nil {
      FieldChecks(
        file: file, settings: settings, enumerations: enumerations, isEmbedded: isEmbedded,
        spans: spans
      ).check(field)
      checkColumnDefault(of: field, at: spans["column"])
    }
    let initializer = child(node, .initializer)
    if let initializer, let other = options?.defaultNode {
      file.report(
        .duplicateOption, "`\(field.name.source)` has two defaults", at: tree.span(initializer),
        secondary: [Label(tree.span(other), "the first")], helps: [Help("leave one of them out")])
    }
    setDefault(options?.defaultNode ?? initializer, of: &field)
    return Result(field: field, hasExplicitType: options?.type != nil, spans: spans)
  }

  /// What most fields are: a type's name and perhaps a default, without an attribute.
  /// - Returns: nil where it is no such field, and a nil of it after a diagnostic.
  private func plain(_ node: NodeID, _ name: Name) -> Field?? {
    let tree = file.tree
    guard let annotation = child(node, .typeAnnotation) else { return nil }
    let isOptional = tree.kind(annotation) == .optionalType
    guard let type = types.simpleFieldType(isOptional ? tree.first(of: annotation) : annotation)
    else { return nil }
    var field = Field(
      name: name, type: type, isOptional: isOptional, documentation: tree.documentation(of: node),
      span: tree.nameSpan(node))
    guard checkType(of: field, at: node) else { return .some(nil) }
    setDefault(child(node, .initializer), of: &field)
    return field
  }

  private func setDefault(_ value: NodeID?, of field: inout Field) {
    guard let value else { return }
    field.defaultValue = DefaultLowering(file: file, enumerations: enumerations)
      .lower(value, for: field)
  }

  /// What the database puts into a column must be what the field can hold. Of an enum it is what stands for a case
  /// there, and of JSON a text.
  private func checkColumnDefault(of field: Field, at span: Span?) {
    guard case .literal(let literal)? = field.columnDefault, let span else { return }
    switch field.type.element {
    case .enumeration, .custom, .any, .map, .mapOf, .dictionary: return
    default: break
    }
    guard DefaultValues.value(literal, as: field.type, enumerations) == nil else { return }
    let expected = enumerations.described(field.type)
    file.report(
      .invalidDefault, "the column of `\(field.name.source)` cannot have this default", at: span,
      label: "expected `\(expected)`",
      helps: [
        Help("write a value of that type; an expression of the database is `sql(\"…\")`")
      ])
  }

  /// nil where there is no attribute, as of most fields.
  private func read(
    _ attributes: inout Attributes, _ declared: ValueType?, _ field: inout Field
  ) -> FieldOptions? {
    defer { attributes.finish() }
    if attributes.isEmpty { return nil }
    var options = FieldOptions(file: file, types: types, settings: settings)
    options.declared = declared
    options.read(&attributes, &field)
    field.swift = file.readSwift(&attributes)
    return options
  }

  /// Whether not every schema can have a field of the type.
  private func dependsOnKind(_ type: FieldType) -> Bool {
    switch type.element {
    case .duration, .binary, .bitstring: true
    default: false
    }
  }

  /// Whether the field can have its type at all.
  private func checkType(of field: Field, at node: NodeID) -> Bool {
    let element = field.type.element
    guard dependsOnKind(element) else { return true }
    if !field.isVirtual, isEmbedded || field.type.isStoredAsJSON {
      file.report(
        .invalidType, "JSON holds no `\(element.described())`",
        at: child(node, .typeAnnotation).map(file.tree.span) ?? field.span,
        label: isEmbedded ? "an embedded schema is stored as JSON" : "a map is stored as JSON",
        notes: [
          element == .duration
            ? "Ecto reads no `Duration` from a text" : "what is no UTF-8 could not be written"
        ], helps: [Help("keep it as a `String`")])
      return false
    }
    guard element == .duration else { return true }
    return file.require(elixir: Version(1, 17), "a `Duration`", at: field.span, settings)
  }

  private func child(_ node: NodeID, _ kind: NodeKind) -> NodeID? {
    let wrapper = file.tree.child(node, kind)
    return wrapper.isNone ? nil : file.tree.first(of: wrapper)
  }

  // MARK: The type

  private func fieldType(_ declared: ValueType?, _ option: FieldType?, of node: NodeID)
    -> FieldType?
  {
    if let option { return option }
    guard let declared else {
      file.report(
        .missingType, "`\(file.tree.mainText(node))` has no type", at: file.tree.nameSpan(node),
        helps: [Help("write it after the name: `var \(file.tree.mainText(node)): String`")])
      return nil
    }
    if let type = FieldTypes.fieldType(of: declared.unwrapped) { return type }
    invalid(declared.unwrapped, of: node)
    return nil
  }

  private func invalid(_ type: ValueType, of node: NodeID) {
    let span = file.tree.span(file.tree.child(node, .typeAnnotation))
    var helps: [Help] = []
    var label: String?
    switch type {
    case .schema:
      helps = [
        Help(
          "say how they are related: `@belongsTo` or `@hasOne`, or `@embedsOne` of an embedded one")
      ]
    case .list(.schema), .list(.optional(.schema)):
      helps = [
        Help(
          "say how they are related: `@hasMany` or `@manyToMany`, or `@embedsMany` of embedded ones"
        )
      ]
    case _ where Self.holdsNil(type):
      label = "what it holds is never nil"
      helps = [Help("leave out the inner `?`")]
    case .map:
      label = "the keys of a map are `String`, a `UUID` or an enum"
    default: break
    }
    file.report(
      .invalidType, "a field cannot have this type", at: span,
      label: label ?? (helps.isEmpty ? "no column holds it" : "this is a schema, not a value"),
      helps: helps.isEmpty
        ? [Help("a field holds a text, a number, a time, an enum, or a list or map of these")]
        : helps)
  }

  private static func holdsNil(_ type: ValueType) -> Bool {
    switch type {
    case .list(let inner), .map(_, let inner): inner.isOptional || holdsNil(inner)
    default: false
    }
  }
}
