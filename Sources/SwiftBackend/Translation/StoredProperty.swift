import EctypeModel

/// A stored property of a generated struct.
struct StoredProperty {
  var name: String
  /// The key in JSON.
  var key: String
  var type: SwiftType
  /// The memberwise initialiser's default.
  var defaultValue: SwiftExpression?
  /// How its dates are written, where they are Foundation's: one of the run-time's `DateCoding`s.
  var coding: SwiftType?
  /// The narrowest of the types it names.
  var access: SwiftSettings.Access
  var documentation: String?
}
