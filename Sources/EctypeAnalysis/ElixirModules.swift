import EctypeModel

/// Modules that every project with Ecto has. One of the same name would take the place of it, for all code.
enum ElixirModules {
  static func contain(_ name: ModuleName) -> Bool { names.contains(name.description) }

  private static let names: Set<String> = [
    "Access", "Agent", "Application", "ArgumentError", "ArithmeticError", "Atom", "BadArityError",
    "BadBooleanError", "BadFunctionError", "BadMapError", "BadStructError", "Base", "Behaviour",
    "Bitwise", "Calendar", "CaseClauseError", "Code", "Collectable", "CompileError",
    "CondClauseError", "Config", "DBConnection", "Date", "DateTime", "Decimal", "Dict",
    "Duration", "DynamicSupervisor", "EEx", "Ecto", "Enum", "Enumerable", "ErlangError", "ExUnit",
    "Exception", "File", "Float", "Function", "FunctionClauseError", "GenEvent", "GenServer",
    "HashDict", "HashSet", "IEx", "IO", "Inspect", "Integer", "JSON", "Jason", "Kernel",
    "KeyError", "Keyword", "List", "Logger", "Macro", "Map", "MapSet", "MatchError",
    "MismatchedDelimiterError", "Mix", "Module", "MyXQL", "NaiveDateTime", "Node", "OptionParser",
    "PartitionSupervisor", "Path", "Port", "Postgrex", "Process", "Protocol", "Range", "Record",
    "Regex", "Registry", "RuntimeError", "Set", "Stream", "String", "StringIO", "Supervisor",
    "SyntaxError", "System", "SystemLimitError", "Task", "Time", "TokenMissingError",
    "TryClauseError", "Tuple", "URI", "UndefinedFunctionError", "UnicodeConversionError",
    "Version", "WithClauseError",
    "Calendar.ISO", "Date.Range", "Ecto.Adapter", "Ecto.Association", "Ecto.Changeset",
    "Ecto.Embedded", "Ecto.Enum", "Ecto.Migration", "Ecto.Migrator", "Ecto.Multi",
    "Ecto.ParameterizedType", "Ecto.Query", "Ecto.Queryable", "Ecto.Repo", "Ecto.Schema",
    "Ecto.Type", "Ecto.UUID", "Enum.EmptyError", "Enum.OutOfBoundsError", "File.Error",
    "File.Stat", "File.Stream", "IO.ANSI", "IO.Stream", "Inspect.Algebra", "Inspect.Opts",
    "Jason.Decoder", "Jason.Encode", "Jason.Encoder", "Jason.Fragment", "List.Chars", "Macro.Env",
    "Module.Types", "Path.Wildcard", "Regex.CompileError", "String.Chars", "Task.Supervised",
    "Task.Supervisor", "URI.Error", "Version.Requirement",
  ]
}
