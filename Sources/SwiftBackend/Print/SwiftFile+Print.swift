import EctypeModel
import EctypeText

/// What files are written with, one after another.
struct SwiftPrinter {
  let document: Document
  let recurring = RecurringProperties()

  init(_ indentation: SwiftSettings.Indentation) {
    let unit: Indentation =
      switch indentation {
      case .spaces(let count): .spaces(count)
      case .tab: .tab
      }
    document = Document(width: SwiftFile.width, indentation: unit)
  }

  func print(_ file: SwiftFile) -> [UInt8] {
    var document = document
    document.print(file)
    return document.finish()
  }

  /// Writes a type, inside its namespace, as the only declaration there.
  func declare(_ type: SwiftTypeDeclaration, in namespace: some Collection<String>) {
    var document = document
    document.nested(in: namespace) { $0.printMembers([.type(type)]) }
  }
}

extension SwiftFile {
  /// The width `swift format` breaks lines at by default.
  package static let width = 100

  /// The file's text, laid out so that `swift format` with its default configuration changes nothing.
  ///
  /// A parenthesised operand is never broken: one wider than a line stays on it.
  package func render(indentation: SwiftSettings.Indentation = .spaces(2)) -> [UInt8] {
    SwiftPrinter(indentation).print(self)
  }
}

extension Document {
  /// What `type` writes, inside its namespace.
  @inline(__always) mutating func nested(
    in namespace: some Collection<String>, _ type: (inout Document) -> Void
  ) {
    if namespace.isEmpty { return type(&self) }
    self.type(.extension, .path(namespace)) { type(&$0) }
  }

  mutating func print(_ file: SwiftFile) {
    if let header = file.header {
      comment(header, prefix: "//")
      blankLine()
    }
    for item in file.imports.sorted(by: { $0.module < $1.module }) {
      if let access = item.access {
        text(access.rawValue)
        text(" ")
      }
      text("import ")
      text(item.module)
      hardLine()
    }
    if !file.imports.isEmpty { blankLine() }
    printMembers(file.declarations)
  }
}
