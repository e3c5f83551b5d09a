import EctypeModel

/// Where the files of back ends go, and in which order. As long as the files are the same ones, only their bytes
/// are looked at.
struct OutputPlaces {
  /// Sorted by path.
  private(set) var outputs: [Output] = []
  /// Outputs whose path another one has, each with that one, letter case aside: some file systems make no
  /// difference.
  private(set) var conflicts: [(first: Output, second: Output)] = []
  /// The files' own paths, as they were given, and where each is in `outputs`.
  private var paths: [String] = []
  private var positions: [Int] = []

  mutating func place(
    _ files: [(target: Target, files: [OutputFile])], _ configuration: Configuration
  ) {
    if update(files) { return }
    let prefixes = Dictionary(
      uniqueKeysWithValues: OutputFile.Folder.allCases.map {
        ($0, OutputLayout.prefix(of: $0, configuration))
      })
    paths = files.flatMap { $0.files.map(\.path) }
    let all = files.flatMap { target, files in
      files.map { file in
        Output(
          target: target, path: prefixes[file.folder]! + file.path, bytes: file.bytes,
          origin: file.origin)
      }
    }
    let order = all.indices.sorted {
      all[$0].path.utf8.lexicographicallyPrecedes(all[$1].path.utf8)
    }
    outputs = order.map { all[$0] }
    positions = Array(repeating: 0, count: all.count)
    for (position, index) in order.enumerated() { positions[index] = position }
    findConflicts(all)
  }

  /// Whether the files are the same ones; then their bytes are taken over.
  private mutating func update(_ files: [(target: Target, files: [OutputFile])]) -> Bool {
    guard paths.count == files.reduce(0, { $0 + $1.files.count }), !paths.isEmpty else {
      return false
    }
    var index = 0
    for (target, files) in files {
      for file in files {
        let output = outputs[positions[index]]
        guard paths[index] == file.path, output.target == target, output.origin == file.origin
        else { return false }
        index += 1
      }
    }
    index = 0
    for file in files.lazy.flatMap(\.files) {
      outputs[positions[index]].bytes = file.bytes
      index += 1
    }
    return true
  }

  private mutating func findConflicts(_ all: [Output]) {
    conflicts = []
    var seen: [String: Int] = [:]
    seen.reserveCapacity(all.count)
    for (index, output) in all.enumerated() {
      if let first = seen.updateValue(index, forKey: output.path.lowercased()) {
        conflicts.append((all[first], output))
      }
    }
  }
}
