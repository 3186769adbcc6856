/**
 * What the web server is when it is freshly installed: one site, its pool, anonymous on as IUSR. Defaults: IIS configuration
 * reference (anonymousAuthentication, processModel, applicationPools), as of IIS 10.
 */

import { type Initial, knownInitially, NOT_KNOWN } from "../initial.js";
import type { Key, KeyKind } from "../keys.js";

export const DEFAULT_SITE = "Default Web Site";
export const DEFAULT_POOL = "DefaultAppPool";
const ASP_NET_POOLS = [".NET v4.5", ".NET v4.5 Classic"];
export const DEFAULT_ROOT = "C:\\inetpub\\wwwroot";

function web(key: Key<unknown>, installed: (feature: string) => boolean): Initial<unknown> | undefined {
  const [first = "", second = ""] = key.parts;
  const name = first.toLowerCase();
  switch (key.kind) {
    case "poolExists":
      return knownInitially(
        (name === DEFAULT_POOL.toLowerCase() && installed("Web-Server")) ||
          (ASP_NET_POOLS.some((pool) => pool.toLowerCase() === name) && installed("Web-Asp-Net45")),
      );
    case "poolIdentityType":
      return knownInitially(first === "" ? "ApplicationPoolIdentity" : null);
    case "poolUserName":
      return knownInitially(first === "" ? "" : null);
    case "poolManualGroupMembership":
      return knownInitially(first === "" ? false : null);
    case "siteExists":
      return knownInitially(name === DEFAULT_SITE.toLowerCase() && installed("Web-Server"));
    case "siteBindings":
      return name === DEFAULT_SITE.toLowerCase() && installed("Web-Server") ? knownInitially(["*:80:"]) : NOT_KNOWN;
    case "applicationExists":
      return knownInitially(name === DEFAULT_SITE.toLowerCase() && second === "" && installed("Web-Server"));
    case "applicationPool":
      return knownInitially(first === "" ? DEFAULT_POOL : null);
    case "physicalPath":
      return name === DEFAULT_SITE.toLowerCase() && installed("Web-Server") ? knownInitially(DEFAULT_ROOT) : NOT_KNOWN;
    case "directoryUserName":
      return knownInitially("");
    case "anonymousUserName":
      return knownInitially(first === "" ? "IUSR" : null);
    case "anonymousLogonMethod":
      return knownInitially(first === "" ? "ClearText" : null);
    case "anonymousDenied":
      return knownInitially(first === "" ? false : null);
    case "authentication":
      return knownInitially(second === "" ? name === "anonymous" : null);
    case "handlerAccess":
      return knownInitially(first === "" ? ["Read", "Script"] : null);
    default:
      return undefined;
  }
}

const entries: Partial<Record<KeyKind, readonly (readonly string[])[]>> = {
  poolExists: [DEFAULT_POOL, ...ASP_NET_POOLS].map((pool) => [pool]),
  siteExists: [[DEFAULT_SITE]],
  applicationExists: [[DEFAULT_SITE, ""]],
};

export const webDefaults = Object.assign(web, { entries });
