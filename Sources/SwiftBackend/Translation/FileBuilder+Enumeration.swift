import EctypeModel

extension FileBuilder {
  /// An open enum: the known cases and `unknown`. Its raw values are what JSON holds: the names of the values
  /// in Elixir, whatever the database stores for them.
  mutating func enumeration(_ id: EnumerationID, in scope: LexicalScope) -> SwiftTypeDeclaration {
    let enumeration = program[id]
    let string = standard("String", in: scope)
    let cases = zip(translator.names.cases(of: id), enumeration.cases)
      .map { (name: $0, case: $1) }
    var members: [SwiftDeclaration] = cases.map {
      .enumCase(SwiftEnumCase($0.name, documentation: $0.case.documentation))
    }
    members.append(
      .enumCase(
        SwiftEnumCase(
          "unknown", associatedValues: [.init(string)],
          documentation: "A value this version of the app does not know.")))
    members.append(
      .variable(
        SwiftVariable(
          "allCases", type: .array(.self), value: .array(cases.map { .implicitMember($0.name) }),
          modifiers: [access, .static], isLet: true)))
    members.append(
      .variable(rawValueProperty(cases.map { ($0.name, $0.case.name.elixir) }, string)))
    return SwiftTypeDeclaration(
      .enum, .named(scope.path[scope.path.count - 1]), documentation: enumeration.documentation,
      modifiers: [access, .nonisolated], inherited: [runtimeProtocol("OpenEnum", in: scope)],
      members: members)
  }

  private func rawValueProperty(
    _ cases: [(name: String, value: String)], _ string: SwiftType
  ) -> SwiftVariable {
    var branches = cases.map {
      SwiftSwitchCase([.enumCase($0.name, [])], body: [.expression(.string($0.value))])
    }
    branches.append(
      SwiftSwitchCase(
        [.enumCase("unknown", [.init(.value("value"))])], body: [.expression(.name("value"))]))
    return SwiftVariable(
      "rawValue", type: string, getter: [.switch(.self, branches)], modifiers: access)
  }
}
