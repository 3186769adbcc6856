import { FILE_FULL, FILE_MODIFY, FILE_READ_EXECUTE } from "../../host/acl/rights.js";
import type { AclDocument, LocationDocument, WebDocument } from "../../host/documents/document.js";
import { DEFAULT_SITE } from "../../host/images/web.js";
import { describePrincipal, parsePrincipal } from "../../host/principals/parse.js";
import { type PrincipalId, poolPrincipal } from "../../host/principals/principal-id.js";
import { SID } from "../../host/principals/well-known.js";
import { AnonymousIdentity, AreaAccess } from "../arguments/values.js";
import {
  HTTP_PORT,
  HTTPS_PORT,
  type SiteSettings,
  sitePorts,
  usesBasic,
  usesWindows,
  type WebSettings,
} from "../settings/web.js";

/** The part of the host document that is about the web server. */

// ---------------------------------------------------------------- features

/** What serves files, filters requests and logs. Without directory browsing, which the role alone would bring. */
const WEB_FEATURES = [
  ...["Web-Server", "Web-WebServer", "WAS", "WAS-Process-Model", "WAS-Config-APIs"],
  ...["Web-Common-Http", "Web-Default-Doc", "Web-Http-Errors", "Web-Static-Content"],
  ...["Web-Health", "Web-Http-Logging", "Web-Performance", "Web-Stat-Compression", "Web-Security", "Web-Filtering"],
  ...["Web-Mgmt-Tools", "Web-Scripting-Tools"],
];
const CLASSIC_ASP = ["Web-App-Dev", "Web-ASP", "Web-ISAPI-Ext"];
const ASP_NET = ["Web-App-Dev", "Web-Asp-Net45", "Web-ISAPI-Ext", "Web-ISAPI-Filter", "Web-Net-Ext45", "NET-Framework-45-ASPNET"];

export function webFeatures({ sites }: WebSettings): readonly string[] {
  return [
    ...WEB_FEATURES,
    ...(sites.some(usesWindows) ? ["Web-Windows-Auth"] : []),
    ...(sites.some(usesBasic) ? ["Web-Basic-Auth"] : []),
    ...(sites.some(({ classicAsp }) => classicAsp) ? CLASSIC_ASP : []),
    ...(sites.some(({ aspNet }) => aspNet) ? ASP_NET : []),
  ];
}

// ---------------------------------------------------------------- sites

export function webDocument(web: WebSettings): WebDocument {
  const { sites } = web;
  return {
    locations: [
      // What nobody thought of runs as the pool too (CIS IIS 10, 1.6).
      { location: "", anonymousUserName: "", authentication: [{ scheme: "anonymous", enabled: true }] },
      ...sites.flatMap((site) => siteLocations(site, web)),
    ],
    pools: sites.map(({ name }) => ({ name, exists: true, identityType: "ApplicationPoolIdentity" as const })),
    sites: [
      ...sites.map((site) => ({ name: site.name, exists: true, bindings: bindings(site) })),
      { name: DEFAULT_SITE, exists: false },
    ],
    applications: [
      ...sites.map(({ name }) => ({ site: name, paths: [{ path: "", exists: true, pool: name }] })),
      { site: DEFAULT_SITE, paths: [{ path: "", exists: false }] },
    ],
  };
}

/** `*:443:host` for each port that visitors come to. */
function bindings(site: SiteSettings): string[] {
  return sitePorts(site).map((port) => `*:${port}:${site.hostName}`);
}

export const isTlsBinding = (binding: string): boolean => binding.startsWith(`*:${HTTPS_PORT}:`);
export const isHttpBinding = (binding: string): boolean => binding.startsWith(`*:${HTTP_PORT}:`);

function siteLocations(site: SiteSettings, web: WebSettings): LocationDocument[] {
  const anonymous = site.anonymous !== AnonymousIdentity.None;
  return [
    {
      location: site.name,
      physicalPath: site.folder,
      ...(anonymous ? { anonymousUserName: site.anonymous === AnonymousIdentity.Iusr ? "IUSR" : "" } : {}),
      authentication: schemes(web, anonymous, site.windowsAuthentication, site.basicAuthentication),
    },
    ...site.areas.map(
      ({ path, access }): LocationDocument => ({
        location: `${site.name}/${path}`,
        authentication: schemes(web, access === AreaAccess.Anonymous, access === AreaAccess.Windows, access === AreaAccess.Basic),
      }),
    ),
    ...site.uploadFolders.map((path): LocationDocument => ({ location: `${site.name}/${path}`, handlerAccess: ["Read"] })),
  ];
}

/** Each scheme that is installed is said, so that nothing flows in from above. */
function schemes(
  { sites }: WebSettings,
  anonymous: boolean,
  windows: boolean,
  basic: boolean,
): NonNullable<LocationDocument["authentication"]> {
  return [
    { scheme: "anonymous", enabled: anonymous },
    ...(sites.some(usesWindows) ? [{ scheme: "windows", enabled: windows } as const] : []),
    ...(sites.some(usesBasic) ? [{ scheme: "basic", enabled: basic } as const] : []),
  ];
}

// ---------------------------------------------------------------- folders

/** Outer folders come before those inside them. */
export function webFolders({ sites }: WebSettings): AclDocument[] {
  return sites.flatMap(siteFolders);
}

function siteFolders(site: SiteSettings): AclDocument[] {
  const pool = poolPrincipal(site.name);
  const writer = writes(site);
  // Files are opened as the visitor: IUSR, or the account that signed in.
  const visitors = site.anonymous === AnonymousIdentity.Iusr ? [SID.iusr] : [];
  const accounts = site.windowsAuthentication || site.basicAuthentication ? [SID.users] : [];
  return [
    folder(site.folder, reading([pool, ...visitors, ...accounts])),
    ...site.areas.map(({ path, access, allow }) => {
      const inside = `${site.folder}\\${path.replaceAll("/", "\\")}`;
      if (access === AreaAccess.Anonymous) return folder(inside, reading([pool, ...visitors]));
      const readers = allow.length === 0 ? [SID.users] : allow.map((name) => parsePrincipal(name) as PrincipalId);
      return folder(inside, reading([pool, ...readers]));
    }),
    ...site.dataFolders.map((path) => folder(path, [[writer, FILE_MODIFY]])),
    ...site.uploadFolders.map((path) =>
      folder(`${site.folder}\\${path.replaceAll("/", "\\")}`, [
        [writer, FILE_MODIFY],
        ...reading([pool, ...visitors, ...accounts].filter((reader) => reader !== writer)),
      ]),
    ),
  ].sort((a, b) => depth(a.object) - depth(b.object));
}

const depth = (path: string): number => path.split("\\").length;

/** Who opens the data: classic ASP acts as the visitor, ASP.NET as the pool. */
function writes(site: SiteSettings): PrincipalId {
  return site.anonymous === AnonymousIdentity.Iusr && !site.aspNet ? SID.iusr : poolPrincipal(site.name);
}

type Grant = readonly [PrincipalId, number];

const reading = (readers: readonly PrincipalId[]): Grant[] =>
  [...new Set(readers)].map((reader): Grant => [reader, FILE_READ_EXECUTE]);

/** The whole access list, for everything inside too; nothing flows in from above. */
function folder(object: string, others: readonly Grant[]): AclDocument {
  const entries: readonly Grant[] = [[SID.localSystem, FILE_FULL], [SID.administrators, FILE_FULL], ...others];
  return {
    object,
    exact: true,
    protected: true,
    entries: entries.map(([principal, rights]) => ({
      principal: describePrincipal(principal),
      access: [{ allow: `0x${rights.toString(16)}`, inherit: "CI OI" }],
    })),
  };
}
