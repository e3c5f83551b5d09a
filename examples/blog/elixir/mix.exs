# The compiler of the models comes before Elixir's own, so it is loaded here.
Code.require_file("mix_tasks/compile.ectype.ex", __DIR__)

defmodule Blog.MixProject do
  use Mix.Project

  def project do
    [
      app: :blog,
      version: "0.1.0",
      elixir: "~> 1.14",
      elixirc_paths: elixirc_paths(Mix.env()),
      compilers: [:ectype] ++ Mix.compilers(),
      aliases: [test: ["ecto.create --quiet", "ecto.migrate --quiet", "test"]],
      deps: deps()
    ]
  end

  def application do
    [mod: {Blog.Application, []}, extra_applications: [:logger]]
  end

  defp elixirc_paths(:test), do: ["lib", "test/support"]
  defp elixirc_paths(_), do: ["lib"]

  defp deps do
    [
      {:ecto_sql, "~> 3.13"},
      {:postgrex, "~> 0.20"},
      {:jason, "~> 1.4"}
    ]
  end
end
