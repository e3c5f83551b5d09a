#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The right to write a project's outputs, until it is released: of two compiles at once the second waits, or each
/// would take the other's outputs out of the manifest. It ends with the process, however that ends.
package final class OutputLock: Sendable {
  private let descriptor: Int32

  /// Locks a folder or, as long as it is not there, the one above it. Where folders cannot be locked, nothing is.
  ///
  /// - Parameter onWait: is called before waiting for someone else.
  init?(_ folder: String, onWait: () -> Void) {
    var place = folder
    var descriptor = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    while descriptor < 0, errno == ENOENT, place != "/", !place.isEmpty {
      place = Paths.parent(place)
      descriptor = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard descriptor >= 0 else { return nil }
    var code = flock(descriptor, LOCK_EX | LOCK_NB)
    if code != 0, errno == EWOULDBLOCK {
      onWait()
      repeat { code = flock(descriptor, LOCK_EX) } while code != 0 && errno == EINTR
    }
    guard code == 0 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
