import EctypeModel
import EctypeText

/// Writes what the stored properties of a struct make of its members.
struct StructWriter {
  let properties: [StoredProperty]
  let texts: [PropertyText]
  let settings: SwiftSettings

  /// - Parameter document: what they are written to; its fragments so far are removed.
  init(
    _ properties: [StoredProperty], _ settings: SwiftSettings, in document: inout Document
  ) {
    self.properties = properties
    self.settings = settings
    document.removeFragments()
    var texts: [PropertyText] = []
    texts.reserveCapacity(properties.count)
    for index in properties.indices {
      texts.append(PropertyText(index, of: properties, in: &document))
    }
    self.texts = texts
  }

  /// The compiler's own initialiser is as good where it is visible enough.
  var hasInitializer: Bool {
    settings.access != .internal || properties.contains { $0.defaultValue != nil }
  }

  var isEmpty: Bool { properties.isEmpty && !hasInitializer }

  func declareProperties(_ document: inout Document, _ spacing: inout MemberSpacing) {
    for index in properties.indices {
      document.begin(.stored(isStatic: false), &spacing)
      document.head(
        properties[index].documentation, [],
        min(properties[index].access, settings.access).modifiers)
      document.write(PropertyDeclaration(texts[index]))
    }
  }

  func declareInitializer(_ document: inout Document, _ spacing: inout MemberSpacing) {
    guard hasInitializer else { return }
    document.begin(.other, &spacing)
    document.head(nil, [], properties.reduce(settings.access) { min($0, $1.access) }.modifiers)
    document.text("init")
    let columns = texts.reduce(0) { $0 + $1.type.columns + "a: , ".utf8.count }
    document.signature(texts.indices, isBroken: columns > SwiftFile.width) {
      $0.write(PropertyParameter(texts[$1]))
    }
    document.block(texts.indices) { $0.write(PropertyAssignment(texts[$1])) }
  }

  /// `fieldMap`, a line a property.
  func declareFieldMap(
    _ fieldMap: SwiftType, _ document: inout Document, _ spacing: inout MemberSpacing
  ) {
    document.begin(.other, &spacing)
    document.head(nil, [], [settings.access.modifiers, .static])
    document.text("let fieldMap: ")
    document.print(fieldMap)
    document.text(" = {")
    let start = MappingStart(fieldMap: document.fragment { $0.print(fieldMap) })
    document.block(-1...properties.count) { document, index in
      if index < 0 {
        document.write(start)
      } else if index == properties.count {
        document.text("return fields")
      } else {
        document.write(PropertyMapping(texts[index]))
      }
    }
    document.text("()")
  }

  /// `init(from:)`, by the run-time's `DecodedFields` as it is written here.
  func declareDecoding(
    _ decoder: SwiftType, _ decodedFields: SwiftType, _ document: inout Document,
    _ spacing: inout MemberSpacing
  ) {
    let start = DecodingStart(decodedFields: document.fragment { $0.print(decodedFields) })
    let parameter = SwiftParameter(label: "from", "decoder", type: .existential(decoder))
    document.begin(.other, &spacing)
    document.head(nil, [], settings.access.modifiers)
    document.text("init")
    document.signature([parameter], throws: true)
    document.block(-1..<properties.count) { document, index in
      if index < 0 { document.write(start) } else { document.write(PropertyDecoding(texts[index])) }
    }
  }

  /// `encodeFields(to:)`, a line an entry.
  func declareEncoding(
    _ encodedFields: SwiftType, _ document: inout Document, _ spacing: inout MemberSpacing
  ) {
    let parameter = SwiftParameter(label: "to", "fields", type: .inout(encodedFields))
    document.begin(.other, &spacing)
    document.head(nil, [], settings.access.modifiers)
    document.text("func encodeFields")
    document.signature([parameter])
    document.block(texts.indices) { $0.write(PropertyEncoding(texts[$1])) }
  }
}
