#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Memory that grows with a file. The system gives it a page at a time, as each is first written, and for a large file
/// those faults would cost as much as the parser does: where there are large pages, they are asked for.
package enum LargePages {
  /// Below this a few pages more or less do not matter.
  private static let smallest = 4 << 20

  /// - Parameter memory: not written yet; nothing needs to be aligned.
  package static func advise(_ memory: UnsafeMutableRawPointer?, byteCount: Int) {
    #if os(Linux)
      guard let memory, byteCount >= smallest else { return }
      let page = 1 << 12
      let start = (UInt(bitPattern: memory) + UInt(page - 1)) & ~UInt(page - 1)
      let end = UInt(bitPattern: memory) + UInt(byteCount)
      // Where there are none, everything is as it was.
      _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE)
    #endif
  }
}
