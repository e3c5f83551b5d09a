import Testing

@testable import ElixirBackend

private func check(
  _ expression: ElixirExpression, _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var printer = ElixirPrinter()
  let text = String(decoding: printer.print(expression), as: UTF8.self)
  #expect(text == expected + "\n", sourceLocation: sourceLocation)
}

private func variable(_ name: String) -> ElixirExpression { .variable(name) }

@Suite struct ElixirPrinterTests {
  @Test func callsAndKeywords() {
    check(.call("cast", [.variable("post"), .list([.atom("title")])]), "cast(post, [:title])")
    check(.call("field", [.atom("title"), .atom("string")]), "field :title, :string")
    check(
      .call("create", [.call("index", [.atom("posts"), .list([.atom("slug")])])]),
      "create index(:posts, [:slug])")
    check(.call("timestamps"), "timestamps()")
    check(.remote("Repo", "all", [variable("query")]), "Repo.all(query)")
    check(.field(variable("post"), "title"), "post.title")
    check(
      .list([.atom("author")], [ElixirKeyword("comments", .atom("author"))]),
      "[:author, comments: :author]")
    check(
      .binary(
        .match, variable("query"),
        .call(
          "from", [.binary(.in, variable("p"), .alias("Post"))],
          [
            ElixirKeyword(
              "order_by", .keywords([ElixirKeyword("desc", .field(variable("p"), "inserted_at"))]))
          ])),
      "query = from p in Post, order_by: [desc: p.inserted_at]")
  }

  @Test func whatDoesNotFitIsBroken() {
    check(
      .call(
        "field", [.atom("status"), .alias("Ecto.Enum")],
        [
          ElixirKeyword(
            "values",
            .keywords(["draft", "published", "archived"].map { ElixirKeyword($0, .string($0)) })),
          ElixirKeyword("default", .atom("draft")),
        ]),
      """
      field :status, Ecto.Enum,
        values: [draft: "draft", published: "published", archived: "archived"],
        default: :draft
      """)
    check(
      .pipeline([variable("post"), .call("cast", [variable("params")])], isBroken: true),
      "post\n|> cast(params)")
  }

  @Test func bodies() {
    check(
      .block(
        "defmodule", [.alias("A")],
        [
          .expression(.attribute("moduledoc", .doc("What a reader sees."))),
          .blankLine,
          .comment("Why."),
          .expression(.call("def", [.variable("one")], [ElixirKeyword("do", .integer(1))])),
          .expression(.block("def", [.call("two", [variable("x")])], [.expression(variable("x"))])),
          .expression(.block("def", [.variable("three")], [])),
        ]),
      #"""
      defmodule A do
        @moduledoc """
        What a reader sees.
        """

        # Why.
        def one, do: 1

        def two(x) do
          x
        end

        def three do
        end
      end
      """#)
    check(
      .function([
        ElixirClause([variable("x")], when: .call("is_nil", [variable("x")]), [.expression(.nil)]),
        ElixirClause([variable("x")], [.expression(variable("x"))]),
      ]),
      """
      fn
        x when is_nil(x) -> nil
        x -> x
      end
      """)
  }

  @Test func operatorsTakeTheParenthesesTheyNeed() {
    let sum = ElixirExpression.binary(.add, variable("a"), variable("b"))
    check(.binary(.multiply, sum, variable("c")), "(a + b) * c")
    check(.binary(.add, sum, variable("c")), "a + b + c")
    check(.binary(.subtract, variable("c"), sum), "c - (a + b)")
    check(.unary(.not, .binary(.in, variable("a"), variable("b"))), "a not in b")
    check(.unary(.pin, .access(variable("opts"), .atom("status"))), "^opts[:status]")
    check(.capture(.field(.captureArgument(1), "title")), "& &1.title")
    let block = ElixirExpression.call(
      ElixirCall("if", [variable("a")], blocks: [ElixirDoBlock(.do, [.expression(variable("b"))])]))
    check(.unary(.minus, block), "-if a do\n  b\nend")
    check(
      .binary(.add, .unary(.minus, block), variable("c")),
      "then(\n  if a do\n    b\n  end,\n  &(-&1)\n) + c")
    check(
      .binary(.and, .binary(.greater, variable("c"), .unary(.pin, block)), variable("d")),
      "c >\n  ^Function.identity(\n    if a do\n      b\n    end\n  ) and d")
    check(.capture(sum), "&(a + b)")
    check(.integer(-1_234_567), "-1_234_567")
    check(.number("12345"), "12345")
    check(.number("123456.5"), "123_456.5")
  }

  @Test func atoms() {
    check(.atom("valid?"), ":valid?")
    check(.atom("nil"), "nil")
    check(.atom("two words"), ":\"two words\"")
    check(.keywords([ElixirKeyword("a-b", .atom("Foo"))]), "[\"a-b\": :Foo]")
    check(.atom("+"), ":\"\\x2B\"")
    check(.atom("é\"#{x}"), ":\"\\u{E9}\\x22\\#{x}\"")
  }

  /// A comment in a tuple makes it break as a list does where it is the only argument.
  @Test func commentsInArguments() {
    check(
      .call(
        "send",
        [
          .tuple([
            .atom("ok"), .function([ElixirClause([], [.comment("Late."), .expression(.nil)])]),
          ])
        ]),
      """
      send({:ok,
       fn ->
         # Late.
         nil
       end})
      """)
  }

  /// Deep trees print in time that grows with their text.
  @Test func nestingStaysCheap() {
    var tree = variable("x")
    for _ in 0..<400 { tree = .call("f", [.list([tree])]) }
    var printer = ElixirPrinter()
    #expect(printer.print(tree).count > 400 * 400)
  }
}
