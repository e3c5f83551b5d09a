/// What holds between a start and its end.
struct LayoutState {
  var mode: Mode
  var indentation: Int32
  var width: Int32
  /// While fitting: a break was seen, so that text beyond the width does not fit.
  var sawBreak = false

  /// The modes of `Inspect.Algebra`: the middle ones tell how `nextBreakFits` acts inside.
  enum Mode: UInt8 {
    case flat
    case flatNoBreak
    case brokenNoFlat
    case broken
  }
}
