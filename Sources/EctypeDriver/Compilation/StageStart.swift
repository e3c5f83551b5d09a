/// That a stage of a build begins, for whoever shows progress or measures.
package struct StageStart: Sendable {
  package enum Stage: String, CaseIterable, Sendable {
    case reading, parsing, analyzing, translating, comparing, writing
    /// For another compile of the same project.
    case waiting
  }

  package var stage: Stage
  /// How much there is to do; 0 where that is not known yet.
  package var files: Int
  package var bytes: Int

  package init(_ stage: Stage, files: Int = 0, bytes: Int = 0) {
    self.stage = stage
    self.files = files
    self.bytes = bytes
  }
}
