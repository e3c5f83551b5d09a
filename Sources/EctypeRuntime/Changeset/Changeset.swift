/// `Ecto.Changeset`: for the same data, parameters and steps the same changes and the same errors, in
/// the same order with the same messages and metadata, as Ecto 3.13 gives.
///
/// Every step takes a changeset and returns one, so functions over changesets compose as in Elixir.
///
/// Some of what Ecto looks at is only on the server: redacted fields, hand-written types. A step that
/// needs it does not guess; it is listed in `deferred`, beside the steps that are the server's anyway.
public nonisolated struct Changeset<Model: EctypeModel>: Sendable {
  /// A field of the model's schema.
  public typealias Field = Model.Field

  /// The model that is changed; nil for a new one.
  public var data: Model? {
    switch base {
    case .new: nil
    case .existing(let model): model
    }
  }
  /// What was cast, nil if nothing was given to cast.
  public internal(set) var params: JSONObject?
  /// The changes, cast.
  public internal(set) var changes: [Field: CastValue] = [:]
  /// The errors in Ecto's order, which is newest first.
  public internal(set) var errors: [FieldError] = []
  /// The steps that only the server can take, as Elixir, in their order.
  public internal(set) var deferred: [String] = []

  private let base: Base
  /// Behind a reference: a changeset is copied by every step, its model is not.
  private enum Base: Sendable {
    case new
    indirect case existing(Model)
  }

  /// Changes of which only the server knows whether they are some: it has the current value.
  var uncertain: Set<Field> = []
  /// Fields that were given a value that only the server can cast.
  var uncast: Set<Field> = []
  var wasCast = false

  /// A changeset of a model (nil: a new one) and of what the user entered.
  public init(_ data: Model?, params: JSONObject? = nil) {
    base = data.map(Base.existing) ?? .new
    self.params = params
  }

  /// Whether there is no error. Deferred steps may still find one.
  public var isValid: Bool { errors.isEmpty }

  /// The errors on a field, newest first.
  public func errors(on field: Field) -> [FieldError] { errors(on: field.rawValue) }

  /// The errors under a name, such as `password_confirmation`.
  public func errors(on name: String) -> [FieldError] {
    errors.filter { sameBytes($0.field, name) }
  }

  /// The change of a field; nil if there is none.
  public func getChange(_ field: Field) -> CastValue? { changes[field] }

  /// The field's change, or else its current value; nil if the client does not have that.
  public func getField(_ field: Field) -> CastValue? {
    if uncast.contains(field) { return nil }
    return changes[field] ?? currentValue(field)
  }

  /// The field's value in the data, for a new model its default; nil if the client does not have it.
  func currentValue(_ field: Field) -> CastValue? {
    guard let data else { return Model.defaultValue(of: field) }
    return data.castValue(of: field).map(Model.ectoType(of: field).normalized)
  }

  /// A copy to change and return, which is what every step does.
  func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }

  /// Puts new errors in front, as Ecto does.
  mutating func prepend(_ new: [FieldError]) { errors = new + errors }
}

nonisolated extension Changeset {
  /// A step that only the server takes, such as `unique_constraint(:slug)`.
  public func deferred(_ step: String) -> Self { with { $0.deferred.append(step) } }

  /// `add_error/4`
  public func addError(_ field: Field, _ message: String, metadata: ErrorMetadata = []) -> Self {
    with {
      $0.prepend([FieldError(field: field.rawValue, message: message, metadata: metadata)])
    }
  }

  /// `put_change/3`: no change if the value is the current one. The value is taken as it is, uncast.
  public func putChange(_ field: Field, _ value: CastValue) -> Self {
    with { changeset in
      changeset.uncast.remove(field)
      changeset.uncertain.remove(field)
      guard let current = currentValue(field) else {
        changeset.uncertain.insert(field)
        changeset.changes[field] = value
        return
      }
      let isSame = Model.ectoType(of: field).areEqual(current, value)
      changeset.changes[field] = isSame ? nil : value
    }
  }

  /// `force_change/3`: a change even if the value is the current one.
  public func forceChange(_ field: Field, _ value: CastValue) -> Self {
    with {
      $0.uncast.remove(field)
      $0.uncertain.remove(field)
      $0.changes[field] = value
    }
  }

  /// `delete_change/2`
  public func deleteChange(_ field: Field) -> Self {
    with {
      $0.changes[field] = nil
      $0.uncertain.remove(field)
      $0.uncast.remove(field)
    }
  }

  /// `update_change/3`: puts a function of the change, if there is one.
  public func updateChange(_ field: Field, _ update: (CastValue) -> CastValue) -> Self {
    guard let value = changes[field] else { return self }
    return putChange(field, update(value))
  }

  /// `merge/2`: the changes, parameters and errors of both, for the same data; those of `other` win.
  public func merge(_ other: Self) -> Self {
    with {
      if let params = other.params {
        $0.params = $0.params ?? [:]
        $0.params?.merge(params)
      }
      $0.changes.merge(other.changes) { $1 }
      $0.errors = Self.unique($0.errors + other.errors)
      $0.deferred += other.deferred
      $0.uncertain = $0.uncertain.subtracting(other.changes.keys).union(other.uncertain)
      $0.uncast = $0.uncast.subtracting(other.changes.keys).union(other.uncast)
      $0.wasCast = $0.wasCast || other.wasCast
    }
  }

  static func unique(_ errors: [FieldError]) -> [FieldError] {
    var seen: Set<FieldError> = []
    return errors.filter { seen.insert($0).inserted }
  }
}
