import EctypeModel

/// `field :title, :string, default: "…"` and `timestamps()`.
struct FieldTranslation {
  let program: Program

  /// A type in a schema, and the options that belong to it.
  struct TypeArgument {
    var expression: ElixirExpression
    var options: [ElixirKeyword] = []
  }

  static func type(_ type: FieldType, _ program: Program) -> TypeArgument {
    switch type {
    case .id: TypeArgument(expression: .atom("id"))
    case .binaryID: TypeArgument(expression: .atom("binary_id"))
    case .integer: TypeArgument(expression: .atom("integer"))
    case .float: TypeArgument(expression: .atom("float"))
    case .boolean: TypeArgument(expression: .atom("boolean"))
    case .string: TypeArgument(expression: .atom("string"))
    case .binary: TypeArgument(expression: .atom("binary"))
    case .bitstring: TypeArgument(expression: .atom("bitstring"))
    case .decimal: TypeArgument(expression: .atom("decimal"))
    case .date: TypeArgument(expression: .atom("date"))
    case .time(let precision): TypeArgument(expression: .atom("time" + precision.suffix))
    case .naiveDateTime(let precision):
      TypeArgument(expression: .atom("naive_datetime" + precision.suffix))
    case .utcDateTime(let precision):
      TypeArgument(expression: .atom("utc_datetime" + precision.suffix))
    case .duration: TypeArgument(expression: .atom("duration"))
    case .uuid: TypeArgument(expression: .alias("Ecto.UUID"))
    case .map: TypeArgument(expression: .atom("map"))
    case .any: TypeArgument(expression: .atom("any"))
    case .custom(let module, _): TypeArgument(expression: .alias(module.description))
    case .array(let element): container("array", element, program)
    case .mapOf(let element), .dictionary(_, let element): container("map", element, program)
    case .enumeration(let id):
      TypeArgument(
        expression: .alias("Ecto.Enum"), options: [ElixirKeyword("values", values(program[id]))])
    }
  }

  private static func container(
    _ name: String, _ element: FieldType, _ program: Program
  ) -> TypeArgument {
    let inner = type(element, program)
    return TypeArgument(
      expression: .tuple([.atom(name), inner.expression]), options: inner.options)
  }

  /// `[:draft, :published]` where the values are the names, `[draft: "draft", archived: "old"]` otherwise.
  private static func values(_ enumeration: Enumeration) -> ElixirExpression {
    if enumeration.valuesAreNames {
      return .list(enumeration.cases.map { .atom($0.name.elixir) })
    }
    return .keywords(
      enumeration.cases.map { ElixirKeyword($0.name.elixir, ElixirExpression($0.value)) })
  }

  /// The type and the options of a field, or of a `@primary_key`.
  func arguments(of field: Field) -> (type: ElixirExpression, options: [ElixirKeyword]) {
    let type = Self.type(field.type, program)
    var options = type.options + field.typeOptions.map { ElixirKeyword($0) }
    if let embedAs = field.embedAs {
      options.append(ElixirKeyword("embed_as", .atom(embedAs.rawValue)))
    }
    if let source = field.source { options.append(ElixirKeyword("source", .atom(source))) }
    if field.isPrimaryKey { options.append(ElixirKeyword("primary_key", .true)) }
    if let value = field.autogenerate.flatMap(Self.autogenerate) {
      options.append(ElixirKeyword("autogenerate", value))
    }
    if field.isVirtual { options.append(ElixirKeyword("virtual", .true)) }
    if let redact = field.redactOption {
      options.append(ElixirKeyword("redact", redact ? .true : .false))
    }
    if field.readAfterWrites { options.append(ElixirKeyword("read_after_writes", .true)) }
    if field.isLeftOutOfQueries { options.append(ElixirKeyword("load_in_query", .false)) }
    if let writable = field.writable {
      options.append(ElixirKeyword("writable", .atom(writable.rawValue)))
    }
    if let action = field.onWritableViolation {
      options.append(ElixirKeyword("on_writable_violation", .atom(action.rawValue)))
    }
    if field.skipsDefaultValidation {
      options.append(ElixirKeyword("skip_default_validation", .true))
    }
    if let value = field.defaultValue {
      options.append(ElixirKeyword("default", ElixirExpression(value, type: field.type)))
    }
    return (type.expression, options)
  }

  private static func autogenerate(_ autogenerate: Field.Autogenerate) -> ElixirExpression? {
    switch autogenerate {
    case .off: nil
    case .byType: .true
    case .options(let options): .keywords(options.map { ElixirKeyword($0) })
    case .function(let function): ElixirExpression(function)
    }
  }

  func timestamps(_ timestamps: Timestamps) -> ElixirExpression {
    var options: [ElixirKeyword] = []
    if let type = timestamps.type {
      options.append(ElixirKeyword("type", Self.type(type, program).expression))
    }
    for (name, field) in [
      ("inserted_at", timestamps.insertedAt), ("updated_at", timestamps.updatedAt),
    ] {
      if let field {
        if field.name.elixir != name {
          options.append(ElixirKeyword(name, .atom(field.name.elixir)))
        }
        if let source = field.source {
          options.append(ElixirKeyword("\(name)_source", .atom(source)))
        }
        if let writable = field.writable {
          options.append(ElixirKeyword("\(name)_writable", .atom(writable.rawValue)))
        }
        if let action = field.onWritableViolation {
          options.append(
            ElixirKeyword("\(name)_on_writable_violation", .atom(action.rawValue)))
        }
      } else {
        options.append(ElixirKeyword(name, .false))
      }
    }
    if let function = timestamps.autogenerate {
      options.append(ElixirKeyword("autogenerate", ElixirExpression(function)))
    }
    return .call("timestamps", [], options)
  }
}

extension FieldType.Precision {
  var suffix: String { self == .microsecond ? "_usec" : "" }
}
