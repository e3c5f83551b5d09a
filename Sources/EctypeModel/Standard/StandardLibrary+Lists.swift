// Columns: head :: Elixir :: an example :: its value.
extension StandardLibrary {
  static let listTable = """
    [T].count: Int :: length($0) :: [1, 2, 3].count :: 3 :: $0.count
    [T].length: Int :: length($0) :: [1, 2].length :: 2 :: $0.count
    [T].isEmpty: Bool :: $0 == [] :: [1].isEmpty :: false :: $0.isEmpty
    [T].first: T? :: List.first($0) :: [1, 2].first :: 1 :: $0.first
    [T].last: T? :: List.last($0) :: [1, 2].last :: 2 :: $0.last
    [T].reversed() -> [T] :: Enum.reverse($0) :: [1, 2].reversed() :: [2, 1] :: Elixir.reverse($0)
    [T].reverse() -> [T] :: Enum.reverse($0) :: [1, 2].reverse() :: [2, 1] :: Elixir.reverse($0)
    [T].map((T) -> U) -> [U] :: Enum.map($0, $1) :: [1, 2].map { x in x * 2 } :: [2, 4] :: $0.map($1)
    [T].filter((T) -> Bool) -> [T] :: Enum.filter($0, $1) :: [1, 2, 3].filter { x in x > 1 } :: [2, 3] :: $0.filter($1)
    [T].reject((T) -> Bool) -> [T] :: Enum.reject($0, $1) :: [1, 2, 3].reject { x in x > 1 } :: [1] :: Elixir.reject($0, $1)
    [T].compactMap((T) -> U?) -> [U] :: Enum.map($0, $1) |> Enum.reject(&is_nil/1) :: ["1", "x"].compactMap { s in Int(s) } :: [1] :: $0.compactMap($1)
    [T].flatMap((T) -> [U]) -> [U] :: Enum.flat_map($0, $1) :: [1, 2].flatMap { x in [x, x] } :: [1, 1, 2, 2] :: $0.flatMap($1)
    [T].reduce(A, (A, T) -> A) -> A :: Enum.reduce($0, $1, flip($2)) :: [1, 2, 3].reduce(10) { acc, x in acc - x } :: 4 :: $0.reduce($1, $2)
    [T].forEach((T) -> Any) :: Enum.each($0, $1) :: [1].forEach { x in x } :: :ok
    [Q].contains(Q) -> Bool :: $1 in $0 :: [1, 2].contains(2) :: true
    [Decimal].contains(Decimal) -> Bool :: Enum.any?($0, &(Decimal.equal?(&1, $1))) :: [Decimal("1.0")].contains(Decimal("1")) :: true
    [T].contains(where: (T) -> Bool) -> Bool :: Enum.any?($0, $1) :: [1, 2].contains(where: { x in x > 1 }) :: true :: $0.contains(where: $1)
    [T].any((T) -> Bool) -> Bool :: Enum.any?($0, $1) :: [1, 2].any { x in x > 2 } :: false :: $0.contains(where: $1)
    [T].allSatisfy((T) -> Bool) -> Bool :: Enum.all?($0, $1) :: [1, 2].allSatisfy { x in x > 0 } :: true :: $0.allSatisfy($1)
    [T].first(where: (T) -> Bool) -> T? :: Enum.find($0, $1) :: [1, 2, 3].first(where: { x in x > 1 }) :: 2 :: $0.first(where: $1)
    [Q].firstIndex(of: Q) -> Int? :: Enum.find_index($0, &(&1 == $1)) :: [5, 6].firstIndex(of: 6) :: 1
    [Decimal].firstIndex(of: Decimal) -> Int? :: Enum.find_index($0, &(Decimal.equal?(&1, $1))) :: [Decimal("1"), Decimal("2.0")].firstIndex(of: Decimal("2")) :: 1
    [T].firstIndex(where: (T) -> Bool) -> Int? :: Enum.find_index($0, $1) :: [5, 6].firstIndex(where: { x in x > 5 }) :: 1 :: $0.firstIndex(where: $1)
    [C].sorted() -> [C] :: Enum.sort($0) :: [3, 1, 2].sorted() :: [1, 2, 3] :: Elixir.sort($0)
    [M].sorted() -> [M] :: Enum.sort($0, $M) :: [~D[2026-02-01], ~D[2026-01-31]].sorted() :: [~D[2026-01-31], ~D[2026-02-01]] :: Elixir.sort($0)
    [T].sorted(by: (T) -> C) -> [T] :: Enum.sort_by($0, $1) :: ["bb", "a"].sorted(by: { s in s.count }) :: ["a", "bb"] :: Elixir.sort($0, by: $1)
    [T].sorted(by: (T) -> M) -> [T] :: Enum.sort_by($0, $1, $M) :: [2, 1].sorted(by: { n in Date.add(~D[2026-01-31], n) }) :: [1, 2] :: Elixir.sort($0, by: $1)
    [T].sorted(by: (T, T) -> Bool) -> [T] :: Enum.sort($0, fn a, b -> not $1.(b, a) end) :: [1, 3, 2].sorted(by: { a, b in a > b }) :: [3, 2, 1]
    [C].max() -> C? :: Enum.max($0, fn -> nil end) :: [1, 3, 2].max() :: 3 :: Elixir.max($0)
    [C].min() -> C? :: Enum.min($0, fn -> nil end) :: [2, 1].min() :: 1 :: Elixir.min($0)
    [M].max() -> M? :: Enum.max($0, $M, fn -> nil end) :: [~D[2026-01-31], ~D[2026-02-01]].max() :: ~D[2026-02-01] :: Elixir.max($0)
    [M].min() -> M? :: Enum.min($0, $M, fn -> nil end) :: [~T[10:00:00], ~T[09:30:00]].min() :: ~T[09:30:00] :: Elixir.min($0)
    [T].max(by: (T) -> C) -> T? :: Enum.max_by($0, $1, fn -> nil end) :: ["a", "bb"].max(by: { s in s.count }) :: "bb" :: Elixir.max($0, by: $1)
    [T].min(by: (T) -> C) -> T? :: Enum.min_by($0, $1, fn -> nil end) :: ["aa", "b"].min(by: { s in s.count }) :: "b" :: Elixir.min($0, by: $1)
    [T].max(by: (T) -> M) -> T? :: Enum.max_by($0, $1, $M, fn -> nil end) :: [2, 1].max(by: { n in Date.add(~D[2026-01-31], n) }) :: 2 :: Elixir.max($0, by: $1)
    [T].min(by: (T) -> M) -> T? :: Enum.min_by($0, $1, $M, fn -> nil end) :: [2, 1].min(by: { n in Date.add(~D[2026-01-31], n) }) :: 1 :: Elixir.min($0, by: $1)
    [I].sum() -> I :: Enum.sum($0) :: [1, 2, 3].sum() :: 6 :: try Elixir.sum($0)
    [Double].sum() -> Double :: Enum.reduce($0, 0.0, &+/2) :: [1.5, 2.0].filter { x in x > 2.0 }.sum() :: 0.0 :: try Elixir.sum($0)
    [Decimal].sum() -> Decimal :: Enum.reduce($0, Decimal.new(0), &Decimal.add/2) :: String(["1.5", "2"].map { s in Decimal(s) }.sum()) :: "3.5"
    [T].prefix(Int) -> [T] :: Enum.take($0, $1) :: [1, 2, 3].prefix(2) :: [1, 2] :: Elixir.take($0, $1)
    [T].suffix(Int) -> [T] :: Enum.take($0, -$1) :: [1, 2, 3].suffix(2) :: [2, 3] :: Elixir.takeLast($0, $1)
    [T].dropFirst() -> [T] :: Enum.drop($0, 1) :: [1, 2, 3].dropFirst() :: [2, 3] :: Elixir.drop($0, 1)
    [T].dropFirst(Int) -> [T] :: Enum.drop($0, $1) :: [1, 2, 3].dropFirst(2) :: [3] :: Elixir.drop($0, $1)
    [T].dropLast() -> [T] :: Enum.drop($0, -1) :: [1, 2, 3].dropLast() :: [1, 2] :: Elixir.dropLast($0, 1)
    [T].dropLast(Int) -> [T] :: Enum.drop($0, -$1) :: [1, 2, 3].dropLast(2) :: [1] :: Elixir.dropLast($0, $1)
    [T].prefix(while: (T) -> Bool) -> [T] :: Enum.take_while($0, $1) :: [1, 2, 1].prefix(while: { x in x < 2 }) :: [1] :: Elixir.take($0, while: $1)
    [T].drop(while: (T) -> Bool) -> [T] :: Enum.drop_while($0, $1) :: [1, 2, 1].drop(while: { x in x < 2 }) :: [2, 1] :: Elixir.drop($0, while: $1)
    [T].partitioned(by: (T) -> Bool) -> ([T], [T]) :: Enum.split_with($0, $1) :: [1, 2, 3].partitioned(by: { x in x > 1 }) :: ([2, 3], [1]) :: Elixir.split($0, with: $1)
    [Q].uniqued() -> [Q] :: Enum.uniq($0) :: [1, 1, 2].uniqued() :: [1, 2]
    [Decimal].uniqued() -> [Decimal] :: Enum.uniq_by($0, &Decimal.normalize/1) :: [Decimal("1"), Decimal("1.0")].uniqued().count :: 1
    [T].uniqued(by: (T) -> Q) -> [T] :: Enum.uniq_by($0, $1) :: ["a", "b", "cc"].uniqued(by: { s in s.count }) :: ["a", "cc"]
    [T].grouped(by: (T) -> K) -> [K: [T]] :: Enum.group_by($0, $1) :: ["a", "b", "cc"].grouped(by: { s in s.count }) :: [1: ["a", "b"], 2: ["cc"]]
    [T].enumerated() -> [(Int, T)] :: Enum.with_index($0, &{&2, &1}) :: ["a"].enumerated() :: [(0, "a")] :: Elixir.enumerate($0)
    [T].zip([U]) -> [(T, U)] :: Enum.zip($0, $1) :: [1, 2].zip(["a", "b"]) :: [(1, "a"), (2, "b")] :: Elixir.zip($0, $1)
    [T].chunked(Int) -> [[T]] :: Enum.chunk_every($0, $1) :: [1, 2, 3].chunked(2) :: [[1, 2], [3]] :: try Elixir.chunk($0, every: $1)
    [String].joined() -> String :: Enum.join($0) :: ["a", "b"].joined() :: "ab" :: $0.joined()
    [String].joined(separator: String) -> String :: Enum.join($0, $1) :: ["a", "b"].joined(separator: ", ") :: "a, b" :: $0.joined(separator: $1)
    [S].join(String) -> String :: Enum.join($0, $1) :: ["a", "b"].join("-") :: "a-b"
    [[T]].joined() -> [T] :: Enum.concat($0) :: [[1], [2]].joined() :: [1, 2] :: Elixir.concat($0)
    [T].at(Int) -> T? :: Enum.at($0, $1) :: [1, 2].at(5) :: nil :: Elixir.at($0, $1)
    [(K, V)].toMap() -> [K: V] :: Map.new($0) :: [("a", 1)].toMap() :: ["a": 1]
    mutating [T].append(T) -> [T] :: $0 ++ [$1] :: [1].append(2) :: [1, 2] :: Elixir.concat([$0, [$1]])
    mutating [T].push(T) -> [T] :: $0 ++ [$1] :: [1].push(2) :: [1, 2] :: Elixir.concat([$0, [$1]])
    mutating [T].append(contentsOf: [T]) -> [T] :: $0 ++ $1 :: [1].append(contentsOf: [2, 3]) :: [1, 2, 3] :: Elixir.concat([$0, $1])
    mutating [T].prepend(T) -> [T] :: [$1 | $0] :: [1].prepend(0) :: [0, 1] :: Elixir.concat([[$1], $0])
    mutating [T].insert(T, at: Int) -> [T] :: List.insert_at($0, $2, $1) :: [1, 3].insert(2, at: 1) :: [1, 2, 3] :: Elixir.insert($0, at: $2, $1)
    mutating [T].remove(at: Int) -> [T] :: List.delete_at($0, $1) :: [1, 2].remove(at: 0) :: [2] :: Elixir.delete($0, at: $1)
    mutating [T].removeFirst() -> [T] :: Enum.drop($0, 1) :: [1, 2].removeFirst() :: [2] :: Elixir.drop($0, 1)
    mutating [T].removeLast() -> [T] :: Enum.drop($0, -1) :: [1, 2].removeLast() :: [1] :: Elixir.dropLast($0, 1)
    mutating [T].removeAll(where: (T) -> Bool) -> [T] :: Enum.reject($0, $1) :: [1, 2].removeAll(where: { x in x > 1 }) :: [1] :: Elixir.reject($0, $1)
    mutating [C].sort() -> [C] :: Enum.sort($0) :: [2, 1].sort() :: [1, 2] :: Elixir.sort($0)
    mutating [M].sort() -> [M] :: Enum.sort($0, $M) :: [Date.new!(2026, 2, 1), Date.new!(2026, 1, 31)].sort() :: [~D[2026-01-31], ~D[2026-02-01]] :: Elixir.sort($0)
    """

  static let enumTable = """
    Enum.map([T], (T) -> U) -> [U] :: Enum.map($0, $1) :: Enum.map([1, 2], { x in x + 1 }) :: [2, 3] :: $0.map($1)
    Enum.filter([T], (T) -> Bool) -> [T] :: Enum.filter($0, $1) :: Enum.filter([1, 2], { x in x > 1 }) :: [2] :: $0.filter($1)
    Enum.reject([T], (T) -> Bool) -> [T] :: Enum.reject($0, $1) :: Enum.reject([1, 2], { x in x > 1 }) :: [1] :: Elixir.reject($0, $1)
    Enum.flat_map([T], (T) -> [U]) -> [U] :: Enum.flat_map($0, $1) :: Enum.flatMap([1], { x in [x, x] }) :: [1, 1] :: $0.flatMap($1)
    Enum.reduce([T], A, (T, A) -> A) -> A :: Enum.reduce($0, $1, $2) :: Enum.reduce([1, 2], 0, { x, acc in x - acc }) :: 1
    Enum.each([T], (T) -> Any) :: Enum.each($0, $1) :: Enum.each([1], { x in x }) :: :ok
    Enum.count([T]) -> Int :: Enum.count($0) :: Enum.count([1, 2]) :: 2 :: $0.count
    Enum.count([T], (T) -> Bool) -> Int :: Enum.count($0, $1) :: Enum.count([1, 2], { x in x > 1 }) :: 1 :: $0.filter($1).count
    Enum.empty?([T]) -> Bool :: Enum.empty?($0) :: Enum.empty?([1]) :: false :: $0.isEmpty
    Enum.member?([Q], Q) -> Bool :: Enum.member?($0, $1) :: Enum.member?([1], 1) :: true
    Enum.member?([Decimal], Decimal) -> Bool :: Enum.any?($0, &(Decimal.equal?(&1, $1))) :: Enum.member?([Decimal("1.0")], Decimal("1")) :: true
    Enum.any?([T], (T) -> Bool) -> Bool :: Enum.any?($0, $1) :: Enum.any?([1], { x in x > 1 }) :: false :: $0.contains(where: $1)
    Enum.all?([T], (T) -> Bool) -> Bool :: Enum.all?($0, $1) :: Enum.all?([1], { x in x > 0 }) :: true :: $0.allSatisfy($1)
    Enum.find([T], (T) -> Bool) -> T? :: Enum.find($0, $1) :: Enum.find([1, 2], { x in x > 1 }) :: 2 :: $0.first(where: $1)
    Enum.find_index([T], (T) -> Bool) -> Int? :: Enum.find_index($0, $1) :: Enum.findIndex([1, 2], { x in x > 1 }) :: 1 :: $0.firstIndex(where: $1)
    Enum.at([T], Int) -> T? :: Enum.at($0, $1) :: Enum.at([1, 2], 1) :: 2 :: Elixir.at($0, $1)
    Enum.sort([C]) -> [C] :: Enum.sort($0) :: Enum.sort([2, 1]) :: [1, 2] :: Elixir.sort($0)
    Enum.sort([C], Atom) -> [C] :: Enum.sort($0, $1) :: Enum.sort([1, 2], :desc) :: [2, 1]
    Enum.sort([M]) -> [M] :: Enum.sort($0, $M) :: Enum.sort([~D[2026-02-01], ~D[2026-01-31]]) :: [~D[2026-01-31], ~D[2026-02-01]] :: Elixir.sort($0)
    Enum.sort([M], Atom) -> [M] :: Enum.sort($0, {$1, $M}) :: Enum.sort([~D[2026-01-31], ~D[2026-02-01]], :desc) :: [~D[2026-02-01], ~D[2026-01-31]]
    Enum.sort_by([T], (T) -> C) -> [T] :: Enum.sort_by($0, $1) :: Enum.sortBy(["bb", "a"], { s in s.count }) :: ["a", "bb"] :: Elixir.sort($0, by: $1)
    Enum.sort_by([T], (T) -> C, Atom) -> [T] :: Enum.sort_by($0, $1, $2) :: Enum.sortBy(["a", "bb"], { s in s.count }, :desc) :: ["bb", "a"]
    Enum.sort_by([T], (T) -> M) -> [T] :: Enum.sort_by($0, $1, $M) :: Enum.sortBy([2, 1], { n in Date.add(~D[2026-01-31], n) }) :: [1, 2] :: Elixir.sort($0, by: $1)
    Enum.sort_by([T], (T) -> M, Atom) -> [T] :: Enum.sort_by($0, $1, {$2, $M}) :: Enum.sortBy([1, 2], { n in Date.add(~D[2026-01-31], n) }, :desc) :: [2, 1]
    Enum.max([C]) -> C :: Enum.max($0) :: Enum.max([1, 2]) :: 2
    Enum.min([C]) -> C :: Enum.min($0) :: Enum.min([1, 2]) :: 1
    Enum.max([M]) -> M :: Enum.max($0, $M) :: Enum.max([~D[2026-01-31], ~D[2026-02-01]]) :: ~D[2026-02-01]
    Enum.min([M]) -> M :: Enum.min($0, $M) :: Enum.min([~D[2026-01-31], ~D[2026-02-01]]) :: ~D[2026-01-31]
    Enum.max_by([T], (T) -> C) -> T :: Enum.max_by($0, $1) :: Enum.maxBy(["a", "bb"], { s in s.count }) :: "bb"
    Enum.min_by([T], (T) -> C) -> T :: Enum.min_by($0, $1) :: Enum.minBy(["aa", "b"], { s in s.count }) :: "b"
    Enum.max_by([T], (T) -> M) -> T :: Enum.max_by($0, $1, $M) :: Enum.maxBy([2, 1], { n in Date.add(~D[2026-01-31], n) }) :: 2
    Enum.min_by([T], (T) -> M) -> T :: Enum.min_by($0, $1, $M) :: Enum.minBy([2, 1], { n in Date.add(~D[2026-01-31], n) }) :: 1
    Enum.sum([I]) -> I :: Enum.sum($0) :: Enum.sum([1, 2]) :: 3 :: try Elixir.sum($0)
    Enum.sum([Double]) -> Double :: Enum.reduce($0, 0.0, &+/2) :: Enum.sum([0.5, 2.0]) :: 2.5 :: try Elixir.sum($0)
    Enum.sum([Decimal]) -> Decimal :: Enum.reduce($0, Decimal.new(0), &Decimal.add/2) :: String(Enum.sum(["1.5", "2"].map { s in Decimal(s) })) :: "3.5"
    Enum.reverse([T]) -> [T] :: Enum.reverse($0) :: Enum.reverse([1, 2]) :: [2, 1] :: Elixir.reverse($0)
    Enum.take([T], Int) -> [T] :: Enum.take($0, $1) :: Enum.take([1, 2], 1) :: [1] :: Elixir.take($0, $1)
    Enum.drop([T], Int) -> [T] :: Enum.drop($0, $1) :: Enum.drop([1, 2], 1) :: [2] :: Elixir.drop($0, $1)
    Enum.take_while([T], (T) -> Bool) -> [T] :: Enum.take_while($0, $1) :: Enum.takeWhile([1, 2], { x in x < 2 }) :: [1] :: Elixir.take($0, while: $1)
    Enum.drop_while([T], (T) -> Bool) -> [T] :: Enum.drop_while($0, $1) :: Enum.dropWhile([1, 2], { x in x < 2 }) :: [2] :: Elixir.drop($0, while: $1)
    Enum.uniq([Q]) -> [Q] :: Enum.uniq($0) :: Enum.uniq([1, 1]) :: [1]
    Enum.uniq([Decimal]) -> [Decimal] :: Enum.uniq_by($0, &Decimal.normalize/1) :: Enum.uniq([Decimal("1"), Decimal("1.0")]).count :: 1
    Enum.uniq_by([T], (T) -> Q) -> [T] :: Enum.uniq_by($0, $1) :: Enum.uniqBy(["a", "b"], { s in s.count }) :: ["a"]
    Enum.group_by([T], (T) -> K) -> [K: [T]] :: Enum.group_by($0, $1) :: Enum.groupBy(["a"], { s in s.count }) :: [1: ["a"]]
    Enum.frequencies([K]) -> [K: Int] :: Enum.frequencies($0) :: Enum.frequencies(["a", "a"]) :: ["a": 2]
    Enum.split_with([T], (T) -> Bool) -> ([T], [T]) :: Enum.split_with($0, $1) :: Enum.splitWith([1, 2], { x in x > 1 }) :: ([2], [1]) :: Elixir.split($0, with: $1)
    Enum.with_index([T]) -> [(T, Int)] :: Enum.with_index($0) :: Enum.withIndex(["a"]) :: [("a", 0)] :: Elixir.withIndex($0)
    Enum.zip([T], [U]) -> [(T, U)] :: Enum.zip($0, $1) :: Enum.zip([1], ["a"]) :: [(1, "a")] :: Elixir.zip($0, $1)
    Enum.concat([[T]]) -> [T] :: Enum.concat($0) :: Enum.concat([[1], [2]]) :: [1, 2] :: Elixir.concat($0)
    Enum.concat([T], [T]) -> [T] :: Enum.concat($0, $1) :: Enum.concat([1], [2]) :: [1, 2] :: Elixir.concat([$0, $1])
    Enum.chunk_every([T], Int) -> [[T]] :: Enum.chunk_every($0, $1) :: Enum.chunkEvery([1, 2, 3], 2) :: [[1, 2], [3]] :: try Elixir.chunk($0, every: $1)
    Enum.join([S]) -> String :: Enum.join($0) :: Enum.join(["a", "b"]) :: "ab"
    Enum.join([S], String) -> String :: Enum.join($0, $1) :: Enum.join([1, 2], "-") :: "1-2"
    Enum.map_join([T], String, (T) -> Any) -> String :: Enum.map_join($0, $1, $2) :: Enum.mapJoin([1, 2], "-", { x in x + 1 }) :: "2-3"
    Enum.into([(K, V)], [K: V]) -> [K: V] :: Enum.into($0, $1) :: Enum.into([("a", 1)], %{}) :: ["a": 1]
    Enum.to_list(Range) -> [Int] :: Enum.to_list($0) :: Enum.toList(1...3) :: [1, 2, 3] :: Elixir.list($0)
    impure Enum.random([T]) -> T :: Enum.random($0) :: Enum.random([1]) :: 1
    impure Enum.shuffle([T]) -> [T] :: Enum.shuffle($0) :: Enum.shuffle([1]) :: [1]
    List.first([T]) -> T? :: List.first($0) :: List.first([1]) :: 1 :: $0.first
    List.last([T]) -> T? :: List.last($0) :: List.last([1, 2]) :: 2 :: $0.last
    List.flatten([[T]]) -> [T] :: Enum.concat($0) :: List.flatten([[1], [2]]) :: [1, 2] :: Elixir.concat($0)
    List.duplicate(T, Int) -> [T] :: List.duplicate($0, $1) :: List.duplicate("a", 2) :: ["a", "a"] :: try Elixir.duplicate(element: $0, $1)
    List.delete([Q], Q) -> [Q] :: List.delete($0, $1) :: List.delete([1, 2], 1) :: [2]
    List.delete_at([T], Int) -> [T] :: List.delete_at($0, $1) :: List.deleteAt([1, 2], 0) :: [2] :: Elixir.delete($0, at: $1)
    List.insert_at([T], Int, T) -> [T] :: List.insert_at($0, $1, $2) :: List.insertAt([1], 0, 2) :: [2, 1] :: Elixir.insert($0, at: $1, $2)
    """
}
