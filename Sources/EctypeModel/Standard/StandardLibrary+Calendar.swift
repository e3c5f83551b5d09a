extension StandardLibrary {
  static let calendarTable = """
    (Date).year: Int :: $0.year :: ~D[2026-03-01].year :: 2026 :: $0.year
    (Date).month: Int :: $0.month :: ~D[2026-03-01].month :: 3 :: $0.month
    (Date).day: Int :: $0.day :: ~D[2026-03-01].day :: 1 :: $0.day
    (Date).adding(days: Int) -> Date :: Date.add($0, $1) :: ~D[2026-02-28].adding(days: 1) :: ~D[2026-03-01] :: try Elixir.add($0, days: $1)
    Date.add(Date, Int) -> Date :: Date.add($0, $1) :: Date.add(~D[2026-02-28], 1) :: ~D[2026-03-01] :: try Elixir.add($0, days: $1)
    Date.diff(Date, Date) -> Int :: Date.diff($0, $1) :: Date.diff(~D[2026-03-01], ~D[2026-02-28]) :: 1 :: Elixir.diff($0, $1)
    Date.compare(Date, Date) -> Atom :: Date.compare($0, $1) :: Date.compare(~D[2026-03-01], ~D[2026-02-28]) :: :gt
    Date.day_of_week(Date) -> Int :: Date.day_of_week($0) :: Date.dayOfWeek(~D[2026-03-02]) :: 1 :: Elixir.dayOfWeek($0)
    Date.beginning_of_month(Date) -> Date :: Date.beginning_of_month($0) :: Date.beginningOfMonth(~D[2026-03-09]) :: ~D[2026-03-01] :: Elixir.beginningOfMonth($0)
    Date.end_of_month(Date) -> Date :: Date.end_of_month($0) :: Date.endOfMonth(~D[2026-02-09]) :: ~D[2026-02-28] :: Elixir.endOfMonth($0)
    Date.to_iso8601(Date) -> String :: Date.to_iso8601($0) :: Date.toIso8601(~D[2026-02-09]) :: "2026-02-09" :: Elixir.string($0)
    Date.from_iso8601!(String) -> Date :: Date.from_iso8601!($0) :: Date.fromIso8601!("2026-02-09") :: ~D[2026-02-09] :: try Elixir.date($0)
    impure Date.utc_today() -> Date :: Date.utc_today() :: Date.utcToday().year > 2000 :: true
    (DateTime).year: Int :: $0.year :: ~U[2026-03-01T10:20:30Z].year :: 2026 :: $0.utcDate.year
    (DateTime).month: Int :: $0.month :: ~U[2026-03-01T10:20:30Z].month :: 3 :: $0.utcDate.month
    (DateTime).day: Int :: $0.day :: ~U[2026-03-01T10:20:30Z].day :: 1 :: $0.utcDate.day
    (DateTime).hour: Int :: $0.hour :: ~U[2026-03-01T10:20:30Z].hour :: 10 :: $0.utcTime.hour
    (DateTime).minute: Int :: $0.minute :: ~U[2026-03-01T10:20:30Z].minute :: 20 :: $0.utcTime.minute
    (DateTime).second: Int :: $0.second :: ~U[2026-03-01T10:20:30Z].second :: 30 :: $0.utcTime.second
    (DateTime).date: Date :: DateTime.to_date($0) :: ~U[2026-03-01T10:20:30Z].date :: ~D[2026-03-01] :: $0.utcDate
    DateTime.add(DateTime, Int) -> DateTime :: DateTime.add($0, $1) :: DateTime.add(~U[2026-03-01T10:20:30Z], 30) :: ~U[2026-03-01T10:21:00Z] :: try Elixir.add($0, seconds: $1)
    DateTime.add(DateTime, Int, Atom) -> DateTime :: DateTime.add($0, $1, $2) :: DateTime.add(~U[2026-03-01T10:20:30Z], 1, :hour) :: ~U[2026-03-01T11:20:30Z]
    DateTime.diff(DateTime, DateTime) -> Int :: DateTime.diff($0, $1) :: DateTime.diff(~U[2026-03-01T10:20:30Z], ~U[2026-03-01T10:20:00Z]) :: 30 :: Elixir.diff($0, $1)
    DateTime.compare(DateTime, DateTime) -> Atom :: DateTime.compare($0, $1) :: DateTime.compare(~U[2026-03-01T10:20:30Z], ~U[2026-03-01T10:20:30Z]) :: :eq
    DateTime.to_date(DateTime) -> Date :: DateTime.to_date($0) :: DateTime.toDate(~U[2026-03-01T10:20:30Z]) :: ~D[2026-03-01] :: $0.utcDate
    DateTime.to_iso8601(DateTime) -> String :: DateTime.to_iso8601($0) :: DateTime.toIso8601(~U[2026-03-01T10:20:30Z]) :: "2026-03-01T10:20:30Z" :: Elixir.string($0)
    DateTime.truncate(DateTimeUsec, Atom) -> DateTime :: DateTime.truncate($0, $1) :: DateTime.truncate(DateTime.utcNow(), :second).year > 2000 :: true
    impure DateTime.utc_now() -> DateTimeUsec :: DateTime.utc_now() :: DateTime.compare(DateTime.truncate(DateTime.utcNow(), :second), ~U[2020-01-01T00:00:00Z]) :: :gt
    (NaiveDateTime).date: Date :: NaiveDateTime.to_date($0) :: ~N[2026-03-01T10:20:30].date :: ~D[2026-03-01] :: $0.date
    NaiveDateTime.add(NaiveDateTime, Int) -> NaiveDateTime :: NaiveDateTime.add($0, $1) :: NaiveDateTime.add(~N[2026-03-01T10:20:30], 30) :: ~N[2026-03-01T10:21:00] :: try Elixir.add($0, seconds: $1)
    NaiveDateTime.diff(NaiveDateTime, NaiveDateTime) -> Int :: NaiveDateTime.diff($0, $1) :: NaiveDateTime.diff(~N[2026-03-01T10:20:30], ~N[2026-03-01T10:20:00]) :: 30 :: Elixir.diff($0, $1)
    NaiveDateTime.compare(NaiveDateTime, NaiveDateTime) -> Atom :: NaiveDateTime.compare($0, $1) :: NaiveDateTime.compare(~N[2026-03-01T10:20:30], ~N[2026-03-01T10:20:00]) :: :gt
    NaiveDateTime.truncate(NaiveDateTimeUsec, Atom) -> NaiveDateTime :: NaiveDateTime.truncate($0, $1) :: NaiveDateTime.compare(NaiveDateTime.truncate(NaiveDateTime.utcNow(), :second), ~N[2020-01-01T00:00:00]) :: :gt
    impure NaiveDateTime.utc_now() -> NaiveDateTimeUsec :: NaiveDateTime.utc_now() :: NaiveDateTime.compare(NaiveDateTime.utcNow(), ~N[2020-01-01T00:00:00]) :: :gt
    NaiveDateTime.to_iso8601(NaiveDateTime) -> String :: NaiveDateTime.to_iso8601($0) :: NaiveDateTime.toIso8601(~N[2026-03-01T10:20:30]) :: "2026-03-01T10:20:30" :: Elixir.string($0)
    """

  static let valueTable = """
    Result<T, E>.isOk: Bool :: match?({:ok, _}, $0) :: [.ok(1), .error("x")].map { r in r.isOk } :: [true, false] :: $0.isOK
    Result<T, E>.map((T) -> U) -> Result<U, E> :: case $0 do {:ok, value} -> {:ok, $1.(value)}; error -> error end :: [.ok(1)].map { r in r.map { x in x + 1 } } :: [(:ok, 2)] :: $0.map($1)
    T?.map((T) -> U) -> U? :: case $0 do nil -> nil; value -> $1.(value) end :: ["1", "x"].map { s in Int(s).map { n in n + 1 } } :: [2, nil] :: $0.map($1)
    inspect(T) -> String :: inspect($0) :: inspect([1, 2]) :: "[1, 2]"
    toString(S) -> String :: to_string($0) :: toString(1) :: "1" :: Elixir.string($0)
    length([T]) -> Int :: length($0) :: length([1, 2]) :: 2 :: $0.count
    isNil(T?) -> Bool :: is_nil($0) :: isNil(Int("x")) :: true
    elem(T, Int) -> Any :: elem($0, $1) :: elem((1, "a"), 1) :: "a"
    Atom.to_string(Atom) -> String :: Atom.to_string($0) :: Atom.toString(:a) :: "a"
    impure print(T) :: IO.puts($0) :: print("") :: :ok
    impure IO.puts(T) :: IO.puts($0) :: IO.puts("") :: :ok
    """
}
