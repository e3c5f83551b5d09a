import EctypeRuntime
import Foundation
import FunctionsModels
import RecordedTerms
import Testing

/// Each call that fixtures/projects/functions/verify.exs made in Elixir, in the generated Swift: the same value, or an
/// error where Elixir raised or went on with an integer that is none of Swift's.
@Suite struct FunctionAgreementTests {
  static let calls = VerifiedRecord.functions["functions"].elements

  @Test func recordIsThere() {
    #expect(Self.calls.count > 1500)
    #expect(Set(Self.calls.map(\.["function"].text)) == Set(Self.functions.keys))
  }

  @Test func sameAsElixir() {
    for call in Self.calls {
      let name = call["function"].text
      let arguments = call["arguments"].elements
      // What is no `Int` cannot be given to a Swift function.
      guard let function = Self.functions[name], arguments.allSatisfy(\.fits) else { continue }
      let given = Result { try function(arguments) }
      switch given {
      case .success(let value):
        #expect(value == call["value"], "\(name)(\(arguments)) gives \(value)")
      case .failure(let error):
        #expect(
          call["raises"] == true || !call["value"].fits,
          "\(name)(\(arguments)) throws \(error), not \(call["value"])")
      }
    }
  }

  // MARK: Calls by Elixir name

  static let functions = [values, times, tuples, presence, leaving, hiding].reduce(into: [:]) {
    $0.merge($1) { $1 }
  }

  private static let values: [String: @Sendable ([JSONValue]) throws -> JSONValue] = [
    "arithmetic": { .json(try Numbers.arithmetic(a: $0[0].number, b: $0[1].number)) },
    "quotients": { .json(try Numbers.quotients(a: $0[0].number, b: $0[1].number)) },
    "negated": { .json(try Numbers.negated(a: $0[0].number)) },
    "power": { .json(try Numbers.power(a: $0[0].number, b: $0[1].number)) },
    "divisor": { .json(try Numbers.divisor(a: $0[0].number, b: $0[1].number)) },
    "size": {
      let value = try Numbers.size(a: $0[0].number)
      return [.json(value.0), .json(value.1), .json(value.2), .json(value.3)]
    },
    "order": {
      let value = Numbers.order(a: $0[0].number, b: $0[1].number)
      return [.json(value.0), .json(value.1), .json(value.2), .json(value.3)]
    },
    "parsed": { .json(try Numbers.parsed(text: $0[0].text)) },
    "rounded": { .json(try Numbers.rounded(x: $0[0].float)) },
    "floats": {
      .json(try Numbers.floats(x: $0[0].float, y: $0[1].float).map { Elixir.string($0) })
    },
    "shown": { .json(Numbers.shown(x: $0[0].float, n: $0[1].number)) },
    "converted": { .json(Elixir.string(try Numbers.converted(n: $0[0].number))) },
    "scales": { .json(try Numbers.scales(n: $0[0].number)) },
    "ruled": { .json(try Numbers.ruled(n: $0[0].number, by: $0[1].number)) },

    "sizes": {
      let value = Texts.sizes(s: $0[0].text)
      return [.json(value.0), .json(value.1)]
    },
    "cases": { .json(Texts.cases(s: $0[0].text)) },
    "trimmed": { .json(Texts.trimmed(s: $0[0].text)) },
    "parts": {
      if let day = LocalDate($0[0].text) {
        let value = Days.parts(day: day)
        return .json([value.0, value.1, value.2, value.3])
      }
      let value = Texts.parts(s: $0[0].text)
      return [.json(value.0), .json(value.1), .json(value.2), .json(value.3)]
    },
    "cut": {
      let value = Texts.cut(s: $0[0].text, n: $0[1].number)
      return [.json(value.0), .json(value.1)]
    },
    "sliced_from": { .json(try Texts.slicedFrom(s: $0[0].text, n: $0[1].number)) },
    "sliced": { .json(try Texts.sliced(s: $0[0].text, n: $0[1].number)) },
    "padded": { .json(try Texts.padded(s: $0[0].text, n: $0[1].number)) },
    "compared": { .json(Texts.compared(s: $0[0].text, t: $0[1].text)) },
    "searched": { .json(Texts.searched(s: $0[0].text, t: $0[1].text)) },
    "replaced": {
      let value = Texts.replaced(s: $0[0].text, t: $0[1].text)
      return [.json(value.0), .json(value.1)]
    },
    "sorted": {
      let value = Texts.sorted(s: $0[0].text, t: $0[1].text)
      return [.json(value.0), .json(value.1), .json(value.2)]
    },
    "filled": { .json(try Texts.filled(s: $0[0].text, by: $0[1].text)) },
    "kind": { .json(Texts.kind(s: $0[0].text)) },
    "spelled": { .json(Texts.spelled(s: $0[0].text)) },
    "hostile": { .json(Texts.hostile(s: $0[0].text)) },

    "ends": {
      let value = Lists.ends(xs: $0[0].numbers, n: $0[1].number)
      return [.json(value.0), .json(value.1), .json(value.2), .json(value.3)]
    },
    "at": {
      let value = Lists.at(xs: $0[0].numbers, n: $0[1].number)
      return [.json(value.0), .json(value.1), .json(value.2), .json(value.3)]
    },
    "changed": { .json(try Lists.changed(xs: $0[0].numbers, n: $0[1].number)) },
    "placed": {
      let value = try Lists.placed(xs: $0[0].numbers, n: $0[1].number)
      return [
        .array(value.0.map { .json($0) }), .array(value.1.map { [.json($0.0), .json($0.1)] }),
      ]
    },
    "mapped": {
      let value = try Lists.mapped(xs: $0[0].numbers)
      return [
        .json(value.0), .json(value.1), .json(value.2),
        .array(value.3.map { [.json($0.0), .json($0.1)] }),
      ]
    },
    "ordered": {
      let value = try Lists.ordered(xs: $0[0].numbers)
      return [
        .json(value.0), .json(value.1), .json(value.2), .json(value.3), .json(value.4),
      ]
    },
    "parted": {
      let value = try Lists.parted(xs: $0[0].numbers, n: $0[1].number)
      return [[.json(value.0.0), .json(value.0.1)], .array(value.1.map { .json($0) })]
    },
    "scored": { .json(try Lists.scored(words: $0[0].texts)) },
    "entries": {
      let value = Lists.entries(m: $0[0].counts, key: $0[1].text)
      return [.json(value.0), .json(value.1), .json(value.2), .json(value.3)]
    },
    "edited": { .json(try Lists.edited(m: $0[0].counts, key: $0[1].text)) },
    "fetched": { .json(try Lists.fetched(m: $0[0].counts, key: $0[1].text)) },
    "half": {
      switch try Lists.half(n: $0[0].number) {
      case .ok(let value): ["ok", .json(value)]
      case .error(let reason): ["error", .json(reason)]
      }
    },
    "halves": { .json(try Lists.halves(xs: $0[0].numbers)) },
    "outcome": { .json(try Lists.outcome(n: $0[0].number)) },
    "matched": { .json(try Lists.matched(n: $0[0].number, xs: $0[1].numbers)) },
    "told": { .json(try Lists.told(n: $0[0].number)) },
    "gathered": { .json(try Lists.gathered(xs: $0[0].numbers)) },
    "counted": { .json(try Lists.counted(n: $0[0].number)) },
    "unread": { .json(try Lists.unread(m: $0[0].counts, key: $0[1].text)) },
    "described": {
      .json(try Lists.described(color: Color(rawValue: $0[0].text), n: $0[1].number))
    },
    "shape": { .json(Lists.shape(xs: $0[0].numbers)) },
    "chosen": { .json(try Lists.chosen(a: $0[0].int, b: $0[1].int)) },
    "multiplied": { .json(try Lists.multiplied(a: $0[0].int, b: $0[1].int)) },
    "doubted": { .json(Lists.doubted(n: $0[0].int, by: $0[1].int)) },
    "capped": { .json(try Lists.capped(count: $0[0].int, text: $0[1].text)) },
    "answers": { .array(Lists.answers(xs: $0[0].numbers).map { .json($0) }) },
    "gaps": {
      .array(Lists.gaps(xs: $0[0].elements.map(\.int), n: $0[1].number).map { .json($0) })
    },
    "collatz": { .json(try Lists.collatz(start: $0[0].number)) },
    "even?": { .json(try Lists.even(n: $0[0].number)) },
    "scaled": {
      .json(
        $0.count == 1
          ? try Lists.scaled(xs: $0[0].numbers)
          : try Lists.scaled(xs: $0[0].numbers, by: $0[1].number))
    },

    "hidden_average": { .json(try Hidden.hiddenAverage(seconds: $0[0].numbers)) },
    "hidden_piped": { .json(try Hidden.hiddenPiped(seconds: $0[0].numbers)) },
    "hidden_size": { .json(Hidden.hiddenSize(seconds: $0[0].numbers)) },
    "hidden_texts": { .json(try Hidden.hiddenTexts(n: $0[0].number)) },
    "hidden_rounded": { .json(try Hidden.hiddenRounded(x: $0[0].float)) },

    "looked": { .json(try Bodies.looked(xs: $0[0].numbers)) },
    "paired": { .json(try Bodies.paired(n: $0[0].number)) },
    "given": { .json(try Bodies.given(xs: $0[0].numbers)) },
    "left": { .json(try Bodies.left(xs: $0[0].numbers)) },
    "otherwise": { .json(try Bodies.otherwise(n: $0[0].int, xs: $0[1].numbers)) },
    "found": { .json(try Bodies.found(xs: $0[0].numbers, n: $0[1].number)) },
    "begun": { .json(try Bodies.begun(xs: $0[0].numbers, n: $0[1].number)) },
    "asked_alone": { .json(try Bodies.askedAlone(xs: $0[0].numbers, n: $0[1].number)) },
    "called_alone": { .json(try Bodies.calledAlone(xs: $0[0].numbers, n: $0[1].number)) },
    "declared_parts": { .json(try Bodies.declaredParts(xs: $0[0].numbers, n: $0[1].number)) },
    "known": { .json(try Bodies.known(n: $0[0].number, other: $0[1].number)) },
    "known_present": { .json(try Bodies.knownPresent(n: $0[0].number, other: $0[1].number)) },
    "known_in_loop": { .json(try Bodies.knownInLoop(n: $0[0].number, step: $0[1].number)) },
    "known_mapped": { arguments -> JSONValue in
      let results = try Bodies.knownMapped(n: arguments[0].number, xs: arguments[1].numbers)
      return .array(
        results.map { result -> JSONValue in
          switch result {
          case .ok(let value): ["ok", .json(value)]
          case .error(let reason): ["error", .json(reason)]
          }
        })
    },
    "weighed": { .json(try Bodies.weighed(xs: $0[0].numbers)) },
    "level": { .json(Bodies.level(xs: $0[0].numbers)) },
    "same": { .json(try Bodies.same(n: $0[0].number)) },
    "summed": { .json(try Bodies.summed(xs: $0[0].numbers)) },
    "unpacked": { .json(try Bodies.unpacked(n: $0[0].number)) },
    "settled": { .json(try Bodies.settled(xs: $0[0].numbers)) },
    "moved": { .json(try Days.moved(day: $0[0].day, n: $0[1].number).text) },
    "month": {
      let value = Days.month(day: $0[0].day)
      return [.json(value.0.text), .json(value.1.text)]
    },
    "between": {
      let value = Days.between(a: $0[0].day, b: $0[1].day)
      return [.json(value.0), .json(value.1), .json(value.2)]
    },
    "read": { .json(try Days.read(text: $0[0].text).text) },
    "months": { .json(try Days.months(years: $0[0].numbers)) },
    "is_old": { .json(Days.isOld(day: $0[0].day)) },
    "named": { .json(try Days.named(year: $0[0].number, month: $0[1].number).text) },
    "placed_day": {
      let value = Days.placedDay(day: $0[0].day)
      return [.json(value.0), .json(value.1), .json(value.2), .json(value.3)]
    },
    "week": {
      let value = try Days.week(day: $0[0].day)
      return [.json(value.0.text), .json(value.1.text)]
    },
  ]

  private static let times: [String: @Sendable ([JSONValue]) throws -> JSONValue] = [
    "moved_time": {
      let value = Times.movedTime(time: try $0[0].value(), n: $0[1].number)
      return [
        .json(value.0.text), .json(value.1), .json(value.2), .json(value.3), .json(value.4),
      ]
    },
    "apart": {
      let value = Times.apart(a: try $0[0].value(), b: try $0[1].value())
      return [.json(value.0), .json(value.1), .json(value.2), .json(value.3)]
    },
    "clock_at": { .json(try Times.clockAt(hour: $0[0].number, minute: $0[1].number).text) },
    "shifted_moment": {
      let value = try Times.shiftedMoment(moment: try $0[0].value(), n: $0[1].number)
      return [
        .json(value.0.text), .json(value.1), .json(value.2), .json(value.3.text), .json(value.4),
      ]
    },
    "compared_moments": {
      let value = Times.comparedMoments(a: try $0[0].value(), b: try $0[1].value())
      return [.json(value.0), .json(value.1), .json(value.2), .json(value.3.map(\.text))]
    },
    "converted_moment": {
      let value = Times.convertedMoment(moment: try $0[0].value())
      return [
        .json(value.0), .json(value.1.text), .json(value.2.text), .json(value.3.text),
      ]
    },
    "counted_moment": { .json(try Times.countedMoment(seconds: $0[0].number).text) },
    "local_time": {
      let value = try Times.localTime(a: try $0[0].value(), n: $0[1].number)
      return [.json(value.0.text), .json(value.1), .json(value.2), .json(value.3)]
    },
    "open_times": {
      let times: [LocalTime?] = $0[0].elements.map { LocalTime($0.text) }
      return .json(Times.openTimes(times: times, from: try $0[1].value()).map(\.text))
    },
    "in_order": {
      let value = Times.inOrder(
        moments: try $0[0].elements.map { try $0.value() },
        days: try $0[1].elements.map { try $0.value() })
      return [
        .json(value.0.map(\.text)), .json(value.1.map(\.text)), .json(value.2?.text),
        .json(value.3?.text),
      ]
    },
  ]

  private static let tuples: [String: @Sendable ([JSONValue]) throws -> JSONValue] = [
    "greatest": { .json(try Tuples.greatest(a: $0[0].number, b: $0[1].number)) },
    "fibonacci": { .json(try Tuples.fibonacci(n: $0[0].number)) },
    "divided": {
      let value = Tuples.divided(xs: $0[0].numbers, limit: $0[1].number)
      return [.json(value.0), .json(value.1), .json(value.2)]
    },
    "stopped": { .json(try Tuples.stopped(xs: $0[0].numbers, limit: $0[1].number)) },
    "members": {
      let (pair, nested) = ($0[0].elements, $0[1].elements)
      let value = try Tuples.members(
        pair: (pair[0].number, pair[1].text),
        nested: ((nested[0].numbers[0], nested[0].numbers[1]), nested[1].number))
      return [.json(value.0), .json(value.1), .json(value.2)]
    },
    "keyed": { .json(try Tuples.keyed(xs: $0[0].numbers)) },
    "tallied": { .json(try Tuples.tallied(words: $0[0].texts)) },
    "grouped": { .array(Tuples.grouped(words: $0[0].texts).map { .json($0) }) },
    "ended": { .json(Tuples.ended(n: $0[0].number)) },
    "outcomes": {
      let value = try Tuples.outcomes(xs: $0[0].numbers)
      return [.json(value.0), .json(value.1)]
    },
  ]

  private static let presence: [String: @Sendable ([JSONValue]) throws -> JSONValue] = [
    "rebound": { .json(try Presence.rebound(x: $0[0].int, n: $0[1].number)) },
    "largest": { .json(Presence.largest(xs: $0[0].numbers)) },
    "steps": { .json(try Presence.steps(xs: $0[0].numbers)) },
    "limited": { .json(Presence.limited(total: $0[0].number, cap: $0[1].int)) },
    "answer": { .json(Presence.answer(flag: $0[0].flag, n: $0[1].number)) },
    "answered": { .json(Presence.answered(flag: $0[0].flag, n: $0[1].number)) },
    "guarded": {
      switch Presence.guarded(names: $0[0].names, key: $0[1].text) {
      case .ok(let value): ["ok", .json(value)]
      case .error(let reason): ["error", .json(reason)]
      }
    },
    "longest": { .json(Presence.longest(words: $0[0].texts, least: $0[1].number)) },
    "walked": { .json(Presence.walked(links: $0[0].links, start: $0[1].int)) },
    "both": { .json(try Presence.both(a: $0[0].int, b: $0[1].int, n: $0[2].number)) },
    "halved": { .json(try Presence.halved(n: $0[0].number)) },
    "unseen": { .json(Presence.unseen(text: $0[0].text, n: $0[1].number)) },
    "added": { .json(try Presence.added(x: $0[0].int, xs: $0[1].numbers)) },
  ]

  private static let leaving: [String: @Sendable ([JSONValue]) throws -> JSONValue] = [
    "totalled": { .json(try Leaving.totalled(rows: $0[0].rows, limit: $0[1].number)) },
    "last_result": { .json(Leaving.lastResult(xs: $0[0].numbers, limit: $0[1].number)) },
    "counted_to": { .json(try Leaving.countedTo(rows: $0[0].rows, wanted: $0[1].number)) },
    "jumped": { .json(try Leaving.jumped(xs: $0[0].numbers, limit: $0[1].number)) },
    "first_wrong": { .json(try Leaving.firstWrong(xs: $0[0].numbers, most: $0[1].number)) },
    "found_flag": { .json(Leaving.foundFlag(xs: $0[0].numbers, n: $0[1].number)) },
    "any_large": { .json(try Leaving.anyLarge(rows: $0[0].rows)) },
  ]

  private static let hiding: [String: @Sendable ([JSONValue]) throws -> JSONValue] = [
    "page_of": {
      let value = try Hiding.pageOf(total: $0[0].number, page: $0[1].int, size: $0[2].int)
      return [.json(value.0), .json(value.1), .json(value.2)]
    },
    "left_inside": { .json(try Hiding.leftInside(n: $0[0].number)) },
    "asked_again": { .json(Hiding.askedAgain(n: $0[0].int, xs: $0[1].numbers)) },
    "round_by_round": { .json(try Hiding.roundByRound(n: $0[0].number)) },
    "every_round": { .json(try Hiding.everyRound(n: $0[0].number, xs: $0[1].numbers)) },
    "kept_inside": { .json(try Hiding.keptInside(n: $0[0].number)) },
    "taken_apart": {
      let pair = $0[0].numbers
      return .json(try Hiding.takenApart(pair: (pair[0], pair[1]), n: $0[1].number))
    },
    "named_parts": {
      let parts = Hiding.namedParts(text: $0[0].text)
      return .object(JSONObject(parts.map { ($0.key, .string($0.value)) }))
    },
    "changed_inside": { .json(try Hiding.changedInside(n: $0[0].number)) },
    "turned": { .json(try Hiding.turned(n: $0[0].number, by: $0[1].number)) },
    "days_since": {
      let days: [LocalDate] = try $0[1].elements.map { try $0.value() }
      return .json(Hiding.daysSince(day: LocalDate($0[0].text), days: days))
    },
  ]

  /// What a later version of the server may send has no case here.
  @Test func unknownValueMatchesNoCase() {
    #expect(throws: EvaluationError.noMatch) {
      try Lists.described(color: .unknown("purple"), n: 1)
    }
  }
}

extension JSONValue {
  fileprivate var number: Int { int ?? 0 }
  fileprivate var float: Double { Double(text) ?? .nan }
  fileprivate var numbers: [Int] { elements.compactMap(\.int) }
  fileprivate var rows: [[Int]] { elements.map(\.numbers) }
  fileprivate var texts: [String] { elements.map(\.text) }
  fileprivate var counts: [String: Int] {
    Dictionary(
      (object ?? [:]).compactMap { pair in pair.value.int.map { (pair.key, $0) } },
      uniquingKeysWith: { $1 })
  }
  fileprivate var flag: Bool? { self == true ? true : self == false ? false : nil }
  fileprivate var names: [String: String] {
    Dictionary((object ?? [:]).map { ($0.key, $0.value.text) }, uniquingKeysWith: { $1 })
  }
  fileprivate var links: [Int: Int] {
    Dictionary(
      (object ?? [:]).map { (Int($0.key) ?? 0, $0.value.int ?? 0) }, uniquingKeysWith: { $1 })
  }
  fileprivate func value<T: CalendarText>() throws -> T { try #require(T(text)) }
  fileprivate var day: LocalDate { LocalDate(text) ?? "0000-01-01" }

  /// All its numbers are Swift's.
  fileprivate var fits: Bool {
    switch self {
    case .number(let number): number.int != nil
    case .array(let elements): elements.allSatisfy(\.fits)
    case .object(let object): object.allSatisfy(\.value.fits)
    default: true
    }
  }

  fileprivate static func json(_ value: Outcome<Int, String>) -> JSONValue {
    switch value {
    case .ok(let number): ["ok", .json(number)]
    case .error(let reason): ["error", .json(reason)]
    }
  }
  fileprivate static func json(_ value: Int) -> JSONValue { .int(value) }
  fileprivate static func json(_ value: Int?) -> JSONValue { value.map { .int($0) } ?? .null }
  fileprivate static func json(_ value: [Int]) -> JSONValue { .array(value.map { .int($0) }) }
  fileprivate static func json(_ value: Bool) -> JSONValue { .bool(value) }
  fileprivate static func json(_ value: [Bool]) -> JSONValue { .array(value.map { .bool($0) }) }
  fileprivate static func json(_ value: String) -> JSONValue { .string(value) }
  fileprivate static func json(_ value: String?) -> JSONValue {
    value.map { .string($0) } ?? .null
  }
  fileprivate static func json(_ value: [String]) -> JSONValue {
    .array(value.map { .string($0) })
  }
  fileprivate static func json(_ value: [String: Int]) -> JSONValue {
    .object(JSONObject(value.mapValues { .int($0) }))
  }
}
