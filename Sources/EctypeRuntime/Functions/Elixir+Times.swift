// Times of whole seconds, as Ecto's types without `_usec` have them.
nonisolated extension Elixir {
  // MARK: Times of day

  /// `Time.new!/3`; throws for times that are not.
  public static func time(_ hour: Int, _ minute: Int, _ second: Int) throws -> LocalTime {
    guard let time = LocalTime(hour: hour, minute: minute, second: second) else {
      throw EvaluationError.argument
    }
    return time
  }
  /// `Time.add/2`: on from midnight again.
  public static func add(_ time: LocalTime, seconds: Int) -> LocalTime {
    let sum = (time.clock.secondOfDay + seconds % 86_400) % 86_400
    let clock = time.clock
    return LocalTime(
      ClockTime(
        secondOfDay: sum < 0 ? sum + 86_400 : sum, nanosecond: clock.nanosecond,
        precision: clock.precision))
  }
  /// `Time.diff/2`, in seconds.
  public static func diff(_ a: LocalTime, _ b: LocalTime) -> Int {
    a.clock.secondOfDay - b.clock.secondOfDay
  }
  /// `Time.to_iso8601/1`
  public static func string(_ time: LocalTime) -> String { time.text }

  // MARK: Moments

  /// `DateTime.new!/2`
  public static func dateTime(_ date: LocalDate, _ time: LocalTime) -> UTCDateTime {
    UTCDateTime(date: date, time: time)
  }
  /// `DateTime.from_unix!/1`; throws outside the years -9999 to 9999.
  public static func dateTime(unix seconds: Int) throws -> UTCDateTime {
    guard let civil = CivilDateTime(seconds: seconds, nanosecond: 0, precision: 0) else {
      throw EvaluationError.argument
    }
    return UTCDateTime(civil)
  }
  /// `DateTime.to_unix/1`
  public static func unix(_ moment: UTCDateTime) -> Int { moment.civil.seconds }
  /// `DateTime.to_naive/1`
  public static func naive(_ moment: UTCDateTime) -> NaiveDateTime { NaiveDateTime(moment.civil) }
  /// `DateTime.add/2`; throws outside the years -9999 to 9999.
  public static func add(_ moment: UTCDateTime, seconds: Int) throws -> UTCDateTime {
    UTCDateTime(try moment.civil.adding(seconds))
  }
  /// `DateTime.diff/2`, in seconds.
  public static func diff(_ a: UTCDateTime, _ b: UTCDateTime) -> Int {
    a.civil.seconds - b.civil.seconds
  }
  /// `DateTime.to_iso8601/1`
  public static func string(_ moment: UTCDateTime) -> String { moment.text }

  // MARK: Dates with times

  /// `NaiveDateTime.new!/2`
  public static func naive(_ date: LocalDate, _ time: LocalTime) -> NaiveDateTime {
    NaiveDateTime(date: date, time: time)
  }
  /// `NaiveDateTime.add/2`; throws outside the years -9999 to 9999.
  public static func add(_ time: NaiveDateTime, seconds: Int) throws -> NaiveDateTime {
    NaiveDateTime(try time.civil.adding(seconds))
  }
  /// `NaiveDateTime.diff/2`, in seconds.
  public static func diff(_ a: NaiveDateTime, _ b: NaiveDateTime) -> Int {
    a.civil.seconds - b.civil.seconds
  }
  /// `NaiveDateTime.to_iso8601/1`
  public static func string(_ time: NaiveDateTime) -> String { time.text }
}

nonisolated extension CivilDateTime {
  fileprivate func adding(_ seconds: Int) throws -> CivilDateTime {
    guard
      let moved = CivilDateTime(
        seconds: try self.seconds.adding(seconds), nanosecond: time.nanosecond,
        precision: time.precision)
    else { throw EvaluationError.argument }
    return moved
  }
}
