import { describe, expect, test } from "vitest";
import { parseScript } from "../../../../interpreter/powershell/syntax/parse.js";
import { verdict } from "./helpers.js";

describe("nesting has a limit that ends cleanly", () => {
  test.each([
    "(",
    "$(",
    "@(",
    "{",
    "@{a=",
    "-",
    "!",
    ",",
    "if(1){",
    "$a[",
    "f(",
    "$x.y(",
    "function f{",
    "[a[",
    "switch(1){a{",
    "try{",
    "$a=",
    "$x={",
    "while(",
    "$a ? ",
    "class A{f(){",
    "[a(",
    "& {",
    "-join ",
    "[int](",
    "if(1){}else{",
    "f | % {",
    '"$(',
    '"$("',
    "trap{",
    "data{if(1){",
  ])("%s", (unit) => {
    expect(verdict(unit.repeat(20_000))).not.toBe("accepted");
  });

  test.each([
    ["(", "1", ")"],
    ["{", "1", "}"],
    ["@{a=", "1", "}"],
    ["$(", "1", ")"],
    ["if(1){", "1", "}"],
    ['"$(', "1", ')"'],
  ])("%s is fine four hundred levels deep", (open, middle, close) => {
    expect(verdict(open.repeat(400) + middle + close.repeat(400))).toBe("accepted");
  });

  test("quotes that nest in quotes are cut out once a level", () => {
    expect(verdict(`"$(${'"$('.repeat(300)}${" ".repeat(200_000)}1${')"'.repeat(300)})"`)).toBe("accepted");
  });

  test("attributes that may be an expression are read a bounded number of times", () => {
    expect(verdict(`${"[a({".repeat(60)}1${"})]$x".repeat(60)}`)).toBe("accepted");
  });

  test("a full stack of the caller is no crash", () => {
    const results = new Set<string>();
    const sink = (level: number): void => {
      try {
        sink(level + 1);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
      if (results.size === 0) {
        const result = parseScript("((((((((((1))))))))))", { dialect: "7" });
        results.add(result.ok ? "accepted" : result.error.id);
      }
    };
    sink(0);
    expect(["accepted", "ScriptTooComplicated"]).toContain([...results][0]);
  });
});

describe("what is long and not deep has none", () => {
  const many = 100_000;
  test.each<[string, string]>([
    ["a sum", Array(many).fill("1").join(" + ")],
    ["members", `$a${".b".repeat(many)}`],
    ["indexes", `$a${"[0]".repeat(many)}`],
    ["calls", `$a${".b()".repeat(many)}`],
    ["a pipeline", Array(many).fill("f").join(" | ")],
    ["a chain", Array(many).fill("f").join(" && ")],
    ["a list", `1${",1".repeat(many)}`],
    ["arguments", `f${" a".repeat(many)}`],
    ["statements", "f\n".repeat(many)],
    ["elseif", `if (1) {}${" elseif (1) {}".repeat(many / 10)}`],
    ["casts", `${"[int]".repeat(many)}1`],
    ["a sum in a method", `class A { [int] f() { return ${Array(many).fill("1").join(" + ")} } }`],
    ["comments", "# c\n".repeat(many)],
    ["a string of expansions", `"${"$a ".repeat(many)}"`],
    ["hash entries", `@{${Array.from({ length: many / 10 }, (_, i) => `k${i}=1`).join(";")}}`],
  ])("%s", (_, source) => {
    expect(verdict(source)).toBe("accepted");
  });
});
