import EctypeModel
import EctypeText

/// Writes what the stored properties of a struct make of its members.
struct StructWriter {
  let properties: [StoredProperty]
  /// Their types and the initialiser's defaults.
  private let types: [Fragment]
  private let defaults: [Fragment?]
  private let fragments: Fragments
  /// How wide each property's name and key are at most.
  private let nameColumns: [Int]
  private let keyColumns: [Int]
  /// The methods of the run-time's `DecodedFields` and `FieldMap` for them.
  let methods: [StaticString]
  let settings: SwiftSettings
  /// What the columns of a line may be besides names and types: modifiers, keywords, punctuation.
  static let margin = 40

  init(_ properties: [StoredProperty], _ settings: SwiftSettings, _ fragments: Fragments) {
    self.properties = properties
    self.settings = settings
    var fragments = fragments
    fragments.removeAll()
    types = properties.indices.map { index in
      fragments.add { $0.print(properties[index].type) }
    }
    defaults = properties.indices.map { index in
      guard let value = properties[index].defaultValue else { return nil }
      return fragments.add { $0.print(value, isContinuation: true) }
    }
    self.fragments = fragments
    nameColumns = properties.indices.map { properties[$0].name.utf8.count }
    keyColumns = properties.indices.map { properties[$0].key.literalColumns }
    methods = properties.indices.map { properties[$0].method }
  }

  /// The compiler's own initialiser is as good where it is visible enough.
  var hasInitializer: Bool {
    settings.access != .internal || defaults.contains { $0 != nil }
  }

  var isEmpty: Bool { properties.isEmpty && !hasInitializer }

  func declareProperties(_ document: inout Document, _ spacing: inout MemberSpacing) {
    for index in properties.indices {
      document.begin(.stored(isStatic: false), &spacing)
      document.head(
        properties[index].documentation, [],
        min(properties[index].access, settings.access).modifiers)
      document.within(columns: nameColumns[index] + types[index].columns + Self.margin) {
        $0.annotated {
          $0.text("var ")
          $0.name(properties[index].name, .declaration)
        } type: {
          writeType(index, &$0)
        }
      }
    }
  }

  /// At most, of a line with two names or with a name and a key.
  func lineColumns(_ index: Int) -> Int {
    // What a coding is called is not looked at.
    if properties[index].coding != nil { return SwiftFile.width }
    let name = nameColumns[index]
    return max(2 * name, name + keyColumns[index]) + Self.margin
  }

  func declareInitializer(_ document: inout Document, _ spacing: inout MemberSpacing) {
    guard hasInitializer else { return }
    document.begin(.other, &spacing)
    document.head(nil, [], properties.reduce(settings.access) { min($0, $1.access) }.modifiers)
    document.text("init")
    let columns = types.reduce(0) { $0 + $1.columns + "a: , ".utf8.count }
    document.signature(properties.indices, isBroken: columns > SwiftFile.width) {
      declareParameter($1, &$0)
    }
    document.block(properties.indices) { document, index in
      document.within(columns: 2 * nameColumns[index] + Self.margin) {
        $0.assigned(hugs: false) {
          $0.text("self.")
          $0.name(properties[index].name, .member)
          $0.text(" =")
        } value: {
          $0.name(parameter(index), .variable)
        }
      }
    }
  }

  private func declareParameter(_ index: Int, _ document: inout Document) {
    let columns = 2 * nameColumns[index] + types[index].columns + Self.margin
    document.within(columns: columns + (defaults[index]?.columns ?? 0)) {
      guard let value = defaults[index] else {
        return $0.annotated {
          writeParameter(index, &$0)
        } type: {
          writeType(index, &$0)
        }
      }
      let hugs = properties[index].defaultValue?.hugs ?? false
      $0.declared(hugs: hugs, isParameter: true) {
        writeParameter(index, &$0)
      } type: {
        writeType(index, &$0)
      } value: {
        $0.append(value, of: fragments)
      }
    }
  }

  private func writeParameter(_ index: Int, _ document: inout Document) {
    document.parameterName(properties[index].name, parameter(index))
  }

  private func writeType(_ index: Int, _ document: inout Document) {
    document.append(types[index], of: fragments)
  }

  /// `self` is the struct: the value of a property of that name is called otherwise.
  private func parameter(_ index: Int) -> String {
    let name = properties[index].name
    guard name == "self" else { return name }
    var unique = UniqueNames(suffix: "Value", taken: properties.map(\.name))
    return unique.claim("self")
  }
}
