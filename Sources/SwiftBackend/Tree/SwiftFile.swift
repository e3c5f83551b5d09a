/// One generated source file, as a tree of values.
///
/// Names in the tree are plain (`default`, never `` `default` ``) and text is raw: the printer escapes both
/// where Swift needs it. Names must be Swift identifiers.
package struct SwiftFile: Sendable {
  /// A `//` comment on the first line.
  package var header: String?
  package var imports: [SwiftImport]
  package var declarations: [SwiftDeclaration]

  package init(
    header: String? = nil, imports: [SwiftImport] = [], declarations: [SwiftDeclaration] = []
  ) {
    self.header = header
    self.imports = imports
    self.declarations = declarations
  }
}

/// `public import Foundation`. The printer sorts them.
package struct SwiftImport: Hashable, Sendable {
  package var access: SwiftAccess?
  package var module: String

  package init(_ module: String, access: SwiftAccess? = nil) {
    self.module = module
    self.access = access
  }
}

package enum SwiftAccess: String, Hashable, Sendable {
  case `private`, `fileprivate`, `internal`, package, `public`
}
