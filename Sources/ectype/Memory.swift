#if canImport(Glibc)
  import Glibc
#endif

/// How memory comes from the system.
enum Memory {
  /// In large pieces, and none of it goes back: for a process that ends soon. By itself glibc asks for little at a time,
  /// thousands of times, which costs a small compile more than a twentieth of its time.
  static func comesInLargePieces() {
    #if canImport(Glibc)
      // Where there is a limit every piece counts.
      var limit = rlimit()
      guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
        limit.rlim_cur > 1 << 40, let symbol = dlsym(nil, "mallopt")
      else { return }
      let set = unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
      // M_TOP_PAD, M_TRIM_THRESHOLD, M_MMAP_THRESHOLD of <malloc.h>
      for (option, size) in [(-2, 64), (-1, 256), (-3, 32)] as [(CInt, CInt)] {
        _ = set(option, size << 20)
      }
    #endif
  }
}
