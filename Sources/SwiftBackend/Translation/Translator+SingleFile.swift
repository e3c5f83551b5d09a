import EctypeModel
import EmbeddedRuntime

extension Translator {
  /// The run-time's file, where the app does not depend on the package.
  func embeddedRuntime(origin: String) -> OutputFile {
    let text = EmbeddedRuntime.file(header: header("its run-time"))
    return OutputFile(
      folder: .swiftModels, path: SwiftSettings.runtimeFile, content: FileContent(Array(text.utf8)),
      origin: origin)
  }
}

extension SwiftAccess {
  /// The wider of two imports' accesses; none is `internal`.
  static func wider(_ a: SwiftAccess?, _ b: SwiftAccess?) -> SwiftAccess? {
    if a == .public || b == .public { return .public }
    return a == .package || b == .package ? .package : a ?? b
  }
}
