import EctypeModel

/// A context, a repository or a plain module.
struct ModuleTranslation {
  let program: Program
  let module: Module

  func definition() -> (module: ElixirExpression, needs: ModuleNeeds) {
    var functions = FunctionTranslation(
      program: program, module: module.name, functions: module.functions, texts: module.elixirTexts,
      aliases: Aliases(module: module.name))
    let definitions = functions.definitions()
    var body = ModuleBody()
    body.addModuleDoc(module.documentation)
    if case .repository(let repository) = module.kind { body.add(use(repository)) }
    body.add(functions.imports)
    body.add(functions.aliases.statements)
    for text in module.elixirTexts { body.add([.verbatim(text)]) }
    for definition in definitions { body.add(definition) }
    return (body.module(module.name), functions.needs)
  }

  private func use(_ repository: Repository) -> ElixirExpression {
    var options = [
      ElixirKeyword("otp_app", .atom(repository.otpApp)),
      ElixirKeyword("adapter", .alias(repository.adapter.description)),
    ]
    if repository.isReadOnly { options.append(ElixirKeyword("read_only", .true)) }
    return .call("use", [.alias("Ecto.Repo")], options)
  }
}
