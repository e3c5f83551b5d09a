import EctypeText

// The lines of a struct, one a property in each of its members. Each says what it takes at most, and holds just the texts
// that it is put together from: all of a property's would be copied for every line.

/// `var bornOn: LocalDate?`
struct PropertyDeclaration: Line {
  private let declaration: Fragment
  private let type: Fragment

  @inline(__always) init(_ text: PropertyText) {
    declaration = text.declaration
    type = text.type
  }

  var bytes: Int { "var : ".utf8.count + declaration.count + type.count }

  @inline(__always) func write(to sink: inout some LineSink) {
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
  private let parameter: Fragment
  private let type: Fragment
  private let defaultValue: Fragment?
  private let hugs: Bool

  @inline(__always) init(_ text: PropertyText) {
    parameter = text.parameter
    type = text.type
    defaultValue = text.defaultValue
    hugs = text.hugs
  }

  var bytes: Int {
    ":  = ,".utf8.count + parameter.count + type.count
      + (defaultValue?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
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
  private let member: Fragment
  private let argument: Fragment

  @inline(__always) init(_ text: PropertyText) {
    member = text.member
    argument = text.argument
  }

  var bytes: Int { "self. = ".utf8.count + member.count + argument.count }

  @inline(__always) func write(to sink: inout some LineSink) {
    sink.assigned(hugs: false) {
      $0.text("self.")
      $0.append(member)
      $0.text(" =")
    } value: {
      $0.append(argument)
    }
  }
}

/// `var fields = FieldMap<Self>()`
struct MappingStart: Line {
  let fieldMap: Fragment

  var bytes: Int { "var fields = ()".utf8.count + fieldMap.count }

  @inline(__always) func write(to sink: inout some LineSink) {
    sink.assigned(hugs: true) {
      $0.text("var fields =")
    } value: {
      $0.append(fieldMap)
      $0.text("()")
    }
  }
}

/// `let fields = try DecodedFields(decoder)`
struct DecodingStart: Line {
  let decodedFields: Fragment

  var bytes: Int { "let fields = try (decoder)".utf8.count + decodedFields.count }

  @inline(__always) func write(to sink: inout some LineSink) {
    sink.assigned(hugs: true) {
      $0.text("let fields =")
    } value: {
      $0.text("try ")
      $0.append(decodedFields)
      $0.list("(", 0..<1, ")") { sink, _ in sink.text("decoder") }
    }
  }
}

/// `fields.optional("born_on", \.bornOn)`
struct PropertyMapping: Line {
  private let method: StaticString
  private let key: Fragment
  private let member: Fragment
  private let codingArgument: Fragment?

  @inline(__always) init(_ text: PropertyText) {
    method = text.method
    key = text.key
    member = text.member
    codingArgument = text.codingArgument
  }

  var bytes: Int {
    #"fields.(, \., )"#.utf8.count + method.utf8CodeUnitCount + key.count
      + member.count + (codingArgument?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
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
  private let besideDecoder: Fragment
  private let method: StaticString
  private let key: Fragment
  private let codingArgument: Fragment?

  @inline(__always) init(_ text: PropertyText) {
    besideDecoder = text.besideDecoder
    method = text.method
    key = text.key
    codingArgument = text.codingArgument
  }

  var bytes: Int {
    " = try fields.(, )".utf8.count + besideDecoder.count
      + method.utf8CodeUnitCount + key.count
      + (codingArgument?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
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
