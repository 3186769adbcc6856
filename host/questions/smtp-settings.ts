/** The effective settings of a virtual server: its own, else those of the service node, else Windows' defaults. */

import {
  authFlags,
  connectionControl,
  feature,
  type Key,
  type KeyKind,
  relayForAuth,
  relayList,
  SMTP_SERVICE,
  type SmtpServer,
  smtpBindings,
  smtpServerExists,
} from "../keys.js";
import { DEFAULT_BINDINGS } from "../smtp/bindings.js";
import { DEFAULT_AUTH_FLAGS } from "../smtp/flags.js";
import { type RelayList, UNSET } from "../smtp/relay-list.js";
import type { HostView, Reading } from "../view.js";
import { type Unknown, unknownFrom } from "./answer.js";

/** A setting whose value is known, or the unknown fact that it rests on. */
export type Setting<T> = { readonly value: T; readonly reading: Reading<unknown> } | { readonly unknown: Unknown };

function setting<T>(
  view: HostView,
  key: (server: SmtpServer) => Key<T>,
  server: SmtpServer,
  absent: (value: T) => boolean,
  fallback: T,
): Setting<T> {
  let last: Reading<T> = { status: "untouched" };
  for (const node of server === SMTP_SERVICE ? [SMTP_SERVICE] : [server, SMTP_SERVICE]) {
    const reading = view.read(key(node));
    if (reading.status === "unknown") return { unknown: unknownFrom(reading.fact) };
    if (reading.status === "untouched") continue;
    if (!absent(reading.value)) return { value: reading.value, reading };
    if (last.status === "untouched" || reading.status !== "initial") last = reading;
  }
  return { value: fallback, reading: last };
}

const isNull = (value: unknown): boolean => value === null;
const isUnset = (list: RelayList): boolean => list.kind === "unset";

export function effectiveRelayList(view: HostView, server: SmtpServer): Setting<RelayList> {
  return setting(view, relayList, server, isUnset, UNSET);
}

export function effectiveConnectionControl(view: HostView, server: SmtpServer): Setting<RelayList> {
  return setting(view, connectionControl, server, isUnset, UNSET);
}

/** Unset means anonymous. */
export function effectiveAuthFlags(view: HostView, server: SmtpServer): Setting<number> {
  const found = setting(view, authFlags, server, isNull, DEFAULT_AUTH_FLAGS);
  return "unknown" in found ? found : { value: found.value ?? DEFAULT_AUTH_FLAGS, reading: found.reading };
}

/** Unset means true: the installation checks the box, whatever the schema's default says. */
export function effectiveRelayForAuth(view: HostView, server: SmtpServer): Setting<boolean> {
  const found = setting(view, relayForAuth, server, isNull, true);
  return "unknown" in found ? found : { value: found.value ?? true, reading: found.reading };
}

export function effectiveBindings(view: HostView, server: SmtpServer): Setting<readonly string[]> {
  const found = setting(view, smtpBindings, server, isNull, DEFAULT_BINDINGS);
  return "unknown" in found ? found : { value: found.value ?? DEFAULT_BINDINGS, reading: found.reading };
}

/** Is the SMTP service there? On a host that is not known it is, unless the deployment says or saw otherwise. */
export function hasSmtpService(view: HostView): boolean | Unknown {
  const reading = view.read(feature("SMTP-Server"));
  if (reading.status === "unknown") return unknownFrom(reading.fact);
  return reading.status === "untouched" ? true : reading.value;
}

const SERVER_KINDS: readonly KeyKind[] = [
  "relayList",
  "connectionControl",
  "authFlags",
  "relayForAuth",
  "smtpBindings",
  "smtpServerExists",
  "smtpDomainExists",
  "domainRelayList",
  "domainRouteAction",
];

/** The virtual servers that this deployment touches, directly or through the service node; those that were deleted are left out. */
export function smtpServers(view: HostView): SmtpServer[] {
  const servers = new Set<SmtpServer>();
  for (const kind of SERVER_KINDS) for (const key of view.touched(kind)) servers.add((key.parts[0] as string).toLowerCase());
  if (servers.delete(SMTP_SERVICE) || view.state.initial.kind === "image") servers.add("1");
  return [...servers].sort().filter((server) => {
    const fact = view.fact(smtpServerExists(server));
    return fact === undefined || fact.status === "unknown" || fact.value;
  });
}
