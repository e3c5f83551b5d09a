/// What a lint thinks of names: schemas have the same ones, and each is judged once.
struct JudgedNames {
  private let judge: (String) -> Bool
  private var known: [String: Bool] = [:]

  init(_ judge: @escaping (String) -> Bool) { self.judge = judge }

  mutating func isMeant(_ name: String) -> Bool {
    if let known = known[name] { return known }
    let isMeant = judge(name)
    known[name] = isMeant
    return isMeant
  }
}
