/**
 * Commands that reach other machines through a cloud or a network: what they were given is kept, so that whoever knows the machines of the
 * deployment can follow what they send. Nothing happens to the machine that runs them.
 */

import { type Guarded, leaves } from "../../../host/choice.js";
import type { Machine } from "../../machine/machine.js";
import { Files } from "../../os/files.js";
import { sourceWithHoles } from "../../values/code-text.js";
import { elementsOf } from "../../values/scalar-conversions.js";
import type { Source, Trace } from "../../values/source.js";
import { ABSENT, type Absent, Arr, Dict, Null, Str, Unknown, type Value } from "../../values/value.js";
import type { NativeCall } from "../tool.js";

/** A text with where it stands; `source` is null where nothing of it is known. */
export interface CallText {
  readonly value: Str | Unknown;
  readonly source: Source | null;
}

export type CallValue = CallText | readonly CallValue[] | ReadonlyMap<string, CallValue>;

export interface RemoteCall {
  /** In lower case, without ending: `az`, `invoke-azvmruncommand`. */
  readonly tool: string;
  /** Arguments in their order; parameters of cmdlets as `-Name`. */
  readonly words: readonly CallValue[];
  /** Contents of files that arguments name, by the argument as it is written. */
  readonly files: ReadonlyMap<string, CallText>;
  readonly at: Trace;
  /** Whether it runs at all is not known. */
  readonly maybe: boolean;
}

const PROGRAMS: ReadonlySet<string> = new Set(["az", "aws", "gcloud", "ssh", "scp", "plink", "pscp", "kubectl"]);
const CMDLETS: ReadonlySet<string> = new Set([
  "invoke-azvmruncommand",
  "invoke-azvmssvmruncommand",
  "set-azvmruncommand",
  "set-azvmssvmruncommand",
  "set-azvmextension",
  "set-azvmcustomscriptextension",
  "set-azvmdscextension",
  "add-azvmssextension",
  "set-azvmssextension",
  "new-azconnectedmachineextension",
  "set-azconnectedmachineextension",
  "new-azconnectedmachineruncommand",
  "invoke-azrmvmruncommand",
  "set-azurermvmextension",
  "set-azurermvmcustomscriptextension",
  "invoke-azurermvmruncommand",
  "new-azresourcegroupdeployment",
  "new-azdeployment",
  "new-azsubscriptiondeployment",
  "new-azvm",
  "start-azautomationrunbook",
  "invoke-azrestmethod",
  "send-ssmcommand",
  "new-ssmassociation",
  "new-ec2instance",
]);

/** Most texts of one call that are kept. */
const MOST = 256;
const TABLE = "remote calls";

function toolOf(name: string): string | null {
  const leaf = name.slice(Math.max(name.lastIndexOf("\\"), name.lastIndexOf("/")) + 1).toLowerCase();
  const tool = leaf.replace(/\.(?:exe|cmd|bat|ps1)$/, "");
  return PROGRAMS.has(tool) || CMDLETS.has(tool) ? tool : null;
}

/** Arguments of a program as values that keep their places. */
export function argumentValues({ argv, at }: Pick<NativeCall, "argv" | "at">): Value[] {
  return argv.map(({ text, at: place }) => (typeof text === "string" ? new Str(text, place, at.source.secret) : text));
}

/** Keeps a call if its command is one that reaches other machines: false, it is none. A parameter's name is given with its dash. */
export function noteRemoteCall(machine: Machine, name: string, words: readonly (string | Value)[], at: Trace): boolean {
  const tool = toolOf(name);
  if (tool === null) return false;
  const files = new Map<string, CallText>();
  const kept = words
    .slice(0, MOST)
    .map((word) => (typeof word === "string" ? textAt(machine, new Str(word), at) : callValue(machine, word, at, 0)));
  for (const word of kept) {
    const path = "value" in word && word.value instanceof Str ? word.value.value : undefined;
    if (path === undefined || path.length > 300 || /[\n\r|<>"*?]/.test(path) || files.has(path)) continue;
    const content = contentOf(machine, path.replace(/^(?:@|file:\/\/|[\w.-]+=@?)/, ""), at);
    if (content) files.set(path, content);
  }
  machine.setRow<RemoteCall>(TABLE, machine.freshSymbol(tool), { tool, words: kept, files, at, maybe: false });
  return true;
}

/** What a script of the machine wrote, or what lies beside it. */
function contentOf(machine: Machine, path: string, at: Trace): CallText | undefined {
  if (path === "" || path.startsWith("-")) return undefined;
  const files = new Files(machine);
  if (files.peek(path) !== "file") return undefined;
  const content = files.readText(path);
  return content === undefined ? undefined : textAt(machine, content, at);
}

function textAt(machine: Machine, value: Str | Unknown, at: Trace): CallText {
  return { value, source: sourceWithHoles(machine, value, null, at) };
}

function callValue(machine: Machine, given: Value, at: Trace, depth: number): CallValue {
  const value = machine.plain(given);
  if (value instanceof Dict && depth < 8) {
    const found = new Map<string, CallValue>();
    for (const entry of value.entries.values()) {
      const one = machine.settled<{ readonly key: Value; readonly value: Value } | Absent>(entry);
      if (one === ABSENT) continue;
      const key = machine.toolbox.textOf(machine, one.key);
      if (typeof key === "string" && found.size < MOST) found.set(key, callValue(machine, one.value, at, depth + 1));
    }
    return found;
  }
  if (value instanceof Arr && depth < 8) {
    const elements = elementsOf(machine, value);
    if (!(elements instanceof Unknown)) return elements.slice(0, MOST).map((one) => callValue(machine, one, at, depth + 1));
  }
  if (value instanceof Null) return textAt(machine, new Str(""), at);
  return textAt(machine, machine.toolbox.strOf(machine, value, at), at);
}

/** All calls that were kept, in their order. */
export function remoteCalls(machine: Machine): RemoteCall[] {
  const found: RemoteCall[] = [];
  for (const [, row] of machine.everyRow<RemoteCall>(TABLE)) {
    const known = [...leaves<RemoteCall | Absent>(row as Guarded<RemoteCall | Absent>)];
    const maybe = known.length > 1;
    for (const one of new Set(known)) if (one !== ABSENT) found.push(maybe ? { ...one, maybe } : one);
  }
  return found;
}
