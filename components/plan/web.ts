import type { Key } from "../../host/keys.js";
import type { ConfigurationSetting } from "../document/extras.js";
import { isHttpBinding, isTlsBinding } from "../document/web.js";
import { type Facts, refuse } from "./facts.js";
import type { ProvisioningPlan, SitePlan } from "./types.js";

/** Pools, sites and their authentication of a document, as writes to the configuration of IIS. */

/** @throws UnsupportedDocument */
export function webPlan(facts: Facts): Pick<ProvisioningPlan, "pools" | "sites" | "removedSites" | "configuration"> {
  const identities = new Map(
    facts.take("poolIdentityType").map(([key, value]) => [pool(key), { key, identityType: value ?? refuse(key) }]),
  );
  const pools = facts.take("poolExists").map(([key, exists]) => {
    const identity = identities.get(pool(key));
    identities.delete(pool(key));
    return { name: key.parts[0] as string, identityType: (exists ? identity?.identityType : undefined) ?? refuse(key) };
  });
  for (const { key } of identities.values()) refuse(key);
  return { pools, ...sites(facts), configuration: [...authentication(facts), ...handlers(facts)] };
}

const pool = (key: Key<unknown>): string => (key.parts[0] as string).toLowerCase();

function sites(facts: Facts): { readonly sites: SitePlan[]; readonly removedSites: string[] } {
  const bindings = new Map(facts.take("siteBindings").map((fact) => [pool(fact[0]), fact]));
  const folders = new Map(facts.take("physicalPath").map((fact) => [pool(fact[0]), fact]));
  const pools = new Map(facts.take("applicationPool").map((fact) => [pool(fact[0]), fact]));
  const roots = new Map(
    facts.take("applicationExists").map(([key, exists]) => {
      if (key.parts[1] !== "") refuse(key);
      return [pool(key), { key, exists }];
    }),
  );
  const made: SitePlan[] = [];
  const removed: string[] = [];
  for (const [key, exists] of facts.take("siteExists")) {
    const id = pool(key);
    const [name = ""] = key.parts;
    if (roots.get(id)?.exists !== exists) refuse(key);
    roots.delete(id);
    if (!exists) {
      removed.push(name);
      continue;
    }
    made.push({
      name,
      pool: pools.get(id)?.[1] ?? refuse(key),
      folder: folders.get(id)?.[1] ?? refuse(key),
      bindings: (bindings.get(id)?.[1] ?? refuse(key)).map((information) => {
        if (!isTlsBinding(information) && !isHttpBinding(information)) return refuse(key);
        // The name of the host picks the certificate: SNI.
        return isTlsBinding(information)
          ? { protocol: "https" as const, information, flags: 1 as const }
          : { protocol: "http" as const, information, flags: 0 as const };
      }),
    });
    for (const found of [bindings, folders, pools]) found.delete(id);
  }
  for (const [key] of [...bindings.values(), ...folders.values(), ...pools.values()]) refuse(key);
  for (const { key } of roots.values()) refuse(key);
  return { sites: made, removedSites: removed };
}

const AUTHENTICATION = "system.webServer/security/authentication";

const setting = (location: string, section: string, name: string, value: boolean | string): ConfigurationSetting => ({
  path: "MACHINE/WEBROOT/APPHOST",
  location,
  section,
  name,
  value,
});

function authentication(facts: Facts): ConfigurationSetting[] {
  const enabled = facts.take("authentication").map(([key, value]) => {
    const [scheme = "", location = ""] = key.parts;
    return setting(location, `${AUTHENTICATION}/${scheme}Authentication`, "enabled", value ?? refuse(key));
  });
  const users = facts
    .take("anonymousUserName")
    .map(([key, value]) =>
      setting(key.parts[0] as string, `${AUTHENTICATION}/anonymousAuthentication`, "userName", value ?? refuse(key)),
    );
  // From the outside in: what is said about a place stands after what is said above it.
  return [...users, ...enabled].sort((a, b) => a.location.length - b.location.length);
}

function handlers(facts: Facts): ConfigurationSetting[] {
  return facts.take("handlerAccess").map(([key, value]) => {
    if (value === null || value.some((access) => !/^(read|script|execute)$/i.test(access))) return refuse(key);
    return setting(key.parts[0] as string, "system.webServer/handlers", "accessPolicy", value.join(", "));
  });
}
