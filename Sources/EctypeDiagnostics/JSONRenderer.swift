/// One JSON object a line for each diagnostic:
///
///     {"code":"unknown-field","severity":"error","message":"…","file":"models/blog.ectype",
///      "start":{"offset":87,"line":4,"column":9},"end":{…},"label":"not a field",
///      "labels":[{"file":"…","start":{…},"end":{…},"message":"…"}],
///      "notes":["…"],
///      "helps":[{"message":"…","safe":true,"edits":[{"file":"…","start":{…},"end":{…},"replacement":"…"}]}]}
///
/// Offsets count bytes from 0; lines and columns count from 1, columns in Unicode scalars. Every key is always
/// there.
package struct JSONRenderer: DiagnosticRenderer {
  package init() {}

  package func render(_ diagnostics: [Diagnostic], in sources: SourceMap) -> [UInt8] {
    var rendering = JSONRendering(sources)
    var json = JSONWriter()
    for diagnostic in diagnostics { rendering.write(diagnostic, &json) }
    return json.output
  }
}

private struct JSONRendering {
  private let sources: SourceMap
  private var indices: LineIndices

  init(_ sources: SourceMap) {
    self.sources = sources
    indices = LineIndices(sources)
  }

  mutating func write(_ diagnostic: Diagnostic, _ json: inout JSONWriter) {
    json.object { json in
      json.field("code", diagnostic.code.rawValue)
      json.field("severity", diagnostic.severity.rawValue)
      json.field("message", diagnostic.message)
      write(diagnostic.primary.span, &json)
      json.field("label", diagnostic.primary.message)
      json.key("labels")
      json.array(diagnostic.secondary) { json, label in
        json.object { json in
          write(label.span, &json)
          json.field("message", label.message)
        }
      }
      json.key("notes")
      json.array(diagnostic.notes) { $0.string($1) }
      json.key("helps")
      json.array(diagnostic.helps) { json, help in json.object { write(help, &$0) } }
    }
    json.newLine()
  }

  private mutating func write(_ help: Help, _ json: inout JSONWriter) {
    json.field("message", help.message)
    json.field("safe", help.isSafe)
    json.key("edits")
    json.array(help.edits) { json, edit in
      json.object { json in
        write(edit.span, &json)
        json.field("replacement", edit.replacement)
      }
    }
  }

  private mutating func write(_ span: Span, _ json: inout JSONWriter) {
    json.field("file", sources[span.file].path)
    write("start", Int(span.start), span.file, &json)
    write("end", Int(span.end), span.file, &json)
  }

  private mutating func write(
    _ key: String, _ offset: Int, _ file: FileID, _ json: inout JSONWriter
  ) {
    let position = indices[file].position(at: offset)
    json.key(key)
    json.object { json in
      json.field("offset", offset)
      json.field("line", position.line)
      json.field("column", position.column)
    }
  }
}
