import EctypeModel
import EctypeText

extension SchemaTranslator {
  /// `extension Blog.Post: EctypeModel`: the field table, then payloads and function of each changeset.
  mutating func changesets(_ functions: [Function], _ document: inout Document) {
    let inherited =
      settings.changesets ? [builder.runtimeProtocol("EctypeModel", in: LexicalScope([]))] : []
    document.type(.extension, .path(path), inherited) {
      var spacing = MemberSpacing()
      if settings.changesets {
        for member in fieldTable() { $0.print(member, &spacing) }
      }
      for function in functions {
        let pipeline = ChangesetPipeline(function)
        if settings.payloads {
          let shape = CastShape(pipeline.steps)
          for kind in PayloadKind.allCases {
            $0.begin(.other, &spacing)
            payload(kind, of: function, shape, &$0)
          }
        }
        if settings.changesets { $0.print(.function(changeset(function, pipeline)), &spacing) }
      }
    }
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
