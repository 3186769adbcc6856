import type { Rule } from "../rule.js";
import { iisAnonymousAdmin } from "./iis/anonymous-admin.js";
import { iisAnonymousTakeover } from "./iis/anonymous-takeover.js";
import { iisWorkerAdmin } from "./iis/worker-admin.js";
import { smtpOpenRelay } from "./smtp/open-relay.js";

/** All rules that look at a host, in the order in which they are listed. */
export const RULES: readonly Rule[] = [smtpOpenRelay, iisAnonymousAdmin, iisWorkerAdmin, iisAnonymousTakeover];

export { remediationOf, UNDECIDED, UNDECIDED_ID } from "./undecided.js";

export function ruleNamed(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
