import type { Finding, Place } from "../../policies/finding.js";
import { RULES, UNDECIDED } from "../../policies/rules/index.js";
import type { InputError } from "../errors.js";
import { lineOf } from "../excerpts.js";
import { type Report, VERSION } from "../report.js";
import { json, type Safe, safe } from "../safe.js";
import { chainOf, shortPlace } from "./chain.js";
import { type FileLocation, fileLocation, innerText, placeLocation } from "./locations.js";

/** SARIF 2.1.0, for code scanning. Places are relative to the root of the repository. */

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const ROOT = "ROOT";
const HELP = "https://lycosa.dev/rules";

export function formatSarif(report: Report): Safe {
  const index = new Map([...RULES.map(({ id }) => id), UNDECIDED.id].map((id, at) => [id, at]));
  const document = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "lycosa", semanticVersion: VERSION, version: VERSION, rules: rules() } },
        originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository." } } },
        columnKind: "utf16CodeUnits",
        results: report.findings.map((finding) => result(finding, index.get(finding.rule), report)),
        invocations: [
          {
            executionSuccessful: report.errors.length === 0,
            toolExecutionNotifications: report.errors.map(notification),
          },
        ],
      },
    ],
  };
  return safe`${json(document)}\n`;
}

/** GitHub sorts by this number: 9 and more is critical, 7 high, 4 medium. */
const SECURITY: Readonly<Record<string, string>> = { critical: "9.5", high: "8.0", medium: "5.0", low: "2.0" };

function rules(): object[] {
  const common = (id: string, severity: string) => ({
    helpUri: `${HELP}/${id}`,
    defaultConfiguration: { level: id === UNDECIDED.id ? "warning" : "error" },
    properties: { "security-severity": SECURITY[severity], tags: ["security", severity] },
  });
  const known = RULES.map((rule) => {
    const change = rule.remediation.map((text) => `- ${text}`).join("\n");
    return {
      id: rule.id,
      name: nameOf(rule.id),
      shortDescription: { text: rule.title },
      fullDescription: { text: rule.rationale },
      help: { text: `${rule.rationale}\n\nTo change:\n${change}`, markdown: `${rule.rationale}\n\n**To change**\n\n${change}` },
      ...common(rule.id, rule.severity),
    };
  });
  const causes = UNDECIDED.causes.map(({ cause, what, remediation }) => `- ${cause}: ${what}. ${remediation}`).join("\n");
  const undecided = {
    id: UNDECIDED.id,
    name: nameOf(UNDECIDED.id),
    shortDescription: { text: UNDECIDED.title },
    fullDescription: { text: UNDECIDED.rationale },
    help: { text: `${UNDECIDED.rationale}\n\nCauses:\n${causes}`, markdown: `${UNDECIDED.rationale}\n\n**Causes**\n\n${causes}` },
    ...common(UNDECIDED.id, UNDECIDED.severity),
  };
  return [...known, undecided];
}

/** `SmtpOpenRelay`, as tools that want an identifier have it. */
function nameOf(id: string): string {
  return id.replace(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

function result(finding: Finding, ruleIndex: number | undefined, report: Report): object {
  const at = fileLocation(finding);
  const chain = chainOf(finding);
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: finding.blocking ? "error" : "warning",
    kind: finding.certainty === "undecided" ? "open" : "fail",
    message: { text: `${finding.message}${at === null ? "" : innerText(at)}` },
    locations: at === null ? [logical(finding)] : [{ ...physical(at, snippet(finding.at, report)), ...logical(finding) }],
    partialFingerprints: { "lycosa/v1": finding.fingerprint },
    ...(chain.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: chain.map((step) => flowStep(step.what, step.at, report)) }] }] }),
    ...(finding.exemption === null
      ? {}
      : {
          suppressions: [
            {
              kind: "external",
              status: "accepted",
              justification: `${finding.exemption.reason} (${finding.exemption.owner}, until ${finding.exemption.expires})`,
            },
          ],
        }),
    properties: { certainty: finding.certainty, cause: finding.cause, affects: finding.affects, host: finding.host },
  };
}

function flowStep(what: string, place: Place | null, report: Report): object {
  const at = placeLocation(place);
  const text = at === null && place !== null ? `${what} (${shortPlace(place)})` : `${what}${at === null ? "" : innerText(at)}`;
  return { location: { message: { text }, ...(at === null ? {} : physical(at, snippet(place, report))) } };
}

function snippet(at: Place | null, report: Report): string | null {
  return at === null || at.layers.length > 0 || at.file === null ? null : lineOf(report.excerpts, at);
}

function physical(at: FileLocation, line: string | null): { readonly physicalLocation: object } {
  const region =
    at.line === null
      ? null
      : {
          startLine: at.line,
          ...(at.column === null ? {} : { startColumn: at.column }),
          ...(at.endLine === null ? {} : { endLine: at.endLine }),
          ...(at.endColumn === null ? {} : { endColumn: at.endColumn }),
        };
  return {
    physicalLocation: {
      artifactLocation: artifact(at.file),
      ...(region === null ? {} : { region }),
      ...(region === null || line === null ? {} : { contextRegion: { startLine: at.line, snippet: { text: line } } }),
    },
  };
}

function artifact(file: string): object {
  // Everything that has a meaning in a URI is a character of a name here.
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return file.startsWith("/") || /^[A-Za-z]:\//.test(file)
    ? { uri: `file://${uri.startsWith("/") ? "" : "/"}${uri}` }
    : { uri, uriBaseId: ROOT };
}

function logical(finding: Finding): object {
  const resource = finding.at?.resource ?? null;
  const name = resource ?? finding.host;
  return { logicalLocations: [{ fullyQualifiedName: name, kind: resource === null ? "module" : "resource" }] };
}

function notification({ input, file, code, message, line, column }: InputError): object {
  const at = { file: file ?? input, line, column, endLine: null, endColumn: null, inner: null };
  return {
    level: "error",
    descriptor: { id: code },
    message: { text: message },
    locations: input === "standard input" ? [] : [physical(at, null)],
  };
}
