import Foundation
import Testing

@testable import ElixirBackend

/// Random trees against Elixir's own parser and formatter.
@Suite struct FormatterTests {
  static let count = 4000

  static let formatterOptions = """
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

  @Test func randomTreesAreFixedPointsAndMeanWhatTheySay() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["ECTYPE_TEST_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...1 << 40)
    let count = environment["ECTYPE_TEST_COUNT"].flatMap(Int.init) ?? Self.count
    print("seed \(seed): set ECTYPE_TEST_SEED to see the same trees")
    guard let elixir = ElixirTool.find("elixir") else { return }
    try ElixirTool.withFolder { folder in
      var printer = ElixirPrinter()
      for index in 0..<count {
        var random = RandomElixir(seed: seed &+ UInt64(index))
        let tree = random.file()
        try Data(printer.print(tree)).write(to: folder.appending(path: "\(index).ex"))
        try Data(ExplicitElixir.body(tree).utf8).write(to: folder.appending(path: "\(index).exs"))
      }
      try Data(Self.formatterOptions.utf8).write(to: folder.appending(path: ".formatter.exs"))
      if let keep = environment["ECTYPE_TEST_FOLDER"] {
        try? FileManager.default.removeItem(atPath: keep)
        try FileManager.default.copyItem(atPath: folder.path, toPath: keep)
      }
    }
  }
}
