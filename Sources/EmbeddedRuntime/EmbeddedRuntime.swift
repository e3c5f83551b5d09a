/// The run-time as one file, for apps that do not want the dependency.
package enum EmbeddedRuntime {
  /// The types that it declares at the top of the app's module.
  package static let names = EmbeddedRuntimeSource.names

  /// The types of Swift and Foundation that it uses: one of the app's own that is called so at the top of its module
  /// would be taken for them.
  package static let usedNames: Set<String> = [
    "Array", "ArraySlice", "Bool", "CaseIterable", "ClosedRange", "Codable", "CodingKey",
    "CodingKeyRepresentable", "Collection", "Comparable", "CustomStringConvertible", "Data",
    "Date", "Decimal", "Decodable", "Decoder", "DecodingError", "Dictionary", "Double",
    "Encodable", "Encoder", "EncodingError", "Equatable", "Error", "ExpressibleByArrayLiteral",
    "ExpressibleByBooleanLiteral", "ExpressibleByDictionaryLiteral",
    "ExpressibleByExtendedGraphemeClusterLiteral", "ExpressibleByFloatLiteral",
    "ExpressibleByIntegerLiteral", "ExpressibleByNilLiteral", "ExpressibleByStringLiteral",
    "ExpressibleByUnicodeScalarLiteral", "Hashable", "Hasher", "Identifiable", "IndexingIterator",
    "Int", "Int32", "Int64", "JSONDecoder", "JSONEncoder", "KeyPath", "KeyedDecodingContainer",
    "KeyedEncodingContainer", "LosslessStringConvertible", "Never", "Optional", "Range",
    "RawRepresentable", "Sendable", "SendableMetatype", "Sequence", "Set",
    "SingleValueDecodingContainer", "SingleValueEncodingContainer", "StaticString", "String",
    "TimeZone", "UInt", "UInt32", "UInt64", "UInt8", "UTF8", "UUID", "Unicode",
    "UnsafeRawBufferPointer", "Void",
  ]

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
