/// The stable name of a kind of diagnostic; its raw value is what users see and write in `@allow`.
/// Each has a fixture in `fixtures/errors/<code>/`; those of `ectype.json` have tests of the driver.
package enum DiagnosticCode: String, CaseIterable, Hashable, Sendable {
  // Syntax
  case invalidUTF8 = "invalid-utf8"
  case unexpectedToken = "unexpected-token"
  case unclosedDelimiter = "unclosed-delimiter"
  case unterminatedLiteral = "unterminated-literal"
  case invalidLiteral = "invalid-literal"
  case nestingTooDeep = "nesting-too-deep"

  // Names
  case unknownAttribute = "unknown-attribute"
  case misplacedAttribute = "misplaced-attribute"
  case unknownOption = "unknown-option"
  case duplicateOption = "duplicate-option"
  case invalidOption = "invalid-option"
  case missingOption = "missing-option"
  case unknownType = "unknown-type"
  case unknownField = "unknown-field"
  case unknownName = "unknown-name"
  case unknownFunction = "unknown-function"
  case ambiguousName = "ambiguous-name"
  case duplicateDeclaration = "duplicate-declaration"
  case duplicateMember = "duplicate-member"
  case reservedWord = "reserved-word"
  case invalidName = "invalid-name"

  // Declarations
  case missingType = "missing-type"
  case invalidType = "invalid-type"
  case invalidDefault = "invalid-default"
  case invalidEnumeration = "invalid-enumeration"
  case invalidAssociation = "invalid-association"
  case missingForeignKey = "missing-foreign-key"

  // Bodies
  case typeMismatch = "type-mismatch"
  case wrongArguments = "wrong-arguments"
  case unusedVariable = "unused-variable"
  case unusedFunction = "unused-function"
  case unreachableCode = "unreachable-code"
  case missingReturn = "missing-return"
  case uninitializedVariable = "uninitialized-variable"
  case capturedAssignment = "captured-assignment"
  case misplacedJump = "misplaced-jump"
  case endlessLoop = "endless-loop"
  case nonExhaustiveSwitch = "non-exhaustive-switch"
  case divisionByZero = "division-by-zero"

  // Queries and changesets
  case unpinnedValue = "unpinned-value"
  case pinnedOptional = "pinned-optional"
  case invalidQuery = "invalid-query"
  case ungroupedColumn = "ungrouped-column"
  case undeclaredWindow = "undeclared-window"
  case unrelatedJoin = "unrelated-join"
  case unselectedOrder = "unselected-order"
  case combinationMismatch = "combination-mismatch"
  case aggregateOverFanout = "aggregate-over-fanout"
  case missingDistinct = "missing-distinct"
  case joinedPreload = "joined-preload"
  case ignoredInsert = "ignored-insert"
  case queryInLoop = "query-in-loop"
  case invalidValidator = "invalid-validator"

  // Migrations
  case missingVersion = "missing-version"
  case invalidMigration = "invalid-migration"
  case missingColumn = "missing-column"
  case columnType = "column-type"
  case nullableColumn = "nullable-column"
  case missingUniqueIndex = "missing-unique-index"
  case missingIndex = "missing-index"
  case missingConstraint = "missing-constraint"
  case unindexedForeignKey = "unindexed-foreign-key"

  // Lints
  case associationAcrossContexts = "association-across-contexts"
  case associationAcrossPrefixes = "association-across-prefixes"
  case floatMoney = "float-money"
  case foreignInterpolation = "foreign-interpolation"
  case guideSpelling = "guide-spelling"
  case missingTenantKey = "missing-tenant-key"
  case naiveTime = "naive-time"
  case singleChangeset = "single-changeset"
  case staleCapture = "stale-capture"
  case unboundedText = "unbounded-text"
  case unfilledColumn = "unfilled-column"
  case unhandledConstraint = "unhandled-constraint"
  case unmatchedOnDelete = "unmatched-on-delete"
  case unredactedSecret = "unredacted-secret"
  case unusedAllow = "unused-allow"

  // The project
  case invalidConfiguration = "invalid-configuration"
  case unknownSetting = "unknown-setting"
  case outputConflict = "output-conflict"
  case moduleCycle = "module-cycle"
  case unsupportedVersion = "unsupported-version"

  // The compiler itself
  case unsupportedConstruct = "unsupported-construct"

  package var defaultSeverity: Severity { isLint ? .warning : .error }

  /// A mistake of syntax, behind which others may be hidden that are not told.
  package var isOfSyntax: Bool {
    switch self {
    case .invalidUTF8, .unexpectedToken, .unclosedDelimiter, .unterminatedLiteral, .invalidLiteral,
      .nestingTooDeep:
      true
    default: false
    }
  }

  /// Something that compiles and is seldom meant: a warning whose level a project sets, and that `@allow`
  /// keeps quiet. `docs/lints.md` lists them.
  package var isLint: Bool {
    switch self {
    case .unusedFunction, .unusedVariable, .unreachableCode, .nullableColumn, .missingUniqueIndex,
      .missingIndex, .unindexedForeignKey, .associationAcrossContexts, .associationAcrossPrefixes,
      .floatMoney, .foreignInterpolation, .guideSpelling, .staleCapture,
      .missingConstraint, .missingTenantKey, .naiveTime, .singleChangeset, .unboundedText,
      .unfilledColumn, .unhandledConstraint, .unmatchedOnDelete, .unredactedSecret, .unusedAllow,
      .aggregateOverFanout, .missingDistinct, .joinedPreload, .ignoredInsert, .queryInLoop:
      true
    default: false
    }
  }

  /// A lint that many a sound project would have to turn off.
  package var isOffByDefault: Bool {
    switch self {
    case .associationAcrossContexts, .guideSpelling, .missingTenantKey, .naiveTime,
      .singleChangeset, .unboundedText:
      true
    default: false
    }
  }
}
