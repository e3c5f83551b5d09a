nonisolated extension Elixir {
  /// `Map.get/2`
  public static func get<K, V>(_ map: [K: V], _ key: K) -> V? { map[key] }
  /// `Map.get/2` of optional values.
  public static func get<K, V>(_ map: [K: V?], _ key: K) -> V? { map[key] ?? nil }
  /// `Map.get/3`
  public static func get<K, V>(_ map: [K: V], _ key: K, _ other: V) -> V { map[key] ?? other }
  /// `Map.has_key?/2`
  public static func hasKey<K, V>(_ map: [K: V], _ key: K) -> Bool { map.index(forKey: key) != nil }
  /// `Map.fetch!/2`; throws where the key is not there.
  public static func fetch<K, V>(_ map: [K: V], _ key: K) throws -> V {
    guard let value = map[key] else { throw EvaluationError.missingKey }
    return value
  }
  /// `Map.merge/2`: the entries of the second win.
  public static func merge<K, V>(_ map: [K: V], _ other: [K: V]) -> [K: V] {
    map.merging(other) { $1 }
  }
  /// `Map.put/3`
  public static func put<K, V>(_ map: [K: V], _ key: K, _ value: V) -> [K: V] {
    map.merging([key: value]) { $1 }
  }
  /// `Map.put_new/3`
  public static func putNew<K, V>(_ map: [K: V], _ key: K, _ value: V) -> [K: V] {
    map.merging([key: value]) { old, _ in old }
  }
  /// `Map.delete/2`
  public static func delete<K, V>(_ map: [K: V], _ key: K) -> [K: V] {
    var result = map
    result.removeValue(forKey: key)
    return result
  }
  /// `Map.drop/2`
  public static func drop<K, V>(_ map: [K: V], keys: [K]) -> [K: V] {
    map.filter { !keys.contains($0.key) }
  }
  /// `Map.take/2`
  public static func take<K, V>(_ map: [K: V], keys: [K]) -> [K: V] {
    map.filter { keys.contains($0.key) }
  }
  /// `%{map | key: value}`; throws where the key is not there.
  public static func update<K, V>(_ map: [K: V], _ key: K, _ value: V) throws -> [K: V] {
    _ = try fetch(map, key)
    return put(map, key, value)
  }
}
