# Records Tests/EctypeRuntimeTests/Vectors/graphemes.json: texts with their String.length/1, by the code
# points in hexadecimal. Random ones, from a fixed seed, mix the classes that the boundary rules are about;
# beside them stands every code point whose class is not the usual one, alone between an accent and a letter.
#
#     elixir scripts/record-grapheme-vectors.exs

:rand.seed(:exsss, {14, 25, 29})

groups = [
  [?a, ?Z, 0xE9, 0x4E2D, ?1, 0x20],
  [0x0D, 0x0A, 0x0D],
  [0x00, 0x200B, 0xAD, 0x2028, 0x7F, 0xE0001, 0x85],
  [
    0x300,
    0x301,
    0x3099,
    0xFE0F,
    0x20E3,
    0xE0067,
    0xE007F,
    0x1F3FB,
    0x1F3FF,
    0x94D,
    0x9CD,
    0x200C,
    0xFE0E
  ],
  [0x200D, 0x200D],
  [0x903, 0x93E, 0xE33, 0x1D166],
  [0x600, 0x6DD, 0x110BD, 0xD4E, 0x111C2],
  [0x1F1E6, 0x1F1E9, 0x1F1EA, 0x1F1FF],
  [0x1F468, 0x1F469, 0x2764, 0x1F308, 0xA9, 0x1F600, 0x231A, 0x2640, 0x1FAF0],
  [0x1100, 0xA960],
  [0x1161, 0xD7B0],
  [0x11A8, 0xD7CB],
  [0xAC00, 0xD788],
  [0xAC01, 0xD7A3],
  [0x915, 0x937, 0x995, 0x1F3F4, 0x23, 0x2A, 0x30]
]

random =
  for _ <- 1..6000 do
    for _ <- 1..:rand.uniform(8), do: groups |> Enum.random() |> Enum.random()
  end

sequences = [
  [0x1F468, 0x200D, 0x1F469, 0x200D, 0x1F467, 0x200D, 0x1F466],
  [0x1F1E9, 0x1F1EA, 0x1F1EB, 0x1F1F7, 0x1F1EA],
  [0x915, 0x94D, 0x937],
  [0x1F3F4, 0xE0067, 0xE0062, 0xE0065, 0xE006E, 0xE0067, 0xE007F],
  [0x31, 0xFE0F, 0x20E3],
  [0x1F3F3, 0xFE0F, 0x200D, 0x1F308],
  [0x1F44D, 0x1F3FD, 0x1F44D],
  [0x0D, 0x0A, 0x0A, 0x0D],
  [],
  [0x300],
  [0x65, 0x301, 0x327],
  [0x600, 0x31],
  [0x61, 0x200D, 0x62],
  [0x1F468, 0x903, 0x200D, 0x1F469]
]

# A code point per line would be a megabyte, so of each run of plain ones only the ends are taken.
shape = fn c ->
  {length(String.graphemes(<<?a, c::utf8, 0x301::utf8>>)), String.length(<<c::utf8, ?a>>),
   String.length(<<0x1F468::utf8, c::utf8, 0x200D::utf8, 0x1F468::utf8>>)}
end

all = Enum.concat(0..0xD7FF, 0xE000..0x10FFFF)

{singles, _} =
  Enum.flat_map_reduce(all, nil, fn c, last ->
    s = shape.(c)
    if(s == last, do: {[], s}, else: {[c - 1, c], s})
  end)

singles =
  for c <- Enum.uniq(singles),
      c >= 0,
      c not in 0xD800..0xDFFF,
      do: [0x1F468, c, 0x200D, 0x1F468, 0x301, c, ?a, c, c]

cases = Enum.uniq(sequences ++ random ++ singles)

lines =
  for codepoints <- cases do
    ~s(["#{Enum.map_join(codepoints, " ", &Integer.to_string(&1, 16))}",#{String.length(List.to_string(codepoints))}])
  end

path = Path.join([__DIR__, "..", "Tests", "EctypeRuntimeTests", "Vectors", "graphemes.json"])
File.write!(path, "[\n" <> Enum.join(lines, ",\n") <> "\n]\n")
IO.puts("#{length(lines)} texts")
