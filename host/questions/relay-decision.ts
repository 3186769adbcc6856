/** What the SMTP service answers to one client who names one recipient. */

import {
  domainRelayForAuth,
  domainRelayList,
  domainRouteAction,
  type SmtpServer,
  smtpDomainExists,
  smtpProperty,
} from "../keys.js";
import { onlyLoopback } from "../smtp/bindings.js";
import { admitted, contains } from "../smtp/coverage.js";
import { domainMatches } from "../smtp/domains.js";
import { AUTH, isLocalRoute, ROUTE } from "../smtp/flags.js";
import { parseIpv4 } from "../smtp/ipv4.js";
import type { RelayList } from "../smtp/relay-list.js";
import type { HostView, Reading } from "../view.js";
import { type Link, link, remark, type Unknown } from "./answer.js";
import {
  effectiveAuthFlags,
  effectiveBindings,
  effectiveConnectionControl,
  effectiveRelayForAuth,
  effectiveRelayList,
  hasSmtpService,
  type Setting,
} from "./smtp-settings.js";

export interface RelayRequest {
  readonly server: SmtpServer;
  /** An IPv4 address, `own` for an address of the host itself, or `loopback`. */
  readonly client: string;
  /** A mail address or its domain. */
  readonly recipient: string;
  readonly authenticated: boolean;
}

export interface RelayDecision {
  /**
   * `unreachable`: no connection. `authenticate`: 530, anonymous clients are not allowed. `local`: accepted, the domain is the
   * server's own. `relayed`: accepted for another domain. `refused`: 550 5.7.1. `unknown`: a fact that decides is not known.
   */
  readonly decision: "unreachable" | "authenticate" | "local" | "relayed" | "refused" | "unknown";
  readonly links: readonly Link[];
  readonly unknowns: readonly Unknown[];
}

export function relayDecision(view: HostView, request: RelayRequest): RelayDecision {
  const done = (decision: RelayDecision["decision"], ...links: readonly Link[]): RelayDecision => ({
    decision,
    links,
    unknowns: [],
  });
  const stuck = (...unknowns: readonly Unknown[]): RelayDecision => ({ decision: "unknown", links: [], unknowns });
  const { server } = request;

  const service = hasSmtpService(view);
  if (service === false) return done("unreachable", remark("there is no SMTP service"));
  if (service !== true) return stuck(service);
  const outside = request.client !== "loopback" && !isLoopback(request.client);
  const bindings = effectiveBindings(view, server);
  if (outside) {
    if ("unknown" in bindings) return stuck(bindings.unknown);
    if (onlyLoopback(bindings.value)) return done("unreachable", link(bindings.reading, "the server listens on loopback only"));
  }
  const control = effectiveConnectionControl(view, server);
  if ("unknown" in control) return stuck(control.unknown);
  const connects = isOn(control.value, request.client, "everyone");
  if (connects === false) return done("unreachable", link(control.reading, "the connection control turns the client away"));
  if (connects !== true) return stuck(...connects);

  const auth = effectiveAuthFlags(view, server);
  if (!request.authenticated) {
    if ("unknown" in auth) return stuck(auth.unknown);
    if ((auth.value & AUTH.anonymous) === 0) return done("authenticate", link(auth.reading, "anonymous clients are not allowed"));
  }

  const domain = request.recipient.slice(request.recipient.lastIndexOf("@") + 1);
  const node = domainNode(view, server, domain);
  const action = node === null ? null : view.read(domainRouteAction(server, node));
  if (action?.status === "unknown") return stuck({ ...action.fact });
  const actions = action === null || action.status === "untouched" ? 0 : (action.value ?? 0);
  const own = view.read(smtpProperty(server, "DefaultDomain"));
  if (isText(own, domain)) return done("local", link(own, `"${domain}" is the server's own domain`));
  if (node !== null && action !== null && isLocalRoute(actions))
    return done("local", link(action, `"${node}" is a local domain`));

  // A domain's settings override the server's.
  if (node !== null && action !== null) {
    if ((actions & ROUTE.domainRelay) !== 0) return done("relayed", link(action, `relaying to the domain "${node}" is allowed`));
    const byDomain = view.read(domainRelayForAuth(server, node));
    if (byDomain.status === "unknown") return stuck({ ...byDomain.fact });
    if (request.authenticated && byDomain.status !== "untouched" && byDomain.value === true) {
      return done("relayed", link(byDomain, `authenticated clients may relay to "${node}"`));
    }
    const list = view.read(domainRelayList(server, node));
    if (list.status === "unknown") return stuck({ ...list.fact });
    if (list.status !== "untouched" && list.value.kind !== "unset")
      return byList({ value: list.value, reading: list }, request.client, done, stuck);
  }
  if (request.authenticated) {
    const forAuth = effectiveRelayForAuth(view, server);
    if ("unknown" in forAuth) return stuck(forAuth.unknown);
    if (forAuth.value) return done("relayed", link(forAuth.reading, "authenticated clients may relay"));
  }
  return byList(effectiveRelayList(view, server), request.client, done, stuck);
}

function byList(
  list: Setting<RelayList>,
  client: string,
  done: (decision: RelayDecision["decision"], ...links: readonly Link[]) => RelayDecision,
  stuck: (...unknowns: readonly Unknown[]) => RelayDecision,
): RelayDecision {
  if ("unknown" in list) return stuck(list.unknown);
  const on = isOn(list.value, client, "nobody");
  if (on === true) return done("relayed", link(list.reading, "the relay list grants the client"));
  return on === false ? done("refused", link(list.reading, "the relay list does not grant the client")) : stuck(...on);
}

function isLoopback(client: string): boolean {
  const address = parseIpv4(client);
  return address !== null && address >>> 24 === 127;
}

/** Does the list admit the client? The unknowns when that cannot be told. Names are not matched: they need the client's PTR record. */
function isOn(list: RelayList, client: string, whenUnset: "nobody" | "everyone"): boolean | Unknown[] {
  const clients = admitted(list, whenUnset);
  const address = client === "loopback" ? 0x7f000001 : parseIpv4(client);
  if (client === "own") {
    const set = list.kind === "only" ? list.grant : list.kind === "all-except" ? list.deny : null;
    if (set?.addresses.some((entry) => entry.kind === "own")) return list.kind === "only";
    if (list.kind === "all-except" || (list.kind === "unset" && whenUnset === "everyone")) return true;
  } else if (address === null) {
    return [{ cause: "input", why: `the address of ${client}`, origin: null, because: [] }];
  } else if (contains(clients.addresses, address)) return true;
  if (list.kind === "only" && list.grant.addresses.some((entry) => entry.kind === "kept"))
    return [{ cause: "input", why: "what was on the host's list before", origin: null, because: [] }];
  if (clients.unknown.length === 0) return false;
  return clients.unknown.map((entry) => ({ ...entry, origin: null, because: [] }));
}

/** The domain node that applies: the exact name before the longest wildcard. */
function domainNode(view: HostView, server: SmtpServer, domain: string): string | null {
  const names = new Map<string, string>();
  for (const kind of ["smtpDomainExists", "domainRouteAction", "domainRelayList", "domainRelayForAuth"] as const) {
    for (const key of view.keys(kind, server)) names.set((key.parts[1] as string).toLowerCase(), key.parts[1] as string);
  }
  const matching = [...names.values()].filter((name) => {
    if (!domainMatches(name, domain)) return false;
    const exists = view.fact(smtpDomainExists(server, name));
    return exists === undefined || exists.status === "unknown" || exists.value;
  });
  return matching.sort((a, b) => b.length - a.length)[0] ?? null;
}

function isText(reading: Reading<unknown>, text: string): boolean {
  return "value" in reading && typeof reading.value === "string" && reading.value.toLowerCase() === text.toLowerCase();
}
