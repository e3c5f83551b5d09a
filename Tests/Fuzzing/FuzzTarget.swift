// The entry point of libFuzzer, built by scripts/fuzz and by nothing else: any bytes go through the lexer,
// the parser, the analysis and, where they parse, the formatter. A trap or a hang is a finding.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTestOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let source = SourceFile(path: "fuzz.ectype", bytes: bytes)
  let (tree, diagnostics) = parse(source, file: FileID(0))
  let result = Analyzer(settings: AnalysisSettings())
    .run([AnalyzedFile(tree, path: source.path)])
  var sources = SourceMap()
  sources.add(source)
  // Every span must lie in the file: the renderers rely on it.
  for diagnostic in diagnostics + result.diagnostics {
    let span = diagnostic.primary.span
    precondition(span.start >= 0 && span.start <= span.end && Int(span.end) <= bytes.count)
  }
  if diagnostics.isEmpty {
    let formatted = SourceFile(path: source.path, bytes: tree.formatted())
    let (again, mistakes) = parse(formatted, file: FileID(0))
    precondition(mistakes.isEmpty && again.isEquivalent(to: tree), "formatting changed the meaning")
  }
  return 0
}
