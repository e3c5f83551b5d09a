import EctypeDiagnostics

/// What Ectype has written, so that it can be removed once its source is gone. It lies in
/// `.ectype/manifest.json`, sorted, an output a line; it may be committed with the outputs.
struct Manifest: Equatable {
  static let path = ".ectype/manifest.json"

  struct Entry: Hashable {
    /// As in `Output`.
    var path: String
    var target: Target
    /// The project path of the source.
    var source: String
  }

  /// Sorted by path.
  private(set) var entries: [Entry] = []

  init() {}

  init(_ entries: [Entry]) {
    self.entries = entries
    sort()
  }

  /// nil where the bytes are no manifest.
  init?(_ bytes: [UInt8]) {
    let source = SourceFile(path: Self.path, bytes: bytes)
    guard let value = JSON5Parser.parse(source, file: FileID(0)).0,
      let outputs = value["outputs"], case .array(let elements) = outputs.kind
    else { return nil }
    for element in elements {
      guard let path = element["path"]?.string, let source = element["source"]?.string,
        let target = element["target"]?.string.flatMap(Target.init)
      else { return nil }
      entries.append(Entry(path: path, target: target, source: source))
    }
    sort()
  }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.layout("{\n  \"version\": 1,\n  \"outputs\": [\n")
    for (index, entry) in entries.enumerated() {
      json.layout("    ")
      json.object { json in
        json.field("path", entry.path)
        json.field("target", entry.target.rawValue)
        json.field("source", entry.source)
      }
      json.layout(index + 1 < entries.count ? ",\n" : "\n")
    }
    json.layout("  ]\n}\n")
    return json.output
  }

  private mutating func sort() {
    entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// The entries whose paths another manifest does not have.
  func entries(besides other: Manifest) -> [Entry] {
    var others = other.entries[...]
    return entries.filter { entry in
      while let first = others.first, first.path != entry.path,
        first.path.utf8.lexicographicallyPrecedes(entry.path.utf8)
      {
        others.removeFirst()
      }
      return others.first?.path != entry.path
    }
  }
}

/// A manifest with what stands in its file: as long as that is so, it need not be read again.
struct WrittenManifest {
  var manifest: Manifest
  var bytes: [UInt8]
}

extension JSON5Value {
  fileprivate subscript(key: String) -> JSON5Value? {
    guard case .object(let members) = kind else { return nil }
    return members.first { $0.key == key }?.value
  }

  fileprivate var string: String? {
    if case .string(let text) = kind { text } else { nil }
  }
}
