import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf } from "./run.js";

/** Many inputs in several threads. The built command, because only it starts threads. `npm test` builds first. */

const main = join(__dirname, "..", "..", "dist", "cli", "main.js");
const check = (...args: string[]) => spawnSync(process.execPath, [main, "check", ...args], { encoding: "utf8" });

const files = folderOf({
  ...Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `d${index % 7}/s${index}.ps1`,
      index % 3 === 0 ? "net localgroup Administrators IUSR /add\n" : index % 5 === 0 ? "if (" : ". $PSScriptRoot\\lib.ps1\n",
    ]),
  ),
  "d1/lib.ps1": "net localgroup Administrators IUSR /add\n",
  "host.json": '{"version":1,"features":[]}',
  ".git/HEAD": "",
});
const folder = dirname(dirname(files[".git/HEAD"] as string));

describe("threads", () => {
  it.each(["json", "pretty", "sarif", "html"])("say the same bytes with any number of them as %s", (format) => {
    const one = check("--workers", "1", "--format", format, folder);
    expect(one.status).toBe(2);
    for (const workers of ["2", "3"]) {
      const more = check("--workers", workers, "--format", format, folder);
      expect({ status: more.status, err: more.stderr }).toEqual({ status: 2, err: one.stderr });
      expect(more.stdout).toBe(one.stdout);
    }
  });

  it("are a number", () => {
    const { status, stderr } = check("--workers", "none", folder);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "lycosa: --workers none: expected a number from 1 to 64\n" });
  });
});

describe("--timeout", () => {
  it("lets a script that ends in time be, and is given whole seconds", () => {
    const { status, stdout } = check("--timeout", "60", "--format", "json", files["d1/lib.ps1"] as string);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ errors: [], findings: [{ rule: "iis-anonymous-admin" }] });
    expect(check("--timeout", "0", folder).stderr).toMatch(/--timeout 0: expected whole seconds/);
  });
});
