import { Source, Trace } from "../values/source.js";
import { Str, Unknown, type Value } from "../values/value.js";
import type { Area } from "./notes.js";

/** What an organisation says of its own code, which nobody else can know. */
export interface Conventions {
  /** By the name of a command, program, script or module in lower case: the areas of the host that it may change. */
  readonly contracts: ReadonlyMap<string, readonly Area[]>;
  /** By address in lower case: a copy of what it gives; null: it is known and does nothing that is judged. */
  readonly trusted: ReadonlyMap<string, { readonly file: string; readonly text: string } | null>;
}

export const NO_CONVENTIONS: Conventions = { contracts: new Map(), trusted: new Map() };

const TRUSTED = "trusted:";

/** What an address gives that the organisation trusts; undefined: it says nothing of it. */
export function trustedContent({ trusted }: Conventions, url: string): Str | Unknown | undefined {
  const copy = trusted.get(url.toLowerCase());
  if (copy === undefined) return undefined;
  if (copy === null) return new Unknown("opaque", `the content of ${url}`, `${TRUSTED}${url}`, null, "System.String");
  const source = new Source(copy.text, { file: copy.file, resource: null, property: null, layers: [] }, false);
  return new Str(copy.text, new Trace(source, 0, copy.text.length));
}

/** Whether code that nobody has is trusted all the same. */
export function isTrusted(content: Value | undefined): boolean {
  return content instanceof Unknown && typeof content.symbol === "string" && content.symbol.startsWith(TRUSTED);
}

/** What the contract of a command, program, script or module says that it touches; undefined: it has none. */
export function contractOf({ contracts }: Conventions, name: string): readonly Area[] | undefined {
  if (contracts.size === 0) return undefined;
  const lower = name.toLowerCase();
  const leaf = lower.slice(Math.max(lower.lastIndexOf("\\"), lower.lastIndexOf("/")) + 1);
  for (const one of [lower, leaf, leaf.replace(/\.(?:exe|com)$/, ""), `${leaf}.exe`]) {
    const found = contracts.get(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
