import Foundation
import RecordedTerms
import Testing

@testable import EctypeRuntime

@Suite struct CalendarTests {
  @Test func textIsKeptAndOtherTextRefused() throws {
    func check<T: CalendarText>(_: T.Type, accepts: [String], refuses: [String]) throws {
      for text in accepts {
        let value = try #require(T(text), "\(text)")
        #expect(value.text == text)
        let json = try JSONEncoder().encode([value])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
        #expect(try JSONDecoder().decode([T].self, from: json) == [value])
      }
      for text in refuses { #expect(T(text) == nil, "\(text)") }
    }
    try check(
      LocalDate.self, accepts: ["2026-01-02", "2024-02-29", "-0001-12-31", "9999-12-31"],
      refuses: [
        "", "2026-1-2", "2023-02-29", "1900-02-29", "2026-13-01", "2026-01-02 ", "20260102",
      ])
    try check(
      LocalTime.self, accepts: ["00:00:00", "23:59:59.999999", "03:04:05.1"],
      refuses: ["24:00:00", "23:60:00", "23:59:60", "03:04", "03:04:05.", "03:04:05Z", "3:04:05"])
    try check(
      NaiveDateTime.self, accepts: ["2026-01-02T03:04:05", "2026-01-02T03:04:05.123"],
      refuses: ["2026-01-02T03:04:05Z", "2026-01-02T03:04", "2026-02-30T00:00:00", "2026-01-02"])
    try check(
      UTCDateTime.self, accepts: ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.120000Z"],
      refuses: ["2026-01-02T03:04:05", "2026-01-02T03:04:05+01:00", "2026-01-02T24:00:00Z"])
  }

  @Test func otherFormsAreWrittenAsElixirWritesThem() throws {
    for text in ["2026-01-02 03:04:05.120000", "+2026-01-02T03:04:05,120000"] {
      #expect(NaiveDateTime(text)?.text == "2026-01-02T03:04:05.120000")
      #expect(UTCDateTime(text + "Z")?.text == "2026-01-02T03:04:05.120000Z")
    }
    #expect(LocalDate("-0000-01-02").text == "0000-01-02")
    #expect(LocalTime("03:04:05.1234567890").text == "03:04:05.123456789")
  }

  @Test func everyDayAndTimeIsItsText() throws {
    for number in stride(from: -4_371_222, through: 2_932_896, by: 997) {
      let date = LocalDate(try #require(CivilDate(dayNumber: number)))
      #expect(LocalDate(date.text)?.civil.dayNumber == number)
      let text = date.text
      let (year, rest) = (text.dropLast(6), text.suffix(6))
      #expect(Int(year) == date.year && year.count == (date.year < 0 ? 5 : 4))
      #expect(Int(rest.dropFirst().prefix(2)) == date.month && Int(rest.suffix(2)) == date.day)
    }
    for precision in 0...9 {
      let time = try #require(
        LocalTime(
          hour: 23, minute: 59, second: 58, nanosecond: 987_654_321, precision: precision))
      #expect(time.text == "23:59:58" + (precision == 0 ? "" : ".987654321".prefix(precision + 1)))
      #expect(LocalTime(time.text) == time && time.precision == precision)
      #expect((time.hour, time.minute, time.second) == (23, 59, 58))
    }
  }

  @Test func equalityAndOrderAreByValue() throws {
    let a = UTCDateTime("2026-01-02T03:04:05Z")
    let b = UTCDateTime("2026-01-02T03:04:05.000000Z")
    let c = UTCDateTime("2026-01-02T03:04:05.000001Z")
    #expect(a == b && a.hashValue == b.hashValue && b < c && !(a < b))
    let early = try #require(LocalDate(year: -5, month: 3, day: 1))
    #expect(early < "2026-01-01")
    #expect(early.text == "-0005-03-01")
  }

  @Test func momentsSurviveDate() throws {
    let time = UTCDateTime("2026-01-02T03:04:05.250000Z")
    #expect(time.date.timeIntervalSince1970 == 1_767_323_045.25)
    #expect(UTCDateTime(time.date) == time)
    #expect(UTCDateTime(Date(timeIntervalSince1970: -0.5))?.text == "1969-12-31T23:59:59.500000Z")
    #expect(UTCDateTime(.distantFuture) != nil)
    #expect(UTCDateTime(Date(timeIntervalSince1970: .infinity)) == nil)
    #expect(UTCDateTime(Date(timeIntervalSince1970: 1e11 * 9)) == nil)
  }

  @Test func aNaiveTimeNeedsAZone() throws {
    let zone = try #require(TimeZone(secondsFromGMT: 7200))
    let time = NaiveDateTime("2026-01-02T03:04:05")
    #expect(time.date(in: zone).timeIntervalSince1970 == 1_767_315_845)
    #expect(NaiveDateTime(time.date(in: zone), in: zone) == time)
    #expect(LocalDate(Date(timeIntervalSince1970: 82_800), in: zone)?.text == "1970-01-02")
    #expect(time.date.day == 2 && time.time.minute == 4)
  }

  @Test func componentsAreChecked() {
    #expect(LocalDate(year: 2023, month: 2, day: 29) == nil)
    #expect(LocalDate(year: 10_000, month: 1, day: 1) == nil)
    #expect(LocalTime(hour: 24, minute: 0) == nil)
    let time = LocalTime(hour: 1, minute: 2, second: 3, nanosecond: 999_999_999, precision: 3)
    #expect(time?.text == "01:02:03.999")
    #expect(LocalDate(year: .max, month: .max, day: .max) == nil)
  }
}
