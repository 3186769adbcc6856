import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readScript } from "../../../../interpreter/powershell/syntax/parse.js";
import { parsed, verdict } from "./helpers.js";

const constructs = JSON.parse(readFileSync(join(__dirname, "constructs.json"), "utf8")) as { name: string; source: string }[];

/** Behind a script it changes no position in it, and makes the script very long. */
const PADDING = `\n<#${"x".repeat(1 << 19)}#>\n`;

/** A very long script is not held as a tree; each of its statements is read again when it is asked for, and is the same one. */
describe("statements of a very long script", () => {
  it.each(constructs)("$name", ({ source }) => {
    const dialect = verdict(source, "7") === "accepted" ? "7" : "5.1";
    const whole = parsed(source + PADDING, dialect);
    const result = readScript(source + PADDING, { dialect });
    if (!result.ok) throw new Error(result.error.id);
    const { deferred, body, ...rest } = result.ast;
    const { body: statements, ...others } = whole;
    expect(rest).toEqual(others);
    if (whole.blocks.length > 0) {
      expect(deferred).toBeUndefined();
      return;
    }
    expect(body).toEqual(statements.filter((one) => one.kind === "Trap"));
    const run = statements.filter((one) => one.kind !== "Trap");
    expect(deferred?.length).toBe(run.length);
    for (let index = run.length - 1; index >= -1; index--) expect(deferred?.at(index)).toEqual(run[index]);
    expect(run.map((_, index) => deferred?.at(index))).toEqual(run);
  });

  it("an error anywhere leaves nothing to run", () => {
    const result = readScript(`$a = 1\n${PADDING}$b = (`, { dialect: "5.1" });
    expect(result.ok ? "accepted" : result.error.id).toBe("ExpectedExpression");
  });

  it("a script of ordinary length is a tree", () => {
    const result = readScript("$a = 1\n$b = 2\n", { dialect: "5.1" });
    expect(result.ok && result.ast.deferred).toBeUndefined();
    expect(result.ok && result.ast.body).toHaveLength(2);
  });

  it("comments that `#requires` something are read as such, and what follows them too", () => {
    const result = readScript(`#requires -Version 5\n$a = 1\n#requires -RunAsAdministrator\n$b = 2${PADDING}`, {
      dialect: "5.1",
    });
    if (!result.ok) throw new Error(result.error.id);
    expect([0, 1].map((index) => result.ast.deferred?.at(index)?.kind)).toEqual(["Assignment", "Assignment"]);
    expect(readScript(`$a = 1\n#requires -Version x${PADDING}`, { dialect: "5.1" }).ok).toBe(false);
  });
});
