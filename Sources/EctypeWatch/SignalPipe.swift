#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the handler writes: a handler may touch nothing else.
nonisolated(unsafe) private var writingEnd: Int32 = -1

/// The process's signals as bytes of a pipe, so that a program waits for them as it waits for files. There is one
/// in a process.
package final class SignalPipe {
  package let descriptor: Int32
  private let other: Int32

  /// - Parameter signals: handled from now on, until the pipe is gone.
  package init(_ signals: [Int32]) throws(WatchTrouble) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw WatchTrouble("there are too many open files") }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (descriptor, other) = (ends[0], ends[1])
    writingEnd = other
    var mask = sigset_t()
    sigemptyset(&mask)
    for number in signals {
      sigaddset(&mask, number)
      signal(number) { number in
        let code = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(writingEnd, &byte, 1)
        errno = code
      }
    }
    // Who started this process may have blocked them, as the threads of Dispatch do, and a mask is inherited.
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
  }

  deinit {
    writingEnd = -1
    close(descriptor)
    close(other)
  }

  /// The signals that came since the last call; does not wait.
  package func take() -> Set<Int32> {
    var bytes = [UInt8](repeating: 0, count: 64)
    var signals: Set<Int32> = []
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return signals }
      signals.formUnion(bytes[..<count].map(Int32.init))
    }
  }
}

/// Waits until one of the descriptors can be read.
///
/// - Parameter milliseconds: how long at most; nil for as long as it takes.
/// - Returns: those that can be read; none after the time.
package func wait(for descriptors: [Int32], milliseconds: Int? = nil) -> Set<Int32> {
  var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  let count = poll(&entries, nfds_t(entries.count), Int32(milliseconds ?? -1))
  guard count > 0 else { return [] }
  return Set(entries.filter { $0.revents != 0 }.map(\.fd))
}
