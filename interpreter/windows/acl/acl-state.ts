import { type Ace, type AceList, aceList } from "../../../host/acl/ace.js";
import type { SecurityDescriptor } from "../../../host/acl/sddl.js";
import { enclosingObjects, objectPath } from "../../../host/acl/securable.js";
import { ace, aclExact, aclProtected, owner } from "../../../host/keys.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { SID } from "../../../host/principals/well-known.js";
import { hole } from "../../../host/values/holes.js";
import type { Machine } from "../../machine/machine.js";
import { folderOfListing } from "../../os/file-objects.js";
import { normalizePath } from "../../os/paths.js";
import { normalizeKey } from "../../os/registry.js";
import type { Text } from "../../tools/tool.js";
import { pieces } from "../../values/texts.js";
import type { Doubt } from "../accounts/membership.js";
import { type Evidence, put, putUnknown, reading, valueNow } from "../shared/host-facts.js";

/**
 * Access lists: what every tool that edits them does to the host. Only explicit entries are kept; what flows in from
 * enclosing objects is for the host's questions. Entries that nobody here touched and that are not known from the start count as none:
 * the facts are then a lower bound of what is granted, and say so by being about the entries that were set.
 */

/** What was listed in a folder lies in it, whatever it is called. */
function listed(symbol: string): string {
  const folder = folderOfListing(symbol);
  return folder === null ? hole(symbol) : `${folder}\\${hole(symbol)}`;
}

/** The object behind a file or registry path as scripts write it; holes stay holes. */
export function securedPath(path: Text): string {
  const shown = pieces(path)
    .map((piece) => (typeof piece === "string" ? piece : listed(piece.symbol)))
    .join("")
    .replace(/^microsoft\.powershell\.core\\(filesystem|registry)::/i, "")
    .replace(/^(filesystem|registry)::/i, "");
  const key = normalizeKey(shown);
  return key !== undefined ? objectPath(key) : objectPath(normalizePath(shown));
}

/** Explicit entries of the object for the principal, as far as they are known. */
export function entriesOf(machine: Machine, object: string, principal: PrincipalId): AceList {
  return valueNow(machine, ace(object, principal)) ?? [];
}

/** The principals that hold explicit entries which are known. */
export function holdersOf(machine: Machine, object: string): readonly PrincipalId[] {
  const view = machine.host.view(machine.assumptions);
  const holders: PrincipalId[] = [];
  for (const key of view.keys("acl", objectPath(object))) {
    machine.budget.step();
    const now = view.read(key);
    if ("value" in now && now.value.length > 0) holders.push(key.parts[1] as PrincipalId);
  }
  return holders;
}

export function setEntries(machine: Machine, object: string, principal: PrincipalId, entries: AceList, from: Evidence): void {
  put(machine, ace(object, principal), aceList(entries), from);
}

/** `/grant`: the entry is added to what the principal has. */
export function addEntry(machine: Machine, object: string, principal: PrincipalId, entry: Ace, from: Evidence): void {
  setEntries(machine, object, principal, [...entriesOf(machine, object, principal), entry], from);
}

/** The principal gets rights that are not known. Whether it matters is for the host's questions to say. */
export function doubtEntry(machine: Machine, object: string, principal: PrincipalId, doubt: Doubt, from: Evidence): void {
  putUnknown(machine, ace(object, principal), doubt.cause, doubt.why, from);
}

/** `/grant:r`: the entry takes the place of the principal's other explicit entries of the same effect. */
export function replaceEntries(machine: Machine, object: string, principal: PrincipalId, entry: Ace, from: Evidence): void {
  setEntries(
    machine,
    object,
    principal,
    [...entriesOf(machine, object, principal).filter((one) => one.effect !== entry.effect), entry],
    from,
  );
}

/** `/remove`: explicit entries of the principal go, all or of one effect. */
export function removeEntries(
  machine: Machine,
  object: string,
  principal: PrincipalId,
  effect: Ace["effect"] | null,
  from: Evidence,
): void {
  const kept = effect === null ? [] : entriesOf(machine, object, principal).filter((entry) => entry.effect !== effect);
  setEntries(machine, object, principal, kept, from);
}

/** These rights go from the principal's entries of the effect. */
export function takeRights(
  machine: Machine,
  object: string,
  principal: PrincipalId,
  rights: number,
  effect: Ace["effect"],
  from: Evidence,
): void {
  const kept = entriesOf(machine, object, principal).map((entry) =>
    entry.effect === effect ? { ...entry, rights: (entry.rights & ~rights) >>> 0 } : entry,
  );
  setEntries(machine, object, principal, kept, from);
}

export type PrincipalEntries = ReadonlyMap<PrincipalId, AceList>;

/** The whole explicit list is this from now on. */
export function replaceList(
  machine: Machine,
  object: string,
  entries: PrincipalEntries,
  from: Evidence,
  evidenceOf: (principal: PrincipalId) => Evidence = () => from,
): void {
  for (const key of [...machine.host.view(machine.assumptions).touched("acl", objectPath(object))]) {
    machine.budget.step();
    const holder = key.parts[1] as PrincipalId;
    if (!entries.has(holder)) put(machine, key, [], from);
  }
  put(machine, aclExact(object), true, from);
  for (const [principal, list] of entries) setEntries(machine, object, principal, list, evidenceOf(principal));
}

/**
 * Cuts the object off from the ones around it, or joins it again. `keep`: what flowed in until now stays as explicit entries;
 * that is done for entries which are known to flow in.
 */
export function setProtection(machine: Machine, object: string, isProtected: boolean, keep: boolean, from: Evidence): void {
  if (isProtected && keep && valueNow(machine, aclProtected(object)) !== true) keepInherited(machine, object);
  put(machine, aclProtected(object), isProtected, from);
}

function keepInherited(machine: Machine, object: string): void {
  for (const above of enclosingObjects(object).slice(1)) {
    for (const key of [...machine.host.view(machine.assumptions).touched("acl", above)]) {
      machine.budget.step();
      const now = reading(machine, key);
      if (now.status !== "set") continue;
      const flowing = now.value
        .filter((entry) => entry.containers || entry.objects)
        .map((entry) => ({ ...entry, inheritOnly: false }));
      if (flowing.length === 0) continue;
      const principal = key.parts[1] as PrincipalId;
      setEntries(machine, object, principal, [...entriesOf(machine, object, principal), ...flowing], now.fact);
    }
    if (valueNow(machine, aclProtected(above)) === true) break;
  }
}

/** Only what flows in is left. */
export function resetList(machine: Machine, object: string, from: Evidence): void {
  replaceList(machine, object, new Map(), from);
  put(machine, aclProtected(object), false, from);
}

export function setOwner(machine: Machine, object: string, principal: PrincipalId, from: Evidence): void {
  put(machine, owner(object), principal, from);
}

/** Entries by principal, in canonical order. */
export function byPrincipal(entries: readonly (Ace & { readonly principal: PrincipalId })[]): Map<PrincipalId, AceList> {
  const found = new Map<PrincipalId, AceList>();
  for (const { principal, ...entry } of entries) found.set(principal, aceList([...(found.get(principal) ?? []), entry]));
  return found;
}

const NULL_DACL: Ace = {
  effect: "allow",
  rights: 0x10000000,
  containers: true,
  objects: true,
  inheritOnly: false,
  noPropagate: false,
};

/** A security descriptor takes the place of the object's own. */
export function applyDescriptor(machine: Machine, object: string, descriptor: SecurityDescriptor, from: Evidence): void {
  if (descriptor.owner !== null) setOwner(machine, object, descriptor.owner, from);
  if (descriptor.nullDacl) replaceList(machine, object, new Map([[SID.everyone, aceList([NULL_DACL])]]), from);
  else if (descriptor.entries !== null) {
    replaceList(machine, object, byPrincipal(descriptor.entries), from);
    put(machine, aclProtected(object), descriptor.isProtected, from);
  }
}
