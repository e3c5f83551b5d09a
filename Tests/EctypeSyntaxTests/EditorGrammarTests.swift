import EctypeDiagnostics
import Foundation
import Testing

@testable import EctypeSyntax

/// `editors/ectype.tmLanguage.json` colours what the lexer sees.
@Suite struct EditorGrammarTests {
  private typealias Rule = [String: Any]
  private let repository: [String: Any]
  /// The rules that apply outside of strings and comments, in order.
  private var rules: [(expression: NSRegularExpression, scope: String)] = []

  init() throws {
    let file = fixturesFolder.appending(path: "../editors/ectype.tmLanguage.json")
      .standardizedFileURL
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    let grammar = try #require(json as? [String: Any])
    #expect(grammar["scopeName"] as? String == "source.ectype")
    repository = try #require(grammar["repository"] as? [String: Any])
    for rule in try flatten(try #require(grammar["patterns"] as? [Rule]), []) {
      let pattern = try #require((rule["match"] ?? rule["begin"]) as? String)
      // An editor looks at one line at a time.
      let expression = try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
      rules.append((expression, scope(of: rule)))
    }
  }

  @Test func everyExpressionCompilesAndEveryIncludeLeadsSomewhere() throws {
    var count = 0
    func check(_ rule: Rule) throws {
      for key in ["match", "begin"] {
        guard let pattern = rule[key] as? String else { continue }
        count += 1
        _ = try NSRegularExpression(pattern: pattern)
      }
      if let end = rule["end"] as? String {
        // A reference to what began it is no expression of its own.
        _ = try NSRegularExpression(pattern: end.replacing("\\1", with: "#"))
      }
      if let include = rule["include"] as? String, include.hasPrefix("#") {
        #expect(repository[String(include.dropFirst())] != nil, "\(include)")
      }
      for part in rule["patterns"] as? [Rule] ?? [] { try check(part) }
    }
    for rule in repository.values { try check(try #require(rule as? Rule)) }
    #expect(count > 30)
  }

  @Test func everyKeywordHasAScope() {
    for (word, kind) in Keywords.words {
      let found = scope(of: "\(word)", in: " \(word) ", at: 1)
      #expect(isExpected(found, kind), "\(word) is \(found ?? "nothing")")
    }
  }

  @Test(arguments: formatFixtures()) func coloursTheTokensOfAFixture(_ path: String) throws {
    let source = try read(path)
    let (tree, _) = parse(source, file: FileID(0))
    let text = String(decoding: source.bytes, as: UTF8.self)
    let places = utf16Offsets(of: text)
    var depth = 0
    var tokens = tree.comments
    for token in tree.tokens {
      if depth == 0 { tokens.append(token) }
      if token.kind == .stringStart { depth += 1 }
      if token.kind == .stringEnd { depth -= 1 }
    }
    for token in tokens where token.end > token.start && !isName(token, source.bytes) {
      let word = String(decoding: source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
      let found = scope(of: word, in: text, at: places[Int(token.start)])
      #expect(isExpected(found, token.kind), "\(word) is \(found ?? "nothing")")
    }
  }

  /// Where in UTF-16 each byte's character begins: the grammar's engine counts in these.
  private func utf16Offsets(of text: String) -> [Int] {
    var result: [Int] = []
    var offset = 0
    for scalar in text.unicodeScalars {
      result += repeatElement(offset, count: UTF8.width(scalar))
      offset += UTF16.width(scalar)
    }
    return result
  }

  /// Whether a keyword is a name here: a member or label.
  private func isName(_ token: Token, _ bytes: [UInt8]) -> Bool {
    guard token.kind.isWord else { return false }
    let before = token.start > 0 ? bytes[Int(token.start) - 1] : 0
    let after = Int(token.end) < bytes.count ? bytes[Int(token.end)] : 0
    return before == UInt8(ascii: ".") || before == UInt8(ascii: "@") || before == UInt8(ascii: "#")
      || before == UInt8(ascii: ":")
      || after == UInt8(ascii: ":") && token.kind != .defaultKeyword
  }

  /// What a token's scope must begin with; nil where it may have any or none.
  private func isExpected(_ scope: String?, _ kind: TokenKind) -> Bool {
    let prefixes: [String]
    switch kind {
    case .lineComment, .blockComment, .docLineComment, .docBlockComment: prefixes = ["comment"]
    case .integer, .float: prefixes = ["constant.numeric"]
    case .stringStart, .sigil: prefixes = ["string"]
    case .atom: prefixes = ["constant.other.symbol"]
    case .at: prefixes = ["entity.name.function.decorator"]
    case .hash: prefixes = ["entity.name.function.directive"]
    case .trueKeyword, .falseKeyword, .nilKeyword, .nullKeyword: prefixes = ["constant.language"]
    case .pipe, .equalEqual, .questionQuestion, .arrow: prefixes = ["keyword.operator"]
    case .identifier: return scope?.hasPrefix("keyword") != true
    case _ where kind.isWord: prefixes = ["keyword", "storage", "meta.embedded"]
    default: return true
    }
    return prefixes.contains { scope?.hasPrefix($0) == true }
  }

  /// The scope that the first rule gives which matches at a place.
  private func scope(of word: String, in text: String, at start: Int) -> String? {
    let range = NSRange(location: start, length: text.utf16.count - start)
    return rules.first {
      $0.expression.firstMatch(
        in: text, options: [.anchored, .withTransparentBounds, .withoutAnchoringBounds],
        range: range)
        != nil
    }?.scope
  }

  private func scope(of rule: Rule) -> String {
    if let name = rule["name"] as? String { return name }
    let captures = rule["captures"] as? [String: [String: String]]
    return captures?["1"]?["name"] ?? ""
  }

  /// The rules in the order in which they apply, includes followed.
  private func flatten(_ rules: [Rule], _ seen: [String]) throws -> [Rule] {
    try rules.flatMap { rule -> [Rule] in
      guard let include = rule["include"] as? String else { return [rule] }
      let name = String(include.dropFirst())
      guard !seen.contains(name) else { return [] }
      let target = try #require(repository[name] as? Rule)
      return try flatten(target["patterns"] as? [Rule] ?? [target], seen + [name])
    }
  }
}
