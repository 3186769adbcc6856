import type { Key, MetabaseValue } from "../../host/keys.js";
import { parseBinding } from "../../host/smtp/bindings.js";
import { ROUTE } from "../../host/smtp/flags.js";
import { formatIpv4 } from "../../host/smtp/ipv4.js";
import type { RelayList } from "../../host/smtp/relay-list.js";
import { SMTP_PORT } from "../settings/mail.js";
import { type FactOf, type Facts, refuse, UnsupportedDocument } from "./facts.js";
import type { NumberProperty, SmtpPlan, TextProperty } from "./types.js";

/** Virtual SMTP servers of a document, as writes to the metabase. */

const CERTIFICATE = "sslcerthash";
const ROUTE_ACTION = "routeaction";

/** @throws UnsupportedDocument */
export function smtpPlans(facts: Facts, certificateName: string | null): SmtpPlan[] {
  const kinds = [
    "smtpServerExists",
    "relayList",
    "relayForAuth",
    "authFlags",
    "connectionControl",
    "smtpBindings",
    "smtpProperty",
  ] as const;
  const servers = new Map<string, ServerFacts>();
  for (const kind of kinds) {
    for (const fact of facts.take(kind)) {
      const name = fact[0].parts[0] as string;
      const server = servers.get(name) ?? {};
      servers.set(name, server);
      if (kind === "smtpProperty") server.smtpProperty = [...(server.smtpProperty ?? []), fact as FactOf<"smtpProperty">];
      else Object.assign(server, { [kind]: fact });
    }
  }
  const domains = domainPlans(facts);
  for (const name of domains.keys()) if (!servers.has(name)) throw new UnsupportedDocument(`domains of the SMTP server ${name}`);
  return [...servers].map(([name, server]) => smtpPlan(name, server, domains.get(name) ?? [], certificateName));
}

interface ServerFacts {
  smtpServerExists?: FactOf<"smtpServerExists">;
  relayList?: FactOf<"relayList">;
  relayForAuth?: FactOf<"relayForAuth">;
  authFlags?: FactOf<"authFlags">;
  connectionControl?: FactOf<"connectionControl">;
  smtpBindings?: FactOf<"smtpBindings">;
  smtpProperty?: FactOf<"smtpProperty">[];
}

function smtpPlan(server: string, found: ServerFacts, domains: SmtpPlan["domains"], certificateName: string | null): SmtpPlan {
  const { relayList, authFlags, smtpBindings, relayForAuth, connectionControl, smtpProperty = [], smtpServerExists } = found;
  if (!/^[1-9]\d*$/.test(server) || (server !== "1" && smtpServerExists?.[1] !== true))
    throw new UnsupportedDocument(`the provisioning sets up virtual SMTP servers by number, not ${server}`);
  const flags = authFlags?.[1] ?? null;
  const bindings = smtpBindings?.[1] ?? null;
  const relay = relayForAuth?.[1] ?? null;
  if (relayList === undefined || flags === null || bindings === null || relay === null) {
    throw new UnsupportedDocument("a document of an SMTP server says who may relay, who may sign in and where it listens");
  }
  const values = smtpProperty.filter(([key]) => nameOf(key) !== CERTIFICATE);
  const granted = addresses(relayList[0], relayList[1]);
  const connecting = connectionControl === undefined ? null : addresses(connectionControl[0], connectionControl[1]);
  return {
    server,
    grant: granted.list,
    grantOwnAddresses: granted.own,
    connect: connecting?.list ?? null,
    connectOwnAddresses: connecting?.own ?? false,
    relayForAuth: relay ? 1 : 0,
    authFlags: flags,
    bindings,
    firewallPorts: bindings
      .map((binding) => parseBinding(binding).port)
      .filter((port): port is number => port !== null && port !== SMTP_PORT),
    numbers: values.flatMap(([key, value]): NumberProperty[] =>
      typeof value === "number" ? [{ name: key.parts[1] as string, value }] : [],
    ),
    texts: values.flatMap(([key, value]) => text(key, value, key.parts[1] as string)),
    certificate: certificate(smtpProperty.find(([key]) => nameOf(key) === CERTIFICATE)),
    certificateName,
    domains,
    smartHostAccount: values.some(
      ([key, value]) => nameOf(key) === ROUTE_ACTION && typeof value === "number" && (value & ROUTE.sasl) !== 0,
    ),
  };
}

function text(key: Key<unknown>, value: MetabaseValue, name: string): TextProperty[] {
  if (typeof value === "number") return [];
  return typeof value === "string" ? [{ name, value }] : refuse(key);
}

const nameOf = (key: Key<unknown>): string => (key.parts[1] as string).toLowerCase();

function addresses(key: Key<RelayList>, list: RelayList): { readonly list: string[]; readonly own: boolean } {
  if (list.kind !== "only" || list.grant.domains.length > 0) return refuse(key);
  const texts = list.grant.addresses.flatMap((entry) => {
    switch (entry.kind) {
      case "loopback":
        return ["127.0.0.1, 255.255.255.255"];
      case "range":
        return [`${formatIpv4(entry.address)}, ${formatIpv4(entry.mask)}`];
      case "own":
        return [];
      case "kept":
      case "unknown":
        return refuse(key);
    }
  });
  return { list: texts, own: list.grant.addresses.some(({ kind }) => kind === "own") };
}

function certificate(fact: readonly [Key<unknown>, MetabaseValue] | undefined): number[] | null {
  if (fact === undefined) return null;
  const [key, value] = fact;
  if (typeof value !== "string" || !/^([0-9a-f]{2}){20}$/i.test(value)) return refuse(key);
  return [...Buffer.from(value, "hex")];
}

function domainPlans(facts: Facts): Map<string, SmtpPlan["domains"]> {
  const plans = new Map<string, Map<string, SmtpPlan["domains"][number]>>();
  for (const [key, exists] of facts.take("smtpDomainExists")) {
    const [server = "", name = ""] = key.parts;
    if (!exists) refuse(key);
    const domains = plans.get(server) ?? new Map<string, SmtpPlan["domains"][number]>();
    domains.set(name.toLowerCase(), { name, routeAction: 0, texts: [] });
    plans.set(server, domains);
  }
  const change = (key: Key<unknown>, edit: (plan: SmtpPlan["domains"][number]) => SmtpPlan["domains"][number]): void => {
    const [server = "", name = ""] = key.parts;
    const domains = plans.get(server);
    const plan = domains?.get(name.toLowerCase());
    if (domains === undefined || plan === undefined) refuse(key);
    domains.set(name.toLowerCase(), edit(plan));
  };
  for (const [key, routeAction] of facts.take("domainRouteAction")) {
    // A domain that grants relaying is for the relay list to say, not for a route.
    if (routeAction === null || (routeAction & (ROUTE.domainRelay | ROUTE.ipRelay | ROUTE.authRelay)) !== 0) refuse(key);
    change(key, (plan) => ({ ...plan, routeAction: routeAction as number }));
  }
  for (const [key, value] of facts.take("smtpDomainProperty"))
    change(key, (plan) => ({
      ...plan,
      texts: [...plan.texts, ...text(key, typeof value === "number" ? null : value, key.parts[2] as string)],
    }));
  return new Map([...plans].map(([server, domains]) => [server, [...domains.values()]]));
}
