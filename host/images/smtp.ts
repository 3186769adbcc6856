/** The SMTP service as its installation leaves it: one server, nothing set, so closed except for authenticated clients. */

import { type Initial, knownInitially } from "../initial.js";
import type { Key, KeyKind } from "../keys.js";
import { DEFAULT_BINDINGS } from "../smtp/bindings.js";
import { DEFAULT_AUTH_FLAGS } from "../smtp/flags.js";
import { UNSET } from "../smtp/relay-list.js";

function smtp(key: Key<unknown>, installed: (feature: string) => boolean): Initial<unknown> | undefined {
  const [server = ""] = key.parts;
  const isService = server === "service";
  switch (key.kind) {
    case "smtpServerExists":
      return knownInitially(server === "1" && installed("SMTP-Server"));
    case "relayList":
    case "connectionControl":
    case "domainRelayList":
      return knownInitially(UNSET);
    case "relayForAuth":
      // Checked by the installation (Microsoft, KB 324281), although the schema's default is 0.
      return knownInitially(isService ? true : null);
    case "authFlags":
      return knownInitially(isService ? DEFAULT_AUTH_FLAGS : null);
    case "smtpBindings":
      return knownInitially(isService ? DEFAULT_BINDINGS : null);
    case "smtpDomainExists":
      return knownInitially(false);
    case "domainRelayForAuth":
    case "domainRouteAction":
    case "smtpDomainProperty":
      return knownInitially(null);
    default:
      // Other properties have defaults that the sources disagree about (LogType, limits): not known.
      return undefined;
  }
}

const entries: Partial<Record<KeyKind, readonly (readonly string[])[]>> = { smtpServerExists: [["1"]] };

export const smtpDefaults = Object.assign(smtp, { entries });
