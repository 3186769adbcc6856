import type { CheckOptions } from "./commands/check.js";
import type { HostOptions } from "./commands/host.js";
import { UsageError } from "./errors.js";
import type { Format } from "./formats/index.js";
import type { Io } from "./io.js";
import type { InputLanguage, SelectionOptions } from "./selection.js";
import { type LoadedSettings, loadSettings } from "./settings-file.js";
import { failOn } from "./threshold.js";

/** From what commander read to what the commands take. */
export type Options = Record<string, unknown>;

export async function checkOptions(options: Options, args: readonly string[], io: Io): Promise<CheckOptions> {
  const threshold = text(options["failOn"]);
  return {
    ...inputOptions(options, args, io, await settingsOf(options)),
    ...outputOptions<Format>(options, io),
    policyConfig: text(options["policyConfig"]),
    rules: texts(options["rule"]),
    exitZero: options["exitZero"] === true,
    failOn: threshold === null ? null : failOn(threshold),
    each: options["each"] === true,
    explain: options["explain"] === true,
    threads: { asked: count(text(options["workers"])), io },
    baseline: {
      file: text(options["baseline"]),
      update: options["updateBaseline"] === true,
      prune: options["pruneBaseline"] === true,
    },
    today: io.today,
  };
}

export async function hostOptions(options: Options, args: readonly string[], io: Io): Promise<HostOptions> {
  return { ...inputOptions(options, args, io, await settingsOf(options)), ...outputOptions<HostOptions["format"]>(options, io) };
}

function settingsOf(options: Options): Promise<LoadedSettings> {
  return loadSettings(options["config"] === false ? false : text(options["config"]));
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

const LANGUAGES: Readonly<Record<string, InputLanguage>> = {
  powershell: "powershell",
  pwsh: "pwsh",
  cmd: "cmd",
  vbscript: "vbscript",
  jscript: "jscript",
};

function inputOptions(options: Options, args: readonly string[], io: Io, settings: LoadedSettings) {
  const set = new Map(
    texts(options["set"]).map((pair) => {
      const found = pairOf(pair);
      // Not repeated: a value may be a secret.
      if (found === null) throw new UsageError("--set: expected key=value or namespace:key=value");
      return found;
    }),
  );
  const stackReferences = new Map(
    texts(options["stackReference"]).map((pair) => {
      const found = pairOf(pair);
      if (found === null)
        throw new UsageError(`--stack-reference ${pair}: expected NAME=FILE, such as contoso/base/prod=base.json`);
      return found;
    }),
  );
  const selection: SelectionOptions = {
    root: text(options["root"]),
    ignore: [
      { base: null, patterns: texts(options["ignore"]) },
      { base: settings.folder, patterns: settings.settings.ignore },
    ],
    stdinName: text(options["stdinFilename"]),
    language: LANGUAGES[text(options["language"]) ?? ""] ?? null,
  };
  return {
    selection,
    settings,
    image: text(options["image"]),
    together: options["together"] === true,
    stack: text(options["stack"]),
    set,
    environment: environmentOf(texts(options["env"]), io),
    configFile: text(options["configFile"]),
    stackReferences,
    stackExports: texts(options["stackExport"]),
    program: text(options["program"]),
    timeoutSeconds: seconds(text(options["timeout"])),
    args,
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

const MOST_WORKERS = 64;

function count(given: string | null): number | null {
  if (given === null) return null;
  const value = /^\d+$/.test(given) ? Number(given) : 0;
  if (value < 1 || value > MOST_WORKERS) throw new UsageError(`--workers ${given}: expected a number from 1 to ${MOST_WORKERS}`);
  return value;
}

function outputOptions<F extends string>(options: Options, io: Io) {
  return {
    // commander has checked it against the formats of the command.
    format: options["format"] as F,
    outputs: texts(options["output"]),
    quiet: options["quiet"] === true,
    color: useColor(options["color"] as boolean | undefined, io),
    width: io.terminal ? (io.width ?? null) : null,
    write: io.stdout,
  };
}

/** An option beats NO_COLOR (https://no-color.org), which beats FORCE_COLOR, which beats what the terminal is. */
function useColor(asked: boolean | undefined, io: Io): boolean {
  if (asked !== undefined) return asked;
  if (io.env["NO_COLOR"]) return false;
  const forced = io.env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return io.terminal && io.env["TERM"] !== "dumb";
}
