import EctypeModel
import EmbeddedRuntime

extension Translator {
  /// All files in one of this name.
  func oneFile(_ name: String) -> [OutputFile] {
    var files: [TranslatedFile] = []
    forEachFile { files.append($0) }
    files.sort { $0.path < $1.path }
    guard let first = files.map(\.origin).min() else { return [] }
    let origins = Set(files.map(\.origin)).count
    let others = origins == 1 ? "" : origins == 2 ? " and another" : " and \(origins - 1) others"
    var imports: [String: SwiftAccess?] = [:]
    for item in files.flatMap(\.content.imports) {
      imports[item.module] = SwiftAccess.wider(imports[item.module] ?? item.access, item.access)
    }
    var declarations = formatCheck
    for file in files { declarations += file.content.declarations.filter { !$0.isFormatCheck } }
    let content = SwiftFile(
      header: header(first + others),
      imports: imports.map { SwiftImport($0.key, access: $0.value) }, declarations: declarations)
    let bytes = content.render(indentation: settings.indentation)
    return [OutputFile(folder: .swiftModels, path: name, bytes: bytes, origin: first)]
  }

  /// The run-time's file, where the app does not depend on the package.
  var embeddedRuntime: [OutputFile] {
    guard settings.runtime == .embedded, let origin = program.schemas.map(\.origin.path).min()
    else { return [] }
    let text = EmbeddedRuntime.file(header: header("its run-time"))
    return [
      OutputFile(
        folder: .swiftModels, path: "EctypeRuntime.swift", bytes: Array(text.utf8), origin: origin)
    ]
  }
}

extension SwiftDeclaration {
  fileprivate var isFormatCheck: Bool {
    if case .typeAlias(let alias) = self { alias.name == "EctypeFormat" } else { false }
  }
}

extension SwiftAccess {
  /// The wider of two imports' accesses; none is `internal`.
  fileprivate static func wider(_ a: SwiftAccess?, _ b: SwiftAccess?) -> SwiftAccess? {
    if a == .public || b == .public { return .public }
    return a == .package || b == .package ? .package : nil
  }
}
