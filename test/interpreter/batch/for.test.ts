import { describe, expect, it } from "vitest";
import { printed } from "./run.js";

/** Loops over words, numbers, lines and files ("for /?"). */
const cases: readonly (readonly [name: string, script: string, lines: readonly string[]])[] = [
  ["words", "for %%i in (a,b;c d) do @echo %%i", ["a", "b", "c", "d"]],
  ["quoted words", 'for %%i in ("a b" c) do @echo %%~i', ["a b", "c"]],
  ["numbers", "for /l %%i in (1,2,5) do @echo %%i", ["1", "3", "5"]],
  ["numbers downwards", "for /l %%i in (3,-1,1) do @echo %%i", ["3", "2", "1"]],
  ["one field", 'for /f %%i in ("one two") do @echo %%i', ["one"]],
  ["fields by number", 'for /f "tokens=1,3" %%a in ("x y z") do @echo %%a-%%b', ["x-z"]],
  ["fields in their order, whatever is written", 'for /f "tokens=3,1" %%a in ("x y z") do @echo %%a-%%b', ["x-z"]],
  ["a range", 'for /f "tokens=2-4" %%a in ("1 2 3 4 5") do @echo %%a%%b%%c', ["234"]],
  ["the rest as it stands", 'for /f "tokens=1* delims==" %%a in ("k=v=w x") do @echo %%a [%%b]', ["k [v=w x]"]],
  ["all of it", 'for /f "tokens=*" %%a in ("  a  b ") do @echo [%%a]', ["[a  b ]"]],
  ["no delimiters", 'for /f "delims=" %%a in (" a b") do @echo [%%a]', ["[ a b]"]],
  ["a blank among the delimiters", 'for /f "tokens=2 delims=: " %%a in ("k: v") do @echo [%%a]', ["[v]"]],
  ["empty fields are passed by", 'for /f "tokens=2 delims=," %%a in ("a,,b") do @echo %%a', ["b"]],
  ["a missing field", 'for /f "tokens=1,3 delims=," %%a in ("a,b") do @echo %%a[%%b]', ["a[]"]],
  ["no field at all", 'for /f "tokens=2" %%a in ("one") do @echo never', []],
  ["a comment", 'for /f %%a in (";no") do @echo never', []],
  ["another comment", 'for /f "eol=#" %%a in ("#no") do @echo never', []],
  ["usebackq", "for /f \"usebackq\" %%a in ('a b') do @echo %%a", ["a"]],
  ["a file", '(echo a,1&echo b,2) > C:\\f\nfor /f "tokens=1,2 delims=," %%a in (C:\\f) do @echo %%b%%a', ["1a", "2b"]],
  ["skipped lines", '(echo head&echo row) > C:\\f\nfor /f "usebackq skip=1" %%a in ("C:\\f") do @echo %%a', ["row"]],
  ["a command", "for /f \"tokens=2 delims==\" %%a in ('echo k^=v') do @echo %%a", ["v"]],
  ["a pipe in a command", "for /f %%a in ('echo one ^| find \"one\"') do @echo %%a", ["one"]],
  ["variables of a command are its own", "for /f %%a in ('set X^=1') do @echo %%a\necho [%X%]", ["[⟨env:x⟩]"]],
  ["the name of the computer", "for /f %%h in ('hostname') do @echo %%h", ["⟨env:computername⟩"]],
  [
    "a listing of wmic",
    "for /f \"tokens=2 delims==\" %%g in ('wmic group where \"SID='S-1-5-32-544'\" get name /value') do @echo %%g",
    ["Administrators"],
  ],
  ["nested", "for %%i in (1 2) do for %%j in (a b) do @echo %%i%%j", ["1a", "1b", "2a", "2b"]],
  [
    "parts of a path",
    "for %%f in (C:\\a\\b.txt) do @echo %%~df %%~pf %%~nf %%~xf %%~nxf %%~dpf",
    ["C: \\a\\ b .txt b.txt C:\\a\\"],
  ],
  [
    "known files",
    "rd /s /q C:\\fresh\nmd C:\\fresh\\d\necho x>C:\\fresh\\d\\a.txt\necho y>C:\\fresh\\d\\b.log\nfor %%f in (C:\\fresh\\d\\*.txt) do @echo %%f",
    ["C:\\fresh\\d\\a.txt"],
  ],
];

describe("for", () => {
  it.each(cases)("%s", (_, script, lines) => {
    expect(printed(`@echo off\n${script}\n`)).toEqual(lines);
  });

  it("over lines that only the host knows runs once or not at all", () => {
    expect(printed("@for /f %%i in ('dir /b C:\\x') do @echo %%i\n")).toEqual(["(depends)"]);
  });
});
