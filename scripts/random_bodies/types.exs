defmodule Types do
  @moduledoc "The types of random programs: atoms, and `{:list, t}` and its like. How they are written, and values of them."

  @colors ~w(red green blue)a
  def colors, do: @colors

  @texts ["", "a", "Zz", "q r", " é\t", "12", "-7", "1.5", "e\u0301x", "a,b", "👩‍👧", "\#{1}\\\"", "x\ny", "ÄÖß"]
  def texts, do: @texts

  @edges [9_223_372_036_854_775_807, -9_223_372_036_854_775_808, 4_611_686_018_427_387_904, 3_037_000_500]
  @floats [0.0, 1.5, -2.5, 0.1, 1.0e20, 123.456, -0.75, 3.0, 1.0e-7]

  @scalars [:int, :int, :int, :string, :string, :bool, :float, :color, :date]
  @composed [
    {:list, :int}, {:list, :int}, {:list, :string}, {:list, :float}, {:list, :color}, {:list, {:list, :int}},
    {:list, {:tuple, [:string, :int]}}, {:list, {:result, :int, :string}}, {:option, :int}, {:option, :int},
    {:option, :string}, {:option, :color}, {:option, {:list, :int}}, {:tuple, [:int, :string]},
    {:tuple, [:color, {:option, :int}]}, {:tuple, [:bool, :int, :int]}, {:map, :string, :int},
    {:map, :int, :string}, {:map, :color, {:list, :int}}, {:result, :int, :string}, {:result, {:list, :int}, :color}
  ]
  def scalar, do: Enum.random(@scalars)
  def any, do: if(:rand.uniform(100) <= 50, do: scalar(), else: Enum.random(@composed))
  def value_or_function, do: if(:rand.uniform(12) == 1, do: {:fun, [:int], :int}, else: any())

  def text(:int), do: "Int"
  def text(:float), do: "Double"
  def text(:bool), do: "Bool"
  def text(:string), do: "String"
  def text(:color), do: "Color"
  def text(:date), do: "Date"
  def text(:time), do: "Time"
  def text(:utc), do: "DateTime"
  def text(:naive), do: "NaiveDateTime"
  def text(:decimal), do: "Decimal"
  def text({:list, t}), do: "[#{text(t)}]"
  def text({:option, t}), do: "#{text(t)}?"
  def text({:tuple, ts}), do: "(#{Enum.map_join(ts, ", ", &text/1)})"
  def text({:map, k, v}), do: "[#{text(k)}: #{text(v)}]"
  def text({:result, t, e}), do: "Result<#{text(t)}, #{text(e)}>"
  def text({:fun, ps, r}), do: "(#{Enum.map_join(ps, ", ", &text/1)}) -> #{text(r)}"

  @doc "A value of a type, as Elixir has it."
  def value(:int) do
    case :rand.uniform(30) do
      1 -> Enum.random(@edges)
      2 -> :rand.uniform(2_000_000) - 1_000_000
      _ -> :rand.uniform(21) - 8
    end
  end

  def value(:float), do: Enum.random(@floats)
  def value(:bool), do: :rand.uniform(2) == 1
  def value(:string), do: Enum.random(@texts)
  def value(:color), do: Enum.random(@colors)
  def value(:date), do: Date.add(~D[2024-02-27], :rand.uniform(800) - 400)
  def value({:list, t}), do: for(_ <- 1..(:rand.uniform(6) - 1)//1, do: value(t))
  def value({:option, t}), do: if(:rand.uniform(3) == 1, do: nil, else: value(t))
  def value({:tuple, ts}), do: ts |> Enum.map(&value/1) |> List.to_tuple()
  def value({:map, k, v}), do: for(_ <- 1..(:rand.uniform(5) - 1)//1, into: %{}, do: {value(k), value(v)})
  def value({:result, t, e}), do: if(:rand.uniform(3) == 1, do: {:error, value(e)}, else: {:ok, value(t)})

  @doc "How a value is written in Swift, where its type is known."
  def swift(:int, -9_223_372_036_854_775_808), do: "Int.min"
  def swift(:color, color), do: ".#{color}"
  def swift(:date, date), do: "LocalDate(year: #{date.year}, month: #{date.month}, day: #{date.day})!"
  def swift({:list, t}, list), do: "[#{Enum.map_join(list, ", ", &swift(t, &1))}]"
  def swift({:option, _}, nil), do: "nil"
  def swift({:option, t}, value), do: swift(t, value)
  def swift({:tuple, ts}, tuple), do: "(#{Enum.zip(ts, Tuple.to_list(tuple)) |> Enum.map_join(", ", fn {t, v} -> swift(t, v) end)})"
  def swift({:map, _, _}, map) when map == %{}, do: "[:]"
  def swift({:map, k, v}, map), do: "[#{Enum.map_join(map, ", ", fn {a, b} -> swift(k, a) <> ": " <> swift(v, b) end)}]"
  def swift({:result, t, _}, {:ok, value}), do: ".ok(#{swift(t, value)})"
  def swift({:result, _, e}, {:error, value}), do: ".error(#{swift(e, value)})"
  def swift(:string, text), do: quoted(text)
  def swift(_, value), do: inspect(value)

  @doc "A string as both Ectype and Swift read it."
  def quoted(text) do
    parts =
      for <<c::utf8 <- text>> do
        case <<c::utf8>> do
          "\\" -> "\\\\"
          "\"" -> "\\\""
          "\n" -> "\\n"
          "\t" -> "\\t"
          "$" -> "\\$"
          other -> other
        end
      end

    "\"#{parts}\""
  end

  @doc "A value as the Swift program prints it: floats by their bits, maps by the order of their keys' texts."
  def shown(:float, value), do: "f" <> Integer.to_string(:binary.decode_unsigned(<<value::float>>), 16)
  def shown(:string, text), do: "\"" <> (text |> String.replace("\\", "\\\\") |> String.replace("\n", "\\n")) <> "\""
  def shown(:date, date), do: Date.to_iso8601(date)
  def shown({:list, t}, list) when is_list(list), do: "[#{Enum.map_join(list, ",", &shown(t, &1))}]"
  def shown({:option, _}, nil), do: "nil"
  def shown({:option, t}, value), do: shown(t, value)
  def shown({:tuple, ts}, tuple), do: "(#{Enum.zip(ts, Tuple.to_list(tuple)) |> Enum.map_join(",", fn {t, v} -> shown(t, v) end)})"
  def shown({:result, t, _}, {:ok, value}), do: "ok(#{shown(t, value)})"
  def shown({:result, _, e}, {:error, value}), do: "error(#{shown(e, value)})"

  def shown({:map, k, v}, map) do
    "[#{map |> Enum.map(fn {a, b} -> shown(k, a) <> ":" <> shown(v, b) end) |> Enum.sort() |> Enum.join(",")}]"
  end

  def shown(_, value), do: to_string(value)
end
