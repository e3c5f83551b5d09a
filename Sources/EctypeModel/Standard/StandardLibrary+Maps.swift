extension StandardLibrary {
  static let mapTable = """
    [L: V].count: Int :: map_size($0) :: ["a": 1].count :: 1 :: $0.count
    [L: V].isEmpty: Bool :: $0 == %{} :: ["a": 1].isEmpty :: false :: $0.isEmpty
    [L: V].keys: [L] :: Map.keys($0) :: ["a": 1].keys :: ["a"]
    [L: V].values: [V] :: Map.values($0) :: ["a": 1].values :: [1]
    [K: V].get(K) -> V? :: Map.get($0, $1) :: ["a": 1].get("a") :: 1 :: Elixir.get($0, $1)
    [K: V].get(K, V) -> V :: Map.get($0, $1, $2) :: ["a": 1].get("b", 0) :: 0 :: Elixir.get($0, $1, $2)
    [K: V].hasKey(K) -> Bool :: Map.has_key?($0, $1) :: ["a": 1].hasKey("a") :: true :: Elixir.hasKey($0, $1)
    [K: V].exists(K) -> Bool :: Map.has_key?($0, $1) :: ["a": 1].exists("b") :: false :: Elixir.hasKey($0, $1)
    [K: V].merging([K: V]) -> [K: V] :: Map.merge($0, $1) :: ["a": 1].merging(["b": 2]) :: ["a": 1, "b": 2] :: Elixir.merge($0, $1)
    [L: V].mapValues((V) -> U) -> [L: U] :: Map.new($0, fn {key, value} -> {key, $1.(value)} end) :: ["a": 1].mapValues { v in v + 1 } :: ["a": 2] :: $0.mapValues($1)
    [L: V].filter((L, V) -> Bool) -> [L: V] :: Map.filter($0, fn {key, value} -> $1.(key, value) end) :: ["a": 1, "b": 2].filter { k, v in v > 1 && k != "a" } :: ["b": 2]
    [L: V].toList() -> [(L, V)] :: Map.to_list($0) :: ["a": 1].toList() :: [("a", 1)]
    mutating [K: V].set(K, V) -> [K: V] :: Map.put($0, $1, $2) :: ["a": 1].set("b", 2) :: ["a": 1, "b": 2] :: Elixir.put($0, $1, $2)
    mutating [K: V].remove(K) -> [K: V] :: Map.delete($0, $1) :: ["a": 1].remove("a") :: %{} :: Elixir.delete($0, $1)
    mutating [K: V].removeValue(forKey: K) -> [K: V] :: Map.delete($0, $1) :: ["a": 1].removeValue(forKey: "a") :: %{} :: Elixir.delete($0, $1)
    Map.get([K: V], K) -> V? :: Map.get($0, $1) :: Map.get(["a": 1], "a") :: 1 :: Elixir.get($0, $1)
    Map.get([K: V], K, V) -> V :: Map.get($0, $1, $2) :: Map.get(["a": 1], "b", 2) :: 2 :: Elixir.get($0, $1, $2)
    Map.fetch([K: V], K) -> Any :: Map.fetch($0, $1) :: Map.fetch(["a": 1], "a") :: (:ok, 1)
    Map.fetch!([K: V], K) -> V :: Map.fetch!($0, $1) :: Map.fetch!(["a": 1], "a") :: 1 :: try Elixir.fetch($0, $1)
    Map.put([K: V], K, V) -> [K: V] :: Map.put($0, $1, $2) :: Map.put(["a": 1], "b", 2) :: ["a": 1, "b": 2] :: Elixir.put($0, $1, $2)
    Map.put_new([K: V], K, V) -> [K: V] :: Map.put_new($0, $1, $2) :: Map.putNew(["a": 1], "a", 2) :: ["a": 1] :: Elixir.putNew($0, $1, $2)
    Map.delete([K: V], K) -> [K: V] :: Map.delete($0, $1) :: Map.delete(["a": 1], "a") :: %{} :: Elixir.delete($0, $1)
    Map.drop([K: V], [K]) -> [K: V] :: Map.drop($0, $1) :: Map.drop(["a": 1], ["a"]) :: %{} :: Elixir.drop($0, keys: $1)
    Map.take([K: V], [K]) -> [K: V] :: Map.take($0, $1) :: Map.take(["a": 1, "b": 2], ["a"]) :: ["a": 1] :: Elixir.take($0, keys: $1)
    Map.has_key?([K: V], K) -> Bool :: Map.has_key?($0, $1) :: Map.hasKey?(["a": 1], "a") :: true :: Elixir.hasKey($0, $1)
    Map.keys([L: V]) -> [L] :: Map.keys($0) :: Map.keys(["a": 1]) :: ["a"]
    Map.values([L: V]) -> [V] :: Map.values($0) :: Map.values(["a": 1]) :: [1]
    Map.merge([K: V], [K: V]) -> [K: V] :: Map.merge($0, $1) :: Map.merge(["a": 1], ["a": 2]) :: ["a": 2] :: Elixir.merge($0, $1)
    Map.update([K: V], K, V, (V) -> V) -> [K: V] :: Map.update($0, $1, $2, $3) :: Map.update(["a": 1], "a", 0, { v in v + 1 }) :: ["a": 2]
    Map.to_list([L: V]) -> [(L, V)] :: Map.to_list($0) :: Map.toList(["a": 1]) :: [("a", 1)]
    Map.new([(K, V)]) -> [K: V] :: Map.new($0) :: Map.new([("a", 1)]) :: ["a": 1]
    Map.new([T], (T) -> (K, V)) -> [K: V] :: Map.new($0, $1) :: Map.new([1, 2], { x in (x, x * x) }) :: [1: 1, 2: 4]
    """
}
