# Records Tests/EctypeRuntimeTests/Vectors/values.json: order and text of random decimals, the text of random
# floats, the numbers of random days and the texts of moments, as Elixir and decimal have them. From a fixed seed.
#
#     ERL_LIBS=/path/to/libs elixir scripts/record-value-vectors.exs

:rand.seed(:exsss, {1, 2, 3})
digits = fn n -> for _ <- 1..n, into: "", do: <<Enum.random(?0..?9)>> end

decimal = fn ->
  sign = Enum.random(["", "", "-", "+"])
  whole = digits.(Enum.random([1, 1, 2, 3, 20]))

  fraction =
    Enum.random(["", ".", "." <> digits.(1), "." <> digits.(5), ".000", "." <> digits.(40)])

  exponent = Enum.random(["", "", "", "e0", "E3", "e-2", "e+10", "e-30", "E40"])
  sign <> Enum.random([whole, "0", "00" <> whole]) <> fraction <> exponent
end

pairs =
  for _ <- 1..800 do
    a = decimal.()
    # Often the same number written in another way.
    b = if :rand.uniform(3) == 1, do: Decimal.new(a), else: Decimal.new(decimal.())
    b = if :rand.uniform(2) == 1, do: Decimal.normalize(b), else: b

    [
      a,
      Decimal.to_string(b),
      Decimal.compare(Decimal.new(a), b),
      Decimal.to_string(Decimal.new(a))
    ]
  end

floats =
  for _ <- 1..1500 do
    float =
      case :rand.uniform(4) do
        1 -> :rand.normal() * :math.pow(10, Enum.random(-300..300))
        2 -> Enum.random(-1_000_000..1_000_000) / Enum.random([1, 10, 1000, 1024])
        3 -> Enum.random(1..9) * :math.pow(10, Enum.random(-25..25))
        4 -> Enum.random(-100..100) * :math.pow(2, Enum.random(-80..80))
      end

    <<bits::64>> = <<float::float>>
    [Integer.to_string(bits, 16), to_string(float), Decimal.to_string(Decimal.from_float(float))]
  end

days =
  for _ <- 1..800 do
    day = Enum.random(-4_371_000..2_932_000)
    date = Date.add(~D[1970-01-01], day)
    [Date.to_iso8601(date), day]
  end

# What a text is, as Jason writes it again; null where Elixir takes it for none.
moments =
  for _ <- 1..1000 do
    two = fn last -> Enum.random(0..last) |> Integer.to_string() |> String.pad_leading(2, "0") end
    year = Enum.random(0..9999) |> Integer.to_string() |> String.pad_leading(4, "0")
    date = Enum.random(["", "", "", "-", "+"]) <> year <> "-" <> two.(13) <> "-" <> two.(31)

    fraction =
      Enum.random(["", ".", ".", ","]) <> Enum.random(["", digits.(Enum.random(1..6))])

    time = Enum.join([two.(24), two.(60), two.(60)], Enum.random([":", ":", ":", ":", ""])) <> fraction
    both = date <> Enum.random(["T", "T", " ", "_"]) <> time

    {kind, text, parsed} =
      case :rand.uniform(4) do
        1 -> {"date", date, Date.from_iso8601(date)}
        2 -> {"time", time, Time.from_iso8601(time)}
        3 -> {"naive", both, NaiveDateTime.from_iso8601(both)}
        4 -> {"utc", both <> "Z", DateTime.from_iso8601(both <> "Z")}
      end

    [kind, text, with(true <- elem(parsed, 0) == :ok, do: parsed |> elem(1) |> Jason.encode!() |> Jason.decode!()) || nil]
  end

path = Path.join([__DIR__, "..", "Tests", "EctypeRuntimeTests", "Vectors", "values.json"])

sections =
  for list <- [pairs, floats, days, moments],
      do: "[\n" <> Enum.map_join(list, ",\n", &Jason.encode!/1) <> "\n]"

File.write!(path, "[" <> Enum.join(sections, ",") <> "]\n")
