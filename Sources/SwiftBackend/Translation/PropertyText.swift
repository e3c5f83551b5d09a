import EctypeText

/// The texts that the lines of a stored property are put together from, written once.
struct PropertyText {
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

  /// - Parameter index: the property's, of which only what is asked for is copied.
  init(_ index: Int, of properties: [StoredProperty], in document: inout Document) {
    let name = properties[index].name
    declaration = document.fragment(name: name, .declaration)
    if name.isWord {
      member = declaration
      parameter = declaration
      argument = declaration
      besideDecoder = declaration
      besideFields = declaration
    } else {
      let parameterName = Self.parameterName(name, among: properties)
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
    let (key, type) = (properties[index].key, properties[index].type)
    let coding = properties[index].coding
    self.key = document.fragment(string: key)
    self.type = document.fragment(type: type)
    if let value = properties[index].defaultValue {
      defaultValue = document.fragment { $0.print(value, isContinuation: true) }
      hugs = value.hugs
    } else {
      (defaultValue, hugs) = (nil, false)
    }
    if let coding {
      self.coding = document.fragment { $0.print(coding) }
      let metatype = SwiftExpression.metatype(.generic(coding, [type]))
      codingArgument = document.fragment { $0.print(SwiftArgument(label: "as", metatype)) }
    } else {
      (self.coding, codingArgument) = (nil, nil)
    }
    method =
      if coding != nil {
        "date"
      } else if properties[index].isAssociation {
        "association"
      } else if case .optional = type {
        "optional"
      } else {
        "value"
      }
  }

  /// `self` is the struct: the value of a property of that name is called otherwise.
  private static func parameterName(
    _ name: String, among properties: [StoredProperty]
  ) -> String {
    guard name == "self" else { return name }
    var unique = UniqueNames(suffix: "Value", taken: properties.map(\.name))
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
