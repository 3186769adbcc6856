import type { Unknown } from "../../host/questions/answer.js";
import type { Origin, Step } from "../../host/values/origin.js";
import { placeOf } from "../../policies/finding.js";
import { NOTHING_CONFIDENTIAL, Redactor } from "../../policies/redact.js";
import { withoutMount } from "../files/project-files.js";
import type { HostAnswers } from "../host/answers.js";
import type { Statement } from "../host/worlds.js";
import type { Analysed } from "../inputs.js";
import { Places } from "../places.js";
import { VERSION } from "../report.js";
import { json, type Safe, safe } from "../safe.js";
import { errorJson, placeJson } from "./json.js";

/** Identifies the format; the schema lies beside this file. */
const HOST_SCHEMA_ID = "https://lycosa.dev/schemas/host-1.json";

/** What `lycosa host --format json` prints: the hosts as documents, what the questions answer, and where every fact comes from. */
export function formatHostJson(analysed: Analysed, hosts: readonly HostAnswers[]): Safe {
  const places = new Places(analysed.sources, analysed.scripts, analysed.declarations);
  const document = {
    $schema: HOST_SCHEMA_ID,
    version: 1,
    tool: { name: "lycosa", version: VERSION },
    inputs: analysed.inputs,
    errors: analysed.errors.map(errorJson),
    notes: analysed.notes,
    hosts: hosts.map((answers) => hostJson(answers, analysed, places)),
  };
  return safe`${json(shownStrings(document))}\n`;
}

function hostJson(answers: HostAnswers, analysed: Analysed, places: Places): object {
  const { host } = answers;
  const redactor = new Redactor(host.confidential ?? NOTHING_CONFIDENTIAL);
  const reported = analysed.hosts.find((one) => one.id === host.id && one.urn === host.urn);
  const clean = (value: unknown): unknown => cleanStrings(value, redactor);
  return {
    id: host.id,
    urn: host.urn,
    initial: reported?.initial ?? host.state.initial.name,
    coverage: reported?.coverage ?? null,
    complete: answers.complete,
    documents: answers.documents.map(({ when, document }) => ({ when: clean(when), document: clean(document) })),
    answers: Object.fromEntries(
      answers.sections.map((section) => [section.id, section.statements.map((one) => statementJson(one, redactor, places))]),
    ),
    origins: answers.facts.map((fact) => ({
      fact: fact.kind,
      about: clean(fact.about),
      alternatives: fact.alternatives.map((one) => ({
        when: clean(one.when),
        status: one.status,
        value: clean(one.value),
        cause: one.cause,
        why: one.why === null ? null : sayable(one.why, one.at, redactor),
        at: placeJson(places.of(placeOf(one.at))),
        because: one.because.map((step) => stepJson(step, redactor, places)),
      })),
    })),
  };
}

function statementJson(statement: Statement, redactor: Redactor, places: Places): object {
  return {
    text: redactor.clean(statement.text),
    when: statement.when.map((one) => redactor.clean(one)),
    because: statement.because.filter((step) => step.what !== "").map((step) => stepJson(step, redactor, places)),
    unknown: (statement.unknowns ?? []).map((one) => unknownJson(one, redactor, places)),
  };
}

function unknownJson({ cause, why, origin }: Unknown, redactor: Redactor, places: Places): object {
  return { cause, why: sayable(why, origin, redactor), at: placeJson(places.of(placeOf(origin))) };
}

function stepJson({ at, what }: Step, redactor: Redactor, places: Places): object {
  return { at: placeJson(places.of(placeOf(at))), what: redactor.clean(what) };
}

/** Why something is not known is in a script's own words: not repeated for a text that may hold secrets. */
function sayable(why: string, at: Origin | null, redactor: Redactor): string {
  return at?.secret ? "in a text that may hold secrets" : redactor.clean(why);
}

function cleanStrings(value: unknown, redactor: Redactor): unknown {
  return mapStrings(value, (text) => redactor.clean(text));
}

function shownStrings(value: unknown): unknown {
  return mapStrings(value, withoutMount);
}

function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapStrings(inner, map)]));
  }
  return value;
}
