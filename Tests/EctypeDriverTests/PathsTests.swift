import EctypeDriver
import Testing

@Suite struct PathsTests {
  @Test func normalized() {
    let cases = [
      "a/./b//c/": "a/b/c", "a/../b": "b", "../a": "../a", "a/../../b": "../b", "/../a": "/a",
      ".": "", "./": "", "/": "/", "": "",
    ]
    for (path, expected) in cases {
      #expect(Paths.normalized(path) == expected)
      #expect(Paths.isNormalized(path) == (path == expected))
    }
    for path in ["a", "/a/b", "../../a", "...", "a/..b"] { #expect(Paths.isNormalized(path)) }
    for path in ["a/..", "..//", "/..", "a//b", "/."] { #expect(!Paths.isNormalized(path)) }
  }

  @Test func relative() {
    #expect(Paths.relative("/a/b/c", from: "/a") == "b/c")
    #expect(Paths.relative("/a/b", from: "/a/c/d") == "../../b")
    #expect(Paths.relative("/a", from: "/a") == "")
  }

  @Test func inside() {
    #expect(Paths.isInside("lib/a.ex", "lib"))
    #expect(!Paths.isInside("library/a.ex", "lib"))
    #expect(Paths.isInside("a", ""))
    #expect(!Paths.isInside("../a", ""))
    #expect(!Paths.isInside("/a", ""))
    #expect(Paths.isInside("..a", ""))
  }

  @Test func parts() {
    #expect(Paths.parent("a/b") == "a")
    #expect(Paths.parent("a") == "")
    #expect(Paths.parent("/a") == "/")
    #expect(Paths.name("a/b.ex") == "b.ex")
    #expect(Paths.join("/", "a") == "/a")
    #expect(Paths.join("a", "/b") == "/b")
  }
}
