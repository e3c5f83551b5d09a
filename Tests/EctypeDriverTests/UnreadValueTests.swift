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
}
