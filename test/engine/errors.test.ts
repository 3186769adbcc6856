import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EmbeddedErrorCode } from "../../engine/errors.js";
import { type EmbeddedRun, type EmbeddedRunOptions, runProject } from "../../engine/run.js";
import { endsSoon, everything, programs, temporaryFolder } from "./support.js";

interface Case {
  readonly program: string;
  readonly options?: Partial<EmbeddedRunOptions>;
  readonly code: EmbeddedErrorCode;
  readonly message: string;
  /** The line of the program that the place must lead to; undefined: no place. */
  readonly at?: readonly [file: string, line: string];
  /** How many resources had been registered, with the stack and providers. */
  readonly registered?: number;
}

const given = (key: string, value: string): Partial<EmbeddedRunOptions> => ({ set: new Map([[key, value]]) });

const cases: readonly Case[] = [
  {
    program: "throws",
    code: "program-error",
    message: "TypeError: Cannot read properties of undefined (reading 'toUpperCase')",
    at: ["index.ts", "return input.value!.toUpperCase();"],
    registered: 3,
  },
  {
    program: "throws-in-apply",
    code: "program-error",
    message: "RangeError: cannot use [secret]",
    at: ["index.ts", "throw new RangeError(`cannot use ${value}\\nsecond line`);"],
    registered: 1,
  },
  { program: "syntax", code: "program-error", message: "SyntaxError: Unexpected token '='", at: ["index.js", "const b = = 2;"] },
  {
    program: "syntax-ts",
    code: "program-error",
    message: "error TS1110: Type expected.",
    at: ["index.ts", "export const b: = 2;"],
  },
  {
    program: "exits-zero",
    code: "early-exit",
    message: "the program ends itself with process.exit(0) before Pulumi has finished: remove that call",
    at: ["index.js", "process.exit(0);"],
  },
  {
    program: "exits-code",
    code: "program-error",
    message: "the program ended with exit code 123, and said last: this line is the last that was said",
  },
  { program: "kills-itself", code: "early-exit", message: "the program was ended by SIGTERM" },
  {
    program: "lacks-config",
    code: "missing-configuration",
    message:
      "configuration value lacks-config:siteName is missing: set it with --set lacks-config:siteName=VALUE, or in Pulumi.dev.yaml with 'pulumi config set lacks-config:siteName VALUE'",
    at: ["index.ts", 'export const name = config.require("siteName");'],
  },
  {
    program: "lacks-secret",
    options: { stack: "prod" },
    code: "missing-configuration",
    message:
      "configuration value app:password is missing: set it with --set app:password=VALUE, or in Pulumi.prod.yaml with 'pulumi config set --secret app:password VALUE'",
    at: ["index.ts", 'export const password = new pulumi.Config("app").requireSecret("password");'],
  },
  {
    program: "wrong-config",
    options: given("count", "canary-count"),
    code: "invalid-configuration",
    message: "configuration value wrong-config:count is not a valid number",
    at: ["index.ts", 'export const count = config.requireNumber("count");'],
  },
  {
    program: "reads-encrypted",
    code: "encrypted-configuration",
    message:
      "the program looks into configuration value reads-encrypted:database, which is encrypted in Pulumi.dev.yaml: give it with --set reads-encrypted:database=VALUE",
    at: ["index.ts", 'export const count = config.requireSecretNumber("database");'],
  },
  {
    program: "reads-encrypted",
    options: given("reads-encrypted:database", "canary{"),
    code: "invalid-configuration",
    message: "configuration value reads-encrypted:database is not a valid number",
    at: ["index.ts", 'export const count = config.requireSecretNumber("database");'],
  },
  {
    program: "tells-secret",
    options: given("password", "canary'quoted\"value"),
    code: "program-error",
    message: `not good: [secret] and [secret] and ${"[secret]"}`,
    at: ["index.js", "throw new Error("],
  },
  {
    program: "prints-much",
    options: given("password", "canary-123456789"),
    code: "program-error",
    message: "the program ended with exit code 3 and said nothing",
  },
  {
    program: "duplicates",
    code: "duplicate-resource",
    message: "two resources of type azure-native:resources:ResourceGroup are named 'same': give one another name",
    at: ["index.ts", 'new resources.ResourceGroup("same");'],
    registered: 4,
  },
  {
    program: "lacks-module",
    code: "missing-module",
    message: "cannot find module 'a-package-that-is-not-there': run 'npm install' in DIRECTORY, or correct its name",
    at: ["index.ts", 'import * as nothing from "a-package-that-is-not-there";'],
  },
  {
    program: "lacks-entry",
    code: "missing-module",
    message: "the program's file gone.js is not there: correct 'main' in package.json or Pulumi.yaml",
  },
  {
    program: "uses-network",
    code: "network",
    message: "the program uses the network while it is evaluated: 127.0.0.1 cannot be reached (ECONNREFUSED)",
  },
  {
    program: "eats-memory",
    options: { memoryMegabytes: 150 },
    code: "out-of-memory",
    message: "the program used more than its 150 MB of memory",
  },
  {
    program: "leaks",
    code: "leaked-promises",
    message: "the program ended with promises that never settled: await them, or look for resources that wait for each other",
  },
  {
    program: "loops",
    options: { timeoutSeconds: 15 },
    code: "timeout",
    message: "the program did not end within 15 s: it is busy here",
    at: ["index.ts", "while (turns >= 0) {"],
  },
  {
    program: "python",
    code: "unsupported-runtime",
    message:
      "Pulumi.yaml: programs of the runtime 'python' are not run here, only those for nodejs: check the stack with 'pulumi stack export | lycosa check --stack-export -', or its updates with the policy pack (pulumi preview --policy-pack)",
  },
  { program: "damaged", code: "invalid-project", message: "Pulumi.yaml is not valid YAML (multiline implicit key) at line 3" },
  { program: "nothing", code: "no-project", message: "there is no Pulumi.yaml in DIRECTORY" },
];

function failure(run: EmbeddedRun): Extract<EmbeddedRun, { ok: false }> {
  if (run.ok) throw new Error("the run must fail");
  return run;
}

describe.concurrent("a program that cannot be run to its end", () => {
  it.each(cases)(
    "$program: $code",
    async ({ program, options, code, message, at, registered }) => {
      const directory = join(programs, program);
      const run = failure(await runProject({ directory, ...options }));
      expect(run.error).toMatchObject({ code, message: message.replace("DIRECTORY", directory) });
      expect(run.error.message).not.toContain("\n");
      if (at === undefined && code !== "invalid-project" && code !== "unsupported-runtime")
        expect(run.error.file).toBeUndefined();
      if (at !== undefined) {
        const [file, line] = at;
        expect(run.error.file).toBe(file);
        expect(readFileSync(join(directory, file), "utf8").split("\n")[(run.error.line ?? 0) - 1]?.trim()).toBe(line);
      }
      if (registered !== undefined) expect(run.graph?.resources).toHaveLength(registered);
      expect(everything(run)).not.toContain("canary");
    },
    90_000,
  );

  it("waits: names what it waits for, and nothing of it is left running", async () => {
    const pids = join(temporaryFolder(), "pids");
    const run = failure(
      await runProject({ directory: join(programs, "waits"), timeoutSeconds: 20, environment: new Map([["PID_FILE", pids]]) }),
    );
    expect(run.error).toMatchObject({
      code: "timeout",
      message:
        "the program did not end within 20 s: it waits for a process that it started, a timer, after 3 resources, the last of them 'only'",
    });
    const [program, helper] = readFileSync(pids, "utf8").split(" ").map(Number);
    for (const pid of [program, helper]) {
      expect(pid).toBeGreaterThan(1);
      expect(await endsSoon(pid ?? 0)).toBe(true);
    }
  }, 90_000);

  it.skipIf(process.platform !== "linux")("says so when the configuration does not fit into an environment", async () => {
    const set = new Map([["large", "canary".repeat(50_000)]]);
    const { error } = failure(await runProject({ directory: join(programs, "throws"), set }));
    expect(error).toMatchObject({
      code: "invalid-configuration",
      message: "the configuration is larger than the system lets a process have",
    });
  });

  it("asks for npm install where the program has no SDK", async () => {
    const folder = temporaryFolder();
    cpSync(join(programs, "throws"), folder, { recursive: true });
    expect(failure(await runProject({ directory: folder })).error).toMatchObject({
      code: "no-sdk",
      message: `@pulumi/pulumi is not installed for the program: run 'npm install' in ${folder}`,
    });
  });
});
