import type { HostDocument } from "../host/documents/document.js";
import type { ArgumentProblem } from "./checks/problems.js";
import { type HostExtras, hostExtras } from "./document/extras.js";
import { hostDocument } from "./document/index.js";
import { MAX_PLAN_LETTERS, renderProvisioning } from "./script.js";
import { type HostSettings, type HostWishes, hostSettings } from "./settings/index.js";

/** From arguments to everything that is made of them, without making anything. */
export interface HostPlan {
  readonly settings: HostSettings;
  readonly document: HostDocument;
  readonly extras: HostExtras;
  /** What is too much, although each argument is well-formed. */
  readonly problems: readonly ArgumentProblem[];
}

/** Arguments that passed the checks. */
export function hostPlan(args: HostWishes): HostPlan {
  const settings = hostSettings(args);
  const document = hostDocument(settings);
  const extras = hostExtras(settings);
  const letters = renderProvisioning(document, extras).parameters.reduce((sum, { value }) => sum + value.length, 0);
  const path = args.web === undefined ? "mail" : "web";
  return {
    settings,
    document,
    extras,
    problems:
      letters <= MAX_PLAN_LETTERS
        ? []
        : [
            {
              path,
              reason: `asks for so much that the plan of the host has ${letters} letters; expected at most ${MAX_PLAN_LETTERS}, what a command line of Windows has room for`,
            },
          ],
  };
}
