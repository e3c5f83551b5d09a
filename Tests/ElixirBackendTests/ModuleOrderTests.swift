import EctypeDiagnostics
import EctypeModel
import Testing

@testable import ElixirBackend

/// The order of modules in one file.
@Suite struct ModuleOrderTests {
  private static let place = Span(file: FileID(0), start: 0, end: 0)

  /// - Parameter text: the modules in the order of the sources. `A:B,?C` needs the struct of B, and hand-written Elixir
  ///   in it names C.
  private func order(_ text: String) -> (names: [String], ModuleOrder) {
    let modules = modules(text)
    return (modules.map(\.name.description), ModuleOrder(modules))
  }

  private func modules(_ text: String) -> [(name: ModuleName, needs: ModuleNeeds)] {
    text.split(separator: " ").map { module in
      let parts = module.split(separator: ":")
      var needs = ModuleNeeds()
      for need in parts.dropFirst().flatMap({ $0.split(separator: ",") }) {
        if need.hasPrefix("?") {
          needs.add(handWritten: String(need.dropFirst()))
        } else if need.hasPrefix("!") {
          needs.add(whole: ModuleName(String(need.dropFirst())), at: Self.place)
        } else {
          needs.addStruct(of: ModuleName(String(need)), at: Self.place)
        }
      }
      return (name: ModuleName(String(parts[0])), needs: needs)
    }
  }

  private func check(
    _ text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (names, order) = order(text)
    #expect(
      order.places.map { names[$0] }.joined(separator: " ") == expected,
      sourceLocation: sourceLocation)
    #expect(order.cycles.isEmpty, sourceLocation: sourceLocation)
  }

  private func checkCycles(
    _ text: String, _ expected: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let cycles = order(text).1.cycles.map { $0.steps.map(\.module.description) }
    #expect(cycles.map { $0.joined(separator: " ") } == expected, sourceLocation: sourceLocation)
  }

  @Test func theOrderOfTheSourcesStays() {
    check("", "")
    check("B A C", "B A C")
    check("A B:A C:A,B", "A B C")
    // Of another project, or itself.
    check("A:X,A B:?X", "A B")
  }

  @Test func onlyWhatIsNeededMoves() {
    check("A B:D C D", "A D B C")
    check("A:D,B B C D", "B D A C")
    check("A:B B:C C:D D", "D C B A")
    check("A:C,D B C:D D", "D C A B")
  }

  @Test func cycles() {
    checkCycles("A:B B:A", "A B")
    checkCycles("A X B:C C:D D:B", "B C D")
    // The shortest way round, once.
    checkCycles("A:B,C B:A C:B", "A B")
    checkCycles("A:B B:A C:D D:C", "A B", "C D")
  }

  /// What is only named stands above where it can.
  @Test func handWrittenElixir() {
    check("A:?C B C", "C A B")
    check("A:?B B:A", "A B")
    check("A:?B B:?A", "A B")
    check("A:?B,C B:?C C:B", "B C A")
    checkCycles("A:?B B:C C:B", "B C")
  }

  /// Needs as deep as there are modules take no more than time.
  @Test func deepNeeds() {
    let count = 20_000
    let text = (0..<count).map { "M\($0):M\($0 + 1)" }.joined(separator: " ")
    #expect(order(text).1.places == Array((0..<count).reversed()))
    let cycle = (0..<count).map { "M\($0):M\(($0 + 1) % count)" }.joined(separator: " ")
    #expect(order(cycle).1.cycles.map(\.steps.count) == [count])
  }

  // MARK: Names in hand-written Elixir

  private func checkNames(
    _ text: String, _ expected: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var needs = ModuleNeeds()
    needs.add(handWritten: text)
    #expect(needs.mentioned.map(\.description) == expected, sourceLocation: sourceLocation)
  }

  @Test func names() {
    checkNames("use Ecto.Type\ndef x(%A.B{} = b), do: A.C.d(b)", "Ecto.Type", "A.B", "A.C")
    checkNames("alias A.B.{C, D.E}\nimport F", "A.B.C", "A.B.D.E", "F")
    checkNames("%{a: b}, my_Type, :\"é.\", x.y.z, %C{d: E}", "C", "E")
    checkNames("A", "A")
  }

  /// - Parameter text: `A:B,!C` needs the struct of B, and all of C before it has its own.
  private func checkApart(
    _ text: String, _ expected: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let cycles = ModuleOrder.cycles(apart: modules(text)).map { $0.steps.map(\.module.description) }
    #expect(cycles.map { $0.joined(separator: " ") } == expected, sourceLocation: sourceLocation)
  }

  @Test func functionsMayNeedEachOthersStructs() {
    checkApart("A:B B:A")
    checkApart("A:!B B")
    // B waits for the struct of C alone, which C has before its functions.
    checkApart("A:!B B:C C:A")
    checkApart("A:!B B:X C:!X")
  }

  @Test func whatASchemaAsksForMayNotNeedItsStruct() {
    checkApart("A:!B B:A", "A B")
    checkApart("A:!B B:!A", "A B")
    checkApart("A:!B B:C C:!A", "A B C")
    checkApart("A B:!C C:B D:!E E:F,D F:A", "B C", "D E")
  }
}
