import EctypeText
import Testing

private func check(
  width: Int = 20, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ build: (inout Document) -> Void
) {
  var document = Document()
  build(&document)
  #expect(
    String(decoding: document.render(width: width), as: UTF8.self) == expected,
    sourceLocation: sourceLocation)
}

/// `name(a, b)`, its arguments one a line where they do not fit.
private func call(_ name: String, _ arguments: [String], in document: inout Document) {
  document.group {
    $0.text(name)
    $0.text("(")
    $0.nest {
      $0.softLine()
      $0.joined(
        arguments,
        separator: {
          $0.text(",")
          $0.line()
        }
      ) { $0.text($1) }
    }
    $0.softLine()
    $0.text(")")
  }
}

@Suite struct DocumentTests {
  @Test func groupFitsExactly() {
    check("call(aaaaaa, bbbbbb)\n") { call("call", ["aaaaaa", "bbbbbb"], in: &$0) }
    check("call(\n  aaaaaa,\n  bbbbbbb\n)\n") { call("call", ["aaaaaa", "bbbbbbb"], in: &$0) }
  }

  @Test func whatFollowsCountsUpToTheNextBreak() {
    check("call(\n  aaaaaa,\n  bbbbbb\n);\n") {
      call("call", ["aaaaaa", "bbbbbb"], in: &$0)
      $0.text(";")
    }
  }

  @Test func innerGroupsMayStayFlat() {
    check("outer(\n  inner(a, b),\n  second\n)\n") {
      $0.group {
        $0.text("outer(")
        $0.nest {
          $0.softLine()
          call("inner", ["a", "b"], in: &$0)
          $0.text(",")
          $0.line()
          $0.text("second")
        }
        $0.softLine()
        $0.text(")")
      }
    }
  }

  @Test func hardLinesBreakGroups() {
    check("a\nb\nc\n") {
      $0.group {
        $0.text("a")
        $0.line()
        $0.text("b")
        $0.hardLine()
        $0.text("c")
      }
    }
  }

  @Test func blankLinesNeverDouble() {
    check("a\n\n  b\n") {
      $0.nest {
        $0.blankLine()
        $0.text("a")
        $0.blankLine()
        $0.blankLine()
        $0.text("b")
        $0.blankLine()
      }
    }
  }

  @Test func flexLinesFill() {
    check(width: 8, "aaa bbb\nccc\n") {
      $0.group {
        $0.joined(["aaa", "bbb", "ccc"], separator: { $0.flexLine() }) { $0.text($1) }
      }
    }
  }

  @Test func trailingCommaOnlyWhenBroken() {
    func list(_ document: inout Document) {
      document.group {
        $0.text("[")
        $0.nest {
          $0.softLine()
          $0.text("one,")
          $0.line()
          $0.text("two")
          $0.textIfBroken(",")
        }
        $0.softLine()
        $0.text("]")
      }
    }
    check(width: 10, "[one, two]\n") { list(&$0) }
    check(width: 9, "[\n  one,\n  two,\n]\n") { list(&$0) }
  }

  @Test func columnsAreCharacters() {
    check(width: 5, "éé 👍🏽a\n") {
      $0.group {
        $0.text("éé")
        $0.line()
        $0.text("👍🏽a")
      }
    }
  }

  @Test func emptyDocumentIsEmpty() { check("") { _ in } }

  @Test func longDocumentsStayLinear() {
    check(width: 80, String(repeating: "x\n", count: 200_000)) {
      $0.group {
        for index in 0..<200_000 {
          if index > 0 { $0.line() }
          $0.text("x")
        }
      }
    }
  }
}
