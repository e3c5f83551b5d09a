/// What a run of text is, from which its colour follows.
enum TerminalStyle {
  case plain, bold, error, warning, note, help, frame, secondary, added, removed

  init(_ severity: Severity) {
    switch severity {
    case .error: self = .error
    case .warning: self = .warning
    case .note: self = .note
    }
  }

  fileprivate var escape: StaticString? {
    switch self {
    case .plain: nil
    case .bold: "\u{1B}[1m"
    case .error: "\u{1B}[1;31m"
    case .warning: "\u{1B}[1;33m"
    case .note: "\u{1B}[1;32m"
    case .help: "\u{1B}[1;36m"
    case .frame, .secondary: "\u{1B}[1;34m"
    case .added: "\u{1B}[32m"
    case .removed: "\u{1B}[31m"
    }
  }
}

/// Collects bytes for a terminal, with colour or without.
struct TerminalWriter {
  private(set) var output: [UInt8] = []
  let usesColor: Bool

  init(usesColor: Bool) { self.usesColor = usesColor }

  mutating func write(_ text: some Sequence<UInt8>, _ style: TerminalStyle = .plain) {
    guard usesColor, let escape = style.escape else {
      output += text
      return
    }
    escape.withUTF8Buffer { output += $0 }
    output += text
    output += "\u{1B}[0m".utf8
  }

  mutating func write(_ text: String, _ style: TerminalStyle = .plain) { write(text.utf8, style) }

  mutating func newLine() { output.append(UInt8(ascii: "\n")) }
}

/// A row of single characters in columns, each with its style; drawn in any order, then written once.
struct CellRow {
  private var cells: [(character: UInt8, style: TerminalStyle)] = []

  var isEmpty: Bool { cells.isEmpty }
  var width: Int { cells.count }

  subscript(column: Int) -> UInt8 {
    column < cells.count ? cells[column].character : UInt8(ascii: " ")
  }

  mutating func put(_ character: Character, _ style: TerminalStyle, at column: Int) {
    while cells.count <= column { cells.append((UInt8(ascii: " "), .plain)) }
    cells[column] = (character.asciiValue ?? UInt8(ascii: "?"), style)
  }

  mutating func fill(_ character: Character, _ style: TerminalStyle, from start: Int, to end: Int) {
    for column in start..<max(start, end) { put(character, style, at: column) }
  }

  /// Cuts or pads to `width` columns.
  mutating func resize(to width: Int) {
    if cells.count > width { cells.removeLast(cells.count - width) }
    while cells.count < width { cells.append((UInt8(ascii: " "), .plain)) }
  }

  func write(to writer: inout TerminalWriter) {
    var index = 0
    while index < cells.count {
      let style = cells[index].style
      var end = index
      while end < cells.count, cells[end].style == style { end += 1 }
      writer.write(cells[index..<end].map(\.character), style)
      index = end
    }
  }
}
