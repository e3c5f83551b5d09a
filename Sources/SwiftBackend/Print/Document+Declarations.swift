import EctypeText

/// What was declared last, of the members of a type or the declarations of a file: neighbours of one kind that take
/// one line stand together, all others have an empty line between them.
struct MemberSpacing {
  enum Kind: Equatable {
    case enumCase, typeAlias
    case stored(isStatic: Bool)
    /// What stands alone.
    case other
  }

  var previous: Kind?
}

extension Document {
  /// Goes to where the next member begins.
  mutating func begin(_ kind: MemberSpacing.Kind, _ spacing: inout MemberSpacing) {
    if let previous = spacing.previous {
      if kind == previous, kind != .other { hardLine() } else { blankLine() }
    }
    spacing.previous = kind
  }

  mutating func print(_ member: SwiftDeclaration, _ spacing: inout MemberSpacing) {
    begin(member.kind, &spacing)
    print(member)
  }

  mutating func printMembers(_ members: [SwiftDeclaration]) {
    var spacing = MemberSpacing()
    for member in members { print(member, &spacing) }
  }

  private mutating func print(_ declaration: SwiftDeclaration) {
    switch declaration {
    case .type(let type): print(type)
    case .variable(let variable): print(variable)
    case .initializer(let initializer): print(initializer)
    case .function(let function): print(function)
    case .enumCase(let enumCase): print(enumCase)
    case .typeAlias(let alias):
      head(alias.documentation, [], alias.modifiers)
      group(.alone) {
        $0.text("typealias ")
        $0.name(alias.name, .declaration)
        $0.text(" =")
        $0.nest {
          $0.line()
          $0.print(alias.type)
        }
      }
    }
  }

  /// What stands before the keyword.
  mutating func head(
    _ documentation: String?, _ attributes: [SwiftType], _ modifiers: SwiftModifiers
  ) {
    if let documentation { comment(documentation, prefix: "///") }
    for attribute in attributes {
      text("@")
      print(attribute)
      hardLine()
    }
    self.modifiers(modifiers)
  }

  private mutating func print(_ type: SwiftTypeDeclaration) {
    head(type.documentation, type.attributes, type.modifiers)
    self.type(type.keyword, type.type, type.inherited, isEmpty: type.members.isEmpty) {
      $0.printMembers(type.members)
    }
  }

  /// A type from its keyword on; `members` writes what stands between its braces.
  @inline(__always) mutating func type(
    _ keyword: SwiftTypeDeclaration.Keyword, _ type: SwiftType, _ inherited: [SwiftType] = [],
    isEmpty: Bool = false, members: (inout Document) -> Void
  ) {
    typeHead(keyword, type, inherited, isEmpty: isEmpty)
    if isEmpty { return }
    nest {
      $0.hardLine()
      members(&$0)
    }
    hardLine()
    text("}")
  }

  private mutating func typeHead(
    _ keyword: SwiftTypeDeclaration.Keyword, _ type: SwiftType, _ inherited: [SwiftType],
    isEmpty: Bool
  ) {
    group {
      $0.text(keyword.rawValue)
      $0.text(" ")
      if case .named(let name) = type, keyword != .extension {
        $0.name(name, .declaration)
      } else {
        $0.print(type)
      }
      if !inherited.isEmpty {
        $0.text(":")
        $0.nest {
          $0.flexLine()
          $0.joined(inherited, separator: { $0.comma() }) { $0.print($1) }
        }
      }
      $0.line()
      $0.text(isEmpty ? "{}" : "{")
    }
  }

  private mutating func print(_ variable: SwiftVariable) {
    head(variable.documentation, variable.attributes, variable.modifiers)
    if let getter = variable.getter { return computed(variable, getter) }
    declared(type: variable.type, value: variable.value) {
      $0.text(variable.isLet ? "let " : "var ")
      $0.name(variable.name, .declaration)
    }
  }

  private mutating func computed(_ variable: SwiftVariable, _ getter: [SwiftStatement]) {
    group(.alone) {
      $0.declared(type: variable.type, value: nil) {
        $0.text("var ")
        $0.name(variable.name, .declaration)
      }
      $0.line()
      $0.text("{")
    }
    if getter.count == 1, case .expression = getter[0] {
      group {
        $0.nest {
          $0.line()
          $0.print(getter[0])
        }
        $0.line()
        $0.text("}")
      }
    } else {
      block(getter)
    }
  }

  private mutating func print(_ initializer: SwiftInitializer) {
    head(initializer.documentation, initializer.attributes, initializer.modifiers)
    text(initializer.isFailable ? "init?" : "init")
    signature(initializer.parameters, throws: initializer.throws, result: nil)
    block(initializer.body)
  }

  private mutating func print(_ function: SwiftFunction) {
    head(function.documentation, function.attributes, function.modifiers)
    text("func ")
    if SwiftOperator(rawValue: function.name) == nil {
      name(function.name, .declaration)
    } else {
      text(function.name)
      text(" ")
    }
    signature(function.parameters, throws: function.throws, result: function.result)
    block(function.body)
  }

  mutating func signature(
    _ parameters: [SwiftParameter], throws canThrow: Bool = false, result: SwiftType? = nil
  ) {
    signature(parameters, throws: canThrow, result: result) { $0.print($1) }
  }

  /// From the parameters, one for each element, to the opening brace.
  @inline(__always) mutating func signature<C: Collection>(
    _ elements: C, throws canThrow: Bool = false, result: SwiftType? = nil,
    isBroken: Bool = false, _ parameter: (inout Document, C.Element) -> Void
  ) {
    list("(", elements, ")", isBroken: isBroken, parameter)
    group {
      if canThrow { $0.text(" throws") }
      if let result {
        $0.nest {
          $0.line()
          $0.text("-> ")
          $0.print(result)
        }
      }
      $0.line()
      $0.text("{")
    }
  }

  private mutating func print(_ parameter: SwiftParameter) {
    declared(type: parameter.type, value: parameter.defaultValue, isParameter: true) {
      $0.parameterName(parameter.label, parameter.name)
    }
  }

  mutating func parameterName(_ label: String?, _ name: String) {
    if let label {
      self.name(label, .parameter)
    } else {
      text("_")
    }
    if label != name {
      text(" ")
      self.name(name, .parameter)
    }
  }

  private mutating func print(_ enumCase: SwiftEnumCase) {
    head(enumCase.documentation, [], enumCase.modifiers)
    declared(type: nil, value: enumCase.rawValue) {
      $0.text("case ")
      $0.name(enumCase.name, .declaration)
      if enumCase.associatedValues.isEmpty { return }
      $0.list("(", enumCase.associatedValues, ")") { document, value in
        guard let label = value.label else { return document.print(value.type) }
        document.annotated {
          $0.name(label, .parameter)
        } type: {
          $0.print(value.type)
        }
      }
    }
  }
}

extension SwiftDeclaration {
  fileprivate var kind: MemberSpacing.Kind {
    switch self {
    case .enumCase: .enumCase
    case .typeAlias: .typeAlias
    case .variable(let variable) where variable.getter == nil:
      .stored(isStatic: variable.modifiers.contains(.static))
    default: .other
    }
  }
}
