/// A SARIF 2.1.0 log of one run, as code scanning reads it: every code that occurs is a rule with its page as help,
/// helps with edits are fixes. Columns count Unicode scalars from 1, as everywhere.
package struct SARIFRenderer: DiagnosticRenderer {
  /// What went wrong without a place in a source.
  package struct Notification: Sendable {
    package var message: String
    package var path: String?

    package init(_ message: String, path: String? = nil) {
      self.message = message
      self.path = path
    }
  }

  package var version: String
  package var exitCode: Int
  package var notifications: [Notification]

  package init(version: String, exitCode: Int, notifications: [Notification] = []) {
    self.version = version
    self.exitCode = exitCode
    self.notifications = notifications
  }

  package func render(_ diagnostics: [Diagnostic], in sources: SourceMap) -> [UInt8] {
    var rendering = SARIFRendering(sources)
    var codes: [DiagnosticCode] = []
    for diagnostic in diagnostics where !codes.contains(diagnostic.code) {
      codes.append(diagnostic.code)
    }
    var json = JSONWriter()
    json.object { json in
      json.field(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
      )
      json.field("version", "2.1.0")
      json.key("runs")
      json.array([()]) { json, _ in
        json.object { json in
          rendering.writeTool(codes, version, &json)
          json.field("columnKind", "unicodeCodePoints")
          rendering.writeInvocation(self, &json)
          json.key("results")
          json.array(diagnostics) { json, diagnostic in
            rendering.write(diagnostic, codes.firstIndex(of: diagnostic.code) ?? 0, &json)
          }
        }
      }
    }
    json.newLine()
    return json.output
  }
}

private struct SARIFRendering {
  private let sources: SourceMap
  private var indices: LineIndices

  init(_ sources: SourceMap) {
    self.sources = sources
    indices = LineIndices(sources)
  }

  func writeTool(_ codes: [DiagnosticCode], _ version: String, _ json: inout JSONWriter) {
    json.key("tool")
    json.object { json in
      json.key("driver")
      json.object { json in
        json.field("name", "ectype")
        json.field("semanticVersion", version)
        json.key("rules")
        json.array(codes) { json, code in json.object { writeRule(code, &$0) } }
      }
    }
  }

  private func writeRule(_ code: DiagnosticCode, _ json: inout JSONWriter) {
    json.field("id", code.rawValue)
    if let page = Explanation(code) {
      writeText("shortDescription", page.summary, &json)
      json.key("help")
      json.object { json in
        json.field("text", String(decoding: page.rendered(), as: UTF8.self))
        json.field("markdown", page.markdown)
      }
    }
    json.key("defaultConfiguration")
    json.object { $0.field("level", code.defaultSeverity.rawValue) }
  }

  func writeInvocation(_ log: SARIFRenderer, _ json: inout JSONWriter) {
    json.key("invocations")
    json.array([()]) { json, _ in
      json.object { json in
        json.field("executionSuccessful", log.exitCode < 2)
        json.field("exitCode", log.exitCode)
        json.key("toolExecutionNotifications")
        json.array(log.notifications) { json, notification in
          json.object { json in
            json.field("level", "error")
            writeText("message", notification.message, &json)
            guard let path = notification.path else { return }
            json.key("locations")
            json.array([path]) { json, path in
              json.object { json in
                json.key("physicalLocation")
                json.object { writeArtifact(path, &$0) }
              }
            }
          }
        }
      }
    }
  }

  mutating func write(_ diagnostic: Diagnostic, _ rule: Int, _ json: inout JSONWriter) {
    json.object { json in
      json.field("ruleId", diagnostic.code.rawValue)
      json.field("ruleIndex", rule)
      json.field("level", diagnostic.severity.rawValue)
      writeText("message", diagnostic.wholeText, &json)
      json.key("locations")
      json.array([diagnostic.primary.span]) { json, span in json.object { write(span, &$0) } }
      json.key("relatedLocations")
      json.array(diagnostic.secondary) { json, label in
        json.object { json in
          if !label.message.isEmpty { writeText("message", label.message, &json) }
          write(label.span, &json)
        }
      }
      let helps = diagnostic.helps.filter { !$0.edits.isEmpty }
      if helps.isEmpty { return }
      json.key("fixes")
      json.array(helps) { json, help in json.object { write(help, &$0) } }
    }
  }

  private mutating func write(_ help: Help, _ json: inout JSONWriter) {
    writeText("description", help.message, &json)
    var files: [FileID] = []
    for edit in help.edits where !files.contains(edit.span.file) { files.append(edit.span.file) }
    json.key("artifactChanges")
    json.array(files) { json, file in
      json.object { json in
        writeArtifact(sources[file].path, &json)
        json.key("replacements")
        json.array(help.edits.filter { $0.span.file == file }) { json, edit in
          json.object { json in
            writeRegion("deletedRegion", edit.span, &json)
            writeText("insertedContent", edit.replacement, &json)
          }
        }
      }
    }
  }

  // MARK: Places

  private mutating func write(_ span: Span, _ json: inout JSONWriter) {
    json.key("physicalLocation")
    json.object { json in
      writeArtifact(sources[span.file].path, &json)
      writeRegion("region", span, &json)
    }
  }

  private mutating func writeRegion(_ key: String, _ span: Span, _ json: inout JSONWriter) {
    let start = indices[span.file].position(at: Int(span.start))
    let end = indices[span.file].position(at: Int(span.end))
    json.key(key)
    json.object { json in
      json.field("startLine", start.line)
      json.field("startColumn", start.column)
      json.field("endLine", end.line)
      json.field("endColumn", end.column)
    }
  }

  private func writeArtifact(_ path: String, _ json: inout JSONWriter) {
    json.key("artifactLocation")
    json.object { $0.field("uri", Self.uri(path)) }
  }

  /// A path as a reference to a URI: what is not a letter, a digit or one of `-._~/` in percent.
  private static func uri(_ path: String) -> String {
    var result = path.utf8.first == UInt8(ascii: "/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
      }
    }
    return result
  }

  private func writeText(_ key: String, _ text: String, _ json: inout JSONWriter) {
    json.key(key)
    json.object { $0.field("text", text) }
  }
}
