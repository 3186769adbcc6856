import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const source = join(__dirname, "../../policies/crossguard/load.cjs");
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A build of a program that prints a word and its arguments. */
function built(word: string): { readonly main: string; readonly program: string; readonly cache: string } {
  const folder = mkdtempSync(join(tmpdir(), "lycosa-start-"));
  folders.push(folder);
  const [main, program, cache] = [join(folder, "main.js"), join(folder, "program.js"), join(folder, "program.cache")] as const;
  copyFileSync(source, join(folder, "load.js"));
  writeFileSync(main, 'require("./load.js").load(require.resolve("./program.js"))("cli/main").start();');
  writeFileSync(
    program,
    `(function (exports, require, module, __filename, __dirname) {
    const { basename } = require("node:path");
    const start = () => console.log(["${word}", basename(__filename), basename(__dirname) !== "", ...process.argv.slice(2)].join(" "));
    module.exports = (name) => (name === "cli/main" ? { start } : undefined);
  })`,
  );
  return { main, program, cache };
}

/** What the build does after it ran the program once. */
function keep({ main, program, cache }: ReturnType<typeof built>): void {
  const text = `
    const { cacheOf, digest, load, loaded } = require(${JSON.stringify(join(main, "..", "load.js"))});
    const { readFileSync, writeFileSync } = require("node:fs");
    const file = ${JSON.stringify(program)};
    load(file);
    const code = loaded.get(file).script.createCachedData();
    writeFileSync(cacheOf(file), Buffer.concat([digest(readFileSync(file), code), code]));`;
  const ran = spawnSync(process.execPath, ["-e", text], { encoding: "utf8" });
  expect(ran.stderr).toBe("");
  expect(readFileSync(cache).length).toBeGreaterThan(32);
}

function run({ main }: ReturnType<typeof built>, ...flags: string[]): string {
  const ran = spawnSync(process.execPath, [...flags, main, "check", "a b"], { encoding: "utf8" });
  expect(ran.stderr).toBe("");
  return ran.stdout.trim();
}

describe("what loads the built programs", () => {
  it("runs the program beside it, with nothing kept", () => {
    expect(run(built("fresh"))).toBe("fresh program.js true check a b");
  });

  it("runs it from what was compiled before", () => {
    const build = built("kept");
    keep(build);
    expect(run(build)).toBe("kept program.js true check a b");
  });

  it.each([
    ["ends early", (code: Buffer) => code.subarray(0, code.length >> 1)],
    ["is empty", () => Buffer.alloc(0)],
    [
      "has one other bit",
      (code: Buffer) => {
        const copy = Buffer.from(code);
        const at = copy.length >> 1;
        copy[at] = (copy[at] as number) ^ 1;
        return copy;
      },
    ],
  ])("does not use compiled code that %s", (_what, damage) => {
    const build = built("safe");
    keep(build);
    writeFileSync(build.cache, damage(readFileSync(build.cache)));
    expect(run(build)).toBe("safe program.js true check a b");
  });

  it("does not use the compiled code of another program of the same length", () => {
    const build = built("older");
    keep(build);
    writeFileSync(build.program, readFileSync(build.program, "utf8").replace("older", "newer"));
    expect(run(build)).toBe("newer program.js true check a b");
  });

  it("runs under flags of Node that the code was not compiled for", () => {
    const build = built("flags");
    keep(build);
    expect(run(build, "--no-opt", "--no-lazy")).toBe("flags program.js true check a b");
  });
});
