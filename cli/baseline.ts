import { lstatSync } from "node:fs";
import { resolve } from "node:path";
import { readFileAt } from "../engine/regular-file.js";
import type { Finding } from "../policies/finding.js";
import { UsageError } from "./errors.js";
import { namingRoot } from "./files/names.js";
import { checkDestination, writeReport } from "./output.js";
import { json, safe } from "./safe.js";

/**
 * Findings that somebody has seen and lives with for now. They are left out of reports and block nothing, so that a check can be made to
 * pass on a repository as it is and still refuse what is new.
 */

export interface BaselineOptions {
  /** Null: there is none. */
  readonly file: string | null;
  /** Write it anew, with everything that is found. */
  readonly update: boolean;
  /** Take out of it what is not found any more. */
  readonly prune: boolean;
}

/** Nothing of a finding that may be a secret, and nothing that changes when lines shift. */
interface Entry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly host: string;
  readonly file: string | null;
}

interface Result {
  readonly findings: readonly Finding[];
  readonly baseline: { readonly known: number; readonly gone: number } | null;
}

const LARGEST = 64 << 20;

/** Refuses, before anything is analysed, options that make no sense and a file that cannot be used. */
export function checkBaseline({ file, update, prune }: BaselineOptions, inputs: readonly string[]): readonly Entry[] {
  if (file === null) {
    if (update || prune) throw new UsageError(`--${update ? "update" : "prune"}-baseline: needs --baseline FILE`);
    return [];
  }
  if (update && prune) throw new UsageError("--update-baseline and --prune-baseline: give one of them");
  if (update || prune) checkDestination(file, inputs, "--baseline");
  return update ? [] : read(file);
}

/** What is new, and what became of the baseline. `hosts`: those that were looked at. */
export function withBaseline(
  findings: readonly Finding[],
  hosts: readonly string[],
  options: BaselineOptions,
  entries: readonly Entry[],
): Result {
  const { file, update, prune } = options;
  if (file === null) return { findings, baseline: null };
  if (update) {
    write(file, findings.map(entryOf));
    return { findings: [], baseline: { known: findings.length, gone: 0 } };
  }
  const known = new Set(entries.map(({ fingerprint }) => fingerprint));
  const found = new Set(findings.map(({ fingerprint }) => fingerprint));
  const looked = new Set(hosts);
  // What was not looked at may well be there still.
  const gone = entries.filter((one) => !found.has(one.fingerprint) && (looked.has(one.host) || !isThere(one.file)));
  if (prune && gone.length > 0)
    write(
      file,
      entries.filter((one) => !gone.includes(one)),
    );
  return {
    findings: findings.filter(({ fingerprint }) => !known.has(fingerprint)),
    baseline: { known: findings.filter(({ fingerprint }) => known.has(fingerprint)).length, gone: prune ? 0 : gone.length },
  };
}

function entryOf({ fingerprint, rule, host, at }: Finding): Entry {
  return { fingerprint, rule, host, file: at?.file ?? at?.declared?.file ?? null };
}

/** Whether a file that an entry names is there; one that names none counts as there. */
function isThere(file: string | null): boolean {
  if (file === null) return true;
  try {
    lstatSync(resolve(namingRoot(), file));
    return true;
  } catch {
    return false;
  }
}

function write(file: string, entries: readonly Entry[]): void {
  const key = (one: Entry) => `${one.host}\0${one.rule}\0${one.fingerprint}`;
  const sorted = [...new Map(entries.map((one) => [key(one), one])).entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  writeReport(file, safe`${json({ version: 1, findings: sorted.map(([, one]) => one) })}\n`, "--baseline");
}

function read(file: string): readonly Entry[] {
  const bytes = readFileAt(file, LARGEST);
  if (bytes === undefined) throw new UsageError(`--baseline ${file}: there is no such file; --update-baseline makes it`);
  if ("refused" in bytes) throw new UsageError(`--baseline ${file}: is not read: ${bytes.refused}`);
  let document: unknown;
  try {
    document = JSON.parse(
      Buffer.from(bytes)
        .toString("utf8")
        .replace(/^\ufeff/, ""),
    );
  } catch {
    throw new UsageError(`--baseline ${file}: is not valid JSON`);
  }
  const list = memberOf(document, "findings");
  if (memberOf(document, "version") !== 1 || !Array.isArray(list))
    throw new UsageError(
      `--baseline ${file}: is no baseline; expected {"version": 1, "findings": [...]}, as --update-baseline writes it`,
    );
  return list.map((one: unknown, index): Entry => {
    const text = (name: string): string => {
      const value = memberOf(one, name);
      if (typeof value === "string") return value;
      throw new UsageError(`--baseline ${file}: findings[${index}].${name} must be a text`);
    };
    const place = memberOf(one, "file");
    return {
      fingerprint: text("fingerprint"),
      rule: text("rule"),
      host: text("host"),
      file: typeof place === "string" ? place : null,
    };
  });
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
