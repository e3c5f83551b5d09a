/// A parsed pattern.
nonisolated indirect enum PatternNode {
  case set(PatternSet)
  case sequence([PatternNode])
  case alternation([PatternNode])
  /// `maximum` nil is unbounded.
  case repetition(PatternNode, minimum: Int, maximum: Int?, mode: RepetitionMode)
  case assertion(PatternAssertion)
  case lookAhead(PatternNode, isNegative: Bool)
  case atomic(PatternNode)
}

nonisolated enum RepetitionMode {
  case greedy
  case lazy
  case possessive
}

/// What holds at a position without taking text.
nonisolated enum PatternAssertion {
  /// `\A`, and `^` without `m`.
  case start
  /// `\z`
  case end
  /// `\Z`, and `$` without `m`: at the end or before a newline there.
  case endOrNewline
  /// `^` with `m`
  case lineStart
  /// `$` with `m`
  case lineEnd
  /// `\b`, `\B`
  case wordBoundary(isNegated: Bool)
}
