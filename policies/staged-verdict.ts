/**
 * What a rule says of a host at its end and at every boundary between two resources. A deployment can stop at each, so a danger that a later resource
 * takes away again is one all the same, and a preview says so before an update would be refused halfway.
 */

import { perKey } from "../host/cache.js";
import type { Danger, Unknown } from "../host/questions/answer.js";
import { type Verdict, verdict } from "../host/questions/verdict.js";
import type { JudgedHost, Stage, StagedOrder } from "./judged-host.js";
import type { Rule } from "./rule.js";

export interface StagedDanger {
  readonly certainty: "certain" | "possible";
  readonly danger: Danger;
  /** When it holds; empty: always. */
  readonly when: readonly string[];
  /** For a danger that is over before the end: the URNs of the resources that open and close it. */
  readonly between: { readonly from: string; readonly until: string } | null;
}

export interface StagedVerdict {
  readonly dangers: readonly StagedDanger[];
  readonly unknowns: readonly Unknown[];
}

/** Throws what the rule throws. */
export function stagedVerdict(host: JudgedHost, rule: Rule): StagedVerdict {
  const end = verdictOf(host, rule);
  const orders = host.orders ?? [];
  const isShort = orders.length === 0 || (orders.length === 1 && (orders[0] as StagedOrder).stages.length <= 1);
  const atEnd = dangersOf(end);
  // What is certain cannot get worse; anything weaker can, by what is not known.
  const unknowns = end.certainty === "certain" ? [] : [...end.unknowns];
  if (isShort) return { dangers: atEnd, unknowns };

  const seen = new Map<string, Sighting>();
  for (const [index, order] of orders.entries()) watch(order, index, rule, seen, unknowns);
  const found = new Map(atEnd.map((one) => [keyOf(one.danger), one]));
  for (const [key, sighting] of seen) {
    const known = found.get(key);
    const whole = combined(sighting, orders);
    if (known === undefined) found.set(key, whole);
    // In one order it stays, in the others it is over before the end: it holds at some time in each.
    else if (known.certainty === "possible" && whole.certainty === "certain")
      found.set(key, { ...known, certainty: "certain", when: [] });
  }
  const dangers = [...found.values()];
  const isCertain = dangers.some(({ certainty }) => certainty === "certain");
  return {
    // Beside what is certain, what only may be on the way is not worth a finding; what may be at the end is another matter.
    dangers: dangers.filter((one) => !isCertain || one.certainty === "certain" || atEnd.includes(one)),
    unknowns,
  };
}

interface Sighting {
  readonly danger: Danger;
  /** Strongest sighting in each order. */
  readonly orders: Map<number, { readonly certain: boolean; readonly when: readonly string[] }>;
  /** In the first order that has it. */
  readonly between: StagedDanger["between"];
}

function watch(order: StagedOrder, index: number, rule: Rule, seen: Map<string, Sighting>, unknowns: Unknown[]): void {
  let before: Stage | undefined;
  for (const [at, stage] of order.stages.entries()) {
    const unchanged = before !== undefined && before.state === stage.state && before.ending === stage.ending;
    before = stage;
    if (unchanged) continue;
    const found = verdictOf(stage, rule);
    if (found.certainty !== "certain") unknowns.push(...found.unknowns);
    for (const { danger, when, certainty } of dangersOf(found)) {
      const key = keyOf(danger);
      const sighting = seen.get(key) ?? { danger, orders: new Map(), between: betweenOf(order.stages, at, danger, rule) };
      seen.set(key, sighting);
      if (sighting.orders.get(index)?.certain !== true) sighting.orders.set(index, { certain: certainty === "certain", when });
    }
  }
}

/** From the stage that has a danger to the first one after it that does not. */
function betweenOf(stages: readonly Stage[], at: number, danger: Danger, rule: Rule): StagedDanger["between"] {
  const closing = stages
    .slice(at + 1)
    .find((stage) => !verdictOf(stage, rule).dangers.some((one) => one.danger.id === danger.id));
  return closing === undefined ? null : { from: (stages[at] as Stage).after, until: closing.after };
}

function combined({ danger, orders: sightings, between }: Sighting, orders: readonly StagedOrder[]): StagedDanger {
  const all = [...sightings.values()];
  if (sightings.size === orders.length && all.every(({ certain }) => certain))
    return { certainty: "certain", danger, when: [], between };
  const [first] = sightings;
  const order = first && sightings.size < orders.length ? orders[first[0]]?.when : null;
  return { certainty: "possible", danger, when: [...(first?.[1].when ?? []), ...(order ? [order] : [])], between };
}

/** A danger that another line makes again is another one: both lines have to change. */
function keyOf({ id, at }: Danger): string {
  return [id, at?.resource, at?.property, at?.file, at?.line, at?.column].join("\n");
}

function dangersOf({ certainty, dangers }: Verdict): StagedDanger[] {
  if (certainty !== "certain" && certainty !== "possible") return [];
  return dangers.map(({ danger, when }) => ({ certainty, danger, when, between: null }));
}

/** Verdicts of a state, kept as long as the state: whoever judges it again for another rule's settings need not ask again. */
const verdictsOf = perKey((_judged: Pick<JudgedHost, "state" | "ending">) => new Map<Rule, Verdict>());

function verdictOf(judged: Pick<JudgedHost, "state" | "ending">, rule: Rule): Verdict {
  const known = verdictsOf(judged);
  let found = known.get(rule);
  if (!found) known.set(rule, (found = verdict(judged.state, judged.ending, rule.question)));
  return found;
}
