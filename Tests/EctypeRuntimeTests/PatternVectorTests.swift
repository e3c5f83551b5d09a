import EctypeRuntime
import RecordedTerms
import Testing

@Suite struct PatternVectorTests {
  @Test func everySupportedPatternAnswersAsPCRE() throws {
    var (decided, undecided, supported, failures) = (0, 0, 0, 0)
    for vector in try Vectors.load("patterns") {
      let pattern = Pattern(vector[0].text, flags: vector[1].text)
      guard pattern.isSupported else { continue }
      supported += 1
      let answers = pattern.answers(to: vector[2].elements.map(\.text))
      let expected = vector[3].text
      undecided += answers.count { $0 == "?" }
      decided += answers.count { $0 != "?" }
      // "?" is a text that the server has to decide.
      let differs =
        answers.count != expected.utf8.count
        || zip(answers, expected).contains { $0 != $1 && $0 != "?" }
      if differs {
        failures += 1
        if failures <= 30 { Issue.record("\(vector.json) gave \(answers)") }
      }
    }
    #expect(failures == 0)
    #expect(supported > 1700)
    #expect(decided > 10_000)
    #expect(undecided < 200)
  }

  @Test func whatIsNotSupportedIsLeftToTheServer() {
    for text in [
      "(a)\\1", "(?<=a)b", "\\p{L}", "[[:alpha:]]", "(?R)", "a(*FAIL)", "(", ")", "[a", "a**",
      "x{2,1}",
      "\\K", "(?#c)a", "\\Qa\\E", "[b-a]", "(?<1>a)", "\\", "\u{0}", "(a{1000}){1000}", "^*",
    ] {
      #expect(!Pattern.isSupported(text), "\(text)")
      #expect(Pattern(text).matches("a") == nil)
    }
    #expect(!Pattern.isSupported("a", flags: "U"))
    #expect(!Pattern.isSupported("é", flags: "iu"))
    #expect(Pattern.isSupported("é", flags: "u"))
    #expect(!Pattern.isSupported(String(repeating: "(", count: 100_000)))
  }

  @Test func runawayPatternsStop() {
    let text = String(repeating: "a", count: 40)
    #expect(Pattern("^(a+)+b").matches(text) == nil)
    #expect(Pattern("^a", flags: "ms").matches("a\r\n") == nil)
    #expect(Pattern("a$", flags: "s").matches("a\r\n") == true)
    #expect(Pattern("\\s\\z", flags: "s").matches("a\r\n") == false)
  }
}

extension Pattern {
  func answers(to texts: [String]) -> String {
    String(texts.map { matches($0).map { $0 ? "1" : "0" } ?? "?" })
  }
}
