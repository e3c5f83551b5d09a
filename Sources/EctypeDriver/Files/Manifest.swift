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

  var entries: [Entry] = []

  init() {}

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
  }

  var bytes: [UInt8] {
    var result = Array("{\n  \"version\": 1,\n  \"outputs\": [\n".utf8)
    let sorted = entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    for (index, entry) in sorted.enumerated() {
      var json = JSONWriter()
      json.object { json in
        json.field("path", entry.path)
        json.field("target", entry.target.rawValue)
        json.field("source", entry.source)
      }
      result += "    ".utf8
      result += json.output
      result += (index + 1 < sorted.count ? ",\n" : "\n").utf8
    }
    return result + "  ]\n}\n".utf8
  }
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
