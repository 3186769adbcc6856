import type { Finding } from "../../policies/finding.js";
import type { Report } from "../report.js";
import { azureText, clean, githubText, joinSafe, type Safe, safe } from "../safe.js";
import { type FileLocation, fileLocation, innerText } from "./locations.js";

/** Lines that build services show beside the code of a pull request. */

/** GitHub's workflow commands. */
export function formatGithub(report: Report): Safe {
  const lines = report.errors.map((error) => {
    const at = { file: error.file ?? error.input, line: error.line, column: error.column, endLine: null, endColumn: null };
    return safe`::error ${githubPlace(at)},title=${githubText("lycosa: not read", true)}::${githubText(error.message)}`;
  });
  for (const finding of report.findings) {
    const at = fileLocation(finding);
    const place = at === null ? safe`` : safe`${githubPlace(at)},`;
    const title = githubText(`${finding.rule} (${finding.certainty})`, true);
    lines.push(
      safe`::${levelOf(finding)} ${place}title=${title}::${githubText(`${finding.message}${at === null ? "" : innerText(at)}`)}`,
    );
  }
  return ended(lines);
}

function githubPlace(at: Omit<FileLocation, "inner">): Safe {
  const parts = [safe`file=${githubText(at.file, true)}`];
  if (at.line !== null) parts.push(safe`line=${at.line}`);
  if (at.endLine !== null) parts.push(safe`endLine=${at.endLine}`);
  if (at.column !== null) parts.push(safe`col=${at.column}`);
  // GitHub takes columns of one line only.
  if (at.endColumn !== null && at.endLine === at.line) parts.push(safe`endColumn=${at.endColumn}`);
  return joinSafe(parts, ",");
}

/** Azure Pipelines' logging commands. */
export function formatAzurePipelines(report: Report): Safe {
  const line = (type: Safe, at: Omit<FileLocation, "inner"> | null, code: string, message: string) => {
    const parts = [safe`type=${type}`];
    if (at !== null) {
      parts.push(safe`sourcepath=${azureText(at.file, true)}`);
      if (at.line !== null) parts.push(safe`linenumber=${at.line}`);
      if (at.column !== null) parts.push(safe`columnnumber=${at.column}`);
    }
    return safe`##vso[task.logissue ${joinSafe([...parts, safe`code=${azureText(code, true)}`], ";")}]${azureText(message)}`;
  };
  const lines = report.errors.map((error) => {
    const at = { file: error.file ?? error.input, line: error.line, column: error.column, endLine: null, endColumn: null };
    return line(safe`error`, at, error.code, error.message);
  });
  for (const finding of report.findings) {
    const at = fileLocation(finding);
    const type = finding.blocking ? safe`error` : safe`warning`;
    lines.push(line(type, at, finding.rule, `${finding.message}${at === null ? "" : innerText(at)}`));
  }
  return ended(lines);
}

function levelOf(finding: Finding): Safe {
  if (finding.blocking) return safe`error`;
  return finding.exemption === null ? safe`warning` : safe`notice`;
}

function ended(lines: readonly Safe[]): Safe {
  return lines.length === 0 ? clean("") : safe`${joinSafe(lines, "\n")}\n`;
}
