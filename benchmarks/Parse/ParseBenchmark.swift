import EctypeDiagnostics
import EctypeSyntax
import Foundation

/// Times the lexer and the parser alone, on one core: `parse-benchmark FILE RUNS` prints the milliseconds of each run. The
/// first is that of a process that has just started, to which the system still has to give its memory.
@main struct ParseBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let runs = Int(arguments[2]) else {
      print("usage: parse-benchmark FILE RUNS")
      exit(2)
    }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[1])))
    let source = SourceFile(path: arguments[1], bytes: bytes)
    for _ in 0..<runs {
      var nodes = 0
      let time = ContinuousClock().measure {
        nodes = parse(source, file: FileID(0)).tree.nodes.count
      }
      precondition(nodes > 0)
      print(String(format: "%.2f", Double(time.components.attoseconds) / 1e15))
    }
  }
}
