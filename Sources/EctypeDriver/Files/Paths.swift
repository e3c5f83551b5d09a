/// Paths as text, `/` between their parts; nothing here looks at a disk.
package enum Paths {
  package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == UInt8(ascii: "/") }

  /// `path` seen from `folder`; an absolute path stays what it is.
  package static func join(_ folder: String, _ path: String) -> String {
    if isAbsolute(path) || folder.isEmpty { return path }
    if path.isEmpty { return folder }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + path : folder + "/" + path
  }

  /// Without `.`, doubled slashes and a slash at the end; `..` takes the part before it away. The empty path is
  /// where one stands.
  package static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute(path) {
        parts.append(part)
      }
    }
    return (isAbsolute(path) ? "/" : "") + parts.joined(separator: "/")
  }

  /// Whether `normalized` would change nothing: no empty part, no `.`, and `..` only at the start of a relative
  /// path.
  package static func isNormalized(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { bytes in
      if bytes.isEmpty || bytes.elementsEqual("/".utf8) { return true }
      let isAbsolute = bytes[0] == UInt8(ascii: "/")
      var start = isAbsolute ? 1 : 0
      var mayLeadUp = !isAbsolute
      while true {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "/") { end += 1 }
        let dots = bytes[start..<end].allSatisfy { $0 == UInt8(ascii: ".") } ? end - start : 3
        if dots == 0 || dots == 1 || (dots == 2 && !mayLeadUp) { return false }
        if dots != 2 { mayLeadUp = false }
        if end == bytes.count { return true }
        start = end + 1
      }
    }
  }

  /// An absolute path as it is reached from an absolute folder; both normalised.
  package static func relative(_ path: String, from folder: String) -> String {
    let target = path.split(separator: "/")
    let base = folder.split(separator: "/")
    let common = zip(target, base).prefix { $0 == $1 }.count
    let up = Array(repeating: Substring(".."), count: base.count - common)
    return (up + target[common...]).joined(separator: "/")
  }

  /// Whether `path` is `folder` or lies in it; both normalised and of one kind.
  package static func isInside(_ path: String, _ folder: String) -> Bool {
    if folder.isEmpty { return !isAbsolute(path) && !path.hasPrefix("../") && path != ".." }
    if folder == "/" { return isAbsolute(path) }
    return path == folder
      || (path.utf8.starts(with: folder.utf8)
        && path.utf8.dropFirst(folder.utf8.count).first == UInt8(ascii: "/"))
  }

  package static func parent(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  package static func name(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }
}
