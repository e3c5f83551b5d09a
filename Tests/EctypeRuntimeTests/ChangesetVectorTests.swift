import EctypeRuntime
import RecordedTerms
import Testing

/// A model whose schema is set per case.
struct FakeModel: EctypeModel {
  enum Field: String, SchemaField { case f, g }

  struct Schema: Sendable {
    var type: EctoType = .string
    var defaultValue: CastValue = .null
  }
  @TaskLocal static var schema: [Field: Schema] = [:]

  var values: [Field: CastValue]

  static func ectoType(of field: Field) -> EctoType { (schema[field] ?? Schema()).type }
  static func defaultValue(of field: Field) -> CastValue {
    (schema[field] ?? Schema()).defaultValue
  }
  func castValue(of field: Field) -> CastValue? {
    values[field] ?? Self.defaultValue(of: field)
  }
}

@Suite struct ChangesetVectorTests {
  @Test func everyRecordedCaseGivesWhatEctoGives() throws {
    let cases = try Vectors.load("changesets")
    #expect(cases.count > 5000)
    var failures = 0
    for vector in cases {
      let (actual, expected) = try replay(vector)
      if actual != expected {
        failures += 1
        if failures <= 20 {
          Issue.record("\(vector.json)\n  gave \(actual.json)\n  not  \(expected.json)")
        }
      }
    }
    #expect(failures == 0)
  }

  private func replay(_ vector: JSONValue) throws -> (JSONValue, JSONValue) {
    var schema: [FakeModel.Field: FakeModel.Schema] = [:]
    for field in vector["fields"].elements {
      schema[try #require(FakeModel.Field(rawValue: field[0].text))] = .init(
        type: try #require(EctoType(recorded: field[1])),
        defaultValue: try #require(CastValue(tagged: field[2])))
    }
    return try FakeModel.$schema.withValue(schema) {
      let changeset = try run(vector)
      return (result(changeset), expectation(vector, field: schema[.f]?.type ?? .string))
    }
  }

  private func run(_ vector: JSONValue) throws -> Changeset<FakeModel> {
    var model: FakeModel?
    if vector["data"] != .null {
      model = FakeModel(values: [:])
      for entry in vector["data"].elements {
        let field = try #require(FakeModel.Field(rawValue: entry[0].text))
        let value: CastValue = try #require(CastValue(tagged: entry[1]))
        model?.values[field] = value
      }
    }
    let params = vector["params"] == .null ? nil : try JSONObject(json: vector["params"].text.utf8)
    return try vector["steps"].elements.reduce(Changeset(model, params: params)) {
      try $0.applying($1)
    }
  }

  private func result(_ changeset: Changeset<FakeModel>) -> JSONValue {
    let changes = changeset.changes.sorted { $0.key.rawValue < $1.key.rawValue }
    return [
      "changes": .array(changes.map { [.string($0.key.rawValue), $0.value.tagged] }),
      "errors": .array(
        changeset.errors.map { error in
          let base: [JSONValue] = [
            .string(error.field), .string(error.message), error.metadata.tagged,
          ]
          return .array(base + (error.text == error.message ? [] : [.string(error.text)]))
        }),
    ]
  }

  /// What was recorded, but for a datetime beyond year 9999, on which Ecto raises: it is invalid.
  private func expectation(_ vector: JSONValue, field type: EctoType) -> JSONValue {
    if vector["raises"] != .null {
      return [
        "changes": [],
        "errors": [
          [
            "f", "is invalid",
            [["type", ["type", .string(type.description)]], ["validation", ["atom", "cast"]]],
          ]
        ],
      ]
    }
    return ["changes": vector["changes"], "errors": vector["errors"]]
  }
}

extension EctoType {
  init?(recorded value: JSONValue) {
    switch (value[0].text, value.text) {
    case ("array", _): self = .array(EctoType(recorded: value[1])!)
    case ("map", _): self = .mapOf(EctoType(recorded: value[1])!)
    case ("enum", _):
      self = .enumeration(
        EnumCases(
          value[1].elements.map { pair in
            (pair[0].text, pair[1].int.map { .int($0) } ?? .string(pair[1].text))
          }))
    case (_, "id"): self = .id
    case (_, "integer"): self = .integer
    case (_, "float"): self = .float
    case (_, "boolean"): self = .boolean
    case (_, "string"): self = .string
    case (_, "binary"): self = .binary
    case (_, "binary_id"): self = .binaryID
    case (_, "uuid"): self = .uuid
    case (_, "decimal"): self = .decimal
    case (_, "date"): self = .date
    case (_, "time"): self = .time
    case (_, "time_usec"): self = .timeUsec
    case (_, "naive_datetime"): self = .naiveDateTime
    case (_, "naive_datetime_usec"): self = .naiveDateTimeUsec
    case (_, "utc_datetime"): self = .utcDateTime
    case (_, "utc_datetime_usec"): self = .utcDateTimeUsec
    case (_, "map"): self = .map
    case (_, "any"): self = .any
    default: return nil
    }
  }
}
