import EctypeText

// The lines of a struct, one a property in each of its members. Each says what it takes at most.

/// `var bornOn: LocalDate?`
struct PropertyDeclaration: Line {
  private let declaration: Fragment
  private let type: Fragment
  private let fragments: Fragments

  @inline(__always) init(_ text: PropertyText, _ fragments: Fragments) {
    declaration = text.declaration
    type = text.type
    self.fragments = fragments
  }

  var bytes: Int { "var : ".utf8.count + declaration.count + type.count }

  @inline(__always) func write(to sink: inout some LineSink) {
    sink.annotated {
      $0.text("var ")
      $0.append(declaration, of: fragments)
    } type: {
      $0.append(type, of: fragments)
    }
  }
}

/// `bornOn: LocalDate? = nil`
struct PropertyParameter: Line {
  private let parameter: Fragment
  private let type: Fragment
  private let defaultValue: Fragment?
  private let hugs: Bool
  private let fragments: Fragments

  @inline(__always) init(_ text: PropertyText, _ fragments: Fragments) {
    parameter = text.parameter
    type = text.type
    defaultValue = text.defaultValue
    hugs = text.hugs
    self.fragments = fragments
  }

  var bytes: Int {
    ":  = ,".utf8.count + parameter.count + type.count
      + (defaultValue?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
    guard let value = defaultValue else {
      return sink.annotated {
        $0.append(parameter, of: fragments)
      } type: {
        $0.append(type, of: fragments)
      }
    }
    sink.declared(hugs: hugs, isParameter: true) {
      $0.append(parameter, of: fragments)
    } type: {
      $0.append(type, of: fragments)
    } value: {
      $0.append(value, of: fragments)
    }
  }
}

/// `self.bornOn = bornOn`
struct PropertyAssignment: Line {
  private let member: Fragment
  private let argument: Fragment
  private let fragments: Fragments

  @inline(__always) init(_ text: PropertyText, _ fragments: Fragments) {
    member = text.member
    argument = text.argument
    self.fragments = fragments
  }

  var bytes: Int { "self. = ".utf8.count + member.count + argument.count }

  @inline(__always) func write(to sink: inout some LineSink) {
    sink.assigned(hugs: false) {
      $0.text("self.")
      $0.append(member, of: fragments)
      $0.text(" =")
    } value: {
      $0.append(argument, of: fragments)
    }
  }
}

/// `fields.optional("born_on", \.bornOn)`
struct PropertyMapping: Line {
  private let method: StaticString
  private let key: Fragment
  private let member: Fragment
  private let codingArgument: Fragment?
  private let fragments: Fragments

  @inline(__always) init(_ text: PropertyText, _ fragments: Fragments) {
    method = text.method
    key = text.key
    member = text.member
    codingArgument = text.codingArgument
    self.fragments = fragments
  }

  var bytes: Int {
    #"fields.(, \., )"#.utf8.count + method.utf8CodeUnitCount + key.count
      + member.count + (codingArgument?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
    sink.call("fields", method) {
      $0.append(key, of: fragments)
      $0.comma()
      $0.text(#"\."#)
      $0.append(member, of: fragments)
      if let coding = codingArgument {
        $0.comma()
        $0.append(coding, of: fragments)
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
  private let fragments: Fragments

  @inline(__always) init(_ text: PropertyText, _ fragments: Fragments) {
    besideDecoder = text.besideDecoder
    method = text.method
    key = text.key
    codingArgument = text.codingArgument
    self.fragments = fragments
  }

  var bytes: Int {
    " = try fields.(, )".utf8.count + besideDecoder.count
      + method.utf8CodeUnitCount + key.count
      + (codingArgument?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
    sink.assigned(hugs: true) {
      $0.append(besideDecoder, of: fragments)
      $0.text(" =")
    } value: {
      $0.text("try ")
      $0.call("fields", method, isContinuation: true) {
        $0.append(key, of: fragments)
        if let coding = codingArgument {
          $0.comma()
          $0.append(coding, of: fragments)
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
  private let fragments: Fragments

  @inline(__always) init(_ text: PropertyText, _ fragments: Fragments) {
    key = text.key
    besideFields = text.besideFields
    coding = text.coding
    self.fragments = fragments
  }

  var bytes: Int {
    "fields.encode(, ())".utf8.count + key.count + besideFields.count
      + (coding?.count ?? 0)
  }

  @inline(__always) func write(to sink: inout some LineSink) {
    sink.call("fields", "encode") {
      $0.append(key, of: fragments)
      $0.comma()
      guard let coding = coding else {
        return $0.append(besideFields, of: fragments)
      }
      $0.append(coding, of: fragments)
      $0.list("(", 0..<1, ")") { sink, _ in sink.append(besideFields, of: fragments) }
    }
  }
}
