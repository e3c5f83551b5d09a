defmodule Evaluate do
  @moduledoc """
  What a program means: statements change an environment of ids, in order. The standard library is what its table says.

  Throws `:too_much` for what takes too long or grows too large to be worth comparing.
  """
  @steps 20_000
  # Elements, keys, and words of texts, all together; and what a number may be that says how many of something.
  @largest 5_000
  # They make as many of something as an argument says.
  @growing ~w(duplicate repeated padLeft padRight padLeading padTrailing pow)

  @doc "The value of the program's last function, and whether an integer on the way had more than 64 bits."
  def run(program, preludes, arguments) do
    Process.put(:functions, Map.new(preludes ++ program.functions, &{&1.name, &1}))
    Process.put(:steps, @steps)
    Process.put(:overflow, false)
    call(List.last(program.functions), arguments)
  end

  def overflowed?, do: Process.get(:overflow)

  defp call(function, arguments) do
    step()
    defaults = Enum.drop(function.defaults, length(arguments))
    arguments = arguments ++ Enum.map(defaults, fn {:lit, _, value} -> value end)

    Enum.find_value(function.clauses, fn clause ->
      with %{} = env <- match_all(clause.patterns, arguments, %{}), true <- holds?(clause.guard, env) do
        {:return, value} = block(clause.body, env)
        {:value, value}
      else
        _ -> nil
      end
    end)
    |> elem(1)
  end

  # A guard that would raise does not hold.
  defp holds?(nil, _), do: true

  defp holds?(guard, env) do
    e(guard, env)
  rescue
    ArithmeticError -> false
  end

  defp step do
    left = Process.get(:steps)
    if left == 0, do: throw(:too_much)
    Process.put(:steps, left - 1)
  end

  # Notes an integer that Swift does not have; stops at what only grows.
  defp noted(value) when is_integer(value) do
    if value > 9_223_372_036_854_775_807 or value < -9_223_372_036_854_775_808, do: Process.put(:overflow, true)
    if abs(value) > 1.0e200, do: throw(:too_much)
    value
  end

  defp noted(value) do
    within(value, @largest)
    value
  end

  # What is left of the size.
  defp within(_, left) when left < 0, do: throw(:too_much)
  defp within([head | tail], left), do: within(tail, within(head, left - 1))
  defp within(value, left) when is_binary(value), do: left - div(byte_size(value), 8)
  defp within(value, left) when is_tuple(value), do: value |> Tuple.to_list() |> within(left)
  defp within(%_{}, left), do: left - 1
  defp within(value, left) when is_map(value), do: value |> Map.to_list() |> within(left)
  defp within(_, left), do: left

  defp block([], env), do: {:next, env}

  defp block([statement | rest], env) do
    case s(statement, env) do
      {:next, env} -> block(rest, env)
      leaving -> leaving
    end
  end

  defp put(env, {:var, id, _}, value), do: {:next, Map.put(env, id, noted(value))}

  defp s({:bind, _, v, _, value}, env), do: put(env, v, e(value, env))
  defp s({:destructure, patterns, value}, env), do: {:next, match({:tuplep, patterns}, e(value, env), env)}

  defp s({:together, targets, value}, env) do
    env =
      targets
      |> Enum.zip(Tuple.to_list(e(value, env)))
      |> Enum.reduce(env, fn
        {:any, _}, env -> env
        {v, value}, env -> env |> put(v, value) |> elem(1)
      end)

    {:next, env}
  end

  defp s({:assign, v, value}, env), do: put(env, v, e(value, env))
  defp s({:compound, op, type, {:var, id, _} = v, value}, env), do: put(env, v, operator(op, type, env[id], e(value, env)))

  defp s({:put, {:var, id, _} = v, key, value}, env) do
    key = e(key, env)
    put(env, v, Map.put(env[id], key, e(value, env)))
  end

  defp s({:replace, {:var, id, _} = v, index, value}, env) do
    index = e(index, env)
    put(env, v, List.replace_at(env[id], index, e(value, env)))
  end

  defp s({:mutate, function, {:var, id, _} = v, arguments}, env),
    do: put(env, v, apply(Library.function(function).run, [env[id] | Enum.map(arguments, &e(&1, env))]))

  defp s({:print, value}, env) do
    IO.puts(e(value, env))
    {:next, env}
  end

  defp s({:return, value}, env), do: {:return, e(value, env)}
  defp s({:value, value}, env), do: {:value, e(value, env), env}
  defp s(:break, env), do: {:break, env}
  defp s(:continue, env), do: {:continue, env}
  defp s({:block, body}, env), do: block(body, env)

  defp s({:if, condition, then, otherwise}, env) do
    cond do
      e(condition, env) -> block(then, env)
      otherwise == nil -> {:next, env}
      true -> block(elem(otherwise, 1), env)
    end
  end

  defp s({:if_all, conditions, then, otherwise}, env) do
    case conditions(conditions, env) do
      nil -> block(otherwise || [], env)
      within -> block(then, within)
    end
  end

  defp s({:guard, conditions, leaving, rest}, env) do
    case conditions(conditions, env) do
      nil -> block(leaving, env)
      within -> block(rest, within)
    end
  end

  defp s({:for, binding, sequence, where, body}, env) do
    each(Enum.to_list(e(sequence, env)), env, fn element, env ->
      step()

      with %{} = env <- bound(binding, element, env), true <- where == nil or e(where, env),
        do: block(body, env),
        else: (_ -> {:next, env})
    end)
  end

  defp s({:while, {:var, id, _}, rounds, more, body, _}, env) do
    repeat(Map.put(env, id, e(rounds, env)), fn env ->
      step()

      if env[id] > 0 and (more == nil or e(more, env)),
        do: block(body, Map.update!(env, id, &(&1 - 1))),
        else: {:break, env}
    end)
  end

  defp s({:switch, subject, cases}, env) do
    value = e(subject, env)

    Enum.find_value(cases, fn {pattern, guard, body} ->
      with %{} = bound <- match(pattern, value, env), true <- holds?(guard, bound),
        do: block(body, bound),
        else: (_ -> nil)
    end)
  end

  defp s({:switched, v, _, subject, cases}, env) do
    {:value, value, env} = s({:switch, subject, cases}, env)
    put(env, v, value)
  end

  defp s({:chosen, _, v, _, value, first, second}, env) do
    case block(if(e(value, env), do: first, else: second), env) do
      {:value, result, env} -> put(env, v, result)
      leaving -> leaving
    end
  end

  defp s({:declared, v, _, value, first, second}, env), do: put(env, v, e(if(e(value, env), do: first, else: second), env))

  defp s({:nested, _, closure, _, v, argument}, env) do
    run = e(closure, env)
    put(env, v, run.(e(argument, env)))
  end

  defp conditions([], env), do: env
  defp conditions([{:test, value} | rest], env), do: if(e(value, env), do: conditions(rest, env))

  defp conditions([{:let, {:var, id, _}, value} | rest], env) do
    case e(value, env) do
      nil -> nil
      value -> conditions(rest, Map.put(env, id, value))
    end
  end

  defp conditions([{:case, pattern, value} | rest], env), do: with(%{} = env <- match(pattern, e(value, env), env), do: conditions(rest, env))

  defp each([], env, _), do: {:next, env}

  defp each([element | rest], env, round) do
    case round.(element, env) do
      {kind, env} when kind in [:next, :continue] -> each(rest, env, round)
      {:break, env} -> {:next, env}
      leaving -> leaving
    end
  end

  defp repeat(env, round) do
    case round.(env) do
      {kind, env} when kind in [:next, :continue] -> repeat(env, round)
      {:break, env} -> {:next, env}
      leaving -> leaving
    end
  end

  defp bound({:casep, pattern}, value, env), do: match(pattern, value, env)
  defp bound({:pairp, k, v}, value, env), do: match({:tuplep, [k, v]}, value, env)
  defp bound(pattern, value, env), do: match(pattern, value, env)

  defp match(:default, _, env), do: env
  defp match(:any, _, env), do: env
  defp match({:lit, _, wanted}, value, env), do: if(value == wanted, do: env)
  defp match({:either, literals}, value, env), do: if(Enum.any?(literals, fn {:lit, _, l} -> l == value end), do: env)
  defp match({:between, low, high}, value, env), do: if(value >= low and value <= high, do: env)
  defp match({:let, {:var, id, _}}, value, env), do: Map.put(env, id, value)
  defp match({:tuplep, parts}, value, env), do: match_all(parts, Tuple.to_list(value), env)
  defp match({:resultp, tag, pattern}, {tag, value}, env), do: match(pattern, value, env)
  defp match({:resultp, _, _}, _, _), do: nil
  defp match({:listp, parts, nil}, value, env), do: if(length(parts) == length(value), do: match_all(parts, value, env))

  defp match({:listp, parts, rest}, value, env) do
    if length(parts) <= length(value) do
      {first, others} = Enum.split(value, length(parts))
      with %{} = env <- match_all(parts, first, env), do: match(rest, others, env)
    end
  end

  defp match_all(patterns, values, env) do
    patterns
    |> Enum.zip(values)
    |> Enum.reduce_while(env, fn {pattern, value}, env ->
      case match(pattern, value, env) do
        nil -> {:halt, nil}
        env -> {:cont, env}
      end
    end)
  end

  defp e({:read, {:var, id, _}}, env), do: Map.fetch!(env, id)
  defp e({:lit, _, value}, _), do: value
  defp e({:construct, "Decimal", [text]}, env), do: apply(Decimal, :new, [e(text, env)])
  defp e({:list, items}, env), do: noted(Enum.map(items, &e(&1, env)))
  defp e({:tuple, items}, env), do: items |> Enum.map(&e(&1, env)) |> noted() |> List.to_tuple()
  defp e({:map, entries}, env), do: Map.new(entries, fn {k, v} -> {e(k, env), e(v, env)} end)
  defp e({:choose, c, a, b}, env), do: if(e(c, env), do: e(a, env), else: e(b, env))
  defp e({:op, op, type, a, b}, env), do: noted(operator(op, type, e(a, env), e(b, env)))
  defp e({:compare, op, type, a, b}, env), do: compare(op, type, e(a, env), e(b, env))
  defp e({:logic, "&&", a, b}, env), do: e(a, env) and e(b, env)
  defp e({:logic, "||", a, b}, env), do: e(a, env) or e(b, env)
  defp e({:neg, a}, env), do: noted(-e(a, env))
  defp e({:not, a}, env), do: not e(a, env)
  defp e({:present, a}, env), do: e(a, env) != nil
  defp e({:absent, a}, env), do: e(a, env) == nil
  defp e({:member, {"in", a, b}}, env), do: e(a, env) in e(b, env)
  defp e({:member, {"not in", a, b}}, env), do: e(a, env) not in e(b, env)
  defp e({tag, value}, env) when tag in [:ok, :error], do: {tag, e(value, env)}
  defp e({:interpolate, parts}, env), do: noted(Enum.map_join(parts, fn {text, value} -> "#{text}#{e(value, env)}" end))
  defp e({:index, a, b}, env), do: Enum.at(e(a, env), e(b, env))
  defp e({:key, a, b}, env), do: Map.get(e(a, env), e(b, env))
  defp e({:call, name, arguments, _}, env), do: noted(call(Process.get(:functions)[name], Enum.map(arguments, &e(&1, env))))
  defp e({:apply, {:var, id, _}, arguments}, env), do: apply(env[id], Enum.map(arguments, &e(&1, env)))

  defp e({:ref, name}, _) do
    function = Process.get(:functions)[name]
    callable(length(function.types), &call(function, &1))
  end

  defp e({:closure, parameters, body}, env) do
    callable(length(parameters), fn values ->
      step()
      env = parameters |> Enum.zip(values) |> Enum.reduce(env, fn {{:var, id, _}, value}, env -> Map.put(env, id, value) end)
      {:return, value} = block(body, env)
      value
    end)
  end

  defp e({:default, a, b}, env) do
    case e(a, env) do
      nil -> e(b, env)
      value -> value
    end
  end

  defp e({:chain, a, {id, arguments}}, env) do
    case e(a, env) do
      nil -> nil
      value -> library(id, [value | Enum.map(arguments, &e(&1, env))])
    end
  end

  defp e({:range, low, high, true}, env), do: e(low, env)..e(high, env)//1
  defp e({:range, low, high, false}, env), do: e(low, env)..(e(high, env) - 1)//1

  defp e({:lib, id, arguments, _}, env), do: library(id, Enum.map(arguments, &e(&1, env)))

  defp library(id, values) do
    function = Library.function(id)
    if function.name in @growing and Enum.any?(values, &(is_integer(&1) and &1 > @largest)), do: throw(:too_much)
    if function.name == "sum" and is_list(hd(values)), do: Enum.scan(hd(values), &noted(&1 + &2))
    noted(apply(function.run, values))
  end

  defp callable(1, run), do: fn a -> run.([a]) end
  defp callable(2, run), do: fn a, b -> run.([a, b]) end
  defp callable(3, run), do: fn a, b, c -> run.([a, b, c]) end

  defp operator("+", :string, a, b), do: a <> b
  defp operator("+", {:list, _}, a, b), do: a ++ b
  defp operator("+", _, a, b), do: a + b
  defp operator("-", _, a, b), do: a - b
  defp operator("*", _, a, b), do: a * b
  defp operator("/", :int, a, b), do: div(a, b)
  defp operator("/", :float, a, b), do: a / b
  defp operator("%", _, a, b), do: rem(a, b)

  defp compare(op, :date, a, b), do: compare(op, :int, Date.diff(a, b), 0)
  defp compare("<", _, a, b), do: a < b
  defp compare("<=", _, a, b), do: a <= b
  defp compare(">", _, a, b), do: a > b
  defp compare(">=", _, a, b), do: a >= b
  defp compare("==", _, a, b), do: a == b
  defp compare("!=", _, a, b), do: a != b
end
