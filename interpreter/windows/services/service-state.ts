import { parseSddl } from "../../../host/acl/sddl.js";
import { serviceObject } from "../../../host/acl/securable.js";
import { defaultService } from "../../../host/images/services.js";
import {
  type ServiceStart,
  serviceAccount,
  serviceBinary,
  serviceExists,
  serviceRunning,
  serviceStart,
} from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { runsAsService, runsNoMore, serviceId, startNow } from "../../os/autorun.js";
import type { Text } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { Unknown } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { isOpen } from "../accounts/accounts.js";
import { applyDescriptor } from "../acl/acl-state.js";
import { type Evidence, put, putUnknown, reading, valueNow, whether } from "../shared/host-facts.js";

/** Services: what every tool that manages them does to the host. Keys fold case; names may be those that Windows shows. */

/** Names that Windows shows, for services that scripts name so. */
const DISPLAY: ReadonlyMap<string, string> = new Map([
  ["simple mail transfer protocol (smtp)", "SMTPSVC"],
  ["world wide web publishing service", "W3SVC"],
  ["iis admin service", "IISADMIN"],
  ["windows process activation service", "WAS"],
  ["application host helper service", "AppHostSvc"],
  ["microsoft ftp service", "FTPSVC"],
  ["web management service", "WMSVC"],
  ["print spooler", "Spooler"],
  ["windows update", "wuauserv"],
  ["windows remote management (ws-management)", "WinRM"],
]);

const SHOWN = new Map([...DISPLAY].map(([shown, name]) => [name.toLowerCase(), shown]));

/** The service that a name or a displayed name means. */
export function serviceNamed(name: string): string {
  const found = DISPLAY.get(name.trim().toLowerCase());
  return found ?? defaultService(name.trim())?.name ?? name.trim();
}

export function displayName(service: string): string {
  const shown = SHOWN.get(service.toLowerCase());
  return shown === undefined
    ? service
    : shown
        .replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
        .replace("(Smtp)", "(SMTP)")
        .replace("Iis ", "IIS ");
}

/** Whether it is there; splits the world where nobody knows. */
export function serviceIsThere(machine: Machine, service: string, at: Trace | null): boolean {
  // What every Windows has needs no question, unless it was removed here.
  if (defaultService(service)?.feature === null && !isTouched(machine, service)) return true;
  return whether(
    machine,
    serviceExists(service),
    `the service ${service} exists`,
    `the service ${service} does not exist`,
    evidence(at),
  );
}

/** Services that are known to exist and were a matter in this run. */
export function knownServices(machine: Machine): readonly string[] {
  const found: string[] = [];
  for (const key of machine.host.view(machine.assumptions).touched("serviceExists"))
    if (valueNow(machine, key) === true) found.push(key.parts[0] as string);
  return found;
}

/** False only when it is known not to exist. */
export function serviceMayBeThere(machine: Machine, service: string): boolean {
  return valueNow(machine, serviceExists(service)) !== false;
}

export function startService(machine: Machine, service: string, from: Evidence): void {
  put(machine, serviceRunning(service), true, from);
  startNow(machine, serviceId(service));
}

export function stopService(machine: Machine, service: string, from: Evidence): void {
  put(machine, serviceRunning(service), false, from);
}

export function isRunning(machine: Machine, service: string, at: Trace | null): boolean {
  return whether(
    machine,
    serviceRunning(service),
    `the service ${service} is running`,
    `the service ${service} is not running`,
    evidence(at),
  );
}

/** What is given of a service's definition; undefined: it stays as it is. */
export interface ServiceChanges {
  readonly start?: ServiceStart | undefined;
  /** A principal, or the name of one. */
  readonly account?: Text | undefined;
  /** The command line that it runs. */
  readonly binary?: Text | undefined;
  /** Where the command line stands. */
  readonly binaryAt?: Trace | null | undefined;
}

/** Every door to a service ends here: its program is a command line that will run, whichever tool set it. */
export function changeService(machine: Machine, service: string, changes: ServiceChanges, from: Evidence): void {
  const { start, account, binary } = changes;
  if (start !== undefined) put(machine, serviceStart(service), start, from);
  if (account !== undefined && account !== "") setAccount(machine, service, account, from);
  if (binary !== undefined) setProgram(machine, service, binary, changes.binaryAt ?? null, from);
}

function setAccount(machine: Machine, service: string, account: Text, from: Evidence): void {
  const principal = principalOfText(machine, account);
  if (account instanceof Unknown && (principal === null || isOpen(principal)))
    putUnknown(machine, serviceAccount(service), account.cause, account.why, from);
  else if (principal !== null && !isOpen(principal)) put(machine, serviceAccount(service), principal, from);
}

function setProgram(machine: Machine, service: string, binary: Text, at: Trace | null, from: Evidence): void {
  if (binary instanceof Unknown && binary.parts === null)
    putUnknown(machine, serviceBinary(service), binary.cause, binary.why, from);
  else put(machine, serviceBinary(service), shownText(binary), from);
  const place = at ?? (binary instanceof Unknown ? binary.trace : null);
  if (place !== null) runsAsService(machine, service, binary, place);
}

export function createService(machine: Machine, service: string, changes: ServiceChanges, from: Evidence): void {
  put(machine, serviceExists(service), true, from);
  put(machine, serviceRunning(service), false, from);
  put(machine, serviceStart(service), changes.start ?? "manual", from);
  if (changes.account === undefined || changes.account === "") put(machine, serviceAccount(service), "sid:S-1-5-18", from);
  changeService(machine, service, { ...changes, start: undefined }, from);
}

export function deleteService(machine: Machine, service: string, from: Evidence): void {
  put(machine, serviceExists(service), false, from);
  put(machine, serviceRunning(service), false, from);
  runsNoMore(machine, serviceId(service));
}

/** The start type; undefined: only the host knows. */
export function startType(machine: Machine, service: string): ServiceStart | undefined {
  return valueNow(machine, serviceStart(service));
}

/** True when this run knows anything of the service. */
export function isTouched(machine: Machine, service: string): boolean {
  return reading(machine, serviceExists(service)).status !== "untouched";
}

/** Start types by the words that tools use. */
export function startWord(word: string): ServiceStart | undefined {
  switch (word.trim().toLowerCase().replaceAll("_", "-")) {
    case "auto":
    case "automatic":
    case "2":
    case "boot":
    case "system":
      return "auto";
    case "delayed-auto":
    case "delayedauto":
    case "automaticdelayedstart":
      return "delayed";
    case "demand":
    case "manual":
    case "3":
      return "manual";
    case "disabled":
    case "4":
      return "disabled";
    default:
      return undefined;
  }
}

/** `sc sdset`, Set-Service -SecurityDescriptorSddl. Gives the reason when the text is no descriptor. */
export function setServiceDescriptor(machine: Machine, service: string, sddl: string, from: Evidence): string | null {
  const descriptor = parseSddl(sddl, "service");
  if ("error" in descriptor) return descriptor.error;
  applyDescriptor(machine, serviceObject(service), descriptor, from);
  return null;
}
