defmodule Library do
  @moduledoc """
  The standard library as docs/standard-library.md has it: heads as types, and the Elixir of each as a function, which
  is what a call of it means.
  """

  # Atoms and what nobody else gives are not in the programs; `elem` and `Map.fetch` give `Any`.
  @left_out ~w(Atom Any Binary DateTimeUsec NaiveDateTimeUsec UUID)

  @doc """
  Every function whose types the programs have, as maps; those that change a variable have `form: :mutation`. While
  `:portable` is put into the process, those that Swift has.
  """
  def functions do
    if Process.get(:portable), do: Enum.filter(all(), & &1.portable), else: all()
  end

  defp all do
    case :persistent_term.get(__MODULE__, nil) do
      nil ->
        read = for {line, id} <- Enum.with_index(lines()), entry = entry(line, id), do: entry
        :persistent_term.put(__MODULE__, read)
        read

      read ->
        read
    end
  end

  def function(id), do: Map.fetch!(by_id(), id)

  defp by_id do
    case :persistent_term.get({__MODULE__, :id}, nil) do
      nil ->
        map = Map.new(all(), &{&1.id, &1})
        :persistent_term.put({__MODULE__, :id}, map)
        map

      map ->
        map
    end
  end

  defp lines do
    page = Path.join(__DIR__, "../../docs/standard-library.md") |> File.read!()
    [_, tables] = String.split(page, "\n## Strings", parts: 2)
    for("| `" <> _ = line <- String.split(tables, "\n"), do: line) |> Enum.flat_map(&by_module/1)
  end

  # What a module compares is a function for each of the modules.
  defp by_module(line) do
    if String.contains?(line, "$M") do
      for module <- ~w(Date Time NaiveDateTime DateTime Decimal),
          do: line |> String.replace("$M", module) |> String.replace(~r/\bM\b/, module)
    else
      [line]
    end
  end

  defp entry(line, id) do
    ["", head, elixir, swift | _] = line |> String.replace("\\|", "\0") |> String.split("|") |> Enum.map(&cell/1)
    {head, mark} = mark(head)

    # Without the library of decimals there are none.
    decimal = not (head =~ "Decimal") or Code.ensure_loaded?(Decimal)

    with true <- decimal and mark != "impure" and not Enum.any?(@left_out, &(head =~ ~r/\b#{&1}\b/)),
         {form, module, name, types, labels, result} <- head(head),
         true <- result != :void do
      %{id: id, form: if(mark == "changes", do: :mutation, else: form), module: module, name: name, types: types,
        labels: labels, result: result, portable: swift != "", run: compiled(elixir, length(types))}
    else
      _ -> nil
    end
  end

  defp cell(text), do: text |> String.trim() |> String.replace("\0", "|")

  defp mark(head) do
    case Regex.run(~r/^`(.*)`( \*(\w+)\*)?$/, head) do
      [_, head] -> {head, nil}
      [_, head, _, mark] -> {head, mark}
    end
  end

  defp head(head) do
    case Regex.run(~r/^([A-Z]\w+)\.(\w+[?!]?)\((.*)\)( -> (.+))?$/, head) do
      [_, module, name, parameters, _, result] -> {:function, module, camel(name), types(parameters), labels(parameters), type(result)}
      [_ | _] -> nil
      nil -> member(head) || global(head)
    end
  end

  defp member(head) do
    with [_, receiver, name, rest] <- Regex.run(~r/^(\(\w+\)|\[.*?\]+|Result<T, E>|T\?)\.(\w+\??)(.*)$/, head) do
      case Regex.run(~r/^\((.*)\) -> (.+)$/, rest) do
        [_, parameters, result] -> {:method, nil, name, types(receiver) ++ types(parameters), [nil | labels(parameters)], type(result)}
        nil -> with(": " <> result <- rest, do: {:property, nil, name, types(receiver), [nil], type(result)}, else: (_ -> nil))
      end
    end
  end

  defp global(head) do
    with [_, name, parameters, result] <- Regex.run(~r/^(\w+)\((.*)\) -> (.+)$/, head),
         do: {:global, nil, name, types(parameters), labels(parameters), type(result)}
  end

  defp camel(name), do: Regex.replace(~r/_(\w)/, name, fn _, letter -> String.upcase(letter) end)

  # Types: a reader of the table's notation.

  defp types(text), do: text |> parts() |> Enum.map(fn part -> part |> unlabelled() |> type() end)
  defp labels(text), do: text |> parts() |> Enum.map(fn part -> with([_, label] <- Regex.run(~r/^([a-z]\w*): /, part), do: label) end)
  defp unlabelled(part), do: Regex.replace(~r/^[a-z]\w*: /, part, "")

  # The text between commas that are in no brackets.
  defp parts(""), do: []

  defp parts(text) do
    {parts, last, _} =
      for <<c <- text>>, reduce: {[], "", 0} do
        {parts, part, 0} when c == ?, -> {[part | parts], "", 0}
        {parts, part, depth} when c in [?(, ?[, ?<] -> {parts, part <> <<c>>, depth + 1}
        {parts, part, depth} when c in [?), ?]] -> {parts, part <> <<c>>, depth - 1}
        {parts, part, depth} when c == ?> -> {parts, part <> ">", if(String.ends_with?(part, " -"), do: depth, else: depth - 1)}
        {parts, part, depth} -> {parts, part <> <<c>>, depth}
      end

    Enum.reverse([last | parts]) |> Enum.map(&String.trim/1)
  end

  @named %{"Int" => :int, "Double" => :float, "Bool" => :bool, "String" => :string, "Date" => :date, "Time" => :time,
           "DateTime" => :utc, "NaiveDateTime" => :naive, "Decimal" => :decimal, "Range" => :range, "Void" => :void}

  def type(text) do
    cond do
      String.ends_with?(text, "?") -> {:option, type(String.trim_trailing(text, "?"))}
      is_map_key(@named, text) -> @named[text]
      text =~ ~r/^[A-Z]$/ -> {:any, text}
      match = Regex.run(~r/^\((.*)\) -> (.+)$/, text) -> {:fun, types(Enum.at(match, 1)), type(Enum.at(match, 2))}
      match = Regex.run(~r/^Result<(.*)>$/, text) -> List.to_tuple([:result | types(Enum.at(match, 1))])
      match = Regex.run(~r/^\[([^\[]+): (.+)\]$/, text) -> {:map, type(Enum.at(match, 1)), type(Enum.at(match, 2))}
      match = Regex.run(~r/^\[(.*)\]$/, text) -> {:list, type(Enum.at(match, 1))}
      match = Regex.run(~r/^\((.*)\)$/, text) -> with([one] <- types(Enum.at(match, 1)), do: one, else: (many -> {:tuple, many}))
    end
  end

  defp compiled(elixir, count) do
    names = Enum.map_join(0..(count - 1)//1, ", ", &"a#{&1}")
    body = Regex.replace(~r/flip\(\$(\d)\)/, elixir, "fn x, acc -> $\\1.(acc, x) end") |> String.trim("`")
    body = Regex.replace(~r/\$(\d)/, body, "a\\1")
    {run, _} = Code.eval_string("fn #{names} -> #{body} end")
    run
  end

  @doc "The types that stand for a head's letters so that `wanted` is what it gives; nil where it never is."
  def unify({:any, letter}, type, bound) do
    case bound do
      %{^letter => ^type} -> bound
      %{^letter => _} -> nil
      _ -> if fits?(letter, type), do: Map.put(bound, letter, type)
    end
  end

  def unify(a, b, bound) when is_tuple(a) and is_tuple(b) and tuple_size(a) == tuple_size(b),
    do: unify(Tuple.to_list(a), Tuple.to_list(b), bound)

  def unify([a | as], [b | bs], bound), do: with(%{} = bound <- unify(a, b, bound), do: unify(as, bs, bound))
  def unify(same, same, bound), do: bound
  def unify(_, _, _), do: nil

  # An optional of an optional is none in Elixir; what is compared has an order in both languages.
  defp fits?("N", type), do: type in [:int, :float]
  defp fits?("I", type), do: type == :int
  defp fits?("C", type), do: type in [:int, :float, :string]
  defp fits?("S", type), do: type in [:int, :float, :string, :bool, :color, :date, :time, :naive, :utc, :decimal]
  defp fits?(key, type) when key in ["K", "L"], do: type in [:int, :string, :color]
  defp fits?("Q", type), do: not (inspect(type) =~ ":decimal") and fits?("T", type)
  defp fits?(_, {:option, _}), do: false
  defp fits?(_, {:fun, _, _}), do: false
  defp fits?(_, _), do: true

  @doc "The type with its letters replaced; letters that nothing has bound become types of their kind."
  def bind({:any, letter}, bound) do
    case bound do
      %{^letter => type} -> {type, bound}
      _ -> bind_new(letter, bound)
    end
  end

  def bind(type, bound) when is_tuple(type) do
    {list, bound} = type |> Tuple.to_list() |> bind(bound)
    {List.to_tuple(list), bound}
  end

  def bind(list, bound) when is_list(list), do: Enum.map_reduce(list, bound, &bind/2)
  def bind(type, bound), do: {type, bound}

  defp bind_new(letter, bound) do
    type =
      case letter do
        "N" -> Enum.random([:int, :int, :float])
        "I" -> :int
        "S" -> Enum.random([:int, :string, :float, :bool, :color, :date])
        "C" -> Enum.random([:int, :int, :string])
        key when key in ["K", "L"] -> Enum.random([:int, :string, :color])
        _ -> Enum.random([:int, :int, :string, :bool, :color, {:list, :int}, {:tuple, [:string, :int]}])
      end

    {type, Map.put(bound, letter, type)}
  end
end
