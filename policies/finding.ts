import type { PortExposure } from "../deployment/index.js";
import type { Cause, Origin } from "../host/values/origin.js";
import type { Severity } from "./rule.js";

/** Where a program makes a resource. */
export interface Declaration {
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
}

/** Where a finding points: the deciding value in the innermost decoded text. */
export interface Place {
  readonly file: string | null;
  readonly resource: string | null;
  readonly property: string | null;
  readonly layers: readonly string[];
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  /** No source text may be shown for this place. */
  readonly secret: boolean;
  /** Where the program makes the resource, when that is known. */
  readonly declared: Declaration | null;
}

export interface Because {
  readonly at: Place | null;
  readonly what: string;
}

/** An exemption that covers a finding. */
export interface AppliedExemption {
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly certainty: "certain" | "possible" | "undecided";
  readonly blocking: boolean;
  /** For undecided findings. */
  readonly cause: Cause | null;
  /** For undecided findings: the rules that cannot be decided because of it. */
  readonly affects: readonly string[];
  readonly exemption: AppliedExemption | null;
  /** From where the ports of the service can be reached; null: not known, or no ports belong to it. */
  readonly exposure: readonly PortExposure[] | null;
  /** One sentence: what is so, and for a possible finding when; where the network is known a second one about who reaches it. */
  readonly message: string;
  /** Under which conditions it holds; empty: always. */
  readonly when: readonly string[];
  /** For a danger that is over before the end of the deployment: the URNs of the resources that open and close it. */
  readonly between: { readonly from: string; readonly until: string } | null;
  readonly host: string;
  readonly at: Place | null;
  readonly because: readonly Because[];
  /** Stable across runs and line shifts; made of nothing secret. */
  readonly fingerprint: string;
}

export function placeOf(origin: Origin | null): Place | null {
  if (!origin) return null;
  const { file, resource, property, layers, secret } = origin;
  const place = { file, resource, property, layers, secret, declared: null };
  // Line 0 stands for a file as a whole.
  if (origin.line === 0) return { ...place, line: null, column: null, endLine: null, endColumn: null };
  const { line, column, endLine, endColumn } = origin;
  return { ...place, line, column, endLine, endColumn };
}

/** `setup.ps1:3:15`, or the resource and property that hold the text: `web-setup source.script:3:15`. */
export function describePlace(place: Place | null): string {
  if (!place) return "no place";
  const holder = place.resource === null ? null : `${nameOf(place.resource)} ${place.property ?? ""}`.trim();
  const where = place.file ?? holder ?? "standard input";
  const position = place.line === null ? "" : `:${place.line}:${place.column}`;
  const layers = place.layers.length > 0 ? ` inside ${place.layers.join(", ")}` : "";
  const beside = place.file !== null && holder !== null ? ` (${holder})` : "";
  return `${where}${position}${layers}${beside}`;
}

/** The logical name in a URN; names may hold `::` themselves. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}
