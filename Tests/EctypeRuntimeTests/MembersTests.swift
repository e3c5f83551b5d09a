import EctypeRuntime
import Testing

@Suite struct MembersTests {
  @Test func rangesHoldAtTheirLimits() {
    func check(_ value: Int, in members: Members, _ expected: Bool) {
      FakeModel.$schema.withValue([.f: .init(type: .integer)]) {
        let changeset = Changeset<FakeModel>(nil, params: ["f": .int(value)]).cast([.f])
          .validateInclusion(.f, members)
        #expect(changeset.isValid == expected, "\(value) in \(members)")
      }
    }
    check(.min, in: .range(first: .min, last: .max, step: 2), true)
    check(.max, in: .range(first: .min, last: .max, step: 2), false)
    check(.min, in: .range(first: .max, last: .min, step: -1), true)
    check(.min, in: .range(first: .max, last: .min, step: .min), false)
    check(-1, in: .range(first: .max, last: .min, step: .min), true)
    check(5, in: .range(1...5), true)
    check(6, in: .range(1...5), false)
    check(5, in: .range(first: 1, last: 5, step: 0), false)
    check(5, in: [], false)
  }
}
