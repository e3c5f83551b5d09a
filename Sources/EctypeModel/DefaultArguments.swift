/// Which parameters the arguments of a call are for, where some have defaults.
package enum DefaultArguments {
  /// Elixir's rule: every parameter without a default, and as many of the others as there are arguments left, from
  /// the first on.
  ///
  /// - Parameter hasDefault: of each parameter.
  /// - Returns: the places of the parameters, in order; nil for too many or too few arguments.
  package static func filled(_ hasDefault: [Bool], by count: Int) -> [Int]? {
    let required = hasDefault.count { !$0 }
    guard (required...hasDefault.count).contains(count) else { return nil }
    var left = count - required
    return hasDefault.indices.filter { place in
      if !hasDefault[place] { return true }
      left -= 1
      return left >= 0
    }
  }
}
