import { describe, expect, it } from "vitest";
import { printed } from "./run.js";

interface Case {
  readonly name: string;
  readonly script: string;
  readonly lines: readonly string[];
  readonly args: readonly string[];
}

const cases: readonly Case[] = (
  [
    ["arguments", "echo %1-%~2-%*", ['a-b c-a "b c"'], ["a", "b c"]],
    ["shift moves the words, not the whole", "shift\necho %1 %*", ["b a b"], ["a", "b"]],
    ["shift /1 leaves the first where it is", "shift /1\necho %0 %1 %2", ["C:\\setup\\test.cmd b c"], ["a", "b", "c"]],
    ["words until there is none", ':next\nif "%~1"=="" goto :eof\necho %~1\nshift\ngoto next', ["a", "b", "c"], ["a", "b", "c"]],
    ["the folder of the script", "echo %~dp0", ["C:\\setup\\"]],
    ["a subroutine knows the script's folder", "call :sub x\nexit /b\n:sub\necho %~dp0 %0 %1", ["C:\\setup\\ :sub x"]],
    ["a subroutine has words of its own", "call :sub x\necho %1\nexit /b\n:sub\nshift\necho [%1]", ["[]", "a"], ["a"]],
    ["exit ends the script from a subroutine", "call :sub\necho never\n:sub\nexit 3", []],
    ["exit /b ends a subroutine only", "call :sub\necho %errorlevel%\nexit /b\n:sub\nexit /b 4", ["4"]],
    ["what setlocal keeps comes back", "set X=1\nsetlocal\nset X=2\nendlocal\necho %X%", ["1"]],
    ["a value that leaves on endlocal's line", "set X=1\nsetlocal\nset X=2\nendlocal & set X=%X%\necho %X%", ["2"]],
    ["a subroutine's setlocal ends with it", "set X=1\ncall :sub\necho %X%\nexit /b\n:sub\nsetlocal\nset X=2", ["1"]],
    ["late reading ends with its setlocal", "setlocal enabledelayedexpansion\nset X=1\nendlocal\necho !X!", ["!X!"]],
    ["call reads variables once more", "set X=Y\nset Y=value\ncall echo %%%X%%%", ["value"]],
    ["call set", "set N1=a\nset N=1\ncall set R=%%N%N%%%\necho %R%", ["a"]],
    ["pushd and popd", "cd /d C:\\a\npushd C:\\b\ncd\npopd\ncd", ["C:\\b", "C:\\a"]],
    ["set without an equals sign lists", "set APP_A=1\nset APP_B=2\nset APP_", ["APP_A=1", "APP_B=2"]],
    ["a part that is known of a text that is not", "set X=known%NOBODY%\necho %X:~0,3%", ["kno"]],
    ["a part that is not known", "set X=%NOBODY%known\necho [%X:~0,3%]", ["[⟨~0,3:(env:nobody)known⟩]"]],
    ["start with a title behind its flags", 'start /wait "" cmd /c echo x', ["x"]],
    ["start with a title", 'start "t" /b cmd /c echo x', ["x"]],
    ["nobody chooses: the default", "choice /c yn /t 5 /d n\nif errorlevel 2 echo no", ["no"]],
    ["a 64-bit process", 'if "%PROCESSOR_ARCHITEW6432%"=="AMD64" (echo 32) else echo 64', ["64"]],
    ["a loop that counts", "set I=0\n:next\nset /a I+=1\nif %I% lss 300 goto next\necho %I%", ["300"]],
  ] as readonly (readonly [name: string, script: string, lines: readonly string[], args?: readonly string[]])[]
).map(([name, script, lines, args = []]) => ({ name, script, lines, args }));

describe("cmd", () => {
  it.each(cases)("$name", ({ script, lines, args }) => {
    expect(printed(`@echo off\n${script}\n`, args)).toEqual(lines);
  });

  it("a loop that waits for the host goes on when the host is ready", () => {
    const wait =
      '@echo off\n:wait\nsc query W3SVC | find "RUNNING" >nul\nif errorlevel 1 (\ntimeout /t 5 >nul\ngoto wait\n)\necho ready\n';
    expect(printed(wait)).toEqual(["ready"]);
  });
});
