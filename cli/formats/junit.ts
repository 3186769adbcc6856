import { describePlace, type Finding } from "../../policies/finding.js";
import type { Report } from "../report.js";
import { joinSafe, type Safe, safe, xml } from "../safe.js";
import { fileLocation } from "./locations.js";

/** JUnit's XML: a case for each host, with what blocks as failures; inputs that cannot be read are errors. */
export function formatJunit(report: Report): Safe {
  const byHost = new Map<string, Finding[]>(report.hosts.map(({ id }) => [id, []]));
  for (const finding of report.findings) byHost.set(finding.host, [...(byHost.get(finding.host) ?? []), finding]);
  const cases: Safe[] = [];
  for (const error of report.errors) {
    const at = error.line === null ? "" : ` (line ${error.line})`;
    cases.push(
      safe`    <testcase classname="lycosa.input" name="${xml(error.input)}">\n      <error type="${xml(error.code)}" message="${xml(`${error.message}${at}`)}"/>\n    </testcase>`,
    );
  }
  for (const [host, findings] of byHost) cases.push(caseOf(host, findings));
  const failures = report.findings.filter(({ blocking }) => blocking).length;
  const head = safe`tests="${cases.length}" failures="${failures}" errors="${report.errors.length}"`;
  return safe`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lycosa" ${head}>\n  <testsuite name="lycosa" ${head} skipped="0">\n${joinSafe(cases, "\n")}\n  </testsuite>\n</testsuites>\n`;
}

function caseOf(host: string, findings: readonly Finding[]): Safe {
  const blocking = findings.filter((finding) => finding.blocking);
  const advice = findings.filter((finding) => !finding.blocking);
  const file = findings.map((finding) => fileLocation(finding)?.file).find((one) => one !== undefined);
  const attribute = file === undefined ? safe`` : safe` file="${xml(file)}"`;
  const open = safe`    <testcase classname="lycosa.host" name="${xml(host)}"${attribute}`;
  if (findings.length === 0) return safe`${open}/>`;
  const inside = blocking.map(
    (finding) =>
      safe`      <failure type="${xml(finding.rule)}" message="${xml(finding.message)}">${xml(`${finding.certainty}, ${finding.severity}, at ${describePlace(finding.at)}`)}</failure>`,
  );
  if (advice.length > 0) {
    const lines = advice.map((finding) =>
      xml(`${finding.certainty} ${finding.rule} at ${describePlace(finding.at)}: ${finding.message}`),
    );
    inside.push(safe`      <system-out>${joinSafe(lines, "\n")}</system-out>`);
  }
  return safe`${open}>\n${joinSafe(inside, "\n")}\n    </testcase>`;
}
