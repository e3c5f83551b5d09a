defmodule Mix.Tasks.Compile.Ectype do
  @shortdoc "Compiles the models to lib/ and priv/"
  @moduledoc """
  Runs `ectype compile` in the folder of `ectype.json`, before Elixir's own compiler sees what it wrote.

  The tool is `$ECTYPE`, or `ectype` on the path. The outputs are committed, so who has no tool compiles those.
  """

  use Mix.Task.Compiler

  @impl true
  def run(_args) do
    case System.get_env("ECTYPE") || System.find_executable("ectype") do
      nil ->
        Mix.shell().info("ectype is not on the path: the committed outputs are compiled")
        {:noop, []}

      tool ->
        compile(tool)
    end
  end

  defp compile(tool) do
    # Quiet when all is well; otherwise the diagnostics, which say more than could be repeated here.
    case System.cmd(tool, ["compile", "--quiet"], stderr_to_stdout: true) do
      {output, 0} ->
        if output != "", do: Mix.shell().info(output)
        {:ok, []}

      {output, _} ->
        Mix.shell().error(output)
        {:error, []}
    end
  end
end
