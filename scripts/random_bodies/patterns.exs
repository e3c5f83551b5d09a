defmodule Patterns do
  @moduledoc "Patterns by the type of what they match, and the statements that have several."
  import Scope
  import Expressions, only: [expression: 4, guard: 1]

  @types [:int, :color, :string, {:option, :int}, {:option, :string}, {:tuple, [:int, :bool]}, {:tuple, [:color, {:option, :int}]},
          {:list, :int}, {:result, :int, :string}, {:result, {:list, :int}, :color}, {:tuple, [:bool, :int, :int]}]

  @doc "A switch with two or three patterns and a last case for the rest."
  def switch(scope) do
    type = pick(@types)
    {subject, cases} = cases(scope, type)
    cases = for {pattern, guard, within} <- cases, do: {pattern, guard, Generate.branch(%{within | switched: true})}
    {:switch, subject, cases}
  end

  @known [{:tuple, [:int, :bool]}, {:tuple, [:color, {:option, :int}]}, {:list, :int}, {:result, :int, :string},
          {:result, {:list, :int}, :color}, {:tuple, [:bool, :int, :int]}, {:tuple, [:int, :float]},
          {:tuple, [{:result, :int, :string}, {:tuple, [:int, :int]}]}]
  def known_type, do: pick(@known)

  @doc "A switch on a variable of which something is known, or on such a tuple itself: compilers see that some cases never match."
  def known_switch(scope) do
    # Of constants Swift's compiler warns, and a variable may hold such.
    variables = Enum.filter(scope.vars, &(&1.type in @known and not &1.opaque and not Process.get(:portable)))

    {type, subject} =
      if variables != [] and chance(85) do
        v = pick(variables)
        {v.type, {:read, {:var, v.id, v.name}}}
      else
        type = pick([{:tuple, [:int, :bool]}, {:tuple, [:bool, :int, :int]}])
        {type, Expressions.known(scope, type)}
      end

    {subject, cases} = cases(scope, type, subject)
    # What the patterns bind is known as well.
    seen = Enum.map(scope.vars, & &1.id)

    cases =
      for {pattern, guard, within} <- cases do
        vars = Enum.map(within.vars, &if(&1.id in seen, do: &1, else: %{&1 | opaque: false}))
        {pattern, guard, Generate.branch(%{within | vars: vars, switched: true})}
      end

    {:switch, subject, cases}
  end

  @doc "A variable that is what a `switch` gives."
  def switched(scope) do
    type = Types.any()
    {subject, cases} = cases(scope, pick(@types))
    cases = for {pattern, guard, within} <- cases, do: {pattern, guard, [{:value, expression(within, type, 1, true)}]}
    {variable, scope} = declare(scope, type, false, false)
    {{:switched, variable, type, subject, cases}, scope}
  end

  # Patterns that no earlier one has taken, whatever its guard.
  defp cases(scope, type), do: cases(scope, type, Expressions.subject(scope, type))

  defp cases(scope, type, subject) do
    {cases, _} =
      Enum.map_reduce(1..(int(3)), [], fn _, seen ->
        {pattern, within} = several(inner(scope), type)
        guard = if chance(25), do: guard(within)
        plain = shape(pattern)
        if Enum.any?(seen, &covers?(&1, plain)), do: {nil, seen}, else: {{pattern, guard, within}, [plain | seen]}
      end)

    cases = Enum.reject(cases, &is_nil/1)
    {subject, cases ++ [rest(scope, left(type, cases))]}
  end

  # Behind `nil` an optional is none.
  defp left({:option, t}, cases) do
    if Enum.any?(cases, &match?({{:lit, _, nil}, nil, _}, &1)), do: t, else: {:option, t}
  end

  defp left(type, _), do: type

  # `case 1, 2`; alternatives bind nothing.
  defp several(scope, type) do
    if chance(25) and type in [:int, :string, :color] do
      {{:either, Enum.uniq(for _ <- 1..2, do: literal(type))}, scope}
    else
      refutable(scope, type)
    end
  end

  defp rest(scope, type) do
    if chance(50) do
      {:default, nil, inner(scope)}
    else
      {variable, within} = declare(inner(scope), type, false, true)
      {{:let, variable}, nil, within}
    end
  end

  @doc "A pattern that does not match everything, and the scope with what it binds."
  def refutable(scope, type) do
    case pattern(scope, type) do
      {{:let, _}, _} -> refutable(scope, type)
      {:any, _} -> refutable(scope, type)
      {pattern, within} -> if distinct?(pattern) and not total?(pattern), do: {pattern, within}, else: refutable(scope, type)
    end
  end

  defp total?({:let, _}), do: true
  defp total?(:any), do: true
  defp total?({:tuplep, parts}), do: Enum.all?(parts, &total?/1)
  defp total?({:listp, [], rest}) when rest != nil, do: true
  defp total?(_), do: false

  # A name stands once in a pattern.
  defp distinct?(pattern) do
    names = names(pattern)
    names == Enum.uniq(names)
  end

  defp names({:let, {:var, _, name}}), do: [name]
  defp names(tree) when is_tuple(tree), do: tree |> Tuple.to_list() |> Enum.flat_map(&names/1)
  defp names(list) when is_list(list), do: Enum.flat_map(list, &names/1)
  defp names(_), do: []

  defp pattern(scope, type) do
    case int(10) do
      n when n <= 3 -> bound(scope, type)
      4 -> {:any, scope}
      _ -> part(scope, type)
    end
  end

  defp bound(scope, type) do
    {variable, within} = declare(scope, type, false, true)
    {{:let, variable}, within}
  end

  defp part(scope, :int), do: {if(chance(30), do: {:between, int(5) - 4, int(5)}, else: literal(:int)), scope}
  defp part(scope, type) when type in [:string, :color, :bool], do: {literal(type), scope}
  # What is not `nil` has no pattern of its own: it is what `nil` has left.
  defp part(scope, {:option, t}) do
    if chance(60) or t not in [:int, :string, :color], do: {{:lit, {:option, t}, nil}, scope}, else: part(scope, t)
  end

  defp part(scope, {:result, t, e}) do
    {tag, inner} = pick([{:ok, t}, {:error, e}])
    {pattern, within} = pattern(scope, inner)
    {{:resultp, tag, pattern}, within}
  end

  defp part(scope, {:tuple, types}) do
    {parts, within} = Enum.map_reduce(types, scope, &pattern(&2, &1))
    {{:tuplep, parts}, within}
  end

  defp part(scope, {:list, t}) do
    {parts, within} = Enum.map_reduce(List.duplicate(t, int(3) - 1), scope, &pattern(&2, &1))

    cond do
      parts == [] or chance(40) -> {{:listp, parts, nil}, within}
      chance(30) -> {{:listp, parts, :any}, within}
      true ->
        {variable, within} = declare(within, {:list, t}, false, true)
        {{:listp, parts, {:let, variable}}, within}
    end
  end

  defp part(scope, type), do: bound(scope, type)

  defp literal(:int), do: {:lit, :int, int(7) - 3}
  defp literal(:string), do: {:lit, :string, pick(Types.texts())}
  defp literal(:color), do: {:lit, :color, pick(Types.colors())}
  defp literal(:bool), do: {:lit, :bool, chance(50)}

  # Patterns without their names, to tell what an earlier one has taken. What is not surely apart is left out.
  defp shape({:let, _}), do: :any
  defp shape(:default), do: :any
  defp shape({kind, parts}) when kind in [:tuplep, :either], do: {kind, Enum.map(parts, &shape/1)}
  defp shape({:listp, parts, rest}), do: {:listp, Enum.map(parts, &shape/1), rest && :any}
  defp shape({:resultp, tag, pattern}), do: {:resultp, tag, shape(pattern)}
  defp shape(pattern), do: pattern

  defp covers?(a, b), do: not apart?(a, b)

  defp apart?({:either, all}, b), do: Enum.all?(all, &apart?(&1, b))
  defp apart?(a, {:either, all}), do: Enum.all?(all, &apart?(a, &1))
  defp apart?({:lit, _, a}, {:lit, _, b}), do: a != b
  defp apart?({:lit, _, n}, {:between, a, b}), do: n < a or n > b
  defp apart?({:between, _, _} = a, {:lit, _, _} = b), do: apart?(b, a)
  defp apart?({:between, a, b}, {:between, c, d}), do: b < c or d < a
  defp apart?({:resultp, tag, a}, {:resultp, tag, b}), do: apart?(a, b)
  defp apart?({:resultp, _, _}, {:resultp, _, _}), do: true
  defp apart?({:tuplep, as}, {:tuplep, bs}), do: as |> Enum.zip(bs) |> Enum.any?(fn {a, b} -> apart?(a, b) end)
  defp apart?({:listp, as, nil}, {:listp, bs, nil}) when length(as) != length(bs), do: true
  defp apart?({:listp, as, ra}, {:listp, bs, rb}), do:
    (ra == nil and length(as) < length(bs)) or (rb == nil and length(bs) < length(as)) or
      (as |> Enum.zip(bs) |> Enum.any?(fn {a, b} -> apart?(a, b) end))
  defp apart?(_, _), do: false
end
