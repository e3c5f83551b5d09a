import EctypeModel
import EctypeText

extension SwiftFile {
  /// The width `swift format` breaks lines at by default.
  package static let width = 100

  /// The file's text, laid out so that `swift format` with its default configuration changes nothing.
  ///
  /// A parenthesised operand is never broken: one wider than a line stays on it.
  package func render(indentation: SwiftSettings.Indentation = .spaces(2)) -> [UInt8] {
    var document = Document()
    return render(&document, indentation: indentation)
  }

  /// The same in the memory of a document that is used again.
  func render(
    _ document: inout Document, indentation: SwiftSettings.Indentation = .spaces(2)
  ) -> [UInt8] {
    document.removeAll()
    document.print(self)
    let unit: Indentation =
      switch indentation {
      case .spaces(let count): .spaces(count)
      case .tab: .tab
      }
    return document.render(width: Self.width, indentation: unit)
  }
}

extension Document {
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
