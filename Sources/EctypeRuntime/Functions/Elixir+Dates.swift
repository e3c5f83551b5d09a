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
}
