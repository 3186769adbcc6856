import { describe, expect, test } from "vitest";
import { parseScript } from "../../../../interpreter/powershell/syntax/parse.js";
import errors from "./errors.json";
import { parsed, verdict } from "./helpers.js";
import { outline } from "./outline.js";

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
    ["#requires -Modules @{ ModuleName = ''; ModuleVersion = '5.0' }", "RequiresModuleInvalid@19"],
    ["#requires -Modules @{ ModuleName = 'b'; ModuleVersion = '5' }", "RequiresModuleInvalid@19"],
    ["#requires -Modules @{ ModuleName = 'b'; ModuleVersion = '5.' }", "RequiresModuleInvalid@19"],
    ["#requires -Modules @{ ModuleName = 'b'; ModuleVersion = '5.0-beta' }", "RequiresModuleInvalid@19"],
    ["#requires -Modules @{ ModuleName = 'b'; ModuleVersion = 5.0 }", "RequiresModuleInvalid@19"],
    ["#requires -Modules @{ ModuleName = 'b'; ModuleVersion = 5.10 }", "accepted"],
    ["#requires -Modules @{ ModuleName = 'b'; ModuleVersion = 5.0d }", "accepted"],
    ["#requires -Modules @{ ModuleName = 'b'; ModuleVersion = 1kb }", "RequiresModuleInvalid@19"],
    ["#requires -Modules @{ ModuleName = 'b'; MaximumVersion = '5.*' }", "accepted"],
    ["#requires -Modules @{ ModuleName = 'b'; MaximumVersion = '5.0.0.0.*' }", "RequiresModuleInvalid@19"],
    ["#requires -Modules @{ ModuleName = 'b'; ModuleVersion = '5.0'; RequiredVersion = '5.0' }", "RequiresModuleInvalid@19"],
    ["#requires -Modules @{ ModuleName = 'b'; ModuleVersion = '5.0'; Guid = 'x' }", "RequiresModuleInvalid@19"],
    [
      "#requires -Modules @{ ModuleName = 'b'; RequiredVersion = '5.0'; Guid = '{0b0ba5c5-ec85-4c2b-a718-874e55a8bc3f}' }",
      "accepted",
    ],
    ["#requires -Modules $true", "RequiresModuleInvalid@19"],
    ["#requires -Version +5", "accepted"],
  ])("%s", (source, expected) => {
    expect(verdict(source)).toBe(expected);
  });
});

describe("values of another session are not assigned to", () => {
  test.each([
    ["$using:x = 1", "InvalidLeftHandSide@0"],
    ["$a = $using:x = 1", "InvalidLeftHandSide@5"],
    ["$using:x.y[0] = 1", "InvalidLeftHandSide@0"],
    ["[int]$using:x += 1", "InvalidLeftHandSide@5"],
    ["$using:x++", "OperatorRequiresVariableOrProperty@0"],
    ["$a = $using:x.y", "accepted"],
  ])("%s", (source, expected) => {
    expect(verdict(source)).toBe(expected);
    expect(verdict(source, "5.1")).toBe(expected);
  });
});

// A number that is asked for a member right behind it: `.` goes on with the number, so what follows makes it a word.
describe("members of a number", () => {
  test.each([
    ["1.ToString()", "ExpectedExpression@11"],
    ["$x = 1.ToString()", "ExpectedExpression@16"],
    ["$x = (5.ToString())", "ExpectedExpression@17"],
    ["if (5.ToString() -eq '5') {}", "ExpectedExpression@15"],
    ["$x.Foo(5.a)", "MissingEndParenthesisInMethodCall@7"],
    ["0x1F.ToString()", "accepted"],
    ["1kb.ToString()", "accepted"],
    ["1d.ToString()", "accepted"],
    ["1.0.ToString()", "accepted"],
    [".5.ToString()", "accepted"],
    ["(1).ToString()", "accepted"],
    ["1 .ToString()", "UnexpectedToken@2"],
    ["5.a()", "ExpectedExpression@4"],
  ])("%s", (source, expected) => {
    expect(verdict(source)).toBe(expected);
    expect(verdict(source, "5.1")).toBe(expected);
  });

  test.each([
    ["255.Length", "(call <255.Length>)"],
    ["$x = 255.Length", "(= $x (call <255.Length>))"],
    ["$x = 1.a b", "(= $x (call <1.a> <b>))"],
    ["$x = 1.$y", "(= $x (call <1.$y>))"],
    ["f 5.Length", "(call <f> <5.Length>)"],
    ["(255).Length", "(. (255) Length)"],
    ["1.5.a", "(. 1.5 a)"],
  ])("%s is %s", (source, expected) => {
    expect(outline(parsed(source)).slice("(script ".length, -1)).toBe(expected);
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
