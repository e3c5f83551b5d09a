import EctypeModel

/// Where the files of back ends go, and in which order. A file that is the same one keeps its place and its output.
struct OutputPlaces {
  /// Sorted by path.
  private(set) var outputs: [Output] = []
  /// Outputs whose path another one has, each with that one, letter case aside: some file systems make no
  /// difference.
  private(set) var conflicts: [(first: Output, second: Output)] = []
  /// The files as they were given, and where each is in `outputs`.
  private var files: [OutputFile] = []
  private var positions: [Int] = []

  mutating func place(
    _ files: [(target: Target, files: [OutputFile])], _ configuration: Configuration
  ) {
    let all = files.flatMap(\.files)
    if !update(all) {
      let known = Dictionary(
        uniqueKeysWithValues: zip(self.files, positions).map { (ObjectIdentifier($0), outputs[$1]) }
      )
      arrange(
        files.flatMap { target, files in
          let prefixes = Self.prefixes(configuration)
          return files.map { file in
            known[ObjectIdentifier(file)]
              ?? Output(
                target: target, path: prefixes[file.folder]! + file.path, content: file.content,
                origin: file.origin, isOfAllSources: file.isOfAllSources)
          }
        })
    }
    self.files = all
  }

  private static func prefixes(_ configuration: Configuration) -> [OutputFile.Folder: String] {
    Dictionary(
      uniqueKeysWithValues: OutputFile.Folder.allCases.map {
        ($0, OutputLayout.prefix(of: $0, configuration))
      })
  }

  /// Whether the files have the places of those before; then they take them.
  private mutating func update(_ new: [OutputFile]) -> Bool {
    guard new.count == files.count, !new.isEmpty else { return false }
    let changed = new.indices.filter { new[$0] !== files[$0] }
    guard changed.allSatisfy({ new[$0].hasPlace(of: files[$0]) }) else { return false }
    for index in changed {
      let old = outputs[positions[index]]
      outputs[positions[index]] = Output(
        target: old.target, path: old.path, content: new[index].content, origin: old.origin,
        isOfAllSources: old.isOfAllSources)
    }
    return true
  }

  private mutating func arrange(_ all: [Output]) {
    let order = all.indices.sorted {
      all[$0].path.utf8.lexicographicallyPrecedes(all[$1].path.utf8)
    }
    outputs = order.map { all[$0] }
    positions = Array(repeating: 0, count: all.count)
    for (position, index) in order.enumerated() { positions[index] = position }
    findConflicts(all)
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

extension OutputFile {
  /// A folder is one back end's.
  fileprivate func hasPlace(of other: OutputFile) -> Bool {
    folder == other.folder && path == other.path && origin == other.origin
  }
}
