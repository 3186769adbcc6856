import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ResourceGraph } from "../../deployment/graph.js";
import { runProject } from "../../engine/run.js";
import { endsSoon, find, plain, programs, temporaryFolder } from "./support.js";

const room = join(__dirname, "..", "..", "engine");

/** A process of its own that runs a program, so that it can be ended in every way. */
describe.skipIf(process.platform === "win32")("the process that runs a program", () => {
  const folder = temporaryFolder();
  const driver = join(folder, "driver.js");
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    await build({
      entryPoints: [join(room, "run.ts")],
      outfile: join(folder, "run.js"),
      bundle: true,
      platform: "node",
      format: "cjs",
      logLevel: "silent",
    });
    for (const script of readdirSync(room)) if (script.endsWith(".cjs")) copyFileSync(join(room, script), join(folder, script));
    writeFileSync(
      driver,
      `const { runProject } = require("./run.js");
const [directory, pids, mode] = process.argv.slice(2);
if (mode === "handles") process.on("SIGTERM", () => undefined);
if (mode === "throws") setInterval(() => { if (require("fs").existsSync(pids)) throw new Error("of the driver"); }, 50);
runProject({ directory, environment: new Map([["PID_FILE", pids], ["THEN", "hang"]]) }).then((run) => process.stdout.write(run.ok ? "ok" : run.error.code));`,
    );
  });
  afterEach(() => {
    for (const child of started.splice(0)) child.kill("SIGKILL");
  });

  function run(
    program: string,
    pids: string,
    mode: string,
  ): { readonly child: ChildProcess; readonly ended: Promise<{ code: number | null; signal: string | null; stdout: string }> } {
    const child = spawn(process.execPath, [driver, join(programs, program), pids, mode], { stdio: ["ignore", "pipe", "ignore"] });
    started.push(child);
    let stdout = "";
    child.stdout?.on("data", (data: Buffer) => {
      stdout += data.toString();
    });
    return { child, ended: new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal, stdout }))) };
  }

  async function pidsIn(file: string): Promise<readonly number[]> {
    for (let turn = 0; turn < 600; turn++) {
      const pids = existsSync(file) ? readFileSync(file, "utf8").split(" ").map(Number) : [];
      if (pids.length === 2) return pids;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("the program did not start");
  }

  it.each([
    { signal: "SIGINT", mode: "plain", code: null, stdout: "" },
    { signal: "SIGTERM", mode: "plain", code: null, stdout: "" },
    { signal: "SIGKILL", mode: "plain", code: null, stdout: "" },
    { signal: "SIGTERM", mode: "handles", code: 0, stdout: "interrupted" },
    { signal: undefined, mode: "throws", code: 1, stdout: "" },
  ] as const)(
    "takes the program with it: $signal $mode",
    async ({ signal, mode, code, stdout }) => {
      const file = join(folder, `pids-${signal}-${mode}`);
      const { child, ended } = run("waits", file, mode);
      const pids = await pidsIn(file);
      if (signal !== undefined) child.kill(signal);
      expect(await ended).toEqual({ code, signal: code === null ? signal : null, stdout });
      for (const pid of pids) expect(await endsSoon(pid)).toBe(true);
    },
    60_000,
  );

  describe.skipIf(process.platform !== "linux")("helpers in groups and sessions of their own", () => {
    const HELPERS = ["spawn", "fork", "daemon", "shell", "environment"];
    const directory = join(programs, "starts-helpers");

    async function helpers(file: string): Promise<readonly number[]> {
      const files = HELPERS.map((name) => `${file}.${name}`);
      for (let turn = 0; turn < 600 && !files.every((one) => existsSync(one) && readFileSync(one, "utf8") !== ""); turn++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      return files.map((one) => Number(readFileSync(one, "utf8")));
    }

    it.each([
      ["ends", undefined],
      ["hang", 8],
    ] as const)(
      "end with a program that %s",
      async (then, timeoutSeconds) => {
        const file = join(folder, `helpers-${then}`);
        const environment = new Map([
          ["PID_FILE", file],
          ["THEN", then],
        ]);
        const result = await runProject({ directory, environment, timeoutSeconds });
        expect(result.ok ? "ok" : result.error.code).toBe(then === "ends" ? "ok" : "timeout");
        // The program itself does not see what marks its helpers.
        expect(plain(find(result.graph as ResourceGraph, "ResourceGroup::only").inputs.get("tags"))).toEqual({ seen: "false" });
        for (const pid of await helpers(file)) expect(await endsSoon(pid)).toBe(true);
      },
      60_000,
    );

    it.each(["SIGTERM", "SIGKILL"] as const)(
      "end with a command that gets %s",
      async (signal) => {
        const file = join(folder, `helpers-${signal}`);
        const { child, ended } = run("starts-helpers", file, "plain");
        const pids = await helpers(file);
        child.kill(signal);
        expect((await ended).signal).toBe(signal);
        for (const pid of pids) expect(await endsSoon(pid)).toBe(true);
      },
      60_000,
    );
  });

  it("prints nothing of what the program prints", async () => {
    expect(await run("exits-code", "", "plain").ended).toEqual({ code: 0, signal: null, stdout: "program-error" });
  }, 60_000);
});
