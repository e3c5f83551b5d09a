extension StandardLibrary {
  /// Dates and times out of their parts, and back.
  static let constructionTable = """
    Date.new!(Int, Int, Int) -> Date :: Date.new!($0, $1, $2) :: Date.new!(2026, 3, 1) :: ~D[2026-03-01] :: try Elixir.date($0, $1, $2)
    Date.new(Int, Int, Int) -> Result<Date, Atom> :: Date.new($0, $1, $2) :: [Date.new(2024, 2, 29), Date.new(2026, 2, 29)].map { r in r.isOk } :: [true, false]
    Date.from_iso8601(String) -> Result<Date, Atom> :: Date.from_iso8601($0) :: [Date.fromIso8601("2026-02-09"), Date.fromIso8601("9 May")].map { r in r.isOk } :: [true, false]
    Date.beginning_of_week(Date) -> Date :: Date.beginning_of_week($0) :: Date.beginningOfWeek(~D[2026-03-04]) :: ~D[2026-03-02] :: try Elixir.beginningOfWeek($0)
    Date.end_of_week(Date) -> Date :: Date.end_of_week($0) :: Date.endOfWeek(~D[2026-03-04]) :: ~D[2026-03-08] :: try Elixir.endOfWeek($0)
    Date.day_of_year(Date) -> Int :: Date.day_of_year($0) :: Date.dayOfYear(~D[2026-02-01]) :: 32 :: Elixir.dayOfYear($0)
    Date.days_in_month(Date) -> Int :: Date.days_in_month($0) :: Date.daysInMonth(~D[2024-02-01]) :: 29 :: Elixir.daysInMonth($0)
    Date.quarter_of_year(Date) -> Int :: Date.quarter_of_year($0) :: Date.quarterOfYear(~D[2026-04-01]) :: 2 :: Elixir.quarterOfYear($0)
    Date.leap_year?(Date) -> Bool :: Date.leap_year?($0) :: Date.leapYear?(~D[2024-01-01]) :: true :: Elixir.isLeapYear($0)
    (Time).hour: Int :: $0.hour :: ~T[10:20:30].hour :: 10 :: $0.hour
    (Time).minute: Int :: $0.minute :: ~T[10:20:30].minute :: 20 :: $0.minute
    (Time).second: Int :: $0.second :: ~T[10:20:30].second :: 30 :: $0.second
    Time.new!(Int, Int, Int) -> Time :: Time.new!($0, $1, $2) :: Time.new!(10, 20, 30) :: ~T[10:20:30] :: try Elixir.time($0, $1, $2)
    Time.add(Time, Int) -> Time :: Time.add($0, $1) :: Time.add(~T[10:20:30], 40) :: ~T[10:21:10] :: Elixir.add($0, seconds: $1)
    Time.diff(Time, Time) -> Int :: Time.diff($0, $1) :: Time.diff(~T[10:20:30], ~T[10:20:00]) :: 30 :: Elixir.diff($0, $1)
    Time.compare(Time, Time) -> Atom :: Time.compare($0, $1) :: Time.compare(~T[10:20:30], ~T[10:20:00]) :: :gt
    Time.to_iso8601(Time) -> String :: Time.to_iso8601($0) :: Time.toIso8601(~T[10:20:30]) :: "10:20:30" :: Elixir.string($0)
    Time.from_iso8601!(String) -> Time :: Time.from_iso8601!($0) :: Time.fromIso8601!("10:20:30") :: ~T[10:20:30]
    DateTime.new!(Date, Time) -> DateTime :: DateTime.new!($0, $1) :: DateTime.new!(~D[2026-03-01], ~T[10:20:30]) :: ~U[2026-03-01T10:20:30Z] :: Elixir.dateTime($0, $1)
    DateTime.from_unix!(Int) -> DateTime :: DateTime.from_unix!($0) :: DateTime.fromUnix!(0) :: ~U[1970-01-01T00:00:00Z] :: try Elixir.dateTime(unix: $0)
    DateTime.to_unix(DateTime) -> Int :: DateTime.to_unix($0) :: DateTime.toUnix(~U[1970-01-01T00:01:00Z]) :: 60 :: Elixir.unix($0)
    DateTime.to_time(DateTime) -> Time :: DateTime.to_time($0) :: DateTime.toTime(~U[2026-03-01T10:20:30Z]) :: ~T[10:20:30] :: $0.utcTime
    DateTime.to_naive(DateTime) -> NaiveDateTime :: DateTime.to_naive($0) :: DateTime.toNaive(~U[2026-03-01T10:20:30Z]) :: ~N[2026-03-01T10:20:30] :: Elixir.naive($0)
    DateTime.from_naive!(NaiveDateTime, String) -> DateTime :: DateTime.from_naive!($0, $1) :: DateTime.fromNaive!(~N[2026-03-01T10:20:30], "Etc/UTC") :: ~U[2026-03-01T10:20:30Z]
    NaiveDateTime.new!(Date, Time) -> NaiveDateTime :: NaiveDateTime.new!($0, $1) :: NaiveDateTime.new!(~D[2026-03-01], ~T[10:20:30]) :: ~N[2026-03-01T10:20:30] :: Elixir.naive($0, $1)
    NaiveDateTime.to_date(NaiveDateTime) -> Date :: NaiveDateTime.to_date($0) :: NaiveDateTime.toDate(~N[2026-03-01T10:20:30]) :: ~D[2026-03-01] :: $0.date
    NaiveDateTime.to_time(NaiveDateTime) -> Time :: NaiveDateTime.to_time($0) :: NaiveDateTime.toTime(~N[2026-03-01T10:20:30]) :: ~T[10:20:30] :: $0.time
    NaiveDateTime.from_iso8601!(String) -> NaiveDateTime :: NaiveDateTime.from_iso8601!($0) :: NaiveDateTime.fromIso8601!("2026-03-01T10:20:30") :: ~N[2026-03-01T10:20:30]
    """
}
