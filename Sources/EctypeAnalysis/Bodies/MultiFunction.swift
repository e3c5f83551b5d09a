import EctypeModel

/// The functions of `Ecto.Multi`.
enum MultiFunction {
  /// No steps yet.
  case new
  /// A step that does what the repository's function of the same name does.
  case step(RepositoryFunction)
  /// A function of the repository and what was done before, which gives a result.
  case run
  /// A value for later steps.
  case put
  /// A step that always fails.
  case error
  /// Another's steps behind these, or before them.
  case append, prepend
  /// The steps that a function of what was done before gives.
  case merge
  /// Prints what was done before.
  case inspect
  case toList

  static let all: [String: MultiFunction] = {
    var functions: [String: MultiFunction] = [
      "new": .new, "run": .run, "put": .put, "error": .error, "append": .append,
      "prepend": .prepend, "merge": .merge, "inspect": .inspect, "to_list": .toList,
    ]
    let steps = [
      "insert", "update", "insert_or_update", "delete", "one", "all", "exists?", "insert_all",
      "update_all", "delete_all",
    ]
    for name in steps { functions[name] = RepositoryFunction.all[name].map { .step($0) } }
    return functions
  }()

  static let module = ModuleName(["Ecto", "Multi"])

  /// `Multi`, `Ecto.Multi`
  static func isModule(_ path: [String]) -> Bool { path == ["Multi"] || path == module.segments }
}
