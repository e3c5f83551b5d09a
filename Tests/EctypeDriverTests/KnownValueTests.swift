import EctypeDiagnostics
import EctypeDriver
import Testing

/// What is left in Elixir of a `switch` on what is written out: nothing of which Erlang's compiler warns, and all else.
@Suite struct KnownValueTests {
  /// - Parameters:
  ///   - body: of a function of `n: Int` and `o: Int?`.
  ///   - expected: what it becomes.
  private func check(
    _ body: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let lines = body.split(separator: "\n").map { "    \($0)\n" }.joined()
    let text = """
      module M

      class C {
        private static func called(n: Int) -> Int { return n + 1 }
        static func found(n: Int) -> Int? { return n > 3 ? called(n) : nil }
        static func f(n: Int, o: Int?) -> Int {
      \(lines)  }
      }

      """
    let source = ProjectSource(SourceFile(path: "c.ectype", text: text), projectPath: "c.ectype")
    let result = Compiler.compile([source], Configuration(), targets: [.elixir])
    let elixir = result.outputs.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    #expect(
      elixir.contains(") do\n\(wanted)\n  end\n"), "\(elixir)", sourceLocation: sourceLocation)
  }

  @Test func aClauseThatAnEarlierOneTakes() {
    check(
      """
      switch (n, 1) {
        case (1, 1): return 7
        case (1, let b): return b
        case (let a, 1): return a
        default: return 0
      }
      """,
      """
      case {n, 1} do
        {1, 1} -> 7
        {a, 1} -> a
      end
      """)
  }

  /// Erlang's compiler says nothing.
  @Test func aLiteralIsAsked() {
    check(
      """
      let pair = (2, 1)
      switch pair {
        case (1, let b): return b
        case (let a, 1): return a + n
        default: return 0
      }
      """,
      """
      pair = {2, 1}

      case pair do
        {1, b} -> b
        {a, 1} -> a + n
        _ -> 0
      end
      """)
  }

  /// It knows what divides by zero.
  @Test func aGuardThatRaises() {
    check(
      """
      switch (called(n), 0) {
        case (let a, let b) where 7 / b >= a: return a
        case (1, let b) where n > 1 && n % (b * 2) == 1: return b
        case (2, let b) where n > 1 || n % b == 1: return b
        default: return 0
      }
      """,
      """
      case {called(n), 0} do
        {2, b} when n > 1 -> b
        _ -> 0
      end
      """)
  }

  /// Behind what raises nothing is asked: what stands before an `or` stays, and so does what may not be come to.
  @Test func aGuardThatMayRaise() {
    check(
      """
      switch (called(n), 0) {
        case (let a, let z) where a > 10 || a % z > 0 || a > 5: return 1
        case (let a, let z) where (a > 10 || a % z > 0) && a > 3 || n > 3: return 2
        case (let a, let z) where a > 7 && (n > 2 || a % z > 0): return 3
        case (let a, let z) where [1, 5 / z].contains(a): return 4
        case (let a, let z) where !(3...(5 / z)).contains(a): return 5
        default: return 0
      }
      """,
      """
      case {called(n), 0} do
        {a, z} when a > 10 or rem(a, z) > 0 or a > 5 -> 1
        {a, z} when ((a > 10 or rem(a, z) > 0) and a > 3) or n > 3 -> 2
        {a, _z} when a > 7 and n > 2 -> 3
        {a, z} when a in [1, div(5, z)] -> 4
        {a, z} when a not in 3..div(5, z)//1 -> 5
        _ -> 0
      end
      """)
  }

  /// Of a guard that fails it does.
  @Test func aLiteralThatFailsAGuard() {
    check(
      """
      let five = 5
      switch five {
        case 1...3: return n
        case 5: return n + 1
        default: return 0
      }
      """,
      """
      five = 5

      case five do
        5 -> n + 1
        _ -> 0
      end
      """)
  }

  /// Nor do the heads of a list that fail one, and what is left behind them.
  @Test func headsThatFailAGuard() {
    check(
      """
      let all = [-1, n, 4]
      let known = [-1, 2]
      switch all {
        case [let a | _] where a > 3: return a
        case [_, let b | _] where b > 3: return b
        default: break
      }
      switch known {
        case [let a | let rest] where a > 0: return a + rest.count
        case [_ | let rest] where rest == [3]: return 7
        case [_, let b | let rest]: return b + rest.count
        default: return 0
      }
      """,
      """
      all = [-1, n, 4]
      known = [-1, 2]

      case all do
        [_, b | _] when b > 3 ->
          b

        _ ->
          case known do
            [_, b | rest] -> b + length(rest)
            _ -> 0
          end
      end
      """)
  }

  /// The same of a list that goes on.
  @Test func headsBeforeAnotherList() {
    check(
      """
      let all = [n, 6] + [n, called(n)]
      switch all {
        case [_, 1 | _]: return 1
        case [_, _, 2 | _] where n > 2: return 2
        default: return n
      }
      """,
      """
      all = [n, 6] ++ [n, called(n)]

      case all do
        [_, _, 2 | _] when n > 2 -> 2
        _ -> n
      end
      """)
    check(
      """
      switch [n, 2 * 3] + (o == nil ? [] : [n]) {
        case [_, 5 | _]: return 1
        default: return n
      }
      """,
      """
      _ = [n, 2 * 3] ++ if(is_nil(o), do: [], else: [n])
      n
      """)
  }

  /// `div` and `rem` are worked out; what is nil is in no range.
  @Test func aValueThatIsWorkedOut() {
    check(
      """
      let half: (Int?, Int) = (nil, n)
      switch (-7 / 2, n) {
        case (-4, let a): return a
        case (-3, 1): return 5
        default: break
      }
      switch half {
        case (-1...1, 4): return 1
        case (nil, let a): return a
        default: return 2
      }
      """,
      """
      half = {nil, n}

      case {div(-7, 2), n} do
        {-3, 1} ->
          5

        _ ->
          {nil, a} = half
          a
      end
      """)
  }

  /// Elixir's compiler would warn that nil is no text.
  @Test func aNameThatIsNil() {
    check(
      """
      let none: String? = nil
      var sum = n
      if let text = none { sum += (text + "x").count }
      if let o { sum += o } else if let other = none { sum += (other + "y").count }
      return sum
      """,
      """
      if o do
        n + o
      else
        n
      end
      """)
  }

  @Test func whatIsNotKnownStays() {
    check(
      """
      let pair = (n, called(n))
      switch pair {
        case (1, let b): return b
        case (let a, 1): return a
        default: return 0
      }
      """,
      """
      pair = {n, called(n)}

      case pair do
        {1, b} -> b
        {a, 1} -> a
        _ -> 0
      end
      """)
  }

  /// For Swift they are the same text.
  @Test func textsOfOtherBytes() {
    check(
      """
      let text = "\u{E9}"
      switch (text, n) {
        case ("e\u{301}", 1): return 1
        case (_, 2): return 3
        default: return 2
      }
      """,
      """
      text = "\u{E9}"

      case {text, n} do
        {_, 2} -> 3
        _ -> 2
      end
      """)
  }

  /// The inner `r` is another one.
  @Test func aNameOfAnInnerScope() {
    check(
      """
      let r: Result<Int, Int> = .ok(n)
      let sums = [n].map { n in
        let r: Result<Int, Int> = .error(n)
        switch r {
          case .ok(let a): return a
          case .error(let b): return b + 1
        }
      }
      switch r {
        case .ok(let a): return a + sums.count
        case .error(let b): return b
      }
      """,
      """
      r = {:ok, n}

      sums =
        Enum.map([n], fn n ->
          r = {:error, n}
          {:error, b} = r
          b + 1
        end)

      {:ok, a} = r
      a + length(sums)
      """)
  }

  /// What one branch makes of it is not known behind them.
  @Test func aBranchThatAssigns() {
    check(
      """
      var r: Result<Int, Int> = .ok(n)
      if n > 3 { r = .error(n) }
      switch r {
        case .ok(let a): return a
        case .error(let b): return b + 1
      }
      """,
      """
      r = {:ok, n}

      r =
        if n > 3 do
          {:error, n}
        else
          r
        end

      case r do
        {:ok, a} -> a
        {:error, b} -> b + 1
      end
      """)
  }

  /// What is called before something nil is asked for is called still.
  @Test func callsStay() {
    check(
      """
      let none: (Int, Int)? = nil
      if let a = found(n), let none { return none.0 + a }
      return n
      """,
      """
      _a = found(n)

      n
      """)
  }

  /// The call is there only where `o` is.
  @Test func aCallThatMayNotBeReached() {
    check(
      """
      let none: (Int, Int)? = nil
      if let o, let a = found(o), let none { return none.0 + a }
      return n
      """,
      """
      none = nil

      with true <- o != nil, a when not is_nil(a) <- found(o), true <- none != nil do
        elem(none, 0) + a
      else
        _ -> n
      end
      """)
  }

  /// Nobody else calls it.
  @Test func aFunctionThatIsCalledNoMore() {
    let text = """
      module M

      class C {
        private static func lost(n: Int) -> Int { return n < 3 ? n : lost(n / 2) }
        static func f(n: Int) -> Int {
          switch (n, true) {
            case (let a, false): return lost(a)
            case (let a, true): return a
          }
        }
      }

      """
    let source = ProjectSource(SourceFile(path: "c.ectype", text: text), projectPath: "c.ectype")
    let result = Compiler.compile([source], Configuration(), targets: [.elixir])
    let elixir = result.outputs.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    #expect(elixir.contains("def f(n)"))
    #expect(!elixir.contains("lost"), "\(elixir)")
  }

  /// What a branch gives is known as well: here, that it does not return.
  @Test func whatABranchGives() {
    check(
      """
      let t = (0, n)
      switch t {
        case (1, _): print("one")
        case (2, let b): return b
        default:
      }
      print("two")
      return n
      """,
      """
      IO.puts("two")
      n
      """)
  }

  @Test func aNameForWhatIsNotThere() {
    check(
      """
      let none: Int? = nil
      if n > 3 { return 1 }
      if let some = none { return some }
      if n > 2 { return 2 }
      return 3
      """,
      """
      cond do
        n > 3 -> 1
        n > 2 -> 2
        true -> 3
      end
      """)
  }

  /// Of an `if` that stands alone Erlang's compiler says nothing, of a later condition it does.
  @Test func aFlagThatIsOff() {
    check(
      """
      let verbose = false
      if verbose { return 1 }
      if n > 3 { return 2 }
      return 3
      """,
      """
      if n > 3 do
        2
      else
        3
      end
      """)
    check(
      """
      let verbose = false
      if verbose { print("on") } else { print("off") }
      return n
      """,
      """
      verbose = false

      if verbose do
        IO.puts("on")
      else
        IO.puts("off")
      end

      n
      """)
  }

  /// Each list is the one before twice, of which only so many elements are followed.
  @Test func listsThatGrow() {
    let lines = (1...40).map { "let t\($0) = t\($0 - 1) + t\($0 - 1)\n" }.joined()
    let expected = (1...40).map { "t\($0) = t\($0 - 1) ++ t\($0 - 1)\n" }.joined()
    check(
      """
      let t0 = [n, 1]
      \(lines)switch t40 {
        case []: return 0
        case [let a]: return a
        default: return 1
      }
      """,
      """
      t0 = [n, 1]
      \(expected)
      case t40 do
        [] -> 0
        [a] -> a
        _ -> 1
      end
      """)
  }
}
