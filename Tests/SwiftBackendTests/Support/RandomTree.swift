@testable import SwiftBackend

/// A generator that gives the same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Random trees that parse, with names from one to over fifty characters. They mean nothing.
struct RandomTree {
  var generator: SeededGenerator
  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  mutating func many<T>(_ range: ClosedRange<Int>, _ make: (inout Self) -> T) -> [T] {
    var result: [T] = []
    for _ in 0..<int(range) { result.append(make(&self)) }
    return result
  }

  mutating func maybe<T>(_ percent: Int, _ make: (inout Self) -> T) -> T? {
    chance(percent) ? make(&self) : nil
  }

  // MARK: Names and text

  mutating func name() -> String {
    let reserved = [
      "default", "self", "init", "in", "await", "inout", "repeat", "let", "nil", "true", "async",
      "any", "get", "super",
    ]
    if chance(6) { return reserved[int(0...reserved.count - 1)] }
    let length = chance(20) ? int(30...55) : int(1...12)
    return "v" + String(repeating: "x", count: length - 1)
  }

  mutating func localName() -> String {
    let name = name()
    return name == "self" ? "selfish" : name
  }

  mutating func typeName() -> String {
    let length = chance(20) ? int(25...50) : int(1...12)
    return "T" + String(repeating: "y", count: length - 1)
  }

  mutating func text() -> String {
    let pieces = [
      "a", "some words", "\"", "\\", "\\(x)", "\n", "\r\n", "\t", "\0", "\"\"\"", "#\"", "👍🏽", "é",
      "e\u{301}", "\u{301}", "\u{202E}", "\u{200F}", "\u{2028}", "*/", "//", "'", "%{count}",
      "\u{1B}",
      "क्ष", "\u{FEFF}", "日本語",
    ]
    return many(0...(chance(10) ? 20 : 4)) { $0.piece(of: pieces) }.joined()
  }

  private mutating func piece(of pieces: [String]) -> String { pieces[int(0...pieces.count - 1)] }

  mutating func documentation() -> String? { maybe(15) { $0.text() } }

  // MARK: Types

  mutating func type(_ depth: Int = 3) -> SwiftType {
    if depth == 0 { return .named("T" + String(repeating: "z", count: int(0...9))) }
    if chance(50) { return .named(typeName()) }
    switch int(0...6) {
    case 0: return .optional(.named(typeName()))
    case 1: return .array(type(depth - 1))
    case 2: return .dictionary(key: "Int", value: type(0))
    case 3: return .generic(.named(typeName()), many(1...2) { $0.type(depth - 1) })
    case 4: return .member("Blog", typeName())
    case 5: return .existential(.named(typeName()))
    default: return .self
    }
  }

  // MARK: Expressions

  mutating func expression(_ depth: Int = 4) -> SwiftExpression {
    if depth <= 0 || chance(25) { return atom() }
    switch int(0...16) {
    case 0...4: return call(depth)
    case 5...6: return .member(postfix(depth - 1), name())
    case 7: return .array(many(0...4) { $0.expression(depth - 1) })
    case 8:
      return .dictionary(
        many(0...3) { (.string($0.text()), $0.expression(depth - 1)) })
    case 9: return .tuple(many(2...3) { $0.argument(depth - 1) })
    case 10...12: return binary(depth)
    case 13:
      return .ternary(.name(localName()), then: operand(depth - 1), else: operand(depth - 1))
    case 14: return .cast(operand(depth - 1), .conditional, .named(typeName()))
    case 15: return .element(postfix(depth - 1), [SwiftArgument(expression(depth - 1))])
    default: return .prefix(chance(50) ? .not : .minus, operand(depth - 1))
    }
  }

  /// What is put in parentheses is short: the printer does not break it.
  mutating func operand(_ depth: Int) -> SwiftExpression {
    switch int(0...9) {
    case 0: .binary(.name("a"), .or, .binary(.name("b"), .and, .name("c")))
    case 1: .ternary(.name("a"), then: .integer(1), else: .integer(-2))
    case 2: .binary(.integer(-2), .multiply, .name("b"))
    case 3: .cast(.name("a"), .as, "T")
    case 4...6: call(depth)
    default: atom()
    }
  }

  mutating func atom() -> SwiftExpression {
    switch int(0...11) {
    case 0...2: return .name(localName())
    case 3: return .member(.self, name())
    case 4: return .implicitMember(name())
    case 5: return .integer(int(-10_000_000...10_000_000))
    case 6: return .float(Double(int(-1_000_000...1_000_000)) / 64)
    case 7: return .string(text())
    case 8: return .interpolation([.text(text()), .value(.name(localName())), .text(text())])
    case 9: return .keyPath(["a", "default"])
    case 10: return .boolean(chance(50))
    default: return .nil
    }
  }

  /// What may stand before a dot, a call or a subscript.
  mutating func postfix(_ depth: Int) -> SwiftExpression {
    switch int(0...5) {
    case 0: return .type(.named(typeName()))
    case 1: return .self
    case 2...3 where depth > 0: return call(depth)
    case 4 where depth > 0: return .member(postfix(depth - 1), name())
    default: return .name(localName())
    }
  }

  mutating func call(_ depth: Int) -> SwiftExpression {
    let callee: SwiftExpression =
      switch int(0...5) {
      case 0: .name(localName())
      case 1: .type(.named(typeName()))
      case 2: .implicitMember(name())
      default: .member(postfix(depth - 1), name())
      }
    let arguments = many(0...3) { $0.argument(depth - 1) }
    let trailing = chance(12) && !arguments.contains { $0.value.isClosure }
    return .call(callee, arguments, trailing: trailing ? closure(depth - 1) : nil)
  }

  mutating func argument(_ depth: Int) -> SwiftArgument {
    SwiftArgument(label: maybe(50) { $0.name() }, expression(depth))
  }

  mutating func closure(_ depth: Int) -> SwiftClosure {
    SwiftClosure(many(0...2) { $0.localName() }, body: many(1...2) { $0.simpleStatement(depth) })
  }

  mutating func binary(_ depth: Int) -> SwiftExpression {
    if chance(8) { return .binary(.integer(int(-9...9)), .range, .name("count")) }
    let operation = Self.spaced[int(0...Self.spaced.count - 1)]
    return .binary(operand(depth - 1), operation, operand(depth - 1))
  }

  private static let spaced = SwiftOperator.allCases.filter(\.isSpaced)

  // MARK: Statements

  /// A statement that begins with a dot would continue the one before.
  private func startingWithName(_ call: SwiftExpression) -> SwiftExpression {
    guard call.beginsWithDot else { return call }
    return .call(.name("f"), [SwiftArgument(call)])
  }

  mutating func simpleStatement(_ depth: Int) -> SwiftStatement {
    switch int(0...5) {
    case 0: .expression(startingWithName(call(depth)))
    case 1:
      .binding(
        isLet: chance(70), .name(localName()), type: maybe(40) { $0.type() },
        value: expression(depth))
    case 2: .assign(.member(.self, name()), maybe(20) { _ in .add }, expression(depth))
    case 3: .return(expression(depth))
    case 4: .throw(.call(.implicitMember(name()), many(0...2) { $0.argument(depth - 1) }))
    default: .expression(.try(.try, call(depth)))
    }
  }

  mutating func statement(_ depth: Int = 4) -> SwiftStatement {
    if depth <= 1 || chance(55) { return simpleStatement(depth) }
    switch int(0...5) {
    case 0:
      return .if(
        many(1...2) { .init($0.conditions(depth - 1), body: $0.body(depth - 1)) },
        otherwise: maybe(40) { $0.body(depth - 1) })
    case 1:
      return .guard(
        conditions(depth - 1), otherwise: chance(50) ? [.return(nil)] : body(depth - 1))
    case 2...3:
      return .switch(closureless(depth - 1), many(1...4) { $0.switchCase(depth - 1) })
    case 4:
      return .for(
        .name(localName()), in: closureless(depth - 1), where: maybe(20) { $0.closureless(1) },
        body: body(depth - 1))
    default: return .while(conditions(depth - 1), body: body(depth - 1))
    }
  }

  mutating func body(_ depth: Int) -> [SwiftStatement] { many(1...3) { $0.statement(depth) } }

  mutating func switchCase(_ depth: Int) -> SwiftSwitchCase {
    SwiftSwitchCase(
      many(0...3) { $0.pattern() }, body: body(depth))
  }

  mutating func pattern() -> SwiftPattern {
    switch int(0...3) {
    case 0: .expression(.string(text()))
    case 1:
      .enumCase(
        name(), many(0...3) { .init(label: $0.maybe(30) { _ in "label" }, .value($0.localName())) })
    case 2: .tuple(many(2...3) { .init(.value($0.localName())) })
    default: .expression(.integer(int(0...99)))
    }
  }

  mutating func conditions(_ depth: Int) -> [SwiftCondition] {
    many(1...3) {
      switch $0.int(0...3) {
      case 0: .binding(isLet: true, $0.localName(), $0.maybe(70) { $0.closureless(depth) })
      case 1: .pattern(.enumCase($0.name(), [.init(.value($0.localName()))]), $0.closureless(depth))
      default: .expression($0.closureless(depth))
      }
    }
  }

  /// Conditions take no trailing closures.
  mutating func closureless(_ depth: Int) -> SwiftExpression {
    while true {
      let expression = expression(min(depth, 2))
      if case .tuple = expression { continue }
      if case .element = expression { continue }
      if expression.beginsWithParenthesis { continue }
      if case .call(let callee, _, _) = expression, !callee.isPath { continue }
      if case .member(let base, _) = expression, !base.isPath { continue }
      if !expression.hasTrailingClosure { return expression }
    }
  }

  // MARK: Declarations

  mutating func parameter() -> SwiftParameter {
    SwiftParameter(
      label: maybe(80) { $0.name() }, "value", type: type(1),
      defaultValue: maybe(40) { $0.expression(2) })
  }

  mutating func declaration(_ depth: Int = 2) -> SwiftDeclaration {
    switch int(0...9) {
    case 0...2:
      return .variable(
        SwiftVariable(
          name(), type: type(), value: maybe(40) { $0.expression(3) },
          documentation: documentation(), modifiers: chance(50) ? .public : []))
    case 3:
      return .variable(
        SwiftVariable(
          name(), type: type(), getter: chance(60) ? [.expression(expression(3))] : body(3),
          documentation: documentation(), modifiers: [.public, .nonisolated]))
    case 4:
      return .typeAlias(SwiftTypeAlias(typeName(), type(), documentation: documentation()))
    case 5...6:
      return .function(
        SwiftFunction(
          name(), parameters: many(0...4) { $0.parameter() }, throws: chance(20),
          result: maybe(70) { $0.type() }, body: body(4), documentation: documentation(),
          modifiers: [.public, .static, .nonisolated]))
    case 7:
      return .initializer(
        SwiftInitializer(
          parameters: many(0...4) { $0.parameter() }, isFailable: chance(20), throws: chance(20),
          body: body(3), modifiers: .public))
    case 8 where depth > 0: return .type(enumeration())
    default:
      if depth == 0 { return .typeAlias(SwiftTypeAlias(typeName(), type())) }
      return .type(structure(depth - 1))
    }
  }

  mutating func structure(_ depth: Int) -> SwiftTypeDeclaration {
    SwiftTypeDeclaration(
      .struct, .named(typeName()), documentation: documentation(),
      modifiers: [.public, .nonisolated], inherited: many(0...5) { .named($0.typeName()) },
      members: many(0...5) { $0.declaration(depth) })
  }

  mutating func enumeration() -> SwiftTypeDeclaration {
    SwiftTypeDeclaration(
      .enum, .named(typeName()), inherited: ["String"],
      members: many(1...4) {
        .enumCase(
          SwiftEnumCase(
            $0.name(),
            associatedValues: $0.many(0...2) {
              .init(label: $0.maybe(40) { $0.name() }, $0.type())
            },
            rawValue: $0.maybe(40) { .string($0.text()) }, documentation: $0.documentation()))
      })
  }

  mutating func file() -> SwiftFile {
    SwiftFile(
      header: "Generated by Ectype from models/blog.ectype. Do not edit.",
      imports: [SwiftImport("Foundation", access: .public), SwiftImport("EctypeRuntime")],
      declarations: [
        .type(
          SwiftTypeDeclaration(
            .extension, .named(typeName()), inherited: many(0...1) { .named($0.typeName()) },
            members: many(1...6) { $0.declaration() }))
      ])
  }
}

extension SwiftExpression {
  var beginsWithDot: Bool {
    switch self {
    case .implicitMember: true
    case .member(let base, _), .call(let base, _, _), .element(let base, _): base.beginsWithDot
    default: false
    }
  }

  var isClosure: Bool { if case .closure = self { true } else { false } }

  var hasTrailingClosure: Bool {
    switch self {
    case .call(let callee, let arguments, let trailing):
      trailing != nil || callee.hasTrailingClosure
        || arguments.contains { $0.value.hasTrailingClosure }
    case .member(let base, _): base.hasTrailingClosure
    case .element(let base, let arguments):
      base.hasTrailingClosure || arguments.contains { $0.value.hasTrailingClosure }
    case .array(let elements): elements.contains(where: \.hasTrailingClosure)
    case .dictionary(let pairs): pairs.contains { $0.value.hasTrailingClosure }
    case .tuple(let elements): elements.contains { $0.value.hasTrailingClosure }
    case .prefix(_, let operand), .cast(let operand, _, _), .try(_, let operand):
      operand.hasTrailingClosure
    case .binary(let left, _, let right): left.hasTrailingClosure || right.hasTrailingClosure
    case .ternary(let condition, let then, let otherwise):
      condition.hasTrailingClosure || then.hasTrailingClosure || otherwise.hasTrailingClosure
    default: false
    }
  }
}
