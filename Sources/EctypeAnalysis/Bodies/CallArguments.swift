import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Tells which parameter each argument of a call is for. Labels may be left out; where they are written they are
/// the parameters' labels, or their names.
struct CallArguments {
  let file: FileAnalysis
  let signature: Signature
  /// A label's name and place; none for an argument without one, and for what is piped in.
  let labels: [WrittenLabel?]
  /// The whole call.
  let span: Span

  struct WrittenLabel {
    /// As the source has it.
    var written: String
    var place: Span
    var name: String { NameRules.snakeCase(written) }
  }

  /// A parameter as Elixir has it, the struct that a `func` of a schema takes first among them.
  private struct Parameter {
    var name: Name?
    var hasDefault: Bool
  }

  private var parameters: [Parameter] {
    (signature.receiver == nil ? [] : [Parameter(name: nil, hasDefault: false)])
      + signature.parameters.map {
        Parameter(name: $0.pattern == nil ? $0.written : nil, hasDefault: $0.hasDefault)
      }
  }

  /// The types that the arguments must have; nil after a diagnostic.
  func types() -> [ValueType]? {
    let parameters = parameters
    guard areKnown(parameters) else { return nil }
    let filled = DefaultArguments.filled(parameters.map(\.hasDefault), by: labels.count)
    if labels.contains(where: { $0 != nil }) {
      guard let places = places(among: parameters) else { return nil }
      let missing = parameters.indices.filter {
        !parameters[$0].hasDefault && !places.contains($0)
      }
      guard missing.isEmpty, filled != nil else {
        wrongCount(missing: missing.compactMap { parameters[$0].name })
        return nil
      }
      guard places == filled else {
        skips(places, parameters)
        return nil
      }
    }
    guard let filled else {
      wrongCount(missing: [])
      return nil
    }
    return filled.map { signature.argumentTypes[$0] }
  }

  /// Whether all labels are names of parameters.
  private func areKnown(_ parameters: [Parameter]) -> Bool {
    let names = parameters.compactMap(\.name)
    for label in labels {
      guard let label, !names.contains(where: { $0.elixir == label.name }) else { continue }
      let list = names.map { "`\($0.source)`" }.joined(separator: ", ")
      file.report(
        .unknownOption,
        "`\(signature.name.source)` has no parameter `\(label.written)`", at: label.place,
        secondary: [Label(signature.span, "declared here")],
        notes: names.isEmpty ? [] : ["its parameters are \(list)"],
        helps: file.didYouMean(
          label.name,
          among: names.map(\.elixir).filter { name in !labels.contains { $0?.name == name } },
          at: label.place,
          orElse: "leave the label out" + (names.isEmpty ? ": its parameters are patterns" : ""),
          spelling: NameRules.camelCase))
      return false
    }
    return true
  }

  /// The places of the parameters that are meant, in order; nil after a diagnostic.
  private func places(among parameters: [Parameter]) -> [Int]? {
    var places: [Int] = []
    var next = 0
    for label in labels {
      guard let label else {
        guard next < parameters.count else {
          wrongCount(missing: [])
          return nil
        }
        places.append(next)
        next += 1
        continue
      }
      guard let place = parameters.firstIndex(where: { $0.name?.elixir == label.name }) else {
        return nil
      }
      guard place >= next else {
        // One that is there twice was reported with the labels.
        if labels.count(where: { $0?.name == label.name }) == 1 {
          file.report(
            .wrongArguments, "`\(label.written)` is given too late, or twice", at: label.place,
            secondary: [Label(signature.span, "declared here")],
            helps: [
              Help("write the arguments in the order of the parameters, each of them once")
            ])
        }
        return nil
      }
      places.append(place)
      next = place + 1
    }
    return places
  }

  /// A default is left to the function before one that is given.
  private func skips(_ places: [Int], _ parameters: [Parameter]) {
    guard
      let last = places.last(where: { parameters[$0].hasDefault }), let name = parameters[last].name
    else { return }
    let left = parameters[..<last].indices.filter {
      parameters[$0].hasDefault && !places.contains($0)
    }
    let list = left.compactMap { parameters[$0].name.map { "`\($0.source)`" } }
      .joined(separator: ", ")
    let place = labels.lazy.compactMap { $0 }.first { $0.name == name.elixir }?.place ?? span
    file.report(
      .wrongArguments, "`\(name.source)` cannot be given where \(list) is left out", at: place,
      secondary: [Label(signature.span, "declared here")],
      notes: ["Elixir fills in defaults from the last parameter on"],
      helps: [Help("give \(list) too")])
  }

  private func wrongCount(missing: [Name]) {
    let most = signature.argumentTypes.count
    let least = signature.requiredCount
    let wanted = least == most ? "\(most)" : "\(least) to \(most)"
    let list = missing.map { "`\($0.source)`" }.joined(separator: ", ")
    file.report(
      .wrongArguments,
      missing.isEmpty
        ? "`\(signature.name.source)` takes \(wanted) argument\(most == 1 ? "" : "s"), not \(labels.count)"
        : "`\(signature.name.source)` is given no \(list)",
      at: span, secondary: [Label(signature.span, "declared here")],
      notes: signature.receiver == nil || !missing.isEmpty
        ? [] : ["the struct it is called on counts as the first"],
      helps: [Help(wayOut)])
  }

  /// What the function takes, in order.
  private var wayOut: String {
    let names =
      (signature.receiver == nil ? [] : ["the struct"])
      + signature.parameters.map {
        "`\($0.written.source)`\($0.hasDefault ? ", which has a default" : "")"
      }
    return names.isEmpty
      ? "leave them out: it takes none" : "it takes \(names.joined(separator: "; "))"
  }
}
