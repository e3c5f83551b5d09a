import EctypeDiagnostics
import Testing

@Suite struct JSONRendererTests {
  private let sources = SourceMap([
    SourceFile(path: "a \"b\".ectype", text: "é x\r\n日本 y"), SourceFile(path: "b", text: ""),
  ])

  @Test func everyKey() {
    let diagnostic = Diagnostic(
      .unknownField, "no \"x\"\n\u{1}", at: Span(file: FileID(0), start: 3, end: 13), label: "l",
      secondary: [Label(Span(file: FileID(1), start: 0, end: 0), "s")], notes: ["n\\"],
      helps: [
        Help(
          "h", edits: [TextEdit(Span(file: FileID(0), start: 0, end: 2), "e\t")], isSafe: true),
        Help("i"),
      ])
    let start = #""start":{"offset":3,"line":1,"column":3}"#
    let end = #""end":{"offset":13,"line":2,"column":4}"#
    let empty = #"{"offset":0,"line":1,"column":1}"#
    let edit =
      #"{"file":"a \"b\".ectype","start":\#(empty),"end":{"offset":2,"line":1,"column":2},"#
      + #""replacement":"e\t"}"#
    #expect(
      String(decoding: JSONRenderer().render([diagnostic], in: sources), as: UTF8.self)
        == #"{"code":"unknown-field","severity":"error","message":"no \"x\"\n\u0001","#
        + #""file":"a \"b\".ectype",\#(start),\#(end),"label":"l","#
        + #""labels":[{"file":"b","start":\#(empty),"end":\#(empty),"message":"s"}],"#
        + #""notes":["n\\"],"helps":[{"message":"h","safe":true,"edits":[\#(edit)]},"#
        + #"{"message":"i","safe":false,"edits":[]}]}"# + "\n")
  }

  @Test func oneLineEach() {
    let diagnostic = Diagnostic(.unknownField, "m", at: Span(file: FileID(1), start: 0, end: 0))
    let text = JSONRenderer().render([diagnostic, diagnostic], in: sources)
    #expect(text.split(separator: UInt8(ascii: "\n")).count == 2)
  }
}
