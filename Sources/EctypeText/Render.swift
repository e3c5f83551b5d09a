extension Document {
  /// The text, broken so that no line is wider than `width` where that can be had. It ends with a new line
  /// (an empty document is empty), no line has trailing white space, and the same document gives the same
  /// bytes.
  package func render(width: Int) -> [UInt8] {
    var renderer = Renderer(document: self, width: width)
    return renderer.run()
  }
}

private struct Renderer {
  let document: Document
  let width: Int
  var output: [UInt8] = []
  var column = 0
  /// New lines owed before the next text: indentation is written with the text, so that blank lines are empty.
  var pendingLines = 0
  var indentation = 0
  var nests: [Int] = []
  /// Whether each open group is flat, innermost last.
  var flatGroups: [Bool] = []

  init(document: Document, width: Int) {
    self.document = document
    self.width = width
    output.reserveCapacity(document.bytes.count + document.bytes.count / 2)
  }

  mutating func run() -> [UInt8] {
    let operations = document.operations
    for index in operations.indices {
      switch operations[index] {
      case .text(let start, let count, let width):
        write(start, count, width: Int(width))
      case .textIfBroken(let start, let count):
        if !isFlat { write(start, count, width: Int(count)) }
      case .line(let flat):
        if isFlat { space(flat) } else { newLine() }
      case .flexLine(let flat):
        if isFlat || fits(from: index + 1, remaining: width - column - Int(flat), style: .all, depth: 0)
        {
          space(flat)
        } else {
          newLine()
        }
      case .hardLine:
        newLine()
      case .blankLine:
        if !output.isEmpty || pendingLines > 0 { pendingLines = 2 }
        column = indentation
      case .groupStart(let isForced, let style):
        let flat =
          isFlat
          || (!isForced
            && fits(from: index + 1, remaining: width - column, style: style, depth: 1))
        flatGroups.append(flat)
      case .groupEnd:
        flatGroups.removeLast()
      case .nestStart(let columns):
        nests.append(Int(columns))
        indentation += Int(columns)
      case .nestEnd:
        indentation -= nests.removeLast()
      }
    }
    if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
    return output
  }

  private var isFlat: Bool { flatGroups.last ?? false }

  private mutating func write(_ start: Int32, _ count: Int32, width: Int) {
    if pendingLines > 0 {
      if !output.isEmpty {
        output.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: pendingLines))
      }
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
      column = indentation
      pendingLines = 0
    }
    output.append(contentsOf: document.bytes[Int(start)..<Int(start + count)])
    column += width
  }

  private mutating func space(_ count: Int8) {
    guard count > 0, pendingLines == 0 else { return }
    output.append(UInt8(ascii: " "))
    column += 1
  }

  private mutating func newLine() {
    pendingLines = max(pendingLines, 1)
    column = indentation
  }

  /// Whether the text from `index` on fits in `remaining` columns up to where the line may end: the first
  /// possible break outside the group (`depth` groups deep) or, for `.head`, the first forced new line.
  private func fits(
    from index: Int, remaining: Int, style: Document.GroupStyle, depth: Int
  ) -> Bool {
    var remaining = remaining
    var depth = depth
    // Groups that open after ours has ended are taken as flat, ours and all inside it too.
    var index = index
    let operations = document.operations
    while index < operations.count {
      switch operations[index] {
      case .text(_, _, let width):
        remaining -= Int(width)
      case .line(let flat), .flexLine(let flat):
        if depth <= 0 { return true }
        remaining -= Int(flat)
      case .hardLine, .blankLine:
        return true
      case .groupStart(let isForced, _):
        if isForced && depth > 0 && style == .all { return false }
        depth += 1
      case .groupEnd:
        depth -= 1
      case .textIfBroken, .nestStart, .nestEnd:
        break
      }
      if remaining < 0 { return false }
      index += 1
    }
    return true
  }
}
