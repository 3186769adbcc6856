/** Runs Pulumi's real engine offline: a state of its own in a folder, a stand-in for the cloud's provider, and, where the engine was built here, one for the Node host. */

import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type Engine, obtain } from "../../tools/pulumi-cli/obtain.mjs";

export const root = join(__dirname, "..", "..");

/** The engine, or undefined where there is none and none is required (`LYCOSA_REQUIRE_ENGINE=1`). */
export function findEngine(): Engine | undefined {
  const found = obtain((line) => console.log(line));
  if (!("missing" in found)) return found;
  if (process.env["LYCOSA_REQUIRE_ENGINE"] === "1") throw new Error(`LYCOSA_REQUIRE_ENGINE=1, but ${found.missing}`);
  console.log(`The tests of the real engine are skipped: ${found.missing}.`);
  return undefined;
}

/** One policy violation, as the engine reports it. */
export interface Violation {
  readonly rule: string;
  readonly level: string;
  readonly message: string;
  /** URN. */
  readonly resource: string;
}

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly violations: readonly Violation[];
  /** Resources that the state holds afterwards, by type and name. */
  readonly created: readonly string[];
}

export interface RunOptions {
  /** Default: the pack of this repository; null: none. */
  readonly pack?: string | null;
  readonly config?: object;
  readonly args?: readonly string[];
}

type Files = Readonly<Record<string, string>>;

export class Sandbox {
  readonly #folder = mkdtempSync(join(tmpdir(), "lycosa-real-"));
  readonly #environment: Record<string, string>;
  #count = 0;

  constructor(engine: Engine) {
    const bin = join(this.#folder, "bin");
    const home = join(this.#folder, "home");
    const { version } = JSON.parse(
      readFileSync(join(root, "node_modules", "@pulumi", "azure-native", "package.json"), "utf8"),
    ) as {
      version: string;
    };
    const plugin = join(home, "plugins", `resource-azure-native-v${version}`);
    for (const folder of [bin, plugin]) mkdirSync(folder, { recursive: true });
    launcher(join(plugin, "pulumi-resource-azure-native"), join(__dirname, "stand-ins", "azure-native.mjs"));
    for (const name of readdirSync(engine.directory))
      if (name.startsWith("pulumi")) symlinkSync(join(engine.directory, name), join(bin, name));
    if (!engine.official) launcher(join(bin, "pulumi-language-nodejs"), join(__dirname, "stand-ins", "language-host.mjs"));
    this.#environment = {
      ...(process.env as Record<string, string>),
      PATH: `${bin}${delimiter}${process.env["PATH"]}`,
      LYCOSA_MODULES: root,
      PULUMI_HOME: home,
      PULUMI_CONFIG_PASSPHRASE: "example",
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
      PULUMI_SUPPRESS_NEO_LINK: "true",
      NO_COLOR: "1",
    };
  }

  /** A stack of a program: a folder that is copied, or files. */
  async stack(program: string | Files): Promise<Stack> {
    const folder = join(this.#folder, `program-${this.#count++}`);
    const state = `${folder}-state`;
    mkdirSync(state);
    if (typeof program === "string")
      cpSync(program, folder, { recursive: true, filter: (path) => !path.includes("node_modules") });
    else {
      mkdirSync(folder);
      for (const [name, text] of Object.entries(program)) writeFileSync(join(folder, name), text);
    }
    const modules = join(folder, "node_modules");
    mkdirSync(modules);
    for (const name of readdirSync(join(root, "node_modules")))
      symlinkSync(join(root, "node_modules", name), join(modules, name));
    symlinkSync(root, join(modules, "lycosa"));
    const stack = new Stack(folder, (args) => this.#pulumi(args, folder, state));
    const made = await this.#pulumi(["stack", "init", "dev"], folder, state);
    if (made.code !== 0) throw new Error(made.output);
    return stack;
  }

  #pulumi(args: readonly string[], cwd: string, state: string): Promise<{ code: number; output: string; out: string }> {
    return new Promise((resolve) => {
      const child = execFile(
        "pulumi",
        [...args, "--non-interactive", "--color", "never"],
        { cwd, env: { ...this.#environment, PULUMI_BACKEND_URL: `file://${state}` }, maxBuffer: 256 << 20, timeout: 170_000 },
        (error, out, err) => resolve({ code: error === null ? 0 : (child.exitCode ?? -1), output: out + err, out }),
      );
    });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export class Stack {
  constructor(
    readonly folder: string,
    private readonly pulumi: (args: readonly string[]) => Promise<{ code: number; output: string; out: string }>,
  ) {}

  /** `pulumi preview`, `pulumi up --yes` (with its preview), or `pulumi up --yes --skip-preview`. */
  async run(way: "preview" | "up" | "skip-preview", options: RunOptions = {}): Promise<Ran> {
    const events = join(this.folder, "events.jsonl");
    rmSync(events, { force: true });
    const pack = options.pack === undefined ? join(root, "policies") : options.pack;
    const config = join(this.folder, "policy-config.json");
    if (options.config !== undefined) writeFileSync(config, JSON.stringify(options.config));
    const command = way === "preview" ? ["preview"] : ["up", "--yes", ...(way === "up" ? [] : ["--skip-preview"])];
    const { code, output } = await this.pulumi([
      ...command,
      ...(pack === null ? [] : ["--policy-pack", pack]),
      ...(options.config === undefined ? [] : ["--policy-pack-config", config]),
      "--event-log",
      events,
      ...(options.args ?? []),
    ]);
    const violations = readEvents(events).flatMap(({ policyEvent: event }) =>
      event === undefined
        ? []
        : [{ rule: event.policyName, level: event.enforcementLevel, message: event.message, resource: event.resourceUrn ?? "" }],
    );
    return { code, output, violations, created: await this.resources() };
  }

  /** The state, as `pulumi stack export` gives it. */
  async export(...args: string[]): Promise<{ deployment: { resources?: { type: string; urn: string }[] } }> {
    return JSON.parse((await this.pulumi(["stack", "export", ...args])).out) as never;
  }

  /** What any other command prints to its standard output. */
  async printed(...args: string[]): Promise<string> {
    return (await this.pulumi(args)).out;
  }

  private async resources(): Promise<string[]> {
    const { deployment } = await this.export();
    return (deployment.resources ?? [])
      .filter(({ type }) => !type.startsWith("pulumi:"))
      .map(({ urn }) => urn.split("::").slice(2).join("::"));
  }
}

interface PolicyEvent {
  readonly policyName: string;
  readonly enforcementLevel: string;
  readonly message: string;
  readonly resourceUrn?: string;
}

function readEvents(path: string): { readonly policyEvent?: PolicyEvent }[] {
  try {
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { policyEvent?: PolicyEvent });
  } catch {
    return [];
  }
}

function launcher(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(path, 0o755);
}
