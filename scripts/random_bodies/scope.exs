defmodule Scope do
  @moduledoc "The variables that a place of a program sees, and what it stands in."

  def int(n), do: :rand.uniform(n)
  def pick(list), do: Enum.random(list)
  def chance(percent), do: int(100) <= percent
  def fresh, do: Process.put(:next, Process.get(:next) + 1)

  @doc "The scope of a function, or of a closure, that gives `result`."
  def new(result), do: %{vars: [], loops: 0, switched: false, result: result, depth: 0, frame: fresh()}

  @doc "A block inside; what it declares may hide what is outside."
  def inner(scope), do: %{scope | depth: scope.depth + 1}

  @doc """
  Declares a variable; one time in eight under the name of one outside, which it hides. `opaque` says that no compiler
  knows its value.
  """
  def declare(scope, type, mutable, opaque) do
    id = fresh()
    outer = for v <- scope.vars, v.depth < scope.depth, do: v.name
    name = if outer != [] and chance(12), do: pick(outer), else: "v#{id}"
    variable = %{id: id, name: name, type: type, mutable: mutable, opaque: opaque, depth: scope.depth, frame: scope.frame}
    {{:var, id, name}, %{scope | vars: [variable | Enum.reject(scope.vars, &(&1.name == name))]}}
  end

  @doc "What may be assigned: a closure assigns its own variables alone."
  def mutable(scope), do: Enum.filter(scope.vars, &(&1.mutable and &1.frame == scope.frame))
  def mutable_of(scope, type), do: Enum.filter(mutable(scope), &(&1.type == type))
  def readable(scope, type), do: Enum.filter(scope.vars, &(&1.type == type))
end
