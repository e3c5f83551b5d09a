import EctypeDiagnostics
import EctypeDriver
import Testing

/// What is left in Elixir of values that nobody reads: what they do, and what may fail.
@Suite struct UnreadValueTests {
  /// - Parameter expected: a part of what the functions become.
  private func check(
    _ functions: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = "module M\n\nclass C {\n\(functions)\n}\n"
    let source = ProjectSource(SourceFile(path: "c.ectype", text: text), projectPath: "c.ectype")
    let result = Compiler.compile([source], Configuration(), targets: [.elixir])
    let elixir = result.outputs.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    #expect(elixir.contains(expected), "\(elixir)", sourceLocation: sourceLocation)
  }

  @Test func aVariableThatALoopOnlyAssigns() {
    check(
      """
        static func f(m: [String: Int], key: String) -> Int {
          var seen = 0
          for n in 1...3 {
            if n == 2 {
              seen += seen
            } else {
              seen = Map.fetch!(m, key)
              continue
            }
            return n
          }
          return m.count
        }
      """,
      """
              if n != 2 do
                _ = Map.fetch!(m, key)
                nil
              else
      """)
  }

  /// Of a function of the library that a constant is, the effects are known.
  @Test func aFunctionOfTheLibrary() {
    check(
      """
        static func f(n: Int) -> Int {
          let shown: (Int) -> String = &Integer.toString/1
          shown(n)
          return n
        }
      """,
      """
        def f(n) do
          n
        end
      """)
  }

  @Test func aFunctionThatOnlyCallsIt() {
    check(
      """
        static func f(n: Double) -> Double {
          func whole(x: Double) -> Int {
            return Int(x)
          }
          whole(n)
          return n
        }
      """,
      """
        def f(n) do
          _ = trunc(n)
          n
        end
      """)
  }

  /// Erlang's compiler warns where what is taken apart is read in vain.
  @Test func whatIsReadInVain() {
    check(
      """
        private static func g(n: Int) -> Int? { return n > 3 ? n : nil }
        static func f(n: Int) -> Int {
          let (rest, name) = (n % 3, "a".padRight(n, "b"))
          let first = g(1) ?? rest
          let second = n > 3 ? rest : (g(2) ?? 0)
          let third = n > 3 ? g(3) : g(4)
          let fourth = [rest, g(5) ?? g(6) ?? rest]
          let fifth = ["a": rest].merging(["b": g(7) ?? 0])
          let sixth = name == "b" && g(8) != nil
          let seventh = name == "b" || g(9) == rest
          return name.count
        }
      """,
      """
        def f(n) do
          name = String.pad_trailing("a", n, "b")
          g(1)

          if n <= 3 do
            g(2)
          end

          if n > 3 do
            g(3)
          else
            g(4)
          end

          if is_nil(g(5)) do
            g(6)
          end

          g(7)

          if name == "b" do
            g(8)
          end

          if name != "b" do
            g(9)
          end

          String.length(name)
        end
      """)
  }
}
