#if os(macOS)
  import CoreServices
  import Darwin
  import Foundation

  /// FSEvents: one stream over all folders, made again when they change; its thread writes a byte to a pipe, which
  /// is what the program waits for.
  final class SystemFolderEvents: FolderEvents {
    let descriptor: Int32
    private let signal: Int32
    private let queue = DispatchQueue(label: "ectype.events")
    private let lock = NSLock()
    private var changes = FolderChanges()
    /// By the path the system calls it, which has no links in it.
    private var folders: [String: String] = [:]
    private var streamed: Set<String> = []
    private var stream: FSEventStreamRef?

    init() throws(WatchTrouble) {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { throw WatchTrouble("there are too many open files") }
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
      (descriptor, signal) = (ends[0], ends[1])
    }

    deinit {
      stop()
      close(descriptor)
      close(signal)
    }

    var count: Int { folders.count }

    func watch(_ folder: String) throws(WatchTrouble) -> Bool {
      guard let real = realpath(folder, nil) else { return false }
      defer { free(real) }
      let path = String(cString: real)
      guard lock.withLock({ folders.updateValue(folder, forKey: path) }) != folder else {
        return true
      }
      try restart()
      return true
    }

    func keep(_ wanted: Set<String>) {
      lock.withLock { folders = folders.filter { wanted.contains($0.value) } }
    }

    func take() throws(WatchTrouble) -> FolderChanges {
      var bytes = [UInt8](repeating: 0, count: 512)
      while read(descriptor, &bytes, bytes.count) > 0 {}
      return lock.withLock {
        defer { changes = FolderChanges() }
        return changes
      }
    }

    /// A stream tells of everything below its folders, so only the outermost are given to it.
    private func restart() throws(WatchTrouble) {
      let all = lock.withLock { Set(folders.keys) }
      let outermost = all.filter { path in
        !all.contains { $0 != path && path.hasPrefix($0 == "/" ? "/" : $0 + "/") }
      }
      if outermost == streamed, stream != nil { return }
      stop()
      var context = FSEventStreamContext(
        version: 0, info: Unmanaged.passUnretained(self).toOpaque(), retain: nil, release: nil,
        copyDescription: nil)
      let flags =
        kFSEventStreamCreateFlagFileEvents | kFSEventStreamCreateFlagNoDefer
        | kFSEventStreamCreateFlagUseCFTypes | kFSEventStreamCreateFlagWatchRoot
      let callback: FSEventStreamCallback = { _, info, count, paths, flags, _ in
        let events = Unmanaged<SystemFolderEvents>.fromOpaque(info!).takeUnretainedValue()
        let paths = unsafeBitCast(paths, to: NSArray.self)
        for index in 0..<count { events.add(paths[index] as? String ?? "", flags[index]) }
      }
      guard
        let made = FSEventStreamCreate(
          kCFAllocatorDefault, callback, &context, Array(outermost) as CFArray,
          FSEventStreamEventId(kFSEventStreamEventIdSinceNow), 0, UInt32(flags))
      else { throw WatchTrouble("the system gives no file events") }
      FSEventStreamSetDispatchQueue(made, queue)
      guard FSEventStreamStart(made) else {
        FSEventStreamRelease(made)
        throw WatchTrouble("the system gives no file events")
      }
      stream = made
      streamed = outermost
    }

    private func stop() {
      guard let stream else { return }
      FSEventStreamStop(stream)
      FSEventStreamInvalidate(stream)
      FSEventStreamRelease(stream)
      self.stream = nil
    }

    private func add(_ path: String, _ flags: FSEventStreamEventFlags) {
      let unclear =
        kFSEventStreamEventFlagMustScanSubDirs | kFSEventStreamEventFlagRootChanged
        | kFSEventStreamEventFlagKernelDropped | kFSEventStreamEventFlagUserDropped
      let isFolder = flags & UInt32(kFSEventStreamEventFlagItemIsDir) != 0
      lock.withLock {
        let name = (path as NSString).lastPathComponent
        if let folder = folders[(path as NSString).deletingLastPathComponent] {
          let entry = FolderChanges.Entry(folder: folder, name: name)
          changes.entries.insert(entry)
          if name.hasPrefix(".") { return }
          if isFolder { changes.folders.insert(entry) }
          if flags & UInt32(unclear) != 0 { changes.isUnclear = true }
        } else if folders[path] != nil, isFolder || flags & UInt32(unclear) != 0 {
          changes.isUnclear = true
        }
      }
      var byte: UInt8 = 1
      write(signal, &byte, 1)
    }
  }
#endif
