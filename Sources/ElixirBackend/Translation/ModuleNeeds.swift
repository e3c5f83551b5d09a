import EctypeDiagnostics
import EctypeModel

/// What Elixir must have of other modules to compile one: in one file those stand above it. What a module only names
/// (`belongs_to`, `from`, a call, a spec) may stand anywhere.
struct ModuleNeeds {
  struct Need {
    var module: ModuleName
    var place: Span
    /// Only the struct, which Elixir has before it comes to the module's functions.
    var isOfStruct = false
  }

  private(set) var needs: [Need] = []
  /// What hand-written Elixir names. Nobody knows what for, so these stand above it where nothing speaks against it.
  private(set) var mentioned: [ModuleName] = []

  var isEmpty: Bool { needs.isEmpty && mentioned.isEmpty }

  /// `%Post{…}`, as a value or a pattern.
  mutating func addStruct(of module: ModuleName, at place: Span) {
    needs.append(Need(module: module, place: place, isOfStruct: true))
  }

  /// A module that must be there as a whole.
  mutating func add(whole module: ModuleName, at place: Span) {
    needs.append(Need(module: module, place: place))
  }

  mutating func add(_ other: ModuleNeeds) {
    needs += other.needs
    mentioned += other.mentioned
  }

  /// What Ecto asks for while it goes through a schema's declarations.
  mutating func add(_ schema: Schema, _ program: Program) {
    for derivation in schema.derivations {
      add(whole: derivation.module, at: derivation.span ?? schema.origin.span)
    }
    for field in schema.fields {
      guard case .custom(let module, _) = field.type.element else { continue }
      add(whole: module, at: field.span)
    }
    for embed in schema.embeds where embed.defaultsToStruct {
      add(whole: program[embed.target].module, at: embed.origin.span)
    }
  }

  /// `MyApp.Blog.Post`, `alias MyApp.Blog.{Post, Author}`
  mutating func add(handWritten text: String) {
    var prefix: [String] = []
    var path: [String] = []
    var word: [UInt8] = []
    for byte in [UInt8](text.utf8) + [0] {
      if byte.isOfName {
        word.append(byte)
        continue
      }
      let isSegment = word.first.map { (0x41...0x5A).contains($0) } ?? false
      if isSegment { path.append(String(decoding: word, as: UTF8.self)) }
      word = []
      switch byte {
      case UInt8(ascii: ".") where isSegment: continue
      case UInt8(ascii: "{") where !path.isEmpty && !isSegment: prefix = path
      default:
        if !path.isEmpty { mentioned.append(ModuleName(prefix + path)) }
        if byte == UInt8(ascii: "}") { prefix = [] }
      }
      path = []
    }
  }
}

extension UInt8 {
  fileprivate var isOfName: Bool {
    switch self {
    case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, UInt8(ascii: "_"): true
    default: false
    }
  }
}
