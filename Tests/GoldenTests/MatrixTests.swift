import EctypeDiagnostics
import Testing

/// Every attribute and option at every place where it could be written is compiled, and then its effect shows,
/// or is diagnosed; none is dropped. The names are those that the analysis itself asks for, as its messages
/// about an unknown one list them, and those of Ecto's own documentation.
@Suite struct MatrixTests {
  private static let unknown = Matrix.unknown

  // MARK: Attributes

  /// Attributes that Ecto's options and attributes, or the guide, might make one write.
  private static let guessedAttributes = [
    "primaryKey", "foreignKeyType", "schemaPrefix", "schemaContext", "schemaRedact",
    "timestampsOpts", "derive", "fieldSourceMapper", "onWritableViolation", "timestamps", "index",
    "source", "default", "autogenerate", "readAfterWrites", "loadInQuery", "writable", "virtual",
    "redact", "unique", "field", "column", "belongsTo", "hasMany", "hasOne", "manyToMany",
    "embedsOne", "embedsMany", "changeset", "context", "repository", "migration", "liveview",
    "schema", "embeddedSchema", "schemaDefaults", "renamedFrom", "swift", "allow", "check", "json",
    "type", "nullable", "through", "joinThrough", "enum", "values", "deprecated", "doc", "spec",
    "private", "required", "length", "format", "precision", "scale", "prefix", "comment",
  ]

  /// Ways to write an attribute: what all are tried with, and what some need.
  private static func forms(of name: String) -> [String] {
    let special: [String: [String]] = [
      "manyToMany": ["(joinThrough: \"posts_tags\")"], "allow": ["(\"float-money\")"],
      "column": ["(.text)"], "field": ["(type: .text)", "(source: \"other\")"],
      "primaryKey": ["(autogenerate: false)", "(false)"], "schema": ["(\"others\")"],
      "migration": ["(\"other\", version: 20260101130000)"], "swift": ["(name: \"other\")"],
      "hasMany": ["(foreignKey: .authorId)"], "belongsTo": ["(foreignKey: .otherId)"],
    ]
    return ["", "(\"x\")", "(.x)", "(true)", "(7)", "(\(unknown): 1)"] + (special[name] ?? [])
  }

  @Test func everyAttributeAtEveryPlace() {
    var matrix = Matrix()
    var names = Set(Self.guessedAttributes)
    for site in MatrixSites.attributes {
      guard case .diagnosed(let found) = matrix.verdict("@\(Self.unknown)", at: site) else {
        Issue.record("\(site): `@\(Self.unknown)` is accepted")
        continue
      }
      let listed = Matrix.names(found, .unknownAttribute, listedBy: "attributes here:")
      names.formUnion(listed.map { String($0.drop { $0 == "@" }) })
    }
    #expect(matrix.faults == [], "the sites themselves are right")

    var totals = Totals()
    let unknown = Dictionary(
      uniqueKeysWithValues: MatrixSites.attributes.map { site in
        let found = matrix.unknown(
          names.sorted(), .unknownAttribute, at: site, written: { "@" + $0 }, separator: " ")
        totals.diagnosed += found.count
        return (site.name, Set(found.map { "@" + $0 }))
      })
    let words = names.sorted().map { "@" + $0 }
    for word in words {
      let places = MatrixSites.attributes.filter { site in
        unknown[site.name]?.contains(word) != true && accepts(site, word, &matrix, &totals)
      }
      for form in word.hasPrefix("@") ? Self.forms(of: String(word.dropFirst())) : [""] {
        let verdicts = places.map {
          (site: $0, verdict: matrix.verdict("\(word)\(form)", at: $0))
        }
        totals.add(verdicts.map(\.verdict))
        // What repeats what holds anyway has no effect there, and must have one elsewhere.
        if verdicts.contains(where: { $0.verdict == .effective }) { continue }
        // The guide writes `@field` above every field; it says what a var of a schema is anyway.
        for (site, verdict) in verdicts where verdict == .ignored && word + form != "@field" {
          Issue.record("\(site): `\(word)\(form)` is dropped")
        }
      }
    }
    #expect(totals.effective > 50)
    print("attributes: \(names.count) names at \(MatrixSites.attributes.count) places: \(totals)")
  }

  /// Whether a site takes an attribute at all, in whatever form.
  private func accepts(
    _ site: MatrixSite, _ word: String, _ matrix: inout Matrix, _ totals: inout Totals
  ) -> Bool {
    let verdict = matrix.verdict(word, at: site)
    guard case .diagnosed(let found) = verdict else { return true }
    let refusals: Set<DiagnosticCode> = [.unknownAttribute, .misplacedAttribute, .unexpectedToken]
    if refusals.isDisjoint(with: found.map(\.code)) { return true }
    totals.add([verdict])
    return false
  }

  // MARK: Modifiers

  /// `private` and `static` mean something wherever they are taken; the others say what holds anyway.
  @Test(arguments: ["private", "static"])
  func everyModifierAtEveryPlace(modifier: String) {
    var matrix = Matrix()
    var totals = Totals()
    for site in MatrixSites.attributes {
      let verdict = matrix.verdict(modifier, at: site)
      totals.add([verdict])
      // A declaration that has the modifier already says it twice.
      let isSaid = site.text(with: "").contains(" \(modifier) ")
      #expect(verdict != .ignored || isSaid, "\(site): `\(modifier)` is dropped")
    }
    // `static` says what holds anyway of every function that it is taken at.
    #expect(modifier == "static" || totals.effective > 0)
    print("\(modifier) at \(MatrixSites.attributes.count) places: \(totals)")
  }

  // MARK: Options

  private static let guessedOptions = [
    "default", "source", "autogenerate", "readAfterWrites", "virtual", "primaryKey", "loadInQuery",
    "redact", "skipDefaultValidation", "writable", "onWritableViolation", "foreignKey",
    "references", "onReplace", "defaults", "type", "where", "defineField", "onDelete", "through",
    "preloadOrder", "joinThrough", "joinKeys", "joinDefaults", "unique", "joinWhere",
    "onJoinThroughConflict", "defaultsToStruct", "insertedAt", "updatedAt", "insertedAtSource",
    "updatedAtSource", "prefix", "context", "derive", "foreignKeyType", "null", "nullable", "size",
    "precision", "scale", "comment", "generated", "collation", "name", "column", "onUpdate", "with",
    "match", "validate", "concurrently", "using", "include", "nullsDistinct", "only", "options",
    "engine", "check", "exclude", "mode", "message", "count", "is", "min", "max", "required",
    "errorKey", "emptyValues", "forceChanges", "trimValues", "greaterThan", "otpApp", "adapter",
    "readOnly", "values", "embedAs", "schema", "field", "of", "with", "invalidMessage", "sortParam",
    "dropParam",
  ]

  private static let values = [
    "true", "false", "7", "\"other\"", ".title", ".text", ".name", ".authorId", ".id", ".uuid",
    ".utcDatetime", ".string", ".rank", "nil", "[.title]", "[desc: .title]", "[\"a\"]",
    "[\"title\": \"x\"]", "[\"a\": \"a\"]", "[title: \"x\"]", "[.title: \"x\"]", "sql(\"now()\")",
    "0.5", "Tag", "[.author, .notes]", "[version: 7]", "\"1.5\"", "{ x in x }", ".postId",
    "20260101130000", "Hands.one()", "Hands.given(1)", "[postId: .id, tagId: .id]", ".needless",
    "Base", "Keyed", "\"public\"", "&Note.changeset/2", "&Seo.changeset/2",
    "[kind: \"plain\"]", "[name: \"x\"]", "[.author, .note]",
  ]

  @Test func everyOptionOfEverything() {
    var matrix = Matrix()
    var totals = Totals()
    let asked = matrix.askedOptions()
    for site in MatrixSites.options {
      let guessed = Set(Self.guessedOptions).subtracting(asked[site.owner] ?? [])
      let unknown = matrix.unknown(
        guessed.sorted(), .unknownOption, at: site, written: { "\($0): true" }, separator: ", ",
        after: site.separator)
      totals.diagnosed += unknown.count
      for option in guessed.subtracting(unknown).sorted() {
        let verdict = matrix.verdict("\(site.separator)\(option): true", at: site)
        totals.add([verdict])
        #expect(verdict.isDiagnosed, "\(site): `\(option)` is taken, and no message lists it")
      }
    }
    for (owner, options) in asked.sorted(by: { $0.key < $1.key }) {
      let sites = MatrixSites.options.filter { $0.owner == owner }
      for option in options.sorted() {
        let verdicts = sites.flatMap { self.verdicts(of: option, at: $0, &matrix) }
        totals.add(verdicts.map(\.verdict))
        #expect(
          verdicts.contains { $0.verdict == .effective },
          "\(owner): no value of `\(option)` has an effect")
      }
    }
    #expect(matrix.faults == [], "the sites themselves are right")
    #expect(totals.effective > 50)
    let count = asked.values.reduce(0) { $0 + $1.count }
    print("options: \(count) asked at \(MatrixSites.options.count) places: \(totals)")
  }

  /// What became of values, up to the first that has an effect: those that messages name as choices first.
  private func verdicts(
    of option: String, at site: MatrixSite, _ matrix: inout Matrix
  ) -> [(value: String, verdict: MatrixVerdict)] {
    var verdicts: [(value: String, verdict: MatrixVerdict)] = []
    var waiting = [".\(Self.unknown)"] + Self.values
    while !waiting.isEmpty {
      let value = waiting.removeFirst()
      let verdict = matrix.verdict("\(site.separator)\(option): \(value)", at: site)
      verdicts.append((value, verdict))
      if verdict == .effective { return verdicts }
      if verdicts.count == 1, case .diagnosed(let found) = verdict {
        waiting = Matrix.names(found, .invalidOption, listedBy: "its choices are") + waiting
      }
    }
    // A value that says what holds anyway has no effect, such as `false` where `true` is refused; where none has one, it
    // is dropped.
    let refused = Set(verdicts.filter(\.verdict.isDiagnosed).map(\.value))
    for (value, verdict) in verdicts where verdict == .ignored && value != "nil" {
      if value == "true" && refused.contains("false") { continue }
      if value == "false" && refused.contains("true") { continue }
      Issue.record("\(site): `\(option): \(value)` is dropped")
    }
    return verdicts
  }

  private struct Totals: CustomStringConvertible {
    var effective = 0
    var diagnosed = 0
    var ignored = 0

    mutating func add(_ verdicts: [MatrixVerdict]) {
      for verdict in verdicts {
        switch verdict {
        case .effective: effective += 1
        case .diagnosed: diagnosed += 1
        case .ignored: ignored += 1
        }
      }
    }

    var description: String {
      "\(effective) have an effect, \(diagnosed) are diagnosed, \(ignored) say what holds anyway"
    }
  }
}
