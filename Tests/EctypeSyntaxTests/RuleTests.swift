import Testing

@testable import EctypeSyntax

/// What the two spellings leave to be told by context, with a case on either side of each rule.
@Suite struct RuleTests {
  @Test func bracesAsAValue() {
    check(
      "g({ a, b in a })",
      "(call (identifier g) (argumentList (argument (closure (parameterList (parameter a) (parameter b)) (block (identifier a))))))"
    )
    check(
      "g({a: b})",
      "(call (identifier g) (argumentList (argument (mapLiteral (keyValue a (identifier b))))))")
    check(
      "g({a, b})",
      "(call (identifier g) (argumentList (argument (tupleLiteral (identifier a) (identifier b)))))"
    )
    check("g({})", "(call (identifier g) (argumentList (argument (mapLiteral))))")
    check(
      "g({ h() })",
      "(call (identifier g) (argumentList (argument (closure (block (call (identifier h) (argumentList)))))))"
    )
    check(
      "x = {u.id, count(p.id)}",
      "(assignment = (identifier x) (tupleLiteral (memberAccess id (identifier u)) (call (identifier count) (argumentList (argument (memberAccess id (identifier p)))))))"
    )
    check(
      "x = {\"a\": b, \"c\" => d}",
      "(assignment = (identifier x) (mapLiteral (keyValue (stringLiteral (stringText \"a\")) (identifier b)) (keyValue (stringLiteral (stringText \"c\")) (identifier d))))"
    )
    check(
      "g({ (k, _) in k })",
      "(call (identifier g) (argumentList (argument (closure (parameterList (parameter k) (parameter (wildcard _))) (block (identifier k))))))"
    )
  }

  @Test func bracesBehindAnArrow() {
    check(
      "x = fn() -> { h() }",
      "(assignment = (identifier x) (closure (parameterList) (block (call (identifier h) (argumentList)))))"
    )
    check(
      "x = fn(m) -> {m, m}",
      "(assignment = (identifier x) (closure (parameterList (parameter m)) (block (tupleLiteral (identifier m) (identifier m)))))"
    )
    check(
      "x = fn(m) -> {ok: m}",
      "(assignment = (identifier x) (closure (parameterList (parameter m)) (block (mapLiteral (keyValue ok (identifier m))))))"
    )
    check(
      "x = fn(m) -> {}",
      "(assignment = (identifier x) (closure (parameterList (parameter m)) (block (mapLiteral))))")
    check(
      "x = function() {}", "(assignment = (identifier x) (closure (parameterList) (block)))")
    check(
      "x = function(a): Int { return a }",
      "(assignment = (identifier x) (closure (parameterList (parameter a)) (returnType (namedType (path Int))) (block (returnStatement (identifier a)))))"
    )
  }

  @Test func bracesBehindACondition() {
    check(
      "if a { b }",
      "(ifExpression (conditions (identifier a)) (block (identifier b)))")
    check(
      "if g({ x in x }) { b }",
      "(ifExpression (conditions (call (identifier g) (argumentList (argument (closure (parameterList (parameter x)) (block (identifier x))))))) (block (identifier b)))"
    )
    check(
      "for x in g(xs) { x }",
      "(forStatement (identifier x) (call (identifier g) (argumentList (argument (identifier xs)))) (block (identifier x)))"
    )
    check(
      "while a { b }", "(whileStatement (conditions (identifier a)) (block (identifier b)))")
    check(
      "g(xs) { x }",
      "(call (identifier g) (argumentList (argument (identifier xs))) (closure (block (identifier x))))"
    )
  }

  @Test func bracesAsAStatement() {
    check("{ok: a};", "(mapLiteral (keyValue ok (identifier a)))")
    check("{:ok, a}", "(tupleLiteral (atomLiteral :ok) (identifier a))")
    check("{}", "(mapLiteral)")
    check("{ a; b }", "(block (identifier a) (identifier b))")
  }

  @Test func percent() {
    check("a % b", "(binaryExpression % (identifier a) (identifier b))")
    check("a %B", "(binaryExpression % (identifier a) (identifier B))")
    check("%{a: 1}", "(mapLiteral (keyValue a (integerLiteral 1)))")
    check("%User{}", "(structLiteral (path User))")
    check("x\n%{}", "(identifier x)\n(mapLiteral)")
    check(
      "%{m | a: 1}", "(mapLiteral (identifier m) (keyValue a (integerLiteral 1)))")
    check(
      "%{a: 1, \"b\" => 2, :c => 3}",
      "(mapLiteral (keyValue a (integerLiteral 1)) (keyValue (stringLiteral (stringText \"b\")) (integerLiteral 2)) (keyValue (atomLiteral :c) (integerLiteral 3)))"
    )
  }

  @Test func colonsAndAtoms() {
    check("c ? a :b", "(ternaryExpression (identifier c) (identifier a) (identifier b))")
    check("c ? :a : :b", "(ternaryExpression (identifier c) (atomLiteral :a) (atomLiteral :b))")
    check("g(:a)", "(call (identifier g) (argumentList (argument (atomLiteral :a))))")
    check("x = :\"a b\"", "(assignment = (identifier x) (atomLiteral :\"a b\"))")
    check("[desc: :a]", "(listLiteral (keyValue desc (atomLiteral :a)))")
  }

  @Test func namesWithAMark() {
    check("get!(a)", "(call (identifier get!) (argumentList (argument (identifier a))))")
    check(
      "R.ok?(a)",
      "(call (memberAccess ok? (identifier R)) (argumentList (argument (identifier a))))")
    check("a != b", "(binaryExpression != (identifier a) (identifier b))")
    check(
      "a ?(b) : c",
      "(ternaryExpression (identifier a) (parenthesized (identifier b)) (identifier c))")
    check(
      "&R.get!/1",
      "(prefixExpression & (binaryExpression / (memberAccess get! (identifier R)) (integerLiteral 1)))"
    )
    check(
      declarations: "func get!<T>(a: T) -> T { a }",
      "(funcDecl get! (genericParameters (namedType (path T))) (parameterList (parameter a (typeAnnotation (namedType (path T))))) (returnType (namedType (path T))) (block (identifier a)))"
    )
    check(
      declarations: "let a: Int?=nil",
      "(varDecl a (typeAnnotation (optionalType (namedType (path Int)))) (initializer (nilLiteral nil)))"
    )
  }

  @Test func bodiesOfOneStatement() {
    check(
      "if (c) return a",
      "(ifExpression (conditions (parenthesized (identifier c))) (block (returnStatement (identifier a))))"
    )
    check(
      "if (c) a = 1; else b = 2;",
      "(ifExpression (conditions (parenthesized (identifier c))) (block (assignment = (identifier a) (integerLiteral 1))) (block (assignment = (identifier b) (integerLiteral 2))))"
    )
    check(
      "if (c) - d { e }",
      "(ifExpression (conditions (binaryExpression - (parenthesized (identifier c)) (identifier d))) (block (identifier e)))"
    )
    check(
      "if (c).d { e }",
      "(ifExpression (conditions (memberAccess d (parenthesized (identifier c)))) (block (identifier e)))"
    )
    check(
      "for (x in xs) g(x)",
      "(forStatement (identifier x) (identifier xs) (block (call (identifier g) (argumentList (argument (identifier x))))))"
    )
  }

  @Test func lines() {
    check("g\n(a)", "(identifier g)\n(parenthesized (identifier a))")
    check("g\n[a]", "(identifier g)\n(listLiteral (identifier a))")
    check("return\na", "(returnStatement)\n(identifier a)")
    check(
      "a\n  |> b\n  .c\n  + d",
      "(binaryExpression |> (identifier a) (binaryExpression + (memberAccess c (identifier b)) (identifier d)))"
    )
    check("a\n-b", "(binaryExpression - (identifier a) (identifier b))")
    check("a\n!b", "(identifier a)\n(prefixExpression ! (identifier b))")
    check("a\n^b", "(identifier a)\n(prefixExpression ^ (identifier b))")
    check(
      "g(a) switch { default: b }",
      "(switchExpression (call (identifier g) (argumentList (argument (identifier a)))) (switchCase (block (identifier b))))"
    )
    check(
      "g\nswitch a { default: b }",
      "(identifier g)\n(switchExpression (identifier a) (switchCase (block (identifier b))))")
  }

  @Test func selfAndMembers() {
    check("self", "(identifier self)")
    check("self()", "(call (identifier self) (argumentList))")
    check("x = .draft", "(assignment = (identifier x) (implicitMember draft))")
    check("x?.y", "(optionalMemberAccess y (identifier x))")
    check("x ? .y : .z", "(ternaryExpression (identifier x) (implicitMember y) (implicitMember z))")
  }

  @Test func strings() {
    check("'a'", "(stringLiteral (stringText \"a\"))")
    check(
      "'a${b}c'",
      "(stringLiteral (stringText \"a\") (interpolation (identifier b)) (stringText \"c\"))")
    check(
      #""a\(g("b", (c)))d""#,
      "(stringLiteral (stringText \"a\") (interpolation (call (identifier g) (argumentList (argument (stringLiteral (stringText \"b\"))) (argument (parenthesized (identifier c)))))) (stringText \"d\"))"
    )
    check(#""a\${b}""#, "(stringLiteral (stringText \"a${b}\"))")
    check(#""$1 \\(a)""#, #"(stringLiteral (stringText "$1 \\(a)"))"#)
    check("#\"a\\n${b}\"#", #"(stringLiteral (stringText "a\\n${b}"))"#)
    check("\"\"", "(stringLiteral)")
    check(
      "x = \"\"\"\n    a\n      b \"quoted\"\n    \"\"\"",
      #"(assignment = (identifier x) (stringLiteral (stringText "a\n  b \"quoted\"")))"#)
    check(
      "x = \"\"\"\n  a ${ {b: \"}\"} }\n  \"\"\"",
      #"(assignment = (identifier x) (stringLiteral (stringText "a ") (interpolation (mapLiteral (keyValue b (stringLiteral (stringText "}"))))) (stringText "")))"#
    )
  }

  @Test func typesAndLoops() {
    check(
      "for (k => v in m) { k }",
      "(forStatement (keyValuePattern (identifier k) (identifier v)) (identifier m) (block (identifier k)))"
    )
    check(
      "for (k, v) in m { k }",
      "(forStatement (tupleLiteral (identifier k) (identifier v)) (identifier m) (block (identifier k)))"
    )
    check(
      "for {k, v} in m where k > 1 { k }",
      "(forStatement (tupleLiteral (identifier k) (identifier v)) (identifier m) (whereClause (binaryExpression > (identifier k) (integerLiteral 1))) (block (identifier k)))"
    )
    check(
      "for (x in [a]) { x }",
      "(forStatement (identifier x) (listLiteral (identifier a)) (block (identifier x)))")
    check(
      declarations: "func f(a: Class<T>, b: Function): Stream<T> {}",
      "(funcDecl f (parameterList (parameter a (typeAnnotation (namedType (path Class) (genericArguments (namedType (path T)))))) (parameter b (typeAnnotation (namedType (path Function))))) (returnType (namedType (path Stream) (genericArguments (namedType (path T))))) (block))"
    )
    check(
      "g() |> from(ot in \"t\")",
      "(binaryExpression |> (call (identifier g) (argumentList)) (call (identifier from) (argumentList (argument (binaryExpression in (identifier ot) (stringLiteral (stringText \"t\")))))))"
    )
  }

  @Test func attributesAndDirectives() {
    check(
      declarations: "struct A { @:timestamps public var a: B\n #index(.a, .b)\n #timestamps }",
      "(structDecl A (varDecl a (attribute timestamps) (modifier public) (typeAnnotation (namedType (path B)))) (directive index (argumentList (argument (implicitMember a)) (argument (implicitMember b)))) (directive timestamps))"
    )
    check(
      declarations: "@:field({type: \"string\"}) var a: B",
      "(varDecl a (attribute field (argumentList (argument (mapLiteral (keyValue type (stringLiteral (stringText \"string\"))))))) (typeAnnotation (namedType (path B))))"
    )
  }

  @Test func mapsAndKeywords() {
    check(
      "x = [\"a\": b]",
      "(assignment = (identifier x) (mapLiteral (keyValue (stringLiteral (stringText \"a\")) (identifier b))))"
    )
    check(
      "x = [.a: b]",
      "(assignment = (identifier x) (mapLiteral (keyValue (implicitMember a) (identifier b))))")
    check("x = [:]", "(assignment = (identifier x) (mapLiteral))")
    check("x = []", "(assignment = (identifier x) (listLiteral))")
    check(
      "x = [:author, comments: q]",
      "(assignment = (identifier x) (listLiteral (atomLiteral :author) (keyValue comments (identifier q))))"
    )
    check("a ?? b", "(binaryExpression ?? (identifier a) (identifier b))")
    check(
      "if let a { b }", "(ifExpression (conditions (optionalBinding a)) (block (identifier b)))")
    check(
      "guard let a = b.c, d else { return }",
      "(guardStatement (conditions (optionalBinding a (initializer (memberAccess c (identifier b)))) (identifier d)) (block (returnStatement)))"
    )
  }
}
