// applicationHost.config as the state says it: what a script reads that has not written the file itself.
import {
  type AuthenticationScheme,
  anonymousDenied,
  anonymousEnabled,
  anonymousLogonMethod,
  anonymousUserName,
  applicationPool,
  applicationPoolDefault,
  authentication,
  directoryUserName,
  handlerAccess,
  type Key,
  type KeyKind,
  physicalPath,
  poolIdentityType,
  poolManualGroupMembership,
  poolUserName,
  siteBindings,
} from "../../../host/keys.js";
import { iisSections } from "../../documents/iis/schema.js";
import type { Machine } from "../../machine/machine.js";
import { joinTexts } from "../../values/texts.js";
import { Unknown, type Value } from "../../values/value.js";
import { SITE_IDS } from "../metabase/web.js";
import { applicationNames, poolNames, siteNames } from "../shared/config-names.js";
import { reading, valueNow } from "../shared/host-facts.js";
import { isLockedByDefault, overridesOf } from "./config-lock.js";

type Piece = string | Unknown;

/** Sections that stand under their location when something of them is set there, with their facts. */
const AUTHENTICATION = "system.webServer/security/authentication/";
const SCHEMES: readonly (readonly [AuthenticationScheme, string])[] = [
  ["anonymous", "anonymousAuthentication"],
  ["basic", "basicAuthentication"],
  ["digest", "digestAuthentication"],
  ["windows", "windowsAuthentication"],
];

/** Sections of which nothing else is known stand there empty, so that what is added to them has its place. */
const RENDERED: ReadonlySet<string> = new Set([
  "system.applicationHost/applicationPools",
  "system.applicationHost/sites",
  "system.webServer/handlers",
  "system.webServer/security/authorization",
  ...SCHEMES.map(([, name]) => `${AUTHENTICATION}${name}`),
]);

export function renderApplicationHost(machine: Machine): Value {
  const out: Piece[] = ['<?xml version="1.0" encoding="UTF-8"?>\r\n<configuration>\r\n'];
  declarations(out);
  out.push("  <system.applicationHost>\r\n");
  pools(machine, out);
  sites(machine, out);
  out.push("  </system.applicationHost>\r\n");
  server(machine, "", out, "  ");
  const locations = new Set<string>();
  for (const kind of [
    "anonymousUserName",
    "anonymousLogonMethod",
    "handlerAccess",
    "anonymousDenied",
    "authentication",
  ] satisfies KeyKind[])
    for (const key of machine.host.view(machine.assumptions).touched(kind)) {
      const location = key.parts.at(-1) ?? "";
      if (location !== "" && valueNow(machine, key as Key<unknown>) !== null) locations.add(location);
    }
  for (const location of [...locations].sort()) {
    out.push(`  <location path="${escaped(location)}">\r\n`);
    server(machine, location, out, "    ");
    out.push("  </location>\r\n");
  }
  for (const { section, location, unlocked } of overridesOf(machine)) {
    const names = [...iisSections().keys()].filter(
      (name) => section === "" || name.toLowerCase() === section || name.toLowerCase().startsWith(`${section}/`),
    );
    out.push(`  <location path="${escaped(location)}" overrideMode="${unlocked ? "Allow" : "Deny"}">\r\n`);
    for (const name of names.filter((one) => one.startsWith("system.webServer/"))) nested(name, out, "    ");
    out.push("  </location>\r\n");
  }
  out.push("</configuration>\r\n");
  return joinTexts(out, null);
}

function declarations(out: Piece[]): void {
  out.push("  <configSections>\r\n");
  const open: string[] = [];
  for (const name of [...iisSections().keys()].sort()) {
    const parts = name.split("/");
    const groups = parts.slice(0, -1);
    while (open.length > 0 && open.some((group, index) => groups[index] !== group)) {
      open.pop();
      out.push(`${"  ".repeat(open.length + 2)}</sectionGroup>\r\n`);
    }
    for (const group of groups.slice(open.length)) {
      out.push(`${"  ".repeat(open.length + 2)}<sectionGroup name="${group}">\r\n`);
      open.push(group);
    }
    const mode = isLockedByDefault(name) ? "Deny" : "Allow";
    out.push(`${"  ".repeat(open.length + 2)}<section name="${parts.at(-1) ?? ""}" overrideModeDefault="${mode}" />\r\n`);
  }
  while (open.length > 0) {
    open.pop();
    out.push(`${"  ".repeat(open.length + 2)}</sectionGroup>\r\n`);
  }
  out.push("  </configSections>\r\n");
}

/** An attribute with the value of a fact; nothing when it is not set. What is not known stands there as such. */
function attribute<T>(machine: Machine, name: string, key: Key<T | null>, shown: (value: T) => string = String): Piece[] {
  const now = reading(machine, key);
  if ("value" in now)
    return now.value === null || now.value === undefined ? [] : [` ${name}="${escaped(shown(now.value as T))}"`];
  if (now.status !== "unknown") return [];
  const symbol = `iis:rendered:${key.id}`;
  return [` ${name}="`, new Unknown(now.fact.cause, now.fact.why, symbol, null, "System.String"), '"'];
}

function pools(machine: Machine, out: Piece[]): void {
  const model = (pool: string): Piece[] => [
    ...identity(machine, pool),
    ...attribute(machine, "userName", poolUserName(pool)),
    ...attribute(machine, "manualGroupMembership", poolManualGroupMembership(pool)),
  ];
  out.push("    <applicationPools>\r\n");
  for (const name of poolNames(machine)) {
    const own = model(name);
    out.push(`      <add name="${escaped(name)}"`);
    if (own.length === 0) out.push(" />\r\n");
    else out.push(">\r\n        <processModel", ...own, " />\r\n      </add>\r\n");
  }
  out.push('      <applicationPoolDefaults managedRuntimeVersion="v4.0">\r\n        <processModel', ...model(""), " />\r\n");
  out.push("      </applicationPoolDefaults>\r\n    </applicationPools>\r\n");
}

function sites(machine: Machine, out: Piece[]): void {
  out.push("    <sites>\r\n");
  siteNames(machine).forEach((site, index) => {
    const id = machine.row<{ readonly key: string }>(SITE_IDS, site.toLowerCase())?.key ?? String(index + 1);
    out.push(`      <site name="${escaped(site)}" id="${escaped(id)}">\r\n`);
    for (const path of applicationNames(machine, site)) {
      const bare = path.replace(/^\//, "");
      const location = bare === "" ? site : `${site}/${bare}`;
      out.push(
        `        <application path="${escaped(path)}"`,
        ...attribute(machine, "applicationPool", applicationPool(site, bare)),
        ">\r\n",
      );
      out.push(
        '          <virtualDirectory path="/"',
        ...attribute(machine, "physicalPath", physicalPath(location) as Key<string | null>),
      );
      const user = directoryUserName(location);
      if (valueNow(machine, user) !== "") out.push(...attribute(machine, "userName", user as Key<string | null>));
      out.push(" />\r\n        </application>\r\n");
    }
    const bindings = valueNow(machine, siteBindings(site)) ?? [];
    out.push("        <bindings>\r\n");
    for (const one of bindings) out.push(`          <binding protocol="http" bindingInformation="${escaped(one)}" />\r\n`);
    out.push("        </bindings>\r\n      </site>\r\n");
  });
  out.push("      <applicationDefaults", ...attribute(machine, "applicationPool", applicationPoolDefault("")), " />\r\n");
  out.push("    </sites>\r\n");
}

/**
 * Of a pool that has none of its own it is the one of the defaults: setup leaves it out, but then scripts that set it there by
 * its element would be taken to do nothing.
 */
function identity(machine: Machine, pool: string): Piece[] {
  const own = attribute(machine, "identityType", poolIdentityType(pool));
  return own.length > 0 || pool === "" ? own : attribute(machine, "identityType", poolIdentityType(""));
}

/** The sections of the web server at a location. */
function server(machine: Machine, location: string, out: Piece[], indent: string): void {
  out.push(`${indent}<system.webServer>\r\n`);
  const access = attribute(machine, "accessPolicy", handlerAccess(location), (value) => value.join(", "));
  if (location === "" || access.length > 0) out.push(`${indent}  <handlers`, ...access, " />\r\n");
  if (location === "")
    for (const name of iisSections().keys())
      if (name.startsWith("system.webServer/") && name.split("/").length === 2 && !RENDERED.has(name))
        out.push(`${indent}  <${name.split("/")[1]} />\r\n`);
  out.push(`${indent}  <security>\r\n${indent}    <authentication>\r\n`);
  for (const [scheme, name] of SCHEMES) {
    const enabled = attribute(
      machine,
      "enabled",
      scheme === "anonymous" ? anonymousEnabled(location) : authentication(scheme, location),
      (value) => String(value),
    );
    const more =
      scheme === "anonymous"
        ? [
            ...attribute(machine, "userName", anonymousUserName(location)),
            ...attribute(machine, "logonMethod", anonymousLogonMethod(location)),
          ]
        : [];
    if (location === "" || enabled.length + more.length > 0) out.push(`${indent}      <${name}`, ...enabled, ...more, " />\r\n");
  }
  out.push(`${indent}    </authentication>\r\n`);
  if (location === "") {
    for (const name of iisSections().keys()) {
      const parts = name.split("/");
      if (name.startsWith("system.webServer/security/") && parts.length === 3 && !RENDERED.has(name))
        out.push(`${indent}    <${parts[2]} />\r\n`);
    }
  }
  const denied = valueNow(machine, anonymousDenied(location)) === true;
  if (location === "" || denied)
    out.push(
      denied
        ? `${indent}    <authorization>\r\n${indent}      <add accessType="Deny" users="?" />\r\n${indent}    </authorization>\r\n`
        : `${indent}    <authorization />\r\n`,
    );
  out.push(`${indent}  </security>\r\n${indent}</system.webServer>\r\n`);
}

function nested(section: string, out: Piece[], indent: string): void {
  const parts = section.split("/");
  const last = parts.pop() ?? "";
  out.push(indent, ...parts.map((part) => `<${part}>`), `<${last} />`, ...parts.reverse().map((part) => `</${part}>`), "\r\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
