extension StandardCall {
  /// What a letter of the function's signature stands for in this call; nil where no argument tells.
  package func type(of letter: String) -> ValueType? {
    for (parameter, argument) in zip(function.parameters, arguments) {
      if let found = parameter.type.find(letter, in: argument.type) { return found }
    }
    return nil
  }
}

extension StandardType {
  fileprivate func find(_ letter: String, in type: ValueType) -> ValueType? {
    switch (self, type) {
    case (.variable(letter), _): type == .any ? nil : type
    case (.optional(let inner), _): inner.find(letter, in: type.unwrapped)
    case (.list(let element), .list(let other)): element.find(letter, in: other)
    case (.function(_, let result), .function(_, let other)): result.find(letter, in: other)
    default: nil
    }
  }
}
