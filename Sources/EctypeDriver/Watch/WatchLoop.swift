import EctypeWatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `ectype watch`: waits for files to change, compiles, and runs a command after each write, until it is told to end.
package final class WatchLoop {
  package enum Event: Sendable {
    case rebuilt(WatchedProject.Rebuild, milliseconds: Double)
    /// The command has ended with this code.
    case ended(Int32)
    case trouble(WatchTrouble)
  }

  private let project: WatchedProject
  private let events: any FolderEvents
  private let signals: SignalPipe
  private let command: String?
  private let outputToError: Bool
  private let report: (Event) -> Void
  private var child: ChildProcess?

  /// How long it must be quiet before files are read, and how long that may take: a save is several events, and
  /// a branch switch thousands.
  private static let quietMilliseconds = 1
  private static let burstMilliseconds = 100.0

  /// - Parameters:
  ///   - command: run by a shell after each write; the one that runs is ended first.
  ///   - outputToError: what the command says goes to standard error.
  package init(
    _ request: BuildRequest, command: String? = nil, outputToError: Bool = false,
    _ report: @escaping (Event) -> Void
  ) throws(WatchTrouble) {
    signals = try SignalPipe([SIGINT, SIGTERM, SIGCHLD])
    events = try makeFolderEvents()
    project = WatchedProject(request, events)
    self.command = command
    self.outputToError = outputToError
    self.report = report
  }

  /// Returns when the process is told to end, by SIGINT or SIGTERM.
  package func run() throws(WatchTrouble) {
    defer { child?.end() }
    let start = Self.now()
    finish(try project.start(), since: start)
    while true {
      let ready = wait(for: [signals.descriptor, events.descriptor])
      if ready.contains(signals.descriptor), takeSignals() { return }
      guard ready.contains(events.descriptor) else { continue }
      let start = Self.now()
      let changes = try collect(since: start)
      if let rebuild = try project.update(changes) { finish(rebuild, since: start) }
    }
  }

  /// What happens until it is quiet again.
  private func collect(since start: Double) throws(WatchTrouble) -> FolderChanges {
    var changes = try events.take()
    while Self.now() - start < Self.burstMilliseconds,
      !wait(for: [events.descriptor], milliseconds: Self.quietMilliseconds).isEmpty
    {
      changes.add(try events.take())
    }
    return changes
  }

  private func finish(_ rebuild: WatchedProject.Rebuild, since start: Double) {
    report(.rebuilt(rebuild, milliseconds: Self.now() - start))
    guard let command, !rebuild.writtenPaths.isEmpty || !rebuild.removedPaths.isEmpty else {
      return
    }
    child?.end()
    child = nil
    do throws(WatchTrouble) {
      child = try ChildProcess(command, outputToError: outputToError)
    } catch {
      report(.trouble(error))
    }
  }

  /// Whether it is time to end.
  private func takeSignals() -> Bool {
    let numbers = signals.take()
    if numbers.contains(SIGCHLD), let status = child?.status() {
      child = nil
      report(.ended(status))
    }
    return numbers.contains(SIGINT) || numbers.contains(SIGTERM)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }
}
