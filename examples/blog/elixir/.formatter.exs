[
  import_deps: [:ecto, :ecto_sql],
  inputs: ["{mix,.formatter}.exs", "{config,lib,mix_tasks,test}/**/*.{ex,exs}", "priv/repo/**/*.exs"]
]
