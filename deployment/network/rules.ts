/** Rules of a network: from where a port can be reached through them. Pure; nothing here decides whether a host is dangerous. */

/** From where a port can be reached, from nowhere to everywhere. */
export const REACHES = ["closed", "internal", "restricted", "shared", "internet"] as const;
/**
 * - `closed`: from nowhere
 * - `internal`: from the same network and what is joined to it
 * - `restricted`: from some public addresses
 * - `shared`: from addresses that other customers of the cloud have, too
 */
export type KnownReach = (typeof REACHES)[number];
export type Reach = KnownReach | "unknown";

export interface NetworkRule {
  readonly name: string;
  /** The smallest number decides first. */
  readonly priority: number;
  readonly allows: boolean;
  /** Null: all protocols. */
  readonly protocol: string | null;
  /** As they are written: `25`, `20-30`, `*`. Null: not known. */
  readonly ports: readonly string[] | null;
  /** As they are written: `*`, `Internet`, `10.0.0.0/8`. Null: not known. */
  readonly sources: readonly string[] | null;
}

/** What the rules say of a port, and the rule that says it. */
export interface Opening {
  readonly reach: Reach;
  readonly rule: string | null;
}

export function isWider(one: KnownReach, other: KnownReach): boolean {
  return REACHES.indexOf(one) > REACHES.indexOf(other);
}

/** The narrower of two: both have to let something through. */
export function narrower(one: Opening, other: Opening): Opening {
  if (one.reach === "closed" || other.reach === "closed") return one.reach === "closed" ? one : other;
  if (one.reach === "unknown" || other.reach === "unknown") return one.reach === "unknown" ? one : other;
  return isWider(one.reach, other.reach) ? other : one;
}

/** The wider of two: one way is enough. */
export function wider(one: Opening, other: Opening): Opening {
  if (one.reach === "internet" || other.reach === "internet") return one.reach === "internet" ? one : other;
  if (one.reach === "unknown" || other.reach === "unknown") return one.reach === "unknown" ? one : other;
  return isWider(other.reach, one.reach) ? other : one;
}

/**
 * From where a TCP port can be reached through rules that are asked in the order of their priority; the first that fits decides.
 * @param otherwise what no rule says
 */
export function openingOf(rules: readonly NetworkRule[], port: number, otherwise: KnownReach): Opening {
  let best: Opening = { reach: "closed", rule: null };
  let rest = otherwise;
  let outside = true;
  for (const rule of [...rules].sort((one, other) => one.priority - other.priority)) {
    if (rule.protocol !== null && rule.protocol !== "tcp") continue;
    const fits = rule.ports === null ? null : rule.ports.some((range) => holds(range, port));
    if (fits === false) continue;
    const reaches = rule.sources === null ? null : rule.sources.map(reachOfSource);
    if (fits === null || reaches === null || reaches.includes(null)) {
      best = wider(best, { reach: "unknown", rule: rule.name });
      continue;
    }
    const widest = widestOf(reaches as KnownReach[], rule.sources ?? []);
    if (!rule.allows) {
      // Azure's tag for the Internet leaves the network's own addresses out; a rule for everybody ends it for all.
      if ((rule.sources ?? []).every((one) => one.trim().toLowerCase() === "internet")) {
        outside = false;
        continue;
      }
      if (widest === "internet") return best;
      if (widest === "internal") rest = "closed";
      continue;
    }
    const reach = !outside && isWider(widest, "internal") ? "internal" : widest;
    best = wider(best, { reach, rule: rule.name });
    if (reach === "internet") return best;
  }
  return wider(best, { reach: rest, rule: null });
}

function widestOf(reaches: readonly KnownReach[], sources: readonly string[]): KnownReach {
  const halves = new Set(sources.map((one) => one.trim()));
  if (halves.has("0.0.0.0/1") && halves.has("128.0.0.0/1")) return "internet";
  return reaches.reduce((one, other) => (isWider(other, one) ? other : one), "closed");
}

/** Whether a range of ports holds one. */
export function holds(range: string, port: number): boolean {
  return range.split(",").some((part) => {
    const text = part.trim();
    if (text === "*" || text === "" || text === "-1") return true;
    const [from, to = from] = text.split("-").map(Number);
    return from !== undefined && to !== undefined && port >= from && port <= to;
  });
}

/** From where a source in a rule comes; null: not known. */
export function reachOfSource(source: string): KnownReach | null {
  const text = source.trim().toLowerCase();
  if (["*", "any", "internet", "0.0.0.0", "::"].includes(text) || /^[0-9a-f.:]+\/0$/.test(text)) return "internet";
  if (text === "virtualnetwork" || text === "azureloadbalancer" || text.startsWith("sg-") || text === "self") return "internal";
  if (/^azure(?:cloud|frontdoor|trafficmanager)/.test(text)) return "shared";
  const four = /^(\d+)\.(\d+)\.\d+\.\d+(?:\/(\d+))?$/.exec(text);
  if (four) {
    const [a, b, bits] = [Number(four[1]), Number(four[2]), Number(four[3] ?? 32)];
    if (
      a === 10 ||
      a === 127 ||
      (a === 192 && b === 168) ||
      (a === 172 && b >= 16 && b < 32) ||
      (a === 100 && b >= 64 && b < 128)
    )
      return bits >= 8 ? "internal" : "internet";
    return bits < 8 ? "internet" : "restricted";
  }
  if (/^[0-9a-f:]+(?:\/\d+)?$/.test(text) && text.includes(":")) return /^f[cde]/.test(text) ? "internal" : "restricted";
  // Another service tag of a cloud.
  return /^[a-z][\w.]*$/.test(text) ? "restricted" : null;
}
