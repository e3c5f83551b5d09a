import EctypeDiagnostics
import EctypeModel

/// A field that by its name holds a secret, and is neither redacted nor kept out of JSON.
enum UnredactedSecret: SchemaLint {
  static let code = DiagnosticCode.unredactedSecret

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    linted.schema.fields.filter { $0.holdsText && !$0.isRedacted && isSecret($0.name.elixir) }
      .map { field in
        let edit = linted.edits.attribute("@redact", onVariableAt: field.span)
        return Diagnostic(
          code, "`\(field.name.source)` looks like a secret, and is shown like any other field",
          at: field.span,
          label: field.isInJSON ? "in logs, in JSON and in the Swift model" : "in logs",
          notes: ["a redacted field is left out of `inspect`, of JSON and of the Swift model"],
          helps: [Help("mark it: `@redact`", edits: edit.map { [$0] } ?? [])])
      }
  }

  /// What is secret at the end of a name, or before `hash` and its like: `reset_token`, `password_hash`.
  static let words: Set<String> = [
    "password", "passwd", "passphrase", "passcode", "secret", "token", "cvv", "cvc", "ssn", "otp",
    "credential", "credentials",
  ]
  /// Secret as a pair of words: `api_key`, `stripe_private_key`.
  static let pairs: Set<String> = [
    "api_key", "private_key", "secret_key", "access_key", "encryption_key", "signing_key",
    "card_number", "account_number", "recovery_code", "recovery_codes", "backup_codes",
  ]
  private static let storedAs: Set<String> = [
    "hash", "digest", "encrypted", "hashed", "salt", "ciphertext", "value",
  ]
  /// A name with one of these says that anyone may know it: `public_token`, `token_hint`, `csrf_token`.
  private static let open: Set<String> = ["public", "hint", "masked", "redacted", "csrf", "page"]

  private static let hints = WordHints(
    words.union(pairs.compactMap { $0.split(separator: "_").last.map(String.init) }))

  static func isSecret(_ name: String) -> Bool {
    guard hints.may(name) else { return false }
    var parts = name.split(separator: "_").map(String.init)
    if !open.isDisjoint(with: parts) { return false }
    while let last = parts.last, storedAs.contains(last) { parts.removeLast() }
    guard let last = parts.last else { return false }
    return words.contains(last)
      || parts.count > 1 && pairs.contains(parts.suffix(2).joined(separator: "_"))
  }
}

extension Field {
  /// Text or bytes, alone or in a list: what a secret is made of.
  fileprivate var holdsText: Bool {
    switch self.type {
    case .string, .binary, .array(.string), .array(.binary): true
    default: false
    }
  }
}
