/**
 * Open relay: a stranger on the Internet may send mail through the host to anywhere. Anonymous clients are allowed, the connection
 * control and the bindings let the Internet in, and the relay list (or a wildcard domain) grants it. An absent list is closed; a list of
 * zero length is open. Firewalls do not dismiss it, and the service need not have been started.
 */

import { domainRelayList, domainRouteAction, SMTP_SERVICE, type SmtpServer, smtpDomainExists } from "../keys.js";
import { onlyLoopback } from "../smtp/bindings.js";
import { type AddressSet, type Admitted, ALL_ADDRESSES, admitted, INTERNET_SIZE, publicSize } from "../smtp/coverage.js";
import { coversTopLevel, isWildcard } from "../smtp/domains.js";
import { AUTH, ROUTE } from "../smtp/flags.js";
import type { RelayList } from "../smtp/relay-list.js";
import type { HostView, Reading } from "../view.js";
import { type Answer, answer, type Danger, dangerOf, type Link, link, type Unknown, unknownFrom } from "./answer.js";
import { disturbances } from "./disturbances.js";
import {
  effectiveAuthFlags,
  effectiveBindings,
  effectiveConnectionControl,
  effectiveRelayList,
  hasSmtpService,
  type Setting,
  smtpServers,
} from "./smtp-settings.js";
import { domainSubject, type Subject, serverSubject, wordSubject } from "./subject.js";

/** One reason why relaying is granted. */
interface Grant {
  readonly subjects: readonly Subject[];
  readonly what: string;
  readonly who: AddressSet;
  readonly links: readonly Link[];
}

const EVERYBODY: AddressSet = { intervals: ALL_ADDRESSES, scattered: 0 };

export function openRelay(view: HostView): Answer {
  const dangers: Danger[] = [];
  const unknowns: Unknown[] = [];
  const service = hasSmtpService(view);
  if (service !== false) {
    for (const server of smtpServers(view)) {
      const missing: Unknown[] = [];
      const found = judgeServer(view, server, missing);
      // Whether the service is there matters only if it would be open.
      if (service === true) dangers.push(...found);
      else if (found.length + missing.length > 0) unknowns.push(service);
      unknowns.push(...missing);
    }
  }
  // Without the service nothing is said by its settings, but what could not be read at all may have installed it.
  unknowns.push(...disturbances(view, service === false ? [] : ["smtp"]));
  return answer(dangers, unknowns);
}

function judgeServer(view: HostView, server: SmtpServer, unknowns: Unknown[]): Danger[] {
  const missing: Unknown[] = [];
  const grants = [...listGrants(view, server, missing), ...domainGrants(view, server, missing)];
  if (grants.length === 0 && missing.length === 0) return [];

  const auth = effectiveAuthFlags(view, server);
  if ("value" in auth && (auth.value & AUTH.anonymous) === 0) return [];
  const bindings = effectiveBindings(view, server);
  if ("value" in bindings && onlyLoopback(bindings.value)) return [];
  const control = effectiveConnectionControl(view, server);
  const clients = "value" in control ? admitted(control.value, "everyone") : null;
  const couldConnect = clients === null || clients.unknown.length > 0;
  if (clients !== null && !couldConnect && publicSize(clients.addresses, EVERYBODY) < INTERNET_SIZE && !namesInternet(clients))
    return [];

  const needed: Unknown[] = [];
  if ("unknown" in auth) needed.push(auth.unknown);
  if ("unknown" in bindings) needed.push(bindings.unknown);
  const links = [...context(auth, "anonymous clients are allowed"), ...context(bindings, "it listens for other machines")];
  const dangers: Danger[] = [];
  for (const grant of grants) {
    const both = clients === null ? 0 : publicSize(grant.who, namesInternet(clients) ? EVERYBODY : clients.addresses);
    if (clients !== null && both >= INTERNET_SIZE) {
      if (needed.length > 0) continue;
      dangers.push(
        dangerOf("relay", [serverSubject(server), ...grant.subjects], `SMTP server ${server} ${grant.what}`, [
          ...links,
          ...context(control, "the connection control lets the Internet in"),
          ...grant.links,
        ]),
      );
    } else if (clients === null && "unknown" in control) needed.push(control.unknown);
    else if (clients !== null) needed.push(...clients.unknown.map((entry) => ({ ...place(control), ...entry })));
  }
  if (dangers.length === 0) unknowns.push(...(grants.length > 0 ? needed : []), ...missing);
  return dangers;
}

/** Is it granted or admitted by name to everyone, or a whole top-level domain? Clients control their own PTR records. */
function namesInternet(clients: Admitted): boolean {
  return clients.domains.some(coversTopLevel);
}

function listGrants(view: HostView, server: SmtpServer, missing: Unknown[]): Grant[] {
  const list = effectiveRelayList(view, server);
  if ("unknown" in list) {
    missing.push(list.unknown);
    return [];
  }
  const grant = grantOf(list.value, list.reading, missing);
  if (grant === null) return [];
  const what = `relays for ${grant.what}`;
  return [{ subjects: [wordSubject("list")], what, who: grant.who, links: [link(list.reading, describeList(list.value))] }];
}

/** What a list grants to the Internet; null when it does not. What it leaves open goes to `missing`. */
function grantOf(list: RelayList, reading: Reading<unknown>, missing: Unknown[]): { what: string; who: AddressSet } | null {
  const granted = admitted(list, "nobody");
  if (publicSize(granted.addresses, EVERYBODY) >= INTERNET_SIZE) {
    const what = list.kind === "all-except" ? "everyone, apart from the denied" : "addresses that cover the Internet";
    return {
      what: list.kind === "all-except" && list.deny.addresses.length + list.deny.domains.length === 0 ? "everyone" : what,
      who: granted.addresses,
    };
  }
  // "All except" whose denials leave less than that grants nobody on the Internet, by name or otherwise.
  const name = list.kind === "only" ? granted.domains.find(coversTopLevel) : undefined;
  if (name !== undefined) return { what: `every client whose name ends in "${name}"`, who: EVERYBODY };
  missing.push(...granted.unknown.map((entry) => ({ ...placeOf(reading), ...entry })));
  return null;
}

function describeList(list: RelayList): string {
  switch (list.kind) {
    case "all-except":
      return list.deny.addresses.length + list.deny.domains.length === 0
        ? 'the relay list is empty in the sense of "all except the list below"'
        : 'the relay list is "all except the list below", which cannot enumerate the Internet';
    case "only":
      return 'the relay list grants "only the list below"';
    default:
      return "the relay list";
  }
}

/** Domain nodes (of the server, or of the service) through which mail for everybody, or a whole top-level domain, is relayed. */
function domainGrants(view: HostView, server: SmtpServer, missing: Unknown[]): Grant[] {
  const grants: Grant[] = [];
  for (const node of [server, SMTP_SERVICE]) {
    for (const domain of wildcardDomains(view, node)) {
      const exists = view.fact(smtpDomainExists(node, domain));
      if (exists !== undefined && exists.status !== "unknown" && !exists.value) continue;
      const action = view.read(domainRouteAction(node, domain));
      if (action.status === "unknown") missing.push(unknownFrom(action.fact));
      else if (action.status !== "untouched" && ((action.value ?? 0) & ROUTE.domainRelay) !== 0) {
        const what = `relays mail for "${domain}" for anyone`;
        grants.push({
          subjects: [wordSubject("domain"), domainSubject(domain)],
          what,
          who: EVERYBODY,
          links: [link(action, `relaying to the domain "${domain}" is allowed`)],
        });
        continue;
      }
      const list = view.read(domainRelayList(node, domain));
      if (list.status === "unknown") missing.push(unknownFrom(list.fact));
      else if (list.status !== "untouched") {
        const grant = grantOf(list.value, list, missing);
        if (grant === null) continue;
        const what = `relays mail for "${domain}" for ${grant.what}`;
        grants.push({
          subjects: [wordSubject("domain"), domainSubject(domain)],
          what,
          who: grant.who,
          links: [link(list, `the domain "${domain}" has a relay list of its own`)],
        });
      }
    }
  }
  return grants;
}

function wildcardDomains(view: HostView, server: SmtpServer): string[] {
  const domains = new Map<string, string>();
  for (const kind of ["domainRouteAction", "domainRelayList"] as const) {
    for (const key of view.touched(kind, server)) {
      const domain = key.parts[1] as string;
      if (isWildcard(domain) && coversTopLevel(domain)) domains.set(domain.toLowerCase(), domain);
    }
  }
  return [...domains.values()];
}

/** A precondition that the deployment touched, as a link; defaults need no mention. */
function context(setting: Setting<unknown>, what: string): Link[] {
  if (!("reading" in setting)) return [];
  return setting.reading.status === "set" || setting.reading.status === "observed" ? [link(setting.reading, what)] : [];
}

function place(setting: Setting<unknown>): Pick<Unknown, "origin" | "because"> {
  return "reading" in setting ? placeOf(setting.reading) : { origin: null, because: [] };
}

function placeOf(reading: Reading<unknown>): Pick<Unknown, "origin" | "because"> {
  if (reading.status === "set" || reading.status === "observed")
    return { origin: reading.fact.origin, because: reading.fact.because };
  return { origin: null, because: [] };
}
