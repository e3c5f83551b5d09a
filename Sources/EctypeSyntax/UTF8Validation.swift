internal import EctypeDiagnostics

extension Lexer {
  // MARK: The encoding

  /// Reports what is not UTF-8. Of a file in UTF-16 nothing else is read.
  mutating func checkEncoding() {
    if isUTF16 {
      diagnostics.append(
        Diagnostic(
          .invalidUTF8, "this file is written in UTF-16", at: span(0, 2),
          helps: [Help("save it in UTF-8: its editor asks for the encoding where it saves a file")])
      )
      position = count
      return
    }
    for run in invalidRuns(bytes, count) {
      diagnostics.append(
        Diagnostic(
          .invalidUTF8, "these bytes are not UTF-8", at: span(run.lowerBound, run.upperBound),
          helps: [Help("save the file in UTF-8")]))
    }
  }

  /// By its mark at the beginning, or by the zeros beside ASCII.
  private var isUTF16: Bool {
    guard count >= 2 else { return false }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE), (0xFE, 0xFF), (0, 1...0x7F), (1...0x7F, 0): return true
    default: return false
    }
  }

  // MARK: Scalars

  /// The length of the well-formed sequence at `index`, or nil.
  @inline(__always) private func sequenceLength(at index: Int) -> Int? {
    wellFormedLength(bytes + index, count - index)
  }

  func isScalar(at index: Int) -> Bool { sequenceLength(at: index) != nil }

  /// At least one, so that what is no scalar is passed over too.
  func scalarLength(at index: Int) -> Int { sequenceLength(at: index) ?? 1 }

  /// Whether a letter beyond ASCII begins here.
  func isLetter(at index: Int) -> Bool {
    guard let length = sequenceLength(at: index) else { return false }
    let text = UnsafeBufferPointer(start: bytes + index, count: length)
    var iterator = text.makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return false }
    return scalar.properties.isXIDContinue
  }
}

/// The length of the well-formed UTF-8 sequence at the start of `count` bytes, or nil.
func wellFormedLength(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
  guard count > 0 else { return nil }
  func continues(_ index: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
    index < count && range.contains(bytes[index])
  }
  switch bytes[0] {
  case 0..<0x80: return 1
  case 0xC2...0xDF: return continues(1) ? 2 : nil
  case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : nil
  case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : nil
  case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : nil
  case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : nil
  case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : nil
  case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : nil
  default: return nil
  }
}

/// The runs of bytes that are not UTF-8.
func invalidRuns(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> [Range<Int>] {
  var runs: [Range<Int>] = []
  var index = 0
  while index < count {
    if index + 8 <= count {
      let word = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self)
      if word & 0x8080_8080_8080_8080 == 0 {
        index += 8
        continue
      }
    }
    if let length = wellFormedLength(bytes + index, count - index) {
      index += length
      continue
    }
    if let last = runs.last, last.upperBound == index {
      runs[runs.count - 1] = last.lowerBound..<index + 1
    } else {
      runs.append(index..<index + 1)
    }
    index += 1
  }
  return runs
}
