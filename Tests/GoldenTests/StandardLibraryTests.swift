import EctypeDiagnostics
import EctypeDriver
import EctypeModel
import Foundation
import Testing

/// The table of the standard library: every entry compiles, gives under Elixir what its example says, and
/// stands in docs/standard-library.md.
@Suite struct StandardLibraryTests {
  private static let functions = StandardLibrary.all

  @Test func documentationIsTheTable() throws {
    try Golden.compare([UInt8](Self.documentation.utf8), with: "docs/standard-library.md")
  }

  private static var documentation: String {
    var text = """
      # The standard library

      What function bodies may call besides the project's own functions, in Swift's terms and in Elixir's. The tests
      compile each example, run it, and compare its value. `T`, `U`, `L`, `V` and `E` are any types, `N` is a number, `I` an integer,
      `C` a number, a string or a tuple of them, `M` a `Date`, a `Time`, a `NaiveDateTime`, a `DateTime` or a `Decimal`, whose
      module compares it (`$M`), `S` what has a text (no list, tuple or map), `Q`
      and `K` what has no decimal in it: two equal decimals may be written differently. A function marked *changes* is a statement that gives the variable it is called on, or the
      part of one (`post.tags.append(x)`, `rows[0].sort()`), a new value; one marked *impure* may give something else each time, or does something.

      This page is made from the table in `Sources/EctypeModel/Standard`.

      ## Functions in Swift

      A function of a module whose body is pure is compiled to Swift too, in an enum of the module's name: it calls
      nothing but what has Swift below, operators, and functions of its kind, it takes and gives numbers, text,
      booleans, dates, times of whole seconds, enumerations, and lists, tuples, optionals, maps and results of those, and it does not go
      through a map, which has an order of its own in each language. All other functions are the server's, and
      Swift says nothing of them; `@swift(skip: true)` keeps one out that it could have.

      ```ectype
      module Pricing

      /// What is left to pay, in cents.
      func rest(total: Int, paid: [Int]) -> Int {
        var rest = total
        for amount in paid where amount > 0 { rest -= amount }
        return max(rest, 0)
      }
      ```

      gives, beside the Elixir:

      ```swift
        /// What is left to pay, in cents.
        public static func rest(total: Int, paid: [Int]) throws -> Int {
          var rest = total
          for amount in paid where amount > 0 {
            rest = try rest.subtracting(amount)
          }
          return Elixir.max(rest, 0)
        }
      ```

      For the same arguments both give the same value, or none:

      - Where Elixir raises (a division by zero, `Map.fetch!` of no key), Swift throws an `EvaluationError`. In a `where`,
        which is a guard of Elixir's, neither does: the case does not match.
      - Elixir's integers have no end and Swift's have 64 bits. Swift throws `.overflow` where a result does not fit,
        where others stop the app; a function that cannot throw is not marked so. Floats that are not finite are errors
        in both. (A recursion too deep for the stack, which Elixir does not have, still stops it.)
      - Strings are compared, searched and sorted by their bytes, and counted in the grapheme clusters of OTP 25.
        The keys of a Swift dictionary alone are equal where they are canonically equivalent: bring keys into one
        normal form where that matters. Letters change case as each language's version of Unicode has them.
      - An enumeration has a value more in Swift, of later versions of the server: a `switch` without a `default`
        throws `.noMatch` for it.
      - `{:ok, value}` and `{:error, reason}` are `Outcome.ok` and `.error`. Times are the run-time's `LocalTime`,
        `NaiveDateTime` and `UTCDateTime`, whatever `swift.dates` says of models: `UTCDateTime(date)` makes one.

      `fixtures/projects/functions` is run in both on the same arguments, and `scripts/random_bodies.exs` runs random
      programs: docs/robustness.md.

      """
    for section in StandardLibrary.sections {
      text +=
        "\n## \(section.title)\n\n| function | Elixir | Swift | example | value |\n|---|---|---|---|---|\n"
      for function in section.functions {
        var head = function.head.replacing("mutating ", with: "").replacing("impure ", with: "")
        head = cell(head)
        if function.form == .mutation { head += " *changes*" }
        if !function.isPure { head += " *impure*" }
        text +=
          "| \(head) | \(cell(function.template)) | \(function.swift.map(cell) ?? "") | \(cell(function.example)) | \(cell(function.expected)) |\n"
      }
    }
    return text
  }

  private static func cell(_ text: String) -> String {
    "`\(text.replacing("|", with: "\\|").replacing("\n", with: "\\n"))`"
  }

  /// One module whose functions give the examples' values, beside what they must be.
  private static var source: String {
    var text = "module Standard\n\nclass Examples {\n"
    for (index, function) in functions.enumerated() {
      text += "  static func example\(index)() -> Any {\n"
      if function.form == .mutation {
        // `[1].append(2)`: the receiver is a variable.
        let dot = receiverEnd(function.example)
        let receiver = function.example[..<dot]
        text +=
          "    var value = \(receiver)\n    value\(function.example[dot...])\n    return value\n"
      } else if function.result == .value(.void) {
        text += "    \(escaped(function.example))\n    return :ok\n"
      } else {
        text += "    return \(escaped(function.example))\n"
      }
      text += "  }\n  static func value\(index)() -> Any { return \(escaped(function.expected)) }\n"
    }
    return text + "}\n"
  }

  private static func escaped(_ text: String) -> String { text.replacing("\n", with: "\\n") }

  private static func receiverEnd(_ example: String) -> String.Index {
    let closing = example.firstIndex(of: "]") ?? example.startIndex
    return example.index(after: closing)
  }

  @Test func everyExampleGivesItsValue() throws {
    guard let elixir = find("elixir") else { return }
    let source = ProjectSource(
      SourceFile(path: "examples.ectype", bytes: [UInt8](Self.source.utf8)),
      projectPath: "examples.ectype")
    let result = Compiler.compile([source], Configuration())
    let problems = result.diagnostics.filter { $0.severity == .error }
    let text = HumanRenderer().render(problems, in: result.sources)
    #expect(problems.isEmpty, "\(String(decoding: text, as: UTF8.self))")
    let module = try #require(result.outputs.first { $0.path.hasSuffix("examples.ex") })

    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ectype-standard-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(module.bytes).write(to: folder.appending(path: "examples.ex"))
    try Data(Self.script.utf8).write(to: folder.appending(path: "run.exs"))
    let (status, log) = try run(elixir, ["run.exs"], in: folder)
    #expect(status == 0 && log == "ok\n", "\(log)")
  }

  private static var script: String {
    let heads = functions.map { "~S|" + $0.head.replacing("|", with: "/") + "|" }
    return """
      text = File.read!("examples.ex")
      if IO.iodata_to_binary([Code.format_string!(text), "\\n"]) != text, do: IO.puts("not formatted")
      decimal = Code.ensure_loaded?(Decimal)

      # Without the library its functions cannot be run: the rest can.
      unless decimal, do: Code.put_compiler_option(:no_warn_undefined, :all)
      [{module, _}] = Code.compile_file("examples.ex")
      {:ok, sink} = StringIO.open("")
      leader = Process.group_leader()

      wrong =
        for {head, index} <- Enum.with_index([\(heads.joined(separator: ",\n"))]),
            decimal or not (head =~ "Decimal") do
          Process.group_leader(self(), sink)
          given = try do apply(module, :"example#{index}", []) rescue error -> error end
          wanted = apply(module, :"value#{index}", [])
          Process.group_leader(self(), leader)
          if given !== wanted, do: "#{head}: #{inspect(given)}, not #{inspect(wanted)}"
        end

      case Enum.reject(wrong, &is_nil/1) do
        [] -> IO.puts("ok")
        wrong -> IO.puts(Enum.join(wrong, "\\n"))
      end
      """
  }

  private func find(_ name: String) -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let found = folders.map { URL(filePath: String($0)).appending(path: name) }.first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
    if found == nil {
      print("Skipped: `\(name)` is not installed, so this test checks nothing here.")
    }
    return found
  }

  private func run(_ tool: URL, _ arguments: [String], in folder: URL) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = tool
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    let log = folder.appending(path: "log.txt")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    let handle = try FileHandle(forWritingTo: log)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try handle.close()
    return (process.terminationStatus, String(decoding: try Data(contentsOf: log), as: UTF8.self))
  }
}
