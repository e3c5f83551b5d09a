defmodule Write do
  @moduledoc "Programs as Ectype."

  def functions(functions), do: Enum.map(functions, &function/1)

  defp function(function), do: Enum.map(function.clauses, &clause(function, &1))

  defp clause(function, clause) do
    parameters =
      [clause.patterns, function.types, function.defaults]
      |> Enum.zip()
      |> Enum.map_join(", ", fn {pattern, type, default} -> "#{parameter(pattern, type)}#{if default, do: " = #{e(default)}"}" end)

    guard = if clause.guard, do: " where #{e(clause.guard)}", else: ""
    head = if function.private, do: "private static func", else: "static func"
    ["  #{head} #{function.name}(#{parameters}) -> #{Types.text(function.result)}#{guard} {\n", block(clause.body, 2), "  }\n"]
  end

  defp parameter({:let, v}, type), do: "#{name(v)}: #{Types.text(type)}"
  defp parameter(pattern, type), do: "#{p(pattern)}: #{Types.text(type)}"

  defp block(statements, depth), do: Enum.map(statements, &line(&1, depth))
  defp braces(statements, depth), do: ["{\n", block(statements, depth + 1), indent(depth), "}"]
  defp indent(depth), do: String.duplicate("  ", depth)
  defp line(statement, depth), do: [indent(depth), s(statement, depth), "\n"]

  defp s({:bind, mutable, v, type, value}, _), do: "#{keyword(mutable)} #{name(v)}#{if type, do: ": #{Types.text(type)}"} = #{e(value)}"
  defp s({:destructure, patterns, value}, _), do: "let (#{Enum.map_join(patterns, ", ", fn {:let, v} -> name(v) end)}) = #{e(value)}"
  defp s({:together, targets, value}, _), do: "(#{Enum.map_join(targets, ", ", &target/1)}) = #{e(value)}"
  defp s({:assign, v, value}, _), do: "#{name(v)} = #{e(value)}"
  defp s({:compound, op, _, v, value}, _), do: "#{name(v)} #{op}= #{e(value)}"
  defp s({:put, v, key, value}, _), do: "#{name(v)}[#{e(key)}] = #{e(value)}"
  defp s({:replace, v, index, value}, _), do: "#{name(v)}[#{e(index)}] = #{e(value)}"
  defp s({:mutate, id, v, arguments}, _), do: library(Library.function(id), [{:read, v} | arguments], :call)
  defp s({:print, value}, _), do: "print(#{e(value)})"
  defp s({:return, value}, _), do: "return #{e(value)}"
  # In parentheses: a line that begins with `-` goes on with the one before.
  defp s({:value, value}, _), do: "(#{e(value)})"
  defp s(:break, _), do: "break"
  defp s(:continue, _), do: "continue"

  defp s({:if, condition, then, otherwise}, depth) do
    tail =
      case otherwise do
        nil -> []
        {:else, body} -> [" else ", braces(body, depth)]
        {:else_if, [inner]} -> [" else ", s(inner, depth)]
      end

    ["if #{e(condition)} ", braces(then, depth), tail]
  end

  defp s({:if_all, conditions, then, otherwise}, depth) do
    tail = if otherwise, do: [" else ", braces(otherwise, depth)], else: []
    ["if #{conditions(conditions)} ", braces(then, depth), tail]
  end

  defp s({:block, body}, depth), do: braces(body, depth)
  defp s({:guard, conditions, leaving, rest}, depth), do: ["guard #{conditions(conditions)} else ", braces(leaving, depth), "\n", block(rest, depth)]

  defp s({:for, binding, sequence, where, body}, depth) do
    where = if where, do: " where #{e(where)}", else: ""
    ["for #{bound(binding)} in #{e(sequence)}#{where} ", braces(body, depth)]
  end

  defp s({:while, counter, rounds, more, body, true}, depth) do
    n = name(counter)
    more = if more, do: [indent(depth + 1), "if !(#{e(more)}) { break }\n"], else: []

    ["var #{n}: Int = #{e(rounds)}\n", indent(depth), "while true {\n", indent(depth + 1), "if #{n} <= 0 { break }\n", more,
     indent(depth + 1), "#{n} -= 1\n", block(body, depth + 1), indent(depth), "}"]
  end

  defp s({:while, counter, rounds, more, body, false}, depth) do
    more = if more, do: " && #{e(more)}", else: ""
    n = name(counter)
    ["var #{n}: Int = #{e(rounds)}\n", indent(depth), "while #{n} > 0#{more} {\n", indent(depth + 1), "#{n} -= 1\n",
     block(body, depth + 1), indent(depth), "}"]
  end

  defp s({:switch, subject, cases}, depth), do: ["switch #{e(subject)} {\n", cases(cases, depth), indent(depth), "}"]

  defp s({:switched, v, type, subject, cases}, depth),
    do: ["let #{name(v)}: #{Types.text(type)} = switch #{e(subject)} {\n", cases(cases, depth), indent(depth), "}"]

  defp s({:chosen, mutable, v, type, value, first, second}, depth),
    do: ["#{keyword(mutable)} #{name(v)}: #{Types.text(type)} = if #{e(value)} ", braces(first, depth), " else ", braces(second, depth)]

  defp s({:declared, v, type, value, first, second}, depth) do
    n = name(v)
    ["var #{n}: #{Types.text(type)}\n", indent(depth), "if #{e(value)} { #{n} = #{e(first)} } else { #{n} = #{e(second)} }"]
  end

  defp s({:nested, function, {:closure, parameters, body}, result, v, argument}, depth) do
    n = name(function)
    ["func #{n}(#{Enum.map_join(parameters, ", ", &"#{name(&1)}: Int")}) -> #{Types.text(result)} ", braces(body, depth), "\n",
     indent(depth), "var #{name(v)}: #{Types.text(result)} = #{n}(#{e(argument)})"]
  end

  defp cases(cases, depth) do
    for {pattern, guard, body} <- cases do
      guard = if guard, do: " where #{e(guard)}", else: ""
      head = if pattern == :default, do: "default", else: "case #{p(pattern)}#{guard}"
      [indent(depth + 1), head, ":\n", block(body, depth + 2)]
    end
  end

  defp conditions(conditions) do
    Enum.map_join(conditions, ", ", fn
      {:test, value} -> e(value)
      {:let, v, value} -> "let #{name(v)} = #{e(value)}"
      {:case, pattern, value} -> "case #{p(pattern)} = #{e(value)}"
    end)
  end

  defp keyword(mutable), do: if(mutable, do: "var", else: "let")
  defp name({:var, _, name}), do: name

  defp target(:any), do: "_"
  defp target(v), do: name(v)

  defp bound({:let, v}), do: name(v)
  defp bound({:casep, pattern}), do: "case #{p(pattern)}"
  defp bound({:tuplep, parts}), do: "(#{Enum.map_join(parts, ", ", &bound/1)})"
  defp bound({:pairp, k, v}), do: "#{bound(k)} => #{bound(v)}"

  defp p({:lit, {:option, _}, nil}), do: "nil"
  defp p({:lit, :color, color}), do: ".#{color}"
  defp p({:lit, _, _} = literal), do: e(literal)
  defp p({:either, literals}), do: Enum.map_join(literals, ", ", &p/1)
  defp p({:between, low, high}), do: "#{low}...#{high}"
  defp p(:any), do: "_"
  defp p({:let, v}), do: "let #{name(v)}"
  defp p({:tuplep, parts}), do: "(#{Enum.map_join(parts, ", ", &p/1)})"
  defp p({:resultp, tag, pattern}), do: ".#{tag}(#{p(pattern)})"
  defp p({:listp, parts, nil}), do: "[#{Enum.map_join(parts, ", ", &p/1)}]"
  defp p({:listp, parts, rest}), do: "[#{Enum.map_join(parts, ", ", &p/1)} | #{p(rest)}]"

  def expression(tree), do: e(tree)

  defp e({:read, v}), do: name(v)
  defp e({:lit, _, nil}), do: "nil"
  defp e({:lit, :string, text}), do: Types.quoted(text)
  defp e({:lit, :color, color}), do: "Color.#{color}"
  defp e({:lit, type, value}) when type in [:int, :float, :bool], do: inspect(value)
  defp e({:lit, type, value}) when type in [:date, :time], do: inspect(value)
  defp e({:lit, :utc, value}), do: "~U[#{DateTime.to_iso8601(value)}]"
  defp e({:lit, :naive, value}), do: "~N[#{NaiveDateTime.to_iso8601(value)}]"
  defp e({:lit, {:option, t}, value}), do: e({:lit, t, value})
  defp e({:lit, {:list, t}, list}), do: "[#{Enum.map_join(list, ", ", &e({:lit, t, &1}))}]"
  defp e({:lit, {:map, _, _}, map}) when map == %{}, do: "[:]"
  defp e({:lit, {:map, k, v}, map}), do: "[#{Enum.map_join(map, ", ", fn {a, b} -> e({:lit, k, a}) <> ": " <> e({:lit, v, b}) end)}]"
  defp e({:lit, {:tuple, ts}, value}), do: "(#{ts |> Enum.zip(Tuple.to_list(value)) |> Enum.map_join(", ", fn {t, v} -> e({:lit, t, v}) end)})"
  defp e({:lit, {:result, t, _}, {:ok, value}}), do: ".ok(#{e({:lit, t, value})})"
  defp e({:lit, {:result, _, t}, {:error, value}}), do: ".error(#{e({:lit, t, value})})"
  defp e({:construct, name, arguments}), do: "#{name}(#{list(arguments)})"
  defp e({:list, items}), do: "[#{list(items)}]"
  defp e({:tuple, items}), do: "(#{list(items)})"
  defp e({:map, entries}), do: "[#{Enum.map_join(entries, ", ", fn {k, v} -> e(k) <> ": " <> e(v) end)}]"
  defp e({tag, value}) when tag in [:ok, :error], do: ".#{tag}(#{e(value)})"
  defp e({:range, low, high, closed}), do: "(#{e(low)}#{if closed, do: "...", else: "..<"}#{e(high)})"
  defp e({:choose, c, a, b}), do: "(#{e(c)} ? #{e(a)} : #{e(b)})"
  defp e({:op, op, _, a, b}), do: "(#{e(a)} #{op} #{e(b)})"
  defp e({:compare, op, _, a, b}), do: "(#{e(a)} #{op} #{e(b)})"
  defp e({:logic, op, a, b}), do: "(#{e(a)} #{op} #{e(b)})"
  defp e({:neg, a}), do: "(-(#{e(a)}))"
  defp e({:not, a}), do: "!(#{e(a)})"
  defp e({:default, a, b}), do: "(#{e(a)} ?? #{e(b)})"
  defp e({:present, a}), do: "(#{e(a)} != nil)"
  defp e({:absent, a}), do: "(#{e(a)} == nil)"
  defp e({:member, {op, a, b}}), do: "(#{e(a)} #{op} #{e(b)})"
  defp e({:index, a, b}), do: "#{receiver(a)}[#{e(b)}]"
  defp e({:key, a, b}), do: "#{receiver(a)}[#{e(b)}]"
  defp e({:chain, a, {id, arguments}}), do: "#{receiver(a)}?.#{call(Library.function(id), arguments, nil)}"
  defp e({:interpolate, parts}), do: "\"#{Enum.map(parts, fn {text, value} -> [escaped(text), "\\(", e(value), ")"] end)}\""
  defp e({:call, name, [first | rest], :pipe}), do: "(#{e(first)} |> #{name}(#{list(rest)}))"
  defp e({:call, name, arguments, _}), do: "#{name}(#{list(arguments)})"
  defp e({:apply, v, arguments}), do: "#{name(v)}(#{list(arguments)})"
  defp e({:ref, name}), do: name
  defp e({:lib, id, arguments, style}), do: library(Library.function(id), arguments, style)

  defp e({:closure, parameters, [{:return, value}]}), do: "{ #{Enum.map_join(parameters, ", ", &name/1)} in #{e(value)} }"

  defp e({:closure, parameters, body}),
    do: IO.iodata_to_binary(["{ #{Enum.map_join(parameters, ", ", &name/1)} in\n", block(body, 5), indent(4), "}"])

  defp escaped(text), do: text |> Types.quoted() |> String.slice(1..-2//1)

  defp list(expressions), do: Enum.map_join(expressions, ", ", &e/1)

  defp receiver({kind, _} = value) when kind in [:read], do: e(value)
  defp receiver({:call, _, _, :call} = value), do: e(value)
  defp receiver(value), do: "(#{e(value)})"

  defp library(%{form: :function} = f, [first | rest], :pipe), do: "(#{e(first)} |> #{call(f, rest, f.module)})"
  defp library(%{form: form} = f, arguments, _) when form in [:function, :global], do: call(f, arguments, f.module)
  defp library(f, [receiver | rest], _), do: "#{receiver(receiver)}.#{call(f, rest, nil)}"

  defp call(%{form: :property} = f, [], _), do: f.name

  defp call(f, arguments, module) do
    labels = Enum.take(f.labels, -length(arguments))
    given = labels |> Enum.zip(arguments) |> Enum.map_join(", ", fn {label, value} -> "#{if label, do: label <> ": "}#{e(value)}" end)
    "#{if module, do: module <> "."}#{f.name}(#{given})"
  end
end
