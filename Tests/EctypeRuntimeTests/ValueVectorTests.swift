import Testing

@testable import EctypeRuntime

@Suite struct ValueVectorTests {
  @Test func decimalsCompareAndPrintAsInElixir() throws {
    for vector in try Vectors.load("values")[0].elements {
      let a = try #require(DecimalString(vector[0].text))
      let b = try #require(DecimalString(vector[1].text))
      let order = a < b ? "lt" : a > b ? "gt" : "eq"
      #expect(order == vector[2].text, "\(a) against \(b)")
      #expect((a == b) == (order == "eq"))
      if a == b { #expect(a.hashValue == b.hashValue) }
      #expect(DecimalLiteral(a.text)?.text == vector[3].text)
      #expect(a.text == vector[0].text)
    }
  }

  @Test func floatsPrintAsInElixir() throws {
    for vector in try Vectors.load("values")[1].elements {
      let float = Double(bitPattern: try #require(UInt64(vector[0].text, radix: 16)))
      #expect(FloatText.text(float) == vector[1].text)
      #expect(DecimalString(float)?.text == vector[2].text)
    }
  }

  @Test func daysAreNumberedAsInElixir() throws {
    for vector in try Vectors.load("values")[2].elements {
      let date = try #require(LocalDate(vector[0].text))
      let day = try #require(vector[1].int)
      #expect(date.civil.dayNumber == day)
      #expect(CivilDate(dayNumber: day)?.text == vector[0].text)
    }
  }

  @Test func momentsAreReadAndWrittenAsInElixir() throws {
    let vectors = try Vectors.load("values")[3].elements
    #expect(vectors.count == 1000)
    for vector in vectors {
      let text = vector[1].text
      let written =
        switch vector[0].text {
        case "date": LocalDate(text)?.text
        case "time": LocalTime(text)?.text
        case "naive": NaiveDateTime(text)?.text
        default: UTCDateTime(text)?.text
        }
      #expect(written == (vector[2] == .null ? nil : vector[2].text), "\(text)")
    }
  }
}
