# Random well-typed bodies: what the compiler makes of them must give what they mean.
#
# A program is generated as a tree, written as Ectype, compiled, and its Elixir run; the tree is evaluated here
# too, statement by statement, as the imperative program that it is. Results and output must be equal, for
# several arguments; the Elixir must compile without a warning and be as `mix format` leaves it.
#
#   elixir scripts/random_bodies.exs <ectype> <programs> <seed> [<folder of a Swift build>]
#
# With the folder (`swift build --show-bin-path`), every second program prints nothing, and those that the compiler
# gives Swift too are run there with the same arguments.

defmodule Generate do
  # Expressions are {kind, ...}; variables are {:var, id, name}, so that two of one name stay apart.

  def int(n), do: :rand.uniform(n)
  def pick(list), do: Enum.random(list)
  def chance(percent), do: int(100) <= percent

  @types [:int, :int, :int, :bool, :string, :list, :option, :color]
  @colors ~w(red green blue)a

  def parameters do
    for {name, type} <- [a: :int, b: :int, c: :bool, s: :string, xs: :list, o: :option, k: :color] do
      %{id: name, name: "#{name}", type: type, mutable: false}
    end
  end

  def arguments do
    %{
      a: int(21) - 11, b: int(9) - 5, c: chance(50), s: pick(["", "x", "abc", "Zz"]),
      xs: for(_ <- 1..int(6), do: int(15) - 6) |> Enum.drop(int(3) - 1),
      o: pick([nil, 0, int(9)]), k: pick(@colors)
    }
  end

  def program do
    Process.put(:next, 0)
    result = pick([:int, :int, :string, :list, :option, :bool])
    scope = %{vars: parameters(), loops: 0, result: result, depth: 0, closure: false}
    {body, scope} = statements(scope, 3 + int(6))
    {result, body ++ [{:return, expression(scope, result, 2)}]}
  end

  # The same without output: what would be printed is given a name.
  def silent({:print, value}), do: {:bind, false, {:var, fresh(), "u#{Process.get(:next)}"}, :int, silent(value)}
  def silent(tree) when is_tuple(tree), do: tree |> Tuple.to_list() |> silent() |> List.to_tuple()
  def silent(tree) when is_list(tree), do: Enum.map(tree, &silent/1)
  def silent(tree), do: tree

  defp fresh, do: Process.put(:next, Process.get(:next) + 1)

  # Declares a variable; one time in six under the name of one outside, which it hides.
  defp declare(scope, type, mutable) do
    id = fresh()
    outer = for v <- scope.vars, Map.get(v, :depth, 0) < scope.depth, do: v.name
    name = if outer != [] and chance(16), do: pick(outer), else: "v#{id}"
    variable = %{id: id, name: name, type: type, mutable: mutable, depth: scope.depth}
    {{:var, id, name}, %{scope | vars: [variable | Enum.reject(scope.vars, &(&1.name == name))]}}
  end

  defp inner(scope), do: %{scope | depth: scope.depth + 1}

  def statements(scope, count) do
    Enum.reduce(1..count//1, {[], scope}, fn _, {body, scope} ->
      {statement, scope} = statement(scope)
      {body ++ [statement], scope}
    end)
  end

  # A block that ends in an exit, more often than not.
  defp branch(scope) do
    {body, within} = statements(inner(scope), int(3) - 1)
    if chance(35), do: body ++ [exit_from(within)], else: body
  end

  defp exit_from(scope) do
    if scope.loops > 0 and chance(65),
      do: pick([:break, :continue]),
      else: {:return, expression(scope, scope.result, 1)}
  end

  defp mutable(scope), do: Enum.filter(scope.vars, & &1.mutable)

  def statement(scope) do
    deep = scope.depth > 3

    case int(100) do
      n when n <= 20 -> binding_of(scope)
      n when n <= 45 -> {assignment(scope), scope}
      n when n <= 50 -> {{:print, expression(scope, :int, 1)}, scope}
      _ when deep -> {assignment(scope), scope}
      n when n <= 65 -> {conditional(scope), scope}
      n when n <= 69 -> {if_let(scope), scope}
      n when n <= 72 -> {guard_like(scope), scope}
      n when n <= 82 -> {loop(scope), scope}
      n when n <= 87 -> while(scope)
      n when n <= 94 -> {switch(scope), scope}
      n when n <= 97 -> chosen(scope)
      _ -> declared(scope)
    end
  end

  defp binding_of(scope) do
    type = pick(@types)
    value = expression(scope, type, 2)
    mutable = chance(75)
    {variable, scope} = declare(scope, type, mutable)
    {{:bind, mutable, variable, type, value}, scope}
  end

  defp assignment(scope) do
    case mutable(scope) do
      [] ->
        {:print, expression(scope, :int, 1)}

      variables ->
        v = pick(variables)
        target = {:var, v.id, v.name}

        cond do
          v.type == :int and chance(50) ->
            {:compound, pick(["+", "-"]), target, expression(scope, :int, 1)}

          v.type == :string and chance(50) ->
            {:compound, "+", target, expression(scope, :string, 0)}

          v.type == :list and chance(70) ->
            {:append, target, expression(scope, :int, 1)}

          true ->
            {:assign, target, expression(scope, v.type, 2)}
        end
    end
  end

  defp conditional(scope) do
    otherwise =
      case int(4) do
        1 -> nil
        2 -> [conditional(inner(scope))] |> then(&{:else_if, &1})
        _ -> {:else, branch(scope)}
      end

    otherwise = if scope.depth > 2 and match?({:else_if, _}, otherwise), do: nil, else: otherwise
    {:if, expression(scope, :bool, 2), branch(scope), otherwise}
  end

  defp if_let(scope) do
    value = perhaps(scope)
    {variable, within} = declare(inner(scope), :int, false)
    more = if chance(30), do: expression(within, :bool, 1)
    otherwise = if chance(50), do: branch(scope), else: nil
    {:if_let, variable, value, more, branch(within), otherwise}
  end

  # What a condition around has found to be there is no optional any more, but for a variable itself.
  defp perhaps(scope) do
    case readable(scope, :option) do
      [] -> unknown(scope, :option)
      variables -> pick([unknown(scope, :option), pick(variables) |> then(&{:read, {:var, &1.id, &1.name}})])
    end
  end

  # `guard`, and the rest of its block inside the same statement.
  defp guard_like(scope) do
    if chance(50) do
      {rest, _} = statements(inner(inner(scope)), int(3))
      leaving = [{:print, {:int, 7}}, exit_from(inner(scope))] |> Enum.drop(int(2) - 1)
      {:block, [{:guard, expression(scope, :bool, 2), leaving, rest}]}
    else
      value = perhaps(scope)
      {variable, within} = declare(inner(scope), :int, false)
      {rest, _} = statements(inner(within), int(3))
      {:block, [{:guard_let, variable, value, [exit_from(inner(scope))], rest}]}
    end
  end

  defp loop(scope) do
    sequence =
      case int(3) do
        1 -> {:range, int(3) - 2, int(5), pick([true, false])}
        _ -> expression(scope, :list, 1)
      end

    if chance(25) and mutable_of(scope, :list) != [] do
      collecting(scope, sequence)
    else
      {variable, within} = declare(inner(scope), :int, false)
      within = %{within | loops: scope.loops + 1}
      where = if chance(25), do: expression(within, :bool, 1)
      {:for, variable, sequence, where, branch(within)}
    end
  end

  defp mutable_of(scope, type), do: Enum.filter(mutable(scope), &(&1.type == type))

  # The shapes that become `Enum.map`, `Enum.filter` and comprehensions.
  defp collecting(scope, sequence) do
    target = pick(mutable_of(scope, :list))
    {variable, within} = declare(inner(scope), :int, false)

    within = %{
      within
      | loops: scope.loops + 1,
        vars: Enum.reject(within.vars, &(&1.id == target.id))
    }

    # The list's name may be hidden by the loop's variable.
    if elem(variable, 2) == target.name do
      {:for, variable, sequence, nil, [{:print, {:read, variable}}]}
    else
      added = if chance(40), do: {:read, variable}, else: expression(within, :int, 1)
      append = {:append, {:var, target.id, target.name}, added}

      body =
        case int(3) do
          1 -> [append]
          2 -> [{:if, expression(within, :bool, 1), [append], nil}]
          3 -> [{:if, expression(within, :bool, 1), [:continue], nil}, append]
        end

      {:for, variable, sequence, nil, body}
    end
  end

  # Every round takes one from a counter that nothing else writes.
  defp while(scope) do
    {counter, outer} = declare(scope, :int, false)
    within = %{inner(outer) | loops: scope.loops + 1}
    more = if chance(40), do: expression(within, :bool, 1)
    {{:while, counter, int(4), more, branch(within)}, outer}
  end

  defp switch(scope), do: pick([:int, :color, :option, :pair, :list]) |> switch(scope)

  defp switch(:int, scope) do
    cases =
      for _ <- 1..int(3) do
        pattern =
          case int(3) do
            1 -> {:constants, Enum.uniq(for _ <- 1..int(2), do: int(9) - 4)}
            2 -> {:between, int(5) - 4, int(5)}
            3 -> {:constants, [int(7) - 4]}
          end

        {pattern, nil, branch(scope)}
      end

    {:switch, unknown(scope, :int), cases ++ [last_case(scope)]}
  end

  defp switch(:color, scope) do
    cases = for color <- Enum.take(Enum.shuffle(@colors), 2), do: {{:color, color}, nil, branch(scope)}
    {:switch, unknown(scope, :color), cases ++ [{:default, nil, branch(scope)}]}
  end

  defp switch(:option, scope) do
    {variable, within} = declare(inner(scope), :int, false)

    {:switch, unknown(scope, :option),
     [{:null, nil, branch(scope)}, {{:let, variable}, nil, branch(within)}]}
  end

  defp switch(:pair, scope) do
    {variable, within} = declare(inner(scope), :int, false)
    guard = {:compare, ">", {:read, variable}, {:int, int(5) - 3}}

    {:switch, {:pair, unknown(scope, :int), unknown(scope, :bool)},
     [
       {{:both, {:let, variable}, {:bool, true}}, guard, branch(within)},
       {{:both, {:constants, [0]}, :any}, nil, branch(scope)},
       {:default, nil, branch(scope)}
     ]}
  end

  defp switch(:list, scope) do
    {head, within} = declare(inner(scope), :int, false)
    {rest, both} = declare(within, :list, false)

    second =
      if chance(50) and elem(head, 2) != elem(rest, 2),
        do: {{:cons, head, rest}, nil, branch(both)},
        else: {{:one, head}, nil, branch(within)}

    {:switch, unknown(scope, :list),
     [{:empty, nil, branch(scope)}, second, {:default, nil, branch(scope)}]}
  end

  # A value that no compiler can know: Erlang's warns of cases that a constant never takes.
  defp unknown(scope, :int), do: {:arith, "+", {:count, unknown(scope, :list)}, expression(scope, :int, 1)}
  defp unknown(scope, :bool), do: {:contains, unknown(scope, :list), expression(scope, :int, 1)}
  defp unknown(scope, :option), do: {:first, unknown(scope, :list)}
  defp unknown(scope, :color), do: {:choose, unknown(scope, :bool), expression(scope, :color, 0), {:color, pick(@colors)}}
  defp unknown(scope, :list), do: {:filter, expression(scope, :list, 1), closure(scope, 1, :bool)}

  defp last_case(scope) do
    if chance(50) do
      {:default, nil, branch(scope)}
    else
      {variable, within} = declare(inner(scope), :int, false)
      {{:let, variable}, nil, branch(within)}
    end
  end

  # `let x = if c { … } else { … }`, its branches statements and then a value.
  defp chosen(scope) do
    type = pick(@types)
    {first, a} = statements(inner(scope), int(2) - 1)
    {second, b} = statements(inner(scope), int(2) - 1)
    value = expression(scope, :bool, 1)
    first = first ++ [{:value, expression(a, type, 1)}]
    second = second ++ [{:value, expression(b, type, 1)}]
    mutable = chance(50)
    {variable, scope} = declare(scope, type, mutable)
    {{:chosen, mutable, variable, type, value, first, second}, scope}
  end

  # A variable without a value, which both branches give it.
  defp declared(scope) do
    type = pick(@types)
    {variable, scope} = declare(scope, type, true)
    # It may hide another, which is then out of reach here too.
    unset = %{scope | vars: Enum.reject(scope.vars, &(&1.id == elem(variable, 1)))}
    value = expression(unset, :bool, 1)
    first = expression(unset, type, 1)
    second = expression(unset, type, 1)
    {{:declared, variable, type, value, first, second}, scope}
  end

  # Expressions

  defp readable(scope, type), do: Enum.filter(scope.vars, &(&1.type == type))

  def expression(scope, type, depth) do
    variables = readable(scope, type)

    if variables != [] and chance(if depth == 0, do: 75, else: 35) do
      v = pick(variables)
      {:read, {:var, v.id, v.name}}
    else
      make(scope, type, depth)
    end
  end

  defp make(_, :int, 0), do: {:int, int(12) - 4}
  defp make(_, :bool, 0), do: {:bool, chance(50)}
  defp make(_, :string, 0), do: {:string, pick(["", "p", "q r", "üñ"])}
  defp make(_, :list, 0), do: {:list, for(_ <- 1..(int(4) - 1)//1, do: {:int, int(9) - 3})}
  defp make(_, :option, 0), do: pick([:none, {:some, int(9)}])
  defp make(_, :color, 0), do: {:color, pick(@colors)}

  defp make(scope, type, depth) do
    below = &expression(scope, &1, depth - 1)

    case {type, int(8)} do
      {_, 1} -> {:choose, below.(:bool), below.(type), below.(type)}
      {:int, 2} -> {:arith, "%", below.(:int), {:int, 2 + int(5)}}
      {:int, 3} -> {:arith, "/", below.(:int), {:int, 1 + int(4)}}
      {:int, 4} -> {:default, below.(:option), below.(:int)}
      {:int, 5} -> {:count, below.(:list)}
      {:int, 6} -> {:reduce, below.(:list), below.(:int), closure(scope, 2, :int)}
      {:int, _} -> {:arith, pick(["+", "-", "*"]), below.(:int), {:int, int(4)}}
      {:bool, 2} -> {:not, below.(:bool)}
      {:bool, 3} -> {:logic, pick(["&&", "||"]), below.(:bool), below.(:bool)}
      {:bool, 4} -> {:equal, below.(:color), below.(:color)}
      {:bool, 5} -> {:contains, unknown(scope, :list), below.(:int)}
      {:bool, 6} -> {:present, below.(:option)}
      {:bool, _} -> {:compare, pick(["<", "<=", ">", ">=", "==", "!="]), below.(:int), below.(:int)}
      {:string, 2} -> {:interpolate, below.(:int), below.(:string)}
      {:string, 3} -> {:upcase, below.(:string)}
      {:string, _} -> {:concat, below.(:string), below.(:string)}
      {:list, 2} -> {:filter, below.(:list), closure(scope, 1, :bool)}
      {:list, 3} -> {:map, below.(:list), closure(scope, 1, :int)}
      {:list, 4} -> {:reversed, below.(:list)}
      {:list, 5} -> {:list, [below.(:int), below.(:int)]}
      {:list, _} -> {:plus, below.(:list), below.(:list)}
      {:option, 2} -> {:first, below.(:list)}
      {:option, _} -> make(scope, :option, 0)
      {:color, _} -> make(scope, :color, 0)
    end
  end

  defp closure(scope, count, type) do
    {parameters, within} =
      Enum.map_reduce(1..count, inner(scope), fn _, scope -> declare(scope, :int, false) end)

    {parameters, expression(within, type, 1)}
  end
end

defmodule Write do
  # The program as Ectype.

  def function(name, {result, body}) do
    parameters =
      Enum.map_join(Generate.parameters(), ", ", fn v -> "#{v.name}: #{type(v.type)}" end)

    ["  static func #{name}(#{parameters}) -> #{type(result)} {\n", block(body, 2), "  }\n"]
  end

  def type(:int), do: "Int"
  def type(:bool), do: "Bool"
  def type(:string), do: "String"
  def type(:list), do: "[Int]"
  def type(:option), do: "Int?"
  def type(:color), do: "Color"

  defp block(statements, depth), do: Enum.map(statements, &line(&1, depth))

  defp braces(statements, depth), do: ["{\n", block(statements, depth + 1), indent(depth), "}"]

  defp indent(depth), do: String.duplicate("  ", depth)

  defp line(statement, depth), do: [indent(depth), statement(statement, depth), "\n"]

  defp statement({:bind, mutable, v, type, value}, _) do
    "#{if mutable, do: "var", else: "let"} #{name(v)}: #{type(type)} = #{e(value)}"
  end

  defp statement({:assign, v, value}, _), do: "#{name(v)} = #{e(value)}"
  defp statement({:compound, op, v, value}, _), do: "#{name(v)} #{op}= #{e(value)}"
  defp statement({:append, v, value}, _), do: "#{name(v)}.append(#{e(value)})"
  defp statement({:print, value}, _), do: "print(#{e(value)})"
  defp statement({:return, value}, _), do: "return #{e(value)}"
  defp statement({:value, value}, _), do: e(value)
  defp statement(:break, _), do: "break"
  defp statement(:continue, _), do: "continue"

  defp statement({:if, condition, then, otherwise}, depth) do
    tail =
      case otherwise do
        nil -> []
        {:else, body} -> [" else ", braces(body, depth)]
        {:else_if, [inner]} -> [" else ", statement(inner, depth)]
      end

    ["if #{e(condition)} ", braces(then, depth), tail]
  end

  defp statement({:if_let, v, value, more, then, otherwise}, depth) do
    more = if more, do: ", #{e(more)}", else: ""
    tail = if otherwise, do: [" else ", braces(otherwise, depth)], else: []
    ["if let #{name(v)} = #{e(value)}#{more} ", braces(then, depth), tail]
  end

  defp statement({:block, body}, depth), do: braces(body, depth)

  defp statement({:guard, condition, leaving, rest}, depth) do
    ["guard #{e(condition)} else ", braces(leaving, depth), "\n", block(rest, depth)]
  end

  defp statement({:guard_let, v, value, leaving, rest}, depth) do
    ["guard let #{name(v)} = #{e(value)} else ", braces(leaving, depth), "\n", block(rest, depth)]
  end

  defp statement({:for, v, sequence, where, body}, depth) do
    where = if where, do: " where #{e(where)}", else: ""
    ["for #{name(v)} in #{e(sequence)}#{where} ", braces(body, depth)]
  end

  defp statement({:while, counter, rounds, more, body}, depth) do
    more = if more, do: " && #{e(more)}", else: ""
    n = name(counter)

    [
      "var #{n}: Int = #{rounds}\n", indent(depth), "while #{n} > 0#{more} {\n",
      indent(depth + 1), "#{n} -= 1\n", block(body, depth + 1), indent(depth), "}"
    ]
  end

  defp statement({:switch, subject, cases}, depth) do
    cases =
      for {pattern, guard, body} <- cases do
        guard = if guard, do: " where #{e(guard)}", else: ""
        head = if pattern == :default, do: "default", else: "case #{p(pattern)}#{guard}"
        [indent(depth + 1), head, ":\n", block(body, depth + 2)]
      end

    ["switch #{e(subject)} {\n", cases, indent(depth), "}"]
  end

  defp statement({:chosen, mutable, v, type, value, first, second}, depth) do
    keyword = if mutable, do: "var", else: "let"
    ["#{keyword} #{name(v)}: #{type(type)} = if #{e(value)} ", braces(first, depth), " else ", braces(second, depth)]
  end

  defp statement({:declared, v, type, value, first, second}, depth) do
    n = name(v)
    ["var #{n}: #{type(type)}\n", indent(depth), "if #{e(value)} { #{n} = #{e(first)} } else { #{n} = #{e(second)} }"]
  end

  defp name({:var, _, name}), do: name

  defp p({:constants, values}), do: Enum.join(values, ", ")
  defp p({:between, low, high}), do: "#{low}...#{high}"
  defp p({:color, color}), do: ".#{color}"
  defp p({:bool, value}), do: "#{value}"
  defp p(:null), do: "nil"
  defp p(:any), do: "_"
  defp p({:let, v}), do: "let #{name(v)}"
  defp p({:both, a, b}), do: "(#{p(a)}, #{p(b)})"
  defp p(:empty), do: "[]"
  defp p({:one, v}), do: "[let #{name(v)}]"
  defp p({:cons, head, rest}), do: "[let #{name(head)} | let #{name(rest)}]"

  defp e({:read, v}), do: name(v)
  defp e({:int, n}), do: "#{n}"
  defp e({:bool, b}), do: "#{b}"
  defp e({:string, s}), do: inspect(s)
  defp e({:color, c}), do: "Color.#{c}"
  defp e(:none), do: "[1].dropFirst().first"
  defp e({:some, n}), do: "[#{n}].first"
  defp e({:list, items}), do: "[#{Enum.map_join(items, ", ", &e/1)}]"
  defp e({:pair, a, b}), do: "(#{e(a)}, #{e(b)})"
  defp e({:range, low, high, closed}), do: "#{low}#{if closed, do: "...", else: "..<"}#{high}"
  defp e({:choose, c, a, b}), do: "(#{e(c)} ? #{e(a)} : #{e(b)})"
  defp e({:arith, op, a, b}), do: "(#{e(a)} #{op} #{e(b)})"
  defp e({:compare, op, a, b}), do: "(#{e(a)} #{op} #{e(b)})"
  defp e({:logic, op, a, b}), do: "(#{e(a)} #{op} #{e(b)})"
  defp e({:equal, a, b}), do: "(#{e(a)} == #{e(b)})"
  defp e({:not, a}), do: "!#{e(a)}"
  defp e({:default, a, b}), do: "(#{typed(a)} ?? #{e(b)})"
  defp e({:present, a}), do: "(#{typed(a)} != nil)"
  defp e({:count, a}), do: "#{list(a)}.count"
  defp e({:contains, a, b}), do: "#{list(a)}.contains(#{e(b)})"
  defp e({:first, a}), do: "#{list(a)}.first"
  defp e({:reversed, a}), do: "#{list(a)}.reversed()"
  defp e({:filter, a, closure}), do: "#{list(a)}.filter(#{closure(closure)})"
  defp e({:map, a, closure}), do: "#{list(a)}.map(#{closure(closure)})"
  defp e({:reduce, a, start, closure}), do: "#{list(a)}.reduce(#{e(start)}, #{closure(closure)})"
  defp e({:plus, a, b}), do: "(#{e(a)} + #{e(b)})"
  defp e({:concat, a, b}), do: "(#{e(a)} + #{e(b)})"
  defp e({:upcase, a}), do: "#{e(a)}.uppercased()"
  defp e({:interpolate, a, b}), do: "\"<\\(#{e(a)})|\\(#{e(b)})>\""

  defp typed(value), do: e(value)
  # An empty list says nothing of its elements.
  defp list(value), do: "(#{e(value)})"

  defp closure({parameters, body}),
    do: "{ #{Enum.map_join(parameters, ", ", &name/1)} in #{e(body)} }"
end

defmodule Evaluate do
  # What a program means: statements change an environment of ids, in order.

  def run({_, body}, arguments) do
    {:return, value} = block(body, arguments)
    value
  end

  defp block([], env), do: {:next, env}

  defp block([statement | rest], env) do
    case statement(statement, env) do
      {:next, env} -> block(rest, env)
      leaving -> leaving
    end
  end

  defp put(env, {:var, id, _}, value), do: {:next, Map.put(env, id, value)}

  defp statement({:bind, _, v, _, value}, env), do: put(env, v, e(value, env))
  defp statement({:assign, v, value}, env), do: put(env, v, e(value, env))

  defp statement({:compound, op, {:var, id, _} = v, value}, env) do
    put(env, v, apply_operator(op, env[id], e(value, env)))
  end

  defp statement({:append, {:var, id, _} = v, value}, env), do: put(env, v, env[id] ++ [e(value, env)])

  defp statement({:print, value}, env) do
    IO.puts(e(value, env))
    {:next, env}
  end

  defp statement({:return, value}, env), do: {:return, e(value, env)}
  defp statement({:value, value}, env), do: {:value, e(value, env), env}
  defp statement(:break, env), do: {:break, env}
  defp statement(:continue, env), do: {:continue, env}
  defp statement({:block, body}, env), do: block(body, env)

  defp statement({:if, condition, then, otherwise}, env) do
    cond do
      e(condition, env) -> block(then, env)
      otherwise == nil -> {:next, env}
      true -> block(elem(otherwise, 1), env)
    end
  end

  defp statement({:if_let, {:var, id, _}, value, more, then, otherwise}, env) do
    found = e(value, env)
    within = Map.put(env, id, found)

    if found != nil and (more == nil or e(more, within)),
      do: block(then, within),
      else: block(otherwise || [], env)
  end

  defp statement({:guard, condition, leaving, rest}, env) do
    if e(condition, env), do: block(rest, env), else: block(leaving, env)
  end

  defp statement({:guard_let, {:var, id, _}, value, leaving, rest}, env) do
    case e(value, env) do
      nil -> block(leaving, env)
      found -> block(rest, Map.put(env, id, found))
    end
  end

  defp statement({:for, {:var, id, _}, sequence, where, body}, env) do
    each(elements(sequence, env), env, fn element, env ->
      env = Map.put(env, id, element)
      if where == nil or e(where, env), do: block(body, env), else: {:next, env}
    end)
  end

  defp statement({:while, {:var, id, _}, rounds, more, body}, env) do
    repeat(Map.put(env, id, rounds), fn env ->
      if env[id] > 0 and (more == nil or e(more, env)) do
        block(body, Map.update!(env, id, &(&1 - 1)))
      else
        {:break, env}
      end
    end)
  end

  defp statement({:switch, subject, cases}, env) do
    value = e(subject, env)

    Enum.find_value(cases, fn {pattern, guard, body} ->
      with %{} = bound <- match(pattern, value, env), true <- guard == nil or e(guard, bound) do
        block(body, bound)
      else
        _ -> nil
      end
    end)
  end

  defp statement({:chosen, _, v, _, value, first, second}, env) do
    case block(if(e(value, env), do: first, else: second), env) do
      {:value, result, env} -> put(env, v, result)
      leaving -> leaving
    end
  end

  defp statement({:declared, v, _, value, first, second}, env) do
    put(env, v, e(if(e(value, env), do: first, else: second), env))
  end

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

  defp elements({:range, low, high, true}, _), do: for(n <- low..high//1, do: n)
  defp elements({:range, low, high, false}, _), do: for(n <- low..(high - 1)//1, do: n)
  defp elements(list, env), do: e(list, env)

  defp match(:default, _, env), do: env
  defp match(:any, _, env), do: env
  defp match({:constants, values}, value, env), do: if(value in values, do: env)
  defp match({:between, low, high}, value, env), do: if(value >= low and value <= high, do: env)
  defp match({:color, color}, value, env), do: if(value == color, do: env)
  defp match({:bool, wanted}, value, env), do: if(value == wanted, do: env)
  defp match(:null, value, env), do: if(value == nil, do: env)
  defp match({:let, {:var, id, _}}, value, env), do: Map.put(env, id, value)
  defp match(:empty, value, env), do: if(value == [], do: env)
  defp match({:one, {:var, id, _}}, [one], env), do: Map.put(env, id, one)
  defp match({:one, _}, _, _), do: nil

  defp match({:cons, {:var, head, _}, {:var, rest, _}}, [first | others], env),
    do: Map.merge(env, %{head => first, rest => others})

  defp match({:cons, _, _}, _, _), do: nil

  defp match({:both, a, b}, {first, second}, env) do
    with %{} = env <- match(a, first, env), do: match(b, second, env)
  end

  defp e({:read, {:var, id, _}}, env), do: Map.fetch!(env, id)
  defp e({:int, n}, _), do: n
  defp e({:bool, b}, _), do: b
  defp e({:string, s}, _), do: s
  defp e({:color, c}, _), do: c
  defp e(:none, _), do: nil
  defp e({:some, n}, _), do: n
  defp e({:list, items}, env), do: Enum.map(items, &e(&1, env))
  defp e({:pair, a, b}, env), do: {e(a, env), e(b, env)}
  defp e({:choose, c, a, b}, env), do: if(e(c, env), do: e(a, env), else: e(b, env))
  defp e({:arith, op, a, b}, env), do: apply_operator(op, e(a, env), e(b, env))
  defp e({:compare, op, a, b}, env), do: apply_operator(op, e(a, env), e(b, env))
  defp e({:logic, "&&", a, b}, env), do: e(a, env) and e(b, env)
  defp e({:logic, "||", a, b}, env), do: e(a, env) or e(b, env)
  defp e({:equal, a, b}, env), do: e(a, env) == e(b, env)
  defp e({:not, a}, env), do: not e(a, env)

  defp e({:default, a, b}, env) do
    case e(a, env) do
      nil -> e(b, env)
      value -> value
    end
  end

  defp e({:present, a}, env), do: e(a, env) != nil
  defp e({:count, a}, env), do: length(e(a, env))
  defp e({:contains, a, b}, env), do: e(b, env) in e(a, env)
  defp e({:first, a}, env), do: List.first(e(a, env))
  defp e({:reversed, a}, env), do: Enum.reverse(e(a, env))
  defp e({:plus, a, b}, env), do: e(a, env) ++ e(b, env)
  defp e({:concat, a, b}, env), do: e(a, env) <> e(b, env)
  defp e({:upcase, a}, env), do: String.upcase(e(a, env))
  defp e({:interpolate, a, b}, env), do: "<#{e(a, env)}|#{e(b, env)}>"

  defp e({:filter, a, {[{:var, id, _}], body}}, env),
    do: Enum.filter(e(a, env), &e(body, Map.put(env, id, &1)))

  defp e({:map, a, {[{:var, id, _}], body}}, env),
    do: Enum.map(e(a, env), &e(body, Map.put(env, id, &1)))

  defp e({:reduce, a, start, {[{:var, acc, _}, {:var, id, _}], body}}, env) do
    Enum.reduce(e(a, env), e(start, env), fn x, total ->
      e(body, Map.merge(env, %{acc => total, id => x}))
    end)
  end

  defp apply_operator("+", a, b) when is_binary(a), do: a <> b
  defp apply_operator("+", a, b), do: a + b
  defp apply_operator("-", a, b), do: a - b
  defp apply_operator("*", a, b), do: a * b
  defp apply_operator("/", a, b), do: div(a, b)
  defp apply_operator("%", a, b), do: rem(a, b)
  defp apply_operator("<", a, b), do: a < b
  defp apply_operator("<=", a, b), do: a <= b
  defp apply_operator(">", a, b), do: a > b
  defp apply_operator(">=", a, b), do: a >= b
  defp apply_operator("==", a, b), do: a == b
  defp apply_operator("!=", a, b), do: a != b
end

defmodule InSwift do
  # The same programs in Swift: one executable that prints what each gives for its arguments.

  def differing(out, source, runs, bin) do
    [bodies] = Path.wildcard(Path.join(out, "swift/*Bodies.swift"))
    text = File.read!(bodies)
    type = if text =~ ~r/^extension/m, do: Path.basename(bodies, ".swift"), else: "Bodies"
    known = for [_, name] <- Regex.scan(~r/static func (f\d+)\(/, text), into: MapSet.new(), do: name
    runs = Enum.filter(runs, fn {name, _, {_, body}, _, _} -> name in known and not prints?(body) end)
    IO.puts(:stderr, "#{Path.basename(source)}: #{MapSet.size(known)} functions in Swift")
    File.write!(Path.join(out, "main.swift"), main(runs, type))
    program = Path.join(out, "program")

    arguments =
      ["-Onone", "-swift-version", "6", "-suppress-warnings", "-module-name", "Random", "-I", Path.join(bin, "Modules"),
       "-o", program, Path.join(out, "main.swift")] ++
        Path.wildcard(Path.join(out, "swift/*.swift")) ++ Path.wildcard(Path.join(bin, "EctypeRuntime.build/*.o"))

    case System.cmd("swiftc", arguments, stderr_to_stdout: true) do
      {_, 0} -> compare(program, source, runs)
      {errors, _} -> ["#{bodies} does not compile:\n#{String.slice(errors, 0, 1500)}"]
    end
  end

  defp compare(program, source, runs) do
    {output, status} = System.cmd(program, [], stderr_to_stdout: true)
    lines = String.split(output, "\n", trim: true)
    stopped = if status == 0 and length(lines) == length(runs), do: [], else: ["#{program} stopped with #{status}"]

    stopped ++
      for {{name, _, {result, _}, arguments, meant}, line} <- Enum.zip(runs, lines),
          "#{name} #{shown(result, meant)}" != line do
        "#{source} #{name}(#{inspect(arguments)}) in Swift: means #{shown(result, meant)}, gives #{line}"
      end
  end

  defp shown(_, {{:raised, _}, _}), do: "throws"
  defp shown(:option, {{:value, n}, _}) when n != nil, do: "Optional(#{n})"
  defp shown(:list, {{:value, list}, _}), do: inspect(list, charlists: :as_lists, limit: :infinity)
  defp shown(:string, {{:value, text}, _}), do: text
  defp shown(_, {{:value, value}, _}), do: inspect(value)

  defp prints?({:print, _}), do: true
  defp prints?(tree) when is_tuple(tree), do: prints?(Tuple.to_list(tree))
  defp prints?(tree) when is_list(tree), do: Enum.any?(tree, &prints?/1)
  defp prints?(_), do: false

  defp main(runs, type) do
    calls =
      for {name, round, _, arguments, _} <- runs do
        values = Enum.map_join(Generate.parameters(), ", ", &"#{&1.name}: #{literal(&1.type, arguments[&1.id])}")
        "func #{name}_#{round}() { show(\"#{name}\") { try #{type}.#{name}(#{values}) } }\n"
      end

    [
      "func show<T>(_ name: String, _ run: () throws -> T) {\n",
      "  if let value = Result(catching: run).value { print(name, value) } else { print(name, \"throws\") }\n}\n",
      "extension Result { var value: Success? { if case .success(let value) = self { value } else { nil } } }\n",
      calls, for({name, round, _, _, _} <- runs, do: "#{name}_#{round}()\n")
    ]
  end

  defp literal(:option, nil), do: "nil"
  defp literal(:color, color), do: ".#{color}"
  defp literal(_, value), do: inspect(value, charlists: :as_lists)
end

defmodule RandomBodies do
  @batch 250

  def main([ectype, count, seed | swift]) do
    {count, seed} = {String.to_integer(count), String.to_integer(seed)}
    swift = List.first(swift)
    folder = Path.join(System.tmp_dir!(), "random_bodies_#{seed}_#{System.pid()}")
    File.mkdir_p!(folder)
    batches = Enum.chunk_every(1..count, @batch)

    failures =
      batches
      |> Enum.with_index()
      |> Enum.flat_map(fn {numbers, index} ->
        :rand.seed(:exsss, {seed, index, 0})
        programs = for n <- numbers, do: {"f#{n}", program(n, swift)}
        batch(ectype, folder, index, programs, swift)
      end)

    for failure <- Enum.take(failures, 10), do: IO.puts(failure)
    IO.puts("random bodies: #{count} programs, seed #{seed}, #{length(failures)} failures")
    if failures == [] and !System.get_env("KEEP"), do: File.rm_rf!(folder), else: IO.puts("kept in #{folder}")
    System.halt(if failures == [], do: 0, else: 1)
  end

  defp program(number, swift) do
    program = Generate.program()
    if swift && rem(number, 2) == 0, do: Generate.silent(program), else: program
  end

  defp batch(ectype, folder, index, programs, swift) do
    source = Path.join(folder, "batch#{index}.ectype")
    out = Path.join(folder, "out#{index}")

    File.write!(source, [
      "module Random#{index}\n\nenum Color: String { case red, green, blue }\n\nclass Bodies {\n",
      Enum.map(programs, fn {name, program} -> Write.function(name, program) end), "}\n"
    ])

    case System.cmd(ectype, ["compile", source, "--out", out], stderr_to_stdout: true) do
      {_, 0} -> compare(out, source, Module.concat("Random#{index}", "Bodies"), programs, swift)
      {text, _} -> ["#{source} was refused:\n#{errors(text)}"]
    end
  end

  # Warnings of what nobody reads are many, and right.
  defp errors(text) do
    text |> String.split("\n\n") |> Enum.filter(&(&1 =~ ~r/^error|Fatal/)) |> Enum.take(4) |> Enum.join("\n\n")
  end

  defp compare(out, source, module, programs, swift) do
    [file] = Path.wildcard(Path.join(out, "**/bodies.ex"))
    text = File.read!(file)

    formatted =
      if IO.iodata_to_binary([Code.format_string!(text), "\n"]) == text,
        do: [],
        else: ["#{file} is not as `mix format` leaves it"]

    warnings =
      ExUnit.CaptureIO.capture_io(:stderr, fn -> Code.compile_file(file) end)
      |> case do
        "" -> []
        text -> ["#{file} compiles with warnings:\n#{String.slice(text, 0, 1500)}"]
      end

    runs =
      for {name, program} <- programs, round <- 1..6 do
        arguments = Generate.arguments()
        {name, round, program, arguments, observe(fn -> Evaluate.run(program, arguments) end)}
      end

    differing =
      runs
      |> Enum.chunk_by(&elem(&1, 0))
      |> Enum.flat_map(fn rounds ->
        Enum.find_value(rounds, [], fn {name, _, _, arguments, meant} ->
          list = for v <- Generate.parameters(), do: Map.fetch!(arguments, v.id)
          given = observe(fn -> apply(module, String.to_atom(name), list) end)

          if meant != given do
            ["#{source} #{name}(#{inspect(list)}): means #{inspect(meant)}, gives #{inspect(given)}"]
          end
        end)
      end)

    :code.purge(module)
    :code.delete(module)
    formatted ++ warnings ++ differing ++ if(swift, do: InSwift.differing(out, source, runs, swift), else: [])
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
        error -> {:raised, Exception.message(error)}
      after
        Process.group_leader(self(), leader)
      end

    {:ok, {_, printed}} = StringIO.close(device)
    {value, printed}
  end
end

Application.ensure_all_started(:ex_unit)
RandomBodies.main(System.argv())
