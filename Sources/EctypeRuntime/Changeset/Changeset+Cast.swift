/// A value that `cast` takes for none.
public nonisolated enum EmptyValue: Hashable, Sendable {
  /// Text of nothing but white space (of a `:binary` field: no text), which is Ecto's default.
  case blank
  /// A JSON value.
  case value(JSONValue)

  func matches(_ value: JSONValue, of type: EctoType) -> Bool {
    switch self {
    case .value(let empty): return empty.isSameTerm(as: value)
    case .blank:
      guard case .string(let text) = value else { return false }
      return type == .binary ? text.isEmpty : text.unicodeScalars.allSatisfy(isWhiteSpace)
    }
  }
}

/// Unicode's `White_Space`, which `String.trim_leading/1` removes.
nonisolated func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
    0x3000:
    true
  default: false
  }
}

nonisolated extension Changeset {
  /// `cast/4`: takes the permitted fields from the parameters.
  ///
  /// A key that is absent changes nothing, an empty value means the field's default, a value that its
  /// type refuses is an error, and a value equal to the current one is no change.
  ///
  /// - Parameters:
  ///   - fields: What may be changed.
  ///   - params: Parameters of their own for this step, beside those the changeset has.
  ///   - emptyValues: What counts as empty.
  ///   - forceChanges: Whether values equal to the current ones are changes.
  ///   - message: The message on a value that cannot be cast, nil for Ecto's.
  public func cast(
    _ fields: [Field], params new: JSONObject? = nil, emptyValues: [EmptyValue] = [.blank],
    forceChanges: Bool = false, message: ((Field, ErrorMetadata) -> String?)? = nil
  ) -> Self {
    guard let source = new ?? params else { return self }
    var result = self
    var errors: [FieldError] = []
    for field in fields {
      guard let param = source[field.rawValue] else { continue }
      let type = Model.ectoType(of: field)
      let value = Self.filter(param, of: type, emptyValues)
      guard let value else {
        result.put(Model.defaultValue(of: field), at: field, force: forceChanges)
        continue
      }
      switch type.cast(value) {
      case .value(let value): result.put(value, at: field, force: forceChanges)
      case .unknown: result.leave(field)
      case .invalid(let reason): errors.append(Self.castError(field, type, reason, message))
      }
    }
    if let new {
      result.params = result.params ?? [:]
      result.params?.merge(new)
    }
    // The first cast starts a changeset; later ones are merged into it, which drops what is said twice.
    let isFirst = !wasCast && result.errors.isEmpty
    result.errors = isFirst ? errors : Self.unique(result.errors + errors)
    result.wasCast = true
    return result
  }

  /// The value without empty elements of arrays; nil if it is empty itself.
  private static func filter(
    _ value: JSONValue, of type: EctoType, _ emptyValues: [EmptyValue]
  ) -> JSONValue? {
    if case .array(let element) = type, case .array(let values) = value {
      let filtered = JSONValue.array(values.compactMap { filter($0, of: element, emptyValues) })
      let isEmpty = emptyValues.contains {
        if case .value(let empty) = $0 { empty.isSameTerm(as: filtered) } else { false }
      }
      return isEmpty ? .none : .some(filtered)
    }
    // `nil` alone would be a JSON null here.
    return emptyValues.contains { $0.matches(value, of: type) } ? .none : .some(value)
  }

  /// Records a cast value, unless it is what the change or the data already is.
  private mutating func put(_ value: CastValue, at field: Field, force: Bool) {
    uncast.remove(field)
    guard !force else {
      changes[field] = value
      uncertain.remove(field)
      return
    }
    guard let current = changes[field] ?? currentValue(field) else {
      changes[field] = value
      uncertain.insert(field)
      return
    }
    if !Model.ectoType(of: field).areEqual(current, value) { changes[field] = value }
  }

  /// Leaves the casting of a field to the server.
  private mutating func leave(_ field: Field) {
    uncast.insert(field)
    deferred.append("cast(:\(field.rawValue))")
  }

  /// Ecto's error of a failed cast: what the type says of it, `validation: :cast` unless it says its own,
  /// and the type in front.
  private static func castError(
    _ field: Field, _ type: EctoType, _ reason: [(String, MetadataValue)],
    _ message: ((Field, ErrorMetadata) -> String?)?
  ) -> FieldError {
    let hasValidation = reason.contains { $0.0 == "validation" }
    let validation: [(String, MetadataValue)] =
      hasValidation ? [] : [("validation", .atom("cast"))]
    let metadata = ErrorMetadata([("type", .type(type))] + validation + reason)
    let text = message?(field, metadata) ?? "is invalid"
    return FieldError(field: field.rawValue, message: text, metadata: metadata)
  }
}
