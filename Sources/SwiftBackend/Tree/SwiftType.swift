/// A type as it is written.
package enum SwiftType: Hashable, Sendable {
  case named(String)
  /// `Blog.Post`
  indirect case member(SwiftType, String)
  indirect case generic(SwiftType, [SwiftType])
  indirect case optional(SwiftType)
  indirect case array(SwiftType)
  indirect case dictionary(key: SwiftType, value: SwiftType)
  case tuple([SwiftType])
  indirect case function([SwiftType], throws: Bool, result: SwiftType)
  /// `any Error`
  indirect case existential(SwiftType)
  /// `inout T`, of a parameter
  indirect case `inout`(SwiftType)
  /// `Self`, which is a keyword where `.named("Self")` is a type of that name.
  case `self`
}

extension SwiftType: ExpressibleByStringLiteral {
  package init(stringLiteral name: String) { self = .named(name) }

  /// `Blog.Post` of `["Blog", "Post"]`; at least one segment.
  package static func path(_ segments: some Collection<String>) -> Self {
    var type = Self.named(segments.first ?? "")
    for segment in segments.dropFirst() { type = .member(type, segment) }
    return type
  }
}
