/// The format of generated code that this runtime understands.
///
/// Every generated file names this type once. A runtime that is too old or too new for the file lacks
/// the name, so the build stops at "cannot find type 'EctypeRuntimeFormat2' in scope" instead of at a
/// hundred mismatches further down. The number goes up only when generated code has to change.
public nonisolated enum EctypeRuntimeFormat2 {}
