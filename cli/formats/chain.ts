import { type Because, describePlace, type Finding, type Place } from "../../policies/finding.js";

/** The facts behind a finding that say something new: not what its first line says already, nothing twice. */
export function chainOf(finding: Finding): Because[] {
  const message = finding.message.toLowerCase();
  const chain: Because[] = [];
  const seen = new Set<string>();
  for (const step of finding.because) {
    const key = `${step.what}\n${describePlace(step.at)}`;
    if (step.what === "" || step.what === "concatenated" || seen.has(key)) continue;
    if (step.at !== null && describePlace(step.at) === describePlace(finding.at) && message.includes(step.what.toLowerCase()))
      continue;
    seen.add(key);
    chain.push(step);
  }
  return chain;
}

/** The finding's own line names the resource; here the file or property and the line are enough. */
export function shortPlace(at: Place | null): string {
  return describePlace(at === null || at.file === null ? at : { ...at, resource: null });
}
