/** What one carrier sends to its host. */

import {
  type HostFile,
  type HostNote,
  type HostScript,
  type ScriptArgument,
  Str,
  type Unknown as UnknownValue,
} from "../../interpreter/index.js";
import type { Addressee } from "../calls/call.js";
import type { Carrier, Stage } from "../carriers/row.js";
import type { Resource } from "../graph.js";
import type { Deployment } from "../joins/deployment.js";
import type { Machine } from "../joins/machines.js";
import type { Node } from "../node.js";
import type { PropertyText } from "../text.js";

export interface Carried {
  readonly resource: Resource;
  /** Tells the carriers of one resource apart, in their order. */
  readonly index: number;
  readonly stage: Stage;
  /** The name by which other extensions of the host may ask to come later; null: no extension. */
  readonly extension: ExtensionName | null;
  readonly scripts: readonly HostScript[];
  readonly notes: readonly HostNote[];
  /** The machines that it goes to, where the carrier itself does not say so. */
  readonly to?: Addressee;
  /** Whether it is sent at all is not known. */
  readonly maybe?: boolean;
  /** Files that are on the host from the start. */
  readonly files?: readonly HostFile[];
  /** Addresses that the host can ask for what the deployment gives it; what comes before `?` decides. */
  readonly addresses?: readonly HostAddress[];
}

export interface HostAddress {
  readonly address: string;
  readonly content: Str | UnknownValue;
}

export interface ExtensionName {
  /** Empty when it is not known. */
  readonly name: string;
  /** Names of the extensions that it comes after. */
  readonly after: readonly string[];
  /** Part of the machine's own resource. */
  readonly inline: boolean;
}

/** What a reader is given. */
export interface Read {
  readonly deployment: Deployment;
  readonly resource: Resource;
  readonly root: Node;
  readonly carrier: Carrier;
  /** The machine that it reaches; null when the program does not make it. */
  readonly machine: Machine | null;
}

export type Reader = (read: Read) => readonly Carried[];

/** One carried thing that stands alone. */
export function carried(read: Read, scripts: readonly HostScript[], notes: readonly HostNote[], index = 0): Carried {
  return { resource: read.resource, index, stage: read.carrier.stage, extension: null, scripts, notes };
}

/** A property as a script that runs on the host; null: the property is not there. */
export function scriptOf(
  text: PropertyText,
  language: HostScript["language"],
  options: Partial<Pick<HostScript, "files" | "folder" | "path">> & { readonly args?: readonly ScriptArgument[] } = {},
): HostScript | null {
  if (text.value === null) return null;
  const source = text.value instanceof Str ? text.source : { value: text.value, place: text.source };
  const { args = [], ...rest } = options;
  return { language, source, path: null, ...(args.length > 0 ? { args } : {}), ...rest };
}

export { note, unknownNote } from "../notes.js";
