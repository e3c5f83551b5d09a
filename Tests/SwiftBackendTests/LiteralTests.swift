import Foundation
import Testing

@testable import SwiftBackend

@Suite struct LiteralTests {
  /// Text that tries to get out of its literal or comment, or to hide.
  static let hostile = [
    "", "\"", "\\", "\\(1)", "\"\"\"", "#\"", "\n", "\r\n", "\r", "\t", "\0", "\u{1B}[31m",
    "a\u{7F}b",
    "*/", "/*", "//", "'", "%{count}", "\\u{41}", "é", "e\u{301}", "\u{301}x", "\n\u{301}",
    "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "क्ष", "日本語", "\u{200F}right", "\u{202E}gnirts\u{202C}", "\u{2066}a\u{2069}",
    "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{85}", "\u{A0}", "a\u{200B}b", "\u{FFFD}", "\u{10FFFF}",
    "```\ncode\n```", "- Parameter x: y", "trailing \t ", "swift-format-ignore", "/// doc",
  ]

  @Test func textMeansItself() throws {
    let texts = Self.hostile + [Self.hostile.joined()]
    var file = SwiftFile(header: Self.hostile.joined(separator: " "))
    file.declarations = texts.enumerated().map { index, text in
      .variable(
        SwiftVariable(
          "v\(index)", type: .array("String"),
          value: .array([
            .string(text), .interpolation([.text(text), .value(.integer(7)), .text(text)]),
          ]), documentation: text, isLet: true))
    }
    file.declarations.append(
      .variable(
        SwiftVariable(
          "all", type: nil, value: .array(texts.indices.map { .name("v\($0)") }), isLet: true)))
    let rendered = file.render()
    let program =
      String(decoding: rendered, as: UTF8.self)
      + "for v in all { for s in v { print(Array(s.utf8)) } }\n"
    let expected = texts.flatMap { [Array($0.utf8), Array(($0 + "7" + $0).utf8)] }
    let printed = try runScript(Array(program.utf8)).split(separator: "\n")
    #expect(printed.map(String.init) == expected.map(\.description))
    try checkFormatted([("text", rendered)])
  }

  @Test func numbers() throws {
    let floats: [Double] = [
      0, -0.0, 1, -1.5, 0.1, 1e22, 1e-7, .greatestFiniteMagnitude, 123_456_789.125,
      .leastNonzeroMagnitude * 10_000,
      .infinity,
    ]
    let integers = [0, 1, -1, 999_999, 1_000_000, -1_234_567_890, .max, .min]
    let file = SwiftFile(declarations: [
      .variable(
        SwiftVariable("f", type: .array("Double"), value: .array(floats.map { .float($0) }))),
      .variable(
        SwiftVariable("i", type: .array("Int"), value: .array(integers.map { .integer($0) }))),
    ])
    let program = String(decoding: file.render(), as: UTF8.self) + "print(f)\nprint(i)\n"
    #expect(try runScript(Array(program.utf8)) == "\(floats)\n\(integers)\n")
    try checkFormatted([("numbers", file.render())])
  }
}
