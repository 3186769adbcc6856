import type { Machine } from "../../machine/machine.js";
import { valueNow } from "../shared/host-facts.js";
import { smtpInstalled } from "./store.js";

/** The virtual servers that are there, in order: the default one, and those that the deployment made. */
export function smtpServers(machine: Machine): string[] {
  if (smtpInstalled(machine) === false) return [];
  const servers = new Set(["1"]);
  for (const key of machine.host.view(machine.assumptions).keys("smtpServerExists")) {
    const [server] = key.parts;
    if (server === undefined || server === "service") continue;
    const there = valueNow(machine, key);
    if (there === false) servers.delete(server);
    else servers.add(server);
  }
  return [...servers].sort();
}

/** Domains below a server that the deployment made or looked at. */
export function smtpDomains(machine: Machine, server: string): string[] {
  const domains: string[] = [];
  for (const key of machine.host.view(machine.assumptions).keys("smtpDomainExists", server)) {
    const domain = key.parts[1];
    if (domain !== undefined && valueNow(machine, key) !== false) domains.push(domain);
  }
  return domains;
}
