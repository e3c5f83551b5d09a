import EctypeDiagnostics
import EctypeModel
import EctypeSyntax
import EctypeText

/// Plain fields that the schemas of one file have alike, as `var name: String` is: such a field is known by its text, and
/// is the same wherever that stands.
final class RecurringFields {
  /// A var that was seen before.
  final class Entry {
    fileprivate let mark: UInt64
    fileprivate let start: Int
    fileprivate let count: Int
    fileprivate var uses = 0
    /// At the place where it was seen first.
    fileprivate(set) var field: Field
    /// What its key is called, and what tells it in Swift from others.
    let elixir: MemberCollector.MarkedName
    let swift: MemberCollector.MarkedName

    fileprivate init(mark: UInt64, start: Int, count: Int, field: Field, swift: String) {
      (self.mark, self.start, self.count, self.field) = (mark, start, count, field)
      elixir = MemberCollector.MarkedName(field.name.elixir)
      self.swift = MemberCollector.MarkedName(swift)
    }
  }

  private let tree: SyntaxTree
  private var entries: [Entry] = []
  /// Places among the entries, by their marks; -1 where there is none.
  private var slots = [Int16](repeating: -1, count: 4 * RecurringFields.most)
  /// A file that has more has the others worked out each time.
  private static let most = 1024
  /// So many have one content between them. Its count of holders is one word: were all to share it, the threads that
  /// translate them would wait for one another.
  private static let mostSharing = 64

  init(_ tree: SyntaxTree) { self.tree = tree }

  /// What is known of a var by its text.
  func entry(_ node: NodeID) -> Entry? {
    guard tree.documentation(of: node) == nil, let index = place(of: node) else { return nil }
    let entry = entries[index]
    entry.uses += 1
    if entry.uses % Self.mostSharing == 0 { entry.field = entry.field.copied() }
    return entry
  }

  /// Takes the field of a var without attributes and comments of which nothing was reported, and whose type and
  /// default mean the same everywhere.
  func keep(_ field: Field, swift: String, _ node: NodeID) {
    guard entries.count < Self.most, field.documentation == nil else { return }
    let span = tree.span(node)
    let (start, count) = (Int(span.start), Int(span.end) - Int(span.start))
    tree.bytes.withUnsafeBufferPointer { bytes in
      let mark = UnsafeBufferPointer(rebasing: bytes[start..<start + count]).mark
      guard mark != 0 else { return }
      var slot = Self.slot(mark)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int16(entries.count)
      entries.append(Entry(mark: mark, start: start, count: count, field: field, swift: swift))
    }
  }

  private static func slot(_ mark: UInt64) -> Int {
    Int(truncatingIfNeeded: mark >> 8) & (4 * most - 1)
  }

  private func place(of node: NodeID) -> Int? {
    let span = tree.span(node)
    let (start, count) = (Int(span.start), Int(span.end) - Int(span.start))
    return tree.bytes.withUnsafeBufferPointer { bytes in
      let text = UnsafeBufferPointer(rebasing: bytes[start..<start + count])
      let mark = text.mark
      var slot = Self.slot(mark)
      while slots[slot] >= 0 {
        let index = Int(slots[slot])
        if entries[index].mark == mark, entries[index].count == count,
          text.isSame(as: bytes.baseAddress! + entries[index].start)
        {
          return index
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      return nil
    }
  }
}
