// Arguments that name an account or group which rules look at: whatever is given one of these is likely about it.
import { parsePrincipal } from "../../../host/principals/parse.js";
import { type PrincipalId, principalKind } from "../../../host/principals/principal-id.js";
import type { Machine } from "../../machine/machine.js";
import type { Area } from "../../machine/notes.js";
import type { Reach, Value } from "../../values/value.js";

/** IUSR, IIS_IUSRS and Everyone, and the groups whose members are administrators (well-known SIDs). */
const WATCHED: ReadonlySet<PrincipalId> = new Set<PrincipalId>([
  "sid:S-1-5-17",
  "sid:S-1-5-32-568",
  "sid:S-1-5-32-544",
  "sid:S-1-5-32-551",
  "sid:S-1-1-0",
]);

/** What may be done to an account: put into a group, given a right, an access list, a service or a pool. */
const AREAS: readonly Area[] = ["principals", "privileges", "acl", "web", "services"];

const MOST_ARGUMENTS = 64;

/** The first argument that names a watched account or group, as `IUSR`, `WinNT://./IUSR` or a SID; null: none does. */
export function namesWatched(machine: Machine, args: readonly Value[]): Reach | null {
  for (const arg of args.slice(0, MOST_ARGUMENTS)) {
    const value = machine.now(arg);
    if (!("kind" in value)) continue;
    if (value.kind === "str" && !value.secret && isWatched(value.value)) return { what: value.value, areas: AREAS };
    if (value.kind === "unknown") {
      // `WinNT://⟨computer⟩/IUSR`: the last part is known.
      const last = value.parts?.at(-1);
      const leaf = typeof last === "string" ? last.slice(Math.max(last.lastIndexOf("/"), last.lastIndexOf("\\")) + 1) : "";
      if (leaf !== "" && leaf !== last && isWatched(leaf.replace(/,(?:user|group)$/i, ""))) return { what: leaf, areas: AREAS };
    }
    if (value.kind !== "arr") continue;
    const items = machine.now(value.items);
    const inner = Array.isArray(items) ? namesWatched(machine, items as readonly Value[]) : null;
    if (inner !== null) return inner;
  }
  return null;
}

/** Whether a text is the name of a watched account or group, alone or as a directory path. */
export function isWatched(text: string): boolean {
  if (text.length > 200) return false;
  const path = /^WinNT:\/\/(.*?)(?:,(?:user|group))?$/i.exec(text.trim());
  const name = path ? (path[1] as string).replace(/^\.\//, "").replaceAll("/", "\\") : text;
  if (!/^[*@.\\\w $-]+$/.test(name)) return false;
  const principal = parsePrincipal(name);
  return principal !== null && (WATCHED.has(principal) || principalKind(principal) === "pool");
}
