// Files of more than 400 lines, each with the reason why it is still one file. The architecture check refuses a long file that is not
// here, and a reason whose file is short or gone: whoever lengthens a file splits it, or says here why it has one concern.

/** @type {ReadonlyMap<string, string>} */
export const LONG_FILES = new Map([
  [
    "deployment/decoding/shell/parse.ts",
    "one grammar: a POSIX shell's words, redirections and compound commands refer to each other",
  ],
  ["interpreter/analysis.ts", "half of it is the documented interface of the interpreter, which is read in one place"],
  ["interpreter/batch/parse.ts", "one grammar: cmd's operators, blocks, if and for refer to each other"],
  ["interpreter/documents/iis/schema-text.ts", "data: IIS's schema as a text, without code"],
  [
    "interpreter/machine/machine.ts",
    "the one class through which everything asks and changes the machine; its parts have files of their own",
  ],
  ["interpreter/os/files.ts", "one class whose every method changes the same journaled tree"],
  ["interpreter/powershell/cmdlets/session/modules.ts", "the commands of modules share what an import leaves in the session"],
  ["interpreter/powershell/dotnet/collections/lists.ts", "one table: ArrayList, List and arrays answer by the same entries"],
  ["interpreter/powershell/dotnet/io/io.ts", "one table: Path, File and Directory share how paths are completed"],
  [
    "interpreter/powershell/dotnet/objects/objects.ts",
    "one table: Object, numbers, Boolean, Char and Enum share parsing and limits",
  ],
  [
    "interpreter/powershell/dotnet/text/strings.ts",
    "one table: the members of String, and the same members for texts with unknown parts",
  ],
  ["interpreter/powershell/dotnet/time/dates.ts", "one table: DateTime and TimeSpan give each other in half of their members"],
  ["interpreter/powershell/dotnet/xml/path.ts", "one grammar with its evaluation: XPath"],
  [
    "interpreter/powershell/dotnet/xml/types.ts",
    "one table: the node types of XmlDocument inherit their members from each other",
  ],
  ["interpreter/powershell/evaluator/binding.ts", "one algorithm: binding goes through its steps over one state"],
  [
    "interpreter/powershell/evaluator/classes.ts",
    "one mechanism: definition, construction and calls of script classes share the class table",
  ],
  ["interpreter/powershell/evaluator/functions.ts", "one mechanism: signatures, binding of parameters and their defaults"],
  [
    "interpreter/powershell/format/number-format.ts",
    "one notation: standard and custom numeric formats share rounding and digits",
  ],
  [
    "interpreter/powershell/members/members.ts",
    "one lookup: reading, writing and calling look through the same places in the same order",
  ],
  ["interpreter/powershell/operators/arithmetic.ts", "one table: numeric promotion decides for all arithmetic operators"],
  ["interpreter/powershell/operators/operators.ts", "one switch over the operators, with the laws that they share"],
  [
    "interpreter/powershell/operators/text-operators.ts",
    "-match, -replace and -split share how a pattern meets a text with unknown parts",
  ],
  [
    "interpreter/powershell/regex/matcher.ts",
    "one class: the loop of the regex machine, whose every instruction works on the same trail",
  ],
  ["interpreter/powershell/syntax/ast.ts", "declarations: the syntax tree, without code"],
  ["interpreter/powershell/types/calls.ts", "one mechanism: how members of tables are found, bound and called"],
  ["interpreter/powershell/types/convert.ts", "one switch over target types: conversion of one type often goes through another"],
  ["interpreter/windows/metabase/adsi.ts", "one object model: a node of the metabase as ADSI shows it"],
  ["interpreter/windows/services/services.ts", "one family: the cmdlets for services share how a service is named and found"],
  [
    "interpreter/windows/web/config-objects.ts",
    "one object model: sections, collections and elements of IIS configuration contain each other",
  ],
  ["interpreter/windows/wmi/objects.ts", "one object model: WMI objects and classes give each other"],
  ["interpreter/windows/wmi/wql.ts", "one grammar with its evaluation: WQL"],
]);
