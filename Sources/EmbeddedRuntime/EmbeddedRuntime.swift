/// The run-time as one file, for apps that do not want the dependency.
package enum EmbeddedRuntime {
  /// The types that it declares at the top of the app's module.
  package static let names = EmbeddedRuntimeSource.names

  /// The file, with this line at its top.
  package static func file(header: String) -> String {
    """
    // \(header)

    #if canImport(FoundationEssentials)
      public import FoundationEssentials
    #else
      public import Foundation
    #endif

    \(EmbeddedRuntimeSource.text)
    """
  }
}
