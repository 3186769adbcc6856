import { SMTP_SERVICE } from "../../../host/keys.js";
import { encodeRelayList } from "../../../host/smtp/relay-codec.js";
import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import type { Family } from "../../tools/toolbox.js";
import { type WmiArguments, type WmiClass, type WmiProperties, wmiArgument, wmiClass } from "../../tools/wmi-class.js";
import { hostValue, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { array, int, NULL, Num, Str, type Value } from "../../values/value.js";
import { nameValue } from "../shared/shown-names.js";
import { METABASE_NAMESPACE } from "../wmi/find.js";
import { bag } from "../wmi/objects.js";
import type { IpListModel } from "./ip-list.js";
import { type MetabaseNode, metabaseNode, nodeName } from "./nodes.js";
import { metabaseProperty, SMTP_PROPERTIES } from "./properties.js";
import { smtpDomains, smtpServers } from "./servers.js";
import { bindingParts, type MetabaseWrite, RefusedWrite, type SmtpNode, storedList } from "./smtp.js";
import { create, isSmtp, listObject, mayExist, read, remove, write } from "./store.js";

/** The classes of `root\MicrosoftIISv2` (IIS 6 WMI Compatibility): settings that are read and written, elements with methods. */

type NodeFilter = (node: MetabaseNode) => boolean;

const isServer: NodeFilter = (node) => node.kind === "smtp-server" && node.server !== SMTP_SERVICE;
const isService: NodeFilter = (node) => node.kind === "smtp-server" && node.server === SMTP_SERVICE;
const isDomain: NodeFilter = (node) => node.kind === "smtp-domain";

/** Nodes by the Name that a query asks for, or those that are known. */
function find(
  machine: Machine,
  wanted: ReadonlyMap<string, Value>,
  accepts: NodeFilter,
  list: (machine: Machine) => readonly MetabaseNode[],
): MetabaseNode[] {
  const name = wanted.get("name");
  if (name === undefined) return list(machine).filter((node) => mayExist(machine, node));
  const text = scalarText(machine, name);
  if (text === null || text === undefined) return [];
  const node = metabaseNode(shownText(text));
  return accepts(node) && mayExist(machine, node) ? [node] : [];
}

function allServers(machine: Machine): MetabaseNode[] {
  return smtpServers(machine).map((server) => ({ kind: "smtp-server", server }));
}

function allDomains(machine: Machine): MetabaseNode[] {
  return smtpServers(machine).flatMap((server) =>
    smtpDomains(machine, server).map((domain): MetabaseNode => ({ kind: "smtp-domain", server, domain })),
  );
}

function readSetting(machine: Machine, node: MetabaseNode, property: string, at: Trace | null): Value | undefined {
  if (property === "name") return nameValue(nodeName(node));
  const found = metabaseProperty(property);
  if (!found) return undefined;
  if (found.type === "list" && isSmtp(node)) return listBytes(machine, node, found.name);
  const value = read(machine, node, found, at);
  return found.name === "ServerBindings" ? bindingObjects(machine, value) : value;
}

/** Lists are uint8[] in WMI: null when absent. What has no byte form here is unknown. */
function listBytes(machine: Machine, node: SmtpNode, property: string): Value {
  const symbol = `metabase:${nodeName(node)}/${property}`.toLowerCase();
  const stored = storedList(machine, node, property);
  if (stored === null) return hostValue(`${property} of ${nodeName(node)} is known only on the host`, symbol, null);
  if (stored.kind === "unset") return NULL;
  const bytes = encodeRelayList(stored);
  if ("error" in bytes) return hostValue(`the bytes of ${property}: ${bytes.error}`, symbol, null, null, "unmodelled");
  return array(
    [...bytes].map((byte) => new Num("Byte", byte)),
    "System.Byte",
  );
}

function bindingObjects(machine: Machine, value: Value): Value {
  const plain = machine.plain(value);
  if (plain.kind !== "arr") return value;
  return array(
    machine.settled<readonly Value[]>(plain.items as readonly Value[]).map((item) => {
      const text = scalarText(machine, item);
      const { ip, port, hostname } = bindingParts(typeof text === "string" ? text : "");
      return bag("System.Management.ManagementBaseObject#ServerBinding", [
        ["IP", new Str(ip)],
        ["Port", new Str(port)],
        ["Hostname", new Str(hostname)],
      ]);
    }),
  );
}

function applyChanges(machine: Machine, node: MetabaseNode, changes: WmiProperties, at: Trace | null): void {
  const writes: MetabaseWrite[] = [];
  for (const [name, value] of changes) {
    const property = metabaseProperty(name);
    if (property) writes.push({ property, value, at: traceOf(machine.plain(value)) ?? at });
  }
  try {
    write(machine, node, writes, at);
  } catch (error) {
    if (!(error instanceof RefusedWrite)) throw error;
    throw new PsError({
      id: "WMIMethodException",
      message: error.message,
      exception: "System.Management.Automation.SetValueInvocationException",
      at,
    });
  }
}

function setting(accepts: NodeFilter, list: (machine: Machine) => readonly MetabaseNode[]): WmiClass<MetabaseNode> {
  return {
    keys: ["Name"],
    properties: ["Name", ...SMTP_PROPERTIES],
    areas: ["smtp"],
    find: (machine, wanted) => find(machine, wanted, accepts, list),
    read: readSetting,
    write: (machine, node, changes, at) => applyChanges(machine, node, changes, at),
    create: (machine, properties, at) => {
      const node = namedNode(machine, properties);
      if (!node || !accepts(node)) throw notFound(at);
      create(machine, node, at);
      applyChanges(machine, node, properties, at);
    },
    remove: (machine, node, at) => remove(machine, node, at),
  };
}

function element(
  accepts: NodeFilter,
  list: (machine: Machine) => readonly MetabaseNode[],
  properties: readonly string[] = [],
): WmiClass<MetabaseNode> {
  return {
    keys: ["Name"],
    properties: [
      "Name",
      "Caption",
      "Description",
      "Status",
      "InstallDate",
      "ServerState",
      "State",
      "Started",
      "AppPoolState",
      ...properties,
    ],
    areas: ["smtp", "web"],
    find: (machine, wanted) => find(machine, wanted, accepts, list),
    read: (machine, node, property, at) => {
      if (property === "name") return nameValue(nodeName(node));
      if (property === "serverstate" || property === "state")
        return hostValue(`the state of ${nodeName(node)}`, `metabase:${nodeName(node)}/state`.toLowerCase(), null);
      return readSetting(machine, node, property, at);
    },
    write: () => undefined,
    create: (machine, given, at) => {
      const node = namedNode(machine, given);
      if (!node || !accepts(node)) throw notFound(at);
      create(machine, node, at);
    },
    remove: (machine, node, at) => remove(machine, node, at),
    invoke: (machine, node, method, args, at) => serverMethod(machine, node, method, args, at),
  };
}

function namedNode(machine: Machine, properties: WmiProperties): MetabaseNode | undefined {
  const name = properties.get("name");
  const text = name === undefined ? undefined : scalarText(machine, name);
  return text === null || text === undefined ? undefined : metabaseNode(shownText(text));
}

function notFound(at: Trace | null): PsError {
  return new PsError({ id: "NotFound", message: "Not found", exception: "System.Management.ManagementException", at });
}

/** Start, Stop and the like change nothing here; CreateNewServer of the service makes a server. */
function serverMethod(
  machine: Machine,
  node: MetabaseNode | null,
  method: string,
  args: WmiArguments,
  at: Trace | null,
): ReadonlyMap<string, Value> | undefined {
  if (["start", "stop", "pause", "continue", "recycle", "enumappsinpool"].includes(method))
    return new Map([["ReturnValue", int(0)]]);
  if (method === "createnewserver" && node?.kind === "smtp-server") {
    const server = nextServer(machine);
    create(machine, { kind: "smtp-server", server }, at);
    const bindings = wmiArgument(args, 1, "ServerBindings");
    const property = metabaseProperty("ServerBindings");
    if (bindings && property) write(machine, { kind: "smtp-server", server }, [{ property, value: bindings, at }], at);
    return new Map<string, Value>([["ReturnValue", new Str(`IIsSmtpServer='SmtpSvc/${server}'`)]]);
  }
  return undefined;
}

function nextServer(machine: Machine): string {
  const taken = new Set(smtpServers(machine));
  for (let number = 1; ; number++) if (!taken.has(String(number))) return String(number);
}

// ---------------------------------------------------------------- IIsIPSecuritySetting

const LIST_PROPERTIES = ["IPGrant", "IPDeny", "DomainGrant", "DomainDeny", "GrantByDefault"];

/** Connection control as an object of its own: `Name='SmtpSvc/1'`. The same class serves web and FTP sites, which are no concern here. */
const ipSecurity: WmiClass<MetabaseNode> = {
  keys: ["Name"],
  properties: ["Name", ...LIST_PROPERTIES],
  areas: ["smtp"],
  find: (machine, wanted) => find(machine, wanted, () => true, allServers),
  read: (machine, node, property, at) => {
    if (property === "name") return nameValue(nodeName(node));
    if (!isSmtp(node)) return hostValue("an address list of the web server", `metabase:${nodeName(node)}/ipsecurity`, null);
    const object = listObject(machine, node, { name: "IPSecurity", id: 6019, type: "list" }, at);
    return (object.model as IpListModel).get(object, property);
  },
  write: (machine, node, changes, at) => {
    if (!isSmtp(node)) return;
    const property = metabaseProperty("IPSecurity");
    const object = listObject(machine, node, { name: "IPSecurity", id: 6019, type: "list" }, at);
    for (const [name, value] of changes)
      (object.model as IpListModel).set(object, name, value, traceOf(machine.plain(value)) ?? at);
    if (property) write(machine, node, [{ property, value: object, at }], at);
  },
};

// ---------------------------------------------------------------- web classes

const isWeb: NodeFilter = (node) => node.kind === "web";
const isPool: NodeFilter = (node) => node.kind === "pool" || node.kind === "pools";

const webSetting: WmiClass<MetabaseNode> = {
  ...setting(isWeb, () => [{ kind: "web", site: "1", path: null }]),
  properties: "any",
  areas: ["web"],
};

const poolSetting: WmiClass<MetabaseNode> = {
  ...setting(isPool, () => [{ kind: "pool", name: "DefaultAppPool" }]),
  properties: "any",
  areas: ["web"],
};

/** Every class of the SMTP service has one of these names: others that begin alike exist only in scripts. */
const OTHER_SMTP_CLASSES = [
  "IIsSmtpAlias",
  "IIsSmtpAliasSetting",
  "IIsSmtpDL",
  "IIsSmtpDLSetting",
  "IIsSmtpInfo",
  "IIsSmtpInfoSetting",
  "IIsSmtpRoutingSource",
  "IIsSmtpRoutingSourceSetting",
  "IIsSmtpSession",
  "IIsSmtpSessionSetting",
  "IIsSmtpUser",
  "IIsSmtpUserSetting",
  "IIsSmtpTemplateSetting",
];

export const metabaseClassesFamily: Family = {
  wmiClasses: [
    wmiClass(
      METABASE_NAMESPACE,
      "IIsSmtpServiceSetting",
      setting(isService, () => [{ kind: "smtp-server", server: SMTP_SERVICE }]),
    ),
    wmiClass(METABASE_NAMESPACE, "IIsSmtpServerSetting", setting(isServer, allServers)),
    wmiClass(METABASE_NAMESPACE, "IIsSmtpDomainSetting", setting(isDomain, allDomains)),
    wmiClass(
      METABASE_NAMESPACE,
      "IIsSmtpService",
      element(isService, () => [{ kind: "smtp-server", server: SMTP_SERVICE }]),
    ),
    wmiClass(METABASE_NAMESPACE, "IIsSmtpServer", element(isServer, allServers)),
    wmiClass(METABASE_NAMESPACE, "IIsSmtpDomain", element(isDomain, allDomains)),
    wmiClass(METABASE_NAMESPACE, "IIsIPSecuritySetting", ipSecurity),
    ...[
      "IIsWebServiceSetting",
      "IIsWebServerSetting",
      "IIsWebVirtualDirSetting",
      "IIsWebDirectorySetting",
      "IIsWebFileSetting",
    ].map((name) => wmiClass(METABASE_NAMESPACE, name, webSetting)),
    ...["IIsApplicationPoolSetting", "IIsApplicationPoolsSetting"].map((name) => wmiClass(METABASE_NAMESPACE, name, poolSetting)),
    wmiClass(
      METABASE_NAMESPACE,
      "IIsApplicationPool",
      element(isPool, () => [{ kind: "pool", name: "DefaultAppPool" }]),
    ),
    wmiClass(
      METABASE_NAMESPACE,
      "IIsWebServer",
      element(isWeb, () => [{ kind: "web", site: "1", path: null }]),
    ),
    /** A multi-string entry of ServerBindings as an embedded object: `[wmiclass]"root\MicrosoftIISv2:ServerBinding"`. */
    wmiClass(METABASE_NAMESPACE, "ServerBinding", {
      keys: [],
      properties: ["IP", "Port", "Hostname"],
      areas: [],
      find: () => [],
      read: () => undefined,
      create: () => undefined,
    }),
    ...OTHER_SMTP_CLASSES.map((name) =>
      wmiClass(METABASE_NAMESPACE, name, {
        keys: ["Name"],
        properties: "any",
        areas: [],
        find: () => [],
        read: () => undefined,
        create: () => undefined,
      }),
    ),
  ],
  closedNamespaces: [{ namespace: METABASE_NAMESPACE, prefix: "IIsSmtp" }],
};
