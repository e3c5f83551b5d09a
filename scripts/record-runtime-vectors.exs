# Records what real Ecto does, for Tests/EctypeRuntimeTests/Vectors/changesets.json. Run with ecto, decimal
# and jason on the code path:
#
#     ERL_LIBS=/path/to/libs elixir scripts/record-runtime-vectors.exs
#
# A case is a schema (fields with type and default), data or none, parameters as JSON text, and steps;
# what is recorded is the changes and the errors, or that Ecto raised. Cases are a table of hostile inputs
# for every type and a few thousand random pipelines, from a fixed seed.

defmodule Fake do
  # A schema whose fields are set per case, so that thousands of them need not be compiled.
  def __changeset__, do: Process.get(:types)
  def __struct__, do: Process.get(:struct)
end

Code.require_file("term.exs", __DIR__)

defmodule Recorder do
  import Ecto.Changeset

  def run(%{fields: fields, params: params, steps: steps} = spec) do
    types = Map.new(fields, fn {name, {type, _}} -> {name, ecto_type(type)} end)
    struct = Map.new(fields, fn {name, {_, default}} -> {name, default} end)
    struct = Map.put(struct, :__struct__, Fake)
    Process.put(:types, types)
    Process.put(:struct, struct)
    data = Map.merge(struct, Map.get(spec, :data, %{}))

    result =
      try do
        changeset = %{change(data) | params: nil}
        changeset = start(changeset, data, params, steps)

        %{
          changes: for({k, v} <- Enum.sort(changeset.changes), do: [k, Term.tag(v)]),
          errors:
            for(
              {field, {message, metadata}} <- changeset.errors,
              do: [field, message, Term.metadata(metadata)] ++ text(message, metadata)
            )
        }
      rescue
        error -> %{raises: inspect(error.__struct__)}
      end

    data =
      if spec[:data],
        do: %{data: for({k, v} <- Enum.sort(spec.data), do: [k, Term.tag(v)])},
        else: %{}

    result
    |> Map.merge(data)
    |> Map.merge(%{
      fields:
        for({name, {type, default}} <- Enum.sort(fields), do: [name, type, Term.tag(default)]),
      params: params,
      steps: steps |> Enum.map(&step_json/1)
    })
  end

  # The first cast is given the data, as applications do.
  defp start(changeset, _data, nil, steps), do: Enum.reduce(steps, changeset, &step/2)

  defp start(_changeset, data, params, [{:cast, names, opts} | steps]) do
    params = Jason.decode!(params)
    Process.put(:params, params)
    Enum.reduce(steps, cast(data, params, names, cast_opts(opts)), &step/2)
  end

  defp step({:cast, names, opts}, cs), do: cast(cs, Process.get(:params), names, cast_opts(opts))
  defp step({:cast_more, json, names}, cs), do: cast(cs, Jason.decode!(json), names)
  defp step({:required, names, opts}, cs), do: validate_required(cs, names, opts)
  defp step({:length, name, opts}, cs), do: validate_length(cs, name, opts)
  defp step({:number, name, opts}, cs), do: validate_number(cs, name, opts)
  defp step({:inclusion, name, m, opts}, cs), do: validate_inclusion(cs, name, m, opts)
  defp step({:exclusion, name, m, opts}, cs), do: validate_exclusion(cs, name, m, opts)
  defp step({:subset, name, m, opts}, cs), do: validate_subset(cs, name, m, opts)
  defp step({:confirmation, name, opts}, cs), do: validate_confirmation(cs, name, opts)
  defp step({:acceptance, name, opts}, cs), do: validate_acceptance(cs, name, opts)

  defp step({:format, name, source, flags, opts}, cs),
    do: validate_format(cs, name, Regex.compile!(source, flags), opts)

  defp step({:put, name, value}, cs), do: put_change(cs, name, value)
  defp step({:force, name, value}, cs), do: force_change(cs, name, value)
  defp step({:delete, name}, cs), do: delete_change(cs, name)
  defp step({:error, name, message, metadata}, cs), do: add_error(cs, name, message, metadata)

  defp cast_opts(opts) do
    Enum.flat_map(opts, fn
      {:empty_values, list} ->
        [
          empty_values:
            Enum.flat_map(list, fn
              :blank -> empty_values()
              v -> [v]
            end)
        ]

      {:message, text} ->
        [message: fn field, _ -> if field == :f, do: text end]

      other ->
        [other]
    end)
  end

  # Each step as JSON: its name, then its arguments; values are tagged, options a list of pairs.
  defp step_json({:cast, names, opts}) do
    opts =
      for {k, v} <- opts do
        [
          k,
          if(k == :empty_values,
            do: Enum.map(v, &if(&1 == :blank, do: "blank", else: [&1])),
            else: v
          )
        ]
      end

    ["cast", names, opts]
  end

  defp step_json({:cast_more, json, names}), do: ["cast_more", json, names]
  defp step_json({:required, names, opts}), do: ["required", names, opts(opts)]

  defp step_json({kind, name, opts}) when kind in [:length, :number, :confirmation, :acceptance],
    do: [kind, name, opts(opts)]

  defp step_json({kind, name, members, opts}) when kind in [:inclusion, :exclusion, :subset],
    do: [kind, name, Term.tag(members), opts(opts)]

  defp step_json({:format, name, source, flags, opts}),
    do: [:format, name, source, flags, opts(opts)]

  defp step_json({kind, name, value}) when kind in [:put, :force],
    do: [kind, name, Term.tag(value)]

  defp step_json({:delete, name}), do: [:delete, name]
  defp step_json({:error, name, m, metadata}), do: [:error, name, m, Term.metadata(metadata)]

  defp opts(opts) do
    for {key, value} <- opts do
      case {key, value} do
        {:message, {text, extra}} -> [:message, [text, Term.metadata(extra)]]
        {:message, text} -> [:message, [text, []]]
        {key, value} -> [key, Term.tag(value)]
      end
    end
  end

  # Phoenix's translate_error without gettext, where it changes the message and does not raise.
  defp text(message, metadata) do
    text =
      Enum.reduce(metadata, message, fn {key, value}, acc ->
        String.replace(acc, "%{#{key}}", fn _ -> to_string(value) end)
      end)

    if text == message, do: [], else: [text]
  rescue
    _ -> []
  end

  def ecto_type(["array", type]), do: {:array, ecto_type(type)}
  def ecto_type(["map", type]), do: {:map, ecto_type(type)}
  def ecto_type("uuid"), do: Ecto.UUID

  def ecto_type(["enum", pairs]) do
    values = for [name, stored] <- pairs, do: {String.to_atom(name), stored}
    Ecto.ParameterizedType.init(Ecto.Enum, values: values)
  end

  def ecto_type(name), do: String.to_atom(name)
end

defmodule Cases do
  @enum ["enum", [["draft", "draft"], ["published", "published"], ["archived", "old"]]]
  @levels ["enum", [["low", 1], ["high", 2], ["true", 3]]]

  @scalars ~s(null true false 0 1 -1 42 1.0 -0 -0.0 0.1 1e3 1.5e-7 1e22 123456789.125 9007199254740993
    9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809
    123456789012345678901234567890 [] {} [1] {"a":1} [null] [""] ["a"] {"a":null})
           |> String.split()

  @texts [
    "",
    " ",
    "\t\n",
    "\u00a0",
    "\u2003\u3000",
    "\u200b",
    "\u0085",
    "\ufeff",
    "a",
    " a ",
    "é",
    "e\u0301",
    "true",
    "false",
    "TRUE",
    "1",
    "0",
    "on",
    "yes",
    "t",
    " 1",
    "1 ",
    "+1",
    "-1",
    "-0",
    "01",
    "+",
    "-",
    "+-1",
    "1.0",
    "1.",
    ".5",
    "5.",
    ".",
    "1e5",
    "1E-5",
    "1e",
    "1e+",
    "1.e3",
    "1.5e",
    "-1.50",
    "+1.5",
    "00.10",
    "0.0",
    "-0.0",
    "1e400",
    "1e-400",
    "1_000",
    "0x1",
    "0x1p3",
    "nan",
    "NaN",
    "inf",
    "Infinity",
    "-inf",
    "1bad",
    "١",
    "0.000001",
    "0.0000001",
    "1e10",
    "12345678901234567890.12345678901234567890",
    "1E+3",
    "-.5e1",
    "--1",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "1234567890123456789012345678901",
    "12345678901234567890123456789012",
    "draft",
    "published",
    "archived",
    "old",
    "Draft",
    "low",
    "high",
    "2",
    "550e8400-e29b-41d4-a716-446655440000",
    "550E8400-E29B-41D4-A716-446655440000",
    "550e8400e29b41d4a716446655440000",
    "{550e8400-e29b-41d4-a716-446655440000}",
    "550e8400-e29b-41d4-a716-44665544000g",
    "warehouse worker",
    "0123456789abcdéf",
    "ééééééée",
    "00000000-0000-0000-0000-000000000000",
    "550e8400_e29b_41d4_a716_446655440000"
  ]

  @dates [
    "2026-01-02",
    "2024-02-29",
    "2023-02-29",
    "1900-02-29",
    "2000-02-29",
    "2026-13-01",
    "2026-00-01",
    "2026-01-32",
    "2026-04-31",
    "0000-01-01",
    "9999-12-31",
    "10000-01-01",
    "-0001-01-01",
    "+2026-01-02",
    "--2026-01-02",
    "-2024-02-29",
    "2026-1-2",
    "20260102",
    "2026-W01",
    "2026-01-02 ",
    " 2026-01-02",
    "2026-01-02Z",
    "2026/01/02"
  ]

  @clocks [
    "03:04",
    "03:04:05",
    "23:59:59",
    "24:00",
    "24:00:00",
    "23:60",
    "23:59:60",
    "3:04",
    "03:4",
    "03:04:05.1",
    "03:04:05.123456",
    "03:04:05.1234567",
    "03:04:05.999999999",
    "03:04:05,5",
    "03:04:05.",
    "03:04:05.000",
    "03:04:05Z",
    "03:04Z",
    "03:04:05+01:00",
    "03:04:05-0130",
    "03:04:05+02",
    "03:04:05+24:00",
    "03:04:05+01:60",
    "03:04:05-00:00",
    "03:04:05+00:00",
    "03:04:05z",
    "03:04:05.5Z",
    "+1:+2",
    "-1:00",
    "-0:-0",
    "030405",
    "03:04:05 Z",
    "03:04:05+1",
    "03:04:05+01:0",
    "03:04:05.1-02:30",
    "03:04:05+0a"
  ]

  @maps [
    ~s({"year":2026,"month":1,"day":2}),
    ~s({"year":"2026","month":"01","day":"2"}),
    ~s({"year":2023,"month":2,"day":29}),
    ~s({"year":"","month":"","day":""}),
    ~s({"year":null,"month":null,"day":null}),
    ~s({"year":"","month":null,"day":""}),
    ~s({"year":"2026","month":"","day":""}),
    ~s({"year":2026,"month":1}),
    ~s({"year":2026.0,"month":1,"day":1}),
    ~s({"year":-1,"month":1,"day":1}),
    ~s({"year":10000,"month":1,"day":1}),
    ~s({"hour":3,"minute":4}),
    ~s({"hour":"3","minute":"4","second":"5"}),
    ~s({"hour":"","minute":""}),
    ~s({"hour":null,"minute":null}),
    ~s({"hour":"","minute":null}),
    ~s({"hour":24,"minute":0}),
    ~s({"hour":3,"minute":4,"second":"x"}),
    ~s({"hour":3,"minute":4,"second":60}),
    ~s({"hour":3,"minute":4,"microsecond":5}),
    ~s({"hour":3,"minute":4,"microsecond":"70"}),
    ~s({"hour":3,"minute":4,"second":5,"microsecond":1000000}),
    ~s({"hour":3,"minute":4,"microsecond":-1}),
    ~s({"hour":3,"minute":4,"second":null,"microsecond":"x"}),
    ~s({"hour":3}),
    ~s({"year":2026,"month":1,"day":2,"hour":3,"minute":4}),
    ~s({"year":"2026","month":"1","day":"2","hour":"3","minute":"4","second":"5","microsecond":"6"}),
    ~s({"year":"","month":"","day":"","hour":"","minute":""}),
    ~s({"year":null,"month":null,"day":null,"hour":null,"minute":null}),
    ~s({"year":"","month":"","day":"","hour":"","minute":null}),
    ~s({"year":2026,"month":1,"day":2,"hour":"","minute":""}),
    ~s({"year":2026,"month":2,"day":30,"hour":1,"minute":1}),
    ~s({"year":"+2026","month":"+1","day":"-2"})
  ]

  @shifts [
    "0000-01-01T00:00:00+01:00",
    "-0001-01-01T00:30:00+01:00",
    "2026-01-01T00:00:00+23:59",
    "-2000-01-01T00:00:00+01:00",
    "--2026-01-02T03:04:05Z",
    "-+2026-01-02T03:04:05Z",
    "-2026-01-02 03:04",
    "9999-12-31T23:59:59-01:00",
    "2024-02-29T23:30:00.25-00:45",
    "-2024-02-29 03:04",
    "+123-01-02 03:04",
    "2026-+1-+2T+3:+4",
    "2026--1-02T03:04",
    "2026-01-02P03:04:05",
    "2026-01-02t03:04:05",
    "2026-01-02 24:00",
    "2026-02-30 10:00",
    "2026-01-02T03:04:05.123456789+05:30",
    "20260102T030405Z",
    "2026-01-02T03:04:05ZZ"
  ]

  def all do
    calendar =
      ~w(date time time_usec naive_datetime naive_datetime_usec utc_datetime utc_datetime_usec)

    plain =
      ~w(id integer float boolean string binary binary_id uuid decimal map any) ++
        [@enum, @levels]

    texts = Enum.map(@texts, &Jason.encode!/1)

    datetimes =
      for(d <- @dates, do: d) ++
        @clocks ++
        for(d <- Enum.take(@dates, 9) ++ ["-0001-01-01", "+2026-01-02"], do: d <> "T03:04:05") ++
        for(c <- @clocks, s <- ["T", " "], do: "2026-03-01" <> s <> c) ++ @shifts

    casts =
      for(t <- plain, p <- @scalars ++ texts, do: cast_case(t, p)) ++
        for(t <- calendar, p <- Enum.take(@scalars, 8) ++ @maps, do: cast_case(t, p)) ++
        for(t <- calendar, p <- datetimes, do: cast_case(t, Jason.encode!(p))) ++
        for(t <- calendar, p <- ["", " ", "x"], do: cast_case(t, Jason.encode!(p)))

    casts ++ containers() ++ comparisons() ++ fixed() ++ random(2500)
  end

  defp cast_case(type, param) do
    %{fields: [f: {type, nil}], params: ~s({"f":#{param}}), steps: [{:cast, [:f], []}]}
  end

  defp containers do
    params =
      ~w([] [1] [1,null,2] ["1","","2"] ["a",""] ["\\u0020"] [""] [null] [[1]] [1.0] [true] {} {"a":1}
      {"a":"1","b":null} {"a":""} {"a":"x","b":1} ["draft","old"] ["draft","x"] [1,3] ["1.50",2,0.5]
      ["2026-01-02",null] ["2026-01-02T03:04:05Z"] ["03:04"] [["1",""],[]] [[""]] [["x"]] "a" 1 null
      {"a":["1"]} {"a":["x","y"]} {"b":["draft"],"a":["draft","nope"]} ["550E8400-E29B-41D4-A716-446655440000"])

    types =
      for(
        t <- [
          "integer",
          "string",
          "binary",
          "decimal",
          "date",
          "time",
          "utc_datetime",
          "uuid",
          @enum,
          "any",
          "map",
          ["array", "integer"],
          ["array", @enum],
          ["map", "integer"]
        ],
        do: ["array", t]
      ) ++
        for t <- [
              "integer",
              "string",
              "decimal",
              @enum,
              ["array", @enum],
              ["array", "integer"],
              "time"
            ],
            do: ["map", t]

    for t <- types, p <- params, do: cast_case(t, p)
  end

  # Whether a cast value is the one the data has.
  defp comparisons do
    table = [
      {"integer", 1, ~w(1 "1" 2 null)},
      {"float", 1.0, ~w(1 1.0 "1" "1.0e0" 1.5 -1)},
      {"float", 0.0, ~w(0 -0.0 "-0.0")},
      {"decimal", Decimal.new("1.50"), ~w("1.5" "1.500" 1.5 "15e-1" "1.51" null)},
      {"decimal", Decimal.new("-0"), ~w(0 "0.00" "-0" "1")},
      {"string", "é", [~s("é"), ~s("e\\u0301"), ~s("E")]},
      {"string", " a", ~w("a" "\\u0020a")},
      {"time", ~T[03:04:05], ~w("03:04:05" "03:04:05.9" "03:04:06" "03:04")},
      {"time_usec", ~T[03:04:05.100000], ~w("03:04:05.1" "03:04:05.10" "03:04:05")},
      {"utc_datetime", ~U[2026-01-02 03:04:05Z],
       ~w("2026-01-02T04:04:05+01:00" "2026-01-02T03:04:05")},
      {"utc_datetime_usec", ~U[2026-01-02 03:04:05.000000Z], ~w("2026-01-02T03:04:05Z")},
      {"naive_datetime", ~N[2026-01-02 03:04:05],
       ~w("2026-01-02T03:04:05+01:00" "2026-01-02T03:04:06")},
      {"date", ~D[2026-01-02], ~w("2026-01-02" "2026-01-02T23:00:00Z" "2026-01-03")},
      {"map", %{"a" => 1, "b" => [1.0]},
       ~w({"a":1,"b":[1]} {"a":1.0,"b":[1.0]} {"a":1} {"a":2,"b":[1]})},
      {"map", %{"é" => 9_007_199_254_740_993},
       ["{\"é\":9007199254740993.0}", "{\"é\":9007199254740993}"]},
      {["array", "integer"], [1, 2], ~w([1,2] ["1","2"] [2,1] [1,2,""] [])},
      {["array", "decimal"], [Decimal.new("1.0"), nil], ~w(["1",null] ["1"] [null,"1"])},
      {["array", "time"], [~T[01:00:00], nil], ~w(["01:00",null] ["01:00","01:00"])},
      {["map", "decimal"], %{"a" => Decimal.new(1), "b" => nil},
       ~w({"a":"1.0","b":null} {"a":1} {"a":1,"c":null})},
      {["map", "float"], %{"a" => 1.0}, ~w({"a":1} {"a":1.0} {"a":2})},
      {@enum, :archived, ~w("old" "archived" "draft" null)},
      {["array", @enum], [:draft], ~w(["draft"] ["old"])},
      {"boolean", true, ~w(true "1" false)},
      {"any", 1, ~w(1 1.0 "1")},
      {"any", 9_223_372_036_854_775_808,
       ~w(9223372036854775808 9223372036854775808.0 9223372036854775809 9223372036854775807)},
      {"integer", 9_223_372_036_854_775_808,
       ~w(9223372036854775808 "9223372036854775808" 9223372036854775809 1)},
      {["array", "integer"], [9_223_372_036_854_775_808],
       ~w([9223372036854775808] [9223372036854775807])},
      {"uuid", "550e8400-e29b-41d4-a716-446655440000", ~w("550E8400-E29B-41D4-A716-446655440000")}
    ]

    for {type, data, params} <- table,
        p <- params,
        force <- [false, true],
        default <- [nil, data] do
      %{
        fields: [f: {type, default}],
        data: %{f: data},
        params: ~s({"f":#{p}}),
        steps: [{:cast, [:f], if(force, do: [force_changes: true], else: [])}]
      }
    end ++
      for {type, data, params} <- table, p <- params ++ [~s("")] do
        %{
          fields: [f: {type, data}],
          params: ~s({"f":#{p}}),
          steps: [{:cast, [:f], []}, {:required, [:f], []}]
        }
      end
  end

  # Cases about one rule each that chance would seldom meet.
  defp fixed do
    f = fn type, params, steps ->
      %{fields: [f: {type, nil}, g: {"string", nil}], params: params, steps: steps}
    end

    c = {:cast, [:f, :g], []}

    [
      f.("integer", ~s({"f":"x","g":1}), [{:cast, [:f, :g], []}, {:cast, [:g, :f], []}]),
      f.("integer", ~s({"f":"x","g":1}), [{:cast, [:f, :f], []}]),
      f.("integer", ~s({"f":"x","g":1}), [{:cast, [:f, :g], [message: "bad"]}]),
      f.("integer", ~s({"f":"x"}), [
        c,
        {:required, [:f, :g], []},
        {:cast_more, ~s({"g":"a","f":"y"}), [:f, :g]}
      ]),
      f.("integer", ~s({"f":3}), [c, {:cast_more, ~s({"f":""}), [:f]}]),
      f.("string", ~s({"f":"a"}), [c, {:confirmation, :f, []}]),
      f.("string", ~s({"f":"a"}), [c, {:confirmation, :f, [required: true, message: "why"]}]),
      f.("string", ~s({"f":"é","f_confirmation":"e\\u0301"}), [c, {:confirmation, :f, []}]),
      f.("string", ~s({"f_confirmation":"a"}), [c, {:confirmation, :f, []}]),
      f.("string", ~s({"f_confirmation":null}), [c, {:confirmation, :f, [required: true]}]),
      f.("integer", ~s({"f":1,"f_confirmation":1.0}), [c, {:confirmation, :f, []}]),
      f.("integer", ~s({"f":1,"f_confirmation":"1"}), [
        c,
        {:confirmation, :f, [message: {"no", [a: 1]}]}
      ]),
      f.("map", ~s({"f":{"a":[1.0]},"f_confirmation":{"a":[1.00]}}), [c, {:confirmation, :f, []}]),
      f.("string", ~s({"f":" "}), [c, {:put, :f, " "}, {:required, [:f], []}]),
      f.("string", ~s({"f":" "}), [
        c,
        {:force, :f, ""},
        {:required, [:f, :g], [message: {"gone", [validation: :x, b: 2]}]}
      ]),
      f.("string", ~s({"f":"ab"}), [c, {:delete, :f}, {:length, :f, [min: 3]}]),
      f.("string", ~s({"f":"ab"}), [
        c,
        {:error, :g, "is %{odd}", [odd: "o", count: 3]},
        {:required, [:g], []}
      ]),
      f.("string", ~s({"f":"ab"}), [{:cast, [:f], [empty_values: ["ab"]]}]),
      f.(["array", "string"], ~s({"f":["", "a"]}), [{:cast, [:f], [empty_values: [:blank, []]]}]),
      f.(["array", "string"], ~s({"f":[""]}), [
        {:cast, [:f], [empty_values: [:blank, []]]},
        {:required, [:f], []}
      ]),
      f.(["array", "integer"], ~s({"f":[1.0,1]}), [{:cast, [:f], [empty_values: [1]]}]),
      %{
        fields: [f: {"string", "x"}],
        params: nil,
        steps: [{:put, :f, "y"}, {:required, [:f], []}]
      },
      %{
        fields: [f: {"string", "x"}],
        params: nil,
        steps: [{:put, :f, "x"}, {:confirmation, :f, [required: true]}, {:acceptance, :f, []}]
      }
    ] ++
      for(
        v <- ~w(true "true" "1" 1 false "on" null "TRUE" 1.0 [] "\\u0020true"),
        do: f.("boolean", ~s({"f":#{v}}), [c, {:acceptance, :f, []}])
      ) ++
      for(
        value <- ["9007199254740993", "9007199254740992", "-3", "0"],
          target <- [
            9_007_199_254_740_992.0,
            9_007_199_254_740_993,
            Decimal.new("9007199254740993"),
            0,
            -0.0,
            -3.0,
            1.0e300
          ],
          rule <-
            ~w(less_than greater_than less_than_or_equal_to greater_than_or_equal_to equal_to not_equal_to)a,
          do: f.("integer", ~s({"f":#{value}}), [c, {:number, :f, [{rule, target}]}])) ++
      big_integers(c, f)
  end

  # Integers of more than 64 bits.
  defp big_integers(c, f) do
    values = [
      "9223372036854775808",
      "-9223372036854775809",
      ~s("123456789012345678901234567890"),
      "18446744073709551616"
    ]

    targets = [
      0,
      9_223_372_036_854_775_808,
      -9_223_372_036_854_775_809,
      18_446_744_073_709_551_616.0,
      -9_223_372_036_854_775_808.0,
      9.3e18,
      1.0e300,
      Decimal.new("18446744073709551616"),
      Decimal.new("1E+30")
    ]

    rules =
      ~w(less_than greater_than less_than_or_equal_to greater_than_or_equal_to equal_to not_equal_to)a

    # What an integer of 64 bits and a float are compared with may be bigger, too.
    others = [{"integer", "9223372036854775807"}, {"float", "18446744073709551616.0"}, {"float", "-1.5"}]

    for(
      {type, value} <- Enum.map(values, &{"integer", &1}) ++ others,
      target <- targets,
      rule <- rules,
      do: f.(type, ~s({"f":#{value}}), [c, {:number, :f, [{rule, target}]}])
    ) ++
      for(
        value <- values,
        members <- [0..9, [9_223_372_036_854_775_808, 18_446_744_073_709_551_616.0], []],
        kind <- [:inclusion, :exclusion],
        do: f.("integer", ~s({"f":#{value}}), [c, {kind, :f, members, []}])
      ) ++
      for(
        value <- ~w([9223372036854775808] ["9223372036854775809",1]),
        members <- [0..9, [1, 9_223_372_036_854_775_808]],
        do: f.(["array", "integer"], ~s({"f":#{value}}), [c, {:subset, :f, members, []}])
      ) ++
      [
        f.("id", ~s({"f":"+009223372036854775808"}), [c]),
        f.("integer", ~s({"f":9223372036854775808}), [
          c,
          {:error, :f, "is %{odd}", [odd: 9_223_372_036_854_775_808]},
          {:required, [:f], []}
        ]),
        f.("integer", ~s({"f":9223372036854775808,"f_confirmation":9223372036854775808}), [
          c,
          {:confirmation, :f, []}
        ]),
        f.("integer", ~s({"f":1}), [c, {:put, :f, 9_223_372_036_854_775_808}])
      ]
  end

  # Random pipelines

  @strings [
    "",
    "a",
    "ab",
    "é",
    "e\u0301",
    "a\r\nb",
    "👩‍👩‍👧",
    "🇩🇪🇫🇷",
    "क्ष",
    "x\u0300\u0301",
    "abc def",
    "ABC",
    "null",
    "%{count}",
    "foo\nbar",
    "naïve",
    "日本語",
    " lead",
    "tail "
  ]

  defp random(count) do
    :rand.seed(:exsss, {3, 13, 6})
    for _ <- 1..count, do: pipeline()
  end

  defp pick(list), do: Enum.random(list)
  defp maybe(list), do: if(:rand.uniform(3) == 1, do: [pick(list)], else: [])

  defp pipeline do
    {type, values} = pick(kinds())
    fields = [f: {type, pick([nil, nil, pick(values)])}, g: {"string", nil}]
    data = pick([nil, %{f: pick([nil | values])}])

    params =
      ~s({) <>
        Enum.join(
          maybe_param("f", values, 5) ++
            maybe_param("g", @strings, 2) ++ maybe_param("f_confirmation", values, 2),
          ","
        ) <> ~s(})

    steps =
      [{:cast, pick([[:f, :g], [:g, :f], [:f]]), pick([[], [], [], [force_changes: true]])}] ++
        for _ <- 1..pick([1, 2, 3, 4]), do: random_step(type, values)

    case %{fields: fields, params: params, steps: steps} do
      spec when data == nil -> spec
      spec -> Map.put(spec, :data, data)
    end
  end

  defp maybe_param(key, values, odds) do
    if :rand.uniform(6) <= odds,
      do: [Jason.encode!(key) <> ":" <> Jason.encode!(pick(values ++ [nil, "", "zz"]))],
      else: []
  end

  defp kinds do
    [
      {"string", @strings},
      {"string", @strings},
      {"integer", [0, 1, 5, -3, 100]},
      {"float", [0.0, 1.0, 2.5, -1.0e10]},
      {"decimal", Enum.map(~w(0 1 1.0 1.50 -3 1E+5 0.00001), &Decimal.new/1)},
      {"boolean", [true, false]},
      {"date", [~D[2026-01-02], ~D[2024-02-29]]},
      {"time", [~T[03:04:05], ~T[00:00:00]]},
      {"utc_datetime", [~U[2026-01-02 03:04:05Z], ~U[1970-01-01 00:00:00Z]]},
      {@enum, [:draft, :published, :archived]},
      {["array", "string"], [[], ["a"], ["a", "b"], ["b", nil]]},
      {["array", "integer"], [[], [1], [1, 2, 3]]},
      {"map", [%{}, %{"a" => 1}, %{"a" => 1, "b" => nil}]},
      {["array", "decimal"], [[], [Decimal.new("1.0")], [Decimal.new(2), nil]]}
    ]
  end

  @messages [
    [],
    [],
    [],
    [],
    [message: "custom"],
    [message: {"custom %{count}", [validation: :mine, extra: "e"]}]
  ]

  defp random_step(type, values) do
    message = pick(@messages)

    case {pick([
            :required,
            :specific,
            :specific,
            :members,
            :members,
            :confirmation,
            :acceptance,
            :put,
            :error
          ]), type} do
      {:required, _} -> {:required, pick([[:f], [:f, :g], [:g]]), message}
      {:specific, "string"} -> pick([length_step(message), format_step(message)])
      {:specific, t} when t in ["integer", "float", "decimal"] -> number_step(message)
      {:specific, t} when t == "map" or (is_list(t) and hd(t) == "array") -> length_step(message)
      {:members, ["array", t]} -> {:subset, :f, members(t, List.flatten(values)), message}
      {:members, t} -> {pick([:inclusion, :exclusion]), :f, members(t, values), message}
      {:confirmation, _} -> {:confirmation, :f, pick([[], [required: true]]) ++ message}
      {:acceptance, _} -> {:acceptance, pick([:f, :g]), message}
      {:put, _} -> {pick([:put, :force]), :f, pick([nil | values])}
      _ -> {:error, pick([:f, :g]), "odd", pick([[], [count: 1]])}
    end
  end

  defp members(t, values) when t in ["integer", "float", "decimal"],
    do:
      pick([0..9, 10..0//-3, -5..5//2, [1, 1.0, Decimal.new("1.00")], Enum.take_random(values, 2)])

  defp members(_, values), do: Enum.take_random(values, pick([0, 1, 2, 3]))

  defp length_step(message) do
    {:length, :f,
     maybe(is: 2, is: 3, is: nil) ++
       maybe(min: 1, min: 2, min: 4) ++
       maybe(max: 1, max: 2, max: 3) ++
       maybe(count: :codepoints, count: :bytes, count: :graphemes) ++ message}
  end

  defp number_step(message) do
    rules =
      ~w(less_than greater_than less_than_or_equal_to greater_than_or_equal_to equal_to not_equal_to)a

    targets = [0, 1, 1.0, 2.5, -3, Decimal.new("1.50"), Decimal.new("100"), 1.0e10]

    {:number, :f,
     for(r <- Enum.take_random(rules, pick([1, 2, 3])), do: {r, pick(targets)}) ++ message}
  end

  @formats [
    {"^[a-z]+$", ""},
    {"@", ""},
    {"^.b", ""},
    {"^.b", "s"},
    {"A", "i"},
    {"^.$", "u"},
    {"^..$", ""},
    {"\\w+\\s\\w+", ""},
    {"^b", "m"},
    {"\\Aa|b\\z", ""},
    {"[^a-z]", ""},
    {"(ab)+?c", "x"}
  ]

  defp format_step(message) do
    {source, flags} = pick(@formats)
    {:format, :f, source, flags, message}
  end
end

cases = Enum.map(Cases.all(), &Recorder.run/1)
path = Path.join([__DIR__, "..", "Tests", "EctypeRuntimeTests", "Vectors", "changesets.json"])
lines = Enum.map_join(cases, ",\n", &Jason.encode!/1)
File.write!(path, "[\n" <> lines <> "\n]\n")
raised = Enum.frequencies_by(cases, & &1[:raises])
for %{raises: "Jason" <> _} = c <- cases, do: raise("not JSON: #{c.params}")
IO.puts("#{length(cases)} cases, raised: #{inspect(raised)}")
