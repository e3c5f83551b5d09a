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

extension Document {
  fileprivate mutating func within(
    _ start: Operation.Kind, _ value: Int = 0, _ end: Operation.Kind,
    _ body: (inout Document) -> Void
  ) {
    append(start, value)
    body(&self)
    append(end)
  }

  fileprivate mutating func group(_ body: (inout Document) -> Void) {
    within(.groupStart, 0, .groupEnd, body)
  }

  fileprivate mutating func nest(_ body: (inout Document) -> Void) {
    within(.nestStart, 2, .nestEnd, body)
  }

  /// `name(a, b)`, its arguments one a line where they do not fit.
  fileprivate mutating func call(_ name: String, _ arguments: [String]) {
    group {
      $0.text(name)
      $0.text("(")
      $0.nest {
        $0.softLine()
        for (index, argument) in arguments.enumerated() {
          if index > 0 {
            $0.text(",")
            $0.line()
          }
          $0.text(argument)
        }
      }
      $0.softLine()
      $0.text(")")
    }
  }
}

@Suite struct DocumentTests {
  @Test func groupFitsExactly() {
    check("call(aaaaaa, bbbbbb)\n") { $0.call("call", ["aaaaaa", "bbbbbb"]) }
    check("call(\n  aaaaaa,\n  bbbbbbb\n)\n") { $0.call("call", ["aaaaaa", "bbbbbbb"]) }
  }

  @Test func onlyTextInsideCounts() {
    check("call(aaaaaa, bbbbbb);\n") {
      $0.call("call", ["aaaaaa", "bbbbbb"])
      $0.text(";")
    }
    check("call(\n  aaaaaa,\n  bbbbbb\n);\n") {
      $0.call("call", ["aaaaaa", "bbbbbb"])
      $0.textInLastGroup(byte: UInt8(ascii: ";"))
    }
  }

  @Test func textWithoutABreakHasNoOtherLine() {
    check(width: 3, "aaaaaa\n") { $0.group { $0.text("aaaaaa") } }
  }

  @Test func innerGroupsMayStayFlat() {
    check("outer(\n  inner(a, b),\n  second\n)\n") {
      $0.group {
        $0.text("outer(")
        $0.nest {
          $0.softLine()
          $0.call("inner", ["a", "b"])
          $0.text(",")
          $0.line()
          $0.text("second")
        }
        $0.softLine()
        $0.text(")")
      }
    }
  }

  @Test func whatIsUnfitBreaksTheGroupsAround() {
    check("a\nb\nc\n") {
      $0.group {
        $0.text("a")
        $0.line()
        $0.within(.unfitStart, 0, .unfitEnd) {
          $0.text("b")
          $0.hardLine()
          $0.text("c")
        }
      }
    }
  }

  /// `f(x, [` … `])`: the last argument breaks instead of the call.
  @Test func aBreakInsideMayStandForTheCalls() {
    func build(_ document: inout Document) {
      document.within(.nextBreakFitsOffStart, 0, .nextBreakFitsEnd) {
        $0.group {
          $0.text("f(")
          $0.within(.nestIfBrokenStart, 2, .nestEnd) {
            $0.softLine()
            $0.text("x,")
            $0.line()
            $0.within(.nextBreakFitsStart, 0, .nextBreakFitsEnd) { $0.call("", ["a", "b"]) }
          }
          $0.softLine()
          $0.text(")")
        }
      }
    }
    check(width: 12, "f(x, (a, b))\n", build)
    check(width: 11, "f(x, (\n  a,\n  b\n))\n", build)
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

  @Test func linesOfATextAreKept() {
    check("a\n\n\nb\n") {
      $0.text("a")
      for _ in 0..<3 { $0.append(.textLine) }
      $0.text("b")
    }
  }

  @Test func flexLinesFill() {
    check(width: 8, "aaa bbb\nccc\n") {
      $0.group {
        $0.text("aaa")
        $0.flexLine()
        $0.text("bbb")
        $0.flexLine()
        $0.text("ccc")
      }
    }
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
