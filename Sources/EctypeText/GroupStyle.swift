extension Document {
  /// How a group decides whether it is flat.
  package enum GroupStyle: Int32, Sendable {
    // The line's groups: they look at what stands in the line (`lineFit`). All groups in a flat one are flat.

    /// Flat if all of it, and what follows up to the next possible break, fits in the line.
    case all
    /// Flat if what stands before its first forced new line fits: a call whose last argument is a block.
    case head
    /// Its own lines break only if they must: where the whole does not fit, but the text up to the first
    /// possible break inside an inner group does, they stay flat and the inner groups break:
    ///
    ///     let name = call(
    ///       argument
    ///     )
    case hug
    /// As `all`, but a group that follows need not fit: it may break.
    case alone
    /// What begins with the line behind an `=`: that line breaks if all the rest then fits in one line, and else only
    /// if it must, as for `hug`.
    case nextLine

    // The groups of `Inspect.Algebra`: they look at their own text (`algebraFit`). What `nextBreakFits`,
    // `unfit` and `noLimit` do, they do to these.

    /// Flat if its own text fits, whatever follows.
    case own
    /// As `own`, but broken where the group around it is.
    case inherited
  }
}
