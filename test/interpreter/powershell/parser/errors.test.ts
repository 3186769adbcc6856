import { describe, expect, test } from "vitest";
import { parseScript } from "../../../../interpreter/powershell/parse.js";
import errors from "./errors.json";
import { verdict } from "./helpers.js";

// PowerShell 7.6.9's first error for each text, with its place; an error at the end of the text is placed there.
describe("the first error and its place", () => {
  test.each(errors)("$source", ({ source, id, start }) => {
    expect(verdict(source)).toBe(`${id}@${start}`);
  });
});

describe("errors of Windows PowerShell 5.1", () => {
  test.each([
    ["f && g", "InvalidEndOfLine@2"],
    ["f || g", "InvalidEndOfLine@2"],
    ["f &", "AmpersandNotAllowed@2"],
    ["$a ? 1 : 2", "UnexpectedToken@3"],
    ["$a ?? 1", "UnexpectedToken@3"],
    ["$a ??= 1", "UnexpectedToken@3"],
    ["${a}?.b", "UnexpectedToken@4"],
    ["${a}?[0]", "UnexpectedToken@4"],
    ["f\n| g", "EmptyPipeElement@2"],
    ["foreach -parallel ($a in $b) {}", "ParallelNotSupported@0"],
    ["begin {} clean {}", "MissingNamedBlocks@9"],
    ["1e400", "BadNumericConstant@0"],
    ["1..3>x", "ExpectedValueExpression@3"],
  ])("%j", (source, expected) => {
    expect(verdict(source, "5.1")).toBe(expected);
  });
});

test("a message names what it is about", () => {
  const result = parseScript("f 1>&2", { dialect: "7" });
  expect(result).toEqual({
    ok: false,
    error: { id: "RedirectionNotSupported", message: "The '1>&2' operator is reserved for future use.", start: 2, end: 6 },
  });
});

describe("class methods are checked as they are read", () => {
  test.each([
    ["class A { f() { $x } }", "VariableNotLocal@16"],
    ["class A { f() { if ($true) { $x = 1 } $x } }", "VariableNotLocal@38"],
    ["class A { f() { try { $x = 1 } catch { } $x } }", "VariableNotLocal@41"],
    ["class A { f() { $x = $x } }", "VariableNotLocal@21"],
    ["class A { f() { $x++ } }", "VariableNotLocal@16"],
    ["class A { f() { $Host } }", "VariableNotLocal@16"],
    ['class A { f() { "$y" } }', "VariableNotLocal@17"],
    ["class A { [int] f() { } }", "MethodHasCodePathNotReturn@16"],
    ["class A { [int] f() { while ($true) { return 1 } } }", "MethodHasCodePathNotReturn@16"],
    ["class A { [int] f() { return } }", "NonVoidMethodMissingReturnValue@22"],
    ["class A { [void] f() { return 1 } }", "VoidMethodHasReturn@23"],
    ["class A { A() { return 1 } }", "VoidMethodHasReturn@16"],
    ["class A { static f() { $this.x } }", "NonStaticMemberAccessInStaticMember@23"],
    ["class A { f() { break foo } }", "LabelNotFound@16"],
    ["class A {} class A {}", "MemberAlreadyDefined@11"],
    ["class A { f() { foreach ($i in 1) { } $i } }", "accepted"],
    ["class A { f() { $x += 1; $x } }", "accepted"],
    ["class A { f() { $a, $b = 1, 2; $a; $b } }", "accepted"],
    ["class A { f() { { $y }; function g { $z } } }", "accepted"],
    ["class A { f() { $env:x; $global:y; $_; $Error; $PSScriptRoot; $LASTEXITCODE } }", "accepted"],
    ["class A { [int] f() { for (;;) { return 1 } } }", "accepted"],
    ["class A { [int] f() { try { return 1 } catch { throw } } }", "accepted"],
    ["class A { [int] f() { if ($true) { return 1 } else { return 2 } } }", "accepted"],
    ["class A { f() { :l while (1) { break l } } }", "accepted"],
  ])("%s", (source, expected) => {
    expect(verdict(source)).toBe(expected);
  });
});

describe("handlers that can never run", () => {
  test.each([
    ["try {} catch [Exception] {} catch [IO.IOException] {}", "ExceptionTypeAlreadyCaught@34"],
    ["try {} catch [IO.IOException] {} catch [System.IO.FileNotFoundException] {}", "ExceptionTypeAlreadyCaught@39"],
    ["try {} catch [IO.FileNotFoundException] {} catch [IO.IOException] {} catch {}", "accepted"],
    ["try {} catch [A] {} catch [A] {}", "accepted"],
  ])("%s", (source, expected) => {
    expect(verdict(source)).toBe(expected);
  });
});

describe("words that look like something else", () => {
  test.each([
    ["[int]\npublic enum E { }", "TypeNotAllowedBeforeStatement@0"],
    ["[int]\nelse", "TypeNotAllowedBeforeStatement@0"],
    ["[int]\nfoo", "accepted"],
    ["[int]\nif (1) { }", "accepted"],
    ["f @A:\\x", "accepted"],
    ["f @a:", "InvalidVariableReferenceWithDrive@2"],
    ["f $c:\\x", "InvalidVariableReferenceWithDrive@2"],
    ["using module a*", "WildCardModuleNameError@0"],
    [':throw"', "accepted"],
    ["$i++#it's", "TerminatorExpectedAtEndOfString@7"],
    ["${i}#it's", "TerminatorExpectedAtEndOfString@7"],
    ["$i++ #it's", "accepted"],
    ["$i++#it's 'fine", "accepted"],
    ['f -ntd`""', "accepted"],
    ["-weN' x'", "accepted"],
    ["-weN' x", "TerminatorExpectedAtEndOfString@4"],
    ["!7z", "accepted"],
    ["! 7z", "MissingExpressionAfterOperator@1"],
  ])("%j", (source, expected) => {
    expect(verdict(source)).toBe(expected);
  });
});

describe("#requires", () => {
  test.each([
    ["#requires -Version 5.1", "accepted"],
    ["#Requires -RunAsAdministrator\nf", "accepted"],
    ["f\n#requires -Modules a, @{ ModuleName = 'b'; ModuleVersion = '1.0' }", "accepted"],
    ["#requires -PSEdition Core", "accepted"],
    ["# requires -foo", "accepted"],
    ["#requires -foo 1", "ScriptRequiresInvalidFormat@10"],
    ["#requires foo", "ScriptRequiresInvalidFormat@10"],
    ["#requires -Version", "ParameterRequiresArgument@10"],
    ["#requires -Version abc", "RequiresVersionInvalid@19"],
    ["#requires -Version $x", "RequiresArgumentMustBeConstant@19"],
    ["#requires -RunAsAdministrator x", "ParameterCannotHaveArgument@10"],
    ["#requires -PSEdition Mac", "RequiresPSEditionInvalid@21"],
    ["#requires -Modules @{ Name = 'b' }", "RequiresModuleInvalid@19"],
  ])("%s", (source, expected) => {
    expect(verdict(source)).toBe(expected);
  });
});

describe("code behind what looks like a signature", () => {
  test.each([
    ["# SIG # Begin signature block\nf", "TokenAfterEndOfValidScriptText@30"],
    ["f\n# SIG # Begin signature block\n# x\n", "accepted"],
    ["#   sig # begin signature BLOCK\nf", "TokenAfterEndOfValidScriptText@32"],
    ["# SIG # Begin sgnatur blck\nf", "TokenAfterEndOfValidScriptText@27"],
    ["# Begin of the script block\nf", "accepted"],
    ["# SIG\nf", "accepted"],
  ])("%j", (source, expected) => {
    expect(verdict(source)).toBe(expected);
  });
});
