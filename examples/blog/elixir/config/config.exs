import Config

config :blog, ecto_repos: [Blog.Repo]

config :blog, Blog.Repo,
  url: System.get_env("DATABASE_URL", "ecto://postgres:postgres@localhost/blog_#{config_env()}")

if config_env() == :test do
  config :blog, Blog.Repo, pool: Ecto.Adapters.SQL.Sandbox
  config :logger, level: :warning
end
