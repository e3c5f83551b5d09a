defmodule Generate do
  @moduledoc """
  Random well-typed programs as trees: a function, and others that it calls.

  Statements and expressions are `{kind, ...}`; a variable is `{:var, id, name}`, so that two of one name stay apart. A
  condition is never one that a compiler can decide: Erlang's warns of those, as it should (`live`).
  """
  import Expressions, only: [expression: 3, expression: 4, live: 3, unknown: 2]
  import Scope

  @doc """
  A program: `%{name, functions}`, of which the last function is the one to be called. What it calls may be among the
  `:preludes` of the process too.
  """
  def program(name) do
    Process.put(:next, 0)
    Process.put(:functions, [])
    for index <- 1..(int(3) - 1)//1, do: helper("#{name}h#{index}")
    function = plain(name, int(4) + 1, 3 + int(5), Types.any())
    functions = Enum.reverse([function | Process.get(:functions)])
    %{name: name, functions: Enum.map(functions, &private(&1, functions))}
  end

  # Only what is called may be private: the compiler and Elixir say so.
  defp private(function, functions) do
    others = Enum.reject(functions, &(&1.name == function.name))
    %{function | private: mentions?(others, function.name) and chance(60)}
  end

  defp mentions?({kind, name, _, _}, name) when kind in [:call, :ref], do: true
  defp mentions?({:ref, name}, name), do: true
  defp mentions?(tree, name) when is_tuple(tree), do: mentions?(Tuple.to_list(tree), name)
  defp mentions?([head | tail], name), do: mentions?(head, name) or mentions?(tail, name)
  defp mentions?(%{clauses: clauses}, name), do: mentions?(Enum.map(clauses, &Map.values/1), name)
  defp mentions?(_, _), do: false

  # Functions

  defp plain(name, count, size, result) do
    {parameters, scope} = parameters(Enum.map(1..count//1, fn _ -> Types.any() end), result)
    {body, scope} = statements(scope, size)
    body = body ++ [{:return, expression(scope, result, 2, true)}]
    defaults = Enum.map(parameters, fn _ -> nil end)
    %{name: name, private: false, types: types(parameters), defaults: defaults, result: result,
      clauses: [%{patterns: Enum.map(parameters, &{:let, reference(&1)}), guard: nil, body: body}]}
  end

  defp types(parameters), do: Enum.map(parameters, & &1.type)
  defp reference(v), do: {:var, v.id, v.name}

  defp parameters(types, result) do
    Enum.map_reduce(types, new(result), fn type, scope ->
      {{:var, id, _}, scope} = declare(scope, type, false, true)
      {Enum.find(scope.vars, &(&1.id == id)), scope}
    end)
  end

  defp helper(name) do
    function =
      case int(5) do
        1 -> recursive(name)
        2 -> over_list(name)
        3 -> clauses(name)
        _ -> name |> plain(int(3), int(3), Types.any()) |> with_defaults()
      end

    Process.put(:functions, [function | Process.get(:functions)])
  end

  defp with_defaults(function) do
    from = int(length(function.types) + 1) - 1
    defaults = for {type, index} <- Enum.with_index(function.types), do: if(index >= from and Expressions.literal?(type), do: Expressions.literal(type))
    # Behind a parameter that has one, every one has one.
    defaults = defaults |> Enum.reverse() |> Enum.scan(fn d, behind -> d && behind && d end) |> Enum.reverse()
    %{function | defaults: defaults}
  end

  # `f(0)`, and what calls itself with one less.
  defp recursive(name) do
    result = pick([:int, :string, {:list, :int}])
    {[n, other], scope} = parameters([:int, Types.scalar()], result)
    rest = {:call, name, [{:op, "-", :int, {:read, reference(n)}, {:lit, :int, 1}}, {:read, reference(other)}], :call}
    {statements, scope} = statements(scope, int(2) - 1)
    step = {:op, "+", result, rest, expression(scope, result, 1)}
    stop = {:logic, "||", {:compare, "<", :int, {:read, reference(n)}, {:lit, :int, 0}}, {:compare, ">", :int, {:read, reference(n)}, {:lit, :int, 12}}}

    %{name: name, private: false, types: [:int, other.type], defaults: [nil, nil], result: result,
      clauses: [
        %{patterns: [{:lit, :int, 0}, :any], guard: nil, body: [{:return, Expressions.literal(result)}]},
        %{patterns: [{:let, reference(n)}, {:let, reference(other)}], guard: stop, body: [{:return, expression(scope_of([n, other], result), result, 1, true)}]},
        %{patterns: [{:let, reference(n)}, {:let, reference(other)}], guard: nil, body: statements ++ [{:return, step}]}
      ]}
  end

  defp scope_of(variables, result), do: %{new(result) | vars: variables}

  # `f([])` and `f([head | tail])`.
  defp over_list(name) do
    result = pick([:int, :string, {:list, :int}])
    element = pick([:int, :string, {:tuple, [:string, :int]}])
    {[head, tail], scope} = parameters([element, {:list, element}], result)
    rest = {:call, name, [{:read, reference(tail)}], :call}
    {statements, scope} = statements(scope, int(2) - 1)

    %{name: name, private: false, types: [{:list, element}], defaults: [nil], result: result,
      clauses: [
        %{patterns: [{:listp, [], nil}], guard: nil, body: [{:return, Expressions.literal(result)}]},
        %{patterns: [{:listp, [{:let, reference(head)}], {:let, reference(tail)}}], guard: nil,
          body: statements ++ [{:return, {:op, "+", result, rest, expression(scope, result, 1)}}]}
      ]}
  end

  # One name for several literals of the first parameter, some with a `where`.
  defp clauses(name) do
    result = Types.any()
    type = pick([:int, :string, :color])
    other = Types.any()

    literals =
      case type do
        :int -> Enum.take(Enum.shuffle(-2..5), int(3))
        :string -> Enum.take(Enum.shuffle(Types.texts()), int(3))
        :color -> Enum.take(Enum.shuffle(Types.colors()), int(2))
      end

    clause = fn pattern, guarded ->
      {[first, second], scope} = parameters([type, other], result)
      scope = if pattern, do: %{scope | vars: [second]}, else: scope
      guard = if guarded, do: Expressions.guard(scope)
      {body, scope} = statements(scope, int(2) - 1)
      patterns = [pattern || {:let, reference(first)}, {:let, reference(second)}]
      %{patterns: patterns, guard: guard, body: body ++ [{:return, expression(scope, result, 1, true)}]}
    end

    clauses = for(l <- literals, do: clause.({:lit, type, l}, chance(30))) ++ [clause.(nil, false)]
    %{name: name, private: false, types: [type, other], defaults: [nil, nil], result: result, clauses: clauses}
  end

  # Statements

  def statements(scope, count) do
    Enum.reduce(1..count//1, {[], scope}, fn _, {body, scope} ->
      {statement, scope} = statement(scope)
      {body ++ [statement], scope}
    end)
  end

  # A block that ends in an exit, more often than not.
  def branch(scope) do
    {body, within} = statements(inner(scope), int(3) - 1)
    if chance(30), do: body ++ [exit_from(within)], else: body
  end

  # In a `switch` no `break` may stand.
  defp exit_from(scope) do
    if scope.loops > 0 and chance(65),
      do: if(scope.switched, do: :continue, else: pick([:break, :continue])),
      else: {:return, expression(scope, scope.result, 1, true)}
  end

  def statement(scope) do
    deep = scope.depth > 3

    case int(120) do
      n when n <= 16 -> binding_of(scope)
      n when n <= 20 -> known(scope)
      n when n <= 45 -> {assignment(scope), scope}
      n when n > 112 -> {together(scope), scope}
      n when n <= 49 -> {{:print, expression(scope, pick([:int, :string, :bool]), 1)}, scope}
      n when n <= 52 -> destructured(scope)
      _ when deep -> {assignment(scope), scope}
      n when n <= 66 -> {conditional(scope), scope}
      n when n <= 71 -> {if_let(scope), scope}
      n when n <= 76 -> {guard_like(scope), scope}
      n when n <= 87 -> {loop(scope), scope}
      n when n <= 91 -> while(scope)
      n when n <= 95 -> {Patterns.switch(scope), scope}
      n when n <= 99 -> {Patterns.known_switch(scope), scope}
      n when n <= 102 -> chosen(scope)
      n when n <= 105 -> Patterns.switched(scope)
      n when n <= 108 -> nested_function(scope)
      _ -> declared(scope)
    end
  end

  defp binding_of(scope) do
    type = Types.value_or_function()
    annotated = chance(60) or match?({:fun, _, _}, type)
    value = expression(scope, type, 2, annotated)
    mutable = chance(70) and not match?({:fun, _, _}, type)
    {variable, scope} = declare(scope, type, mutable, Expressions.opaque?(value, scope))
    {{:bind, mutable, variable, if(annotated, do: type), value}, scope}
  end

  # A variable of which some part is written out, for a `switch` or a condition to ask.
  defp known(scope) do
    type = if chance(25), do: {:option, pick([:int, :string, {:tuple, [:int, :int]}])}, else: Patterns.known_type()
    value = Expressions.known(scope, type)
    mutable = chance(40)
    {variable, scope} = declare(scope, type, mutable, false)
    {{:bind, mutable, variable, type, value}, scope}
  end

  # `let (a, b) = …`
  defp destructured(scope) do
    types = pick([[:int, :string], [:bool, :int, :int], [:color, {:option, :int}]])
    value = live(scope, {:tuple, types}, 2)

    {patterns, scope} =
      Enum.map_reduce(types, scope, fn type, scope ->
        {variable, scope} = declare(scope, type, false, true)
        {{:let, variable}, scope}
      end)

    if length(Enum.uniq_by(patterns, fn {:let, {:var, _, name}} -> name end)) == length(types),
      do: {{:destructure, patterns, value}, scope},
      else: destructured(scope)
  end

  # `(a, b) = (b, a)`: none changes before all values are known.
  defp together(scope) do
    case scope |> mutable() |> Enum.shuffle() |> Enum.uniq_by(& &1.name) |> Enum.take(1 + int(2)) do
      [first, _ | _] = variables ->
        values = Enum.map(variables, &if(&1.opaque, do: live(scope, &1.type, 1), else: expression(scope, &1.type, 1, true)))
        {:together, Enum.map(variables, &if(&1 == first or chance(90), do: reference(&1), else: :any)), {:tuple, values}}

      _ ->
        assignment(scope)
    end
  end

  defp assignment(scope) do
    case mutable(scope) do
      [] -> {:print, expression(scope, :int, 1)}
      variables -> variables |> pick() |> assignment(scope)
    end
  end

  # What a compiler cannot know stays so: it is given nothing that is known.
  defp assignment(v, scope) do
    target = {:var, v.id, v.name}
    value = fn type, depth -> if v.opaque, do: live(scope, type, depth), else: expression(scope, type, depth, true) end

    case {v.type, int(10)} do
      {:int, n} when n <= 5 -> {:compound, pick(["+", "-", "+", "*"]), :int, target, value.(:int, 1)}
      {:int, 6} -> {:compound, pick(["/", "%"]), :int, target, {:lit, :int, int(6)}}
      {:float, n} when n <= 4 -> {:compound, pick(["+", "-", "*"]), :float, target, value.(:float, 0)}
      {:string, n} when n <= 5 -> {:compound, "+", :string, target, value.(:string, 0)}
      {{:list, t}, n} when n <= 5 -> {:mutate, Expressions.append(), target, [expression(scope, t, 1, true)]}
      {{:map, k, t}, n} when n <= 5 -> {:put, target, expression(scope, k, 0), expression(scope, t, 1, true)}
      {{:list, t}, 6} -> {:replace, target, Expressions.small(scope), expression(scope, t, 1, true)}
      {type, n} when n <= 8 -> mutation(scope, target, type) || {:assign, target, value.(type, 2)}
      {type, _} -> {:assign, target, value.(type, 2)}
    end
  end

  defp mutation(scope, target, type) do
    fitting = for f <- Library.functions(), f.form == :mutation, bound = Library.unify(hd(f.types), type, %{}), do: {f, bound}

    if fitting != [] do
      {function, bound} = pick(fitting)
      {_, arguments, _} = Expressions.arguments(scope, function, bound, 1)
      {:mutate, function.id, target, tl(arguments)}
    end
  end

  defp conditional(scope) do
    otherwise =
      case int(4) do
        1 -> nil
        2 -> {:else_if, [conditional(inner(scope))]}
        _ -> {:else, branch(scope)}
      end

    otherwise = if scope.depth > 2 and match?({:else_if, _}, otherwise), do: nil, else: otherwise
    {:if, live(scope, :bool, 2), branch(scope), otherwise}
  end

  @pattern_conditions System.get_env("NOCASE") == nil
  # Conditions in a row: `let`s, patterns and plain ones.
  defp conditions(scope, count) do
    Enum.map_reduce(1..count, scope, fn _, scope ->
      case int(4) do
        1 ->
          {{:test, live(scope, :bool, 1)}, scope}

        2 when @pattern_conditions ->
          type = pick([{:result, :int, :string}, {:tuple, [:color, {:option, :int}]}, {:list, :int}, {:option, :int}])
          {pattern, within} = Patterns.refutable(scope, type)
          {{:case, pattern, Expressions.subject(scope, type)}, within}

        _ ->
          # Of one that is written out a compiler knows whether it is there.
          known = for %{type: {:option, _}, opaque: false} = v <- scope.vars, do: v

          if known != [] and chance(50) do
            %{type: {:option, type}} = v = pick(known)
            {variable, within} = declare(scope, type, false, false)
            {{:let, variable, {:read, reference(v)}}, within}
          else
            type = pick([:int, :string, :color])
            value = Expressions.subject(scope, {:option, type})
            {variable, within} = declare(scope, type, false, true)
            {{:let, variable, value}, within}
          end
      end
    end)
  end

  defp if_let(scope) do
    {conditions, within} = conditions(inner(scope), int(3) - 1 |> max(1))
    otherwise = if chance(50), do: branch(scope), else: nil
    {:if_all, conditions, branch(within), otherwise}
  end

  # `guard`, and the rest of its block inside the same statement.
  defp guard_like(scope) do
    outer = inner(scope)
    {conditions, within} = conditions(outer, int(2))
    leaving = [{:print, {:lit, :int, 7}}, exit_from(outer)] |> Enum.drop(int(2) - 1)
    {rest, _} = statements(within, int(3))
    {:block, [{:guard, conditions, leaving, rest}]}
  end

  defp loop(scope) do
    if chance(30) and mutable_of(scope, {:list, :int}) != [], do: collecting(scope), else: iterated(scope)
  end

  defp iterated(scope) do
    {binding, sequence, within} =
      # The order of a map is each language's own.
      case if(Process.get(:portable), do: pick([1, 2, 3, 4, 6, 7, 8, 9]), else: int(9)) do
        1 ->
          {variable, within} = declare(inner(scope), :int, false, true)
          {{:let, variable}, {:range, {:lit, :int, int(3) - 2}, {:lit, :int, int(5)}, chance(50)}, within}

        2 ->
          {variable, within} = declare(inner(scope), :int, false, true)
          {{:let, variable}, {:range, {:lit, :int, int(3) - 2}, Expressions.small(scope), true}, within}

        3 ->
          {a, within} = declare(inner(scope), :string, false, true)
          {b, within} = declare(within, :int, false, true)
          sequence = live(scope, {:list, {:tuple, [:string, :int]}}, 1)
          if elem(a, 2) == elem(b, 2), do: {{:let, a}, live(scope, {:list, :string}, 1), within}, else: {{:tuplep, [{:let, a}, {:let, b}]}, sequence, within}

        4 ->
          {pattern, within} = Patterns.refutable(inner(scope), {:result, :int, :string})
          {{:casep, pattern}, live(scope, {:list, {:result, :int, :string}}, 1), within}

        5 ->
          {k, within} = declare(inner(scope), :string, false, true)
          {v, within} = declare(within, :int, false, true)
          if elem(k, 2) == elem(v, 2), do: {{:let, k}, live(scope, {:list, :string}, 1), within}, else: {{:pairp, {:let, k}, {:let, v}}, live(scope, {:map, :string, :int}, 1), within}

        _ ->
          type = pick([:int, :int, :string, :color, {:list, :int}])
          sequence = live(scope, {:list, type}, 1)
          {variable, within} = declare(inner(scope), type, false, true)
          {{:let, variable}, sequence, within}
      end

    within = %{within | loops: scope.loops + 1, switched: false}
    where = if chance(25), do: live(within, :bool, 1)
    {:for, binding, sequence, where, branch(within)}
  end

  # The shapes that become `Enum.map`, `Enum.filter`, `flat_map` and comprehensions.
  defp collecting(scope) do
    target = pick(mutable_of(scope, {:list, :int}))
    sequence = if chance(30), do: {:range, {:lit, :int, 1}, {:lit, :int, int(5)}, true}, else: live(scope, {:list, :int}, 1)
    {variable, within} = declare(inner(scope), :int, false, true)
    within = %{within | loops: scope.loops + 1, switched: false, vars: Enum.reject(within.vars, &(&1.id == target.id))}
    list = {:var, target.id, target.name}
    append = fn scope -> {:mutate, Expressions.append(), list, [if(chance(30), do: {:read, variable}, else: expression(scope, :int, 1))]} end

    body =
      # The list's name may be hidden by the loop's variable.
      if elem(variable, 2) == target.name do
        [{:print, {:read, variable}}]
      else
        case int(5) do
          1 -> [append.(within)]
          2 -> [{:if, live(within, :bool, 1), [append.(within)], nil}]
          3 -> [{:if, live(within, :bool, 1), [:continue], nil}, append.(within)]
          4 -> [{:if, live(within, :bool, 1), [append.(within)], {:else, [append.(within)]}}]
          5 -> [append.(within), {:if, live(within, :bool, 1), [append.(within), append.(within)], {:else, []}}]
        end
      end

    where = if chance(20), do: live(within, :bool, 1)
    {:for, {:let, variable}, sequence, where, body}
  end

  # Every round takes one from a counter that nothing else writes, or an element from a list.
  defp while(scope) do
    {counter, outer} = declare(scope, :int, false, true)
    within = %{inner(outer) | loops: scope.loops + 1, switched: false}
    more = if chance(40), do: live(within, :bool, 1)
    rounds = {:op, "%", :int, unknown(scope, :int), {:lit, :int, 5}}
    {{:while, counter, rounds, more, branch(within), chance(25)}, outer}
  end

  # `let x = if c { … } else { … }`, its branches statements and then a value.
  defp chosen(scope) do
    type = Types.any()
    {first, a} = statements(inner(scope), int(2) - 1)
    {second, b} = statements(inner(scope), int(2) - 1)
    value = live(scope, :bool, 1)
    first = first ++ [{:value, expression(a, type, 1, true)}]
    second = second ++ [{:value, expression(b, type, 1, true)}]
    mutable = chance(50)
    {variable, scope} = declare(scope, type, mutable, false)
    {{:chosen, mutable, variable, type, value, first, second}, scope}
  end

  # A variable without a value, which both branches give it.
  defp declared(scope) do
    type = Types.any()
    {variable, scope} = declare(scope, type, true, false)
    # It may hide another, which is then out of reach here too.
    unset = %{scope | vars: Enum.reject(scope.vars, &(&1.id == elem(variable, 1)))}
    value = live(unset, :bool, 1)
    {{:declared, variable, type, value, expression(unset, type, 1, true), expression(unset, type, 1, true)}, scope}
  end

  # `func name(x: Int) -> T { … }`, and a variable that is what it gives.
  defp nested_function(scope) do
    result = Types.scalar()
    {closure, name} = {Expressions.closure(scope, [:int], result, 1, true), "inner#{fresh()}"}
    function = {:var, fresh(), name}
    argument = live(scope, :int, 1)
    # A compiler may look into it.
    {variable, scope} = declare(scope, result, chance(50), false)
    {{:nested, function, closure, result, variable, argument}, scope}
  end
end
