import EctypeDiagnostics
import EctypeModel
import EctypeText

/// Names with the places where they were said first.
struct ClaimedNames {
  private var names = NameList()
  private var spans: [Span] = []

  /// For about as many.
  mutating func reserveCapacity(_ count: Int) {
    names.reserveCapacity(count)
    spans.reserveCapacity(count)
  }

  var all: [String] { names.names }

  func contains(_ name: String) -> Bool { names.contains(name) }

  /// Where a name was said first.
  func place(of name: String) -> Span? { names.position(of: name).map { spans[$0] } }

  /// Takes a name; gives the place of the one that has it already.
  mutating func claim(_ name: String, _ span: Span) -> Span? {
    claim(name, mark: name.mark, span)
  }

  mutating func claim(_ name: String, mark: UInt64, _ span: Span) -> Span? {
    if let known = names.insert(name, mark: mark) { return spans[known] }
    spans.append(span)
    return nil
  }
}
