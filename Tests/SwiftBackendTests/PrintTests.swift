import Testing

@testable import SwiftBackend

/// The statement in the body of a function.
private func check(
  _ statement: SwiftStatement, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let function = SwiftFunction("f", parameters: [], result: nil, body: [statement])
  let text = String(
    decoding: SwiftFile(declarations: [.function(function)]).render(), as: UTF8.self)
  #expect(
    text == "func f() {\n" + indented(expected) + "}\n", sourceLocation: sourceLocation)
}

private func indented(_ text: String) -> String {
  text.split(separator: "\n").map { "  \($0)\n" }.joined()
}

@Suite struct PrintTests {
  private let a = SwiftExpression.name("a")
  private let b = SwiftExpression.name("b")
  private let long = SwiftExpression.name(String(repeating: "x", count: 60))

  private func call(_ name: String, _ arguments: SwiftExpression...) -> SwiftExpression {
    .call(.name(name), arguments.map { SwiftArgument($0) })
  }

  @Test func precedence() {
    check(
      .return(.binary(.binary(a, .add, b), .multiply, .prefix(.minus, .binary(a, .subtract, b)))),
      "return (a + b) * -(a - b)\n")
    check(
      .return(.binary(a, .subtract, .binary(b, .subtract, .integer(-1)))), "return a - (b - -1)\n")
    check(
      .return(.binary(a, .coalesce, .binary(b, .coalesce, .nil))), "return a ?? b ?? nil\n")
    check(
      .return(.binary(.binary(a, .equal, b), .equal, .boolean(true))),
      "return (a == b) == true\n")
    check(
      .return(.binary(.ternary(a, then: b, else: a), .or, .try(.optional, call("f")))),
      "return (a ? b : a) || (try? f())\n")
    check(.return(.member(.cast(a, .as, "T"), "b")), "return (a as T).b\n")
    check(.return(.member(.integer(-5), "magnitude")), "return (-5).magnitude\n")
    check(.return(.prefix(.not, .binary(a, .and, b))), "return !(a && b)\n")
    check(.return(.binary(.integer(-1), .range, a)), "return (-1)..<a\n")
  }

  @Test func layouts() {
    check(
      .binding(isLet: true, .name("v"), type: nil, value: call("make", long, long)),
      """
      let v = make(
        xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
        xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      )

      """)
    check(
      .return(.binary(long, .and, .binary(long, .equal, a))),
      """
      return
        xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
        && xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx == a

      """)
    check(
      .guard([.binding(isLet: true, "a", nil), .expression(b)], otherwise: [.return(nil)]),
      "guard let a, b else { return }\n")
    check(
      .expression(
        .pipeline(.call(.member(call("Changeset", a), "cast"), [SwiftArgument(.array([]))]))),
      "Changeset(a)\n  .cast([])\n")
    check(
      .if(
        [SwiftBranch([.expression(a)], body: [.break]), SwiftBranch([.expression(b)], body: [])],
        otherwise: [.continue]),
      "if a {\n  break\n} else if b {\n} else {\n  continue\n}\n")
    check(
      .switch(
        a,
        [
          SwiftSwitchCase(
            [.enumCase("b", [.init(label: "in", .value("c"))])], where: b, body: [.break]),
          SwiftSwitchCase([], body: [.expression(call("f")), .return(nil)]),
        ]),
      "switch a {\ncase .b(in: let c) where b: break\ndefault:\n  f()\n  return\n}\n")
  }

  @Test func emptyAndSmall() {
    check(.return(.dictionary([])), "return [:]\n")
    check(.return(.closure(SwiftClosure(body: [.expression(a)]))), "return { a }\n")
    check(
      .expression(
        .call(.member(a, "map"), [], trailing: SwiftClosure(["x"], body: [.expression(b)]))),
      "a.map { x in b }\n")
    check(
      .expression(.member(.optionalChain(.element(a, [SwiftArgument(.integer(0))])), "self")),
      "a[0]?.`self`\n")
    #expect(SwiftFile().render().isEmpty)
  }
}
