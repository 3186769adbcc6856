import { Alternatives, leaves, Undecided } from "../../../../host/choice.js";
import { EXISTING } from "../../../../host/existing.js";
import { HostState } from "../../../../host/state.js";
import { Machine } from "../../../../interpreter/machine/machine.js";
import { NO_FILES } from "../../../../interpreter/os/file-source.js";
import { runPowerShell } from "../../../../interpreter/powershell/index.js";
import { toText } from "../../../../interpreter/powershell/types/convert.js";
import { dictEntries } from "../../../../interpreter/powershell/types/dict.js";
import { typeNameOf } from "../../../../interpreter/powershell/types/types.js";
import { standardToolbox } from "../../../../interpreter/product.js";
import { Source } from "../../../../interpreter/values/source.js";
import {
  ABSENT,
  NULL,
  type Num,
  type Plain,
  SwitchBool,
  type Unknown,
  type Value,
} from "../../../../interpreter/values/value.js";

/** A value as PowerShell's engine wrote it down. */
export interface AnswerValue {
  readonly type: string;
  /** Texts, numbers (in the shortest form that reads back) and truth values; the code of a character. */
  readonly value?: string | boolean | number;
  /** What other objects give as text. */
  readonly text?: string;
  readonly items?: readonly AnswerValue[];
  readonly entries?: readonly (readonly [AnswerValue, AnswerValue])[];
  readonly properties?: readonly (readonly [string, AnswerValue])[];
}

/** What PowerShell gives for a text. */
export interface Answer {
  readonly id: string;
  readonly area: string;
  readonly text: string;
  readonly output: readonly (AnswerValue | null)[];
  /** Ids of the errors that did not end the script. */
  readonly errors: readonly string[];
  /** Id of the error that ended it, or with which it was not accepted. */
  readonly threw?: string;
}

export interface Judgement {
  readonly verdict: "right" | "unknown" | "wrong";
  /** Causes of what is not known. */
  readonly causes: readonly string[];
  /** What differs, or why something is not known. */
  readonly detail: string;
}

const RIGHT: Judgement = { verdict: "right", causes: [], detail: "" };

/** Runs a text as PowerShell of a dialect and compares what it gives with the answer. */
export function judgeAnswer(row: Omit<Answer, "id" | "area">, dialect: "5.1" | "7"): Judgement {
  const machine = new Machine({ host: HostState.from(EXISTING), files: NO_FILES, toolbox: standardToolbox() });
  const source = new Source(row.text, { file: "answer", resource: null, property: null, layers: [] }, false);
  const run = runPowerShell(machine, source, { dialect, path: null });
  if (run.syntaxError) {
    return row.threw === undefined ? wrong(`not accepted: ${run.syntaxError.message}`) : RIGHT;
  }
  const notes = [...machine.host.entries("disturbance")].flatMap(({ fact }) => [...leaves<unknown>(fact)]) as {
    cause: string;
    why: string;
  }[];
  const causes = new Set(notes.filter((one) => one !== undefined).map(({ cause }) => cause));
  const cut = causes.has("budget");
  let worlds = 0;
  let best: Judgement | null = null;
  let firstWrong: Judgement | null = null;
  for (const outputs of leaves<readonly Value[]>(run.outputs)) {
    worlds++;
    const judged = inOneWorld(() =>
      compareOutputs(machine, outputs, row.output, cut, row.errors.length > 0 || row.threw !== undefined),
    );
    if (judged.verdict === "wrong") firstWrong ??= judged;
    else if (best === null || judged.verdict === "right") best = judged;
  }
  if (best === null) return firstWrong ?? wrong("no world");
  const open = run.ending instanceof Alternatives || worlds > 1;
  const unsure = best.verdict === "unknown" || open || cut || causes.size > 0;
  const failed = failure(machine, row, run, dialect, unsure);
  if (failed !== null) return wrong(failed);
  if (best.verdict === "unknown") return { ...best, causes: [...new Set([...best.causes, ...causes])].sort() };
  if (open) return { verdict: "unknown", causes: ["input"], detail: "depends on the host" };
  if (cut) return { verdict: "unknown", causes: [...causes], detail: notes[0]?.why ?? "" };
  return RIGHT;
}

/** What depends on an open choice is not known. */
function inOneWorld(compare: () => Judgement): Judgement {
  try {
    return compare();
  } catch (stop) {
    if (!(stop instanceof Undecided)) throw stop;
    return { verdict: "unknown", causes: ["input"], detail: "depends on the host" };
  }
}

function wrong(detail: string): Judgement {
  return { verdict: "wrong", causes: [], detail };
}

/** How the run ended against how it should have; null: the same. */
function failure(
  machine: Machine,
  row: Omit<Answer, "id" | "area">,
  run: ReturnType<typeof runPowerShell>,
  _dialect: "5.1" | "7",
  unsure: boolean,
): string | null {
  if (row.threw !== undefined) return run.error !== null || unsure ? null : `should end with ${row.threw}`;
  if (run.error !== null) return `ends with ${run.error.id}: ${run.error.message}`;
  // Errors that were caught or silenced are on the list too: only a text that does neither can tell.
  if (unsure) return null;
  const list = machine.cell<Value>("powershell:errors", () => NULL);
  const errors = errorCounts(list.value);
  if (row.errors.length > 0) return errors.every((count) => count === 0) ? `should report ${row.errors.join(", ")}` : null;
  return errors.every((count) => count > 0) && !SILENCES.test(row.text) ? "reports an error" : null;
}

const SILENCES = /\btry\b|\btrap\b|2>|\*>|errora|silentlycontinue|\bea\b|\$error\b|2>&1/i;

/** How many errors each world has reported. */
function errorCounts(list: Value): number[] {
  if (list instanceof Alternatives || list.kind !== "arr") return [0];
  return [...leaves(list.items)].map((items) => items.length);
}

// ---------------------------------------------------------------- outputs

/** What of an answer is not known is a gap: it stands for any number of outputs. */
function compareOutputs(
  machine: Machine,
  ours: readonly Value[],
  theirs: readonly (AnswerValue | null)[],
  cut: boolean,
  failing = false,
  depth = 0,
): Judgement {
  const causes = new Set<string>();
  const gaps: string[] = [];
  let detail = "";
  const memo = new Map<number, boolean>();
  const match = (i: number, j: number): boolean => {
    const key = i * (theirs.length + 1) + j;
    const known = memo.get(key);
    if (known !== undefined) return known;
    let result: boolean;
    if (i === ours.length) {
      result = j === theirs.length || cut;
      if (!result && detail === "") detail = `gives ${ours.length} values instead of ${theirs.length}`;
    } else {
      const value = ours[i] as Value;
      if (isGap(value, failing)) {
        result = match(i + 1, j) || (j < theirs.length && match(i, j + 1));
      } else if (j === theirs.length) {
        if (detail === "") detail = `gives ${ours.length} values instead of ${theirs.length}`;
        result = false;
      } else {
        const difference = compareValue(machine, value, theirs[j] ?? { type: "null" }, causes, gaps, depth);
        if (difference !== null && detail === "") detail = `value ${j + 1}: ${difference}`;
        result = difference === null && match(i + 1, j + 1);
      }
    }
    memo.set(key, result);
    return result;
  };
  for (const value of ours) if (isGap(value, failing)) gap(value as Unknown, causes, gaps);
  if (!match(0, 0)) return wrong(detail);
  return gaps.length > 0 ? { verdict: "unknown", causes: [...causes].sort(), detail: gaps.join("; ") } : RIGHT;
}

/** A value of which nothing but perhaps its type is known. Of a known type it is one value, unless working it out may fail. */
function isGap(value: Value, failing: boolean): boolean {
  if (value instanceof Alternatives || value.kind !== "unknown" || value.parts !== null) return false;
  return failing || value.type === null || value.type === "System.Object" || value.type.endsWith("[]");
}

function gap(value: Unknown, causes: Set<string>, gaps: string[]): null {
  causes.add(value.cause);
  if (!gaps.includes(value.why)) gaps.push(value.why);
  return null;
}

/** What differs, in words; null: nothing that is known. */
function compareValue(
  machine: Machine,
  ours: Value,
  theirs: AnswerValue,
  causes: Set<string>,
  gaps: string[],
  depth = 0,
): string | null {
  if (ours instanceof Alternatives) {
    const differences = [...leaves<Plain>(ours)].map((leaf) => compareValue(machine, leaf, theirs, causes, gaps));
    causes.add("input");
    gaps.push("depends on the host");
    return differences.includes(null) ? null : (differences[0] ?? "no value");
  }
  if (ours.kind === "unknown") {
    gap(ours, causes, gaps);
    if (ours.parts === null) return null;
    const text = String(theirs.value ?? theirs.text ?? "");
    return fragmentsFit(ours.parts, text) ? null : `${describe(theirs)} does not have the known parts of ours`;
  }
  // An object of which no more is known than that it is one.
  if (ours.kind === "instance" && ours.model.typeNames[0] === "System.Object") {
    const text = toText(machine, ours);
    if (typeof text !== "string") return gap(text, causes, gaps);
  }
  const type = plainTypeName(theirs.type);
  if (type === "null") return ours.kind === "null" ? null : `${shown(machine, ours)} instead of null`;
  // "Nothing" as a value inside of another one is written down as an object without properties.
  if (ours.kind === "null" && theirs.properties?.length === 0) return null;
  const mine = typeNameOf(ours);
  // A class or enum of the script has a name without a namespace; .NET may say more of it than we keep.
  if (plainTypeName(mine).toLowerCase() !== type.toLowerCase() && !RELATED.get(type)?.includes(mine)) {
    return `${mine} ${shown(machine, ours)} instead of ${describe(theirs)}`;
  }
  if (theirs.items) return compareItems(machine, ours, theirs.items, causes, gaps, depth);
  if (theirs.entries) return compareEntries(machine, ours, theirs, causes, gaps, depth);
  // Further in, the engine writes no properties down.
  if (theirs.properties?.length === 0 && depth >= DEEPEST) return null;
  if (theirs.properties) return compareProperties(machine, ours, theirs.properties, causes, gaps, depth);
  if (ours.kind === "bool") {
    const value = ours instanceof SwitchBool ? theirs.text === "True" : theirs.value;
    return ours.value === value ? null : `${ours.value} instead of ${value}`;
  }
  if (ours.kind === "char") return ours.code === theirs.value ? null : `character ${ours.code} instead of ${theirs.value}`;
  if (ours.kind === "num")
    return sameNumber(ours, String(theirs.value)) ? null : `${exactNumber(ours)} instead of ${theirs.value}`;
  const text = toText(machine, ours);
  if (typeof text !== "string") return gap(text, causes, gaps);
  const wanted = withoutAssemblies(String(theirs.value ?? theirs.text ?? ""));
  return text === wanted ? null : `${JSON.stringify(text)} instead of ${JSON.stringify(wanted)}`;
}

/** .NET types that the interpreter names by another one of the same kind. */
const RELATED = new Map<string, readonly string[]>([
  ["System.Text.UTF8Encoding+UTF8EncodingSealed", ["System.Text.UTF8Encoding"]],
]);

/** A message whose generic types are named without the assemblies of their arguments: these are those of one version of .NET. */
function withoutAssemblies(text: string): string {
  return text.replace(/\[\[([^[\],]+), [\w.]+, Version=[^\]]*\]\]/g, "[$1]");
}

/** A type's name without the assemblies of its arguments. */
function plainTypeName(name: string): string {
  return name.replace(/\[([^[\],]+(?:\[[^\]]*\])?), [^\]]*\]/g, "$1");
}

/** How many values around a value the engine still writes its properties down. */
const DEEPEST = 5;

function compareItems(
  machine: Machine,
  ours: Plain,
  theirs: readonly AnswerValue[],
  causes: Set<string>,
  gaps: string[],
  depth: number,
): string | null {
  if (ours.kind !== "arr") return `${typeNameOf(ours)} is no list`;
  if (ours.items instanceof Alternatives) return gapOfWorlds(causes, gaps);
  const inner = compareOutputs(machine, ours.items, theirs, false, false, depth + 1);
  if (inner.verdict === "unknown") {
    for (const cause of inner.causes) causes.add(cause);
    gaps.push(inner.detail);
  }
  return inner.verdict === "wrong" ? `in the list: ${inner.detail}` : null;
}

function gapOfWorlds(causes: Set<string>, gaps: string[]): null {
  causes.add("input");
  gaps.push("depends on the host");
  return null;
}

function compareEntries(
  machine: Machine,
  ours: Plain,
  theirs: AnswerValue,
  causes: Set<string>,
  gaps: string[],
  depth: number,
): string | null {
  if (ours.kind !== "dict") return `${typeNameOf(ours)} is no dictionary`;
  const mine = [...dictEntries(machine, ours)];
  const wanted = theirs.entries ?? [];
  if (mine.length !== wanted.length) return `${mine.length} entries instead of ${wanted.length}`;
  // A hashtable has no order of its own.
  const ordered = theirs.type.includes("OrderedDictionary");
  for (const [index, [key, value]] of wanted.entries()) {
    const at = ordered ? index : mine.findIndex((entry) => compareValue(machine, entry.key, key, new Set(), []) === null);
    const entry = mine[at];
    if (entry === undefined) return `no entry ${describe(key)}`;
    const difference =
      compareValue(machine, entry.key, key, causes, gaps) ?? compareValue(machine, entry.value, value, causes, gaps, depth + 1);
    if (difference !== null) return `in the entry ${describe(key)}: ${difference}`;
  }
  return null;
}

function compareProperties(
  machine: Machine,
  ours: Plain,
  theirs: readonly (readonly [string, AnswerValue])[],
  causes: Set<string>,
  gaps: string[],
  depth: number,
): string | null {
  if (ours.kind !== "object") return `${typeNameOf(ours)} has no properties of its own`;
  const mine = [...ours.properties.values()].flatMap((property) => {
    const settled = machine.settled(property);
    return settled === ABSENT ? [] : [settled];
  });
  const names = mine.map(({ name }) => name).join(", ");
  const wanted = theirs.map(([name]) => name).join(", ");
  if (names !== wanted) return `properties ${names} instead of ${wanted}`;
  for (const [index, [name, value]] of theirs.entries()) {
    const difference = compareValue(machine, (mine[index] as { value: Value }).value, value, causes, gaps, depth + 1);
    if (difference !== null) return `in the property ${name}: ${difference}`;
  }
  return null;
}

/** Whether a text can have these fragments, with anything in the place of what is not known. */
function fragmentsFit(parts: readonly (string | Unknown)[], text: string): boolean {
  let position = 0;
  for (const [index, part] of parts.entries()) {
    if (typeof part !== "string") continue;
    const last = index === parts.length - 1;
    const at = index === 0 ? (text.startsWith(part) ? 0 : -1) : last ? text.lastIndexOf(part) : text.indexOf(part, position);
    if (at < position || (last && at + part.length !== text.length)) return false;
    position = at + part.length;
  }
  return true;
}

// ---------------------------------------------------------------- texts of values

function describe(value: AnswerValue): string {
  return `${value.type} ${JSON.stringify(value.value ?? value.text ?? value.items ?? value.entries ?? value.properties ?? null)}`.slice(
    0,
    200,
  );
}

function shown(machine: Machine, value: Plain): string {
  if (value.kind === "num") return exactNumber(value);
  const text = toText(machine, value);
  return typeof text === "string" ? JSON.stringify(text) : "(unknown)";
}

/** An integer or decimal in full, floating point as JavaScript writes it. */
function exactNumber({ value }: Num): string {
  return typeof value === "object" ? decimalText(value.unscaled, value.scale) : value.toString();
}

function sameNumber(num: Num, text: string): boolean {
  if (num.type === "Double") return Object.is(num.value, Number(text));
  if (num.type === "Single") return Object.is(num.value, Math.fround(Number(text)));
  return exactNumber(num) === text;
}

function decimalText(unscaled: bigint, scale: number): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${unscaled < 0n ? "-" : ""}${whole}${scale > 0 ? `.${digits.slice(digits.length - scale)}` : ""}`;
}
