# Writes Sources/EctypeRuntime/Text/UnicodeTables.swift: which code points have which grapheme class in
# Erlang's unicode_util, and which ones PCRE takes for \w and \d with the modifier u.
#
#     elixir scripts/record-unicode-tables.exs
#
# The classes are not read from a data file but found by asking String.length/1 how a code point behaves
# beside others, so the tables are those of the OTP release that runs the script.

defmodule Classes do
  # Representatives of the classes of UAX 29.
  @l 0x1100
  @v 0x1161
  @t 0x11A8
  @lv 0xAC00
  @zwj 0x200D
  @person 0x1F468
  @flag 0x1F1E6
  @accent 0x0300

  defp clusters(codepoints), do: codepoints |> List.to_string() |> String.length()
  defp joins?(codepoints), do: clusters(codepoints) == 1

  def of(c) when c in 0xD800..0xDFFF, do: nil
  def of(0x0D), do: "r"
  def of(0x0A), do: "n"
  # LV and LVT syllables follow from their number.
  def of(c) when c in 0xAC00..0xD7A3, do: nil
  def of(@zwj), do: "z"

  def of(c) do
    cond do
      not joins?([c, @accent]) -> "c"
      joins?([?a, c]) and joins?([@person, c, @zwj, @person]) -> "e"
      joins?([?a, c]) -> "s"
      joins?([c, ?a]) -> "p"
      joins?([@flag, c]) -> "f"
      joins?([c, @zwj, @person]) -> "x"
      joins?([c, @lv]) -> "l"
      joins?([@v, c]) and joins?([c, @v]) -> "v"
      joins?([@t, c]) -> "t"
      true -> nil
    end
  end

  def check do
    # The Hangul syllables are as numbered.
    for c <- 0xAC00..0xD7A3 do
      lv? = rem(c - 0xAC00, 28) == 0
      true = joins?([@l, c]) and joins?([c, @t]) and joins?([c, @v]) == lv?
    end
  end
end

defmodule Ranges do
  # Runs of equal classes as {first, count, class}.
  def of(function) do
    Enum.reduce(0..0x10FFFF, [], fn c, acc ->
      case {function.(c), acc} do
        {nil, _} -> acc
        {class, [{first, n, class} | rest]} when first + n == c -> [{first, n + 1, class} | rest]
        {class, _} -> [{c, 1, class} | acc]
      end
    end)
    |> Enum.reverse()
  end

  # Gap and length of each run in base 32, low digits first, a digit that is not the last one plus 32;
  # then the class.
  def encode(ranges) do
    {text, _} =
      Enum.map_reduce(ranges, 0, fn {first, n, class}, next ->
        {[number(first - next), number(n), class], first + n}
      end)

    IO.iodata_to_binary(text)
  end

  @digits '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'
  defp number(n) when n < 32, do: [Enum.at(@digits, n)]
  defp number(n), do: [Enum.at(@digits, rem(n, 32) + 32) | number(div(n, 32))]
end

defmodule Swift do
  def constant(name, doc, text, arguments \\ "") do
    lines = for <<chunk::binary-size(90) <- text>>, do: chunk
    rest = binary_part(text, length(lines) * 90, byte_size(text) - length(lines) * 90)
    lines = lines ++ if(rest == "", do: [], else: [rest])

    """
      /// #{doc}
      static let #{name} = UnicodeTable(
        \"\"\"
    #{Enum.map_join(lines, "\n", &("    " <> &1 <> "\\"))}

        \"\"\"#{arguments})
    """
  end
end

Classes.check()
word = ~r/\w/u
digit = ~r/\d/u
surrogate? = &(&1 in 0xD800..0xDFFF)
matches = fn regex -> &if(not surrogate?.(&1) and <<&1::utf8>> =~ regex, do: "") end

grapheme = Ranges.encode(Ranges.of(&Classes.of/1))

text =
  """
  // Written by scripts/record-unicode-tables.exs on OTP #{System.otp_release()}. Do not edit.

  /// Unicode data of OTP #{System.otp_release()}, which is what the server counts and matches with.
  enum UnicodeTables {
  #{Swift.constant("graphemeClass", "Grapheme cluster classes; see `GraphemeClass`.", grapheme)}
  #{Swift.constant("word", "PCRE's `\\w` with the modifier u.", Ranges.encode(Ranges.of(matches.(word))), ", hasClasses: false")}
  #{Swift.constant("digit", "PCRE's `\\d` with the modifier u.", Ranges.encode(Ranges.of(matches.(digit))), ", hasClasses: false")}}
  """
  |> String.replace("\n\n}", "\n}")

path = Path.join([__DIR__, "..", "Sources", "EctypeRuntime", "Text", "UnicodeTables.swift"])
File.write!(path, text)
IO.puts("#{byte_size(text)} bytes")
