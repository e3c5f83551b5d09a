import EctypeModel
import EctypeText

/// Translates one schema into its file, writing as it goes.
struct SchemaTranslator {
  let translator: Translator
  let schema: Schema
  /// `["Blog", "Post"]`
  let path: [String]
  let settings: SwiftSettings
  let printer: SwiftPrinter
  var builder: FileBuilder
  /// The field that tells rows apart; nil where there is none, or several, or another property is `id`.
  let identifier: Field?
  private let identifierKey: String?
  private let identifierMark: UInt64
  private let references: KeyReferences

  init(_ translator: Translator, _ schema: Schema, _ printer: SwiftPrinter) {
    self.translator = translator
    self.schema = schema
    path = translator.names.path(of: schema.id)
    settings = translator.settings(of: schema)
    self.printer = printer
    builder = FileBuilder(translator, settings)
    identifier = translator.identifier(of: schema)
    identifierKey = identifier?.name.elixir
    identifierMark = identifierKey?.mark ?? 0
    references = translator.references(of: schema)
  }

  var program: Program { _read { yield translator.program } }
  var names: NameTable { _read { yield translator.names } }
  var name: String { path[path.count - 1] }
  var access: SwiftModifiers { settings.access.modifiers }

  consuming func file() -> TranslatedFile { makeFile() }

  private mutating func makeFile() -> TranslatedFile {
    var document = printer.document
    var spacing = MemberSpacing()
    document.begin(.other, &spacing)
    document.nested(in: path.dropLast()) { model(&$0) }
    for id in schema.enumerations where program[id].owner == schema.id {
      if program[id].swift.isSkipped { continue }
      let enumPath = names.path(of: id)
      let scope = LexicalScope(extending: path, nested: enumPath[enumPath.count - 1])
      document.begin(.other, &spacing)
      printer.declare(builder.enumeration(id, in: scope), in: path)
    }
    let functions = schema.swiftChangesets
    if !functions.isEmpty && (settings.changesets || settings.payloads) {
      document.begin(.other, &spacing)
      changesets(functions, &document)
    }
    return builder.file(path, origin: schema.origin.path, printer)
  }

  // MARK: The model

  private mutating func model(_ document: inout Document) {
    let scope = LexicalScope(path)
    document.removeFragments()
    let properties = modelProperties(in: scope, &document)
    let coding = properties.isEmpty ? nil : codingLines(in: scope, &document)
    let writer = StructWriter(properties, settings)
    var inherited = [builder.standard("Codable", in: scope)]
    if !properties.isEmpty { inherited.append(builder.runtimeProtocol("FieldMapped", in: scope)) }
    inherited.append(builder.standard("Hashable", in: scope))
    if identifier != nil { inherited.append(builder.standard("Identifiable", in: scope)) }
    inherited.append(builder.standard("Sendable", in: scope))
    document.head(schema.documentation, [], [access, .nonisolated])
    document.type(
      .struct, .named(name), inherited,
      isEmpty: identifier == nil && writer.isEmpty
    ) {
      var spacing = MemberSpacing()
      if let identifier {
        let alias = SwiftTypeAlias("ID", identifierType(identifier, in: scope), modifiers: access)
        $0.print(.typeAlias(alias), &spacing)
      }
      writer.declareProperties(&$0, &spacing)
      if let identifier {
        let property = names.property(identifier.name.elixir, of: schema.id)
        if property != "id" {
          let id = SwiftVariable(
            "id", type: "ID", getter: [.expression(.name(property))], modifiers: access)
          $0.print(.variable(id), &spacing)
        }
      }
      writer.declareInitializer(&$0, &spacing)
      if let coding {
        writer.declareFieldMap(coding, &$0, &spacing)
        writer.declareDecoding(coding, &$0, &spacing)
      }
    }
  }

  /// `Identifier<Post, Int>`; keys of other types stand for themselves.
  private mutating func identifierType(_ key: Field, in scope: LexicalScope) -> SwiftType {
    if case .raw = settings.identifiers { return builder.type(key.type, in: scope) }
    let raw: SwiftType
    switch key.type {
    case .uuid, .binaryID: raw = builder.foundation("UUID", in: scope)
    case .id, .integer, .string: raw = builder.type(key.type, in: scope)
    default: return builder.type(key.type, in: scope)
    }
    let owner = builder.reference(path, from: scope)
    return .generic(builder.runtime("Identifier", in: scope), [owner, raw])
  }

  /// Fields, then associations and embeds, each in the order of the source.
  private mutating func modelProperties(
    in scope: LexicalScope, _ document: inout Document
  ) -> [PropertyText] {
    let properties = schema.properties
    let identities = schema.identities
    let (names, areOwn) = self.names.properties(of: schema.id)
    var stored: [PropertyText] = []
    stored.reserveCapacity(properties.count)
    let translator = translator
    let recurring = printer.recurring
    let table = recurring.known
    let hasFoundationDates = hasFoundationDates
    /// Of those alone that are stored.
    func storedNames() -> [String] {
      zip(properties, names).filter { translator.isStored($0.0) }.map(\.1.swift)
    }
    var relations: [PropertyText] = []
    for index in properties.indices {
      if areOwn, let known = table[identities[index]],
        known.hasFoundationDates == hasFoundationDates,
        !references.mayHold(known.mark) || references[known.key, known.mark] == nil,
        known.mark != identifierMark || known.key != identifierKey
      {
        builder.libraries.formUnion(known.libraries)
        stored.append(known.text)
        continue
      }
      let (property, name) = (properties[index], names[index].swift)
      guard translator.isStored(property) else { continue }
      switch property {
      case .field(let field):
        stored.append(
          text(of: field, name, isOwn: areOwn, storedNames, in: scope, recurring, &document))
      case .association(let association):
        relations.append(text(of: association, name, storedNames, in: scope, &document))
      case .embed(let embed):
        relations.append(
          PropertyText(of: self.stored(embed, name, in: scope), in: &document, storedNames))
      }
    }
    return stored + relations
  }

  private mutating func text(
    of field: Field, _ name: String, isOwn: Bool, _ propertyNames: () -> [String],
    in scope: LexicalScope, _ recurring: RecurringProperties, _ document: inout Document
  ) -> PropertyText {
    let key = field.shared.value.name.elixir
    let mark = key.mark
    let target = references[key, mark]
    let others = builder.libraries
    builder.libraries = []
    let type = valueType(of: field, target, in: scope)
    let libraries = builder.libraries
    builder.libraries.formUnion(others)
    func remember(_ text: PropertyText) {
      guard isOwn, target == nil, key != identifierKey, case .named(let written) = type,
        names.types.isFree(written)
      else { return }
      recurring.known[field.identity] = .init(
        field, mark, hasFoundationDates: hasFoundationDates, libraries, text)
    }
    if let known = recurring.text(name, mark, of: field, type) {
      remember(known)
      return known
    }
    let isOptional = field.shared.value.isOptional
    let fieldType = field.shared.value.type
    var value: SwiftExpression? = isOptional ? .nil : nil
    if let literal = field.shared.value.defaultValue {
      value =
        SwiftLiterals.property(
          literal, fieldType, settings.dates, translator, isOptional: isOptional, written: type)
        ?? value
    }
    if case .nil? = value, !isOptional { value = nil }
    let property = StoredProperty(
      name: name, key: key, type: isOptional ? .optional(type) : type, defaultValue: value,
      coding: dateCoding(of: fieldType, in: scope), access: access(of: fieldType, target),
      documentation: field.shared.value.documentation)
    guard let text = recurring.keep(property, mark, of: field, type, in: &document) else {
      return PropertyText(of: property, in: &document, propertyNames)
    }
    remember(text)
    return text
  }

  /// Its type is written at once: there are many associations, and no two are alike.
  private mutating func text(
    of association: Association, _ name: String, _ propertyNames: () -> [String],
    in scope: LexicalScope, _ document: inout Document
  ) -> PropertyText {
    let target = builder.reference(names.path(of: association.target), from: scope)
    let wrapper = builder.runtime("Assoc", in: scope)
    let type = document.fragment {
      $0.print(wrapper)
      $0.list("<", 0..<1, ">", style: .alone) { document, _ in
        if association.isMany { document.text("[") }
        document.print(target)
        document.text(association.isMany ? "]" : association.isOptional ? "?" : "")
      }
    }
    return PropertyText(
      name, key: association.name.elixir,
      .init(
        type: type, defaultValue: document.fragment(".", name: "notLoaded", .implicitMember),
        method: "association"),
      access: translator.access(of: program[association.target]),
      documentation: association.documentation, in: &document, propertyNames)
  }

  private mutating func stored(
    _ embed: Embed, _ name: String, in scope: LexicalScope
  ) -> StoredProperty {
    let value = builder.reference(names.path(of: embed.target), from: scope)
    let type: SwiftType =
      embed.isMany ? .array(value) : embed.isOptional ? .optional(value) : value
    return StoredProperty(
      name: name, key: embed.name.elixir, type: type,
      defaultValue: embed.isMany ? .array([]) : embed.isOptional ? .nil : nil,
      access: translator.access(of: program[embed.target]), documentation: embed.documentation)
  }

  // MARK: Types of fields

  // (`==` of an enum with raw values compares those, which are texts.)
  private var hasFoundationDates: Bool {
    if case .foundation = settings.dates { true } else { false }
  }

  /// The field's type without its optionality, and its access: keys are identifiers.
  mutating func valueType(
    of field: Field, in scope: LexicalScope
  ) -> (type: SwiftType, access: SwiftSettings.Access) {
    let target = references[field.name.elixir, field.name.elixir.mark]
    return (valueType(of: field, target, in: scope), access(of: field.type, target))
  }

  private mutating func valueType(
    of field: Field, _ target: SchemaID?, in scope: LexicalScope
  ) -> SwiftType {
    if identifierKey == field.shared.value.name.elixir {
      return builder.reference(path, nested: "ID", from: scope)
    }
    if let target {
      // The identifier's own type may come from another file's imports.
      return builder.reference(names.path(of: target), nested: "ID", from: scope)
    }
    return builder.type(field.shared.value.type, in: scope)
  }

  /// The narrowest of the field's types.
  private func access(of type: FieldType, _ target: SchemaID?) -> SwiftSettings.Access {
    let access = access(of: type)
    guard let target else { return access }
    return min(translator.access(of: program[target]), access)
  }

  private func access(of type: FieldType) -> SwiftSettings.Access {
    switch type {
    case .array(let element), .mapOf(let element): access(of: element)
    case .dictionary(let key, let value): min(access(of: key), access(of: value))
    case .enumeration(let id): translator.settings(of: program[id]).access
    default: .public
    }
  }

  /// What writes a date of Foundation's as the field's text.
  mutating func dateCoding(of type: FieldType, in scope: LexicalScope) -> SwiftType? {
    guard hasFoundationDates, let name = type.dateCoding else { return nil }
    return builder.runtime(name, in: scope)
  }
}

extension FieldType {
  /// The run-time's name for the text of a datetime, also of those in a list or a map.
  var dateCoding: String? {
    switch self {
    case .naiveDateTime(.second): "NaiveSeconds"
    case .naiveDateTime(.microsecond): "NaiveMicroseconds"
    case .utcDateTime(.second): "UTCSeconds"
    case .utcDateTime(.microsecond): "UTCMicroseconds"
    case .array(let element), .mapOf(let element), .dictionary(_, let element): element.dateCoding
    default: nil
    }
  }
}
