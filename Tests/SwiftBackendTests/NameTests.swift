import Foundation
import Testing

@testable import SwiftBackend

@Suite struct NameTests {
  /// Every word that means something somewhere in Swift.
  static let words = """
    associatedtype class deinit enum extension fileprivate func import init inout internal let open operator
    precedencegroup private protocol public rethrows static struct subscript typealias var actor async await
    macro package break case catch continue default defer do else fallthrough for guard if in repeat return
    switch throw throws try where while then yield discard Any as false is nil self Self super true any some
    each consume copy borrow borrowing consuming unsafe nonisolated isolated sending Type Protocol get set
    willSet didSet indirect lazy weak unowned mutating nonmutating required convenience dynamic final optional
    override infix prefix postfix left right none associativity precedence of module column line file function
    available main extern Sendable
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  /// A struct, an enum and functions that use a word as a name in every position.
  private func sample(_ word: String, _ index: Int) -> [SwiftDeclaration] {
    let valueType = SwiftType.named("Values\(index)")
    let read = SwiftExpression.name("object")
    let parameter = word == "self" ? "other" : word
    return [
      .type(
        SwiftTypeDeclaration(
          .struct, valueType, inherited: ["Codable"],
          members: [
            .variable(SwiftVariable(word, type: "Int")),
            .initializer(
              SwiftInitializer(
                parameters: [SwiftParameter(label: word, parameter, type: "Int")],
                body: [.assign(.member(.self, word), nil, .name(parameter))], modifiers: .public)),
            .type(
              SwiftTypeDeclaration(
                .enum, "CodingKeys", inherited: ["String", "CodingKey"],
                members: [.enumCase(SwiftEnumCase(word, rawValue: .string("key")))])),
          ])),
      .type(
        SwiftTypeDeclaration(
          .enum, .named("Cases\(index)"), inherited: ["String"],
          members: [.enumCase(SwiftEnumCase(word)), .enumCase(SwiftEnumCase("other"))])),
      .function(
        SwiftFunction(
          "read\(index)",
          parameters: [
            SwiftParameter("object", type: valueType),
            SwiftParameter(
              "choice", type: .named("Cases\(index)"), defaultValue: .implicitMember(word)),
          ], result: "Int",
          body: [
            .binding(isLet: true, .name(parameter), type: nil, value: .member(read, word)),
            .switch(
              .name("choice"),
              [
                SwiftSwitchCase([.enumCase(word, [])], body: [.return(.name(parameter))]),
                SwiftSwitchCase(
                  [],
                  body: [
                    .return(
                      .member(
                        .call(.type(valueType), [SwiftArgument(label: word, .integer(1))]), word))
                  ]),
              ]),
          ])),
    ]
  }

  @Test func reservedWordsAreNames() throws {
    let file = SwiftFile(
      declarations: Self.words.enumerated().flatMap { sample($1, $0) })
    try checkCompiles([("words.swift", file.render())], modes: [[]])
    // Names of one capital letter are not lower camel case; that is the source's doing.
    let lower = SwiftFile(
      declarations: Self.words.enumerated().filter { $1.first!.isLowercase }
        .flatMap { sample($1, $0) })
    try checkFormatted([("words", lower.render())])
  }

  @Test(arguments: [
    ("author_id", "authorID"), ("avatar_url", "avatarURL"), ("is_http2", "isHTTP2"), ("id", "id"),
    ("url_path", "urlPath"), ("authorId", "authorId"), ("bornOn", "bornOn"),
    ("api_url_string", "apiURLString"),
    ("inserted_at", "insertedAt"), ("line_2", "line2"), ("_private_key", "privateKey"),
    ("2fa", "_2fa"),
    ("valid?", "valid"), ("a__b", "aB"),
  ])
  func properties(source: String, swift: String) {
    #expect(SwiftNames.property(.init(source: source, elixir: source)) == swift)
  }

  @Test(arguments: [
    ("changeset", ""), ("registration_changeset", "Registration"),
    ("create_profile", "CreateProfile"),
    ("changeset_for_admin", "ChangesetForAdmin"), ("registrationChangeset", "Registration"),
  ])
  func payloads(function: String, prefix: String) {
    #expect(SwiftNames.payloadPrefix(function) == prefix)
  }

  @Test(arguments: [
    ("Post", "post", "a post"), ("BlogPost", "blogPost", "a blog post"),
    ("APIKey", "apiKey", "an apikey"),
    ("User", "user", "a user"), ("Article", "article", "an article"), ("URL", "url", "a url"),
  ])
  func types(name: String, variable: String, phrase: String) {
    #expect(SwiftNames.variable(ofType: name) == variable)
    #expect(SwiftNames.phrase(ofType: name) == phrase)
  }
}
