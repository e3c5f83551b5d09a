import EctypeModel

extension SchemaTranslator {
  /// `extension Blog.Post: EctypeModel`: the field table, then payloads and function of each changeset.
  mutating func changesets(_ functions: [Function]) -> [SwiftDeclaration] {
    var members: [SwiftDeclaration] = []
    if settings.changesets { members += fieldTable() }
    for function in functions {
      let pipeline = ChangesetPipeline(function)
      if settings.payloads {
        let shape = CastShape(pipeline.steps)
        for kind in PayloadKind.allCases {
          members.append(.type(payload(kind, of: function, shape)))
        }
      }
      if settings.changesets { members.append(.function(changeset(function, pipeline))) }
    }
    let inherited =
      settings.changesets ? [builder.runtimeProtocol("EctypeModel", in: LexicalScope([]))] : []
    return [
      .type(SwiftTypeDeclaration(.extension, .path(path), inherited: inherited, members: members))
    ]
  }

  // MARK: The function

  private mutating func changeset(
    _ function: Function, _ pipeline: ChangesetPipeline
  ) -> SwiftFunction {
    let scope = LexicalScope(extending: path)
    let variable = SwiftNames.variable(ofType: name)
    let receiver = variable == "params" ? "model" : variable
    let changeset = builder.runtime("Changeset", in: scope)
    var translation = ChangesetTranslator(
      schema, translator.names, changeset: changeset,
      pattern: builder.runtime("Pattern", in: scope), receiver: receiver)
    for link in pipeline.links { translation.add(link) }
    var documentation = function.documentation
    if !translation.deferred.isEmpty {
      let steps = translation.deferred.map { "`\($0)`" }.joined(separator: ", ")
      documentation = (documentation.map { $0 + "\n\n" } ?? "") + "Server only: \(steps)."
    }
    return SwiftFunction(
      names.names(of: function, in: schema.id).function,
      parameters: [
        SwiftParameter(
          label: nil, receiver, type: .optional(.self), defaultValue: .nil),
        SwiftParameter("params", type: builder.runtime("JSONObject", in: scope)),
      ],
      result: .generic(changeset, [.self]),
      body: [.expression(.pipeline(translation.chain))], documentation: documentation,
      modifiers: [access, .static, .nonisolated])
  }
}
