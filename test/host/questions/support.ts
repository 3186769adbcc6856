import { Choice } from "../../../host/choice.js";
import { EXISTING } from "../../../host/existing.js";
import { imageState } from "../../../host/images/image.js";
import type { InitialState } from "../../../host/initial.js";
import { parsePrincipal } from "../../../host/principals/parse.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { type Question, type Verdict, verdict } from "../../../host/questions/verdict.js";
import { HostState } from "../../../host/state.js";
import type { Origin } from "../../../host/values/origin.js";

export function line(number: number): Origin {
  return {
    file: "x.ps1",
    resource: null,
    property: null,
    layers: [],
    line: number,
    column: 1,
    endLine: number,
    endColumn: 9,
    secret: false,
  };
}

export const existing = HostState.from(EXISTING);

export function image(sku = "2022-datacenter-azure-edition"): HostState {
  return HostState.from(imageState(sku) as InitialState);
}

export function principal(name: string): PrincipalId {
  const id = parsePrincipal(name);
  if (id === null) throw new Error(`${name} is no principal`);
  return id;
}

let serial = 0;
export function choice(...outcomes: string[]): Choice {
  return new Choice(outcomes.join("/"), outcomes, serial++);
}

export function ask(state: HostState, question: Question): Verdict {
  return verdict(state, "ok", question);
}

/** The verdict in one line: certainty, the places of the dangers, the causes of what is not known. */
export function summary(result: Verdict): string {
  const dangers = result.dangers.map(
    ({ danger, when }) => `${danger.at?.line ?? "?"}${when.length > 0 ? ` when ${when.join(" and ")}` : ""}`,
  );
  const causes = result.unknowns.map((unknown) => unknown.cause);
  return [result.certainty, ...dangers, ...(causes.length > 0 ? [`(${causes.join(", ")})`] : [])].join(" ");
}
