import type { HostNote, HostScript } from "../interpreter/index.js";
import { type ScriptArgument, Str } from "../interpreter/index.js";
import type { Resource } from "./graph.js";
import type { PropertyText } from "./text.js";

/** What one carrier sends to its host. */
export interface Carried {
  readonly resource: Resource;
  /** Tells the carriers of one resource apart, in their order. */
  readonly index: number;
  /** The name by which other extensions of the host may ask to come later; null: no extension. */
  readonly extension: ExtensionName | null;
  readonly scripts: readonly HostScript[];
  readonly notes: readonly HostNote[];
}

export interface ExtensionName {
  /** Empty when it is not known. */
  readonly name: string;
  /** Names of the extensions that it comes after. */
  readonly after: readonly string[];
  /** Part of the machine's own resource. */
  readonly inline: boolean;
}

/** A property as a script that runs on the host; null: the property is not there. */
export function scriptOf(
  text: PropertyText,
  language: HostScript["language"],
  args: readonly ScriptArgument[] = [],
): HostScript | null {
  if (text.value === null) return null;
  const source = text.value instanceof Str ? text.source : { value: text.value, place: text.source };
  return { language, source, path: null, ...(args.length > 0 ? { args } : {}) };
}

/** Something that runs on the host and is not known here. */
export function unknownNote(text: PropertyText, what: string): HostNote {
  const unknown = text.value instanceof Str || text.value === null ? null : text.value;
  return {
    cause: unknown?.cause ?? "input",
    affects: "all",
    why: `${what} is not known${unknown ? `: ${unknown.why}` : ""}`,
    place: text.source,
  };
}
