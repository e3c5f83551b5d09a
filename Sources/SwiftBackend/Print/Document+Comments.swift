import EctypeText

extension Document {
  /// One comment line for each line of `text`, whatever is in it. Characters that would end the comment or
  /// that Swift rejects in a source are shown by their control picture.
  mutating func comment(_ text: String, prefix: StaticString) {
    if text.isPlainLine {
      self.text(prefix)
      self.text(" ")
      self.text(text)
      return hardLine()
    }
    var line: [UInt8] = []
    line.reserveCapacity(text.utf8.count)
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\n") where previous == UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): endComment(&line, prefix)
      case 0..<0x20 where byte != UInt8(ascii: "\t"):
        line.append(contentsOf: [0xE2, 0x90, 0x80 + byte])
      case 0x7F: line.append(contentsOf: [0xE2, 0x90, 0xA1])
      default: line.append(byte)
      }
      previous = byte
    }
    endComment(&line, prefix)
  }

  private mutating func endComment(_ line: inout [UInt8], _ prefix: StaticString) {
    while let last = line.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
      line.removeLast()
    }
    text(prefix)
    if !line.isEmpty {
      text(" ")
      text(String(decoding: line, as: UTF8.self))
    }
    hardLine()
    line.removeAll(keepingCapacity: true)
  }
}

extension String {
  /// One line of ASCII that says what it says.
  fileprivate var isPlainLine: Bool {
    withBytes { bytes in
      guard let last = bytes.last, last != UInt8(ascii: " ") else { return false }
      var isPlain = true
      for byte in bytes { isPlain = isPlain && byte >= 0x20 && byte < 0x7F }
      return isPlain
    }
  }
}
