import { describe, expect, it } from "vitest";
import { analyze } from "./windows/host-of.js";

/** Behind a script it changes no position in it, and makes the script so long that its statements are read as they are run. */
const PADDING = `\n<#${"x".repeat(1 << 19)}#>\n`;

const scripts = {
  "one after the other": "$g = 'Administrators'\nnet localgroup $g IUSR /add\nnet user web /add",
  "an unknown condition splits what follows":
    "if (Test-Path D:\\legacy) { $who = 'IUSR'; return }\nelse { $who = 'web' }\nnet localgroup Administrators $who /add\nnet user x /add",
  "a trap, wherever it stands": "throw 'a'\nnet user a /add\ntrap { net user b /add; continue }\nnet user c /add",
  "exit ends it": "net user a /add\nexit 3\nnet user b /add",
  "an error ends it":
    "$ErrorActionPreference = 'Stop'\nnet user a /add\nGet-Item D:\\none -ErrorAction Stop\nthrow 'b'\nnet user c /add",
  "functions, classes and parameters":
    "param($who = 'IUSR')\nclass C { [string] Name() { return 'Administrators' } }\nfunction Add-It($to) { net localgroup $to $who /add }\nAdd-It ([C]::new().Name())",
  "named blocks": "begin { $a = 'IUSR' } end { net localgroup Administrators $a /add }",
  "a script block outlives its statement": "$b = { net localgroup Administrators $args[0] /add }\n& $b IUSR\n& $b web",
};

describe("a very long script does what it does when it is short", () => {
  it.each(Object.entries(scripts))("%s", (_, script) => {
    const short = analyze(script);
    const long = analyze(script + PADDING);
    expect([...long.state.all()]).toEqual([...short.state.all()]);
    expect(long.ending).toEqual(short.ending);
    expect(long.coverage).toEqual(short.coverage);
    expect(short.coverage.commands).toBeGreaterThan(0);
  });
});

/** Straight on, a script may run more statements than the steps of a busy one. */
describe("the statements of a very long script", () => {
  const causes = (script: string) => [...analyze(script).state.entries("disturbance")].map(({ key }) => key.id);

  it("are not counted once each", () => {
    expect(causes("$a = 1\n".repeat(300_000))).toEqual([]);
  });

  it("are counted as any when they run again and again", () => {
    expect(causes(`while ($true) { $a = 1 }\n${"$a = 1\n".repeat(80_000)}`)).toMatchObject([expect.stringContaining("budget")]);
  });
});

/** Questions that have nothing to do with each other cost as much as they are, not as their combinations. */
describe("very many independent questions", () => {
  it.each([40, 400])("%i of them are followed to the end", (count) => {
    const questions = Array.from(
      { length: count },
      (_, index) => `if (Test-Path D:\\data\\${index}) { net localgroup Users user${index} /add }\n`,
    ).join("");
    const { state } = analyze(`${questions}net localgroup Administrators IUSR /add\n`);
    expect([...state.entries("disturbance")].map(({ key }) => key.id)).toEqual([]);
    expect([...state.entries("member")]).toHaveLength(count + 1);
  });
});
