# Used by the scripts that record what Ecto does.
defmodule Term do
  @moduledoc "Elixir terms as JSON that loses nothing."

  def tag(nil), do: ["null"]
  def tag(value) when is_boolean(value), do: ["bool", value]
  def tag(value) when is_integer(value), do: ["int", Integer.to_string(value)]
  def tag(value) when is_float(value), do: ["float", to_string(value)]
  def tag(value) when is_binary(value), do: ["string", value]
  def tag(value) when is_atom(value), do: ["atom", Atom.to_string(value)]
  def tag(%Decimal{} = value), do: ["decimal", Decimal.to_string(value)]
  def tag(%Date{} = value), do: ["date", Date.to_iso8601(value)]
  def tag(%Time{} = value), do: ["time", Time.to_iso8601(value)]
  def tag(%NaiveDateTime{} = value), do: ["naive", NaiveDateTime.to_iso8601(value)]
  def tag(%DateTime{} = value), do: ["utc", DateTime.to_iso8601(value)]
  def tag(%Range{first: f, last: l, step: s}), do: ["range", f, l, s]
  def tag(value) when is_list(value), do: ["list", Enum.map(value, &tag/1)]

  def tag(value) when is_map(value),
    do: ["map", for({k, v} <- Enum.sort_by(value, &elem(&1, 0)), do: [k, tag(v)])]

  @doc "An error's metadata in its order."
  def metadata(list) do
    # `type:` is an Ecto type beside a cast, and an atom beside a count.
    cast? = not Keyword.has_key?(list, :kind)

    for {key, value} <- list do
      [key, if(key == :type and cast?, do: ["type", Ecto.Type.format(value)], else: tag(value))]
    end
  end
end
