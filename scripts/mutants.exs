# Compiles each folder of Elixir below the one that is named, and reports those that do not compile without a
# warning. Exits with 1 where there is one.
Code.put_compiler_option(:ignore_module_conflict, true)
[root] = System.argv()

describe = fn
  {file, {line, _}, message} -> "  #{Path.basename(file)}:#{line}: #{message}"
  {file, line, message} -> "  #{Path.basename(file)}:#{line}: #{message}"
end

refused =
  for folder <- root |> Path.join("*") |> Path.wildcard() |> Enum.sort(),
      files = folder |> Path.join("**/*.{ex,exs}") |> Path.wildcard(),
      {modules, problems} =
        (case Kernel.ParallelCompiler.compile(files) do
           {:ok, modules, warnings} -> {modules, warnings}
           {:error, errors, warnings} -> {[], errors ++ warnings}
         end),
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
