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

  /// What is written of a property besides its name and key.
  struct Parts {
    var type: Fragment
    var defaultValue: Fragment?
    var hugs = false
    /// What its dates are written as, as an argument and alone.
    var coding: (argument: Fragment, type: Fragment)?
    var method: StaticString
  }

  /// - Parameter names: those of the struct's properties.
  convenience init(
    of property: StoredProperty, in document: inout Document, _ names: () -> [String]
  ) {
    var parts = Parts(type: document.fragment(type: property.type), method: "value")
    if let value = property.defaultValue {
      parts.defaultValue = document.fragment { $0.print(value, isContinuation: true) }
      parts.hugs = value.hugs
    }
    if let coding = property.coding {
      parts.method = "date"
      let metatype = SwiftExpression.metatype(.generic(coding, [property.type]))
      parts.coding = (
        document.fragment { $0.print(SwiftArgument(label: "as", metatype)) },
        document.fragment { $0.print(coding) }
      )
    } else if case .optional = property.type {
      parts.method = "optional"
    }
    self.init(
      property.name, key: property.key, parts, access: property.access,
      documentation: property.documentation, in: &document, names)
  }

  init(
    _ name: String, key: String, _ parts: Parts, access: SwiftSettings.Access,
    documentation: String?, in document: inout Document, _ names: () -> [String]
  ) {
    self.documentation = documentation
    self.access = access
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
    self.key = document.fragment(string: key)
    type = parts.type
    (defaultValue, hugs) = (parts.defaultValue, parts.hugs)
    (codingArgument, coding) = (parts.coding?.argument, parts.coding?.type)
    method = parts.method
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
    !ReservedWords.mayBeReserved(self)
  }
}

extension Document {
  /// A property among parameters and constants, one of which has its name where it is hidden.
  fileprivate mutating func property(_ name: String, isHidden: Bool) {
    if isHidden { text("self.") }
    self.name(name, isHidden ? .member : .variable)
  }
}
