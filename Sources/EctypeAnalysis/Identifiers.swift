import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Names that the database is to know: of tables, columns, indexes, constraints and prefixes.
enum Identifiers {
  /// PostgreSQL keeps so many bytes of a name, and drops the rest without an error.
  static let longest = 63

  /// What is wrong with a name, and what of it; nil where nothing is.
  static func fault(in name: String) -> (message: String, label: String, help: String)? {
    if name.isEmpty {
      return (
        "a name of the database cannot be empty", "nothing could be called so",
        "write a name"
      )
    }
    if name.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == 0 }) {
      return (
        "a name of the database holds no quotation mark and no zero byte",
        "Ecto refuses it in every query", "leave it out of the name"
      )
    }
    let count = name.utf8.count
    if count > longest {
      return (
        "a name of the database has \(longest) bytes at most", "this would be cut: it has \(count)",
        "choose a shorter one"
      )
    }
    return nil
  }

  /// As Ecto names an index that is given no name: what is no letter, digit or `_` becomes one.
  static func indexName(table: String, columns: [String]) -> String {
    ([table] + columns + ["index"]).map(word).joined(separator: "_")
  }

  private static func word(_ text: String) -> String {
    var bytes = text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: byte
      default: UInt8(ascii: "_")
      }
    }
    while bytes.last == UInt8(ascii: "_") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension FileAnalysis {
  /// A string that the database takes for a name; nil after a diagnostic.
  func identifier(_ node: NodeID, for option: String, of owner: @autoclosure () -> String)
    -> String?
  {
    guard let name = string(node, for: option, of: owner()) else { return nil }
    return isIdentifier(name, at: tree.span(node)) ? name : nil
  }

  /// A column: a string is its name as it is, a symbol in snake_case; nil after a diagnostic.
  func columnName(_ node: NodeID, for option: String, of owner: @autoclosure () -> String)
    -> String?
  {
    if tree.kind(node) == .stringLiteral { return identifier(node, for: option, of: owner()) }
    guard let name = symbol(node, for: option, of: owner()) else { return nil }
    return isIdentifier(name, at: tree.span(node)) ? name : nil
  }

  /// Whether the database takes a name; reports what is wrong with it.
  func isIdentifier(_ name: String, at span: Span, help: String? = nil) -> Bool {
    guard let fault = Identifiers.fault(in: name) else { return true }
    report(
      .invalidName, fault.message, at: span, label: fault.label,
      helps: [Help(help ?? fault.help)])
    return false
  }

  /// A name that follows from others and is too long: it would be cut, and a changeset would wait for the whole.
  func checkDerived(_ name: String, _ what: String, at span: Span) -> Bool {
    let count = name.utf8.count
    if count <= Identifiers.longest { return true }
    report(
      .invalidName, "\(what) would be called `\(name)`, which is too long", at: span,
      label: "it has \(count) bytes",
      notes: ["PostgreSQL keeps \(Identifiers.longest) bytes of a name"],
      helps: [Help("give it a shorter one: `name: \"…\"`")])
    return false
  }
}
