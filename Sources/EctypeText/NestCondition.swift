extension Document {
  /// When a nest indents.
  package enum NestCondition: Sendable {
    case always
    /// The lines of the innermost open group are broken.
    case groupIsBroken
    /// The last group that was closed is on one line.
    case previousGroupIsFlat
    /// It takes several lines.
    case previousGroupIsBroken

    var start: Operation.Kind {
      switch self {
      case .always: .nestStart
      case .groupIsBroken: .nestIfBrokenStart
      case .previousGroupIsFlat: .nestIfPreviousFlatStart
      case .previousGroupIsBroken: .nestIfPreviousBrokenStart
      }
    }
  }
}
