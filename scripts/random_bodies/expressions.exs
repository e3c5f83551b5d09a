defmodule Expressions do
  @moduledoc "Random expressions of a type."
  import Scope

  @doc """
  An expression of a type, about `depth` deep. `expected` says that its place tells its type, so that it may be `nil`,
  an empty list or `.ok(1)`.
  """
  def expression(scope, type, depth, expected \\ false) do
    variables = readable(scope, type)

    if variables != [] and chance(if depth <= 0, do: 75, else: 35) do
      v = pick(variables)
      {:read, {:var, v.id, v.name}}
    else
      make(scope, type, depth, expected)
    end
  end

  @doc "One whose value no compiler knows."
  def live(scope, type, depth) do
    value = expression(scope, type, depth)
    if opaque?(value, scope), do: value, else: unknown(scope, type)
  end

  @doc """
  What a switch or a condition takes apart. A variable that is an optional is no optional any more where a condition
  around has found it to be there, so it is not read.
  """
  def subject(scope, {:option, _} = type), do: unknown(scope, type)
  def subject(scope, {:tuple, types}) do
    if chance(50), do: live(scope, {:tuple, types}, 1), else: {:tuple, Enum.map(types, &subject(scope, &1))}
  end

  # A list that is written out is known to have so many elements.
  def subject(scope, {:list, _} = type) do
    case live(scope, type, 1) do
      {kind, _} when kind in [:list] -> unknown(scope, type)
      value -> value
    end
  end

  def subject(scope, type), do: live(scope, type, 1)

  @doc "A value of which some parts are written out, and some depend on what is known at run time alone."
  def known(scope, {:tuple, types}), do: {:tuple, Enum.map(types, &known(scope, &1))}
  def known(scope, {:result, t, e}), do: pick([{:ok, known(scope, t)}, {:error, known(scope, e)}])
  def known(scope, {:list, t}), do: {:list, for(_ <- 1..int(3), do: known(scope, t))}
  def known(scope, {:option, t}),
    do: if(chance(50) and not portable?(), do: {:lit, {:option, t}, nil}, else: known(scope, t))

  def known(scope, type) do
    # Of constants Swift's compiler warns, as it should: that such a case is never executed.
    case if(portable?(), do: 3, else: int(3)) do
      1 -> literal(type)
      2 -> expression(scope, type, 0)
      3 -> live(scope, type, 0)
    end
  end

  defp portable?, do: Process.get(:portable)

  @doc "Whether a value depends on what is known at run time alone."
  def opaque?({:read, {:var, id, _}}, scope), do: Enum.any?(scope.vars, &(&1.id == id and &1.opaque))
  def opaque?({:call, _, _, _}, _), do: true
  def opaque?({:tuple, parts}, scope), do: Enum.all?(parts, &opaque?(&1, scope))
  def opaque?({:list, [_ | _] = parts}, scope), do: Enum.all?(parts, &opaque?(&1, scope))
  def opaque?({:choose, _, a, b}, scope), do: opaque?(a, scope) and opaque?(b, scope)
  def opaque?({:logic, _, _, _}, _), do: true
  def opaque?({:compare, _, _, _, _}, _), do: true
  def opaque?({:default, _, _}, _), do: true
  # Erlang knows how many elements it has.
  def opaque?({:lib, _, [{:list, _} | _], _}, _), do: false
  def opaque?({:lib, id, arguments, _}, scope), do: (Library.function(id).module not in [nil, "Integer"]) or Enum.any?(arguments, &opaque?(&1, scope))
  def opaque?({:op, _, _, a, b}, scope), do: opaque?(a, scope) or opaque?(b, scope)
  def opaque?({kind, a, _}, scope) when kind in [:chain, :index, :key], do: opaque?(a, scope)
  def opaque?({kind, _}, _) when kind in [:not, :present, :member], do: true
  def opaque?(_, _), do: false

  @doc "A value that a function gives, of whose body no caller knows: one of a few that all programs of a batch share."
  def unknown(scope, type) do
    argument = if chance(50), do: small(scope), else: expression(scope, :int, 0)
    {:call, prelude(type), [argument], :call}
  end

  @preludes 4
  defp prelude(type) do
    preludes = Process.get(:preludes)
    known = Enum.filter(preludes, &(&1.result == type))
    if length(known) < @preludes and chance(25) or known == [], do: new_prelude(type, preludes), else: pick(known).name
  end

  defp new_prelude(type, preludes) do
    name = "g#{length(preludes)}"
    n = {:var, fresh(), "n"}
    test = {:compare, pick(["<", ">", "=="]), :int, {:op, "%", :int, {:read, n}, {:lit, :int, 3}}, {:lit, :int, 1}}
    body = [{:if, test, [{:return, given(type, n)}], nil}, {:return, given(type, n)}]

    function = %{name: name, private: true, types: [:int], defaults: [nil], result: type,
      clauses: [%{patterns: [{:let, n}], guard: nil, body: body}]}

    Process.put(:preludes, [function | preludes])
    name
  end

  defp given({:fun, [:int], :int}, n) do
    x = {:var, fresh(), "x"}
    {:closure, [x], [{:return, {:op, pick(["+", "-"]), :int, {:read, x}, {:read, n}}}]}
  end

  defp given({:fun, types, result}, n) do
    {:closure, Enum.map(types, fn _ -> {:var, fresh(), "x#{fresh()}"} end), [{:return, given(result, n)}]}
  end

  defp given(type, n) do
    case type do
      _ when type in [:decimal, :time, :utc, :naive] -> constant(type)
      {:tuple, types} -> if literal?(type), do: literal(type), else: {:tuple, Enum.map(types, &given(&1, n))}
      {:list, t} -> if literal?(type), do: literal(type), else: {:list, [given(t, n)]}
      {:option, t} -> if literal?(type), do: literal(type), else: given(t, n)
      {:result, t, _} -> if literal?(type), do: literal(type), else: {:ok, given(t, n)}
      {:map, k, v} -> if literal?(type), do: literal(type), else: {:map, [{literal(k), given(v, n)}]}
      _ -> literal(type)
    end
  end

  @doc "A guard of a clause or a case: a comparison of what it sees, or of what may not be divided by it."
  def guard(scope) do
    case Enum.filter(scope.vars, &(&1.type in [:int, :bool, :string] and &1.opaque)) do
      [] -> nil
      variables -> variables |> pick() |> then(&test(&1.type, {:read, {:var, &1.id, &1.name}}))
    end
  end

  defp test(:bool, read), do: pick([read, {:not, read}])
  defp test(:string, read), do: {:compare, pick(["==", "!="]), :string, read, {:lit, :string, pick(Types.texts())}}
  defp test(:int, read) do
    left = if chance(20), do: {:op, pick(["%", "/"]), :int, {:lit, :int, 5 + int(5)}, read}, else: read
    {:compare, pick(["<", ">=", "!="]), :int, left, {:lit, :int, int(5) - 2}}
  end

  @doc "An integer that counts something: a few."
  def small(scope) do
    ints = Enum.filter(readable(scope, :int), & &1.opaque)

    if ints != [] and chance(50) do
      v = pick(ints)
      {:op, "%", :int, {:read, {:var, v.id, v.name}}, {:lit, :int, 2 + int(4)}}
    else
      {:lit, :int, int(6) - 2}
    end
  end

  @doc "Whether a value of the type can be written by itself."
  def literal?({:fun, _, _}), do: false
  def literal?(:date), do: true
  def literal?(t) when t in [:time, :utc, :naive, :decimal, :range], do: false
  def literal?(t) when is_tuple(t), do: t |> Tuple.to_list() |> tl() |> List.flatten() |> Enum.all?(&literal?/1)
  def literal?(_), do: true

  def literal(type), do: {:lit, type, Types.value(type)}

  def append, do: Enum.find(Library.functions(), &(&1.form == :mutation and &1.name == "append" and Enum.at(&1.labels, 1) == nil)).id

  # What an operator or the language itself gives; else a call.
  defp make(scope, {:fun, parameters, result}, depth, _), do: closure(scope, parameters, result, depth, chance(30))
  defp make(scope, :range, _, _), do: {:range, {:lit, :int, int(3) - 1}, small(scope), true}

  defp make(scope, type, depth, expected) when depth <= 0 do
    cond do
      expected and literal?(type) -> literal(type)
      type in [:int, :float, :bool, :string, :color, :date] -> literal(type)
      type in [:decimal, :time, :utc, :naive] -> constant(type)
      true -> unknown(scope, type)
    end
  end

  defp make(scope, type, depth, expected) do
    below = &expression(scope, &1, depth - 1)

    case int(12) do
      1 -> {:choose, live(scope, :bool, depth - 1), expression(scope, type, depth - 1), expression(scope, type, depth - 1)}
      2 -> called(scope, type, depth) || make(scope, type, depth - 1, expected)
      3 -> applied(scope, type) || make(scope, type, depth - 1, expected)
      4 -> if(simple?(type), do: {:default, live_option(scope, type), below.(type)}, else: library(scope, type, depth))
      n when n <= 8 -> operator(scope, type, depth, expected) || library(scope, type, depth)
      _ -> library(scope, type, depth)
    end
  end

  defp simple?(type), do: type in [:int, :string, :color]

  # Not a variable, which a condition around may have found to be there.
  defp live_option(scope, type), do: unknown(scope, {:option, type})

  defp constant(:decimal), do: {:construct, "Decimal", [{:lit, :string, pick(["1.50", "-2", "0.001", "100"])}]}
  defp constant(:time), do: {:lit, :time, pick([~T[10:20:30], ~T[00:00:00], ~T[23:59:59]])}
  defp constant(:utc), do: {:lit, :utc, pick([~U[2026-03-01T10:20:30Z], ~U[1969-12-31T23:59:59Z]])}
  defp constant(:naive), do: {:lit, :naive, pick([~N[2026-03-01T10:20:30], ~N[2000-02-29T00:00:00]])}

  defp operator(scope, :int, depth, _) do
    below = fn -> expression(scope, :int, depth - 1) end

    case int(5) do
      1 -> {:op, pick(["/", "%"]), :int, below.(), divisor(scope)}
      2 -> {:neg, below.()}
      _ -> {:op, pick(["+", "-", "*"]), :int, below.(), below.()}
    end
  end

  defp operator(scope, :float, depth, _),
    do: {:op, pick(["+", "-", "*", "/"]), :float, expression(scope, :float, depth - 1), {:lit, :float, pick([0.5, 2.0, 1.25, 3.0])}}

  defp operator(scope, :bool, depth, _) do
    case int(7) do
      1 -> {:not, live(scope, :bool, depth - 1)}
      2 -> {:logic, pick(["&&", "||"]), live(scope, :bool, depth - 1), live(scope, :bool, depth - 1)}
      3 -> {pick([:present, :absent]), live_option(scope, pick([:int, :string]))}
      4 -> compared(scope, pick([:color, :string, :float, {:list, :int}, {:tuple, [:int, :string]}, {:option, :int}]), ["==", "!="], depth)
      5 -> {:member, {pick(["in", "not in"]), live(scope, :int, depth - 1), {:list, [literal(:int), literal(:int)]}}}
      _ -> compared(scope, pick([:int, :int, :string, :float, :date]), ["<", "<=", ">", ">="], depth)
    end
  end

  defp operator(scope, :string, depth, _) do
    if chance(50),
      do: {:interpolate, for(_ <- 1..int(3), do: {pick(["", "<", "é ", "\\"]), one_line(scope, pick([:int, :string, :bool, :float, :color, :date]), depth - 1)})},
      else: {:op, "+", :string, expression(scope, :string, depth - 1), expression(scope, :string, depth - 1)}
  end

  defp operator(scope, {:list, t}, depth, expected) do
    case int(4) do
      1 -> {:op, "+", {:list, t}, expression(scope, {:list, t}, depth - 1), expression(scope, {:list, t}, depth - 1)}
      2 when expected -> literal({:list, t})
      _ -> {:list, for(_ <- 1..int(3), do: expression(scope, t, depth - 1, expected))}
    end
  end

  defp operator(scope, {:tuple, ts}, depth, expected), do: {:tuple, Enum.map(ts, &expression(scope, &1, depth - 1, expected))}
  defp operator(scope, {:result, t, e}, depth, true), do: pick([{:ok, expression(scope, t, depth - 1, true)}, {:error, expression(scope, e, depth - 1, true)}])
  defp operator(scope, {:option, t}, depth, true), do: if(chance(30), do: {:lit, {:option, t}, nil}, else: expression(scope, t, depth - 1))

  defp operator(scope, {:option, t}, depth, _) do
    case int(3) do
      1 -> {:index, expression(scope, {:list, t}, depth - 1), small(scope)}
      2 -> chained(scope, t)
      3 -> key(scope, t, depth)
    end
  end

  defp operator(scope, {:map, k, v}, depth, expected) do
    # Erlang warns of a key that stands twice.
    keys = Enum.uniq(for _ <- 1..int(3), do: literal(k))
    {:map, for(key <- keys, do: {key, expression(scope, v, depth - 1, expected)})}
  end

  defp operator(_, _, _, _), do: nil

  # An interpolation has no line breaks, so no closure of several statements.
  defp one_line(scope, type, depth) do
    value = expression(scope, type, depth)
    if Write.expression(value) =~ "\n", do: literal(type), else: value
  end

  defp compared(scope, {:option, _} = type, operators, _), do: {:compare, pick(operators), type, unknown(scope, type), unknown(scope, type)}

  # No integer of Swift is greater than the greatest: its compiler warns.
  defp compared(scope, type, operators, depth) do
    case {:compare, pick(operators), type, live(scope, type, depth - 1), expression(scope, type, depth - 1)} do
      {_, _, _, _, {:lit, :int, n}} when abs(n) > 9_000_000_000_000_000_000 -> compared(scope, type, operators, depth)
      # Erlang 25 has an error where it knows what a variable compared with itself gives.
      {_, operator, _, same, same} -> {:compare, operator, type, same, unknown(scope, type)}
      comparison -> comparison
    end
  end

  defp key(scope, t, depth) do
    k = pick([:string, :int, :color])
    {:key, expression(scope, {:map, k, t}, depth - 1), expression(scope, k, 0)}
  end

  # `o?.count`: a property or method of what may be there.
  defp chained(scope, t) do
    fitting =
      for f <- Library.functions(), f.form in [:property, :method], hd(f.types) in [:string, {:list, {:any, "T"}}],
          bound = Library.unify(hd(f.types), if(hd(f.types) == :string, do: :string, else: {:list, :int}), %{}),
          bound = Library.unify(f.result, t, bound), not match?({:option, _}, f.result), do: {f, bound}

    if fitting != [] do
      {function, bound} = pick(fitting)
      {_, [_ | arguments], _} = arguments(scope, function, bound, 1)
      receiver = if hd(function.types) == :string, do: :string, else: {:list, :int}
      {:chain, unknown(scope, {:option, receiver}), {function.id, arguments}}
    end
  end

  # By a number that is not zero, or one that nobody knows.
  defp divisor(scope) do
    case Enum.filter(readable(scope, :int), & &1.opaque) do
      [_ | _] = variables when variables != [] -> if(chance(40), do: pick(variables) |> then(&{:read, {:var, &1.id, &1.name}}), else: {:lit, :int, 1 + int(4)})
      [] -> {:lit, :int, 1 + int(4)}
    end
  end

  # A function of the program that gives it.
  defp called(scope, type, depth) do
    case Enum.filter(Process.get(:functions), &(&1.result == type)) do
      [] -> nil
      functions ->
        function = pick(functions)
        given = length(function.types) - (function.defaults |> Enum.count(&(&1 != nil)) |> then(&(int(&1 + 1) - 1)))
        arguments = for t <- Enum.take(function.types, given), do: expression(scope, t, depth - 1, true)
        style = if arguments != [] and not match?({:lit, _, _}, hd(arguments)) and chance(30), do: :pipe, else: :call
        {:call, function.name, arguments, style}
    end
  end

  # A closure in a variable.
  defp applied(scope, type) do
    case Enum.filter(scope.vars, &match?({:fun, _, ^type}, &1.type)) do
      [] -> nil
      functions -> functions |> pick() |> then(&{:apply, {:var, &1.id, &1.name}, [live(scope, :int, 0)]})
    end
  end

  # The standard library

  defp library(scope, type, depth) do
    fitting = for f <- Library.functions(), f.form != :mutation, bound = Library.unify(f.result, type, %{}), do: {f, bound}
    # Properties of one argument are many; closures are what is worth it.
    {function, bound} = pick(fitting)
    {function, arguments, _} = arguments(scope, function, bound, depth)
    style = if function.form == :function and length(arguments) > 1 and chance(50), do: :pipe, else: :call
    {:lib, function.id, arguments, style}
  end

  @doc "Arguments of a standard function whose letters stand for what `bound` has."
  def arguments(scope, function, bound, depth) do
    {types, bound} = Library.bind(function.types, bound)
    arguments = types |> Enum.with_index() |> Enum.map(fn {type, index} -> argument(scope, function, type, index, depth) end)
    {function, arguments, bound}
  end

  @unbounded ~w(abs max min mod rem div gcd floorDiv digits isEven isOdd toString String Int Double contains member?)
  defp argument(scope, function, :int, index, depth) do
    cond do
      function.name in ["mod", "rem", "div", "floorDiv"] and index == 1 -> divisor(scope)
      function.name in @unbounded or {:any, "T"} in function.types or {:any, "C"} in function.types -> expression(scope, :int, depth - 1)
      true -> small(scope)
    end
  end

  # An optional is asked of what gives one for certain.
  defp argument(scope, _, {:option, _} = type, _, _), do: unknown(scope, type)
  defp argument(scope, _, {:fun, parameters, result}, _, depth), do: referred(parameters, result) || closure(scope, parameters, result, depth - 1, chance(20))
  # Of a constant a compiler may know that the function does not take it.
  defp argument(scope, _, type, 0, depth) when type in [:string, :float] or elem(type, 0) in [:list, :map, :result], do: live(scope, type, depth - 1)
  defp argument(scope, _, type, _, depth), do: expression(scope, type, depth - 1)

  # A function by its name, where one fits.
  defp referred(parameters, result) do
    fitting = for f <- Process.get(:functions) ++ Process.get(:preludes), f.types == parameters, f.result == result, do: f.name
    if fitting != [] and chance(40), do: {:ref, pick(fitting)}
  end

  @doc "A closure; `long` gives it statements, and returns of its own."
  def closure(scope, types, result, depth, long) do
    within = %{inner(scope) | loops: 0, switched: false, result: result, frame: fresh()}

    {parameters, within} =
      Enum.map_reduce(types, within, fn type, scope -> declare(scope, type, false, true) end)

    if length(Enum.uniq_by(parameters, &elem(&1, 2))) < length(parameters) do
      closure(scope, types, result, depth, long)
    else
      {statements, within} = if long and scope.depth < 3, do: Generate.statements(within, int(2)), else: {[], within}
      {:closure, parameters, statements ++ [{:return, expression(within, result, depth)}]}
    end
  end
end
