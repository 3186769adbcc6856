import type { AceList } from "../../host/acl/ace.js";
import { FILE_FULL, FILE_MODIFY, FILE_READ_EXECUTE } from "../../host/acl/rights.js";
import type { HostDocument } from "../../host/documents/document.js";
import type { Key, ServiceStart } from "../../host/keys.js";
import { describePrincipal } from "../../host/principals/parse.js";
import { type PrincipalId, principalBody, principalKind } from "../../host/principals/principal-id.js";
import { serviceSid } from "../../host/principals/sid.js";
import type { HostExtras, RegistryValue } from "../document/extras.js";
import { accountPlan } from "./accounts.js";
import { Facts, refuse, UnsupportedDocument } from "./facts.js";
import { smtpPlans } from "./smtp.js";
import type { FolderEntry, FolderPlan, ProvisioningPlan, ServicePlan } from "./types.js";
import { webPlan } from "./web.js";

export { UnsupportedDocument } from "./facts.js";
export type { ProvisioningPlan } from "./types.js";

/**
 * The steps that make a fresh host what the document says, and give it what the extras say besides.
 * @throws UnsupportedDocument when the document says anything that the module would not make so.
 */
export function provisioningPlan(document: HostDocument, extras: HostExtras): ProvisioningPlan {
  const facts = new Facts(document);
  const { mailCertificate, ...others } = extras;
  const web = webPlan(facts);
  const plan: ProvisioningPlan = {
    ...others,
    registry: [...hardening(facts), ...extras.registry],
    features: features(facts),
    ...accountPlan(facts),
    folders: folders(facts),
    ...web,
    configuration: [...web.configuration, ...extras.configuration],
    smtp: smtpPlans(facts, mailCertificate),
    services: services(facts),
  };
  facts.end();
  return plan;
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

// ---------------------------------------------------------------- switches of Windows

const POLICIES = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System";
const LSA = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa";

const SWITCH_KEYS: ReadonlyMap<string, string> = new Map([
  ["enablelua", POLICIES],
  ["localaccounttokenfilterpolicy", POLICIES],
  ["everyoneincludesanonymous", LSA],
  ["limitblankpassworduse", LSA],
  ["restrictanonymous", LSA],
  ["restrictanonymoussam", LSA],
]);

function hardening(facts: Facts): RegistryValue[] {
  return facts.take("hardening").map(([key, value]) => {
    const name = key.parts[0] as string;
    return { key: SWITCH_KEYS.get(name.toLowerCase()) ?? refuse(key), name, type: "DWord", value };
  });
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
    const account = accountOf(key, principal as PrincipalId);
    entries.set(path, [...(entries.get(path) ?? []), ...list.map((ace) => ({ ...account, rights: rightsOf(key, ace) }))]);
  }
  // The list is replaced as a whole, and cut off from above.
  const whole = new Set(facts.take("aclExact").map(([key, exact]) => (exact ? (key.parts[0] as string) : refuse(key))));
  const cut = new Set(
    facts.take("aclProtected").map(([key, isProtected]) => (isProtected ? (key.parts[0] as string) : refuse(key))),
  );
  const paths = [...new Set([...entries.keys(), ...whole, ...cut])];
  // Outer folders first: making an inner one makes those above it too.
  return paths
    .sort((a, b) => a.split("\\").length - b.split("\\").length)
    .map((path) => {
      if (!whole.has(path) || !cut.has(path) || !/^[A-Za-z]:\\/.test(path)) {
        throw new UnsupportedDocument(
          `the provisioning replaces the whole access list of a folder; the document does not give that of ${path}`,
        );
      }
      return { path, entries: entries.get(path) ?? [] };
    });
}

function accountOf(key: Key<unknown>, principal: PrincipalId): Pick<FolderEntry, "sid" | "account"> {
  const body = principalBody(principal);
  switch (principalKind(principal)) {
    case "sid":
      return { sid: body, account: null };
    case "service":
      return { sid: serviceSid(body), account: null };
    case "pool":
    case "local":
    case "domain":
    case "name":
      return { sid: null, account: describePrincipal(principal) };
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
