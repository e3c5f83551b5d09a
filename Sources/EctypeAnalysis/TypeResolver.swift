import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Types as the source writes them, in either spelling, to types of the model.
struct TypeResolver {
  let file: FileAnalysis
  /// Names are looked up from here: the module of the declaration around.
  let scope: ModuleName
  /// What `Self` is.
  var selfSchema: SchemaID?

  /// nil after a diagnostic.
  func resolve(_ node: NodeID) -> ValueType? {
    let tree = file.tree
    switch tree.kind(node) {
    case .namedType: return named(node)
    case .optionalType: return child(node).map(Self.optional)
    case .arrayType: return child(node).map { .list($0) }
    case .dictionaryType:
      let parts = tree.children(node).map(resolve)
      guard parts.count == 2, let key = parts[0], let value = parts[1] else { return nil }
      return .map(key: key, value: value)
    case .tupleType:
      let parts = tree.children(node).map(resolve)
      return parts.contains { $0 == nil } ? nil : .tuple(parts.compactMap { $0 })
    case .recordType: return record(node).map { .record($0) }
    case .functionType: return function(node)
    case .unionType: return union(node)
    default:
      file.report(
        .unsupportedConstruct, "this type is not understood yet", at: tree.span(node))
      return nil
    }
  }

  /// The schema that a type of the usual shapes names, `Post`, `Post?` or `[Post]`; nil for all else, of which `resolve`
  /// tells more.
  func plainSchema(_ node: NodeID) -> (id: SchemaID, isList: Bool, isOptional: Bool)? {
    let tree = file.tree
    let kind = tree.kind(node)
    let isList = kind == .arrayType
    let isOptional = kind == .optionalType
    guard let inner = isList || isOptional ? tree.first(of: node) : node,
      tree.kind(inner) == .namedType, tree.child(inner, .genericArguments).isNone,
      let name = tree.plainSegment(tree.child(inner, .path)), !Self.builtinTypes.contains(name),
      case .found(let id) = file.index.look(up: name, in: scope),
      case .schema(let schema) = file.index[id].target
    else { return nil }
    return (schema, isList, isOptional)
  }

  private func child(_ node: NodeID) -> ValueType? {
    file.tree.first(of: node).flatMap(resolve)
  }

  /// `(A, B) -> R`
  private func function(_ node: NodeID) -> ValueType? {
    let parts = Array(file.tree.children(node))
    guard parts.count == 2, let result = resolve(parts[1]) else { return nil }
    var parameters: [ValueType] = []
    let list = file.tree.kind(parts[0]) == .tupleType ? file.tree.children(parts[0]).map { $0 } : []
    for parameter in list {
      guard let type = resolve(parameter) else { return nil }
      parameters.append(type)
    }
    return .function(parameters, result)
  }

  static func optional(_ type: ValueType) -> ValueType { type.orNil }

  /// The type of a parameter. A record type with the default `{}` is options, each of which a call may leave out:
  /// Elixir's `opts \\ []`.
  /// - Parameter initializer: the default; none is `isNone`.
  func resolveParameter(_ node: NodeID, default initializer: NodeID) -> ValueType? {
    guard file.tree.kind(node) == .recordType, isEmptyMap(initializer) else { return resolve(node) }
    return record(node).map { .options($0) }
  }

  private func isEmptyMap(_ initializer: NodeID) -> Bool {
    let tree = file.tree
    guard !initializer.isNone, let value = tree.first(of: initializer)
    else { return false }
    return tree.kind(value) == .mapLiteral && tree[value].firstChild.isNone
  }

  func record(_ node: NodeID) -> [OptionType]? {
    var options: [OptionType] = []
    for field in file.tree.children(node, .recordField) {
      guard let type = child(field) else { return nil }
      options.append(OptionType(name: file.tree.name(field), type: type))
    }
    return options
  }

  /// `{ok: T} | {error: E}` is a result.
  private func union(_ node: NodeID) -> ValueType? {
    let sides = file.tree.children(node).map(resolve)
    if sides.count == 2, case .record(let left)? = sides[0], case .record(let right)? = sides[1],
      left.count == 1, right.count == 1, left[0].name.source == "ok",
      right[0].name.source == "error"
    {
      return .result(left[0].type, right[0].type)
    }
    if sides.allSatisfy({ $0 != nil }) {
      file.report(
        .unsupportedConstruct, "only `{ok: T} | {error: E}` can be written with `|`",
        at: file.tree.span(node), helps: [Help("write `Result<T, E>`, or `Any`")])
    }
    return nil
  }

  // MARK: Names

  private func named(_ node: NodeID) -> ValueType? {
    let tree = file.tree
    let path = tree.child(node, .path)
    if let type = tree.withBytes(of: path, { Self.simpleTypes[$0] }),
      tree.child(node, .genericArguments).isNone
    {
      return type
    }
    let segments = tree.segments(path)
    let argumentsNode = tree.child(node, .genericArguments)
    let arguments = argumentsNode.isNone ? [] : Array(tree.children(argumentsNode))
    let name = segments.count == 2 && segments[0] == "Ecto" ? segments[1] : segments[0]
    if segments.count == 1 || name == "Multi", Self.builtinTypes.contains(name),
      let known = builtin(name, arguments, node)
    {
      return known.type
    }
    if !arguments.isEmpty {
      file.report(
        .unknownType, "`\(segments.joined(separator: "."))` takes no type arguments",
        at: tree.span(argumentsNode),
        helps: [Help("leave the angle brackets out")])
      return nil
    }
    return declared(segments, at: tree.span(path))
  }

  /// A wrapper, so that "a built-in type with wrong arguments" is told from "no built-in type".
  private struct Known { var type: ValueType? }

  private func builtin(_ name: String, _ arguments: [NodeID], _ node: NodeID) -> Known? {
    if let simple = Self.simple[name] {
      guard expect(0, arguments, of: name, node) else { return Known(type: nil) }
      return Known(type: simple)
    }
    switch name {
    case "Self":
      guard let selfSchema else {
        file.report(
          .unknownType, "`Self` stands for the struct around it, and there is none here",
          at: file.tree.span(node),
          helps: [Help("name the struct that is meant")])
        return Known(type: nil)
      }
      return Known(type: .schema(selfSchema))
    case "Array", "List":
      guard expect(1, arguments, of: name, node) else { return Known(type: nil) }
      return Known(type: resolve(arguments[0]).map { .list($0) })
    case "Null", "Optional":
      guard expect(1, arguments, of: name, node) else { return Known(type: nil) }
      return Known(type: resolve(arguments[0]).map(Self.optional))
    case "Map", "Dictionary":
      guard expect(2, arguments, of: name, node), let key = resolve(arguments[0]),
        let value = resolve(arguments[1])
      else { return Known(type: nil) }
      return Known(type: .map(key: key, value: value))
    case "Result":
      guard expect(2, arguments, of: name, node), let value = resolve(arguments[0]),
        let error = resolve(arguments[1])
      else { return Known(type: nil) }
      return Known(type: .result(value, error))
    case "Changeset", "Params":
      if arguments.isEmpty {
        return Known(type: name == "Params" ? .params(selfSchema) : .changeset(selfSchema))
      }
      guard expect(1, arguments, of: name, node) else { return Known(type: nil) }
      guard let type = resolve(arguments[0]) else { return Known(type: nil) }
      guard case .schema(let id) = type else {
        file.report(
          .unknownType, "`\(name)` takes a schema", at: file.tree.span(arguments[0]),
          helps: [Help("name one: `\(name)<Post>`")])
        return Known(type: nil)
      }
      return Known(type: name == "Params" ? .params(id) : .changeset(id))
    case "Multi" where !isDeclared(name):
      return Known(type: multi(arguments, node))
    case "MultiFailure" where !isDeclared(name):
      guard expect(0, arguments, of: name, node) else { return Known(type: nil) }
      return Known(type: .multiFailure(MultiType(isOpen: true)))
    case "Query", "DynamicExpr":
      let builder = QueryTypeResolver(resolver: self)
      let type =
        name == "Query" ? builder.query(arguments, node) : builder.dynamic(arguments, node)
      return Known(type: type)
    default: return nil
    }
  }

  private func isDeclared(_ name: String) -> Bool {
    if case .none = file.index.look(up: [name], in: scope) { false } else { true }
  }

  /// `Multi`, or with the steps that it has at least: `Multi<{user: User}>`
  private func multi(_ arguments: [NodeID], _ node: NodeID) -> ValueType? {
    guard let steps = arguments.first else { return .multi(MultiType(isOpen: true)) }
    guard arguments.count == 1, file.tree.kind(steps) == .recordType else {
      file.report(
        .unknownType, "`Multi` takes the names of its steps, and what they give",
        at: file.tree.span(node), helps: [Help("write it so: `Multi<{user: User}>`")])
      return nil
    }
    return record(steps).map { fields in
      let steps = fields.map { MultiType.Step(name: $0.name, type: $0.type, failure: .any) }
      return .multi(MultiType(steps: steps))
    }
  }

  /// As the canonical spelling has it.
  private static let canonical = [
    "Array": "[A]", "List": "[A]", "Map": "[A: B]", "Dictionary": "[A: B]", "Null": "A?",
    "Optional": "A?",
  ]

  private func expect(_ count: Int, _ arguments: [NodeID], of name: String, _ node: NodeID) -> Bool
  {
    if arguments.count == count { return true }
    let wanted =
      count == 0 ? "no type arguments" : count == 1 ? "one type argument" : "two type arguments"
    let types = ["A", "B"].prefix(count).joined(separator: ", ")
    file.report(
      .unknownType, "`\(name)` takes \(wanted)", at: file.tree.span(node),
      helps: [
        Help(
          count == 0
            ? "leave them out: `\(name)`"
            : "write it so: `\(Self.canonical[name] ?? "\(name)<\(types)>")`")
      ] + (arguments.isEmpty ? declaredHelps(for: [name], at: file.tree.span(node)) : []))
    return false
  }

  /// The way to a declaration that is called as a built-in type, which a name alone means.
  func declaredHelps(for segments: [String], at span: Span) -> [Help] {
    guard segments.count == 1, case .found(let id) = file.index.look(up: segments, in: scope) else {
      return []
    }
    let name = file.index[id].fullName.description
    guard name != segments[0] else { return [] }
    return [
      Help(
        "the one that is declared here has its module before it: `\(name)`",
        edits: [TextEdit(span, name)])
    ]
  }

  private func declared(_ segments: [String], at span: Span) -> ValueType? {
    switch file.index.look(up: segments, in: scope) {
    case .found(let id):
      switch file.index[id].target {
      case .schema(let schema): return .schema(schema)
      case .enumeration(let enumeration): return .enumeration(enumeration)
      case .module(.unmarked): return nil
      case .module, .migration:
        let name = segments.joined(separator: ".")
        file.report(
          .unknownType, "`\(name)` is a module, not a type", at: span,
          secondary: [Label(file.index[id].span, "declared here")],
          helps: [
            Help("name a schema, an enum, or the type of a value: `Int`"),
            Help(
              "a field of a type that is written by hand is `Any`: `@field(type: \(name)) var … : Any`"
            ),
          ])
        return nil
      }
    case .ambiguous(let ids):
      file.reportAmbiguous(segments, ids, at: span)
      return nil
    case .none:
      let name = segments.joined(separator: ".")
      file.report(
        .unknownType, "there is no type `\(name)`", at: span,
        helps: Self.otherNames[name].map {
          [Help("Ectype calls it `\($0)`", edits: [TextEdit(span, $0)])]
        }
          ?? file.didYouMean(
            segments.last ?? "", among: Array(file.index.names) + Self.simple.keys.sorted(),
            at: span, orElse: Help.declaration(of: segments)))
      return nil
    }
  }

  private static let simpleTypes = WordTable(simple)
  private static let simpleFieldTypes = WordTable(
    simple.compactMapValues { FieldTypes.fieldType(of: $0) })

  /// The field's type that a name alone means, wherever it stands; nil for all else.
  func simpleFieldType(_ node: NodeID?) -> FieldType? {
    guard let node, file.tree.kind(node) == .namedType,
      file.tree.child(node, .genericArguments).isNone
    else { return nil }
    return file.tree.withBytes(of: file.tree.child(node, .path)) { Self.simpleFieldTypes[$0] }
  }

  /// All that `builtin` knows.
  private static let builtinTypes = WordSet(
    simple.keys + [
      "Self", "Array", "List", "Null", "Optional", "Map", "Dictionary", "Result", "Changeset",
      "Params", "Multi", "MultiFailure", "Query", "DynamicExpr",
    ])

  static let simple: [String: ValueType] = [
    "String": .string, "Int": .integer, "Double": .float, "Float": .float, "Bool": .bool,
    "Decimal": .decimal, "Date": .date, "Time": .time(.second), "TimeUsec": .time(.microsecond),
    "DateTime": .utcDateTime(.second), "DateTimeUsec": .utcDateTime(.microsecond),
    "NaiveDateTime": .naiveDateTime(.second), "NaiveDateTimeUsec": .naiveDateTime(.microsecond),
    "Duration": .duration, "UUID": .uuid, "Binary": .binary, "Any": .any, "Dynamic": .any,
    "Void": .void,
    "JSON": .map(key: .string, value: .any), "Atom": .atom, "Range": .range,
  ]

  /// Names of other languages, of SQL and of Ecto, as far as they are not near to one of these.
  private static let otherNames = [
    "Text": "String", "Character": "String", "Char": "String", "Varchar": "String",
    "Int8": "Int", "Int16": "Int", "Int32": "Int", "Int64": "Int", "Long": "Int", "UInt": "Int",
    "Number": "Int", "BigInt": "Int", "Boolean": "Bool", "Float32": "Double", "Float64": "Double",
    "Numeric": "Decimal", "Timestamp": "DateTime", "UtcDateTime": "DateTime",
    "UTCDateTime": "DateTime", "Data": "Binary", "Bytes": "Binary", "Blob": "Binary",
    "Guid": "UUID", "Object": "JSON", "Jsonb": "JSON", "TimeInterval": "Duration",
  ]
}

extension FileAnalysis {
  func reportAmbiguous(_ segments: [String], _ ids: [SymbolID], at span: Span) {
    let name = segments.joined(separator: ".")
    report(
      .ambiguousName, "`\(name)` could be any of \(ids.count) declarations", at: span,
      secondary: ids.map { Label(index[$0].span, "`\(index[$0].fullName)`") },
      helps: ids.map {
        Help("write `\(index[$0].fullName)`", edits: [TextEdit(span, "\(index[$0].fullName)")])
      })
  }
}
