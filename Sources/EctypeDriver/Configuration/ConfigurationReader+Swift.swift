import EctypeDiagnostics
import EctypeModel
import SwiftBackend

/// The settings of `swift` that are no plain words.
extension ConfigurationReader {
  /// `"module"`, `"none"`, or the name of a type.
  mutating func readSwiftNamespace(_ value: JSON5Value) {
    guard let text = string(value, "swift.namespace") else { return }
    switch text {
    case "module": configuration.swift.settings.namespace = .module
    case "none": configuration.swift.settings.namespace = .none
    default:
      let isType =
        text.utf8.first.map { (0x41...0x5A).contains($0) } == true
        && text.utf8.allSatisfy {
          $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
        }
      guard isType else {
        return report(
          "`swift.namespace` is `module`, `none` or a type's name, as `API`", at: value,
          label: "not a type's name")
      }
      configuration.swift.settings.namespace = .type(text)
    }
  }

  /// What the models stand in hides no type that they need.
  mutating func checkSwiftNamespace() {
    let settings = configuration.swift.settings
    guard case .type(let name) = settings.namespace, let place = places["swift.namespace"],
      SwiftSettings.isNoNamespace(name, settings.runtime)
    else { return }
    diagnostics.append(
      Diagnostic(
        .invalidConfiguration, "`swift.namespace` cannot be `\(name)`", at: place,
        label: "Swift or the run-time has a type or a module of this name",
        helps: [Help("choose another name, such as `\(name)Models`")]))
  }

  /// The models do not take the place of the run-time that is written beside them.
  mutating func checkSwiftFile() {
    let settings = configuration.swift.settings
    guard settings.runtime == .embedded, let place = places["swift.singleFile"],
      settings.singleFile?.lowercased() == SwiftSettings.runtimeFile.lowercased()
    else { return }
    diagnostics.append(
      Diagnostic(
        .invalidConfiguration, "`swift.singleFile` cannot be `\(SwiftSettings.runtimeFile)`",
        at: place,
        label: "the embedded run-time is that file",
        helps: [Help("choose another name, such as `Models.swift`")]))
  }

  /// `2`, `4` or `"tab"`.
  mutating func readIndentation(_ value: JSON5Value) {
    switch value.kind {
    case .number("2"): configuration.swift.settings.indentation = .spaces(2)
    case .number("4"): configuration.swift.settings.indentation = .spaces(4)
    case .string("tab"): configuration.swift.settings.indentation = .tab
    default: report("`swift.indent` is `2`, `4` or `\"tab\"`", at: value)
    }
  }
}
