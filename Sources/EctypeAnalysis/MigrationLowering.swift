import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `@migration("create_posts") class CreatePosts { static func change() { … } }`
struct MigrationLowering {
  let file: FileAnalysis
  let repository: ModuleName

  /// nil after a diagnostic that leaves nothing to emit.
  func lower(_ node: NodeID) -> Migration? {
    let tree = file.tree
    var attributes = Attributes(file, of: node, owner: "a migration")
    guard var options = attributes.take("migration") else { return nil }
    let declared = options.next().flatMap { file.string($0, for: "name", of: options.owner) }
    let name = declared ?? NameRules.snakeCase(tree.mainText(node))
    guard isFileName(name) else {
      file.report(
        .invalidName, "a migration's name is its file's: a to z, 0 to 9 and `_`",
        at: options.span, label: "`\(name)` cannot be",
        helps: [Help("such as `\(NameRules.snakeCase(tree.mainText(node)))`")])
      return nil
    }
    let versionNode = options.value("version")
    let given = versionNode.flatMap { version(at: $0) }
    options.finish()
    file.readAllow(&attributes, node)
    attributes.finish()
    if versionNode != nil, given == nil { return nil }
    if given == nil, let version = versionOfPath(), !hasDate(version, at: tree.nameSpan(node)) {
      return nil
    }
    guard let version = given ?? versionOfPath() else {
      file.report(
        .missingVersion, "this migration has no version", at: tree.nameSpan(node),
        notes: ["the version orders migrations, and must never change once one has run"],
        helps: [
          Help("name the file after it: `20260101120000_\(name).ectype`"),
          Help("or write it: `@migration(\"\(name)\", version: 20260101120000)`"),
        ])
      return nil
    }
    guard let body = body(of: node) else { return nil }
    return Migration(
      module: ModuleName(repository.segments + ["Migrations", NameRules.moduleSegment(name)]),
      version: version, name: name, body: body, documentation: tree.documentation(of: node),
      origin: file.origin(node))
  }

  /// The name becomes a file's and a module's: no path may come out of it.
  private func isFileName(_ name: String) -> Bool {
    guard let first = name.utf8.first, first >= 0x61, first <= 0x7A else { return false }
    return name.utf8.allSatisfy {
      ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F
    }
  }

  private func version(at node: NodeID) -> String? {
    guard let value = file.integer(node, for: "version", of: "`@migration`") else { return nil }
    let digits = String(value)
    if digits.count == 14 { return hasDate(digits, at: file.tree.span(node)) ? digits : nil }
    file.report(
      .invalidMigration, "a version has 14 digits: year, month, day, hour, minute, second",
      at: file.tree.span(node), helps: [Help("such as `20260101120000`")])
    return nil
  }

  /// Whether the version begins with a day; its last six digits may be a time or just count the migrations of that day.
  private func hasDate(_ digits: String, at span: Span) -> Bool {
    let monthAndDay = digits.dropFirst(4)
    let date = "\(digits.prefix(4))-\(monthAndDay.prefix(2))-\(monthAndDay.dropFirst(2).prefix(2))"
    if CalendarText.normalized(date, as: .date) != nil { return true }
    file.report(
      .invalidMigration, "a version begins with a date, and there is none at \(date)", at: span,
      notes: ["its digits are year, month, day, hour, minute and second"],
      helps: [Help("such as `20260101120000`")])
    return false
  }

  /// `20260101120000` of `migrations/20260101120000_create_posts.ectype`
  private func versionOfPath() -> String? {
    let name = file.path.split(separator: "/").last ?? ""
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    return digits.count == 14 && name.dropFirst(14).first == "_" ? String(digits) : nil
  }

  private func body(of node: NodeID) -> Migration.Body? {
    var steps: [String: (operations: [MigrationOperation], span: Span)] = [:]
    let tree = file.tree
    var isSound = true
    for member in tree.children(node) {
      switch tree.kind(member) {
      case .attribute, .modifier: continue
      case .funcDecl where ["change", "up", "down"].contains(tree.mainText(member)):
        let name = tree.mainText(member)
        if let other = steps[name] {
          file.report(
            .duplicateMember, "`\(name)` is written twice", at: tree.nameSpan(member),
            secondary: [Label(other.span, "the first")],
            helps: [Help("write the steps of both into one")])
          isSound = false
        }
        var attributes = Attributes(
          file, of: member, owner: "a func of a migration", modifiers: ["static"])
        file.readAllow(&attributes, member)
        attributes.finish()
        let lowering = OperationLowering(file: file)
        let operations = lowering.lower(tree.child(member, .block))
        isSound = isSound && operations != nil
        steps[name] = (operations ?? [], tree.nameSpan(member))
      default:
        file.report(
          .invalidMigration, "a migration holds `change`, or `up` and `down`",
          at: tree.nameSpan(member),
          helps: [Help("name it so, or move it to a class that is no migration")])
        isSound = false
      }
    }
    guard isSound else { return nil }
    switch (steps["change"], steps["up"], steps["down"]) {
    case (let change?, nil, nil):
      guard let step = change.operations.first(where: { !$0.isReversible }) else {
        return .change(change.operations)
      }
      file.report(
        .invalidMigration, "`change` cannot be undone: \(step.whyIrreversible)", at: change.span,
        notes: ["Ecto would raise when the migration goes down"],
        helps: [Help("say what undoes the step, or write `up()` and `down()`")])
      return nil
    case (nil, let up?, let down?): return .upDown(up: up.operations, down: down.operations)
    case (nil, let up?, nil):
      file.report(
        .invalidMigration, "this migration goes up and never down", at: up.span,
        helps: [Help("add `static func down() { … }`, or write `change()`")])
    case (let change?, _, _):
      file.report(
        .invalidMigration, "`change` stands beside `up` or `down`", at: change.span,
        notes: ["Ecto would run `up` and `down` alone"],
        helps: [Help("move its steps into `up`, and what undoes them into `down`")])
    default:
      file.report(
        .invalidMigration, "this migration does nothing", at: tree.nameSpan(node),
        helps: [Help("add `static func change() { … }`")])
    }
    return nil
  }
}
