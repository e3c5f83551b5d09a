/// Diagnostics as the workflow commands that GitHub shows beside the lines of a pull request:
///
///     ::error file=models/blog.ectype,line=12,endLine=12,col=18,endColumn=24,title=unknown-field::`Post` has …
package struct GitHubRenderer: DiagnosticRenderer {
  package init() {}

  package func render(_ diagnostics: [Diagnostic], in sources: SourceMap) -> [UInt8] {
    var indices = LineIndices(sources)
    var output: [UInt8] = []
    for diagnostic in diagnostics {
      let span = diagnostic.primary.span
      let start = indices[span.file].position(at: Int(span.start))
      let end = indices[span.file].position(at: Int(span.end))
      var properties = [
        ("file", sources[span.file].path), ("line", String(start.line)),
        ("endLine", String(end.line)),
      ]
      // GitHub takes columns only where there is one line.
      if start.line == end.line {
        properties.append(("col", String(start.column)))
        properties.append(("endColumn", String(end.column)))
      }
      properties.append(("title", diagnostic.code.rawValue))
      output += Self.command(
        diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue, properties,
        diagnostic.wholeText)
    }
    return output
  }

  /// One workflow command: what would end a property or the line is written in percent.
  package static func command(
    _ name: String, _ properties: [(String, String)], _ message: String
  ) -> [UInt8] {
    var text = "::" + name
    for (index, property) in properties.enumerated() {
      text += (index == 0 ? " " : ",") + property.0 + "=" + escaped(property.1, isProperty: true)
    }
    return Array((text + "::" + escaped(message, isProperty: false) + "\n").utf8)
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case ",": result += isProperty ? "%2C" : ","
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Diagnostic {
  /// The message with everything that is known besides, a line each.
  var wholeText: String {
    let label = message.contains(primary.message) ? [] : ["here: \(primary.message)"]
    return ([message] + label + notes.map { "note: \($0)" } + helps.map { "help: \($0.message)" })
      .joined(separator: "\n")
  }
}
