# Schemas that Ectype wrote, against the same written by hand: every reflection that Ecto has of them.
defmodule Verify.Reference do
  @one_argument [
    :source, :prefix, :primary_key, :fields, :virtual_fields, :query_fields, :associations, :embeds,
    :read_after_writes, :autogenerate_id, :autogenerate_fields, :autogenerate, :autoupdate,
    :redact_fields, :updatable_fields, :insertable_fields, :loaded, :dump, :load
  ]

  @doc """
  Compares each module `Reference.X` of fixtures/projects/<project>/reference with `<namespace>.X`, and gives the
  names of those that were compared. Raises where any reflection differs.
  """
  def compare(project, namespace) do
    files = Path.wildcard("fixtures/projects/#{project}/reference/*.ex") |> Enum.sort()
    {:ok, modules, []} = Kernel.ParallelCompiler.compile(files, return_diagnostics: false)

    for module <- Enum.sort(modules), function_exported?(module, :__schema__, 1) do
      ours = Module.concat([namespace | tl(Module.split(module))])
      expected = reflection(module, namespace)
      actual = reflection(ours, namespace)

      if expected != actual do
        differences = for {k, v} <- expected, actual[k] != v, do: {k, v, actual[k]}
        raise "#{inspect(ours)} is not the reference's:\n#{inspect(differences, pretty: true)}"
      end

      inspect(ours)
    end
  end

  defp reflection(module, namespace) do
    names = module.__schema__(:fields) ++ module.__schema__(:virtual_fields)
    source = if module.__schema__(:source), do: [query: module.__schema__(:query)], else: []

    (Enum.map(@one_argument, &{&1, module.__schema__(&1)}) ++
       source ++
       [
         type: Enum.map(names, &module.__schema__(:type, &1)),
         virtual_type: Enum.map(names, &module.__schema__(:virtual_type, &1)),
         field_source: Enum.map(names, &module.__schema__(:field_source, &1)),
         association:
           Enum.map(module.__schema__(:associations), &module.__schema__(:association, &1)),
         embed: Enum.map(module.__schema__(:embeds), &module.__schema__(:embed, &1)),
         changeset: module.__changeset__(),
         struct: Map.from_struct(struct(module))
       ])
    |> Enum.map(fn {kind, value} -> {kind, plain(value, namespace)} end)
  end

  # The two differ in the names of their modules alone.
  defp plain(value, namespace) do
    value
    |> inspect(limit: :infinity, structs: false, printable_limit: :infinity)
    |> String.replace("Reference.", namespace <> ".")
  end
end
