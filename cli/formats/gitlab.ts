import type { Finding } from "../../policies/finding.js";
import type { Report } from "../report.js";
import { json, type Safe, safe } from "../safe.js";
import { fileLocation, innerText } from "./locations.js";

/** GitLab's code quality report. */
export function formatGitlab(report: Report): Safe {
  const errors = report.errors.map(({ input, file, code, message, line }) => ({
    description: message,
    check_name: `lycosa/${code}`,
    fingerprint: `${code}:${file ?? input}:${line ?? 0}`,
    severity: "blocker",
    location: { path: file ?? input, lines: { begin: line ?? 1 } },
  }));
  const findings = report.findings.map((finding) => {
    const at = fileLocation(finding);
    return {
      description: `${finding.message}${at === null ? "" : innerText(at)}`,
      check_name: finding.rule,
      fingerprint: finding.fingerprint,
      severity: severityOf(finding),
      location: { path: at?.file ?? finding.host, lines: { begin: at?.line ?? 1 } },
    };
  });
  return safe`${json([...errors, ...findings])}\n`;
}

function severityOf({ severity, blocking, exemption }: Finding): string {
  if (exemption !== null) return "info";
  if (!blocking) return "minor";
  return severity === "critical" ? "blocker" : severity === "high" ? "critical" : "major";
}
