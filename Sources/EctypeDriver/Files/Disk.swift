import EctypeModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Trouble with a file: which one, and what.
package struct FileTrouble: Error, Hashable, Sendable {
  /// As the user wrote it, or can find it.
  package var path: String
  package var message: String

  package init(_ path: String, _ message: String) {
    self.path = path
    self.message = message
  }

  /// What the system's last call failed with.
  static func last(_ path: String) -> FileTrouble { of(path, errno) }

  static func of(_ path: String, _ code: Int32) -> FileTrouble {
    FileTrouble(path, String(cString: strerror(code)).lowercased())
  }
}

/// The system's calls, with errors that can be read. Every path is one the system can use.
package enum Disk {
  enum Kind { case file, folder, link, other }

  /// The same for two names of one file.
  struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  struct Status {
    var kind: Kind
    var identity: Identity
    var permissions: mode_t
    /// How many names it has on the disk.
    var names: Int

    fileprivate init(_ buffer: stat) {
      kind =
        switch buffer.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .other
        }
      identity = Identity(device: UInt64(buffer.st_dev), number: UInt64(buffer.st_ino))
      permissions = buffer.st_mode & 0o777
      names = Int(buffer.st_nlink)
    }
  }

  package static func workingFolder() throws(FileTrouble) -> String {
    guard let path = getcwd(nil, 0) else { throw .last(".") }
    defer { free(path) }
    return String(cString: path)
  }

  /// nil where there is nothing of that name.
  static func status(_ path: String, followingLinks: Bool = true) throws(FileTrouble) -> Status? {
    var buffer = stat()
    guard (followingLinks ? stat(path, &buffer) : lstat(path, &buffer)) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .last(path)
    }
    return Status(buffer)
  }

  static func exists(_ path: String) -> Bool {
    var buffer = stat()
    return lstat(path, &buffer) == 0
  }

  static func content(of path: String) throws(FileTrouble) -> [UInt8] { try file(path).bytes }

  /// A file's content, and what `status` says of it.
  static func file(
    _ path: String, followingLinks: Bool = true
  ) throws(FileTrouble) -> (bytes: [UInt8], status: Status) {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else { throw .last(path) }
    defer { close(descriptor) }
    var buffer = stat()
    guard fstat(descriptor, &buffer) == 0 else { throw .last(path) }
    let status = Status(buffer)
    guard status.kind == .file else {
      throw FileTrouble(path, status.kind == .folder ? "is a folder" : "is not a file")
    }
    var bytes: [UInt8] = []
    var capacity = Int(buffer.st_size) + 1
    // The size is what it was; what counts is what can be read. Only at a file's end is it less than was asked for,
    // or where that was more than the system ever gives.
    while true {
      let part = try chunk(descriptor, capacity, path)
      if bytes.isEmpty { bytes = part } else { bytes += part }
      if part.count < min(capacity, 1 << 30) { return (bytes, status) }
      capacity = 65536
    }
  }

  private static func chunk(
    _ descriptor: Int32, _ capacity: Int, _ path: String
  ) throws(FileTrouble) -> [UInt8] {
    while true {
      var code: Int32 = 0
      let part = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        let result = read(descriptor, buffer.baseAddress, buffer.count)
        code = result < 0 ? errno : 0
        count = max(result, 0)
      }
      if code == 0 { return part }
      if code != EINTR { throw .of(path, code) }
    }
  }

  /// The names in a folder, as bytes: not every name is text.
  static func entries(of path: String) throws(FileTrouble) -> [[UInt8]] {
    guard let folder = opendir(path) else { throw .last(path) }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else {
        if errno != 0 { throw .last(path) }
        return names
      }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
    }
  }

  /// The path without links, or nil where it does not lead to anything.
  static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  static func isWritable(_ folder: String) -> Bool { access(folder, W_OK | X_OK) == 0 }

  // MARK: Changes

  /// Writes a file that must not be there yet.
  ///
  /// - Returns: the content's, which costs little while it is near.
  @discardableResult
  static func create(
    _ path: String, _ content: FileContent, permissions: mode_t?
  ) throws(FileTrouble) -> Checksum {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666 as mode_t)
    guard descriptor >= 0 else { throw .last(path) }
    var code: Int32 = 0
    if let permissions, fchmod(descriptor, permissions) != 0 { code = errno }
    var checksum = Checksum(size: content.count)
    content.forEachChunk { chunk in
      guard code == 0 else { return }
      checksum.add(chunk: chunk)
      code = writeAll(descriptor, chunk)
    }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code != 0 {
      unlink(path)
      throw .of(path, code)
    }
    return checksum
  }

  /// Writes everything to an open file; gives the error's code, or 0.
  package static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 {
    bytes.withUnsafeBytes { writeAll(descriptor, $0) }
  }

  private static func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return 0
  }

  static func move(_ path: String, to target: String) throws(FileTrouble) {
    if rename(path, target) != 0 { throw .last(target) }
  }

  /// Removes a file; one that is not there is no trouble.
  static func delete(_ path: String) throws(FileTrouble) {
    if unlink(path) != 0, errno != ENOENT { throw .last(path) }
  }

  /// Removes a file, or a folder with all that is in it; links are not followed.
  static func deleteAll(_ path: String) throws(FileTrouble) {
    guard try status(path, followingLinks: false)?.kind == .folder else { return try delete(path) }
    var found: [String] = []
    var waiting = [path]
    while let folder = waiting.popLast() {
      found.append(folder)
      for name in try entries(of: folder) {
        let child = Paths.join(folder, String(decoding: name, as: UTF8.self))
        if try status(child, followingLinks: false)?.kind == .folder {
          waiting.append(child)
        } else {
          try delete(child)
        }
      }
    }
    // What lies in a folder was found after it.
    for folder in found.reversed() where rmdir(folder) != 0 { throw .last(folder) }
  }

  /// Removes a folder if there is nothing in it; whether it did.
  static func deleteIfEmpty(_ folder: String) -> Bool { rmdir(folder) == 0 }

  /// Makes a folder and those above it; gives those that were not there, outermost first. Where one cannot be
  /// made, none is.
  static func makeFolder(_ path: String) throws(FileTrouble) -> [String] {
    var missing: [String] = []
    var folder = path
    while !folder.isEmpty, try status(folder) == nil {
      missing.append(folder)
      folder = Paths.parent(folder)
    }
    var made: [String] = []
    for folder in missing.reversed() {
      if mkdir(folder, 0o777) == 0 {
        made.append(folder)
        continue
      }
      if errno == EEXIST { continue }
      let trouble = FileTrouble.last(folder)
      for folder in made.reversed() { rmdir(folder) }
      throw trouble
    }
    return made
  }

  static var processID: Int32 { getpid() }

  /// Which file this program is, and as of when; nil where that cannot be told.
  static func ownExecutable() -> [UInt64]? {
    var buffer = stat()
    #if canImport(Darwin)
      var path = [CChar](repeating: 0, count: Int(PATH_MAX))
      var size = UInt32(path.count)
      guard _NSGetExecutablePath(&path, &size) == 0, stat(path, &buffer) == 0 else { return nil }
      let times = [buffer.st_mtimespec, buffer.st_ctimespec]
    #else
      guard stat("/proc/self/exe", &buffer) == 0 else { return nil }
      let times = [buffer.st_mtim, buffer.st_ctim]
    #endif
    return [UInt64(buffer.st_dev), UInt64(buffer.st_ino), UInt64(buffer.st_size)]
      + times.flatMap { [UInt64(bitPattern: Int64($0.tv_sec)), UInt64($0.tv_nsec)] }
  }

  /// Whether there is a process of this number, whoever it belongs to.
  static func isAlive(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno != ESRCH }
}

extension Disk {
  /// The time, in UTC, as migrations are numbered: `20260101120000`.
  static func timestamp() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    let numbers = [
      parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
    ]
    return "\(parts.tm_year + 1900)"
      + numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
  }
}
