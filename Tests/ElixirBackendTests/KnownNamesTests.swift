import Testing

@testable import ElixirBackend

/// Names in trees of Elixir as the translation does not make them, but may: what one binds is not taken for another's.
@Suite struct KnownNamesTests {
  private func check(
    _ body: [ElixirExpression], _ expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var body = body.map { ElixirStatement.expression($0) }
    var parameters: [ElixirExpression] = [.variable("n"), .variable("x")]
    _ = KnownValues.settle(&body, &parameters)
    var printer = ElixirPrinter()
    let function = ElixirExpression.block("def", [.parenthesizedCall("f", parameters)], body)
    let text = String(decoding: printer.print(function), as: UTF8.self)
    #expect(text == expected + "\n", sourceLocation: sourceLocation)
  }

  private let n = ElixirExpression.variable("n")
  private let x = ElixirExpression.variable("x")
  private let r = ElixirExpression.variable("r")

  private func ok(_ value: ElixirExpression) -> ElixirExpression { .tuple([.atom("ok"), value]) }

  /// The value of `r` by two clauses.
  private func choice(_ name: ElixirExpression) -> ElixirExpression {
    .choice(
      of: r,
      [
        ElixirClause([ok(name)], [.expression(.binary(.add, name, n))]),
        ElixirClause([.tuple([.atom("error"), .variable("e")])], [.expression(.variable("e"))]),
      ])
  }

  /// `x` is read behind it.
  @Test func aClauseThatHidesANameStays() {
    check(
      [
        .binary(.match, r, ok(n)), .binary(.match, .variable("sum"), choice(x)),
        .binary(.add, .variable("sum"), x),
      ],
      """
      def f(n, x) do
        r = {:ok, n}

        sum =
          case r do
            {:ok, x} -> x + n
          end

        sum + x
      end
      """)
  }

  /// Only in the one branch is `r` another one; `&&` has a scope on its right, an argument has none.
  @Test func aValueOfAnotherScope() {
    let bound = ElixirExpression.binary(.match, r, .tuple([.atom("error"), n]))
    check(
      [
        .binary(.match, r, ok(n)), .binary(.doubleAmpersand, x, bound),
        choice(.variable("v")),
      ],
      """
      def f(n, x) do
        r = {:ok, n}
        x && (r = {:error, n})
        {:ok, v} = r
        v + n
      end
      """)
    check(
      [
        .binary(.match, r, ok(n)), .parenthesizedCall("g", [x, bound]), choice(.variable("v")),
      ],
      """
      def f(n, x) do
        r = {:ok, n}
        g(x, r = {:error, n})
        {:error, e} = r
        e
      end
      """)
  }

  /// A step of a `for` binds another `x` than the parameter.
  @Test func aNameThatALoopBinds() {
    let loop = ElixirExpression.call(
      "for", [.binary(.arrow, x, .list([n])), .binary(.greater, x, n)],
      blocks: [ElixirDoBlock(.do, [.expression(.parenthesizedCall("g", [x]))])])
    check(
      [.binary(.match, r, ok(n)), loop, choice(.variable("v"))],
      """
      def f(n, _x) do
        r = {:ok, n}

        for x <- [n], x > n do
          g(x)
        end

        {:ok, v} = r
        v + n
      end
      """)
  }
}
