import type { AreaArgs, SiteArgs, WebArgs, WindowsImage } from "../arguments/index.js";
import { AnonymousIdentity, AreaAccess } from "../arguments/values.js";
import { knowsHsts } from "./image.js";

/** The web server with every default filled in. */

export interface WebSettings {
  readonly sites: readonly SiteSettings[];
}

export interface SiteSettings {
  readonly name: string;
  readonly hostName: string;
  readonly tls: boolean;
  /** Null: the site sends no HSTS, and does not answer on port 80 when it has TLS. */
  readonly hsts: { readonly maxAgeSeconds: number; readonly includeSubDomains: boolean } | null;
  readonly anonymous: AnonymousIdentity;
  readonly windowsAuthentication: boolean;
  readonly basicAuthentication: boolean;
  readonly classicAsp: boolean;
  readonly aspNet: boolean;
  readonly folder: string;
  readonly dataFolders: readonly string[];
  readonly uploadFolders: readonly string[];
  readonly areas: readonly { readonly path: string; readonly access: AreaAccess; readonly allow: readonly string[] }[];
  readonly maxRequestBytes: number;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly reachableFrom: readonly string[];
}

export const HTTP_PORT = 80;
export const HTTPS_PORT = 443;

const DAY_SECONDS = 86_400;
const MEGABYTE = 1_048_576;

/** Arguments that passed the checks. */
export function webSettings(web: WebArgs | undefined, image: WindowsImage): WebSettings | null {
  return web === undefined ? null : { sites: web.sites.map((site) => siteSettings(site, image)) };
}

function siteSettings(site: SiteArgs, image: WindowsImage): SiteSettings {
  const tls = site.withoutTls === undefined;
  return {
    name: site.name,
    hostName: site.hostName.toLowerCase(),
    tls,
    hsts:
      tls && knowsHsts(image)
        ? {
            maxAgeSeconds: (site.hsts?.maxAgeDays ?? 365) * DAY_SECONDS,
            includeSubDomains: site.hsts?.includeSubDomains ?? false,
          }
        : null,
    anonymous: site.anonymous ?? AnonymousIdentity.Pool,
    windowsAuthentication: site.windowsAuthentication ?? false,
    basicAuthentication: site.basicAuthentication ?? false,
    classicAsp: site.classicAsp ?? false,
    aspNet: site.aspNet ?? false,
    folder: siteFolder(site),
    dataFolders: site.dataFolders ?? [],
    uploadFolders: site.uploadFolders ?? [],
    areas: (site.areas ?? []).map(({ path, access, allow = [] }: AreaArgs) => ({ path, access, allow })),
    maxRequestBytes: (site.maxRequestMegabytes ?? 28) * MEGABYTE,
    headers: site.headers ?? [],
    reachableFrom: site.reachableFrom ?? [],
  };
}

export const siteFolder = (site: SiteArgs): string => site.folder ?? `F:\\Sites\\${site.name}`;

/** Ports that visitors come to. */
export const sitePorts = (site: SiteSettings): readonly number[] =>
  site.tls ? (site.hsts === null ? [HTTPS_PORT] : [HTTP_PORT, HTTPS_PORT]) : [HTTP_PORT];

export const usesBasic = (site: SiteSettings): boolean =>
  site.basicAuthentication || site.areas.some(({ access }) => access === AreaAccess.Basic);

export const usesWindows = (site: SiteSettings): boolean =>
  site.windowsAuthentication || site.areas.some(({ access }) => access === AreaAccess.Windows);
