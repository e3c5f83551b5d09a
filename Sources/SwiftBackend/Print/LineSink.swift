import EctypeText

/// What a line is written to: a `Document`, which breaks it where it is too long, or a `FlatLine`, where it surely is
/// not. A generic function says once how a line reads and where it may be broken.
protocol LineSink {
  mutating func text(_ text: StaticString)
  mutating func append(_ fragment: Fragment)
  mutating func line()
  mutating func softLine()
  mutating func textIfBroken(byte: UInt8, isReserved: Bool)
  mutating func group(_ style: Document.GroupStyle, _ body: (inout Self) -> Void)
  mutating func breakGroups()
  mutating func nest(
    _ columns: Int, when condition: Document.NestCondition, _ body: (inout Self) -> Void)
}

extension Document: LineSink {}

extension FlatLine: LineSink {
  @inline(__always) mutating func softLine() {}
  @inline(__always) mutating func textIfBroken(byte: UInt8, isReserved: Bool) {}
  @inline(__always)
  mutating func group(_ style: Document.GroupStyle, _ body: (inout FlatLine) -> Void) {
    body(&self)
  }
  mutating func breakGroups() { preconditionFailure("what must break has no flat line") }
  @inline(__always) mutating func nest(
    _ columns: Int, when condition: Document.NestCondition, _ body: (inout FlatLine) -> Void
  ) { body(&self) }
}

/// A line, or the end of one, that can be written to either.
protocol Line {
  /// How many bytes it takes at most.
  var bytes: Int { get }
  func write(to sink: inout some LineSink)
}

extension Document {
  /// - Parameter reserved: how many bytes follow in the line.
  @inline(__always) mutating func write(_ line: some Line, reserved: Int = 0) {
    if var flat = openFlatLine(line.bytes + reserved) {
      line.write(to: &flat)
      close(flat)
    } else {
      line.write(to: &self)
    }
  }

  /// Lines one behind the other, with `separator` at the end of each but the last.
  @inline(__always) mutating func write<L: Line>(
    _ count: Int, separator: StaticString = "", line: (Int) -> L
  ) {
    var (widest, bytes) = (0, 0)
    for index in 0..<count {
      let needed = line(index).bytes + separator.utf8CodeUnitCount
      widest = max(widest, needed)
      bytes += needed
    }
    if count > 0, var flat = openFlatLines(count, widest: widest, bytes: bytes) {
      for index in 0..<count {
        if index > 0 {
          flat.text(separator)
          flat.newLine()
        }
        line(index).write(to: &flat)
      }
      close(flat)
    } else {
      for index in 0..<count {
        if index > 0 {
          text(separator)
          hardLine()
        }
        write(line(index), reserved: index < count - 1 ? separator.utf8CodeUnitCount : 0)
      }
    }
  }
}
