defmodule InSwift do
  @moduledoc "The same programs in Swift: one executable that prints what each gives for its arguments."

  @doc "What differs, as texts, and how many functions there were."
  def compare(out, source, runs, bin) do
    texts = for file <- Path.wildcard(Path.join(out, "swift/*.swift")), do: {file, File.read!(file)}
    {file, text} = Enum.find(texts, fn {file, _} -> String.ends_with?(file, "Bodies.swift") end) || {nil, ""}
    type = if text =~ ~r/^extension/m, do: Path.basename(file, ".swift"), else: "Bodies"
    known = for [_, name] <- Regex.scan(~r/static func (f\d+)\(/, text), into: MapSet.new(), do: name
    runs = Enum.filter(runs, &(&1.program.name in known))
    File.write!(Path.join(out, "main.swift"), main(runs, type))
    program = Path.join(out, "program")

    arguments =
      ["-Onone", "-swift-version", "6", "-module-name", "Random", "-I", Path.join(bin, "Modules"),
       "-o", program, Path.join(out, "main.swift")] ++
        Enum.map(texts, &elem(&1, 0)) ++ Path.wildcard(Path.join(bin, "EctypeRuntime.build/*.o"))

    case System.cmd("swiftc", arguments, stderr_to_stdout: true) do
      {output, 0} -> {warnings(output) ++ run(program, source, runs), MapSet.size(known)}
      {errors, _} -> {["#{file} does not compile:\n#{errors |> String.split("\n") |> Enum.filter(&(&1 =~ "error:")) |> Enum.uniq() |> Enum.take(12) |> Enum.join("\n")}"], MapSet.size(known)}
    end
  end

  # Of the functions, not of the calls.
  defp warnings(output) do
    for line <- String.split(output, "\n"), line =~ ~r/^\/.*warning:/, not (line =~ "main.swift"), do: "Swift: #{line}"
  end

  defp run(program, source, runs) do
    {output, status} = System.cmd(program, [], stderr_to_stdout: true)
    lines = String.split(output, "\n", trim: true)
    stopped = if status == 0 and length(lines) == length(runs), do: [], else: ["#{program} stopped with #{status} behind #{List.last(lines)}"]

    stopped ++
      for {run, line} <- Enum.zip(runs, lines), wanted = "#{run.program.name} #{wanted(run)}", wanted != line and not (run.overflow and line =~ "throws" or unread?(run, line)) do
        "#{source} #{run.program.name}(#{inspect(run.arguments)}) in Swift: means #{wanted}, gives #{line}"
      end
  end

  # Where nobody reads an integer of more than 64 bits, it need not be.
  defp unread?(%{overflow: true} = run, line), do: "#{run.program.name} #{wanted(run)}" == line
  defp unread?(_, _), do: false

  defp wanted(%{meant: {{:raised, _}, _}}), do: "throws"
  defp wanted(%{meant: {{:value, value}, _}} = run), do: Types.shown(List.last(run.program.functions).result, value)

  defp main(runs, type) do
    calls =
      for {run, index} <- Enum.with_index(runs) do
        function = List.last(run.program.functions)
        [%{patterns: patterns}] = function.clauses

        values =
          [patterns, function.types, run.arguments]
          |> Enum.zip()
          |> Enum.map_join(", ", fn {{:let, {:var, _, name}}, t, value} -> "#{name}: #{Types.swift(t, value)}" end)

        {"func c#{index}() { show(\"#{function.name}\") { try #{type}.#{function.name}(#{values}) } }\n", "c#{index}()\n"}
      end

    color = if String.contains?(type, "."), do: "typealias Color = #{type |> String.split(".") |> hd()}.Color\n", else: ""
    [File.read!(Path.join(__DIR__, "show.swift")), color, Enum.map(calls, &elem(&1, 0)), Enum.map(calls, &elem(&1, 1))]
  end
end
