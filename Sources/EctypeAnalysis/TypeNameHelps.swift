import EctypeDiagnostics

extension FileAnalysis {
  /// The way out of a type that Ecto or its adapters do not know: its name there, where SQL or another language has
  /// one for it, what is near, or the types that most columns have.
  ///
  /// - Parameter spelling: of a name of Ecto's.
  func typeHelps(
    _ name: String, among known: some Sequence<String>, at span: Span, spelling: (String) -> String
  ) -> [Help] {
    let candidates = Array(known)
    if let meant = Self.otherNames[name], candidates.contains(meant) {
      return [Help("Ecto calls it `\(spelling(meant))`", edits: [TextEdit(span, spelling(meant))])]
    }
    return didYouMean(
      name, among: candidates.sorted(), at: span,
      orElse: Suggestions.listing(Self.usual.filter(candidates.contains).map(spelling))
        .map { "such as \($0)" }, spelling: spelling)
  }

  private static let usual = [
    "string", "integer", "boolean", "decimal", "date", "utc_datetime", "uuid", "map",
  ]

  /// Names of SQL, and of languages that models are translated from.
  private static let otherNames = [
    "varchar": "string", "char": "string", "nvarchar": "string", "str": "string",
    "int": "integer", "int2": "integer", "int4": "integer", "int8": "bigint", "long": "bigint",
    "number": "integer", "bool": "boolean", "bit": "boolean", "double": "float", "real": "float",
    "float4": "float", "float8": "float", "numeric": "decimal", "money": "decimal",
    "timestamp": "utc_datetime", "datetime": "utc_datetime", "bytea": "binary", "blob": "binary",
    "bytes": "binary", "guid": "uuid", "object": "map", "hstore": "map",
  ]
}
