/** From where the service of a finding can be reached: said in its message, and more severe where it is the Internet. Never a reason to leave it out. */

import type { PortExposure } from "../deployment/index.js";
import type { Severity } from "./rule.js";

/** Ports of the services that rules are about. */
const MAIL: readonly number[] = [25, 465, 587];
const WEB: readonly number[] = [80, 443];

export function portsOf(rule: string): readonly number[] {
  return rule.startsWith("smtp-") ? MAIL : WEB;
}

type Exposure = readonly PortExposure[];

const WIDEST_FIRST: readonly PortExposure["reach"][] = ["internet", "shared", "restricted", "unknown", "internal", "closed"];

const FROM: Readonly<Record<Exclude<PortExposure["reach"], "unknown">, string>> = {
  internet: "can be reached from the Internet",
  shared: "can be reached from addresses that other customers of the cloud have as well",
  restricted: "can be reached from some public addresses",
  internal: "can be reached from inside its network only",
  closed: "is let through by no rule of its network",
};

/** What is known of a rule's ports; null: nothing. */
export function exposureFor(rule: string, all: Exposure | null): Exposure | null {
  const ports = portsOf(rule);
  const found = all?.filter(({ port }) => ports.includes(port)) ?? [];
  return found.length === 0 || found.every(({ reach }) => reach === "unknown") ? null : found;
}

/** One sentence about the ports that can be reached from farthest; empty: nothing is known. `discreet`: no name of a rule. */
export function exposureSentence(exposure: Exposure | null, discreet: boolean): string {
  const reach = WIDEST_FIRST.find((one) => exposure?.some((port) => port.reach === one));
  if (exposure === null || reach === undefined || reach === "unknown") return "";
  const ports = exposure.filter((one) => one.reach === reach);
  const rule = ports.find((one) => one.rule !== null)?.rule;
  const numbers = ports.map(({ port }) => port);
  const list =
    numbers.length === 1 ? `Port ${numbers[0]}` : `Each of the ports ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
  return `${list} ${FROM[reach]}${rule !== undefined && !discreet ? ` (${rule})` : ""}.`;
}

/** What everybody on the Internet reaches is as severe as it gets. */
export function severityWith(severity: Severity, exposure: Exposure | null): Severity {
  return severity === "high" && exposure?.some(({ reach }) => reach === "internet") ? "critical" : severity;
}
