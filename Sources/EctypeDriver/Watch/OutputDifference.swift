/// What two compiles' outputs differ in.
package struct OutputDifference {
  /// Outputs that are new or have other bytes, in their order.
  private(set) var changed: [Output] = []
  /// Whether the list of outputs is another.
  private(set) var isOtherList = false

  /// Both sorted by their paths.
  init(from old: [Output], to new: [Output]) {
    isOtherList = old.count != new.count
    var position = 0
    for output in new {
      if position < old.count, old[position] === output {
        position += 1
        continue
      }
      while position < old.count, old[position].path != output.path,
        old[position].path.utf8.lexicographicallyPrecedes(output.path.utf8)
      {
        position += 1
        isOtherList = true
      }
      guard position < old.count, old[position].path == output.path else {
        changed.append(output)
        isOtherList = true
        continue
      }
      let known = old[position]
      if known.content != output.content { changed.append(output) }
      if known.target != output.target || known.origin != output.origin { isOtherList = true }
      position += 1
    }
  }
}
