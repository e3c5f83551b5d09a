/// `@swift(name: "…", skip: true)`: how the Swift output calls a declaration, or that it leaves it out. Of a schema
/// it may also say what the configuration says of all.
package struct SwiftAnnotation: Hashable, Sendable {
  /// The Swift name, where it is not derived from the source's.
  package var name: String?
  /// It is not part of the Swift output.
  package var isSkipped = false

  package var access: SwiftSettings.Access?
  package var identifiers: SwiftSettings.Identifiers?
  package var dates: SwiftSettings.Dates?
  package var payloads: Bool?
  package var changesets: Bool?

  package init(name: String? = nil, isSkipped: Bool = false) {
    self.name = name
    self.isSkipped = isSkipped
  }
}
