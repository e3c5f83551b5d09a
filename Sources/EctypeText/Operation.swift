/// One step of a document; `*Start` and `*End` nest.
package struct Operation: BitwiseCopyable, Sendable {
  var kind: Kind
  var value: Int32

  init(_ kind: Kind, _ value: Int) {
    self.kind = kind
    self.value = Int32(truncatingIfNeeded: value)
  }

  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// The next `value` bytes, as many columns wide.
    case text
    /// The text after it is `value` columns wider (mostly: narrower) than its bytes.
    case widen
    /// The character `value`, only if the innermost group is broken (a trailing comma, say).
    case textIfBroken
    /// The same; what is flat fits only where there would be room for it too.
    case textIfBrokenReserved
    /// In a flat group `value` spaces (0 or 1), which stand among the bytes; in a broken one a new line.
    case line
    /// As `line`, but broken only where what follows up to the next break does not fit.
    case flexLine
    /// A new line whatever the group.
    case hardLine
    /// A new line inside a text of several lines: empty lines are kept, however many.
    case textLine
    /// An empty line; never two in a row, none at the start.
    case blankLine
    /// An empty line if the innermost group is broken.
    case blankLineIfBroken
    /// What follows is taken to stand on a line of its own.
    case lineEnds
    /// `value` is the style.
    case groupStart
    /// The same; the lines of the group are broken whatever its width.
    case forcedGroupStart
    case groupEnd
    /// Lines inside are indented by `value` more.
    case nestStart
    /// The same, only if the innermost group is broken.
    case nestIfBrokenStart
    /// The same, only if the last group that ended is flat.
    case nestIfPreviousFlatStart
    /// The same, only if it is not.
    case nestIfPreviousBrokenStart
    /// Lines inside begin at the column where it starts.
    case alignStart
    case alignIfBrokenStart
    case nestEnd
    /// A break inside counts as the end of the line for the groups around it, which then stay flat.
    case nextBreakFitsStart
    /// Ends the effect of every `nextBreakFitsStart` inside.
    case nextBreakFitsOffStart
    case nextBreakFitsEnd
    /// The groups around are broken.
    case unfitStart
    case unfitEnd
    /// However long, no line is broken inside.
    case noLimitStart
    case noLimitEnd
  }
}
