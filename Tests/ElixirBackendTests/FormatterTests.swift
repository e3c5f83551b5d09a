import Foundation
import Testing

@testable import ElixirBackend

/// Random trees against Elixir's own parser and formatter.
@Suite struct FormatterTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["ECTYPE_TEST_COUNT"].flatMap(Int.init) ?? 4000

  /// What `import_deps: [:ecto, :ecto_sql]` gives.
  private static let formatterOptions = """
    [
      inputs: ["*.ex"],
      locals_without_parens: [
        from: 2, field: 1, field: 2, field: 3, timestamps: 1, belongs_to: 2, belongs_to: 3, has_one: 2,
        has_one: 3, has_many: 2, has_many: 3, many_to_many: 2, many_to_many: 3, embeds_one: 2,
        embeds_one: 3, embeds_one: 4, embeds_many: 2, embeds_many: 3, embeds_many: 4, add: 2, add: 3,
        add_if_not_exists: 2, add_if_not_exists: 3, alter: 2, create: 1, create: 2,
        create_if_not_exists: 1, create_if_not_exists: 2, drop: 1, drop: 2, drop_if_exists: 1,
        drop_if_exists: 2, execute: 1, execute: 2, modify: 2, modify: 3, remove: 1, remove: 2, remove: 3,
        remove_if_exists: 1, remove_if_exists: 2, rename: 2, rename: 3
      ]
    ]
    """

  /// Compares what Elixir reads in each `.ex` with what it reads in its explicit twin.
  private static let comparison = #"""
    options = &[file: &1, warnings: false, emit_warnings: false]

    same = fn quoted ->
      Macro.prewalk(quoted, fn
        {:__block__, _, [only]} -> only
        {name, meta, arguments} when is_list(meta) -> {name, [], arguments}
        other -> other
      end)
    end

    # A block of one may stand for another.
    settle = fn quoted, settle ->
      case same.(quoted) do
        ^quoted -> quoted
        changed -> settle.(changed, settle)
      end
    end

    for file <- Path.wildcard("*.ex") do
      printed = settle.(Code.string_to_quoted!(File.read!(file), options.(file)), settle)
      explicit = settle.(Code.string_to_quoted!(File.read!(file <> "s"), options.(file <> "s")), settle)
      if printed != explicit, do: IO.puts("differs: #{file}")
    end

    IO.puts("compared")
    """#

  @Test func randomTreesAreFixedPointsAndMeanWhatTheySay() throws {
    let seed =
      Self.environment["ECTYPE_TEST_SEED"].flatMap(UInt64.init) ?? 2026
    print("seed \(seed): set ECTYPE_TEST_SEED to see the same trees")
    guard let elixir = ElixirTool.find("elixir"), let mix = ElixirTool.find("mix") else { return }
    try ElixirTool.withFolder { folder in
      let isOld = try ElixirTool.isOlderThan118(elixir, in: folder)
      let texts = try write(seed: seed, suitsOldFormatters: isOld, to: folder)

      let (compared, report) = try ElixirTool.run(elixir, ["-e", Self.comparison], in: folder)
      #expect(compared == 0 && report == "compared\n", "seed \(seed): \(report.prefix(4000))")

      let (formatted, log) = try ElixirTool.run(mix, ["format"], in: folder)
      #expect(formatted == 0, "seed \(seed): \(log.prefix(4000))")
      for (index, text) in texts.enumerated() {
        let file = folder.appending(path: "\(index).ex")
        let result = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        if result != text, !(isOld && Self.isOldDifference(text, result)) {
          Issue.record("seed \(seed), tree \(index):\n\(text)\nformatted:\n\(result)")
        }
      }
    }
  }

  private func write(seed: UInt64, suitsOldFormatters: Bool, to folder: URL) throws -> [String] {
    var printer = ElixirPrinter()
    var texts: [String] = []
    for index in 0..<Self.count {
      var random = RandomElixir(seed: seed &+ UInt64(index), suitsOldFormatters: suitsOldFormatters)
      let tree = random.file()
      let bytes = printer.print(tree)
      texts.append(String(decoding: bytes, as: UTF8.self))
      try Data(bytes).write(to: folder.appending(path: "\(index).ex"))
      let explicit = ExplicitElixir.body(tree)
      try Data(explicit.utf8).write(to: folder.appending(path: "\(index).exs"))
    }
    try Data(Self.formatterOptions.utf8).write(to: folder.appending(path: ".formatter.exs"))
    return texts
  }

  /// Formatters before 1.18 leave a call that is one column too long on its line.
  private static func isOldDifference(_ text: String, _ formatted: String) -> Bool {
    let lines = Set(text.split(separator: "\n"))
    return text.filter { !$0.isWhitespace } == formatted.filter { !$0.isWhitespace }
      && formatted.split(separator: "\n").contains { $0.count > 98 && !lines.contains($0) }
  }
}
