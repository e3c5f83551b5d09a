/// How a group fits in the rest of the line.
enum Fit {
  /// On one line. The payload is where the group ends if nothing in it can break any more, otherwise -1.
  case fits(Int)
  /// Up to a break inside `nextBreakFits`, which is taken.
  case breaksNext
  /// Up to a break of an inner group, with its own lines flat.
  case hugs
  case doesNotFit
}
