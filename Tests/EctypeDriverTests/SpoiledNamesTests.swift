import EctypeDiagnostics
import EctypeDriver
import Testing

/// Compiles files, each named by its first line, and compares the diagnostics, `path:line: message`.
private func check(
  _ files: [String], _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation
) {
  let sources = files.enumerated().map { index, text in
    let path = "f\(index).ectype"
    return ProjectSource(SourceFile(path: path, text: text), projectPath: path)
  }
  let result = Compiler.compile(sources, Configuration())
  let found = result.diagnostics.map { diagnostic in
    let span = diagnostic.primary.span
    let file = result.sources[span.file]
    let line = file.bytes[..<Int(span.start)].count { $0 == UInt8(ascii: "\n") } + 1
    return "\(file.path.dropFirst().dropLast(7)):\(line): \(diagnostic.message)"
  }
  #expect(found == expected, sourceLocation: sourceLocation)
}

/// A syntax error leaves what cannot be its consequence, and nothing that can.
@Suite struct SpoiledNamesTests {
  private let post = """
    @schema("posts")
    struct Post {
      var title: String
      var status: Status = .draft
    }
    """

  /// The names that are not known stand in bodies, so what they stand in is known.
  @Test func otherBodiesAreChecked() {
    check(
      [
        """
        func a(n: Int) -> Int { let x = ; return nn }
        func b(n: Int) -> Int { return nn }
        """, "func c(n: Int) -> Int { return a(nn) }",
      ],
      [
        "0:1: expected a value, found `;`", "0:2: there is no `nn` here",
        "1:1: there is no `nn` here",
      ])
  }

  /// A result whose type is not known spoils what calls the function.
  @Test func callsOfABrokenFunctionAreNot() {
    check(
      [
        """
        func a(n: Int) -> In t { return n }
        func b(n: Int) -> Int { return a(n) + nn }
        func c(n: Int) -> Int { return nn }
        """
      ],
      ["0:1: expected `{`, found `t`", "0:3: there is no `nn` here"])
  }

  /// What was not understood as a declaration may be one.
  @Test func namesInWhatWasPassedOverMayBeDeclared() {
    check(
      ["tpye Status = draft | sent\n\(post)", "func f(p: Post) -> Titel { return p.title }"],
      [
        "0:1: expected a declaration, found `tpye`", "1:1: there is no type `Titel`",
      ])
  }

  /// From an enumeration to the field that has its type, and to whoever names that.
  @Test func spoiltTypesSpread() {
    check(
      [
        "enum Status: String { case draft sent }\n\(post)",
        """
        func f(p: Post) -> Bool { return p.status == .send }
        func g(p: Post) -> String { return p.titel }
        """,
      ],
      [
        "0:1: expected a new line or `;`, found `sent`", "1:2: `Post` has no field `titel`",
      ])
  }

  @Test func membersBesideABrokenOneAreChecked() {
    check(
      [
        """
        @schema("posts")
        struct Post {
          var title:
          var text: Strng
          #index(.titel)
          func first() -> String { return self.title }
        }
        """
      ],
      [
        "0:3: expected a type, found the end of the line", "0:4: there is no type `Strng`",
        "0:5: `Post` has no field `titel`",
      ])
  }

  /// Where braces do not pair, it is not known what belongs to what; nor is it behind a text without an end.
  @Test func nothingIsSaidOfAFileWithoutBraces() {
    for broken in [
      "struct Post {\n  var x: Strng\n", "struct Post { var x: Strng }\n/* ",
      "let a = \"\"\"\n Post",
    ] {
      let files = [
        broken, "func f(p: Post) -> Int { return nn }\nfunc g(n: Int) -> Int { return nn }",
      ]
      let sources = files.enumerated().map { index, text in
        ProjectSource(SourceFile(path: "f\(index)", text: text), projectPath: "f\(index)")
      }
      let result = Compiler.compile(sources, Configuration())
      #expect(result.diagnostics.map(\.code).dropFirst() == [.unknownName], "\(broken)")
    }
  }

  /// A swallowed declaration is not unknown.
  @Test func whatABodySwallowsIsNotUnknown() {
    check(
      [
        """
        func a(n: Int) -> Int {
          return (n
        func b(n: Int) -> Int { return n }
        )}
        """, "func c(n: Int) -> Int { return b(n) }",
      ],
      ["0:2: expected `)`, found the end of the line"])
  }

  /// What may be missing in what was not understood.
  @Test func whatMayStandElsewhereIsNotMissing() {
    check(
      [
        """
        @schema("posts") struct Post { @hasMany var notes: [Note] }
        @schema("notes") struct Note { @belongsTo var post Post }
        """
      ],
      ["0:2: expected `:` before the type, found `Post`"])
  }
}
