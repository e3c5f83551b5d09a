import EctypeRuntime
import Foundation
import Testing

@Suite struct DurationTests {
  /// What `Duration.to_iso8601/1` writes, by its documentation, and the units it says.
  @Test(arguments: [
    ("P3Y", [3, 0, 0, 0, 0, 0, 0, 0]), ("P40DT12H42M12S", [0, 0, 0, 40, 12, 42, 12, 0]),
    ("PT0S", [0, 0, 0, 0, 0, 0, 0, 0]), ("PT1.002S", [0, 0, 0, 0, 0, 0, 1, 2000]),
    ("PT-1.2000S", [0, 0, 0, 0, 0, 0, -1, -200_000]), ("P1Y2M3W4D", [1, 2, 3, 4, 0, 0, 0, 0]),
    ("P1Y-2M", [1, -2, 0, 0, 0, 0, 0, 0]), ("-P1YT-0.5S", [-1, 0, 0, 0, 0, 0, 0, 500_000]),
  ])
  func reads(text: String, units: [Int]) throws {
    let value = try #require(ISODuration(text))
    #expect(value.text == text)
    #expect(
      [
        value.years, value.months, value.weeks, value.days, value.hours, value.minutes,
        value.seconds, value.microseconds,
      ] == units)
    let json = try JSONEncoder().encode([value])
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([ISODuration].self, from: json) == [value])
  }

  @Test(arguments: [
    "", "P", "PT", "P1", "1Y", "P1YT", "P1M1Y", "PT1S1M", "P1H", "PT1Y", "P1.5Y", "PT1.S", "PT.5S",
    "PT1.1234567S",
    "P1Y ", "p1y", "P--1Y", "P1YP1Y", "PT99999999999999999999S",
  ])
  func refuses(text: String) { #expect(ISODuration(text) == nil) }

  @Test func equalityIsByUnits() {
    let (a, b): (ISODuration, ISODuration) = ("PT1.5S", "PT1.500000S")
    #expect(a == b && a.hashValue == b.hashValue)
    #expect(ISODuration("PT60S") != ISODuration("PT1M"))
  }
}
