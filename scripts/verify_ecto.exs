# Run by scripts/verify-ecto. For each project under fixtures/projects that has a verify.exs: its golden
# Elixir is compiled, its migrations run up, down and up again, its schemas' reflection and the database's
# catalog are read, and verify.exs does with the modules what an application would.

Code.compiler_options(ignore_module_conflict: true)
Code.require_file("term.exs", __DIR__)
Code.require_file("reference.exs", __DIR__)

defmodule Verify do
  def main(args) do
    update? = "--update" in args
    File.exists?("golden/projects") || fail("there are no goldens: run scripts/golden --update")
    names = Enum.reject(args, &String.starts_with?(&1, "--"))
    {scripts, waiting} = Enum.split_with(scripts(names), fn {name, _} -> runs?(name) end)

    differing =
      for {name, script} <- scripts, record(name, project(name, script), update?) != :same, do: name

    for {name, _} <- waiting,
        do: IO.puts("verify-ecto: #{name} is for newer versions than Elixir #{System.version()} and Ecto #{version(:ecto)}: not run")

    cond do
      update? ->
        IO.puts("verify-ecto: #{length(scripts)} project(s) ran, recorded anew: #{list(differing)}")

      differing == [] ->
        IO.puts("verify-ecto: #{length(scripts)} project(s) as recorded, Ecto #{version(:ecto)}")

      true ->
        fail(
          "what ran differs from the record of #{list(differing)}: read the difference to " <>
            "#{seen("<project>")}, then run scripts/verify-ecto --update"
        )
    end
  end

  defp scripts(names) do
    all =
      for script <- Path.wildcard("fixtures/projects/*/verify.exs") |> Enum.sort() do
        {script |> Path.dirname() |> Path.basename(), script}
      end

    for name <- names, not List.keymember?(all, name, 0), do: fail("no project #{name}")
    if names == [], do: all, else: Enum.filter(all, fn {name, _} -> name in names end)
  end

  # Whether these are an Elixir and an Ecto that the project's outputs are for.
  defp runs?(name) do
    configuration = File.read!("fixtures/projects/#{name}/ectype.json")

    Enum.all?([{"ecto", version(:ecto)}, {"version", System.version()}], fn {key, version} ->
      case Regex.run(~r/"#{key}": "([0-9.]+)"/, configuration) do
        [_, needed] -> Version.match?(version, ">= #{needed}.0")
        nil -> true
      end
    end)
  end

  # The record of a project beside its goldens: a file each, so that branches of two projects do not meet in it.
  defp record(name, seen, update?) do
    kept = Path.join(["golden/projects", name, "verified.json"])
    text = encode(seen, 0) <> "\n"

    cond do
      same?(File.read(kept), text) -> :same
      update? -> File.write!(kept, text)
      true -> File.write!(seen(name), text)
    end
  end

  # What ran is the same whatever ran it.
  defp same?({:ok, kept}, text), do: content(kept) == content(text)
  defp same?(_, _), do: false
  defp content(text), do: text |> Jason.decode!() |> Map.drop(["ecto", "ecto_sql", "postgrex"])

  defp seen(name), do: Path.join(System.tmp_dir!(), "verified-#{name}.json")

  defp list([]), do: "none"
  defp list(names), do: Enum.join(names, ", ")

  defp project(name, script) do
    root = Path.join("golden/projects", name)
    elixir = Path.join(root, "elixir")
    files = Path.wildcard(Path.join(elixir, "**/*.{ex,exs}")) |> Enum.sort()
    # What the project has written by hand beside its models.
    support = Path.wildcard("fixtures/projects/#{name}/support/*.ex")
    modules = compile(Enum.sort(support ++ Path.wildcard(Path.join(elixir, "lib/**/*.ex"))))

    repo =
      Enum.find(modules, &function_exported?(&1, :__adapter__, 0)) ||
        fail("#{name}: no repository")

    start(repo)
    catalog = migrate(repo, Path.join(elixir, "priv/repo/migrations"))
    [{script_module, _} | _] = Code.compile_file(script)

    # The compiler's version says which Elixir it was: what it saw must not depend on it.
    record = %{
      "ecto" => version(:ecto),
      "ecto_sql" => version(:ecto_sql),
      "postgrex" => version(:postgrex),
      "digest" => digest(files, elixir),
      "schemas" => Map.new(schemas(modules), &{inspect(&1), reflection(&1)}),
      "catalog" => catalog,
      "behaviour" => script_module.run(repo)
    }

    Supervisor.stop(repo)
    record
  end

  # A warning is a failure: elixirc's own flag lets some pass.
  defp compile(files) do
    parent = self()

    output =
      capture_stderr(fn ->
        send(
          parent,
          {:compiled, Kernel.ParallelCompiler.compile(files, return_diagnostics: false)}
        )
      end)

    receive do
      {:compiled, {:ok, modules, []}} when output == "" ->
        Enum.sort(modules)

      {:compiled, other} ->
        fail("the goldens do not compile without a warning:\n#{output}#{inspect(other)}")
    end
  end

  defp capture_stderr(fun) do
    {:ok, device} = StringIO.open("")
    original = Process.whereis(:standard_error)
    Process.unregister(:standard_error)
    Process.register(device, :standard_error)

    try do
      fun.()
    after
      Process.unregister(:standard_error)
      Process.register(original, :standard_error)
    end

    {_, output} = StringIO.contents(device)
    output
  end

  defp start(repo) do
    url = System.get_env("DATABASE_URL", "ecto://postgres:postgres@localhost/ectype_verify")
    {:ok, _} = Application.ensure_all_started(:postgrex)
    {:ok, _} = Application.ensure_all_started(:ecto_sql)
    Logger.configure(level: :warning)
    config = [url: url, log: false]
    adapter_config = Keyword.merge(Ecto.Repo.Supervisor.parse_url(url), log: false)
    _ = repo.__adapter__().storage_down(adapter_config)

    case repo.__adapter__().storage_up(adapter_config) do
      :ok -> :ok
      {:error, reason} -> fail("no database: #{inspect(reason)}")
    end

    {:ok, _} = repo.start_link(config)
  end

  # Up and down, a migration at a time, and up again: the second time must give what the first gave, a `change` must
  # lead back to what was there before it, and down must leave nothing.
  defp migrate(repo, path) do
    empty = catalog(repo)
    steps = steps_up(repo, path, empty)
    first = catalog(repo)
    Enum.each(steps, &step_down(repo, path, &1))
    after_down = catalog(repo)
    after_down == empty || fail("down leaves something behind: #{inspect(after_down)}")
    applied = steps |> Enum.map(&elem(&1, 0)) |> Enum.reverse()
    ^applied = Ecto.Migrator.run(repo, path, :up, all: true, log: false)
    ^first = catalog(repo)
    first
  end

  # Each version with the catalog before it, the last first.
  defp steps_up(repo, path, before, steps \\ []) do
    case Ecto.Migrator.run(repo, path, :up, step: 1, log: false) do
      [] -> steps
      [version] -> steps_up(repo, path, catalog(repo), [{version, before} | steps])
    end
  end

  defp step_down(repo, path, {version, before}) do
    [^version] = Ecto.Migrator.run(repo, path, :down, step: 1, log: false)
    [file] = Path.wildcard(Path.join(path, "#{version}_*.exs"))
    # What `up` and `down` do is their author's affair, and a column that is made again is the last one of its table.
    if File.read!(file) =~ "def change do" do
      now = catalog(repo)
      gone = for {kind, rows} <- before, row <- rows -- now[kind], do: row
      new = for {kind, rows} <- now, row <- rows -- before[kind], do: row
      name = Path.basename(file)

      {gone, new} == {[], []} ||
        fail("#{name} does not lead back: before #{inspect(gone)}, now #{inspect(new)}")
    end
  end

  defp catalog(repo) do
    columns =
      repo.query!("""
      select case table_schema when 'public' then '' else table_schema || '.' end || table_name, column_name, data_type, character_maximum_length, numeric_precision_radix,
        is_nullable, case when column_default like 'NULL::%' then null else column_default end
      from information_schema.columns
      where table_schema not in ('pg_catalog', 'information_schema')
        and table_name <> 'schema_migrations'
      order by 1, ordinal_position
      """)

    indexes =
      repo.query!("""
      select indexdef from pg_indexes
      where schemaname <> 'pg_catalog' and tablename <> 'schema_migrations' order by indexname, schemaname
      """)

    keys =
      repo.query!("""
      select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
      where connamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        and contype in ('f', 'c')
        and conrelid::regclass::text <> 'schema_migrations' order by 1, 2
      """)

    %{
      "columns" => columns.rows,
      "indexes" => List.flatten(indexes.rows),
      "constraints" => keys.rows
    }
  end

  defp schemas(modules), do: Enum.filter(modules, &function_exported?(&1, :__schema__, 1))

  defp reflection(module) do
    %{
      "source" => module.__schema__(:source),
      "primary_key" => module.__schema__(:primary_key),
      "fields" => Enum.map(module.__schema__(:fields), &[&1, type(module.__schema__(:type, &1))]),
      "virtual_fields" =>
        Enum.map(
          module.__schema__(:virtual_fields),
          &[&1, type(module.__schema__(:virtual_type, &1))]
        ),
      "redact_fields" => Enum.sort(module.__schema__(:redact_fields)),
      "associations" => Enum.map(module.__schema__(:associations), &association(module, &1)),
      "embeds" => Enum.map(module.__schema__(:embeds), &embed(module, &1)),
      "defaults" => defaults(module)
    }
  end

  defp defaults(module) do
    fresh = struct(module)

    (module.__schema__(:fields) ++ module.__schema__(:virtual_fields))
    |> Enum.map(&{&1, Map.get(fresh, &1)})
    |> Enum.reject(fn {_, value} -> is_nil(value) end)
    |> Enum.map(fn {field, value} -> [field, inspect(value, binaries: :as_strings)] end)
  end

  defp association(module, name) do
    association = module.__schema__(:association, name)

    [name, association.__struct__ |> Module.split() |> List.last(), inspect(Map.get(association, :related))] ++
      [Map.get(association, :owner_key), Map.get(association, :related_key)]
  end

  defp embed(module, name) do
    embed = module.__schema__(:embed, name)
    [name, embed.cardinality, inspect(embed.related), embed.on_replace]
  end

  defp type({:parameterized, {Ecto.Embedded, embed}}),
    do: "embed:#{embed.cardinality}:#{inspect(embed.related)}"

  defp type({:parameterized, {Ecto.Enum, params}}), do: "enum:#{inspect(params.mappings)}"
  defp type({:parameterized, {module, _}}), do: inspect(module)
  defp type({kind, type}) when kind in [:array, :map], do: "{#{inspect(kind)}, #{type(type)}}"
  defp type(type), do: inspect(type)

  # FNV-1a of each file's name and bytes: the tests compute the same.
  defp digest(files, root) do
    files
    |> Enum.map(&[Path.relative_to(&1, root), 0, File.read!(&1), 0])
    |> IO.iodata_to_binary()
    |> fnv(0xCBF29CE484222325)
    |> Integer.to_string(16)
    |> String.downcase()
    |> String.pad_leading(16, "0")
  end

  defp fnv(<<byte, rest::binary>>, hash),
    do: fnv(rest, Bitwise.band(Bitwise.bxor(hash, byte) * 0x100000001B3, 0xFFFFFFFFFFFFFFFF))

  defp fnv(<<>>, hash), do: hash

  defp version(app) do
    Application.load(app)
    app |> Application.spec(:vsn) |> to_string()
  end

  # Sorted keys, so that the record reads as a diff.
  defp encode(map, depth) when is_map(map) and not is_struct(map) do
    pairs = map |> Enum.map(fn {k, v} -> {to_string(k), v} end) |> Enum.sort()
    lines = Enum.map(pairs, fn {k, v} -> [Jason.encode!(k), ": ", encode(v, depth + 1)] end)
    wrap("{", lines, "}", depth)
  end

  defp encode([], _), do: "[]"

  defp encode(list, depth) when is_list(list) do
    if Enum.all?(list, &(not is_map(&1) and not is_list(&1))) do
      ["[", list |> Enum.map(&encode(&1, depth)) |> Enum.intersperse(", "), "]"]
      |> IO.iodata_to_binary()
    else
      wrap("[", Enum.map(list, &encode(&1, depth + 1)), "]", depth)
    end
  end

  defp encode(value, _), do: Jason.encode!(value)

  defp wrap(open, [], close, _), do: open <> close

  defp wrap(open, lines, close, depth) do
    pad = String.duplicate("  ", depth + 1)
    body = lines |> Enum.map(&[pad, &1]) |> Enum.intersperse(",\n")
    IO.iodata_to_binary([open, "\n", body, "\n", String.duplicate("  ", depth), close])
  end

  defp fail(message) do
    IO.puts(:stderr, "verify-ecto: " <> message)
    System.halt(1)
  end
end

Verify.main(System.argv())
