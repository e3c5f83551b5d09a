extension StandardLibrary {
  static let numberTable = """
    abs(N) -> N :: abs($0) :: abs(-3) :: 3 :: try Elixir.abs($0)
    max(C, C) -> C :: max($0, $1) :: max(1, 2) :: 2 :: Elixir.max($0, $1)
    max(M, M) -> M :: Enum.max([$0, $1], $M) :: max(~D[2026-01-31], ~D[2026-02-01]) :: ~D[2026-02-01] :: Elixir.max($0, $1)
    min(M, M) -> M :: Enum.min([$0, $1], $M) :: min(~D[2026-01-31], ~D[2026-02-01]) :: ~D[2026-01-31] :: Elixir.min($0, $1)
    min(C, C) -> C :: min($0, $1) :: min(1, 2) :: 1 :: Elixir.min($0, $1)
    div(Int, Int) -> Int :: div($0, $1) :: div(7, 2) :: 3 :: try $0.divided(by: $1)
    rem(Int, Int) -> Int :: rem($0, $1) :: rem(-7, 2) :: -1 :: try $0.remainder(dividingBy: $1)
    mod(Int, Int) -> Int :: Integer.mod($0, $1) :: mod(-7, 2) :: 1 :: try Elixir.mod($0, $1)
    round(Double) -> Int :: round($0) :: round(2.5) :: 3 :: try Elixir.round($0)
    trunc(Double) -> Int :: trunc($0) :: trunc(2.9) :: 2 :: try Elixir.trunc($0)
    floor(Double) -> Int :: floor($0) :: floor(-0.5) :: -1 :: try Elixir.floor($0)
    ceil(Double) -> Int :: ceil($0) :: ceil(0.5) :: 1 :: try Elixir.ceil($0)
    sqrt(Double) -> Double :: :math.sqrt($0) :: sqrt(4.0) :: 2.0 :: try Elixir.sqrt($0)
    pow(Double, Double) -> Double :: :math.pow($0, $1) :: pow(2.0, 3.0) :: 8.0
    (Int).isEven: Bool :: rem($0, 2) == 0 :: [1, 2].map { x in x.isEven } :: [false, true] :: $0.isMultiple(of: 2)
    (Int).isOdd: Bool :: rem($0, 2) != 0 :: [1, 2].map { x in x.isOdd } :: [true, false] :: Elixir.isOdd($0)
    (Double).rounded(Int) -> Double :: Float.round($0, $1) :: [1.256].map { x in x.rounded(2) } :: [1.26]
    (Range).toList() -> [Int] :: Enum.to_list($0) :: (1...3).toList() :: [1, 2, 3] :: Elixir.list($0)
    (Range).map((Int) -> U) -> [U] :: Enum.map($0, $1) :: (1...3).map { x in x * x } :: [1, 4, 9] :: $0.map($1)
    (Range).filter((Int) -> Bool) -> [Int] :: Enum.filter($0, $1) :: (1...3).filter { x in x != 2 } :: [1, 3] :: $0.filter($1)
    (Range).reduce(A, (A, Int) -> A) -> A :: Enum.reduce($0, $1, flip($2)) :: (1...3).reduce(0) { acc, x in acc + x } :: 6 :: $0.reduce($1, $2)
    (Range).contains(Int) -> Bool :: $1 in $0 :: (1...3).contains(3) :: true
    (Range).sum() -> Int :: Enum.sum($0) :: (1...3).sum() :: 6 :: try Elixir.sum($0)
    Int(String) -> Int? :: case Integer.parse($0) do {number, ""} -> number; _ -> nil end :: [Int("12"), Int("x")] :: [12, nil] :: try Elixir.integer($0)
    Int(Double) -> Int :: trunc($0) :: Int(2.9) :: 2 :: try Elixir.trunc($0)
    Int(Decimal) -> Int :: Decimal.to_integer(Decimal.round($0, 0, :down)) :: [Int(Decimal("2.9")), Int(Decimal("-2.9"))] :: [2, -2]
    Int(Int) -> Int :: $0 :: Int(3) :: 3 :: $0
    Double(Int) -> Double :: $0 / 1 :: Double(3) :: 3.0 :: Double($0)
    Double(Double) -> Double :: $0 :: Double(1.5) :: 1.5 :: $0
    Double(Decimal) -> Double :: Decimal.to_float($0) :: Double(Decimal("1.5")) :: 1.5
    Double(String) -> Double? :: case Float.parse($0) do {number, ""} -> number; _ -> nil end :: [Double("1.5"), Double("x")] :: [1.5, nil]
    Decimal(String) -> Decimal :: Decimal.new($0) :: String(Decimal("1.50")) :: "1.50"
    Decimal(Int) -> Decimal :: Decimal.new($0) :: String(Decimal(3)) :: "3"
    String(S) -> String :: to_string($0) :: String(12) :: "12" :: Elixir.string($0)
    Integer.to_string(Int) -> String :: Integer.to_string($0) :: Integer.toString(12) :: "12" :: Elixir.string($0)
    Integer.digits(Int) -> [Int] :: Integer.digits($0) :: Integer.digits(123) :: [1, 2, 3] :: Elixir.digits($0)
    Integer.mod(Int, Int) -> Int :: Integer.mod($0, $1) :: Integer.mod(-1, 3) :: 2 :: try Elixir.mod($0, $1)
    Integer.floor_div(Int, Int) -> Int :: Integer.floor_div($0, $1) :: Integer.floorDiv(-1, 2) :: -1 :: try Elixir.floorDiv($0, $1)
    Integer.pow(Int, Int) -> Int :: Integer.pow($0, $1) :: Integer.pow(2, 10) :: 1024 :: try Elixir.pow($0, $1)
    Integer.gcd(Int, Int) -> Int :: Integer.gcd($0, $1) :: Integer.gcd(12, 18) :: 6 :: try Elixir.gcd($0, $1)
    Float.round(Double, Int) -> Double :: Float.round($0, $1) :: Float.round(1.255, 1) :: 1.3
    Float.floor(Double) -> Double :: Float.floor($0) :: Float.floor(1.9) :: 1.0
    Float.ceil(Double) -> Double :: Float.ceil($0) :: Float.ceil(1.1) :: 2.0
    Float.to_string(Double) -> String :: Float.to_string($0) :: Float.toString(1.5) :: "1.5" :: Elixir.string($0)
    Decimal.new(String) -> Decimal :: Decimal.new($0) :: String(Decimal.new("1.0")) :: "1.0"
    Decimal.new(Int) -> Decimal :: Decimal.new($0) :: String(Decimal.new(2)) :: "2"
    Decimal.add(Decimal, Decimal) -> Decimal :: Decimal.add($0, $1) :: String(Decimal.add(Decimal("1.5"), Decimal("2"))) :: "3.5"
    Decimal.sub(Decimal, Decimal) -> Decimal :: Decimal.sub($0, $1) :: String(Decimal.sub(Decimal("1.5"), Decimal("1"))) :: "0.5"
    Decimal.mult(Decimal, Decimal) -> Decimal :: Decimal.mult($0, $1) :: String(Decimal.mult(Decimal("1.5"), Decimal("2"))) :: "3.0"
    Decimal.div(Decimal, Decimal) -> Decimal :: Decimal.div($0, $1) :: String(Decimal.div(Decimal("3"), Decimal("2"))) :: "1.5"
    Decimal.negate(Decimal) -> Decimal :: Decimal.negate($0) :: String(Decimal.negate(Decimal("3"))) :: "-3"
    Decimal.abs(Decimal) -> Decimal :: Decimal.abs($0) :: String(Decimal.abs(Decimal("-3"))) :: "3"
    Decimal.round(Decimal, Int) -> Decimal :: Decimal.round($0, $1) :: String(Decimal.round(Decimal("1.256"), 2)) :: "1.26"
    Decimal.compare(Decimal, Decimal) -> Atom :: Decimal.compare($0, $1) :: Decimal.compare(Decimal("1"), Decimal("2")) :: :lt
    Decimal.equal?(Decimal, Decimal) -> Bool :: Decimal.equal?($0, $1) :: Decimal.equal?(Decimal("1"), Decimal("1.0")) :: true
    Decimal.to_string(Decimal) -> String :: Decimal.to_string($0) :: Decimal.toString(Decimal("1.0")) :: "1.0"
    Decimal.to_float(Decimal) -> Double :: Decimal.to_float($0) :: Decimal.toFloat(Decimal("1.5")) :: 1.5
    Decimal.to_integer(Decimal) -> Int :: Decimal.to_integer($0) :: Decimal.toInteger(Decimal("2")) :: 2
    """
}
