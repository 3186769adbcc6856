import { explore } from "../../host/choice.js";
import { conditionOf } from "../../host/condition.js";
import type { HostDocument } from "../../host/documents/document.js";
import { toDocument } from "../../host/documents/write.js";
import type { Key } from "../../host/keys.js";
import { describePrincipal } from "../../host/principals/parse.js";
import { isPrincipalId } from "../../host/principals/principal-id.js";
import type { HostState } from "../../host/state.js";
import type { Json } from "../../host/values/json.js";
import type { Cause, Origin, Step } from "../../host/values/origin.js";
import type { HostView } from "../../host/view.js";
import type { JudgedHost } from "../../policies/judged-host.js";
import { administratorClaims } from "./administrators.js";
import { relayClaims } from "./relay.js";
import { anonymousClaims, featureClaims, poolClaims } from "./web.js";
import { acrossWorlds, type Claim, type Statements } from "./worlds.js";

export interface Section extends Statements {
  readonly id: "relay" | "administrators" | "anonymous" | "pools" | "features" | "unread";
  readonly title: string;
}

/** One way in which the host may end up, as a document. */
export interface WorldDocument {
  readonly when: readonly string[];
  readonly document: HostDocument;
}

/** One fact and where it comes from, in each world in which it differs. */
export interface FactOrigin {
  readonly kind: string;
  /** What the fact is about: names, paths, principals as people write them. */
  readonly about: readonly string[];
  readonly alternatives: readonly FactAlternative[];
}

export interface FactAlternative {
  readonly when: readonly string[];
  readonly status: "set" | "observed" | "unknown" | "untouched";
  readonly value: Json;
  readonly cause: Cause | null;
  readonly why: string | null;
  readonly at: Origin | null;
  readonly because: readonly Step[];
}

/** What the deployment makes of one host. */
export interface HostAnswers {
  readonly host: JudgedHost;
  readonly sections: readonly Section[];
  readonly documents: readonly WorldDocument[];
  readonly facts: readonly FactOrigin[];
  /** False when the host can end up in more ways than are told apart here. */
  readonly complete: boolean;
}

const SECTIONS: readonly {
  readonly id: Section["id"];
  readonly title: string;
  readonly ask: (view: HostView) => readonly Claim[];
}[] = [
  { id: "relay", title: "Who may relay mail", ask: relayClaims },
  { id: "administrators", title: "Who is administrator", ask: administratorClaims },
  { id: "anonymous", title: "What the anonymous visitor is", ask: anonymousClaims },
  { id: "pools", title: "Application pools", ask: poolClaims },
  { id: "features", title: "Features", ask: featureClaims },
  { id: "unread", title: "What could not be read", ask: unreadClaims },
];

/** More ways than this are not printed as documents of their own. */
const DOCUMENT_LIMIT = 16;

export function answersOf(host: JudgedHost): HostAnswers {
  const sections = SECTIONS.map(({ id, title, ask }): Section => ({ id, title, ...acrossWorlds(host.state, ask) }));
  const { documents, complete } = documentsOf(host.state);
  return {
    host,
    sections,
    documents,
    facts: factsOf(host.state),
    complete: complete && sections.every((section) => section.complete),
  };
}

function unreadClaims(view: HostView): Claim[] {
  const byCause = new Map<string, Claim>();
  for (const key of view.touched("disturbance")) {
    const fact = view.fact(key);
    if (fact?.status !== "unknown") continue;
    const { cause, why, origin, because } = fact;
    const id = key.parts[1] ?? key.id;
    byCause.set(id, {
      id,
      text: why,
      because: [...because, { at: origin, what: "" }],
      unknowns: [{ cause, why, origin, because }],
    });
  }
  return [...byCause.values()];
}

/** The host as documents: one, or one for each way in which it may end up. */
function documentsOf(state: HostState): { readonly documents: readonly WorldDocument[]; readonly complete: boolean } {
  const { worlds, complete } = explore((assumptions) => {
    const document = toDocument(state.view(assumptions));
    return { document, text: JSON.stringify(document) };
  }, DOCUMENT_LIMIT);
  const byText = new Map<string, WorldDocument>();
  for (const world of worlds) {
    const { document, text } = world.result;
    if (!byText.has(text))
      byText.set(text, { document, when: conditionOf(world, worlds, complete, (other) => other.text === text) });
  }
  return { documents: [...byText.values()], complete };
}

function factsOf(state: HostState): FactOrigin[] {
  const facts: FactOrigin[] = [];
  for (const { key } of state.all()) {
    if (key.kind === "disturbance") continue;
    facts.push({
      kind: key.kind,
      about: key.parts.map((part) => (isPrincipalId(part) ? describePrincipal(part) : part)),
      alternatives: alternativesOf(state, key),
    });
  }
  return facts;
}

function alternativesOf(state: HostState, key: Key<unknown>): FactAlternative[] {
  const { worlds, complete } = explore((assumptions) => alternativeOf(state.view(assumptions), key), DOCUMENT_LIMIT);
  const found = new Map<string, FactAlternative>();
  for (const world of worlds) {
    const text = JSON.stringify(world.result);
    if (!found.has(text))
      found.set(text, { ...world.result, when: conditionOf(world, worlds, complete, (other) => JSON.stringify(other) === text) });
  }
  return [...found.values()];
}

function alternativeOf(view: HostView, key: Key<unknown>): Omit<FactAlternative, "when"> {
  const fact = view.fact(key);
  if (fact === undefined) return { status: "untouched", value: null, cause: null, why: null, at: null, because: [] };
  if (fact.status === "unknown")
    return { status: "unknown", value: null, cause: fact.cause, why: fact.why, at: fact.origin, because: fact.because };
  const encoded = key.codec.encode(fact.value);
  const value = typeof encoded === "string" && isPrincipalId(encoded) ? describePrincipal(encoded) : encoded;
  return { status: fact.status, value, cause: null, why: null, at: fact.origin, because: fact.because };
}
