import type { Finding, Place } from "../../policies/finding.js";
import type { InputError } from "../errors.js";
import { type Report, summary, VERSION } from "../report.js";
import { json, type Safe, safe } from "../safe.js";

/** Identifies the format; the schema lies beside this file in the package. */
export const SCHEMA_ID = "https://lycosa.dev/schemas/report-1.json";

/** A place as reports give it. */
export function placeJson(at: Place | null): object | null {
  if (!at) return null;
  const { file, resource, property, layers, line, column, endLine, endColumn, declared } = at;
  return { file, resource, property, layers, line, column, endLine, endColumn, declared };
}

function finding(one: Finding): object {
  return {
    rule: one.rule,
    severity: one.severity,
    certainty: one.certainty,
    blocking: one.blocking,
    cause: one.cause,
    affects: one.affects,
    exemption: one.exemption,
    message: one.message,
    between: one.between,
    exposure: one.exposure,
    host: one.host,
    at: placeJson(one.at),
    because: one.because.map(({ at, what }) => ({ at: placeJson(at), what })),
    fingerprint: one.fingerprint,
  };
}

export function errorJson({ input, code, message, file, line, column }: InputError): object {
  return { input, code, message, file: file ?? null, line, column };
}

/** The versioned report: sorted, without timestamps; the same input gives the same bytes. */
export function formatJson(report: Report): Safe {
  const document = {
    $schema: SCHEMA_ID,
    version: 1,
    tool: { name: "lycosa", version: VERSION },
    inputs: report.inputs,
    errors: report.errors.map(errorJson),
    hosts: report.hosts.map(({ id, urn, initial, coverage }) => ({ id, urn, initial, coverage })),
    findings: report.findings.map(finding),
    notes: report.notes,
    staleExemptions: report.stale.map(({ rule, exemption, why }) => ({ rule, why, ...exemption })),
    notAsked: report.notAsked,
    baseline: report.baseline,
    summary: summary(report),
  };
  return safe`${json(document)}\n`;
}
