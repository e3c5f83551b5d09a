import EctypeText

extension Document {
  /// Declarations with an empty line between them, except between neighbours of one kind that take one line.
  mutating func printMembers(_ members: [SwiftDeclaration]) {
    var previous: SwiftDeclaration?
    for member in members {
      if let previous {
        if member.standsTogether(with: previous) { hardLine() } else { blankLine() }
      }
      print(member)
      previous = member
    }
  }

  mutating func print(_ declaration: SwiftDeclaration) {
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
  private mutating func head(
    _ documentation: String?, _ attributes: [SwiftType], _ modifiers: SwiftModifiers
  ) {
    self.documentation(documentation)
    for attribute in attributes {
      text("@")
      print(attribute)
      hardLine()
    }
    if modifiers.isEmpty { return }
    if modifiers.contains(.public) { text("public ") }
    if modifiers.contains(.package) { text("package ") }
    if modifiers.contains(.fileprivate) { text("fileprivate ") }
    if modifiers.contains(.private) { text("private ") }
    if modifiers.contains(.static) { text("static ") }
    if modifiers.contains(.nonisolated) { text("nonisolated ") }
    if modifiers.contains(.mutating) { text("mutating ") }
    if modifiers.contains(.indirect) { text("indirect ") }
  }

  private mutating func print(_ type: SwiftTypeDeclaration) {
    head(type.documentation, type.attributes, type.modifiers)
    group {
      $0.text(type.keyword.rawValue)
      $0.text(" ")
      if case .named(let name) = type.type, type.keyword != .extension {
        $0.name(name, .declaration)
      } else {
        $0.print(type.type)
      }
      if !type.inherited.isEmpty {
        $0.text(":")
        $0.nest {
          $0.flexLine()
          $0.joined(type.inherited, separator: { $0.comma() }) { $0.print($1) }
        }
      }
      $0.line()
      $0.text(type.members.isEmpty ? "{}" : "{")
    }
    if type.members.isEmpty { return }
    nest {
      $0.hardLine()
      $0.printMembers(type.members)
    }
    hardLine()
    text("}")
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

  /// From the parameters to the opening brace.
  private mutating func signature(
    _ parameters: [SwiftParameter], throws canThrow: Bool, result: SwiftType?
  ) {
    list("(", parameters, ")") { $0.print($1) }
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
      if let label = parameter.label {
        $0.name(label, .parameter)
      } else {
        $0.text("_")
      }
      if parameter.label != parameter.name {
        $0.text(" ")
        $0.name(parameter.name, .parameter)
      }
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
        document.annotated(value.type) { $0.name(label, .parameter) }
      }
    }
  }
}

extension SwiftDeclaration {
  /// Both are of one kind and take one line, so no empty line stands between them.
  fileprivate func standsTogether(with other: SwiftDeclaration) -> Bool {
    switch (self, other) {
    case (.enumCase, .enumCase), (.typeAlias, .typeAlias): true
    case (.variable(let a), .variable(let b)):
      a.getter == nil && b.getter == nil
        && a.modifiers.contains(.static) == b.modifiers.contains(.static)
    default: false
    }
  }
}
