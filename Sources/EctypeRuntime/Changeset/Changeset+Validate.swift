nonisolated extension Changeset {
  /// `validate_change/3`: errors for the field's change; not run without a change or on null.
  public func validateChange(
    _ field: Field, _ validator: (CastValue) -> [FieldError]
  ) -> Self {
    validateChange(field, as: "validate_change(:\(field.rawValue), …)", validator)
  }

  /// Runs a validator on a change. Where only the server knows whether there is a change, or what it is,
  /// an error that could be wrong is deferred to it.
  func validateChange(
    _ field: Field, as step: @autoclosure () -> String, _ validator: (CastValue) -> [FieldError]
  ) -> Self {
    if uncast.contains(field) { return deferred(step()) }
    guard let value = changes[field], value != .null else { return self }
    let new = validator(value)
    if new.isEmpty { return self }
    return uncertain.contains(field) ? deferred(step()) : with { $0.prepend(new) }
  }

  /// An error with a validator's own metadata or those of its `message:` option.
  static func error(
    _ field: String, _ message: ErrorMessage?, _ standard: String, _ metadata: ErrorMetadata
  ) -> FieldError {
    FieldError(
      field: field, message: message?.text ?? standard,
      metadata: metadata.merging(message?.metadata ?? []))
  }

  /// `validate_required/3`: the change, or else the current value, must not be null or "".
  ///
  /// A field that has an error already gets no second one; the change of one that fails is dropped.
  public func validateRequired(_ fields: [Field], message: ErrorMessage? = nil) -> Self {
    with { changeset in
      var missing: [Field] = []
      for field in fields {
        guard let value = getField(field) else {
          changeset.deferred.append("validate_required(:\(field.rawValue))")
          continue
        }
        if (value == .null || value == .string("")) && errors(on: field).isEmpty {
          missing.append(field)
        }
      }
      for field in missing { changeset.changes[field] = nil }
      changeset.prepend(
        missing.map {
          Self.error($0.rawValue, message, "can't be blank", ["validation": .atom("required")])
        })
    }
  }

  /// `validate_format/4`: the change must match the pattern somewhere.
  ///
  /// A pattern outside of what the runtime matches as PCRE does (`Pattern.isSupported`) is deferred.
  public func validateFormat(_ field: Field, _ pattern: Pattern, message: ErrorMessage? = nil)
    -> Self
  {
    if uncast.contains(field) || changes[field] ?? .null != .null && !pattern.isSupported {
      return deferred("validate_format(:\(field.rawValue), \(pattern))")
    }
    var isUndecided = false
    let result = validateChange(
      field, as: "validate_format(:\(field.rawValue), \(pattern))"
    ) { value in
      guard case .string(let text) = value else { return [] }
      guard let matches = pattern.matches(text) else {
        isUndecided = true
        return []
      }
      return matches
        ? []
        : [
          Self.error(
            field.rawValue, message, "has invalid format", ["validation": .atom("format")])
        ]
    }
    return isUndecided ? deferred("validate_format(:\(field.rawValue), \(pattern))") : result
  }

  /// `validate_inclusion/4`: the change must be one of the members.
  public func validateInclusion(
    _ field: Field, _ members: Members, message: ErrorMessage? = nil
  ) -> Self {
    validateChange(field, as: "validate_inclusion(:\(field.rawValue), …)") { value in
      guard !Model.ectoType(of: field).includes(value, in: members) else { return [] }
      return [
        Self.error(
          field.rawValue, message, "is invalid",
          ["validation": .atom("inclusion"), "enum": .members(members)])
      ]
    }
  }

  /// `validate_exclusion/4`: the change must be none of the members.
  public func validateExclusion(
    _ field: Field, _ members: Members, message: ErrorMessage? = nil
  ) -> Self {
    validateChange(field, as: "validate_exclusion(:\(field.rawValue), …)") { value in
      guard Model.ectoType(of: field).includes(value, in: members) else { return [] }
      return [
        Self.error(
          field.rawValue, message, "is reserved",
          ["validation": .atom("exclusion"), "enum": .members(members)])
      ]
    }
  }

  /// `validate_subset/4`: every element of the change must be one of the members.
  public func validateSubset(_ field: Field, _ members: Members, message: ErrorMessage? = nil)
    -> Self
  {
    validateChange(field, as: "validate_subset(:\(field.rawValue), …)") { value in
      guard case .array(let element) = Model.ectoType(of: field), case .list(let list) = value,
        !list.allSatisfy({ element.includes($0, in: members) })
      else { return [] }
      return [
        Self.error(
          field.rawValue, message, "has an invalid entry",
          ["validation": .atom("subset"), "enum": .members(members)])
      ]
    }
  }

  /// `validate_confirmation/3`: the parameter `<field>_confirmation`, if there is one, must be what the
  /// field's parameter is. Both are compared as they came.
  public func validateConfirmation(
    _ field: Field, required: Bool = false, message: ErrorMessage? = nil
  ) -> Self {
    guard let params else { return self }
    let name = field.rawValue + "_confirmation"
    guard let confirmation = params[name] else {
      guard required else { return self }
      return with {
        $0.prepend([
          Self.error(name, message, "can't be blank", ["validation": .atom("required")])
        ])
      }
    }
    if confirmation.isSameTerm(as: params[field.rawValue] ?? .null) { return self }
    return with {
      $0.prepend([
        Self.error(
          name, message, "does not match confirmation", ["validation": .atom("confirmation")])
      ])
    }
  }

  /// `validate_acceptance/3`: the field's parameter must be true, "true" or "1".
  public func validateAcceptance(_ field: Field, message: ErrorMessage? = nil) -> Self {
    guard let params else { return self }
    if case .value(.bool(true)) = EctoType.boolean.cast(params[field.rawValue] ?? .null) {
      return self
    }
    return with {
      $0.prepend([
        Self.error(
          field.rawValue, message, "must be accepted", ["validation": .atom("acceptance")])
      ])
    }
  }
}
