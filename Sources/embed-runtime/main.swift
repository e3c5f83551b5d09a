import Foundation

// embed-runtime OUTPUT SOURCE…: one Swift file of all sources, as a constant of another Swift file, and the names
// that it declares at its top.

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first, arguments.count > 1 else {
  FileHandle.standardError.write(Data("usage: embed-runtime OUTPUT SOURCE…\n".utf8))
  exit(2)
}

var texts: [String] = []
var names: Set<String> = []
for path in arguments.dropFirst() {
  let source = Source(try String(contentsOfFile: path, encoding: .utf8))
  texts.append(source.body)
  names.formUnion(source.names)
}

let text = texts.joined(separator: "\n")
let fence = String(repeating: "#", count: longestFence(in: text) + 1)
let result = """
  package enum EmbeddedRuntimeSource {
    package static let names: [String] = [\(names.sorted().map { "\"\($0)\"" }.joined(separator: ", "))]
    package static let text: String = \(fence)\"\"\"
  \(text)
  \"\"\"\(fence)
  }

  """
try Data(result.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)

/// How many `#` a quote is followed by at most.
func longestFence(in text: String) -> Int {
  var (longest, current, isAfterQuote) = (0, 0, false)
  for byte in text.utf8 {
    if byte == UInt8(ascii: "#") && isAfterQuote { current += 1 } else { current = 0 }
    isAfterQuote = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#") && current > 0
    longest = max(longest, current)
  }
  return longest
}
