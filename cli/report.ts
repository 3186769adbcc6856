import type { ScriptHostLanguage } from "../interpreter/tools/tool.js";
import type { StaleExemption } from "../policies/exemptions.js";
import type { Finding } from "../policies/finding.js";
import { VERSION } from "../policies/version.js";
import type { InputError } from "./errors.js";
import type { Excerpts } from "./excerpts.js";
import type { HostPicture } from "./host/picture.js";

export type InputKind =
  | "powershell"
  | "cmd"
  | ScriptHostLanguage
  | "document"
  | "pulumi-project"
  | "pulumi-stack"
  | "arm-template"
  | "host-document";

export interface ReportInput {
  readonly path: string;
  readonly kind: InputKind;
  /** Of a Pulumi project: how many resources its program makes. */
  readonly resources?: number;
}

export interface ReportHost {
  readonly id: string;
  readonly urn: string | null;
  readonly initial: string;
  readonly coverage: {
    readonly commands: number;
    readonly modelled: number;
    readonly inert: number;
    readonly unmodelled: number;
    readonly arguments: number;
    readonly known: number;
    readonly names: readonly string[];
  };
}

/** Coverage of a host that no script runs on. */
export const NOTHING_COVERED: ReportHost["coverage"] = {
  commands: 0,
  modelled: 0,
  inert: 0,
  unmodelled: 0,
  arguments: 0,
  known: 0,
  names: [],
};

export interface Note {
  readonly input: string;
  readonly message: string;
}

/** What `lycosa check` found; the JSON format is this, versioned. */
export interface Report {
  readonly inputs: readonly ReportInput[];
  readonly errors: readonly InputError[];
  readonly hosts: readonly ReportHost[];
  readonly findings: readonly Finding[];
  readonly stale: readonly StaleExemption[];
  /** Remarks that are no findings: `functions only`. */
  readonly notes: readonly Note[];
  /** Lines behind the findings, for formats that show them; never part of the JSON. */
  readonly excerpts: Excerpts;
  /** What the hosts will be; only for formats that draw them. */
  readonly pictures: readonly HostPicture[];
  /** Rules that were not asked, with why. */
  readonly notAsked: readonly { readonly rule: string; readonly why: "disabled" | "not-selected" }[];
  /** Findings that are in the baseline, and entries of it that nothing fits; null: there is no baseline. */
  readonly baseline: { readonly known: number; readonly gone: number } | null;
}

export interface Summary {
  readonly blocking: number;
  readonly certain: number;
  readonly possible: number;
  readonly undecided: number;
}

export function summary(report: Report): Summary {
  const count = (certainty: Finding["certainty"]) => report.findings.filter((finding) => finding.certainty === certainty).length;
  return {
    blocking: report.findings.filter((finding) => finding.blocking).length,
    certain: count("certain"),
    possible: count("possible"),
    undecided: count("undecided"),
  };
}

/** 0 nothing blocks, 1 a finding blocks, 2 an input could not be read, 3 the embedded engine itself failed. */
export function exitCode(report: Report): 0 | 1 | 2 | 3 {
  if (report.errors.some((error) => error.code === "internal")) return 3;
  if (report.errors.length > 0) return 2;
  return report.findings.some((finding) => finding.blocking) ? 1 : 0;
}

export { VERSION };
