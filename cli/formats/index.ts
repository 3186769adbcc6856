import type { Report } from "../report.js";
import type { Safe } from "../safe.js";
import { formatAzurePipelines, formatGithub } from "./annotations.js";
import { formatGitlab } from "./gitlab.js";
import { formatHtml } from "./html/page.js";
import { formatJson } from "./json.js";
import { formatJunit } from "./junit.js";
import { formatMarkdown } from "./markdown.js";
import { formatPretty, type PrettyOptions } from "./pretty.js";
import { formatSarif } from "./sarif.js";

/** The formats of `lycosa check`. */
export const FORMATS = ["pretty", "json", "sarif", "github", "azure-pipelines", "junit", "gitlab", "markdown", "html"] as const;
export type Format = (typeof FORMATS)[number];

export function formatReport(report: Report, format: Format, options: PrettyOptions): Safe {
  switch (format) {
    case "pretty":
      return formatPretty(report, options);
    case "json":
      return formatJson(report);
    case "sarif":
      return formatSarif(report);
    case "github":
      return formatGithub(report);
    case "azure-pipelines":
      return formatAzurePipelines(report);
    case "junit":
      return formatJunit(report);
    case "gitlab":
      return formatGitlab(report);
    case "markdown":
      return formatMarkdown(report);
    case "html":
      return formatHtml(report);
  }
}
