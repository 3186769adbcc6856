import { link } from "../../host/questions/answer.js";
import { relayDecision } from "../../host/questions/relay-decision.js";
import {
  effectiveAuthFlags,
  effectiveBindings,
  effectiveConnectionControl,
  effectiveRelayForAuth,
  effectiveRelayList,
  hasSmtpService,
  type Setting,
  smtpServers,
} from "../../host/questions/smtp-settings.js";
import { AUTH } from "../../host/smtp/flags.js";
import { rangeText } from "../../host/smtp/relay-json.js";
import type { ClientSet, RelayList } from "../../host/smtp/relay-list.js";
import type { HostView } from "../../host/view.js";
import { type Claim, stepsOf } from "./worlds.js";

/** A client that is in nobody's list by chance: an address of a documentation network (RFC 5737), and a domain that nobody has (RFC 2606). */
const STRANGER = "203.0.113.77";
const ELSEWHERE = "someone@elsewhere.example";

/** Who may relay through the host, and by which settings. */
export function relayClaims(view: HostView): Claim[] {
  const service = hasSmtpService(view);
  if (service === false) return [{ id: "service", text: "there is no SMTP service", because: [] }];
  const servers = smtpServers(view);
  if (servers.length === 0) return [{ id: "untouched", text: "nothing here configures the SMTP service", because: [] }];
  const claims: Claim[] = [];
  if (service !== true)
    claims.push({ id: "service?", text: "whether the SMTP service is installed is not known", because: [], unknowns: [service] });
  for (const server of servers) {
    claims.push(
      decision(view, server, "a stranger on the Internet", STRANGER, false),
      decision(view, server, "a client that has logged in", STRANGER, true),
      decision(view, server, "the host itself", "loopback", false),
      said(server, "relay list", effectiveRelayList(view, server), describeList),
      said(server, "clients need not log in", effectiveAuthFlags(view, server), (flags) => yesNo((flags & AUTH.anonymous) !== 0)),
      said(server, "who logs in may relay", effectiveRelayForAuth(view, server), yesNo),
      said(server, "who may connect", effectiveConnectionControl(view, server), (list) =>
        list.kind === "unset" ? "everyone" : describeList(list),
      ),
      said(server, "listens on", effectiveBindings(view, server), (bindings) => bindings.join(", ") || "nothing"),
    );
  }
  return claims;
}

const yesNo = (value: boolean): string => (value ? "yes" : "no");

const DECISIONS = {
  unreachable: "cannot connect",
  authenticate: "must log in first",
  local: "may send to local mailboxes",
  relayed: "may relay to any domain",
  refused: "may not relay",
  unknown: "may relay or not: that is not known",
} as const;

function decision(view: HostView, server: string, who: string, client: string, authenticated: boolean): Claim {
  const found = relayDecision(view, { server, client, recipient: ELSEWHERE, authenticated });
  return {
    id: `${server}|${who}|${found.decision}`,
    text: `server ${server}: ${who} ${DECISIONS[found.decision]}`,
    because: stepsOf(found.links),
    unknowns: found.unknowns,
    path: {
      nodes: [who, `server ${server}`, DECISIONS[found.decision]],
      tone:
        found.decision === "unknown"
          ? "unknown"
          : found.decision === "relayed" && !authenticated && client === STRANGER
            ? "danger"
            : "fine",
    },
  };
}

function said<T>(server: string, what: string, setting: Setting<T>, describe: (value: T) => string): Claim {
  if ("unknown" in setting) {
    return { id: `${server}|${what}|?`, text: `server ${server}: ${what}: not known`, because: [], unknowns: [setting.unknown] };
  }
  const value = describe(setting.value);
  return {
    id: `${server}|${what}|${value}`,
    text: `server ${server}: ${what}: ${value}`,
    because: stepsOf([link(setting.reading, what)]),
  };
}

function describeList(list: RelayList): string {
  switch (list.kind) {
    case "unset":
      return "not set (nobody by address)";
    case "all-except":
      return list.deny.addresses.length + list.deny.domains.length === 0
        ? "everyone"
        : `everyone except ${describeClients(list.deny)}`;
    case "only":
      return list.grant.addresses.length + list.grant.domains.length === 0 ? "nobody" : `only ${describeClients(list.grant)}`;
    case "malformed":
      return `malformed (${list.reason})`;
    case "undecided-empty":
      return `an empty list that may mean nobody or everyone (${list.reason})`;
  }
}

function describeClients(set: ClientSet): string {
  const addresses = set.addresses.map((one) => {
    switch (one.kind) {
      case "range":
        return rangeText(one.address, one.mask);
      case "loopback":
        return "127.0.0.1";
      case "own":
        return "the host's own addresses";
      case "kept":
        return "what was on the list before";
      case "unknown":
        return `(${one.why})`;
    }
  });
  return [...addresses, ...set.domains.map((one) => (one.kind === "name" ? `*.${one.name}` : `(${one.why})`))].join(", ");
}
