import { type Codec, canonicalJson, type Json, ShapeError } from "../values/json.js";

/** One entry of an access list, for a principal that is named elsewhere (the key of the fact). */
export interface Ace {
  readonly effect: "allow" | "deny";
  /** A Windows access mask: the 32 bits as an unsigned number, generic rights mapped to specific ones. */
  readonly rights: number;
  /** Child folders inherit it (CI). */
  readonly containers: boolean;
  /** Child files inherit it (OI). */
  readonly objects: boolean;
  /** It does not apply to the object itself (IO). */
  readonly inheritOnly: boolean;
  /** Children inherit it, grandchildren do not (NP). */
  readonly noPropagate: boolean;
}

/** All entries that one object holds for one principal, in canonical order. An empty list: none. */
export type AceList = readonly Ace[];

export const THIS_OBJECT_ONLY = { containers: false, objects: false, inheritOnly: false, noPropagate: false } as const;
export const THIS_AND_BELOW = { containers: true, objects: true, inheritOnly: false, noPropagate: false } as const;

/** Entries with the same effect and flags merged (as Windows does when it adds a right), deny first. */
export function aceList(aces: Iterable<Ace>): AceList {
  const merged = new Map<string, Ace>();
  for (const ace of aces) {
    const key = [ace.effect === "deny" ? 0 : 1, ace.containers, ace.objects, ace.inheritOnly, ace.noPropagate].join();
    const before = merged.get(key);
    merged.set(key, { ...ace, rights: (ace.rights | (before?.rights ?? 0)) >>> 0 });
  }
  return [...merged.keys()]
    .sort()
    .map((key) => merged.get(key) as Ace)
    .filter((ace) => ace.rights !== 0);
}

const FLAGS = [
  ["containers", "CI"],
  ["objects", "OI"],
  ["inheritOnly", "IO"],
  ["noPropagate", "NP"],
] as const;

function encodeAce(ace: Ace): Json {
  const flags = FLAGS.filter(([name]) => ace[name]).map(([, flag]) => flag);
  return { [ace.effect]: `0x${ace.rights.toString(16)}`, ...(flags.length > 0 ? { inherit: flags.join(" ") } : {}) };
}

function decodeAce(json: Json, pointer: string): Ace {
  const entry = json as { readonly [name: string]: Json } | null;
  if (entry !== null && typeof entry === "object" && !Array.isArray(entry)) {
    const effect = "allow" in entry ? "allow" : "deny";
    const rights = entry[effect];
    const inherit = entry["inherit"] ?? "";
    if (typeof rights === "string" && /^0x[0-9a-f]{1,8}$/.test(rights) && typeof inherit === "string") {
      const flags = inherit.split(" ");
      const has = (flag: string): boolean => flags.includes(flag);
      return {
        effect,
        rights: Number(rights) >>> 0,
        containers: has("CI"),
        objects: has("OI"),
        inheritOnly: has("IO"),
        noPropagate: has("NP"),
      };
    }
  }
  throw new ShapeError(pointer, 'an access entry such as {"allow": "0x1f01ff", "inherit": "CI OI"}');
}

export const aceLists: Codec<AceList> = {
  equal: (a, b) => a === b || canonicalJson(aceList(a).map(encodeAce)) === canonicalJson(aceList(b).map(encodeAce)),
  encode: (list) => aceList(list).map(encodeAce),
  decode: (json, pointer) => {
    if (!Array.isArray(json)) throw new ShapeError(pointer, "a list of access entries");
    return aceList(json.map((item, index) => decodeAce(item as Json, `${pointer}/${index}`)));
  },
};
