import EctypeModel
import SwiftBackend

/// The files of one program, in the order of their paths.
func translate(_ program: Program, settings: SwiftSettings) -> [OutputFile] {
  SwiftTranslation(settings: settings).files(program, ProgramChanges()).sorted { $0.path < $1.path }
}
