#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  final class InotifyEvents: FolderEvents {
    let descriptor: Int32
    private var folders: [Int32: String] = [:]
    private var numbers: [String: Int32] = [:]
    private var buffer = [UInt8](repeating: 0, count: 65536)

    private static let mask = UInt32(
      IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF
        | IN_MOVE_SELF | IN_ONLYDIR)
    private static let isFolder = UInt32(IN_ISDIR)
    private static let isUnclear = UInt32(
      IN_Q_OVERFLOW | IN_UNMOUNT | IN_DELETE_SELF | IN_MOVE_SELF)

    init() throws(WatchTrouble) {
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      guard descriptor >= 0 else {
        throw errno == EMFILE || errno == ENFILE
          ? WatchTrouble(
            "the system allows no more watching programs",
            help: "raise it: sudo sysctl fs.inotify.max_user_instances=1024")
          : WatchTrouble("watching is not possible: \(String(cString: strerror(errno)))")
      }
    }

    deinit { close(descriptor) }

    var count: Int { numbers.count }

    func watch(_ folder: String) throws(WatchTrouble) -> Bool {
      let number = inotify_add_watch(descriptor, folder, Self.mask)
      guard number >= 0 else {
        switch errno {
        case ENOENT, ENOTDIR, ELOOP: return false
        case ENOSPC: throw limit(folder)
        default:
          throw WatchTrouble("\(folder) cannot be watched: \(String(cString: strerror(errno)))")
        }
      }
      if let old = numbers[folder], old != number { forget(old) }
      if let old = folders[number], old != folder { numbers[old] = nil }
      folders[number] = folder
      numbers[folder] = number
      return true
    }

    private func limit(_ folder: String) -> WatchTrouble {
      WatchTrouble(
        "\(folder) cannot be watched: the system allows no more watches (\(count) folders are watched)",
        help: "raise it: sudo sysctl fs.inotify.max_user_watches=524288")
    }

    func keep(_ wanted: Set<String>) {
      for (folder, number) in numbers where !wanted.contains(folder) { forget(number) }
    }

    private func forget(_ number: Int32) {
      inotify_rm_watch(descriptor, number)
      remove(number)
    }

    private func remove(_ number: Int32) {
      guard let folder = folders.removeValue(forKey: number) else { return }
      if numbers[folder] == number { numbers[folder] = nil }
    }

    func take() throws(WatchTrouble) -> FolderChanges {
      var changes = FolderChanges()
      while true {
        let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        if count < 0, errno != EAGAIN {
          throw WatchTrouble("file events cannot be read: \(String(cString: strerror(errno)))")
        }
        if count <= 0 { return changes }
        add(count, to: &changes)
      }
    }

    private func add(_ count: Int, to changes: inout FolderChanges) {
      let headSize = MemoryLayout<inotify_event>.size
      buffer.withUnsafeBytes { bytes in
        var offset = 0
        while offset + headSize <= count {
          let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let name = bytes[(offset + headSize)..<min(count, offset + headSize + Int(event.len))]
          add(event, name.prefix { $0 != 0 }, to: &changes)
          offset += headSize + Int(event.len)
        }
      }
    }

    private func add(
      _ event: inotify_event, _ name: Slice<UnsafeRawBufferPointer>, to changes: inout FolderChanges
    ) {
      // It comes last, after a folder has gone or was let go.
      if event.mask & UInt32(IN_IGNORED) != 0 { return remove(event.wd) }
      if event.mask & Self.isUnclear != 0 {
        changes.isUnclear = true
        return
      }
      // One that was let go may still have had events.
      guard let folder = folders[event.wd], let first = name.first else { return }
      let text = String(decoding: name, as: UTF8.self)
      let entry = FolderChanges.Entry(folder: folder, name: text)
      // What is hidden is nobody's source; a name that is no text is for a closer look.
      if first != UInt8(ascii: "."),
        event.mask & Self.isFolder != 0 || !text.utf8.elementsEqual(name)
      {
        changes.folders.insert(entry)
      }
      changes.entries.insert(entry)
    }
  }
#endif
