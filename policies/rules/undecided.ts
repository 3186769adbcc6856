import type { Cause } from "../../host/values/origin.js";

/** The rule that reports what could not be decided. */
export const UNDECIDED_ID = "host-undecided";

interface CauseInfo {
  readonly cause: Cause;
  /** What it is. */
  readonly what: string;
  /** What to do about it. */
  readonly remediation: string;
}

export const UNDECIDED = {
  id: UNDECIDED_ID,
  title: "The host cannot be decided",
  severity: "medium",
  rationale:
    "A host that cannot be read is never called clean. Each finding names one cause, its place, and the rules that cannot be decided because of it.",
  since: "0.1.0",
  causes: [
    {
      cause: "deferred",
      what: "a value that only the update knows",
      remediation: "Nothing: the same rules are applied during the update, when the value is known. It never blocks a preview.",
    },
    {
      cause: "input",
      what: "a value that is not given here: a parameter, an environment variable, something typed in, a file that nobody has",
      remediation:
        "Give the value in the deployment: a default of the parameter, an argument of the script, or --set for a configuration value.",
    },
    {
      cause: "opaque",
      what: "code that runs and is not available: a download, a file from elsewhere, an unknown text given to Invoke-Expression",
      remediation: "Put the code into the deployment: inline, or in a file beside the script that runs it.",
    },
    {
      cause: "unmodelled",
      what: "a command of an area that is judged and has no model, or a use of one that is not modelled",
      remediation:
        "Use the command of Windows or IIS that does the same, or have somebody look at what it does and exempt the finding.",
    },
    {
      cause: "unreadable",
      what: "a text that its language does not accept: nothing of it runs",
      remediation: "Correct the text at the place that is named.",
    },
    {
      cause: "budget",
      what: "more work than the counts allow: endless loops, values without bounds, too many conditions",
      remediation: "Split the script, or give the loop an end that can be told from the script.",
    },
    { cause: "internal", what: "a defect of lycosa", remediation: "Report it, with the script if you may." },
  ] satisfies readonly CauseInfo[] as readonly CauseInfo[],
} as const;

export function remediationOf(cause: Cause): string {
  return UNDECIDED.causes.find((one) => one.cause === cause)?.remediation ?? "";
}
