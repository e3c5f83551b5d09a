# Compiles each folder of Elixir below the one that is named, beside what its project has written by hand, and
# reports those that do not compile without a warning. Exits with 1 where there is one.
Code.put_compiler_option(:ignore_module_conflict, true)
[root] = System.argv()

describe = fn
  {file, {line, _}, message} -> "  #{Path.basename(file)}:#{line}: #{message}"
  {file, line, message} -> "  #{Path.basename(file)}:#{line}: #{message}"
end

# The compiler itself waits for ever for some modules that are no module of anybody's.
compile = fn files ->
  task = Task.async(fn -> Kernel.ParallelCompiler.compile(files) end)

  case Task.yield(task, 60_000) || Task.shutdown(task, :brutal_kill) do
    {:ok, {:ok, modules, warnings}} -> {modules, warnings}
    {:ok, {:error, errors, warnings}} -> {[], errors ++ warnings}
    nil -> {[], [{hd(files), 0, "does not come to an end"}]}
  end
end

project = fn folder -> folder |> Path.basename() |> String.replace(~r/-\d+$/, "") end

# Those of a project for a newer Ecto or Elixir say nothing here.
Application.load(:ecto)
ecto = :ecto |> Application.spec(:vsn) |> to_string()

judged? = fn name ->
  settings = File.read!("fixtures/projects/#{name}/ectype.json")

  Enum.all?([{"ecto", ecto}, {"version", System.version()}], fn {key, version} ->
    needed = Regex.run(~r/"#{key}": *"([0-9.]+)"/, settings)
    needed == nil or Version.match?(version, ">= #{Enum.at(needed, 1)}.0")
  end)
end

folders = root |> Path.join("*") |> Path.wildcard() |> Enum.sort()

refused =
  for {name, folders} <- Enum.group_by(folders, project),
      judged?.(name),
      # What stands behind it is compiled once.
      _ = compile.(Path.wildcard("fixtures/projects/#{name}/support/*.ex")),
      folder <- folders,
      files = folder |> Path.join("**/*.{ex,exs}") |> Path.wildcard(),
      {modules, problems} = compile.(files),
      Enum.each(modules, fn module ->
        :code.purge(module)
        :code.delete(module)
      end) == :ok,
      problems != [] do
    IO.puts([Path.basename(folder), ": ", File.read!(Path.join(folder, "mutant.txt"))])
    problems |> Enum.map(describe) |> Enum.each(&IO.puts/1)
    IO.puts("")
    folder
  end

IO.puts("#{length(refused)} accepted mutants are no right Elixir")
if refused != [], do: System.halt(1)
