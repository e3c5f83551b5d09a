import EctypeText

/// Words that are known beforehand: whether a name is one of them is told by its bytes, mostly by one comparison.
package struct WordSet: Sendable {
  private let words: WordTable<Bool>

  /// - Parameter words: none is empty.
  package init(_ words: some Sequence<String>) {
    self.words = WordTable(
      Dictionary(words.map { ($0, true) }, uniquingKeysWith: { first, _ in first }))
  }

  package func contains(_ word: String) -> Bool { word.withBytes { words[$0] != nil } }
  package func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool { words[word] != nil }
}
