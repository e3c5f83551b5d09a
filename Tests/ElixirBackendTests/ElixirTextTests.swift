import Foundation
import Testing

@testable import ElixirBackend

/// Text of any kind in every place that holds text: Elixir must read back exactly it.
@Suite struct ElixirTextTests {
  static let texts = [
    "", " ", "plain", "\"", "\"\"\"", "\"\"\"\"\"\"\"", "'''", "\\", "\\\\\"", "#{raise(\"out\")}",
    "\\#{x}",
    "#", "##{", "##{#{", "#\\{", "{", "a\nb", "a\n\n\nb\n", "\n", "\n\n",
    "ends with a space \nand a tab\t\n",
    "\r\n", "\r", "\0", "\u{1B}[31m", "\u{7F}\u{85}\u{9F}", "\u{A0}\u{2003}\u{3000}",
    "\u{202E}abc\u{202C}",
    "\u{200F}\u{061C}\u{2066}", "\u{FEFF}bom", "\u{2028}\u{2029}", "\u{FFFE}\u{10FFFF}\u{FFFF}",
    "👨‍👩‍👧‍👦 é e\u{301} 👍🏽 क्ष", "\u{200D}\u{200C}", "    indented\n  less\n", "\"\"\"\n",
    "end\n\"\"\"\nend\n",
    "~S", ")", "]}>|/'\"", "(/|'\"[{<", "/)]}>|'\"#", "do", "nil", "Elixir.Foo", "Foo", "Foo.Bar",
    "a@b", "@a",
    "a?", "A?", "a?b", "!", "&&", "::", "..", "...", "%{}", "<<>>", "{}", ".", "->", "\\\\", "_",
    "__MODULE__",
    "1a", "not in", "not", "é", "größe", "ª", "x\u{301}", "a b", "a\u{0}", "\\x41", "\\n",
    "\\u0041", "`", "$",
  ]

  private static func values(_ text: String) -> [(String, ElixirExpression)] {
    [
      ("string", .string(text)),
      ("heredoc", .heredoc([.text(text)])),
      ("heredoc with a line after it", .heredoc([.text(text + "\n")])),
      ("interpolated", .string([.text(text), .interpolation(.string(text)), .text(text)])),
      ("sigil s", .sigil(name: "S", text: text)),
      ("atom", .remote("Atom", "to_string", [.atom(text)])),
      (
        "key",
        .remote(
          "Atom", "to_string",
          [
            .call("hd", [.remote("Keyword", "keys", [.keywords([ElixirKeyword(text, .nil)])])])
          ])
      ),
      (
        "comment",
        .block([
          .comment(text), .expression(.binary(.match, .variable("_"), .nil)),
          .expression(.string(text)),
        ])
      ),
    ]
  }

  private static func expected(_ kind: String, _ text: String) -> String {
    switch kind {
    case "heredoc with a line after it": text + "\n"
    case "interpolated": text + text + text
    default: text
    }
  }

  @Test func everyTextIsInert() throws {
    guard let elixir = ElixirTool.find("elixir"), let mix = ElixirTool.find("mix") else { return }
    try ElixirTool.withFolder { folder in
      var lines: [ElixirStatement] = []
      var values: [String] = []
      var printer = ElixirPrinter()
      for text in Self.texts {
        for (kind, value) in Self.values(text) {
          let expected = Data(Self.expected(kind, text).utf8).base64EncodedString()
          values.append("\(kind) of \(text.debugDescription)")
          lines.append(
            .expression(
              .call("check", [.integer(values.count - 1), value, .string(expected)])))
        }
      }
      let check = """
        defmodule Check do
          def check(index, value, expected) do
            if Base.encode64(value) != expected, do: IO.puts("differs: #{index}")
          end
        end
        """
      try Data(check.utf8).write(to: folder.appending(path: "check.ex"))
      let body: [ElixirStatement] = [
        .expression(.call("import", [.alias("Check")])), .blankLine,
      ]
      try Data(printer.print(body + lines)).write(to: folder.appending(path: "all.exs"))
      let (status, report) = try ElixirTool.run(elixir, ["-r", "check.ex", "all.exs"], in: folder)
      let wrong = report.split(separator: "\n").compactMap { line in
        Int(line.replacing("differs: ", with: "")).map { values[$0] }
      }
      #expect(status == 0 && report.isEmpty, "\(wrong) \(report.prefix(2000))")

      let (formatted, log) = try ElixirTool.run(
        mix, ["format", "--check-formatted", "all.exs"], in: folder)
      #expect(formatted == 0, "\(log.prefix(4000))")
    }
  }
}
