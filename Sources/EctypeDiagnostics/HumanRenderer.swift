/// Diagnostics as rustc shows them: the message, the annotated lines, why, and the way out.
///
///     error[unknown-field]: `Post` has no field `titel`
///       --> models/blog.ectype:12:18
///        |
///      4 | struct Post {
///        |        ---- its fields are declared here
///     ...
///     12 |       |> cast(params, [.titel])
///        |                        ^^^^^^ not a field
package struct HumanRenderer: DiagnosticRenderer {
  /// Whether escape sequences for colour may be written; whether a terminal wants them is the caller's to know.
  package var usesColor: Bool

  package init(usesColor: Bool = false) { self.usesColor = usesColor }

  /// Text with what a terminal would obey (control characters, bidi marks) escaped.
  package static func escaped(_ text: String) -> String { DisplayText.escaped(text) }

  /// More than anyone reads; a file of garbage has one a line.
  package static let limit = 1000

  /// The first that are shown, errors before warnings, in their order.
  private static func shown(of diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard diagnostics.count > limit else { return diagnostics }
    var errors = min(limit, diagnostics.count { $0.severity == .error })
    var others = limit - errors
    return diagnostics.filter { diagnostic in
      if diagnostic.severity == .error {
        errors -= 1
        return errors >= 0
      }
      others -= 1
      return others >= 0
    }
  }

  package func render(_ diagnostics: [Diagnostic], in sources: SourceMap) -> [UInt8] {
    var rendering = HumanRendering(sources, usesColor: usesColor)
    let shown = Self.shown(of: diagnostics)
    for diagnostic in shown { rendering.write(diagnostic) }
    if shown.count < diagnostics.count { rendering.writeRest(diagnostics.count - shown.count) }
    return rendering.writer.output
  }
}

private struct HumanRendering {
  private let sources: SourceMap
  private var indices: LineIndices
  private(set) var writer: TerminalWriter

  init(_ sources: SourceMap, usesColor: Bool) {
    self.sources = sources
    indices = LineIndices(sources)
    writer = TerminalWriter(usesColor: usesColor)
  }

  mutating func write(_ diagnostic: Diagnostic) {
    let style = TerminalStyle(diagnostic.severity)
    writer.write("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]", style)
    writer.write(": " + DisplayText.escaped(diagnostic.message), .bold)
    writer.newLine()

    let files = annotations(of: diagnostic)
    let suggestions = diagnostic.helps.map { Suggestion.all($0.edits, sources, &indices) }
    let gutter = Gutter(width: String(lastLine(files, suggestions)).utf8.count)
    for (index, file) in files.enumerated() {
      let lines = indices[file.id]
      let source = sources[file.id]
      let position = lines.position(at: file.annotations[0].range.lowerBound)
      gutter.writePlace(
        index == 0 ? "-->" : ":::",
        "\(DisplayText.escaped(source.path)):\(position.line):\(position.column)", &writer)
      gutter.writeEmptyLine(&writer)
      Snippet(source.bytes, lines, file.annotations, primary: style, gutter: gutter)
        .write(to: &writer)
    }
    writeRemarks(diagnostic, suggestions, gutter)
    writer.newLine()
  }

  /// What the limit has left out.
  mutating func writeRest(_ count: Int) {
    writer.write("note", .note)
    writer.write(
      ": \(count) more \(count == 1 ? "is" : "are") not shown; `--format json` has all of them")
    writer.newLine()
  }

  private mutating func writeRemarks(
    _ diagnostic: Diagnostic, _ suggestions: [[Suggestion]], _ gutter: Gutter
  ) {
    let plainHelps = zip(diagnostic.helps, suggestions).filter { $1.isEmpty }.map(\.0)
    if !diagnostic.notes.isEmpty || !plainHelps.isEmpty { gutter.writeEmptyLine(&writer) }
    for note in diagnostic.notes { gutter.writeRemark("note", note, .bold, &writer) }
    for help in plainHelps { gutter.writeRemark("help", help.message, .help, &writer) }
    for (help, places) in zip(diagnostic.helps, suggestions) where !places.isEmpty {
      writer.write("help", .help)
      writer.write(": " + DisplayText.escaped(help.message))
      writer.newLine()
      for place in places {
        if place.file != diagnostic.primary.span.file {
          gutter.writePlace(
            "-->", "\(DisplayText.escaped(sources[place.file].path)):\(place.firstLine)", &writer)
        }
        gutter.writeEmptyLine(&writer)
        place.write(gutter, to: &writer)
      }
    }
  }

  /// The labels by file: the primary one's first, the others in the order they are named.
  private mutating func annotations(
    of diagnostic: Diagnostic
  ) -> [(id: FileID, annotations: [Annotation])] {
    var result: [(id: FileID, annotations: [Annotation])] = []
    for (index, label) in ([diagnostic.primary] + diagnostic.secondary).enumerated() {
      let id = label.span.file
      let annotation = Annotation(label, isPrimary: index == 0, in: sources[id], indices[id])
      if let position = result.firstIndex(where: { $0.id == id }) {
        result[position].annotations.append(annotation)
      } else {
        result.append((id, [annotation]))
      }
    }
    return result
  }

  private func lastLine(
    _ files: [(id: FileID, annotations: [Annotation])], _ suggestions: [[Suggestion]]
  ) -> Int {
    let annotated = files.flatMap(\.annotations).map { $0.lastLine + 1 }
    return (annotated + suggestions.joined().map(\.lastLine)).max() ?? 1
  }
}
