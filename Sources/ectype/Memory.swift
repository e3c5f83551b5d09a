#if canImport(Glibc)
  import Glibc
#endif

/// How memory comes from the system.
enum Memory {
  /// In large pieces, and none of it goes back: for a process that ends soon. By itself glibc asks for little at a time,
  /// thousands of times, which costs a small compile more than a twentieth of its time. The first piece, which is no more
  /// than addresses until it is written, is of large pages where the system has them: for a large project clearing small
  /// ones costs about as much.
  static func comesInLargePieces() {
    #if canImport(Glibc)
      // Where there is a limit every piece counts.
      var limit = rlimit()
      guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
        limit.rlim_cur > 1 << 40, let mallopt = dlsym(nil, "mallopt"),
        let malloc = dlsym(nil, "malloc"), let start = sbrk(0)
      else { return }
      let set = unsafeBitCast(mallopt, to: (@convention(c) (CInt, CInt) -> CInt).self)
      // M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, M_TOP_PAD of <malloc.h>, in MiB
      for (option, size) in [(-3, 32), (-1, 1024), (-2, 512)] as [(CInt, CInt)] {
        _ = set(option, size << 20)
      }
      // More than is left of what the process began with. (The optimiser leaves a `malloc` that it knows out.)
      let allocate = unsafeBitCast(
        malloc, to: (@convention(c) (Int) -> UnsafeMutableRawPointer?).self)
      free(allocate(1 << 20))
      if let end = sbrk(0), end > start { _ = madvise(start, end - start, MADV_HUGEPAGE) }
      _ = set(-2, 64 << 20)
    #endif
  }
}
