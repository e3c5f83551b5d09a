import EctypeModel
import EctypeText

/// A stored property of a generated struct.
struct StoredProperty {
  var name: String
  /// The key in JSON.
  var key: String
  var type: SwiftType
  /// The memberwise initialiser's default.
  var defaultValue: SwiftExpression?
  /// How its dates are written, where they are Foundation's: one of the run-time's `DateCoding`s.
  var coding: SwiftType?
  /// The narrowest of the types it names.
  var access: SwiftSettings.Access
  var documentation: String?
}

/// Writes what the stored properties of a struct make of its members.
struct StructWriter {
  let properties: [StoredProperty]
  /// Their types.
  private let types: [Fragment]
  private let fragments: Fragments
  private let settings: SwiftSettings

  init(_ properties: [StoredProperty], _ settings: SwiftSettings, _ fragments: Fragments) {
    self.properties = properties
    self.settings = settings
    var fragments = fragments
    fragments.removeAll()
    types = properties.map { property in fragments.add { $0.print(property.type) } }
    self.fragments = fragments
  }

  /// The compiler's own initialiser is as good where it is visible enough.
  var hasInitializer: Bool {
    settings.access != .internal || properties.contains { $0.defaultValue != nil }
  }

  var isEmpty: Bool { properties.isEmpty && !hasInitializer }

  func declareProperties(_ document: inout Document, _ spacing: inout MemberSpacing) {
    for (index, property) in properties.enumerated() {
      document.begin(.stored(isStatic: false), &spacing)
      document.head(
        property.documentation, [], min(property.access, settings.access).modifiers)
      document.annotated {
        $0.text("var ")
        $0.name(property.name, .declaration)
      } type: {
        $0.append(types[index], of: fragments)
      }
    }
  }

  func declareInitializer(_ document: inout Document, _ spacing: inout MemberSpacing) {
    guard hasInitializer else { return }
    document.begin(.other, &spacing)
    document.head(nil, [], properties.reduce(settings.access) { min($0, $1.access) }.modifiers)
    document.text("init")
    document.signature(properties.indices) { document, index in
      let property = properties[index]
      document.declared(value: property.defaultValue, isParameter: true) {
        $0.parameterName(property.name, parameter(of: property))
      } type: {
        $0.append(types[index], of: fragments)
      }
    }
    document.block(properties) { document, property in
      document.assigned(hugs: false) {
        $0.text("self.")
        $0.name(property.name, .member)
        $0.text(" =")
      } value: {
        $0.name(parameter(of: property), .variable)
      }
    }
  }

  /// `self` is the struct: the value of a property of that name is called otherwise.
  private func parameter(of property: StoredProperty) -> String {
    guard property.name == "self" else { return property.name }
    var unique = UniqueNames(suffix: "Value", taken: properties.map(\.name))
    return unique.claim("self")
  }

  /// The keys in JSON; `inherited` as they are written here.
  func declareCodingKeys(
    _ inherited: [SwiftType], _ document: inout Document, _ spacing: inout MemberSpacing
  ) {
    document.begin(.other, &spacing)
    document.head(nil, [], settings.access.modifiers)
    document.type(.enum, "CodingKeys", inherited, isEmpty: properties.isEmpty) {
      var cases = MemberSpacing()
      for property in properties { $0.stringCase(property.name, property.key, &cases) }
    }
  }
}

extension Document {
  /// `case authorID = "author_id"`
  mutating func stringCase(_ name: String, _ value: String, _ spacing: inout MemberSpacing) {
    begin(.enumCase, &spacing)
    if name == value {
      text("case ")
      self.name(name, .declaration)
    } else {
      assigned(hugs: false) {
        $0.text("case ")
        $0.name(name, .declaration)
        $0.text(" =")
      } value: {
        $0.string(value)
      }
    }
  }
}
