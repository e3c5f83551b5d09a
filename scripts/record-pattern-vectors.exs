# Records Tests/EctypeRuntimeTests/Vectors/patterns.json: random patterns of a grammar, and patterns of
# real applications, with the answers of Elixir's Regex on random texts. From a fixed seed.
#
#     elixir scripts/record-pattern-vectors.exs
#
# A line is [pattern, flags, [texts], answers]: "1" and "0" a text, "" if the pattern does not compile.

defmodule Patterns do
  @real [
    {"@", ""},
    {"^[^\\s]+@[^\\s]+$", ""},
    {"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$", ""},
    {"^[\\w.+-]+@[\\w-]+\\.[\\w-.]+$", ""},
    {"\\A[a-z0-9_-]+\\z", ""},
    {"^[a-z0-9]+(?:-[a-z0-9]+)*$", ""},
    {"^\\+?[1-9]\\d{1,14}$", ""},
    {"^https?:\\/\\/", "i"},
    {"[A-Z]", ""},
    {"[0-9]", ""},
    {"[!?@#$%^&*_0-9]", ""},
    {"^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d).{8,}$", ""},
    {"^#?([a-f0-9]{6}|[a-f0-9]{3})$", "i"},
    {"^\\w+$", "u"},
    {"^\\w+$", ""},
    {"^[^<>]*$", ""},
    {"\\S", ""},
    {"^\\s*$", ""},
    {"^\\d{4}-\\d{2}-\\d{2}$", ""},
    {"^(?!admin$).+", ""},
    {"^((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}$", ""},
    {"^[^\\W_]+$", "u"},
    {"^[\\p{L}]+$", "u"},
    {"(a+)+b", ""},
    {"^(a|a)*$", ""},
    {"^(?:a*)*$", ""},
    {"^(a*?)*+b?$", ""}
  ]

  @alphabet [
    "a",
    "b",
    "c",
    "A",
    "B",
    "k",
    "s",
    "1",
    "0",
    "_",
    "-",
    " ",
    "\n",
    "é",
    "É",
    "ß",
    "\u212a",
    "ſ",
    "日",
    "٣",
    ".",
    "@",
    "\t",
    "\u00a0",
    "\u2028",
    "]",
    "^",
    "\v",
    "\r\n",
    "\r",
    "ab",
    "aa",
    "ba"
  ]

  def all do
    :rand.seed(:exsss, {8, 44, 25})
    real = for {p, f} <- @real, do: line(p, f, real_texts())
    random = for _ <- 1..2600, do: line(pattern(3), flags(), for(_ <- 1..6, do: text()))
    real ++ random
  end

  defp real_texts do
    [
      "",
      "a",
      "a@b",
      "joe.doe+x@mail-1.example.org",
      "joe@b\n",
      " a@b",
      "über@b.de",
      "my-slug-1",
      "-x",
      "x--y",
      "+4915112345678",
      "HTTP://x",
      "https://x.y",
      "Passw0rd",
      "password",
      "#AbC",
      "abcdef",
      "abcdeg",
      "日本",
      "naïve",
      "a b",
      "a_b",
      "\n",
      "2026-01-02",
      "2026-01-02\n",
      "admin",
      "administrator",
      "127.0.0.1",
      "256.1.1.1",
      "1.1.1",
      "aaaaaaaaaaaaaaaaaaaac",
      "aaab",
      "<b>",
      "٣",
      "\u2003",
      "x\u0301"
    ]
  end

  defp line(source, flags, texts) do
    # As ~r does: a few escapes become characters before PCRE sees the pattern.
    pattern = :elixir_interpolation.unescape_string(source, &Regex.unescape_map/1)

    answers =
      case Regex.compile(pattern, flags) do
        {:ok, regex} -> Enum.map_join(texts, &if(&1 =~ regex, do: "1", else: "0"))
        {:error, _} -> ""
      end

    [source, flags, texts, answers]
  end

  defp text,
    do:
      Enum.map_join(1..:rand.uniform(7), fn _ -> pick(@alphabet) end)
      |> String.slice(0, :rand.uniform(8) - 1)

  defp pick(list), do: Enum.random(list)
  defp chance(n), do: :rand.uniform(n) == 1

  defp flags do
    for(f <- ["i", "m", "s", "u", "x"], :rand.uniform(4) == 1, do: f) |> Enum.join()
  end

  defp pattern(depth) do
    branches = for _ <- 1..pick([1, 1, 1, 2, 3]), do: sequence(depth)
    Enum.join(branches, "|")
  end

  defp sequence(depth), do: Enum.map_join(1..pick([1, 1, 2, 2, 3, 4]), fn _ -> piece(depth) end)

  defp piece(depth) do
    atom = atom(depth)
    anchor? = atom in ["^", "$", "\\A", "\\z", "\\Z", "\\b", "\\B"] and not chance(30)
    if chance(3) and not anchor?, do: atom <> quantifier(), else: atom
  end

  defp quantifier do
    base =
      pick([
        "*",
        "+",
        "?",
        "{2}",
        "{1,}",
        "{0,2}",
        "{1,3}",
        "{,2}",
        "{0}",
        if(chance(9), do: "{2,1}", else: "*")
      ])

    base <> pick(["", "", "", "?", "+", if(chance(30), do: "*", else: "")])
  end

  defp atom(depth) do
    case :rand.uniform(if depth > 0, do: 16, else: 11) do
      n when n <= 4 ->
        pick(["a", "b", "c", "A", "k", "s", "1", "_", "-", "@", "é", "日", " ", "]", "}", "ß"])

      5 ->
        "."

      6 ->
        pick(["^", "$", "\\A", "\\z", "\\Z", "\\b", "\\B"])

      7 ->
        pick(~w(\\d \\D \\w \\W \\s \\S \\h \\H \\N))

      8 ->
        pick([
          "\\.",
          "\\n",
          "\\r",
          "\\t",
          "\\x41",
          "\\x{61}",
          "\\xe9",
          "\\-",
          "\\/",
          "\\_",
          "\\@",
          "\\v",
          "\\x{e9}",
          "\\e",
          "\\ ",
          "{",
          "\\]",
          if(chance(15), do: pick(["\\p{L}", "\\1"]), else: "a"),
          "#"
        ])

      n when n <= 11 ->
        class()

      12 ->
        "(" <> pattern(depth - 1) <> ")"

      13 ->
        "(?:" <> pattern(depth - 1) <> ")"

      14 ->
        pick(["(?=", "(?!", "(?>"]) <> pattern(depth - 1) <> ")"

      15 ->
        pick(["(?i)", "(?i:", "(?-i:", "(?s:", "(?m:", "(?<n>", "(?P<n1>", "(?x:", "(?im-s:"])
        |> close(depth)

      16 ->
        "(" <> pattern(depth - 1) <> ")"
    end
  end

  defp close("(?i)", _), do: "(?i)"
  defp close(open, depth), do: open <> pattern(depth - 1) <> ")"

  defp class do
    members =
      Enum.map_join(1..pick([1, 1, 2, 3]), fn _ ->
        pick([
          "a",
          "b",
          "A",
          "k",
          "1",
          "_",
          "é",
          "日",
          " ",
          "a-c",
          "A-Z",
          "0-9",
          "a-k",
          "\\d",
          "\\w",
          "\\s",
          "\\W",
          "\\S",
          "\\n",
          "\\r",
          "\\]",
          ".",
          "-",
          "^",
          "\\-",
          "é-日",
          "\\x41-\\x43",
          "s",
          "@",
          "[",
          "\\b",
          if(chance(20), do: pick(["c-a", "à-ö", "[:alpha:]"]), else: "b")
        ])
      end)

    "[" <> pick(["", "", "^"]) <> members <> pick(["", "", "-"]) <> "]"
  end
end

lines = Patterns.all()
path = Path.join([__DIR__, "..", "Tests", "EctypeRuntimeTests", "Vectors", "patterns.json"])

defmodule JSON do
  # Enough of an encoder for lists and text, so that the script needs no library.
  def encode(list) when is_list(list), do: "[" <> Enum.map_join(list, ",", &encode/1) <> "]"

  def encode(text) do
    escape = fn
      c when c in [?", ?\\] -> <<?\\, c>>
      c when c < 0x20 -> "\\u" <> String.pad_leading(Integer.to_string(c, 16), 4, "0")
      c -> <<c::utf8>>
    end

    "\"" <> for(c <- String.to_charlist(text), into: "", do: escape.(c)) <> "\""
  end
end

File.write!(path, "[\n" <> Enum.map_join(lines, ",\n", &JSON.encode/1) <> "\n]\n")
IO.puts("#{length(lines)} patterns, #{Enum.count(lines, &(List.last(&1) == ""))} do not compile")
