import { parsePrincipal } from "../../host/principals/parse.js";
import { principalKind } from "../../host/principals/principal-id.js";
import type {
  AreaArgs,
  CertificateArgs,
  HeaderArgs,
  HstsArgs,
  SiteArgs,
  WebArgs,
  WindowsImage,
  WithoutTlsArgs,
} from "../arguments/index.js";
import { AnonymousIdentity, AreaAccess, WindowsImage as Images } from "../arguments/values.js";
import { siteFolder } from "../settings/web.js";
import { isDomain, sources } from "./addresses.js";
import { isFolderPath, isSitePath, isSystemFolder, onSystemVolume, overlap } from "./folders.js";
import { type Problems, quoted } from "./problems.js";
import { flag, group, input, integer, listOf, oneOf, required, sameName, sameText, text, textThat } from "./shapes.js";

/** What the web server may be asked for. */

const MAX_SOURCES_OF_ALL = 250;

const SITE_NAME = /^[A-Za-z0-9]([A-Za-z0-9 ._-]{0,58}[A-Za-z0-9_-])?$/;
const reason = text(/\S.{9,}/, "a sentence of at least ten letters");
const sitePath = textThat(isSitePath, "a path below the site such as shop/orders");
/** `Sales`, `CONTOSO\Sales`, `BUILTIN\Users`. */
const ACCOUNT = /^([A-Za-z0-9][A-Za-z0-9 ._-]{0,62}\\)?[\p{L}\p{N}_][\p{L}\p{N} ._$-]{0,254}$/u;
export const accountName = text(ACCOUNT, "a name such as Sales or CONTOSO\\Sales");

const area = group<AreaArgs>({
  path: required(sitePath),
  access: required(oneOf(AreaAccess, "AreaAccess")),
  allow: listOf(accountName, { most: 50, least: 1, unique: sameText }),
});

const site = group<SiteArgs>({
  name: required(text(SITE_NAME, "at most 60 letters, digits, blanks, dots, hyphens and underscores")),
  hostName: required(textThat((name) => isDomain(name) && name.includes("."), "a full host name such as www.contoso.com")),
  withoutTls: group<WithoutTlsArgs>({ reason: required(reason) }),
  hsts: group<HstsArgs>({ maxAgeDays: integer(1, 730, "days"), includeSubDomains: flag }),
  anonymous: oneOf(AnonymousIdentity, "AnonymousIdentity"),
  windowsAuthentication: flag,
  basicAuthentication: flag,
  classicAsp: flag,
  aspNet: flag,
  folder: textThat(isFolderPath, "a full path to a folder such as F:\\Sites\\App"),
  dataFolders: listOf(textThat(isFolderPath, "a full path to a folder such as F:\\Data\\App"), { most: 20, unique: sameText }),
  uploadFolders: listOf(sitePath, { most: 20, unique: sameText }),
  areas: listOf(area, { most: 50, unique: sameName("path") }),
  maxRequestMegabytes: integer(1, 4095, "megabytes"),
  headers: listOf(
    group<HeaderArgs>({
      name: required(text(/^[A-Za-z0-9-]{1,100}$/, "the name of a header such as Content-Security-Policy")),
      value: required(text(/^[\x20-\x7e]{1,2000}$/, "at most 2000 printable characters")),
    }),
    { most: 30, unique: sameName("name") },
  ),
  reachableFrom: sources,
});

export const webShape = group<WebArgs>({
  sites: required(listOf(site, { most: 20, least: 1, unique: sameName("name") })),
});

export const certificateShape = group<CertificateArgs>({ secretUrl: required(input) });

/** What the arguments say together. Each of them is well-formed. */
export function webTogether(found: Problems, web: WebArgs, image: WindowsImage): void {
  const named = new Set(web.sites.flatMap(({ reachableFrom = [] }) => reachableFrom));
  if (named.size > MAX_SOURCES_OF_ALL)
    found.add(
      "web.sites",
      `are reachable from ${named.size} sources together; expected at most ${MAX_SOURCES_OF_ALL}, for which a network security group has room`,
    );
  const hosts = new Map<string, number>();
  const folders: { readonly folder: string; readonly path: string }[] = [];
  web.sites.forEach((one, index) => {
    const path = `web.sites[${index}]`;
    const other = hosts.get(one.hostName.toLowerCase());
    if (other !== undefined)
      found.add(`${path}.hostName`, `is ${quoted(one.hostName)}, that of web.sites[${other}]; expected a host name of its own`);
    hosts.set(one.hostName.toLowerCase(), index);
    if (one.name.toLowerCase() === "default web site")
      found.add(`${path}.name`, "is that of the site which is removed; expected another name");
    tlsTogether(found, path, one, image);
    accessTogether(found, path, one);
    foldersTogether(found, path, one, folders);
  });
}

function tlsTogether(found: Problems, path: string, site: SiteArgs, image: WindowsImage): void {
  if (site.hsts !== undefined && site.withoutTls !== undefined)
    found.add(`${path}.hsts`, "is given beside withoutTls; expected one of them");
  if (site.hsts !== undefined && image === Images.Server2016)
    found.add(`${path}.hsts`, `is not known to the image ${quoted(image)}; expected it left out, or an image of 2019 or later`);
  if (site.withoutTls === undefined) return;
  if (site.basicAuthentication === true)
    found.add(`${path}.basicAuthentication`, "is true beside withoutTls; expected TLS, because passwords cross the network");
  site.areas?.forEach(({ access }, index) => {
    if (access === AreaAccess.Basic)
      found.add(
        `${path}.areas[${index}].access`,
        'is "basic" beside withoutTls; expected TLS, because passwords cross the network',
      );
  });
}

function accessTogether(found: Problems, path: string, site: SiteArgs): void {
  const signsIn = site.windowsAuthentication === true || site.basicAuthentication === true;
  if (site.anonymous === AnonymousIdentity.None && !signsIn)
    found.add(`${path}.anonymous`, 'is "none" without windowsAuthentication or basicAuthentication; expected some way in');
  site.areas?.forEach((one, index) => {
    one.allow?.forEach((name, at) => {
      const kind = principalKind(parsePrincipal(name) ?? "name:");
      if (!["sid", "local", "domain"].includes(kind))
        found.add(
          `${path}.areas[${index}].allow[${at}]`,
          `is ${quoted(name)}, which means another account on every host; expected a group such as Sales or CONTOSO\\Sales`,
        );
    });
    if (one.allow !== undefined && one.access === AreaAccess.Anonymous)
      found.add(`${path}.areas[${index}].allow`, 'is given with access "anonymous"; expected access "windows" or "basic"');
    if (one.access === AreaAccess.Anonymous && site.anonymous === AnonymousIdentity.None)
      found.add(
        `${path}.areas[${index}].access`,
        'is "anonymous" in a site whose anonymous is "none"; expected "windows" or "basic"',
      );
    if (site.uploadFolders?.some((upload) => upload.toLowerCase() === one.path.toLowerCase()))
      found.add(`${path}.areas[${index}].path`, `is ${quoted(one.path)}, a folder of uploadFolders; expected another one`);
  });
  if ((site.dataFolders?.length ?? 0) === 0 && (site.uploadFolders?.length ?? 0) === 0) return;
  if (site.anonymous === AnonymousIdentity.Iusr && site.classicAsp === true && site.aspNet === true)
    found.add(
      `${path}.anonymous`,
      'is "iusr": classic ASP would write as IUSR and ASP.NET as the pool; expected "pool", so that one identity suffices',
    );
  if (site.anonymous === AnonymousIdentity.None && site.classicAsp === true)
    found.add(
      `${path}.anonymous`,
      'is "none": classic ASP would write as each visitor; expected "pool", or no folder to write to',
    );
}

function foldersTogether(
  found: Problems,
  path: string,
  site: SiteArgs,
  taken: { readonly folder: string; readonly path: string }[],
): void {
  const own = [
    { folder: siteFolder(site), path: `${path}.folder` },
    ...(site.dataFolders ?? []).map((folder, index) => ({ folder, path: `${path}.dataFolders[${index}]` })),
  ];
  for (const one of own) {
    if (one === own[0] && onSystemVolume(one.folder))
      found.add(
        one.path,
        `is ${quoted(one.folder)}, on the system volume; expected a folder on a data disk such as F:\\Sites\\App`,
      );
    else if (onSystemVolume(one.folder) && isSystemFolder(one.folder))
      found.add(
        one.path,
        `is ${quoted(one.folder)}, inside a folder of the system; expected a folder of its own such as F:\\Data\\App`,
      );
    const other = taken.find(({ folder }) => overlap(folder, one.folder));
    if (other !== undefined)
      found.add(
        one.path,
        `is ${quoted(one.folder)}, which overlaps ${other.path}, ${quoted(other.folder)}; expected a folder of its own`,
      );
    taken.push(one);
  }
}
