# Random well-typed bodies: what the compiler makes of them must give what they mean.
#
# A program is generated as a tree, written as Ectype, compiled, and its Elixir run; the tree is evaluated here
# too, statement by statement, as the imperative program that it is. Results and output must be equal, for
# several arguments; the Elixir must compile without a warning and be as `mix format` leaves it.
#
#   elixir scripts/random_bodies.exs <ectype> <programs> [<seed> [<folder of a Swift build>]]
#
# A program that Erlang's own compiler fails on (`internal error in pass …`) is named and left out of its batch.
#
# With the folder (`swift build --show-bin-path`), three programs of four print nothing, and those that the compiler
# gives Swift too are run there with the same arguments. Without a seed it is the clock's. `KEEP=1` keeps the files,
# `BATCH=<n>` runs one batch of the seed alone.
{:ok, _, _} = Path.wildcard(Path.join(__DIR__, "random_bodies/*.exs")) |> Kernel.ParallelCompiler.compile()

defmodule RandomBodies do
  @batch 200
  @rounds 5
  # Words of the heap, and milliseconds, that one run of a program may take; that of its Elixir may take more.
  @heap 8_000_000
  @time 2_000

  def main([ectype, count]), do: main([ectype, count, "#{System.os_time(:second)}"])

  def main([ectype, count, seed | swift]) do
    {count, seed} = {String.to_integer(count), String.to_integer(seed)}
    [ectype | swift] = Enum.map([ectype | swift], &Path.expand/1)
    IO.puts("random bodies: seed #{seed}")
    folder = Path.join(System.tmp_dir!(), "random_bodies_#{seed}_#{System.pid()}")
    File.mkdir_p!(folder)
    # Without Decimal on the code path its calls are not run, but what is compiled may name it.
    Code.put_compiler_option(:ignore_module_conflict, true)

    results =
      1..count
      |> Enum.chunk_every(@batch)
      |> Enum.with_index()
      |> Enum.filter(fn {_, index} -> System.get_env("BATCH") in [nil, "#{index}"] end)
      |> Enum.map(fn {numbers, index} ->
        # Of a triple whose parts all move by one, `:exsss` makes the programs of the one before.
        :rand.seed(:exsss, :erlang.phash2({seed, index}, 4_294_967_296))
        Process.put(:preludes, [])
        programs = for n <- numbers, do: program(n, swift != [])
        {failures, swift} = batch(ectype, folder, index, programs, List.first(swift))
        for failure <- Enum.take(failures, 12), do: IO.puts(failure)
        {failures, swift}
      end)

    failures = Enum.flat_map(results, &elem(&1, 0))
    in_swift = results |> Enum.map(&elem(&1, 1)) |> Enum.sum()
    IO.puts("random bodies: #{count} programs, #{in_swift} in Swift, seed #{seed}, #{length(failures)} failures")
    if failures == [] and !System.get_env("KEEP"), do: File.rm_rf!(folder), else: IO.puts("kept in #{folder}")
    System.halt(if failures == [], do: 0, else: 1)
  end

  defp program(number, swift) do
    silent = swift and rem(number, 4) != 0
    Process.put(:portable, silent)
    program = Generate.program("f#{number}")
    if silent, do: silent(program), else: program
  end

  # The same without output: what would be printed is given a name.
  defp silent({:print, value}) do
    id = Scope.fresh()
    {:bind, false, {:var, id, "u#{id}"}, nil, silent(value)}
  end

  defp silent(tree) when is_tuple(tree), do: tree |> Tuple.to_list() |> silent() |> List.to_tuple()
  defp silent(tree) when is_list(tree), do: Enum.map(tree, &silent/1)
  defp silent(%{functions: functions} = program), do: %{program | functions: silent(functions)}
  defp silent(%{clauses: clauses} = function), do: %{function | clauses: silent(clauses)}
  defp silent(%{body: body} = clause), do: %{clause | body: silent(body)}
  defp silent(tree), do: tree

  defp batch(ectype, folder, index, programs, swift) do
    source = Path.join(folder, "batch#{index}.ectype")
    out = Path.join(folder, "out#{index}")

    File.write!(source, [
      "module Random#{index}\n\nenum Color: String { case red, green, blue }\n\nclass Bodies {\n",
      Write.functions(Process.get(:preludes)), Enum.map(programs, &Write.functions(&1.functions)), "}\n"
    ])

    case System.cmd(ectype, ["compile", source, "--out", out], stderr_to_stdout: true) do
      {_, 0} ->
        case compiled(out, programs) do
          {:crashed, program} ->
            IO.puts("batch #{index}: Erlang's compiler fails on #{program.name}, which is left out")
            batch(ectype, folder, index, List.delete(programs, program), swift)

          warnings ->
            {failures, count} = compare(out, source, Module.concat("Random#{index}", "Bodies"), programs, swift)
            {warnings ++ failures, count}
        end

      {text, _} ->
        {["#{source} was refused:\n#{errors(text)}"], 0}
    end
  end

  # Warnings of what nobody reads are many, and right.
  defp errors(text) do
    text |> String.split("\n\n") |> Enum.filter(&(&1 =~ ~r/^error|Fatal/)) |> Enum.take(5) |> Enum.join("\n\n")
  end

  # What the compilers of Elixir and Erlang say; what they do not compile is told with their warnings, and the other
  # batches go on.
  defp compiled(out, programs) do
    file = file(out)

    {said, warnings} =
      ExUnit.CaptureIO.with_io(:stderr, fn -> ExUnit.CaptureIO.capture_io(fn -> compile(file) end) end)

    # An error of Erlang's compiler itself names the function first.
    crashed =
      with true <- warnings =~ "internal error in pass",
           [_, name] <- Regex.run(~r/^Function: (f\d+)/m, said) do
        Enum.find(programs, &(&1.name == name))
      else
        _ -> nil
      end

    if crashed,
      do: {:crashed, crashed},
      else: warnings |> String.split("\n\n", trim: true) |> Enum.map(&"#{file} compiles with a warning:\n#{&1}")
  end

  defp compile(file) do
    Code.compile_file(file)
  rescue
    error -> IO.puts(:stderr, Exception.message(error))
  end

  defp file(out), do: out |> Path.join("**/bodies.ex") |> Path.wildcard() |> hd()

  defp compare(out, source, module, programs, swift) do
    text = File.read!(file(out))

    formatted =
      if IO.iodata_to_binary([Code.format_string!(text), "\n"]) == text,
        do: [],
        else: ["#{file(out)} is not as `mix format` leaves it"]

    runs = for program <- programs, _ <- 1..@rounds, run = run(program), do: run
    differing = runs |> Enum.chunk_by(& &1.program.name) |> Enum.flat_map(&differing(&1, source, module))
    :code.purge(module)
    :code.delete(module)
    {in_swift, count} = if swift, do: InSwift.compare(out, source, runs, swift), else: {[], 0}
    {formatted ++ differing ++ in_swift, count}
  end

  defp run(program) do
    arguments = Enum.map(List.last(program.functions).types, &Types.value/1)

    preludes = Process.get(:preludes)

    case bounded(1, fn -> {observe(fn -> Evaluate.run(program, preludes, arguments) end), Evaluate.overflowed?()} end) do
      {meant, overflow} -> %{program: program, arguments: arguments, meant: meant, overflow: overflow}
      :too_much -> nil
    end
  end

  # In a process of its own, which ends where it takes too much: `:too_much`.
  defp bounded(times, run) do
    caller = self()

    {process, monitor} =
      :erlang.spawn_opt(
        fn ->
          value =
            try do
              run.()
            catch
              :too_much -> :too_much
            end

          send(caller, {self(), value})
        end,
        [:monitor, max_heap_size: %{size: times * @heap, kill: true, error_logger: false}]
      )

    receive do
      {^process, value} ->
        Process.demonitor(monitor, [:flush])
        value

      {:DOWN, ^monitor, _, _, _} ->
        :too_much
    after
      times * @time ->
        Process.exit(process, :kill)
        Process.demonitor(monitor, [:flush])
        :too_much
    end
  end

  defp differing(runs, source, module) do
    Enum.find_value(runs, [], fn run ->
      given = bounded(8, fn -> observe(fn -> apply(module, String.to_atom(run.program.name), run.arguments) end) end)

      if run.meant != given do
        ["#{source} #{run.program.name}(#{inspect(run.arguments)}): means #{inspect(run.meant)}, gives #{inspect(given)}"]
      end
    end)
  end

  # The value and what was printed on the way.
  defp observe(run) do
    {:ok, device} = StringIO.open("")
    leader = Process.group_leader()
    Process.group_leader(self(), device)

    value =
      try do
        {:value, run.()}
      rescue
        error -> {:raised, error.__struct__}
      after
        Process.group_leader(self(), leader)
      end

    {:ok, {_, printed}} = StringIO.close(device)
    {value, printed}
  end
end

Application.ensure_all_started(:ex_unit)
RandomBodies.main(System.argv())
