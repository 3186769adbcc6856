import type { AceList } from "../host/acl/ace.js";
import { FILE_FULL, FILE_MODIFY, FILE_READ_EXECUTE } from "../host/acl/rights.js";
import type { HostDocument } from "../host/documents/document.js";
import { documentFacts } from "../host/documents/read.js";
import type { Key, KeyKind, MetabaseValue, PoolIdentityType, ServiceStart, ValueOf } from "../host/keys.js";
import { type PrincipalId, principalBody, principalKind } from "../host/principals/principal-id.js";
import { poolSid, serviceSid } from "../host/principals/sid.js";
import { parseBinding } from "../host/smtp/bindings.js";
import { ROUTE } from "../host/smtp/flags.js";
import { formatIpv4 } from "../host/smtp/ipv4.js";
import type { RelayList } from "../host/smtp/relay-list.js";
import { SMTP_PORT } from "./settings.js";

/**
 * What the provisioning module is given: a host document in the words of the tools that the module calls. Every member is always
 * there; null means that the module leaves it as it is.
 */
export interface ProvisioningPlan {
  /** For Install-WindowsFeature. */
  readonly features: readonly string[];
  readonly pools: readonly { readonly name: string; readonly identityType: PoolIdentityType }[];
  /** Properties of the authentication sections of the whole server. */
  readonly authentication: readonly { readonly section: string; readonly property: string; readonly value: boolean | string }[];
  readonly folders: readonly FolderPlan[];
  readonly smtp: SmtpPlan | null;
  readonly services: readonly ServicePlan[];
}

export interface FolderPlan {
  readonly path: string;
  /** The whole access list; each entry also for everything inside. */
  readonly entries: readonly FolderEntry[];
}

export interface FolderEntry {
  /** Names differ between the languages of Windows; these do not. */
  readonly sid: string;
  /** Of FileSystemRights. */
  readonly rights: "FullControl" | "Modify" | "ReadAndExecute";
}

export interface ServicePlan {
  readonly name: string;
  /** For sc.exe. */
  readonly start: "auto" | "delayed-auto" | "demand" | "disabled" | null;
  readonly run: boolean;
}

export interface SmtpPlan {
  /** Number of the virtual server. */
  readonly server: string;
  /** Entries of the relay list: `ip, mask`. */
  readonly grant: readonly string[];
  /** Also the addresses of the host's own network cards. */
  readonly grantOwnAddresses: boolean;
  readonly relayForAuth: 0 | 1;
  readonly authFlags: number;
  readonly bindings: readonly string[];
  /** Ports that Windows' own firewall does not know: the installation opens port 25. */
  readonly firewallPorts: readonly number[];
  /** Properties of the metabase that hold numbers. */
  readonly numbers: readonly { readonly name: string; readonly value: number }[];
  /** Properties of the metabase that hold text. */
  readonly texts: readonly { readonly name: string; readonly value: string }[];
  /** SHA-1 hash of the certificate, byte by byte. */
  readonly certificate: readonly number[] | null;
  /** The smart host wants an account: it comes as protected parameters. */
  readonly smartHostAccount: boolean;
}

/** Something in a document that the module does not do. */
export class UnsupportedDocument extends Error {
  override readonly name = "UnsupportedDocument";
}

/** @throws UnsupportedDocument when the document says anything that the module would not make so. */
export function provisioningPlan(document: HostDocument): ProvisioningPlan {
  const facts = new Facts(document);
  const plan: ProvisioningPlan = {
    features: features(facts),
    pools: facts
      .take("poolIdentityType")
      .map(([key, value]) => ({ name: key.parts[0] as string, identityType: value ?? refuse(key) })),
    authentication: authentication(facts),
    folders: folders(facts),
    smtp: smtp(facts),
    services: services(facts),
  };
  facts.end();
  return plan;
}

type FactOf<K extends KeyKind> = readonly [Key<ValueOf<K>>, ValueOf<K>];

/** The facts of a document, of which each is used once. */
class Facts {
  private readonly left: Map<string, readonly [Key<unknown>, unknown]>;

  constructor(document: HostDocument) {
    this.left = new Map([...documentFacts(document)].map((fact) => [fact[0].id, fact]));
  }

  take<K extends KeyKind>(kind: K): FactOf<K>[] {
    const taken = [...this.left.values()].filter(([key]) => key.kind === kind);
    for (const [key] of taken) this.left.delete(key.id);
    return taken as unknown as FactOf<K>[];
  }

  /** The value of the only fact of this kind; null when there is none. */
  only<K extends KeyKind>(kind: K): ValueOf<K> | null {
    const [fact, more] = this.take(kind);
    if (more !== undefined) refuse(more[0]);
    return fact === undefined ? null : fact[1];
  }

  end(): void {
    for (const [key] of this.left.values()) refuse(key);
  }
}

function refuse(key: Key<unknown>): never {
  throw new UnsupportedDocument(`the provisioning cannot make this so: ${[key.kind, ...key.parts].join(" ")}`);
}

// ---------------------------------------------------------------- features

/** Groups of features. They come with what is in them; asked for by name they would bring their defaults too. */
const GROUPS: ReadonlySet<string> = new Set(
  [
    ...["Web-Server", "Web-WebServer", "Web-Common-Http", "Web-Health", "Web-Performance", "Web-Security", "Web-App-Dev"],
    ...["Web-Mgmt-Tools", "Web-Mgmt-Compat", "WAS", "RSAT", "RSAT-Feature-Tools"],
  ].map((name) => name.toLowerCase()),
);

function features(facts: Facts): string[] {
  const wanted = facts.take("feature").map(([key, installed]) => (installed ? (key.parts[0] as string) : refuse(key)));
  return wanted.filter((name) => !GROUPS.has(name.toLowerCase()));
}

// ---------------------------------------------------------------- web

function authentication(facts: Facts): ProvisioningPlan["authentication"][number][] {
  const enabled = facts.take("authentication").map(([key, value]) => {
    const [scheme, location] = key.parts;
    if (location !== "" || value === null) return refuse(key);
    return { section: `${scheme}Authentication`, property: "enabled", value };
  });
  const users = facts.take("anonymousUserName").map(([key, value]) => {
    if (key.parts[0] !== "" || value === null) return refuse(key);
    return { section: "anonymousAuthentication", property: "userName", value };
  });
  return [...enabled, ...users];
}

// ---------------------------------------------------------------- folders

const RIGHTS: ReadonlyMap<number, FolderEntry["rights"]> = new Map([
  [FILE_FULL, "FullControl"],
  [FILE_MODIFY, "Modify"],
  [FILE_READ_EXECUTE, "ReadAndExecute"],
]);

function folders(facts: Facts): FolderPlan[] {
  const entries = new Map<string, FolderEntry[]>();
  for (const [key, list] of facts.take("acl")) {
    const [path = "", principal = ""] = key.parts;
    const sid = sidOf(key, principal as PrincipalId);
    entries.set(path, [...(entries.get(path) ?? []), ...list.map((ace) => ({ sid, rights: rightsOf(key, ace) }))]);
  }
  // The list is replaced as a whole, and cut off from above.
  const whole = new Set(facts.take("aclExact").map(([key, exact]) => (exact ? (key.parts[0] as string) : refuse(key))));
  const cut = new Set(
    facts.take("aclProtected").map(([key, isProtected]) => (isProtected ? (key.parts[0] as string) : refuse(key))),
  );
  return [...new Set([...entries.keys(), ...whole, ...cut])].map((path) => {
    if (!whole.has(path) || !cut.has(path) || !/^[A-Za-z]:\\/.test(path)) {
      throw new UnsupportedDocument(
        `the provisioning replaces the whole access list of a folder; the document does not give that of ${path}`,
      );
    }
    return { path, entries: entries.get(path) ?? [] };
  });
}

function sidOf(key: Key<unknown>, principal: PrincipalId): string {
  const body = principalBody(principal);
  switch (principalKind(principal)) {
    case "sid":
      return body;
    case "pool":
      return poolSid(body);
    case "service":
      return serviceSid(body);
    default:
      return refuse(key);
  }
}

function rightsOf(key: Key<unknown>, ace: AceList[number]): FolderEntry["rights"] {
  const rights = RIGHTS.get(ace.rights);
  const below = ace.objects && ace.containers && !ace.inheritOnly && !ace.noPropagate;
  return rights === undefined || ace.effect !== "allow" || !below ? refuse(key) : rights;
}

// ---------------------------------------------------------------- services

const STARTS: Readonly<Record<ServiceStart, NonNullable<ServicePlan["start"]>>> = {
  auto: "auto",
  delayed: "delayed-auto",
  manual: "demand",
  disabled: "disabled",
};

function services(facts: Facts): ServicePlan[] {
  const plans = new Map<string, ServicePlan>();
  for (const [key, start] of facts.take("serviceStart")) {
    const name = key.parts[0] as string;
    plans.set(name, { name, start: STARTS[start], run: false });
  }
  for (const [key, running] of facts.take("serviceRunning")) {
    const name = key.parts[0] as string;
    plans.set(name, { name, start: plans.get(name)?.start ?? null, run: running || refuse(key) });
  }
  return [...plans.values()];
}

// ---------------------------------------------------------------- mail

const CERTIFICATE = "sslcerthash";
const ROUTE_ACTION = "routeaction";

function smtp(facts: Facts): SmtpPlan | null {
  const properties = facts.take("smtpProperty");
  const lists = facts.take("relayList");
  const flags = facts.take("authFlags");
  const servers = new Set([...properties, ...lists, ...flags].map(([key]) => key.parts[0] as string));
  const [server, another] = servers;
  if (server === undefined) return null;
  if (another !== undefined || !/^\d+$/.test(server))
    throw new UnsupportedDocument("the provisioning sets up one virtual SMTP server");
  const bindings = facts.only("smtpBindings");
  const relayForAuth = facts.only("relayForAuth");
  const [list] = lists;
  const authFlags = flags[0]?.[1] ?? null;
  if (list === undefined || authFlags === null || bindings === null || relayForAuth === null) {
    throw new UnsupportedDocument("a document of an SMTP server says who may relay, who may sign in and where it listens");
  }
  const values = properties.filter(([key]) => nameOf(key) !== CERTIFICATE);
  return {
    server,
    ...granted(list[0], list[1]),
    relayForAuth: relayForAuth ? 1 : 0,
    authFlags,
    bindings,
    firewallPorts: bindings
      .map((binding) => parseBinding(binding).port)
      .filter((port): port is number => port !== null && port !== SMTP_PORT),
    numbers: values.flatMap(([key, value]) => (typeof value === "number" ? [{ name: key.parts[1] as string, value }] : [])),
    texts: values.flatMap(([key, value]) => {
      if (typeof value === "number") return [];
      return typeof value === "string" ? [{ name: key.parts[1] as string, value }] : refuse(key);
    }),
    certificate: certificate(properties.find(([key]) => nameOf(key) === CERTIFICATE)),
    smartHostAccount: values.some(
      ([key, value]) => nameOf(key) === ROUTE_ACTION && typeof value === "number" && (value & ROUTE.sasl) !== 0,
    ),
  };
}

const nameOf = (key: Key<unknown>): string => (key.parts[1] as string).toLowerCase();

function granted(key: Key<RelayList>, list: RelayList): Pick<SmtpPlan, "grant" | "grantOwnAddresses"> {
  if (list.kind !== "only" || list.grant.domains.length > 0) return refuse(key);
  const grant = list.grant.addresses.flatMap((entry) => {
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
  return { grant, grantOwnAddresses: list.grant.addresses.some(({ kind }) => kind === "own") };
}

function certificate(fact: readonly [Key<unknown>, MetabaseValue] | undefined): number[] | null {
  if (fact === undefined) return null;
  const [key, value] = fact;
  if (typeof value !== "string" || !/^([0-9a-f]{2}){20}$/i.test(value)) return refuse(key);
  return [...Buffer.from(value, "hex")];
}
