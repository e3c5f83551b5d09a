nonisolated extension Elixir {
  /// `Date.add/2`; throws outside the years -9999 to 9999.
  public static func add(_ date: LocalDate, days: Int) throws -> LocalDate {
    guard let civil = CivilDate(dayNumber: try date.civil.dayNumber.adding(days)) else {
      throw EvaluationError.argument
    }
    return LocalDate(civil)
  }
  /// `Date.diff/2`, in days.
  public static func diff(_ a: LocalDate, _ b: LocalDate) -> Int {
    a.civil.dayNumber - b.civil.dayNumber
  }
  /// `Date.day_of_week/1`: Monday is 1.
  public static func dayOfWeek(_ date: LocalDate) -> Int {
    let day = (date.civil.dayNumber + 3) % 7
    return (day < 0 ? day + 7 : day) + 1
  }
  /// `Date.beginning_of_month/1`
  public static func beginningOfMonth(_ date: LocalDate) -> LocalDate {
    LocalDate(year: date.year, month: date.month, day: 1) ?? date
  }
  /// `Date.end_of_month/1`
  public static func endOfMonth(_ date: LocalDate) -> LocalDate {
    let days = CivilDate.days(in: date.month, of: date.year)
    return LocalDate(year: date.year, month: date.month, day: days) ?? date
  }
  /// `Date.to_iso8601/1`
  public static func string(_ date: LocalDate) -> String { date.text }
  /// `Date.from_iso8601!/1`; throws for what is no date.
  public static func date(_ text: String) throws -> LocalDate {
    guard let date = LocalDate(text) else { throw EvaluationError.argument }
    return date
  }
  /// `Date.new!/3`; throws for days that are not.
  public static func date(_ year: Int, _ month: Int, _ day: Int) throws -> LocalDate {
    guard let date = LocalDate(year: year, month: month, day: day) else {
      throw EvaluationError.argument
    }
    return date
  }
  /// `Date.beginning_of_week/1`: its Monday.
  public static func beginningOfWeek(_ date: LocalDate) throws -> LocalDate {
    try add(date, days: 1 - dayOfWeek(date))
  }
  /// `Date.end_of_week/1`: its Sunday; throws where that lies outside the years -9999 to 9999.
  public static func endOfWeek(_ date: LocalDate) throws -> LocalDate {
    try add(date, days: 7 - dayOfWeek(date))
  }
  /// `Date.day_of_year/1`
  public static func dayOfYear(_ date: LocalDate) -> Int {
    guard let first = CivilDate(year: date.year, month: 1, day: 1) else { return date.day }
    return date.civil.dayNumber - first.dayNumber + 1
  }
  /// `Date.days_in_month/1`
  public static func daysInMonth(_ date: LocalDate) -> Int {
    CivilDate.days(in: date.month, of: date.year)
  }
  /// `Date.quarter_of_year/1`
  public static func quarterOfYear(_ date: LocalDate) -> Int { (date.month + 2) / 3 }
  /// `Date.leap_year?/1`
  public static func isLeapYear(_ date: LocalDate) -> Bool { CivilDate.isLeap(date.year) }
}
