import EctypeText
import Testing

private func check(
  width: Int = 20, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ build: (inout Document) -> Void
) {
  var document = Document(width: width)
  build(&document)
  #expect(
    String(decoding: document.finish(), as: UTF8.self) == expected,
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
          $0.textIfBroken(byte: UInt8(ascii: ","))
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

  @Test func hugsWhatBreaksInside() {
    func binding(_ name: String, _ arguments: [String], in document: inout Document) {
      document.group(.hug) {
        $0.text("let \(name) =")
        $0.nest(when: .groupIsBroken) {
          $0.line()
          call("call", arguments, in: &$0)
        }
      }
    }
    check("let a = call(bbbbbb)\n") { binding("a", ["bbbbbb"], in: &$0) }
    check("let a = call(\n  bbbbbbb\n)\n") { binding("a", ["bbbbbbb"], in: &$0) }
    check("let aaaaaaaaaaaaa =\n  call(b)\n") { binding("aaaaaaaaaaaaa", ["b"], in: &$0) }
    check("let aaaaaaaaaaaaa =\n  call(\n    bbbb,\n    ccccccc\n  )\n") {
      binding("aaaaaaaaaaaaa", ["bbbb", "ccccccc"], in: &$0)
    }
  }

  @Test func aloneLetsTheNextGroupBreak() {
    func annotated(_ style: Document.GroupStyle, in document: inout Document) {
      document.group(.hug) {
        $0.group(style) {
          $0.text("a:")
          $0.nest {
            $0.line()
            $0.text("Type")
          }
        }
        $0.text(" = ")
        call("call", ["bbbbbb"], in: &$0)
      }
    }
    check("a: Type = call(\n  bbbbbb\n)\n") { annotated(.alone, in: &$0) }
    check("a:\n  Type = call(\n  bbbbbb\n)\n") { annotated(.all, in: &$0) }
  }

  @Test func nestDependsOnTheGroupBefore() {
    func chain(_ argument: String, in document: inout Document) {
      document.group {
        call("call", [argument], in: &$0)
        $0.nest(when: .previousGroupIsFlat) {
          $0.line()
          $0.text(".member")
        }
      }
    }
    check("call(a) .member\n") { chain("a", in: &$0) }
    check("call(aaaaaaaaaaaa)\n  .member\n") { chain("aaaaaaaaaaaa", in: &$0) }
    check("call(\n  aaaaaaaaaaaaaaaaa\n)\n.member\n") { chain("aaaaaaaaaaaaaaaaa", in: &$0) }
  }

  @Test func reservedTextNeedsRoomInTheFlatForm() {
    func list(isReserved: Bool, in document: inout Document) {
      document.group {
        $0.text("[")
        $0.nest {
          $0.softLine()
          $0.text("one")
          $0.textIfBroken(byte: UInt8(ascii: ","), isReserved: isReserved)
        }
        $0.softLine()
        $0.text("]")
      }
    }
    check(width: 5, "[one]\n") { list(isReserved: false, in: &$0) }
    check(width: 5, "[\n  one,\n]\n") { list(isReserved: true, in: &$0) }
    check(width: 6, "[one]\n") { list(isReserved: true, in: &$0) }
  }

  @Test func forcedGroupsStillHug() {
    check("let a = f {\n  b\n}\n") {
      $0.group(.hug) {
        $0.text("let a =")
        $0.nest(when: .groupIsBroken) {
          $0.line()
          $0.group {
            $0.text("f {")
            $0.nest {
              $0.softLine()
              $0.text("b")
              $0.breakGroups()
            }
            $0.softLine()
            $0.text("}")
          }
        }
      }
    }
  }

  @Test func groupsOfTheAlgebraLookAtTheirOwnTextAlone() {
    func pair(_ style: Document.GroupStyle, in document: inout Document) {
      document.group(style) {
        $0.text("aaaa")
        $0.line()
        $0.text("bbbb")
      }
      document.text("cc")
    }
    check(width: 10, "aaaa bbbbcc\n") { pair(.own, in: &$0) }
    check(width: 10, "aaaa\nbbbbcc\n") { pair(.all, in: &$0) }
    // What is inherited is broken with the group around it, what is its own is not.
    check(width: 3, "a\nb\nccc\n") {
      $0.group(.own) {
        $0.group(.inherited) {
          $0.text("a")
          $0.line()
          $0.text("b")
        }
        $0.line()
        $0.text("ccc")
      }
    }
    check(width: 3, "a b\nccc\n") {
      $0.group(.own) {
        $0.group(.own) {
          $0.text("a")
          $0.line()
          $0.text("b")
        }
        $0.line()
        $0.text("ccc")
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

@Suite struct FlatLineTests {
  /// What stands before and after a flat line is laid out with its columns, not with its bytes.
  @Test func columns() {
    for (name, expected) in [
      ("aaaa", "x = aaaa, call(bbbb)\n"), ("éééé", "x = éééé, call(bbbb)\n"),
      ("aaaaa", "x = aaaaa, call(\n  bbbb\n)\n"), ("ééééé", "x = ééééé, call(\n  bbbb\n)\n"),
    ] {
      check(expected) { document in
        let fragment = document.fragment { $0.text(name) }
        document.text("x")
        guard var line = document.openFlatLine(16) else {
          Issue.record("there is room")
          return
        }
        line.text(" = ")
        line.append(fragment)
        line.text(",")
        document.close(line)
        document.text(" ")
        call("call", ["bbbb"], in: &document)
      }
    }
  }

  /// There is none where the line has no room, or where what is around it is not laid out yet.
  @Test func room() {
    check("aaaaaaaaaaaaaaa (b)\n") { document in
      document.text("aaaaaaaaaaaaaaa")
      #expect(document.openFlatLine(6) == nil)
      document.group {
        $0.text(" (")
        #expect($0.openFlatLine(1) == nil)
        $0.text("b)")
      }
    }
  }

  @Test func indentation() {
    check("a {\n  b: é\n  c\n}\n") { document in
      document.text("a {")
      document.nest {
        $0.hardLine()
        var line = $0.openFlatLine(10)!
        line.text("b:")
        line.line()
        line.text("é" as String)
        $0.close(line)
        $0.hardLine()
        $0.text("c")
      }
      document.hardLine()
      document.text("}")
    }
  }
}
