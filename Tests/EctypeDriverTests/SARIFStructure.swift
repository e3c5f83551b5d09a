import Foundation

/// What the schema of SARIF 2.1.0 says of the objects in our logs: their properties, those that they must have, and
/// what each holds. An object with a property that is not named here is wrong: the schema allows no others.
enum SARIFStructure {
  private struct Shape {
    var required: [String]
    /// By name: `text`, `count` (from 1), `number`, `flag`, `a|b`, the name of a shape, or a list `[shape]`.
    var properties: [String: String]

    init(_ required: [String], _ properties: [String: String]) {
      self.required = required
      self.properties = properties
    }
  }

  private static let levels = "none|note|warning|error"

  private static let shapes: [String: Shape] = [
    "log": Shape(["version", "runs"], ["$schema": "text", "version": "2.1.0", "runs": "[run]"]),
    "run": Shape(
      ["tool"],
      [
        "tool": "tool", "invocations": "[invocation]", "results": "[result]",
        "columnKind": "utf16CodeUnits|unicodeCodePoints",
      ]),
    "tool": Shape(["driver"], ["driver": "toolComponent"]),
    "toolComponent": Shape(
      ["name"],
      [
        "name": "text", "semanticVersion": "text", "informationUri": "text",
        "rules": "[reportingDescriptor]",
      ]),
    "reportingDescriptor": Shape(
      ["id"],
      [
        "id": "text", "name": "text", "shortDescription": "multiformatMessageString",
        "help": "multiformatMessageString", "helpUri": "text",
        "defaultConfiguration": "reportingConfiguration",
      ]),
    "multiformatMessageString": Shape(["text"], ["text": "text", "markdown": "text"]),
    "reportingConfiguration": Shape([], ["enabled": "flag", "level": levels]),
    "invocation": Shape(
      ["executionSuccessful"],
      [
        "executionSuccessful": "flag", "exitCode": "number",
        "toolExecutionNotifications": "[notification]",
      ]),
    "notification": Shape(
      ["message"], ["message": "message", "level": levels, "locations": "[location]"]),
    // Of a message the schema wants `text` or `id`: ours has the text.
    "message": Shape(["text"], ["text": "text", "markdown": "text"]),
    "location": Shape([], ["physicalLocation": "physicalLocation", "message": "message"]),
    "physicalLocation": Shape(
      ["artifactLocation"], ["artifactLocation": "artifactLocation", "region": "region"]),
    "artifactLocation": Shape([], ["uri": "text", "uriBaseId": "text"]),
    "region": Shape(
      [],
      ["startLine": "count", "startColumn": "count", "endLine": "count", "endColumn": "count"]),
    "result": Shape(
      ["message"],
      [
        "ruleId": "text", "ruleIndex": "number", "level": levels, "message": "message",
        "locations": "[location]", "relatedLocations": "[location]", "fixes": "[fix]",
      ]),
    "fix": Shape(
      ["artifactChanges"], ["description": "message", "artifactChanges": "[artifactChange]"]),
    "artifactChange": Shape(
      ["artifactLocation", "replacements"],
      ["artifactLocation": "artifactLocation", "replacements": "[replacement]"]),
    "replacement": Shape(
      ["deletedRegion"], ["deletedRegion": "region", "insertedContent": "artifactContent"]),
    "artifactContent": Shape([], ["text": "text"]),
  ]

  /// What is wrong with a value, each with its path: `log.runs[0].tool has no driver`.
  static func faults(in value: Any, as type: String = "log", at path: String = "log") -> [String] {
    if type.hasPrefix("[") {
      guard let items = value as? [Any] else { return ["\(path) is no list"] }
      return items.enumerated().flatMap { index, item in
        faults(in: item, as: String(type.dropFirst().dropLast()), at: "\(path)[\(index)]")
      }
    }
    guard let shape = shapes[type] else {
      return isScalar(value, type) ? [] : ["\(path) is no \(type)"]
    }
    guard let object = value as? [String: Any] else { return ["\(path) is no object"] }
    let missing = shape.required.filter { object[$0] == nil }.map { "\(path) has no \($0)" }
    return missing
      + object.sorted { $0.key < $1.key }.flatMap { name, value in
        guard let type = shape.properties[name] else { return ["\(path) cannot have \(name)"] }
        return faults(in: value, as: type, at: "\(path).\(name)")
      }
  }

  private static func isScalar(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "text": value is String
    case "flag": value is Bool
    case "number": (value as? Int).map { $0 >= 0 } ?? false
    case "count": (value as? Int).map { $0 >= 1 } ?? false
    default: (value as? String).map(type.split(separator: "|").map(String.init).contains) ?? false
    }
  }
}
