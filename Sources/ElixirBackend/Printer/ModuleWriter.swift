import EctypeModel
import EctypeText

/// Writes the body of a module in groups of statements with an empty line between them; empty groups leave none.
/// A module may be written in two parts, so that what stands at its top can follow from what is below.
struct ModuleWriter {
  private var isEmpty = true

  /// The part below.
  init(_ printer: inout ElixirPrinter) { printer.document.openNest() }

  /// The part at the top of a module, behind the comment of its file where it has one.
  init(_ name: ModuleName, behind comment: String?, _ printer: inout ElixirPrinter) {
    if let comment {
      printer.statements([.comment(comment)])
      printer.document.append(.blankLine)
    }
    printer.document.text("defmodule ")
    printer.document.text(name.description)
    printer.document.text(" do")
    printer.document.openNest()
  }

  mutating func add(_ group: [ElixirStatement], _ printer: inout ElixirPrinter) {
    if group.isEmpty { return }
    add(&printer) { $0.statements(group) }
  }

  mutating func add(_ expression: ElixirExpression, _ printer: inout ElixirPrinter) {
    add([.expression(expression)], &printer)
  }

  /// A group that `body` writes.
  @inline(__always) mutating func add(
    _ printer: inout ElixirPrinter, _ body: (inout ElixirPrinter) -> Void
  ) {
    printer.newLine()
    if !isEmpty { printer.document.append(.blankLine) }
    isEmpty = false
    body(&printer)
  }

  /// The text of the part below, with the module's end.
  func end(_ printer: inout ElixirPrinter) -> [UInt8] {
    printer.document.closeNest()
    printer.newLine()
    printer.document.text("end")
    return printer.document.finish()
  }

  /// The text of the whole: of the part at the top, and of the one below.
  func end(_ printer: inout ElixirPrinter, with below: [UInt8]) -> [UInt8] {
    printer.document.closeNest()
    var text = printer.document.finish()
    text.reserveCapacity(text.count + 1 + below.count)
    text.append(UInt8(ascii: "\n"))
    text += below
    return text
  }
}
