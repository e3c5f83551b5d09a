#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

#if canImport(Glibc)
  // A compile makes more than it frees: memory is asked for in large pieces, and none is given back before the
  // end.
  mallopt(M_TOP_PAD, 16 << 20)
  mallopt(M_TRIM_THRESHOLD, 1 << 30)
  mallopt(M_MMAP_THRESHOLD, 32 << 20)
#endif

// A reader that has gone is an error of the next write, not the end of the process.
signal(SIGPIPE, SIG_IGN)
exit(Tool.run(Array(CommandLine.arguments.dropFirst())).rawValue)
