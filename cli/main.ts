import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { VERSION } from "../policies/version.js";
import { UsageError } from "./errors.js";
import type { Io } from "./io.js";
import { growSlowly } from "./memory.js";

/** The `lycosa` command. Rooms are loaded only when a command needs them, so that help and errors come at once. */
function program(io: Io, finish: (code: number) => void): Command {
  const root = new Command("lycosa")
    .description("Reads what a deployment runs on Windows/IIS hosts and refuses open mail relays and anonymous administrators.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: io.stderr,
      outputError: (text, write) => write(text.replace(/^error: /, "lycosa: ")),
    });

  withFormat(
    withInputs(
      root
        .command("check")
        .argument(
          "[paths...]",
          "scripts (.ps1, .psm1, .cmd, .bat), Pulumi projects, stack exports and host documents (.json), - for standard input",
        ),
    ),
  )
    .description("analyse scripts and Pulumi projects; exit 1 when a finding blocks, 2 when an input cannot be read")
    .option("--policy-config <file>", "policy configuration (the JSON of --policy-pack-config)")
    .option("--rule <id>", "report only this rule (may be given again)", collect, [])
    .option("--exit-zero", "exit 0 even when a finding blocks")
    .action(async (paths: string[], options: Options) => {
      const { check } = await import("./commands/check.js");
      const code = await check(paths, {
        ...inputOptions(paths, options, io),
        ...outputOptions(options, io),
        policyConfig: text(options["policyConfig"]),
        rules: options["rule"] as string[],
        exitZero: options["exitZero"] === true,
        today: io.today,
      });
      finish(code);
    });

  withFormat(withInputs(root.command("host").argument("[paths...]", "what to analyse, as for check")))
    .description("print what the host will be, and why: who may relay, who is administrator, what the anonymous visitor is")
    .action(async (paths: string[], options: Options) => {
      const { host } = await import("./commands/host.js");
      finish(await host(paths, { ...inputOptions(paths, options, io), ...outputOptions(options, io) }));
    });

  root
    .command("rules")
    .description("list the rules")
    .action(async () => {
      const { listRules } = await import("./commands/rules.js");
      io.stdout(listRules());
      finish(0);
    });

  root
    .command("explain")
    .argument("<rule>", "rule id")
    .description("what a rule means, why it matters, what to change")
    .action(async (id: string) => {
      const { explain } = await import("./commands/rules.js");
      io.stdout(explain(id));
      finish(0);
    });
  return root;
}

type Options = Record<string, unknown>;

function withInputs(command: Command): Command {
  return command
    .option(
      "--image <sku>",
      "scripts start from this platform image (2022-datacenter, ...); without it on a host that exists already",
    )
    .option("--together", "all scripts run on one host, in the order given")
    .option(
      "--stack-export <file>",
      "output of 'pulumi stack export' or 'pulumi preview --json --show-sames', or a checkpoint file; - for standard input (may be given again)",
      collect,
      [],
    )
    .option("--program <dir>", "folder of the program that a stack export comes from, for the files that it deployed")
    .option("--stack <name>", "stack of a Pulumi project (Pulumi.<name>.yaml)")
    .option("--config-file <file>", "configuration of the stack, instead of Pulumi.<name>.yaml")
    .option(
      "--stack-reference <name=file>",
      "outputs of a stack that a Pulumi program refers to: its export, or 'pulumi stack output --json' (may be given again)",
      collect,
      [],
    )
    .option(
      "--env <name[=value]>",
      "environment variable for a Pulumi program; without a value, this command's own (may be given again)",
      collect,
      [],
    )
    .option("--set <key=value>", "configuration value of a Pulumi project (may be given again)", collect, [])
    .option("--timeout <seconds>", "how long the program of a Pulumi project may take (default: 180)");
}

function withFormat(command: Command): Command {
  return command
    .addOption(new Option("--format <format>", "output format").choices(["pretty", "json"]).default("pretty"))
    .option("--output <file>", "write the report to a file")
    .option("--quiet", "findings and summary only")
    .option("--color", "colour the output")
    .option("--no-color", "do not colour the output");
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function inputOptions(paths: readonly string[], options: Options, io: Io) {
  const stackExports = options["stackExport"] as string[];
  if (paths.length === 0 && stackExports.length === 0)
    throw new UsageError("nothing to analyse: name scripts, a Pulumi project, or --stack-export FILE");
  if ([...paths, ...stackExports].filter((path) => path === "-").length > 1)
    throw new UsageError("-: standard input can be read only once");
  const set = new Map(
    (options["set"] as string[]).map((pair) => {
      const found = pairOf(pair);
      // Not repeated: a value may be a secret.
      if (found === null) throw new UsageError("--set: expected key=value or namespace:key=value");
      return found;
    }),
  );
  const stackReferences = new Map(
    (options["stackReference"] as string[]).map((pair) => {
      const found = pairOf(pair);
      if (found === null)
        throw new UsageError(`--stack-reference ${pair}: expected NAME=FILE, such as contoso/base/prod=base.json`);
      return found;
    }),
  );
  return {
    image: text(options["image"]),
    together: options["together"] === true,
    stack: text(options["stack"]),
    set,
    environment: environmentOf(options["env"] as string[], io),
    configFile: text(options["configFile"]),
    stackReferences,
    timeoutSeconds: seconds(text(options["timeout"])),
    stackExports,
    program: text(options["program"]),
    stdin: once(io.stdin),
  };
}

/** `key=value`; the value may hold `=`. */
function pairOf(pair: string): [string, string] | null {
  const equals = pair.indexOf("=");
  return equals <= 0 ? null : [pair.slice(0, equals), pair.slice(equals + 1)];
}

function environmentOf(given: readonly string[], io: Io): ReadonlyMap<string, string> {
  return new Map(
    given.map((one): [string, string] => {
      const pair = pairOf(one);
      if (pair !== null) return pair;
      const value = io.env[one];
      if (one === "" || one.startsWith("=")) throw new UsageError("--env: expected NAME or NAME=VALUE");
      if (value === undefined) throw new UsageError(`--env ${one}: the variable is not set here; give it as ${one}=VALUE`);
      return [one, value];
    }),
  );
}

/** What kind of input it is shows in the bytes, so they are looked at before they are read as that. */
function once(read: () => Uint8Array): () => Uint8Array {
  let bytes: Uint8Array | undefined;
  return () => (bytes ??= read());
}

/** A day is longer than anybody waits, and fits into a timer. */
const LONGEST_SECONDS = 86_400;

function seconds(given: string | null): number | null {
  if (given === null) return null;
  const value = /^\d+$/.test(given) ? Number(given) : 0;
  if (value < 1 || value > LONGEST_SECONDS)
    throw new UsageError(`--timeout ${given}: expected whole seconds from 1 to ${LONGEST_SECONDS}`);
  return value;
}

function outputOptions(options: Options, io: Io) {
  return {
    format: options["format"] as "pretty" | "json",
    output: text(options["output"]),
    quiet: options["quiet"] === true,
    color: useColor(options["color"] as boolean | undefined, io),
    write: io.stdout,
  };
}

/** An option beats NO_COLOR (https://no-color.org), which beats the terminal. */
function useColor(asked: boolean | undefined, io: Io): boolean {
  if (asked !== undefined) return asked;
  return !io.env["NO_COLOR"] && io.terminal;
}

/** 0 fine, 1 a finding blocks, 2 usage or unreadable input, 3 a defect of this tool. `argv` as in `process.argv`. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  try {
    await program(io, (result) => {
      code = result;
    }).parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      io.stderr(`lycosa: ${error.message}\n`);
      return 2;
    }
    const what = error instanceof Error ? error.constructor.name : "unknown error";
    io.stderr(`lycosa: internal error (${what}). This is a defect of lycosa; please report it with the command that you ran.\n`);
    // The text of an exception may hold what a script or a configuration holds.
    if (io.env["LYCOSA_DEBUG"] && error instanceof Error) io.stderr(`${error.stack}\n`);
    return 3;
  }
}

function processIo(): Io {
  return {
    stdout: (output) => void process.stdout.write(output),
    stderr: (output) => void process.stderr.write(output),
    stdin: () => readFileSync(0),
    env: process.env,
    terminal: process.stdout.isTTY === true,
    today: new Date().toISOString().slice(0, 10),
  };
}

/** Runs the command of this process. */
export function start(): void {
  growSlowly();
  // Whoever reads the output may stop early (`lycosa check ... | head`): that is no error, and the exit code still says what was found.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  void main(process.argv, processIo()).then((code) => {
    process.exitCode = code;
  });
}

if (require.main === module) start();
