import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension FileAnalysis {
  /// `@swift(…)` of a schema, which may also say what `swift` in `ectype.json` says of all.
  func readSwiftOfSchema(_ attributes: inout Attributes) -> SwiftAnnotation {
    readSwift(&attributes, isType: true) { options, annotation in
      annotation.access = options.choice("access", SwiftSettings.Access.self)
      annotation.identifiers = options.choice("ids", SwiftSettings.Identifiers.self)
      annotation.dates = options.choice("dates", SwiftSettings.Dates.self)
      annotation.payloads = options.boolean("payloads")
      annotation.changesets = options.boolean("changesets")
    }
  }

  /// `@swift(name: "…", skip: true)` of a declaration.
  ///
  /// - Parameter isType: the name is a type's, and begins with a capital.
  /// - Parameter canSkip: the declaration can be left out; a case of an enum cannot.
  func readSwift(
    _ attributes: inout Attributes, isType: Bool = false, canSkip: Bool = true,
    more: (inout Arguments, inout SwiftAnnotation) -> Void = { _, _ in }
  ) -> SwiftAnnotation {
    var annotation = SwiftAnnotation()
    guard var options = attributes.take("swift") else { return annotation }
    reportEmpty(options, "its name there, or what of it is written: `@swift(name: \"…\")`")
    if let node = options.value("name"), let name = string(node, for: "name", of: options.owner) {
      if Self.isSwiftName(name, isType: isType) {
        annotation.name = name
      } else {
        report(
          .invalidName, "`\(name)` is no name in Swift", at: tree.span(node),
          label: isType
            ? "the name of a type begins with a capital, in ASCII"
            : "a name begins with a small letter, in ASCII",
          helps: [Help("such as `\(isType ? "UserProfile" : "userProfile")`")])
      }
    }
    if canSkip { annotation.isSkipped = options.boolean("skip") ?? false }
    more(&options, &annotation)
    options.finish()
    return annotation
  }

  /// An attribute that is nothing without an argument.
  func reportEmpty(_ arguments: Arguments, _ wanted: String) {
    guard arguments.isEmpty else { return }
    report(
      .missingOption, "\(arguments.owner) says nothing", at: arguments.span,
      helps: [Help("say \(wanted), or leave it out")])
  }

  private static func isSwiftName(_ name: String, isType: Bool) -> Bool {
    guard let first = name.utf8.first, isType ? isUpper(first) : isLower(first) || first == 0x5F
    else { return false }
    return name != "_"
      && name.utf8.allSatisfy { isUpper($0) || isLower($0) || $0 == 0x5F || isDigit($0) }
  }

  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
