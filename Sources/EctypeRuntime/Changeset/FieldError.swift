/// An error of a changeset: Ecto's `{field, {message, metadata}}`.
public nonisolated struct FieldError: Hashable, Sendable {
  /// The field's name in Elixir and JSON; for a confirmation `<field>_confirmation`, which is no field
  /// of the model.
  public let field: String
  /// The message with its placeholders (`%{count}`), the key by which it is translated.
  public let message: String
  /// What Ecto says beside the message, in its order.
  public let metadata: ErrorMetadata

  /// An error on anything a form can show one at.
  public init(field: String, message: String, metadata: ErrorMetadata = []) {
    (self.field, self.message, self.metadata) = (field, message, metadata)
  }

  /// The message with its placeholders filled in, as Phoenix's `translate_error` does without a
  /// translation. (Where that raises, because a list is no text, the list's elements are joined.)
  public var text: String {
    var text = message
    for entry in metadata {
      text = text.replacingBytes(of: "%{\(entry.key)}", with: entry.value.text)
    }
    return text
  }

  public static func == (a: Self, b: Self) -> Bool {
    sameBytes(a.field, b.field) && sameBytes(a.message, b.message) && a.metadata == b.metadata
  }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(field)
    hasher.combine(message)
  }
}

nonisolated extension String {
  /// Every occurrence of `target`, found by bytes, replaced.
  func replacingBytes(of target: String, with replacement: String) -> String {
    let (source, target) = (Array(utf8), Array(target.utf8))
    var out: [UInt8] = []
    var index = 0
    while index < source.count {
      if source[index...].starts(with: target) {
        out += replacement.utf8
        index += target.count
      } else {
        out.append(source[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
