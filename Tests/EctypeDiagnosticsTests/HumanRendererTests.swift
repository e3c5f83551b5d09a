import EctypeDiagnostics
import Testing

@Suite struct HumanRendererTests {
  @Test func oneSpan() {
    check(
      "struct Post {\n  var «titel»: String\n}\n", labels: ["not a field"],
      """
       --> a.ectype:2:7
        |
      2 |   var titel: String
        |       ^^^^^ not a field
      """)
  }

  @Test func withoutLabel() {
    check(
      "a «b» c", labels: [""],
      """
       --> a.ectype:1:3
        |
      1 | a b c
        |   ^
      """)
  }

  @Test func severalLabelsOnALine() {
    check(
      "  «foo»(«bar», «baz»)", labels: ["first", "second", "third"], primary: 1,
      """
       --> a.ectype:1:7
        |
      1 |   foo(bar, baz)
        |   --- ^^^  --- third
        |   |   |
        |   |   second
        |   first
      """)
  }

  @Test func labelsInOnePlace() {
    check(
      "«««abc» de»»", labels: ["all", "all again", "part"], primary: 2,
      """
       --> a.ectype:1:1
        |
      1 | abc de
        | ^^^--- all again
        | |
        | all
        | part
      """)
  }

  @Test func linesFarApart() {
    check(
      "«one»\n2\n«three»\n4\n5\n6\n7\n8\n9\n«ten»", labels: ["a", "b", "c"], primary: 2,
      """
        --> a.ectype:10:1
         |
       1 | one
         | --- a
       2 | 2
       3 | three
         | ----- b
      ...
      10 | ten
         | ^^^ c
      """)
  }

  @Test func spanOverLines() {
    check(
      "a\n  «func x() {\n    1\n  }»\nb", labels: ["all of it"],
      """
       --> a.ectype:2:3
        |
      2 | /   func x() {
      3 | |     1
      4 | |   }
        | |___^ all of it
      """)
  }

  @Test func spanOverManyLinesFromTheMiddle() {
    check(
      "let «x» = «[\n1\n2\n3\n4\n5\n]» + 1", labels: ["name", "a list"], primary: 1,
      """
       --> a.ectype:1:9
        |
      1 |   let x = [
        |       - name
        |  _________^
      ... |
      7 | | ] + 1
        | |_^ a list
      """)
  }

  @Test func spansOverLinesInEachOther() {
    check(
      "«{\n  «{\n  }\n}»»", labels: ["outer", "inner"],
      """
       --> a.ectype:1:1
        |
      1 | /   {
      2 | | /   {
      3 | | |   }
      4 | | | }
        | |_|_^ outer
        |   |_- inner
      """)
  }

  @Test func notesAndHelps() {
    check(
      "«x»", labels: ["here"], notes: ["because", "of\ntwo lines"], helps: [Help("do that")],
      """
       --> a.ectype:1:1
        |
      1 | x
        | ^ here
        |
        = note: because
        = note: of
                two lines
        = help: do that
      """)
  }

  @Test func emptySpansAndTheEndOfTheFile() {
    check(
      "ab«»", labels: ["`}` expected"],
      """
       --> a.ectype:1:3
        |
      1 | ab
        |   ^ `}` expected
      """)
    check(
      "ab\n«»", labels: ["here"],
      """
       --> a.ectype:2:1
        |
      2 |
        | ^ here
      """)
    check(
      "«»", labels: ["nothing"],
      """
       --> a.ectype:1:1
        |
      1 |
        | ^ nothing
      """)
  }

  @Test func carriageReturns() {
    check(
      "a\r\n«b»\r\nc\r\n", labels: ["here"],
      """
       --> a.ectype:2:1
        |
      2 | b
        | ^ here
      """)
    check(
      "ab«\r\n»c", labels: ["the line end"],
      """
       --> a.ectype:1:3
        |
      1 | ab
        |   ^ the line end
      """)
  }

  @Test func tabsAndWideCharacters() {
    check(
      "\t«x»\t«y»", labels: ["a", "b"],
      """
       --> a.ectype:1:2
        |
      1 |     x    y
        |     ^    - b
        |     |
        |     a
      """)
    check(
      "\"日本\" «👍é» «e\u{301}»", labels: ["wide", "combined"],
      """
       --> a.ectype:1:6
        |
      1 | "日本" 👍é e\u{301}
        |        ^^^ - combined
        |        |
        |        wide
      """)
  }

  @Test func nothingReachesTheTerminal() {
    check(
      "\u{1B}[31m «x»\u{202E} \u{7F}\u{200B}", labels: ["\u{1B}[2J\u{2066}"], notes: ["\u{8}\ta"],
      """
       --> a.ectype:1:7
        |
      1 | \\u{1B}[31m x\\u{202E} \\u{7F}\\u{200B}
        |            ^ \\u{1B}[2J\\u{2066}
        |
        = note: \\u{8}    a
      """)
  }

  @Test func invalidUTF8IsShownByte() {
    let source = SourceFile(
      path: "\u{1B}.ectype", bytes: [0x61, 0xFF, 0xC3, 0x62, 0xED, 0xA0, 0x80])
    let diagnostic = Diagnostic(
      .invalidUTF8, "no\u{9B}", at: Span(file: FileID(0), start: 1, end: 3))
    let text = HumanRenderer().render([diagnostic], in: SourceMap([source]))
    #expect(
      String(decoding: text, as: UTF8.self) == """
        error[invalid-utf8]: no\\u{9B}
         --> \\u{1B}.ectype:1:2
          |
        1 | a\\xFF\\xC3b\\xED\\xA0\\x80
          |  ^^^^^^^^


        """)
  }

  @Test func longLinesAreTrimmed() {
    let dots = String(repeating: "x", count: 500)
    check(
      "\(dots) «wrong» \(dots)", labels: ["here"],
      """
       --> a.ectype:1:502
        |
      1 | ...\(String(repeating: "x", count: 98)) wrong \(String(repeating: "x", count: 15))...
        | \(String(repeating: " ", count: 102))^^^^^ here
      """)
    check(
      "«wrong» \(dots)", labels: ["here"],
      """
       --> a.ectype:1:1
        |
      1 | wrong \(String(repeating: "x", count: 114))...
        | ^^^^^ here
      """)
  }

  @Test func labelsInOtherFiles() {
    let sources = SourceMap([
      SourceFile(path: "a.ectype", text: "one\n"), SourceFile(path: "b.ectype", text: "1\ntwo\n"),
    ])
    let diagnostic = Diagnostic(
      .unexpectedToken, severity: .warning, "twice", at: Span(file: FileID(1), start: 2, end: 5),
      label: "again", secondary: [Label(Span(file: FileID(0), start: 0, end: 3), "the first")])
    let text = HumanRenderer().render([diagnostic], in: sources)
    #expect(
      String(decoding: text, as: UTF8.self) == """
        warning[unexpected-token]: twice
         --> b.ectype:2:1
          |
        2 | two
          | ^^^ again
         ::: a.ectype:1:1
          |
        1 | one
          | --- the first


        """)
  }

  @Test func colour() {
    let sources = SourceMap([SourceFile(path: "a", text: "x")])
    let diagnostic = Diagnostic(
      .unexpectedToken, "m", at: Span(file: FileID(0), start: 0, end: 1), label: "l")
    let text = String(
      decoding: HumanRenderer(usesColor: true).render([diagnostic], in: sources), as: UTF8.self)
    #expect(text.hasPrefix("\u{1B}[1;31merror[unexpected-token]\u{1B}[0m\u{1B}[1m: m\u{1B}[0m\n"))
    #expect(text.contains("\u{1B}[1;31m^\u{1B}[0m\u{1B}[1;31m l\u{1B}[0m\n"))
  }

  @Test func spansOutsideTheFileAreHeld() {
    let sources = SourceMap([SourceFile(path: "a", text: "x")])
    let diagnostic = Diagnostic(
      .unexpectedToken, "m", at: Span(file: FileID(0), start: 7, end: 9),
      helps: [Help("h", edits: [TextEdit(Span(file: FileID(0), start: 5, end: 9), "y")])])
    #expect(!HumanRenderer().render([diagnostic], in: sources).isEmpty)
    #expect(!JSONRenderer().render([diagnostic], in: sources).isEmpty)
  }

  @Test func summaries() {
    func diagnostics(_ severities: Severity...) -> [Diagnostic] {
      severities.map {
        Diagnostic(.unexpectedToken, severity: $0, "", at: Span(file: FileID(0), start: 0, end: 0))
      }
    }
    #expect(summary(of: []) == nil)
    #expect(summary(of: diagnostics(.note)) == nil)
    #expect(summary(of: diagnostics(.error, .warning, .error)) == "2 errors, 1 warning")
    #expect(summary(of: diagnostics(.warning, .warning)) == "2 warnings")
  }
}

/// Whatever the bytes and spans are: rendering ends, and gives the terminal nothing but visible UTF-8.
@Suite struct RandomRenderingTests {
  private func isUTF8(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes)
  }

  @Test func neverTraps() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for _ in 0..<500 {
      let length = Int.random(in: 0...400, using: &random)
      let bytes = (0..<length).map { _ in
        Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 0x0A + 0x20
      }
      let sources = SourceMap([
        SourceFile(path: "a", bytes: bytes), SourceFile(path: "b", bytes: bytes),
      ])
      func span() -> Span {
        let start = Int.random(in: 0...length, using: &random)
        let end = Int.random(in: start...length, using: &random)
        return Span(file: FileID(Int.random(in: 0...1, using: &random)), start: start, end: end)
      }
      let labels = (0..<4).map { Label(span(), "label \($0)") }
      let edits = (0..<3).map { TextEdit(span(), ["", "x", "y\nz"][$0]) }
      let diagnostic = Diagnostic(
        .unexpectedToken, "m", at: span(), label: "p", secondary: labels,
        helps: [Help("h", edits: edits)])
      let human = HumanRenderer().render([diagnostic], in: sources)
      #expect(isUTF8(human), "seed \(seed)")
      #expect(human.allSatisfy { $0 >= 0x20 || $0 == 0x0A }, "seed \(seed)")
      let isTrimmed = human.split(separator: 0x0A).allSatisfy { $0.last != 0x20 }
      #expect(isTrimmed, "seed \(seed)")
      let json = JSONRenderer().render([diagnostic], in: sources)
      #expect(isUTF8(json), "seed \(seed)")
    }
  }
}

/// A file of garbage has a mistake a line; nobody reads a million.
@Suite struct RenderingLimitTests {
  @Test func showsErrorsFirst() {
    let source = SourceFile(path: "a.ectype", text: "let x = 1\n")
    let sources = SourceMap([source])
    let place = Span(file: FileID(0), start: 4, end: 5)
    let warning = Diagnostic(.unusedVariable, "a warning", at: place)
    let error = Diagnostic(.unknownName, "an error", at: place)
    func rendered(_ diagnostics: [Diagnostic]) -> (errors: Int, warnings: Int, rest: Bool) {
      let text = String(decoding: HumanRenderer().render(diagnostics, in: sources), as: UTF8.self)
      let lines = text.split(separator: "\n")
      return (
        lines.count { $0.hasPrefix("error[") }, lines.count { $0.hasPrefix("warning[") },
        lines.last == "note: 500 more are not shown; `--format json` has all of them"
      )
    }
    let limit = HumanRenderer.limit
    let warnings = [Diagnostic](repeating: warning, count: limit - 100)
    let errors = [Diagnostic](repeating: error, count: 600)
    #expect(rendered(warnings + errors) == (600, limit - 600, true))
    #expect(rendered(Array(warnings.prefix(10)) + errors) == (600, 10, false))
  }
}
