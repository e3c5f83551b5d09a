import EctypeModel
import EctypeText

/// Fields that many models have alike, as `name: String` and `insertedAt: NaiveDateTime` are: in all of them they are one
/// property, and its lines are written once for all. They belong to the document that their texts are in.
final class RecurringProperties {
  private struct Entry {
    /// What tells its name from others.
    let mark: UInt64
    let name: String
    let key: String
    let fieldType: FieldType
    let literal: Literal?
    let isOptional: Bool
    /// Without the question mark.
    let type: String
    let text: PropertyText
  }

  /// A few: their types are written in two ways at most, with three kinds of access.
  private var codingLines: [CodingLines] = []
  private var entries: [Entry] = []
  /// Places among the entries, by their marks; -1 where there is none.
  private var slots = [Int16](repeating: -1, count: 4 * RecurringProperties.most)
  /// A project's words are few. One that has more makes the others anew, as if this was not here.
  private static let most = 1024

  /// Of fields of one content, wherever their types are written alike: nothing is worked out or compared again.
  let known = ContentTable<Known>()

  /// The texts of fields of one content, where they hold no identifier and are called what the content says.
  final class Known {
    /// It keeps the content where it lies.
    private let field: Field
    var key: String { field.shared.value.name.elixir }
    /// Of the key.
    let mark: UInt64
    let hasFoundationDates: Bool
    /// What the type is of.
    let libraries: Libraries
    let text: PropertyText

    init(
      _ field: Field, _ mark: UInt64, hasFoundationDates: Bool, _ libraries: Libraries,
      _ text: PropertyText
    ) {
      (self.field, self.mark, self.hasFoundationDates) = (field, mark, hasFoundationDates)
      (self.libraries, self.text) = (libraries, text)
    }
  }

  /// The texts of a field's property, if others had it.
  ///
  /// - Parameters:
  ///   - mark: of the field's name.
  ///   - type: without its optionality, as it is written here.
  func text(
    _ name: String, _ mark: UInt64, of field: Field, _ type: SwiftType
  ) -> PropertyText? {
    if field.shared.value.documentation != nil { return nil }
    var slot = Int(truncatingIfNeeded: mark >> 8) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if entries[index].mark == mark, isSame(index, name, field, type) {
        return entries[index].text
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  @inline(__always) private func isSame(
    _ index: Int, _ name: String, _ field: Field, _ type: SwiftType
  ) -> Bool {
    guard entries[index].isOptional == field.shared.value.isOptional,
      entries[index].name == name, entries[index].key == field.shared.value.name.elixir,
      entries[index].fieldType == field.shared.value.type, case .named(let written) = type
    else { return false }
    return entries[index].type == written
      && entries[index].literal == field.shared.value.defaultValue
  }

  /// Those of a model before, where its types were the same.
  func codingLines(_ types: CodingLines.Types, in document: inout Document) -> CodingLines {
    if let known = codingLines.first(where: { $0.types == types }) { return known }
    let lines = document.keepFragments { CodingLines(types, in: &$0) }
    codingLines.append(lines)
    return lines
  }

  /// Keeps the texts of a field's property for the next, where nothing but field and type says what it is.
  func keep(
    _ property: StoredProperty, _ mark: UInt64, of field: Field, _ type: SwiftType,
    in document: inout Document
  ) -> PropertyText? {
    guard entries.count < Self.most, mark != 0, property.isPlain, field.type.isPlain,
      case .named(let type) = type
    else { return nil }
    let text = document.keepFragments { document in
      let text = PropertyText(of: property, in: &document) { [] }
      text.keepLines(in: &document)
      return text
    }
    var slot = Int(truncatingIfNeeded: mark >> 8) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int16(entries.count)
    entries.append(
      Entry(
        mark: mark, name: property.name, key: property.key, fieldType: field.type,
        literal: field.defaultValue, isOptional: field.isOptional, type: type, text: text))
    return text
  }
}

extension StoredProperty {
  fileprivate var isPlain: Bool {
    // A type that is a name alone is the library's, or the model's own `ID`: it is never less public than the model. And of
    // the name `self` the parameter is called otherwise where others have the other name.
    documentation == nil && coding == nil && access == .public && name != "self"
  }
}

extension FieldType {
  /// It names nothing of the program's.
  fileprivate var isPlain: Bool {
    switch self {
    case .enumeration, .custom, .array, .mapOf, .dictionary: false
    default: true
    }
  }
}
