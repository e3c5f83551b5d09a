import EctypeModel
import EctypeText

/// Tells most names that no word of a list is in from those that one may be in, without making strings of their words.
struct WordHints {
  private let words: WordSet

  init(_ words: Set<String>) { self.words = WordSet(words) }

  /// - Parameter name: an Elixir name, `reset_token`.
  func may(_ name: String) -> Bool {
    name.withBytes { bytes in
      var start = 0
      for index in 0...bytes.count where index == bytes.count || bytes[index] == UInt8(ascii: "_") {
        if words.contains(UnsafeBufferPointer(rebasing: bytes[start..<index])) { return true }
        start = index + 1
      }
      return false
    }
  }
}
