import type { Report } from "../report.js";
import type { Safe } from "../safe.js";
import { formatJson } from "./json.js";
import { formatPretty, type PrettyOptions } from "./pretty.js";

/** The formats of `lycosa check`. */
export const FORMATS = ["pretty", "json"] as const;
export type Format = (typeof FORMATS)[number];

export function formatReport(report: Report, format: Format, options: PrettyOptions): Safe {
  switch (format) {
    case "pretty":
      return formatPretty(report, options);
    case "json":
      return formatJson(report);
  }
}
