import EctypeModel

extension Translator {
  /// The functions of a module that Swift has, in the enum of its name; nil where there are none.
  func functions(
    of module: Module, _ functions: PortableFunctions, _ printer: SwiftPrinter
  ) -> TranslatedFile? {
    let path = names.path(of: module.name)
    var builder = FileBuilder(self, settings)
    var members: [SwiftDeclaration] = []
    for function in functions.functions(of: module.name) {
      if let declaration = FunctionTranslator.declaration(
        of: function, in: functions, self, &builder)
      {
        members.append(.function(declaration))
      }
    }
    guard !members.isEmpty, let name = path.last else { return nil }
    let type = SwiftTypeDeclaration(
      .enum, .named(name), documentation: module.documentation,
      modifiers: [settings.access.modifiers, .nonisolated], members: members)
    printer.declare(type, in: path.dropLast())
    return builder.file(path, origin: module.origin.path, printer)
  }
}
