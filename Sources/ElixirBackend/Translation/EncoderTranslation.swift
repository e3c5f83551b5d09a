import EctypeModel

/// The JSON encoder of a schema: exactly the keys that the generated Swift decodes. What was not loaded is
/// left out, because Jason's derived encoder would raise on it.
struct EncoderTranslation {
  let schema: Schema
  let encoder: ElixirSettings.JSONEncoder

  /// Writes the implementation of the encoder's protocol, in a module's body. All but its names and keys is the same of
  /// every schema.
  func write(_ printer: inout ElixirPrinter) {
    let receiver = FunctionTranslation.receiverName(of: schema)
    switch encoder {
    case .none: return
    case .jason:
      write("Jason.Encoder", receiver, "opts", "|> Jason.Encode.map(opts)", &printer)
    case .builtin:
      write("JSON.Encoder", receiver, "encoder", "|> JSON.Encoder.encode(encoder)", &printer)
    }
  }

  private func write(
    _ protocolName: StaticString, _ value: String, _ options: String, _ last: StaticString,
    _ printer: inout ElixirPrinter
  ) {
    let value = value == options ? "struct" : value
    let properties = schema.jsonProperties
    printer.document.text("defimpl ")
    printer.document.text(protocolName)
    printer.document.text(" do")
    printer.nest {
      $0.newLine()
      $0.group {
        $0.document.text("def")
        let head = ElixirExpression.call("encode", [.variable(value), .variable(options)])
        $0.arguments(ElixirArguments([head]), isBare: true, suffix: " do")
      }
      $0.nest {
        $0.newLine()
        $0.document.text(value)
        $0.newLine()
        writeKeys(of: properties, &$0)
        if properties.contains(where: \.isAssociation) {
          $0.newLine()
          $0.document.text(
            "|> Map.reject(fn {_, value} -> match?(%Ecto.Association.NotLoaded{}, value) end)")
        }
        if encoder == .jason {
          for duration in properties.compactMap(Self.duration) {
            $0.newLine()
            $0.stage(duration, .parensArgument, isAlone: true)
          }
        }
        $0.newLine()
        $0.document.text(last)
      }
      $0.newLine()
      $0.document.text("end")
    }
    printer.newLine()
    printer.document.text("end")
  }

  /// `|> Map.take([:id, :title])`, or a key a line.
  private func writeKeys(of properties: [Schema.Property], _ printer: inout ElixirPrinter) {
    var columns = "|> Map.take([])".utf8.count
    for property in properties {
      let name = property.name.elixir
      guard ElixirName.isBareAtom(name) else {
        let keys = properties.map { ElixirExpression.atom($0.name.elixir) }
        return printer.stage(
          .remote("Map", "take", [.list(keys)]), .parensArgument, isAlone: true)
      }
      columns += name.utf8.count + ":, ".utf8.count
    }
    columns -= properties.isEmpty ? 0 : ", ".utf8.count
    if var line = printer.document.openFlatLine(columns) {
      line.text("|> Map.take([")
      for (index, property) in properties.enumerated() {
        if index > 0 { line.text(", ") }
        line.word(.atom(property.name.elixir))
      }
      line.text("])")
      return printer.document.close(line)
    }
    printer.document.text("|> Map.take([")
    printer.nest {
      for (index, property) in properties.enumerated() {
        $0.newLine()
        $0.atom(property.name.elixir)
        if index + 1 < properties.count { $0.document.text(",") }
      }
    }
    printer.newLine()
    printer.document.text("])")
  }

  /// Jason has no text for a `Duration`: `Map.update!(:rest, fn value -> value && … end)`
  private static func duration(_ property: Schema.Property) -> ElixirExpression? {
    guard case .field(let field) = property, case .duration = field.type.element else { return nil }
    let value = ElixirExpression.variable("value")
    return .remote(
      "Map", "update!",
      [
        .atom(field.name.elixir),
        .function([
          ElixirClause(
            [value], [.expression(.binary(.doubleAmpersand, value, text(of: value, field.type)))])
        ]),
      ])
  }

  private static func text(of value: ElixirExpression, _ type: FieldType) -> ElixirExpression {
    guard case .array(let element) = type else {
      return .remote("Duration", "to_iso8601", [value])
    }
    let inner = ElixirExpression.variable("element")
    return .remote(
      "Enum", "map",
      [
        value,
        element == .duration
          ? .functionReference(.alias("Duration"), "to_iso8601", arity: 1)
          : .function([ElixirClause([inner], [.expression(text(of: inner, element))])]),
      ])
  }
}

extension Schema.Property {
  fileprivate var isAssociation: Bool { if case .association = self { true } else { false } }
}
