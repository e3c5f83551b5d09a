import EctypeModel
import EctypeText

extension StructWriter {
  /// `fieldMap`, a line a property: `fields.optional("born_on", \.bornOn)`.
  func declareFieldMap(
    _ fieldMap: SwiftType, _ document: inout Document, _ spacing: inout MemberSpacing
  ) {
    document.begin(.other, &spacing)
    document.head(nil, [], [settings.access.modifiers, .static])
    document.text("let fieldMap: ")
    document.print(fieldMap)
    document.text(" = {")
    document.block(-1...properties.count) { document, index in
      if index < 0 {
        document.print(
          SwiftStatement.binding(
            isLet: false, .name("fields"), type: nil, value: .call(.type(fieldMap))))
      } else if index == properties.count {
        document.print(SwiftStatement.return(.name("fields")))
      } else {
        document.within(columns: lineColumns(index)) { map(index, &$0) }
      }
    }
    document.text("()")
  }

  private func map(_ index: Int, _ document: inout Document) {
    let count = properties[index].coding == nil ? 2 : 3
    document.call("fields", methods[index], 0..<count) {
      switch $1 {
      case 0: $0.string(properties[index].key)
      case 1:
        $0.text("\\.")
        $0.name(properties[index].name, .member)
      default: writeCoding(index, &$0)
      }
    }
  }

  /// `init(from:)`, by the run-time's `DecodedFields` as it is written here.
  func declareDecoding(
    _ decoder: SwiftType, _ decodedFields: SwiftType, _ document: inout Document,
    _ spacing: inout MemberSpacing
  ) {
    let container = SwiftExpression.call(.type(decodedFields), [SwiftArgument(.name("decoder"))])
    let parameter = SwiftParameter(label: "from", "decoder", type: .existential(decoder))
    document.begin(.other, &spacing)
    document.head(nil, [], settings.access.modifiers)
    document.text("init")
    document.signature([parameter], throws: true)
    document.block(-1..<properties.count) { document, index in
      if index < 0 {
        return document.print(
          SwiftStatement.binding(
            isLet: true, .name("fields"), type: nil, value: .try(.try, container)))
      }
      document.within(columns: lineColumns(index)) { decode(index, &$0) }
    }
  }

  /// `bornOn = try fields.optional("born_on")`
  private func decode(_ index: Int, _ document: inout Document) {
    document.assigned(hugs: true) {
      if properties[index].name == "decoder" {
        $0.text("self.decoder")
      } else {
        read(index, &$0)
      }
      $0.text(" =")
    } value: {
      $0.text("try ")
      let count = properties[index].coding == nil ? 1 : 2
      $0.call("fields", methods[index], 0..<count, isContinuation: true) {
        if $1 == 0 { $0.string(properties[index].key) } else { writeCoding(index, &$0) }
      }
    }
  }

  /// `as: UTCSeconds<Date?>.self`
  private func writeCoding(_ index: Int, _ document: inout Document) {
    guard let coding = properties[index].coding else { return }
    document.print(
      SwiftArgument(label: "as", .metatype(SwiftType.generic(coding, [properties[index].type]))))
  }

  /// `encodeFields(to:)`, a line an entry: `fields.encode("born_on", bornOn)`.
  func declareEncoding(
    _ encodedFields: SwiftType, _ document: inout Document, _ spacing: inout MemberSpacing
  ) {
    let parameter = SwiftParameter(label: "to", "fields", type: .inout(encodedFields))
    document.begin(.other, &spacing)
    document.head(nil, [], settings.access.modifiers)
    document.text("func encodeFields")
    document.signature([parameter])
    document.block(properties.indices) { document, index in
      document.within(columns: lineColumns(index)) {
        $0.call("fields", "encode", 0..<2) {
          if $1 == 0 { $0.string(properties[index].key) } else { writeValue(index, &$0) }
        }
      }
    }
  }

  private func writeValue(_ index: Int, _ document: inout Document) {
    guard let coding = properties[index].coding else { return read(index, &document) }
    document.print(.type(coding))
    document.list("(", 0..<1, ")") { document, _ in read(index, &document) }
  }

  /// The property beside a parameter or a constant `fields`.
  private func read(_ index: Int, _ document: inout Document) {
    let name = properties[index].name
    if name == "fields" || name == "self" {
      document.text("self.")
      document.name(name, .member)
    } else {
      document.name(name, .variable)
    }
  }
}

extension StoredProperty {
  /// The method of the run-time's `DecodedFields` and `FieldMap` for it.
  var method: StaticString {
    if coding != nil { return "date" }
    if isAssociation { return "association" }
    if case .optional = type { return "optional" }
    return "value"
  }
}
