import { explore } from "../../host/choice.js";
import { conditionOf } from "../../host/condition.js";
import type { Link, Unknown } from "../../host/questions/answer.js";
import type { HostState } from "../../host/state.js";
import type { Step } from "../../host/values/origin.js";
import type { HostView } from "../../host/view.js";

/** Something that is so on the host, in one world. */
export interface Claim {
  /** The same claim in another world has the same id. */
  readonly id: string;
  readonly text: string;
  /** The facts behind it, the deciding one last. */
  readonly because: readonly Step[];
  /** What is not known and would have to be known to say more. */
  readonly unknowns?: readonly Unknown[];
  /** The same as a way from who it is about to what it comes to, for a picture. */
  readonly path?: Path;
}

export interface Path {
  readonly nodes: readonly string[];
  readonly tone: "danger" | "fine" | "unknown";
}

/** A claim with the worlds in which it holds. */
export interface Statement extends Claim {
  /** Outcomes that it depends on; empty: always. */
  readonly when: readonly string[];
}

export interface Statements {
  readonly statements: readonly Statement[];
  /** False when there were more worlds than were looked at. */
  readonly complete: boolean;
}

/** More worlds than this are not told apart when a host is printed. */
const WORLD_LIMIT = 64;

export function stepsOf(links: readonly Link[]): Step[] {
  return links.flatMap((link) => link.steps);
}

/** Asks in every world, and says of each claim when it holds. Claims keep the order in which they are first made. */
export function acrossWorlds(state: HostState, ask: (view: HostView) => readonly Claim[]): Statements {
  const { worlds, complete } = explore((assumptions) => ask(state.view(assumptions)), WORLD_LIMIT);
  const found = new Map<string, Statement>();
  for (const world of worlds) {
    for (const claim of world.result) {
      if (found.has(claim.id)) continue;
      const when = conditionOf(world, worlds, complete, (claims) => claims.some((other) => other.id === claim.id));
      found.set(claim.id, { ...claim, when });
    }
  }
  return { statements: [...found.values()], complete };
}
