nonisolated extension Elixir {
  /// `Enum.reverse/1`
  public static func reverse<T>(_ list: [T]) -> [T] { list.reversed() }

  /// `Enum.reject/2`
  public static func reject<T>(_ list: [T], _ isOut: (T) throws -> Bool) rethrows -> [T] {
    try list.filter { try !isOut($0) }
  }

  /// `Enum.at/2`: from the end for a negative position, nil where there is none.
  public static func at<T>(_ list: [T], _ position: Int) -> T? {
    let index = position < 0 ? list.count + position : position
    return list.indices.contains(index) ? list[index] : nil
  }

  /// `Enum.at/2` of optional elements.
  public static func at<T>(_ list: [T?], _ position: Int) -> T? {
    let index = position < 0 ? list.count + position : position
    return list.indices.contains(index) ? list[index] : nil
  }

  /// `Enum.take/2`: the last ones for a negative count.
  public static func take<T>(_ list: [T], _ count: Int) -> [T] {
    Array(count < 0 ? list[Swift.max(0, list.count + count)...] : list.prefix(count))
  }
  /// `Enum.drop/2`: the last ones for a negative count.
  public static func drop<T>(_ list: [T], _ count: Int) -> [T] {
    Array(count < 0 ? list.prefix(Swift.max(0, list.count + count)) : list.dropFirst(count))
  }
  /// The last elements; the first ones for a negative count.
  public static func takeLast<T>(_ list: [T], _ count: Int) -> [T] {
    take(list, count == .min ? .max : -count)
  }
  /// All but the last elements; but the first ones for a negative count.
  public static func dropLast<T>(_ list: [T], _ count: Int) -> [T] {
    drop(list, count == .min ? .max : -count)
  }
  /// `Enum.take_while/2`
  public static func take<T>(
    _ list: [T], while isIn: (T) throws -> Bool
  ) rethrows -> [T] { Array(try list.prefix(while: isIn)) }
  /// `Enum.drop_while/2`
  public static func drop<T>(
    _ list: [T], while isOut: (T) throws -> Bool
  ) rethrows -> [T] { Array(try list.drop(while: isOut)) }

  /// `Enum.split_with/2`
  public static func split<T>(
    _ list: [T], with isFirst: (T) throws -> Bool
  ) rethrows -> ([T], [T]) {
    var (first, second): ([T], [T]) = ([], [])
    for element in list {
      if try isFirst(element) { first.append(element) } else { second.append(element) }
    }
    return (first, second)
  }

  /// `Enum.with_index/2`, each element behind its position.
  public static func enumerate<T>(_ list: [T]) -> [(Int, T)] {
    list.enumerated().map { ($0.offset, $0.element) }
  }

  /// `Enum.with_index/1`
  public static func withIndex<T>(_ list: [T]) -> [(T, Int)] {
    list.enumerated().map { ($0.element, $0.offset) }
  }
  /// `Enum.zip/2`
  public static func zip<T, U>(_ a: [T], _ b: [U]) -> [(T, U)] { Swift.zip(a, b).map { ($0, $1) } }
  /// `Enum.concat/1`
  public static func concat<T>(_ lists: [[T]]) -> [T] { lists.flatMap { $0 } }

  /// `Enum.chunk_every/2`; throws for a count that is not positive.
  public static func chunk<T>(_ list: [T], every count: Int) throws -> [[T]] {
    if count < 1 { throw EvaluationError.argument }
    return stride(from: 0, to: list.count, by: count).map {
      Array(list[$0...].prefix(count))
    }
  }

  /// `List.insert_at/3`: from the end for a negative position.
  public static func insert<T>(_ list: [T], at position: Int, _ element: T) -> [T] {
    let index = position < 0 ? list.count + position + 1 : position
    var result = list
    result.insert(element, at: Swift.min(Swift.max(0, index), list.count))
    return result
  }

  /// `List.delete_at/2`: nothing where there is no such position.
  public static func delete<T>(_ list: [T], at position: Int) -> [T] {
    let index = position < 0 ? list.count + position : position
    var result = list
    if list.indices.contains(index) { result.remove(at: index) }
    return result
  }

  /// `List.replace_at/3`: nothing where there is no such position.
  public static func replace<T>(_ list: [T], at position: Int, _ element: T) -> [T] {
    let index = position < 0 ? list.count + position : position
    var result = list
    if list.indices.contains(index) { result[index] = element }
    return result
  }

  /// `List.update_at/3`: nothing where there is no such position.
  public static func update<T>(
    _ list: [T], at position: Int, _ change: (T) throws -> T
  ) rethrows -> [T] {
    let index = position < 0 ? list.count + position : position
    var result = list
    if list.indices.contains(index) { result[index] = try change(list[index]) }
    return result
  }

  /// `List.duplicate/2`; throws for a negative count.
  public static func duplicate<T>(element: T, _ count: Int) throws -> [T] {
    if count < 0 { throw EvaluationError.argument }
    return Array(repeating: element, count: count)
  }

  // MARK: Order

  /// `Enum.sort/1`
  public static func sort<T: Comparable>(_ list: [T]) -> [T] { list.sorted() }
  /// `Enum.sort/1` of strings, by their bytes.
  public static func sort(_ list: [String]) -> [String] { list.sorted(by: bytesPrecede) }

  /// `Enum.sort_by/2`
  public static func sort<T, Key: Comparable>(
    _ list: [T], by key: (T) throws -> Key
  ) rethrows -> [T] { try keyed(list, key).sorted { $0.key < $1.key }.map(\.element) }
  /// `Enum.sort_by/2` by strings.
  public static func sort<T>(_ list: [T], by key: (T) throws -> String) rethrows -> [T] {
    try keyed(list, key).sorted { bytesPrecede($0.key, $1.key) }.map(\.element)
  }

  /// `Enum.max/1`: the first of the greatest; nil of an empty list.
  public static func max<T: Comparable>(_ list: [T]) -> T? { first(list) { $0 > $1 } }
  /// `Enum.min/1`: the first of the least; nil of an empty list.
  public static func min<T: Comparable>(_ list: [T]) -> T? { first(list) { $0 < $1 } }
  /// `Enum.max/1` of strings.
  public static func max(_ list: [String]) -> String? { first(list) { bytesPrecede($1, $0) } }
  /// `Enum.min/1` of strings.
  public static func min(_ list: [String]) -> String? { first(list, bytesPrecede) }

  /// `Enum.max_by/2`
  public static func max<T, Key: Comparable>(
    _ list: [T], by key: (T) throws -> Key
  ) rethrows -> T? { first(try keyed(list, key)) { $0.key > $1.key }?.element }
  /// `Enum.min_by/2`
  public static func min<T, Key: Comparable>(
    _ list: [T], by key: (T) throws -> Key
  ) rethrows -> T? { first(try keyed(list, key)) { $0.key < $1.key }?.element }
  /// `Enum.max_by/2` by strings.
  public static func max<T>(_ list: [T], by key: (T) throws -> String) rethrows -> T? {
    first(try keyed(list, key)) { bytesPrecede($1.key, $0.key) }?.element
  }
  /// `Enum.min_by/2` by strings.
  public static func min<T>(_ list: [T], by key: (T) throws -> String) rethrows -> T? {
    first(try keyed(list, key)) { bytesPrecede($0.key, $1.key) }?.element
  }

  /// `Enum.sum/1`
  public static func sum(_ list: some Sequence<Int>) throws -> Int {
    try list.reduce(0) { try $0.adding($1) }
  }
  /// `Enum.sum/1`
  public static func sum(_ list: [Double]) throws -> Double {
    try list.reduce(0) { try $0.adding($1) }
  }

  private static func keyed<T, Key>(
    _ list: [T], _ key: (T) throws -> Key
  ) rethrows -> [(element: T, key: Key)] { try list.map { ($0, try key($0)) } }

  private static func first<T>(_ list: [T], _ precedes: (T, T) -> Bool) -> T? {
    guard var best = list.first else { return nil }
    for element in list.dropFirst() where precedes(element, best) { best = element }
    return best
  }

  // MARK: Membership

  /// `in` of a list of strings, by their bytes.
  public static func contains(_ list: [String], element: String) -> Bool {
    list.contains { sameBytes($0, element) }
  }
}
