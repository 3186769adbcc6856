/** From the answers of all worlds to one verdict. */

import { decided, explore, type Guarded, type World } from "../choice.js";
import { conditionOf } from "../condition.js";
import type { HostState } from "../state.js";
import type { HostView } from "../view.js";
import type { Answer, Danger, Unknown } from "./answer.js";
import { distinctUnknowns } from "./answer.js";

/** How a world ends: a script that exits non-zero or throws to the top has failed. */
export type Ending = "ok" | "failed";

export type Certainty =
  /** In every world that does not fail. */
  | "certain"
  /** In some worlds. */
  | "possible"
  /** Something needed is not known. */
  | "undecided"
  /** In none. */
  | "no";

export interface VerdictDanger {
  readonly danger: Danger;
  /** When it holds: outcomes of choices, oldest first; empty when always. */
  readonly when: readonly string[];
}

export interface Verdict {
  readonly certainty: Certainty;
  /** What holds at that certainty: for `certain` those that hold in every world, or else one of several that each hold in some. */
  readonly dangers: readonly VerdictDanger[];
  /** What is not known and could make it worse. Everything for `undecided`; beside a stronger verdict, additional doubts. */
  readonly unknowns: readonly Unknown[];
  /** How many worlds were looked at, and whether those were all. */
  readonly worlds: number;
  readonly complete: boolean;
}

export type Question = (view: HostView) => Answer;

export const DEFAULT_WORLD_LIMIT = 256;

interface Outcome {
  readonly answer: Answer;
  readonly ending: Ending;
}

/**
 * Asks in every world and combines: the danger is *certain* if it holds in every world that does not fail and the deployment caused or
 * secured it in one of them; *possible* if it holds in some (also in one that fails) and was caused there; *undecided* if a needed fact
 * is not known; else *no*. If every world fails they all count. Facts that nobody touched never make a danger.
 */
export function verdict(state: HostState, ending: Guarded<Ending>, question: Question, limit = DEFAULT_WORLD_LIMIT): Verdict {
  const answers = explore((assumptions) => question(state.view(assumptions)), limit);
  const quiet = answers.complete && answers.worlds.every(({ result }) => result.danger === "no" && result.unknowns.length === 0);
  if (quiet) return { certainty: "no", dangers: [], unknowns: [], worlds: answers.worlds.length, complete: true };
  // Only now does it matter which worlds fail.
  const { worlds, complete } = explore<Outcome>(
    (assumptions) => ({ answer: question(state.view(assumptions)), ending: decided(ending, assumptions) }),
    limit,
  );
  return combine(worlds, complete);
}

function combine(worlds: readonly World<Outcome>[], complete: boolean): Verdict {
  const finished = worlds.filter(({ result }) => result.ending === "ok");
  const counted = finished.length > 0 || !complete ? finished : worlds;
  const unknowns = distinctUnknowns(worlds.flatMap(({ result }) => result.answer.unknowns));
  if (!complete)
    unknowns.push({ cause: "budget", why: "too many ways in which the conditions can turn out", origin: null, because: [] });
  const result = (certainty: Certainty, dangers: readonly VerdictDanger[]): Verdict => ({
    certainty,
    dangers,
    unknowns: certainty === "no" ? [] : unknowns,
    worlds: worlds.length,
    complete,
  });
  const everywhere = complete && counted.length > 0 && counted.every((world) => isDangerous(world));
  if (everywhere && counted.some((world) => isCaused(world))) return result("certain", certainDangers(counted));
  const possible = possibleDangers(worlds, complete);
  if (possible.length > 0) return result("possible", possible);
  return result(unknowns.length > 0 ? "undecided" : "no", []);
}

function isDangerous({ result }: World<Outcome>): boolean {
  return result.answer.danger === "yes";
}

function isCaused({ result }: World<Outcome>): boolean {
  return result.answer.dangers.some((danger) => danger.caused);
}

/** The dangers that hold in all these worlds; if each world has its own, the first world's. The witness is one that was caused. */
function certainDangers(worlds: readonly World<Outcome>[]): VerdictDanger[] {
  const witnesses = witnessesById(worlds);
  const always = [...witnesses].filter(
    ([id, { danger }]) => danger.caused && worlds.every(({ result }) => result.answer.dangers.some((other) => other.id === id)),
  );
  if (always.length > 0) return always.map(([, { danger }]) => ({ danger, when: [] }));
  const first = [...witnesses.values()].find(({ danger }) => danger.caused);
  return first === undefined ? [] : [{ danger: first.danger, when: [] }];
}

function possibleDangers(worlds: readonly World<Outcome>[], complete: boolean): VerdictDanger[] {
  return [...witnessesById(worlds)]
    .filter(([, { danger }]) => danger.caused)
    .map(([id, { danger, world }]) => ({
      danger,
      when: conditionOf(world, worlds, complete, ({ answer }) => answer.dangers.some((other) => other.id === id && other.caused)),
    }));
}

/** For each danger the first world that has it, preferring one where the deployment caused it and one that does not fail. */
function witnessesById(worlds: readonly World<Outcome>[]): Map<string, { danger: Danger; world: World<Outcome> }> {
  const witnesses = new Map<string, { danger: Danger; world: World<Outcome>; rank: number }>();
  for (const world of worlds) {
    for (const danger of world.result.answer.dangers) {
      const rank = (danger.caused ? 2 : 0) + (world.result.ending === "ok" ? 1 : 0);
      const before = witnesses.get(danger.id);
      if (before === undefined || rank > before.rank) witnesses.set(danger.id, { danger, world, rank });
    }
  }
  return witnesses;
}
