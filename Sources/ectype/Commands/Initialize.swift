import EctypeDiagnostics
import EctypeDriver

/// `ectype init`
extension Tool {
  mutating func initialize() throws(BuildFailure) -> ExitCode {
    let working = try workingFolder()
    let folder = invocation.paths.first ?? ""
    let starter: Starter
    do throws(FileTrouble) {
      starter = try Starter(folder: Paths.normalized(Paths.join(working, folder)))
      if starter.isProject {
        let place = Paths.join(folder, Configuration.fileName)
        throw FileTrouble(place, "is there already: this is a project of Ectype's")
      }
      try starter.write()
    } catch {
      throw .files([error])
    }
    for file in starter.files {
      let path = Paths.join(folder, file.path)
      console.inform(file.exists ? "kept   \(path), which was there" : "wrote  \(path)")
    }
    console.inform("\n" + starter.nextSteps(folder: folder))
    return .fine
  }
}
