defmodule Blog.ContentTest do
  use Blog.DataCase, async: true

  alias Blog.Content
  alias Blog.Content.Article

  setup do
    {:ok, author} = Content.create_author(%{"name" => "Ada", "email" => "ada@example.org"})
    %{author: author}
  end

  test "an article is a draft until it is published", %{author: author} do
    {:ok, article} = Content.create_article(%{title: "Hello", author_id: author.id})
    assert article.status == :draft
    assert Content.list_articles() == []

    {:ok, %Article{status: :published}} = Content.publish(article)
    assert [%Article{title: "Hello"}] = Content.list_articles()
    assert [_] = Content.list_articles("hel")
    assert [] = Content.list_articles("bye")
  end

  test "what is wrong is said as the Swift app says it", %{author: author} do
    {:error, changeset} = Content.create_article(%{"title" => "Hi", "author_id" => author.id})

    assert changeset.errors == [
             title:
               {"should be at least %{count} character(s)",
                [count: 3, validation: :length, kind: :min, type: :string]}
           ]

    {:error, taken} = Content.create_author(%{name: "Ada", email: "ada@example.org"})
    assert {"has already been taken", _} = taken.errors[:email]
  end

  test "stars are 1 to 5", %{author: author} do
    {:ok, article} = Content.create_article(%{title: "Hello", author_id: author.id})
    assert {:error, _} = Content.add_comment(%{body: "Wow", stars: 6, article_id: article.id})
    assert {:ok, _} = Content.add_comment(%{body: "Wow", stars: 5, article_id: article.id})
    assert [%{stars: 5}] = Content.get_article!(article.id).comments
  end

  test "the JSON has what is loaded, and nothing else", %{author: author} do
    {:ok, article} = Content.create_article(%{title: "Hello", author_id: author.id})
    json = article |> Jason.encode!() |> Jason.decode!()
    assert %{"title" => "Hello", "status" => "draft"} = json
    refute Map.has_key?(json, "comments")

    json = article.id |> Content.get_article!() |> Jason.encode!() |> Jason.decode!()
    assert json["comments"] == []
    assert json["author"]["name"] == "Ada"
    assert String.ends_with?(json["inserted_at"], "Z")
  end
end
