/// Queries that one variable may hold, behind branches.
extension QueryType {
  /// What is known of one of two queries: the rows that both begin with, and what either of them has besides,
  /// because each of them must be right with what is added later.
  package func merged(with other: QueryType) -> QueryType {
    if self == other { return self }
    var query = united(with: other)
    query.alternatives = alternatives(with: other)
    return query
  }

  private func united(with other: QueryType) -> QueryType {
    let limit = min(knownCount ?? bindings.count, other.knownCount ?? other.bindings.count)
    let common = zip(bindings, other.bindings).prefix(limit).prefix {
      $0.row == $1.row && $0.alias == $1.alias
    }.count
    var query = self
    query.bindings = Array(bindings.prefix(common))
    for index in query.bindings.indices {
      let twin = other.bindings[index]
      query.bindings[index].isOptional = query.bindings[index].isOptional || twin.isOptional
      query.bindings[index].isComputed = query.bindings[index].isComputed || twin.isComputed
      query.bindings[index].isMany = query.bindings[index].isMany || twin.isMany
    }
    query.row = row.either(other.row)
    for rows in bindings.dropFirst(common) + other.bindings.dropFirst(common) + other.uncommon
    where rows.name != "_" && !query.uncommon.contains(where: { $0.name == rows.name }) {
      query.uncommon.append(rows)
    }
    let isSame =
      common == bindings.count && common == other.bindings.count && knownCount == nil
      && other.knownCount == nil
    query.knownCount = isSame ? nil : common
    query.selection = selection ?? other.selection
    query.selection?.missing = missingRow.either(other.missingRow)
    query.selection?.grouped = (selection?.grouped ?? row)
      .either(other.selection?.grouped ?? other.row)
    query.selection?.isAggregated = [self, other].allSatisfy { $0.selection?.isAggregated ?? false }
    query.isPreloaded = isPreloaded || other.isPreloaded
    query.grouping = grouping ?? other.grouping
    query.hasGroups = hasGroups && other.hasGroups
    query.columns += other.columns.filter { !columns.contains($0) }
    query.isAggregated = isAggregated || other.isAggregated
    query.distinct = distinct ?? other.distinct
    query.lock = lock ?? other.lock
    query.order += other.order.filter { !order.contains($0) }
    query.windows = windows.filter { other.windows.contains($0) }
    query.usedWindows += other.usedWindows.filter { !usedWindows.contains($0) }
    query.usedSelections += other.usedSelections.filter { !usedSelections.contains($0) }
    query.parents += other.parents.filter { !parents.contains($0) }
    query.ctes = ctes.filter { other.ctes.contains($0) }
    query.isCombined = isCombined || other.isCombined
    query.isUpdate = isUpdate || other.isUpdate
    query.filteredJoin = filteredJoin ?? other.filteredJoin
    query.isSingle = isSingle && other.isSingle
    query.isCut = isCut || other.isCut
    return query
  }

  /// Calls `change` for it, and for each that it may be.
  package mutating func each(_ change: (inout QueryType) -> Void) {
    change(&self)
    for index in alternatives.indices { change(&alternatives[index]) }
  }

  /// Those that either may be, where what is right in one of them may be wrong in another; those of like groups and
  /// columns are one. Beyond a few they are none: then the query must be right as if it were all of them.
  private func alternatives(with other: QueryType) -> [QueryType] {
    var result = ways
    for way in other.ways {
      if let index = result.firstIndex(where: { $0.isShaped(like: way) }) {
        result[index] = result[index].united(with: way)
      } else {
        result.append(way)
      }
    }
    return (2...8).contains(result.count) ? result : []
  }

  private var ways: [QueryType] { alternatives.isEmpty ? [self] : alternatives }

  /// Whether clauses that suit one of two queries suit the other as well.
  private func isShaped(like other: QueryType) -> Bool {
    grouping == other.grouping && isAggregated == other.isAggregated
      && selection == other.selection && distinct == other.distinct && windows == other.windows
  }
}
