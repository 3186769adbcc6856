#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { VERSION } from "../policies/version.js";
import { UsageError } from "./errors.js";

/** The `lycosa` command. Rooms are loaded only when a command needs them, so that help and errors come at once. */
function program(finish: (code: number) => void): Command {
  const root = new Command("lycosa")
    .description("Reads what a deployment runs on Windows/IIS hosts and refuses open mail relays and anonymous administrators.")
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError("(run lycosa --help for usage)");

  withInputs(root.command("check").argument("<paths...>", "scripts (.ps1, .psm1, .cmd, .bat), Pulumi projects, host documents (.json), - for standard input"))
    .description("analyse scripts and Pulumi projects; exit 1 when a finding blocks, 2 when an input cannot be read")
    .addOption(new Option("--format <format>", "output format").choices(["pretty", "json"]).default("pretty"))
    .option("--output <file>", "write the report to a file")
    .option("--policy-config <file>", "policy configuration (the JSON of --policy-pack-config)")
    .option("--rule <id>", "report only this rule (may be given again)", collect, [])
    .option("--exit-zero", "exit 0 even when a finding blocks")
    .option("--quiet", "findings and summary only")
    .option("--color", "colour the output")
    .option("--no-color", "do not colour the output")
    .action(async (paths: string[], options: Record<string, unknown>) => {
      const { check } = await import("./commands/check.js");
      const code = await check(paths, {
        ...inputOptions(options),
        format: options["format"] as "pretty" | "json",
        output: text(options["output"]),
        policyConfig: text(options["policyConfig"]),
        rules: options["rule"] as string[],
        exitZero: options["exitZero"] === true,
        quiet: options["quiet"] === true,
        color: useColor(options["color"] as boolean | undefined),
        today: new Date().toISOString().slice(0, 10),
        write: (output) => process.stdout.write(output),
      });
      finish(code);
    });

  withInputs(root.command("host").argument("<paths...>", "what to analyse, as for check"))
    .description("print what the host will be, and why: who may relay, who is administrator, what the anonymous visitor is")
    .addOption(new Option("--format <format>", "output format").choices(["pretty", "json"]).default("pretty"))
    .action(async (paths: string[], options: Record<string, unknown>) => {
      const { host } = await import("./commands/host.js");
      finish(await host(paths, { ...inputOptions(options), format: options["format"] as "pretty" | "json", write: (output) => process.stdout.write(output) }));
    });

  root
    .command("rules")
    .description("list the rules")
    .action(async () => {
      const { listRules } = await import("./commands/rules.js");
      process.stdout.write(listRules());
      finish(0);
    });

  root
    .command("explain")
    .argument("<rule>", "rule id")
    .description("what a rule means, why it matters, what to change")
    .action(async (id: string) => {
      const { explain } = await import("./commands/rules.js");
      process.stdout.write(explain(id));
      finish(0);
    });
  return root;
}

function withInputs(command: Command): Command {
  return command
    .option("--image <sku>", "scripts start from this platform image (2022-datacenter, ...); without it on a host that exists already")
    .option("--together", "all scripts run on one host, in the order given")
    .option("--stack <name>", "stack of a Pulumi project (Pulumi.<name>.yaml)")
    .option("--set <key=value>", "configuration value of a Pulumi project (may be given again)", collect, []);
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function inputOptions(options: Record<string, unknown>) {
  const set = new Map<string, string>();
  for (const pair of options["set"] as string[]) {
    const equals = pair.indexOf("=");
    if (equals <= 0) throw new UsageError(`--set ${pair.slice(0, 40)}: expected key=value or namespace:key=value`);
    set.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return {
    image: text(options["image"]),
    together: options["together"] === true,
    stack: text(options["stack"]),
    set,
    stdin: () => readFileSync(0),
  };
}

function useColor(asked: boolean | undefined): boolean {
  if (asked !== undefined) return asked;
  if (process.env["NO_COLOR"]) return false;
  return process.stdout.isTTY === true;
}

/** 0 fine, 1 a finding blocks, 2 usage or unreadable input, 3 a defect of this tool. */
export async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  try {
    await program((result) => {
      code = result;
    }).parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      process.stderr.write(`lycosa: ${error.message}\n`);
      return 2;
    }
    const what = error instanceof Error ? error.message : "unknown error";
    process.stderr.write(`lycosa: internal error: ${what}\nThis is a defect of lycosa; please report it with the command that you ran.\n`);
    if (process.env["LYCOSA_DEBUG"] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return 3;
  }
}

if (require.main === module) {
  void main(process.argv).then((code) => {
    process.exitCode = code;
  });
}
