import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Names that become Elixir modules must be ones that Elixir takes: `MyApp`, in ASCII, each segment with a
/// capital first.
struct NameChecks {
  let file: FileAnalysis

  func check(_ declarations: FileDeclarations) {
    let tree = file.tree
    let clause = tree.child(tree.root, .moduleClause)
    if !clause.isNone {
      let path = tree.child(clause, .path)
      check(tree.segments(path), at: tree.span(path), "a module")
    } else if let name = declarations.functionsModule?.last, !Self.isModuleSegment(name),
      let first = declarations.loose.first
    {
      file.report(
        .invalidName, "this stands in no module", at: tree.span(tree[first].first),
        label: "the name of the file names none: `\(name)` is no name of an Elixir module",
        helps: [Help("begin the file with the module's name: `module MyApp.Helpers`")])
    }
    for declaration in declarations.declarations {
      if declaration.fullName.last == "CodingKeys" {
        file.report(
          .reservedWord, "Swift takes `CodingKeys` for the keys of its own coding",
          at: declaration.nameSpan(in: tree), helps: [Help("choose another name")])
      }
      check(
        [declaration.fullName.last], at: declaration.nameSpan(in: tree),
        declaration.kind == .enumeration ? "an enum" : "a declaration")
      refuseReplacing(declaration)
    }
  }

  /// What would be a module in the place of one that every project has.
  private func refuseReplacing(_ declaration: Declaration) {
    switch declaration.kind {
    case .enumeration, .extern, .migration, .schemaDefaults: return
    case .schema, .embeddedSchema, .context, .repository, .functions, .plain, .unmarked: break
    }
    guard !declaration.isExternal, ElixirModules.contain(declaration.fullName) else { return }
    file.report(
      .reservedWord, "`\(declaration.fullName)` is a module of Elixir's or Ecto's own",
      at: declaration.nameSpan(in: file.tree), label: "it would be replaced",
      helps: [
        Help(
          "put it into a module of yours, `module MyApp` at the top of the file, or call it otherwise"
        )
      ])
  }

  private func check(_ segments: [String], at span: Span, _ what: String) {
    guard !segments.allSatisfy(Self.isModuleSegment) else { return }
    let fixed = segments.map(NameRules.moduleSegment)
    let isFixed = fixed.allSatisfy(Self.isModuleSegment)
    file.report(
      .invalidName, "the name of \(what) begins with a capital, in ASCII", at: span,
      label: "no name of an Elixir module",
      helps: isFixed
        ? [
          Help(
            "write `\(fixed.joined(separator: "."))`",
            edits: [TextEdit(span, fixed.joined(separator: "."))])
        ]
        : [Help("write it with the letters A to Z, digits and `_`: `MyApp`")])
  }

  static func isModuleSegment(_ name: String) -> Bool {
    guard let first = name.utf8.first, first >= 0x41, first <= 0x5A else { return false }
    return name.utf8.allSatisfy {
      ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x5F
    }
  }
}
