/// A date of the proleptic Gregorian calendar, years -9999 to 9999 as in Elixir's `Calendar.ISO`.
///
/// One number, so that models with many dates are small and cheap to copy (and to compile the copying of).
nonisolated struct CivilDate: Hashable, Sendable {
  /// Year, month and day from the highest bits to the lowest: the order of the numbers is that of the days.
  private let packed: Int32

  var year: Int { Int(packed >> 9) }
  var month: Int { Int(packed >> 5 & 15) }
  var day: Int { Int(packed & 31) }

  init?(year: Int, month: Int, day: Int) {
    guard (-9999...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(in: month, of: year)
    else { return nil }
    packed = Int32(year << 9 | month << 5 | day)
  }

  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01. (Years counted from March, in eras of 400, so that every term is exact.)
  var dayNumber: Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date of a number of days since 1970-01-01, nil outside the years above.
  init?(dayNumber: Int) {
    guard abs(dayNumber) < 10_000_000 else { return nil }
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// `2026-01-02`; years before 0 as `-0001-01-02`.
  var text: String {
    var writer = ISOWriter()
    writer.write(self)
    return writer.text
  }

  /// The same day of the year with the opposite sign.
  var negated: CivilDate { CivilDate(year: -year, month: month, day: day) ?? self }
}

nonisolated extension CivilDate: Comparable {
  static func < (a: Self, b: Self) -> Bool { a.packed < b.packed }
}
