import { availableParallelism } from "node:os";
import { isMainThread, Worker } from "node:worker_threads";
import { Command, CommanderError, Option } from "commander";
import { codeOf } from "../engine/regular-file.js";
import { VERSION } from "../policies/version.js";
import { UsageError } from "./errors.js";
import type { Io } from "./io.js";
import { growSlowly } from "./memory.js";
import { checkOptions, hostOptions, type Options } from "./options.js";
import { complaint } from "./output.js";
import { cleanLines, type Safe, safe } from "./safe.js";
import { standardInput } from "./standard-input.js";

/** The `lycosa` command. Rooms are loaded only when a command needs them, so that help and errors come at once. */
function program(io: Io, args: readonly string[], finish: (code: number) => void): Command {
  const root = new Command("lycosa")
    .description("Reads what a deployment runs on Windows/IIS hosts and refuses open mail relays and anonymous administrators.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout(cleanLines(text)),
      writeErr: (text) => io.stderr(cleanLines(text)),
      outputError: (text) =>
        io.stderr(
          complaint(
            text
              .replace(/^error: /, "")
              .trim()
              .replace(/\s*\n\s*/g, " "),
          ),
        ),
    });

  const check = root
    .command("check")
    .argument(
      "[paths...]",
      "scripts (.ps1, .psm1, .cmd, .bat, .vbs, .wsf, .js, .hta), folders, Pulumi projects, stack exports and host documents (.json), patterns, - for standard input; without one, here",
    )
    .description("analyse scripts and Pulumi projects; exit 1 when a finding blocks, 2 when an input cannot be read")
    .usage("[options] [paths...] [-- arguments of the script]")
    .option("--policy-config <file>", "rules in the JSON of --policy-pack-config, in place of those of the configuration")
    .option("--rule <id>", "report only this rule (may be given again)", collect, [])
    .option(
      "--fail-on <what>",
      "exit 1 from this certainty and severity on: certain, possible, undecided; critical, high, medium, low",
    )
    .option("--baseline <file>", "leave out findings that this file knows, and let only others block")
    .option("--update-baseline", "write the baseline anew, with everything that is found")
    .option("--prune-baseline", "take out of the baseline what is not found any more")
    .option("--workers <number>", "how many threads judge many inputs (default: as many as the machine is good for)")
    .option("--exit-zero", "exit 0 even when a finding blocks")
    .option("--each", "judge scripts that another script of the folder runs alone, too")
    .option("--explain", "tell how each finding comes about")
    .action(async (paths: string[], options: Options) => {
      const { check: run } = await import("./commands/check.js");
      finish(await run(paths, await checkOptions(options, args, io)));
    });
  withOutput(withInputs(check), CHECK_FORMATS);

  const host = root
    .command("host")
    .argument("[paths...]", "what to analyse, as for check")
    .description("print what the host will be, and why: who may relay, who is administrator, what the anonymous visitor is")
    .action(async (paths: string[], options: Options) => {
      const { host: run } = await import("./commands/host.js");
      finish(await run(paths, await hostOptions(options, args, io)));
    });
  withOutput(withInputs(host), ["pretty", "json"]);

  root
    .command("rules")
    .description("list the rules")
    .addOption(new Option("--format <format>", "output format").choices(["pretty", "json"]).default("pretty"))
    .action(async (options: Options) => {
      const { listRules, rulesJson } = await import("./commands/rules.js");
      io.stdout(options["format"] === "json" ? rulesJson() : listRules());
      finish(0);
    });

  root
    .command("init")
    .description("write a first lycosa.yaml and the recipe for a build service into this folder; overwrites nothing")
    .addOption(new Option("--ci <service>", "build service (default: the one that this folder is for)").choices(CI_RECIPES))
    .action(async (options: Options) => {
      const { init } = await import("./commands/init.js");
      init(CI_RECIPES.find((one) => one === options["ci"]) ?? null, io.stdout);
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
    .option(
      "--timeout <seconds>",
      "how long one input may take (default: 180 for the program of a Pulumi project; scripts end by their counts)",
    )
    .option("--config <file>", "configuration (default: the nearest lycosa.yaml or lycosa.json from this folder upwards)")
    .option("--no-config", "no configuration file")
    .option("--root <folder>", "read nothing outside of this folder (default: the repository or project around each input)")
    .option("--ignore <pattern>", "leave out of folders what fits, as in .gitignore (may be given again)", collect, [])
    .option("--stdin-filename <name>", "where the script on standard input would lie")
    .addOption(
      new Option("--language <language>", "of scripts whose name does not say it").choices([
        "powershell",
        "pwsh",
        "cmd",
        "vbscript",
        "jscript",
      ]),
    );
}

function withOutput(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(new Option("--format <format>", "output format").choices(formats).default("pretty"))
    .option("--output <file>", "write the report to a file; FORMAT:FILE writes one besides (may be given again)", collect, [])
    .option("--quiet", "findings and summary only")
    .option("--color", "colour the output")
    .option("--no-color", "do not colour the output");
}

/** Named here so that help need not load the formats; a test compares. */
export const CHECK_FORMATS = [
  "pretty",
  "json",
  "sarif",
  "github",
  "azure-pipelines",
  "junit",
  "gitlab",
  "markdown",
  "html",
] as const;

/** The same of `lycosa init`. */
export const CI_RECIPES = ["github", "azure-pipelines", "gitlab", "none"] as const;

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** 0 fine, 1 a finding blocks, 2 usage or unreadable input, 3 a defect of this tool. `argv` as in `process.argv`. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  // What stands behind `--` is for the script.
  const end = argv.indexOf("--");
  const own = end < 0 ? argv : argv.slice(0, end);
  const args = end < 0 ? [] : argv.slice(end + 1);
  try {
    await program(io, args, (result) => {
      code = result;
    }).parseAsync([...own]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      io.stderr(complaint(error.message));
      return 2;
    }
    const what = error instanceof Error ? error.constructor.name : "unknown error";
    io.stderr(complaint(`internal error (${what}). This is a defect of lycosa; please report it with the command that you ran.`));
    // The text of an exception may hold what a script or a configuration holds.
    if (io.env["LYCOSA_DEBUG"] && error instanceof Error) io.stderr(safe`${cleanLines(error.stack ?? "")}\n`);
    return 3;
  }
}

/** Runs the command of this process. */
export function start(): void {
  if (!isMainThread) {
    void import("./worker.js").then(({ serve }) => serve());
    return;
  }
  growSlowly();
  // A full disk, or a reader that went away: what was to be said did not arrive, whatever else is so.
  let lost: string | null = null;
  const written: Promise<void>[] = [];
  const stdout = (output: Safe) => {
    written.push(
      new Promise((resolve) => {
        process.stdout.write(output, (error) => {
          if (error) lost ??= codeOf(error);
          resolve();
        });
      }),
    );
  };
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const io: Io = {
    stdout,
    stderr: (output) => void process.stderr.write(output),
    stdin: standardInput,
    env: process.env,
    terminal: process.stdout.isTTY === true,
    width: process.stdout.columns,
    startWorker: (task) =>
      new Worker(__filename, { workerData: task, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 16 } }),
    parallel: availableParallelism(),
    today: new Date().toISOString().slice(0, 10),
  };
  void main(process.argv, io).then(async (code) => {
    process.exitCode = code;
    await Promise.all(written);
    if (lost === null) return;
    const why = lost === "EPIPE" ? "it was closed before everything was written" : lost;
    process.stderr.write(complaint(`standard output: cannot be written (${why})`));
    process.exitCode = code === 3 ? 3 : 2;
  });
}

if (require.main === module) start();
