import { type Ace, THIS_AND_BELOW, THIS_OBJECT_ONLY } from "../../../host/acl/ace.js";
import { icaclsRights } from "../../../host/acl/rights.js";

/** A permission as icacls takes it: `(OI)(CI)F`, `M`, `(RX,W)`. Null: it is none. */
export function icaclsPermission(text: string, effect: Ace["effect"]): Ace | null {
  let rest = text.trim();
  const flags = { containers: false, objects: false, inheritOnly: false, noPropagate: false };
  while (rest.startsWith("(")) {
    const close = rest.indexOf(")");
    if (close < 0) return null;
    const word = rest.slice(1, close).trim().toUpperCase();
    if (word === "OI") flags.objects = true;
    else if (word === "CI") flags.containers = true;
    else if (word === "IO") flags.inheritOnly = true;
    else if (word === "NP") flags.noPropagate = true;
    else if (word !== "I") break;
    rest = rest.slice(close + 1).trim();
  }
  if (rest.startsWith("(") && rest.endsWith(")")) rest = rest.slice(1, -1);
  const rights = rest === "" ? null : icaclsRights(rest);
  return rights === null ? null : { effect, rights, ...flags };
}

/** With /T the entry is put on everything below too. */
export function everywhere(entry: Ace): Ace {
  return { ...entry, ...THIS_AND_BELOW, noPropagate: false };
}

export function hereOnly(effect: Ace["effect"], rights: number): Ace {
  return { effect, rights, ...THIS_OBJECT_ONLY };
}

export function hereAndBelow(effect: Ace["effect"], rights: number): Ace {
  return { effect, rights, ...THIS_AND_BELOW };
}

/** `folder\*` means what lies in the folder: an entry that does not apply to the folder itself. */
export function belowOnly(entry: Ace): Ace {
  return { ...entry, containers: true, objects: true, inheritOnly: true };
}
