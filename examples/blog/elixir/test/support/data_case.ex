defmodule Blog.DataCase do
  @moduledoc "Tests that use the database, each in a transaction of its own."

  use ExUnit.CaseTemplate

  setup tags do
    owner = Ecto.Adapters.SQL.Sandbox.start_owner!(Blog.Repo, shared: not tags[:async])
    on_exit(fn -> Ecto.Adapters.SQL.Sandbox.stop_owner(owner) end)
  end
end
