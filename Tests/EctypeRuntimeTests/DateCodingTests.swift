import EctypeRuntime
import Foundation
import Testing

/// Foundation's dates in the place of the run-time's types.
@Suite struct DateCodingTests {
  private func check<Format, Value: Equatable>(
    _ type: DateCoding<Format, Value>.Type, _ json: String, _ value: Value, writes: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let decoded = try JSONDecoder().decode(
      [DateCoding<Format, Value>].self, from: Data("[\(json)]".utf8))
    #expect(decoded.map(\.value) == [value], sourceLocation: sourceLocation)
    let encoded = String(decoding: try JSONEncoder().encode(decoded), as: UTF8.self)
    #expect(encoded == "[\(writes ?? json)]", sourceLocation: sourceLocation)
  }

  private let moment = Date(timeIntervalSince1970: 1_767_323_045)

  @Test func textOfEachType() throws {
    try check(UTCSeconds<Date>.self, "\"2026-01-02T03:04:05Z\"", moment)
    try check(NaiveSeconds<Date>.self, "\"2026-01-02T03:04:05\"", moment)
    try check(
      UTCMicroseconds<Date>.self, "\"2026-01-02T03:04:05.250000Z\"", moment.addingTimeInterval(0.25)
    )
    try check(
      NaiveMicroseconds<Date>.self, "\"2026-01-02T03:04:05.000000\"", moment)
    try check(UTCSeconds<Date?>.self, "null", nil)
    try check(UTCSeconds<[Date]>.self, "[\"2026-01-02T03:04:05Z\"]", [moment])
    try check(UTCSeconds<[String: Date]>.self, "{\"a\":\"2026-01-02T03:04:05Z\"}", ["a": moment])
  }

  /// What is lost: other precisions are written as the field's own.
  @Test func textIsWrittenAnew() throws {
    try check(
      UTCMicroseconds<Date>.self, "\"2026-01-02T03:04:05Z\"", moment,
      writes: "\"2026-01-02T03:04:05.000000Z\"")
  }

  /// Every microsecond of our time survives.
  @Test func microseconds() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let text = UTCDateTime(
        date: LocalDate(year: .random(in: 1950...2100, using: &generator), month: 7, day: 1)
          ?? "2026-07-01",
        time: LocalTime(
          hour: .random(in: 0...23), minute: .random(in: 0...59), second: .random(in: 0...59),
          nanosecond: .random(in: 0...999_999) * 1000, precision: 6) ?? "00:00:00"
      ).text
      let json = Data("[\"\(text)\"]".utf8)
      let value = try JSONDecoder().decode([UTCMicroseconds<Date>].self, from: json)
      #expect(try JSONEncoder().encode(value) == json, "\(text)")
    }
  }

  @Test func refuses() {
    for text in ["2026-01-02T03:04:05", "2026-02-30T00:00:00Z", ""] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode([UTCSeconds<Date>].self, from: Data("[\"\(text)\"]".utf8))
      }
    }
    #expect(throws: EncodingError.self) {
      try JSONEncoder().encode([UTCSeconds(Date(timeIntervalSince1970: 9e11))])
    }
  }

  private struct Payload: ChangesetPayload {
    var at: Patch<Date>
    var seen: Date?
    func encodeFields(to fields: inout EncodedFields) {
      fields.encode("at", UTCSeconds(at))
      fields.encode("seen", UTCSeconds(seen))
    }
  }

  @Test func payloads() throws {
    #expect(try JSONValue(encoding: Payload(at: .keep)) == [:])
    #expect(
      try JSONValue(encoding: Payload(at: .clear, seen: moment))
        == ["at": nil, "seen": "2026-01-02T03:04:05Z"])
    #expect(
      try JSONValue(encoding: Payload(at: .set(moment))) == ["at": "2026-01-02T03:04:05Z"])
  }

  @Test func payloadsAreEqualWhereTheirJSONIs() {
    #expect(Payload(at: .set(moment)) == Payload(at: .set(moment)))
    // Half a second is no part of the text.
    #expect(Payload(at: .set(moment)) == Payload(at: .set(moment + 0.5)))
    #expect(Payload(at: .keep) != Payload(at: .clear))
    #expect(Set([Payload(at: .keep), Payload(at: .keep), Payload(at: .clear)]).count == 2)
    // What does not encode is equal to nothing.
    let beyond = Payload(at: .set(Date(timeIntervalSince1970: 9e11)))
    #expect(beyond != beyond)
  }

  @Test func changesetsSeeEctosValue() {
    #expect(UTCSeconds(moment).castValue == .utcDateTime("2026-01-02T03:04:05Z"))
    #expect(NaiveSeconds([moment]).castValue == .list([.naiveDateTime("2026-01-02T03:04:05")]))
    #expect(UTCSeconds(Date?.none).castValue == .null)
  }
}
