import EctypeDiagnostics
import EctypeDriver
import Testing

/// The rules of `docs/grammar.md` that types decide, not tokens: what is emitted for either side.
@Suite struct RuleMeaningTests {
  private func elixir(_ source: String) -> String {
    let file = ProjectSource(SourceFile(path: "a.ectype", text: source), projectPath: "a.ectype")
    let result = Compiler.compile([file], Configuration())
    #expect(result.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    return result.outputs.filter { $0.path.hasSuffix(".ex") }
      .map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
  }

  /// 2
  @Test func taggedValues() {
    let text = elixir(
      """
      @schema("posts") struct Post { var views: Int }
      @context class Posts {
        func object() -> Result<Int, String> { {ok: 1} }
        func tuple() -> Result<Int, String> { {:error, "no"} }
        func map() -> [Atom: Int] { {ok: 2} }
        func rows() -> Query<Post, {ok: Int}> { from(p in Post) |> select({ok: p.views}) }
      }
      """)
    #expect(text.contains("{:ok, 1}"))
    #expect(text.contains("{:error, \"no\"}"))
    #expect(text.contains("%{ok: 2}"))
    #expect(text.contains("%{ok: p.views}"))
  }

  /// 11c
  @Test func functionsOfAStruct() {
    let text = elixir(
      """
      @schema("posts")
      struct Post {
        var title: String
        func heading(prefix: String) -> String { prefix <> self.title }
        static func label(prefix: String) -> String { prefix <> "posts" }
      }
      """)
    #expect(text.contains("def heading(post, prefix) do"))
    #expect(text.contains("def label(prefix) do"))
  }

  /// 11
  @Test func typesOfFields() {
    let text = elixir(
      """
      @schema("events")
      struct Event {
        var on: Date
        @field(type: .date) var at: String
        var name: String
      }
      """)
    #expect(text.contains("field :on, :date"))
    #expect(text.contains("field :at, :date"))
    #expect(text.contains("field :name, :string"))
  }

  /// 8 and 11b
  @Test func membersAndMaps() {
    let text = elixir(
      """
      enum Status: String { case draft, published }
      @schema("posts")
      struct Post {
        var status: Status = .draft
        @changeset func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.status])
        }
      }
      @context class Posts {
        func texts() -> [String: Int] { ["a": 1] }
        func atoms() -> [Atom: Int] { [.a: 1] }
      }
      """)
    #expect(text.contains("default: :draft"))
    #expect(text.contains("cast(post, params, [:status])"))
    #expect(text.contains("%{\"a\" => 1}"))
    #expect(text.contains("%{a: 1}"))
  }
}
