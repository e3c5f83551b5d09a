/// The kinds of nodes of a syntax tree, each with its children in order.
///
/// Both spellings, Swift's and the guide's, give the same kinds: which one a source used is told by its
/// tokens and by nothing else. `?` marks a child that may be absent, `*` one that repeats; a child that
/// may be absent is found by its kind. "main" is the token that names the node (`SyntaxTree.main`); of
/// literals of one token it is that token. After a mistake, which is always reported, a child may be missing
/// or be an `error`, and a name may be missing (`main` is `.none`).
package enum NodeKind: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  // MARK: Files and declarations

  /// `moduleClause? declaration*`
  case file
  /// `module A.B`: `path`
  case moduleClause
  /// `A.B.C`, from its first to its last token; no children; main: the last segment
  case path
  /// `@name(…)` or `@:name(…)`: `argumentList?`; main: the name
  case attribute
  /// `#index(…)`, a member that stands alone: `argumentList?`; main: the name
  case directive
  /// `public`, `private`, `static`, `inline`, …; main: the keyword
  case modifier
  /// `struct N: A { }`, `class N extends A { }`: `attribute* modifier* inheritance? member*`; main: the name
  case structDecl
  /// `enum N: String { case a, b = "x" }`: `attribute* modifier* inheritance? enumCase* member*`; main: the name
  case enumDecl
  /// One case: `attribute* modifier* initializer?`; main: the name. `case a, b` gives two, the attributes
  /// are the first one's. It begins with its name or attributes, not with `case`.
  case enumCase
  /// `: A, B` or `extends A`: `type*`
  case inheritance
  /// `let|var|final name: T = e`, a member or a statement:
  /// `attribute* modifier* pattern? typeAnnotation? initializer?`; main: the name (none with a pattern)
  case varDecl
  /// `: T`: `type`
  case typeAnnotation
  /// `= e`: `expression`
  case initializer
  /// `func name<T>(…) -> R where c { }`:
  /// `attribute* modifier* genericParameters? parameterList returnType? whereClause? block?`; main: the name, whose
  /// token includes a trailing `?` or `!`
  case funcDecl
  /// `<T, U>`: `type*`
  case genericParameters
  /// `parameter*`
  case parameterList
  /// `name: T = e`, `label name: T`, or a pattern: `pattern? typeAnnotation? initializer?`; main: the name
  /// (none with a pattern); a label is the node's first token where that is not the name
  case parameter
  /// `-> T` or `: T`: `type`
  case returnType
  /// `extern module A.B { func … }`: `attribute* path funcDecl*`
  case externModuleDecl
  /// `elixir { … }`, a declaration, statement or value: `attribute* modifier*`; main: the raw text between
  /// the braces
  case elixirBlock
  /// Attributes at the end of a file, which have nothing to belong to: `attribute* modifier*`; no main
  case typeAliasDecl

  // MARK: Types

  /// `A.B<T>`: `path genericArguments?`
  case namedType
  /// `<T, U>`: `type*`
  case genericArguments
  /// `T?`: `type`
  case optionalType
  /// `[T]`: `type`
  case arrayType
  /// `[K: V]`: `type type`
  case dictionaryType
  /// `(A, B)`, `{A, B}` or `(A)`: `type*`
  case tupleType
  /// `(A, B) -> R`: `tupleType type`; `A -> R` too, with a tupleType of `A`'s tokens
  case functionType
  /// `{ok: T, …}`: `recordField*`
  case recordType
  /// One field of a record type: `type`; main: the name
  case recordField
  /// `A | B`: `type type`
  case unionType

  // MARK: Statements

  /// `{ … }`, or a single statement where the guide leaves the braces out: `statement*`
  case block
  /// `a = b`, `a += b`: `expression expression`; main: the operator
  case assignment
  /// `return e`: `expression?`
  case returnStatement
  case breakStatement
  case continueStatement
  /// `for p in xs where c { }`, `for (k => v in m) { }`: `pattern expression whereClause? block`; with
  /// `for case p in xs` the pattern is a `casePattern`
  case forStatement
  /// `while c { }`: `conditions block`
  case whileStatement
  /// `guard c else { }`: `conditions block`
  case guardStatement
  /// `c, let x = y, case p = z`: `(expression | optionalBinding | patternCondition)*`
  case conditions
  /// `let x = e` or `let x` in a condition: `initializer?`; main: the name
  case optionalBinding
  /// `case p = e` in a condition: `pattern initializer`
  case patternCondition
  /// `where c`: `expression`
  case whereClause

  // MARK: Expressions

  /// `if c { } else { }`: `conditions block (block | ifExpression)?`; statement and expression
  case ifExpression
  /// `switch v { case p: … }`, also postfix: `expression switchCase*`
  case switchExpression
  /// `case p, q where c: …`: `pattern* whereClause? block`; `default:` has no pattern
  case switchCase
  case integerLiteral
  case floatLiteral
  /// Any quoting: `(stringText | interpolation)*`
  case stringLiteral
  /// Literal text between interpolations, with its escapes undone by `SyntaxTree.stringValue`
  case stringText
  /// `\(e)` or `${e}`: `expression`
  case interpolation
  case booleanLiteral
  /// `nil` or `null`
  case nilLiteral
  /// `:name`, `:"name"`; main: the token with its colon
  case atomLiteral
  /// `~r/…/i`, `~D[…]`; main: the whole token. Between `/`, `|` or quotes it is of one line.
  case sigil
  /// A name, `self` and `Self` among them; main: the name
  case identifier
  /// `_`
  case wildcard
  /// `...` as an element of a list: however many of them
  case ellipsis
  /// `.name`; main: the name
  case implicitMember
  /// `e.name`: `expression`; main: the name
  case memberAccess
  /// `e?.name`: `expression`; main: the name
  case optionalMemberAccess
  /// `f(a, b: c) { … }`: `expression argumentList? closure?`
  case call
  /// `f<T>`, what is called with types: `expression genericArguments`
  case genericSpecialization
  /// `e[i]`: `expression argumentList`
  case subscriptExpression
  /// `(…)`, `[…]`: `argument*`
  case argumentList
  /// `label: e` or `e`: `expression`; main: the label (none without one)
  case argument
  /// `-e`, `!e`, `not e`, `^e`, `&e`: `expression`; main: the operator
  case prefixExpression
  /// `a op b`, pipes, ranges and `a | b` of list patterns too: `expression expression`; main: the operator
  /// (of `not in` the first word)
  case binaryExpression
  /// `c ? a : b`: `expression expression expression`
  case ternaryExpression
  /// `(e)`: `expression`
  case parenthesized
  /// `(a, b)`, `{a, b}`, `{:ok, a}`: `expression*`
  case tupleLiteral
  /// `[a, b]`; elements may be `keyValue` at the end, as Elixir has it: `(expression | keyValue)*`
  case listLiteral
  /// `["a": b]`, `[.a: b]`, `[:]`, `%{…}`, `{a: b}`, `{}`: `keyValue*`; an update `%{m | a: b}` starts with
  /// an expression
  case mapLiteral
  /// `key: v`, `"key": v`, `.key: v`, `k => v`: `expression? expression`; main: the key where it is a bare
  /// name (then only the value is a child)
  case keyValue
  /// `%User{…}`: `path keyValue*`
  case structLiteral
  /// `new Map()`: `type argumentList`
  case newExpression
  /// `{ a, b in … }`, `function(a): R { }`, `fn(a) -> e`, `a -> e`: `parameterList? returnType? block`
  case closure
  /// `let x` inside a pattern; main: the name
  case letPattern
  /// `case p` in `for`, which passes over what does not match: `pattern`
  case casePattern
  /// `k => v` in `for`: `pattern pattern`
  case keyValuePattern

  /// What recovery passed over; there is always a diagnostic for it.
  case error
}

extension NodeKind {
  /// `structDecl`, from a table: reflection would cost more than all the rest.
  var name: String { Self.names[Int(rawValue)] }

  private static let names = allCases.map { "\($0)" }
}
