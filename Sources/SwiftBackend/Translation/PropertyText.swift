import EctypeModel
import EctypeText

/// What the lines of a stored property are put together from: its texts, written once.
final class PropertyText {
  let documentation: String?
  /// The narrowest of the types it names.
  let access: SwiftSettings.Access
  /// The name where it is declared and as a member.
  let declaration: Fragment
  let member: Fragment
  /// The initialiser's parameter, with its label where that is another, and the parameter as a value.
  let parameter: Fragment
  let argument: Fragment
  /// The property where `decoder` is another name, or `fields` is.
  let besideDecoder: Fragment
  let besideFields: Fragment
  /// The key as a literal.
  let key: Fragment
  let type: Fragment
  /// The initialiser's default, and whether it may break inside its own brackets.
  let defaultValue: Fragment?
  let hugs: Bool
  /// What a date is written as: an argument, `as: UTCSeconds<Date?>.self`, and the type alone.
  let codingArgument: Fragment?
  let coding: Fragment?
  /// The method of the run-time's `DecodedFields` and `FieldMap` for it.
  let method: StaticString

  /// Whole lines, of a property that recurs.
  private(set) var lines: Lines?

  struct Lines {
    let declaration: Fragment
    let parameter: Fragment
    let assignment: Fragment
    let mapping: Fragment
    let decoding: Fragment
  }

  /// - Parameter names: those of the struct's properties.
  init(of property: StoredProperty, in document: inout Document, _ names: () -> [String]) {
    documentation = property.documentation
    access = property.access
    let name = property.name
    declaration = document.fragment(name: name, .declaration)
    if name.isWord {
      member = declaration
      parameter = declaration
      argument = declaration
      besideDecoder = declaration
      besideFields = declaration
    } else {
      let parameterName = Self.parameterName(name, among: names)
      member = document.fragment(name: name, .member)
      parameter = document.fragment { $0.parameterName(name, parameterName) }
      argument = document.fragment(name: parameterName, .variable)
      besideDecoder = document.fragment {
        $0.property(name, isHidden: name == "fields" || name == "self" || name == "decoder")
      }
      besideFields = document.fragment {
        $0.property(name, isHidden: name == "fields" || name == "self")
      }
    }
    key = document.fragment(string: property.key)
    type = document.fragment(type: property.type)
    if let value = property.defaultValue {
      defaultValue = document.fragment { $0.print(value, isContinuation: true) }
      hugs = value.hugs
    } else {
      (defaultValue, hugs) = (nil, false)
    }
    if let coding = property.coding {
      self.coding = document.fragment { $0.print(coding) }
      let metatype = SwiftExpression.metatype(.generic(coding, [property.type]))
      codingArgument = document.fragment { $0.print(SwiftArgument(label: "as", metatype)) }
    } else {
      (coding, codingArgument) = (nil, nil)
    }
    method =
      if property.coding != nil {
        "date"
      } else if property.isAssociation {
        "association"
      } else if case .optional = property.type {
        "optional"
      } else {
        "value"
      }
  }

  /// Puts whole lines together.
  func keepLines(in document: inout Document) {
    func line(_ line: some Line) -> Fragment { document.fragment { line.write(to: &$0) } }
    lines = Lines(
      declaration: line(PropertyDeclaration(self)), parameter: line(PropertyParameter(self)),
      assignment: line(PropertyAssignment(self)), mapping: line(PropertyMapping(self)),
      decoding: line(PropertyDecoding(self)))
  }

  /// `self` is the struct: the value of a property of that name is called otherwise.
  private static func parameterName(_ name: String, among names: () -> [String]) -> String {
    guard name == "self" else { return name }
    var unique = UniqueNames(suffix: "Value", taken: names())
    return unique.claim("self")
  }
}

extension String {
  /// It is written the same wherever a property is named.
  fileprivate var isWord: Bool {
    !ReservedWords.mayBeReserved(self) && self != "fields" && self != "decoder"
  }
}

extension Document {
  /// A property among parameters and constants, one of which has its name where it is hidden.
  fileprivate mutating func property(_ name: String, isHidden: Bool) {
    if isHidden { text("self.") }
    self.name(name, isHidden ? .member : .variable)
  }
}
