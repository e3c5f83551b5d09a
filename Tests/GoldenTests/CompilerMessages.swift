import EctypeDiagnostics
import Foundation

/// The messages of diagnostics as the compiler's sources hold them: the string literals that are given to what makes
/// diagnostics.
enum CompilerMessages {
  /// A literal; what it interpolates may be anything.
  struct Message: Hashable, CustomStringConvertible {
    /// nil where the source does not tell it: then any.
    var code: String?
    /// What stands between interpolations.
    let parts: [String]
    private let bytes: [[UInt8]]
    /// File and line.
    var place: String

    init(code: String?, parts: [String], place: String) {
      self.code = code
      self.parts = parts
      self.place = place
      bytes = parts.map { Array($0.utf8) }
    }

    var description: String { parts.joined(separator: "…") }
    /// Of two messages that may both have become a text, the one that says more of it did. What is named in it may
    /// bring its own quotation marks.
    var weight: Int { bytes.reduce(0) { $0 + $1.count { $0 != UInt8(ascii: "`") } } }

    static func == (a: Self, b: Self) -> Bool { a.code == b.code && a.parts == b.parts }
    func hash(into hasher: inout Hasher) {
      hasher.combine(code)
      hasher.combine(parts)
    }

    /// Whether a text is this literal with something in the places of what it interpolates.
    func matches(_ text: [UInt8]) -> Bool {
      guard let first = bytes.first, let last = bytes.last, text.starts(with: first) else {
        return false
      }
      guard bytes.count > 1 else { return text.count == first.count }
      var rest = text.dropFirst(first.count)
      for part in bytes.dropFirst().dropLast() where !part.isEmpty {
        guard let start = rest.indices.first(where: { rest[$0...].starts(with: part) }) else {
          return false
        }
        rest = rest[(start + part.count)...]
      }
      return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }
  }

  /// What makes diagnostics, and the code that each gives unless an argument says it.
  private static let makers: [String: DiagnosticCode?] = [
    "Diagnostic": nil, "report": nil, "refuse": .invalidOption, "fail": .unexpectedToken,
    "wrong": .wrongArguments, "slip": .unexpectedToken, "refuseBranch": .combinationMismatch, "tooDeep": .nestingTooDeep,
    "diagnostic": .unhandledConstraint,
  ]
  private static let folders = [
    "Sources/EctypeAnalysis", "Sources/EctypeSyntax", "Sources/EctypeDriver/Compilation",
  ]

  /// Each once, in the order of files and lines.
  static func read() throws -> [Message] {
    var seen: Set<Message> = []
    let files = folders.flatMap { folder in
      Golden.files(below: folder).filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
    }
    return try files.flatMap { file in
      let data = try Data(contentsOf: Golden.root.appendingPathComponent(file))
      return SwiftCalls(bytes: [UInt8](data)).calls(of: Set(makers.keys)).flatMap { call in
        messages(of: call, in: file)
      }
    }.filter { seen.insert($0).inserted }
  }

  /// The messages whose texts these are.
  static func shown(by texts: [String], among messages: [Message]) -> Set<Message> {
    var result: Set<Message> = []
    for text in texts {
      let text = Array(text.utf8)
      let found = messages.filter { $0.matches(text) }
      let weight = found.map(\.weight).max()
      result.formUnion(found.filter { $0.weight == weight })
    }
    return result
  }

  private static let codes = Dictionary(
    uniqueKeysWithValues: DiagnosticCode.allCases.map { ("\($0)", $0.rawValue) })

  private static func messages(of call: SwiftCalls.Call, in file: String) -> [Message] {
    guard
      let argument = call.arguments.first(where: { argument in
        !argument.isLabeled && argument.literals.contains { $0.contains { $0.contains(" ") } }
      })
    else { return [] }
    let named = call.arguments.lazy.compactMap { argument -> [String]? in
      let found = argument.text.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "." })
        .filter { $0.hasPrefix(".") }.compactMap { codes[String($0.dropFirst())] }
      return found.isEmpty || !argument.literals.isEmpty ? nil : found
    }.first
    let code =
      named ?? [(makers[call.name] ?? nil)?.rawValue ?? lintCode(in: call)].compactMap { $0 }
    return argument.literals.map { parts in
      Message(
        code: code.count == 1 ? code[0] : nil, parts: parts, place: "\(file):\(call.line)")
    }
  }

  /// `code` of a lint's own file.
  private static func lintCode(in call: SwiftCalls.Call) -> String? {
    call.arguments.contains { $0.text == "code" } ? call.constant.flatMap { codes[$0] } : nil
  }
}
