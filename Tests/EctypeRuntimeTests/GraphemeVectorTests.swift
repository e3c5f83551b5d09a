import Testing

@testable import EctypeRuntime

@Suite struct GraphemeVectorTests {
  @Test func everyRecordedTextHasTheLengthElixirGives() throws {
    var failures = 0
    let vectors = try Vectors.load("graphemes")
    #expect(vectors.count > 6000)
    for vector in vectors {
      var text = String.UnicodeScalarView()
      for hex in vector[0].text.split(separator: " ") {
        text.append(try #require(UInt32(hex, radix: 16).flatMap(Unicode.Scalar.init)))
      }
      let count = Graphemes.count(String(text))
      if count != vector[1].int {
        failures += 1
        if failures <= 20 { Issue.record("\(vector.json) gave \(count)") }
      }
    }
    #expect(failures == 0)
  }
}
