# Run by scripts/test-examples: does with examples/blog/elixir what `mix test` does, on the Ecto of the code path.
File.cd!("examples/blog/elixir")
Code.compiler_options(ignore_module_conflict: true)
Mix.start()
Mix.env(:test)

# The compiler for Mix: it finds nothing to do, and tells of mistakes.
Code.require_file("mix_tasks/compile.ectype.ex")
{:ok, []} = Mix.Tasks.Compile.Ectype.run([])
{"", 0} = System.cmd("git", ["status", "--porcelain", "--", ".."])

mistake = "../models/mistake.ectype"
File.write!(mistake, "@schema(\"x\")\nstruct X {\n  var y: Strng\n}\n")

try do
  Mix.shell(Mix.Shell.Process)
  {:error, []} = Mix.Tasks.Compile.Ectype.run([])

  receive do
    {:mix_shell, :error, [text]} -> true = text =~ "error[unknown-type]"
  end
after
  File.rm!(mistake)
  Mix.shell(Mix.Shell.IO)
end

# What the project says of itself, without its dependencies being fetched.
Code.eval_file("mix.exs")
project = Mix.Project.config()
[:ectype | _] = project[:compilers]
config = Config.Reader.read!("config/config.exs", env: :test)

url = System.get_env("DATABASE_URL", "ecto://postgres:postgres@localhost/ectype_verify")
Application.put_all_env(config)
repository = Keyword.put(config[:blog][Blog.Repo], :url, url)
Application.put_env(:blog, Blog.Repo, repository)
Enum.each([:logger, :ex_unit, :ecto_sql, :postgrex, :jason], &Application.ensure_all_started/1)

files = Enum.flat_map(["lib", "test/support"], &Path.wildcard("#{&1}/**/*.ex"))

{:ok, _, []} = Kernel.ParallelCompiler.compile(files)

Ecto.Adapters.Postgres.storage_down(Blog.Repo.config())
:ok = Ecto.Adapters.Postgres.storage_up(Blog.Repo.config())
{:ok, _} = Blog.Application.start(:normal, [])
migrations = "priv/repo/migrations"

# Up, down and up again, outside the tests' transactions.
run = fn direction ->
  {:ok, pid} = Blog.Repo.start_link(name: nil, pool: DBConnection.ConnectionPool, pool_size: 2)
  Blog.Repo.put_dynamic_repo(pid)
  [_ | _] = Ecto.Migrator.run(Blog.Repo, migrations, direction, all: true, dynamic_repo: pid)
  Supervisor.stop(pid)
  Blog.Repo.put_dynamic_repo(Blog.Repo)
end

Logger.configure(level: :error)
Enum.each([:up, :down, :up], run)

ExUnit.start(autorun: false)
Code.require_file("test/test_helper.exs")
Enum.each(Path.wildcard("test/**/*_test.exs"), &Code.require_file/1)
%{failures: 0, total: total} = ExUnit.run()
true = total > 0
