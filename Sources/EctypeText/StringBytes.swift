extension String {
  /// What `body` makes of its bytes in UTF-8, where they are: neither the text nor a reference to it is copied.
  @inline(__always) package func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    // Only a text of Objective-C's is stored otherwise.
    var text = self
    return text.withUTF8(body)
  }
}
