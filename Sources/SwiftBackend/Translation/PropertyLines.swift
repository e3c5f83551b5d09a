import EctypeModel
import EctypeText

// The lines of a struct, one a property in each of its members. Each says what it takes at most, and holds just the texts
// that it is put together from: all of a property's would be copied for every line.

/// `var bornOn: LocalDate?`
struct PropertyDeclaration: Line {
  private let whole: Fragment?
  private let declaration: Fragment
  private let type: Fragment
  private let modifiers: SwiftModifiers

  @inline(__always) init(_ text: PropertyText, _ access: SwiftSettings.Access = .internal) {
    whole = text.lines?.declaration
    declaration = text.declaration
    type = text.type
    modifiers = access.modifiers
  }

  var bytes: Int {
    if let whole { return "package ".utf8.count + whole.count }
    return "package var : ".utf8.count + declaration.count + type.count
  }

  @inline(__always) func write(to sink: inout some LineSink) {
    sink.modifiers(modifiers)
    if let whole { return sink.append(whole) }
    sink.annotated {
      $0.text("var ")
      $0.append(declaration)
    } type: {
      $0.append(type)
    }
  }
}

/// `bornOn: LocalDate? = nil`
struct PropertyParameter: Line {
  private let whole: Fragment?
  private let parameter: Fragment
  private let type: Fragment
  private let defaultValue: Fragment?
  private let hugs: Bool

  @inline(__always) init(_ text: PropertyText) {
    whole = text.lines?.parameter
    parameter = text.parameter
    type = text.type
    defaultValue = text.defaultValue
    hugs = text.hugs
  }

  var bytes: Int {
    if let whole { return whole.count }
    return ":  = ".utf8.count + parameter.count + type.count
      + (defaultValue?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
    if let whole { return sink.append(whole) }
    guard let value = defaultValue else {
      return sink.annotated {
        $0.append(parameter)
      } type: {
        $0.append(type)
      }
    }
    sink.declared(hugs: hugs, isParameter: true) {
      $0.append(parameter)
    } type: {
      $0.append(type)
    } value: {
      $0.append(value)
    }
  }
}

/// `self.bornOn = bornOn`
struct PropertyAssignment: Line {
  private let whole: Fragment?
  private let member: Fragment
  private let argument: Fragment

  @inline(__always) init(_ text: PropertyText) {
    whole = text.lines?.assignment
    member = text.member
    argument = text.argument
  }

  var bytes: Int {
    if let whole { return whole.count }
    return "self. = ".utf8.count + member.count + argument.count
  }

  @inline(__always) func write(to sink: inout some LineSink) {
    if let whole { return sink.append(whole) }
    sink.assigned(hugs: false) {
      $0.text("self.")
      $0.append(member)
      $0.text(" =")
    } value: {
      $0.append(argument)
    }
  }
}

/// A line that is set aside as a whole.
struct KeptLine: Line {
  let fragment: Fragment

  init(_ fragment: Fragment) { self.fragment = fragment }

  var bytes: Int { fragment.count }

  @inline(__always) func write(to sink: inout some LineSink) { sink.append(fragment) }
}

/// `fields.optional("born_on", \.bornOn)`
struct PropertyMapping: Line {
  private let whole: Fragment?
  private let method: StaticString
  private let key: Fragment
  private let member: Fragment
  private let codingArgument: Fragment?

  @inline(__always) init(_ text: PropertyText) {
    whole = text.lines?.mapping
    method = text.method
    key = text.key
    member = text.member
    codingArgument = text.codingArgument
  }

  var bytes: Int {
    if let whole { return whole.count }
    return #"fields.(, \., )"#.utf8.count + method.utf8CodeUnitCount + key.count
      + member.count + (codingArgument?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
    if let whole { return sink.append(whole) }
    sink.call("fields", method) {
      $0.append(key)
      $0.comma()
      $0.text(#"\."#)
      $0.append(member)
      if let coding = codingArgument {
        $0.comma()
        $0.append(coding)
      }
    }
  }
}

/// `bornOn = try fields.optional("born_on")`
struct PropertyDecoding: Line {
  private let whole: Fragment?
  private let besideDecoder: Fragment
  private let method: StaticString
  private let key: Fragment
  private let codingArgument: Fragment?

  @inline(__always) init(_ text: PropertyText) {
    whole = text.lines?.decoding
    besideDecoder = text.besideDecoder
    method = text.method
    key = text.key
    codingArgument = text.codingArgument
  }

  var bytes: Int {
    if let whole { return whole.count }
    return " = try fields.(, )".utf8.count + besideDecoder.count
      + method.utf8CodeUnitCount + key.count
      + (codingArgument?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
    if let whole { return sink.append(whole) }
    sink.assigned(hugs: true) {
      $0.append(besideDecoder)
      $0.text(" =")
    } value: {
      $0.text("try ")
      $0.call("fields", method, isContinuation: true) {
        $0.append(key)
        if let coding = codingArgument {
          $0.comma()
          $0.append(coding)
        }
      }
    }
  }
}

/// `fields.encode("born_on", bornOn)`
struct PropertyEncoding: Line {
  private let key: Fragment
  private let besideFields: Fragment
  private let coding: Fragment?

  @inline(__always) init(_ text: PropertyText) {
    key = text.key
    besideFields = text.besideFields
    coding = text.coding
  }

  var bytes: Int {
    "fields.encode(, ())".utf8.count + key.count + besideFields.count
      + (coding?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
    sink.call("fields", "encode") {
      $0.append(key)
      $0.comma()
      guard let coding = coding else {
        return $0.append(besideFields)
      }
      $0.append(coding)
      $0.list("(", 0..<1, ")") { sink, _ in sink.append(besideFields) }
    }
  }
}
