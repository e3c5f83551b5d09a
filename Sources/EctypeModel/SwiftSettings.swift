/// What the configuration says of the Swift output.
package struct SwiftSettings: Hashable, Sendable {
  package enum Access: String, Hashable, Sendable, CaseIterable, Comparable {
    case `public`, package, `internal`

    /// The narrower one is less.
    package static func < (a: Self, b: Self) -> Bool { a.breadth < b.breadth }

    private var breadth: Int {
      switch self {
      case .internal: 0
      case .package: 1
      case .public: 2
      }
    }
  }

  /// How types are kept apart.
  package enum Namespace: Hashable, Sendable {
    /// Each in its module: `Blog.Post`
    case module
    /// All at the top: `Post`
    case none
    /// All in one enum of this name: `API.Post`
    case type(String)
  }

  /// How primary and foreign keys are held.
  package enum Identifiers: String, Hashable, Sendable, CaseIterable {
    /// `Identifier<Post, Int>`: the key of a post is no key of a user.
    case typed
    /// `Int`, `String`, `LowercaseUUID`
    case raw
  }

  /// How datetimes are held. Dates and times of day have no honest counterpart in Foundation and stay.
  package enum Dates: String, Hashable, Sendable, CaseIterable {
    /// The run-time's types, which keep the server's text.
    case text
    /// `Foundation.Date`: equal to the microsecond, but the text is written anew.
    case foundation
  }

  package enum Indentation: Hashable, Sendable {
    case spaces(Int)
    case tab
  }

  /// The file of an embedded run-time.
  package static let runtimeFile = "EctypeRuntime.swift"

  /// Where the run-time comes from.
  package enum Runtime: String, Hashable, Sendable, CaseIterable {
    /// A package that the app depends on.
    case package
    /// A file beside the models.
    case embedded
  }

  package var access: Access = .public
  package var namespace: Namespace = .module
  package var identifiers: Identifiers = .typed
  package var dates: Dates = .text
  package var payloads = true
  package var changesets = true
  package var indentation: Indentation = .spaces(2)
  /// The name of the one file that holds all models; nil for one a model.
  package var singleFile: String?
  package var runtime: Runtime = .package
  /// Leading segments of module names that namespaces leave out: `MyApp.Blog.Post` is `Blog.Post`.
  package var omitted = ModuleName([])

  package init() {}

  /// The settings of one schema.
  package func adjusted(by annotation: SwiftAnnotation) -> SwiftSettings {
    var result = self
    result.access = annotation.access ?? access
    result.identifiers = annotation.identifiers ?? identifiers
    result.dates = annotation.dates ?? dates
    result.payloads = annotation.payloads ?? payloads
    result.changesets = annotation.changesets ?? changesets
    return result
  }
}
