import EctypeModel

/// What `ectype init` writes into a folder: a project that compiles at once. Nothing that is there is touched.
package struct Starter: Sendable {
  package struct File: Sendable {
    /// Relative to the folder.
    package var path: String
    package var text: String
    /// Whether there is such a file, which stays as it is.
    package var exists = false
  }

  package private(set) var files: [File] = []
  /// Whether the folder has an `ectype.json` already.
  package let isProject: Bool
  private let folder: String
  private let isMixProject: Bool
  /// The module that prefixes all others, `MyApp`, and its path, `my_app`.
  private let namespace: String
  private let path: String

  /// - Parameter folder: absolute; need not be there.
  package init(folder: String) throws(FileTrouble) {
    self.folder = folder
    isProject = try Disk.status(Paths.join(folder, Configuration.fileName)) != nil
    let mix = Paths.join(folder, "mix.exs")
    isMixProject = try Disk.status(mix) != nil
    let named =
      isMixProject
      ? Self.namespace(inMix: String(decoding: try Disk.content(of: mix), as: UTF8.self)) : nil
    namespace = named ?? Self.camelized(Paths.name(folder)) ?? "MyApp"
    path = Self.underscored(namespace)
    let version = Disk.timestamp()
    files = [
      File(path: Configuration.fileName, text: configuration),
      File(path: "models/notes.ectype", text: model),
      File(path: "models/migrations/\(version)_create_notes.ectype", text: migration),
      File(path: ".gitattributes", text: attributes),
      File(path: ".github/workflows/ectype.yml", text: workflow),
    ]
    for index in files.indices {
      files[index].exists =
        try Disk.status(Paths.join(folder, files[index].path), followingLinks: false) != nil
    }
  }

  /// Writes what is not there; where one file cannot be written, none is.
  package func write() throws(FileTrouble) {
    var written: [String] = []
    var folders: [String] = []
    do throws(FileTrouble) {
      for file in files where !file.exists {
        let place = Paths.join(folder, file.path)
        folders += try Disk.makeFolder(Paths.parent(place))
        try Disk.create(place, FileContent(Array(file.text.utf8)), permissions: nil)
        written.append(place)
      }
    } catch {
      for place in written { try? Disk.delete(place) }
      for folder in folders.reversed() { _ = Disk.deleteIfEmpty(folder) }
      throw error
    }
  }

  // MARK: Names

  /// `MyApp` of `defmodule MyApp.MixProject do`, or of `app: :my_app`.
  static func namespace(inMix text: String) -> String? {
    let words = text.split { " \t\r\n,()".contains($0) }
    for (word, next) in zip(words, words.dropFirst()) {
      if word == "defmodule", next.hasSuffix(".MixProject") { return String(next.dropLast(11)) }
    }
    for (word, next) in zip(words, words.dropFirst()) where word == "app:" && next.first == ":" {
      return camelized(String(next.dropFirst()))
    }
    return nil
  }

  /// `my_app`, `my-app` and `mÿ app` as `MyApp`; nil for what has no letter to begin with, or one that is not Latin.
  static func camelized(_ name: String) -> String? {
    guard let name = LatinLetters.ascii(name) else { return nil }
    let parts = name.split { !($0.isLetter || $0.isNumber) }
    let result = parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return result.first?.isLetter == true ? result : nil
  }

  private static func underscored(_ name: String) -> String {
    var result = ""
    for character in name {
      if character.isUppercase, let last = result.last, last != ".", last.isLowercase {
        result += "_"
      }
      result += character.lowercased()
    }
    return result.split(separator: ".").joined(separator: "/")
  }

  // MARK: What to do next

  /// A path as a shell takes it for one word.
  static func shellWord(_ path: String) -> String {
    let isPlain = path.unicodeScalars.allSatisfy {
      $0.isASCII
        ? $0.properties.isAlphabetic || "0123456789_./+@%,:=-".unicodeScalars.contains($0)
        : !$0.properties.isWhitespace
    }
    let place = path.hasPrefix("-") ? "./" + path : path
    if isPlain { return place }
    let parts = place.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }

  /// - Parameter folder: how the user named it.
  package func nextSteps(folder: String) -> String {
    var steps: [String] = []
    if !folder.isEmpty { steps.append("cd \(Self.shellWord(folder))") }
    steps.append("ectype compile         # writes lib/, priv/ and Sources/Models")
    steps.append(
      "ectype compile --check # what the new workflow asks: is all that is committed up to date?")
    if isMixProject { steps.append("mix ecto.migrate") }
    var text = "Next:\n" + steps.map { "  \($0)" }.joined(separator: "\n")
    if files.contains(where: { $0.path == ".gitattributes" && $0.exists }) {
      text += "\n\nAdd to .gitattributes, so that reviews fold what is generated:\n"
      text += attributes.split(separator: "\n").filter { !$0.hasPrefix("#") }
        .map { "  \($0)" }.joined(separator: "\n")
    }
    if isMixProject {
      text +=
        "\n\nThe generated modules need {:ecto_sql, \"~> 3.13\"} and {:jason, \"~> 1.4\"} in mix.exs, and `mix format`\n"
        + "keeps them as they are with import_deps: [:ecto, :ecto_sql] in .formatter.exs."
    }
    return text
      + "\n\nEvery setting is in docs/configuration.md; `ectype --help` lists the commands."
  }

  // MARK: Texts

  private var configuration: String {
    """
    // JSON5: comments and trailing commas are allowed.
    {
      namespace: "\(namespace)",
      sources: ["models"],
      timestamps: "utc_datetime",
      elixir: { lib: "lib", migrations: "priv/repo/migrations" },
      swift: { models: "Sources/Models" },
    }

    """
  }

  private var model: String {
    """
    module \(namespace).Notes

    /// Something to remember.
    @schema("notes")
    struct Note {
      var title: String
      var body: String?
      var isDone: Bool = false
      #timestamps

      @changeset
      func changeset(params: Params) -> Changeset<Self> {
        self
          |> cast(params, [.title, .body, .isDone])
          |> validateRequired([.title])
          |> validateLength(.title, max: 200)
      }
    }

    """
  }

  private var migration: String {
    """
    module \(namespace)

    @migration("create_notes")
    class CreateNotes {
      static func change() {
        createTable("notes") { t in
          t.addColumn("title", .string, null: false)
          t.addColumn("body", .string)
          t.addColumn("is_done", .boolean, null: false, default: false)
          t.addTimestamps(type: .utcDatetime)
        }
      }
    }

    """
  }

  private var attributes: String {
    """
    # Written by Ectype: reviews fold these, and languages are counted without them. One line for each module.
    .ectype/manifest.json linguist-generated
    Sources/Models/** linguist-generated
    lib/\(path)/notes/note.ex linguist-generated

    """
  }

  private var workflow: String {
    """
    name: Ectype
    on: [push, pull_request]
    jobs:
      outputs:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          # Put `ectype` on the path here, from where your project has it.
          - name: Sources have no mistakes, and the committed outputs are what they give
            run: ectype compile --check --format github
          - name: Sources are in the canonical style
            run: ectype fmt --check

    """
  }
}
