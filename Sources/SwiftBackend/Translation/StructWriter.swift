import EctypeModel
import EctypeText

/// Writes what the stored properties of a struct make of its members.
struct StructWriter {
  let texts: [PropertyText]
  let settings: SwiftSettings

  init(_ texts: [PropertyText], _ settings: SwiftSettings) {
    self.texts = texts
    self.settings = settings
  }

  /// The compiler's own initialiser is as good where it is visible enough.
  var hasInitializer: Bool {
    settings.access != .internal || texts.contains { $0.defaultValue != nil }
  }

  var isEmpty: Bool { texts.isEmpty && !hasInitializer }

  func declareProperties(_ document: inout Document, _ spacing: inout MemberSpacing) {
    var index = 0
    while index < texts.count {
      document.begin(.stored(isStatic: false), &spacing)
      document.head(texts[index].documentation, [], [])
      // Up to the next that says what it is.
      let first = index
      repeat { index += 1 } while index < texts.count && texts[index].documentation == nil
      document.write(index - first) {
        PropertyDeclaration(texts[first + $0], min(texts[first + $0].access, settings.access))
      }
    }
  }

  func declareInitializer(_ document: inout Document, _ spacing: inout MemberSpacing) {
    guard hasInitializer else { return }
    document.begin(.other, &spacing)
    document.head(nil, [], texts.reduce(settings.access) { min($0, $1.access) }.modifiers)
    document.text("init")
    let columns = texts.reduce(0) { $0 + $1.type.columns + "a: , ".utf8.count }
    if columns > SwiftFile.width {
      // One element that is all lines.
      document.signature(0..<1, isBroken: true) { document, _ in
        document.write(texts.count, separator: ",") { PropertyParameter(texts[$0]) }
      }
    } else {
      document.signature(texts.indices) { $0.write(PropertyParameter(texts[$1])) }
    }
    document.block(texts.isEmpty ? 0..<0 : 0..<1) { document, _ in
      document.write(texts.count) { PropertyAssignment(texts[$0]) }
    }
  }

  /// `fieldMap`, a line a property.
  func declareFieldMap(
    _ lines: CodingLines, _ document: inout Document, _ spacing: inout MemberSpacing
  ) {
    document.begin(.other, &spacing)
    document.write(KeptLine(lines.fieldMapHead))
    document.block(0..<1) { document, _ in
      document.write(KeptLine(lines.fieldMapStart))
      document.hardLine()
      document.write(texts.count) { PropertyMapping(texts[$0]) }
      document.hardLine()
      document.text("return fields")
    }
    document.text("()")
  }

  /// `init(from:)`, by the run-time's `DecodedFields` as it is written here.
  func declareDecoding(
    _ lines: CodingLines, _ document: inout Document, _ spacing: inout MemberSpacing
  ) {
    document.begin(.other, &spacing)
    document.write(KeptLine(lines.decodingHead))
    document.block(0..<1) { document, _ in
      document.write(KeptLine(lines.decodingStart))
      document.hardLine()
      document.write(texts.count) { PropertyDecoding(texts[$0]) }
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
    document.block(texts.isEmpty ? 0..<0 : 0..<1) { document, _ in
      document.write(texts.count) { PropertyEncoding(texts[$0]) }
    }
  }
}
