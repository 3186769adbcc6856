import { AreaAccess } from "../arguments/values.js";
import type { HostSettings } from "../settings/index.js";
import type { MailSettings } from "../settings/mail.js";
import type { SiteSettings } from "../settings/web.js";

/** What the provisioning makes so besides the host document: settings that no rule looks at, as far as a host has them. */
export interface HostExtras {
  /** Letters of data disks, which are empty at first. */
  readonly drives: readonly string[];
  readonly timeZone: string;
  readonly registry: readonly RegistryValue[];
  /** Attributes of the configuration of IIS. */
  readonly configuration: readonly ConfigurationSetting[];
  /** Entries of collections of the configuration of IIS, by the attribute that tells them apart. */
  readonly entries: readonly ConfigurationEntry[];
  /** Host names that http.sys serves with the newest certificate for them. */
  readonly certificates: readonly string[];
  /** Host name of the certificate of the SMTP service; null: none by name. */
  readonly mailCertificate: string | null;
  readonly passwordPolicy: { readonly length: number; readonly threshold: number; readonly minutes: number };
}

export interface RegistryValue {
  readonly key: string;
  readonly name: string;
  readonly type: "DWord" | "String";
  readonly value: number | string;
}

/** `MACHINE/WEBROOT` is the configuration of .NET, the longer path that of IIS. */
export type ConfigurationPath = "MACHINE/WEBROOT/APPHOST" | "MACHINE/WEBROOT";

export interface ConfigurationSetting {
  readonly path: ConfigurationPath;
  /** `""`: the whole server; else a site, or a path in it. */
  readonly location: string;
  readonly section: string;
  readonly name: string;
  readonly value: boolean | number | string;
}

export interface ConfigurationEntry {
  readonly location: string;
  readonly section: string;
  /** The attribute that tells entries apart. */
  readonly key: string;
  /** Attributes of the entry, the key among them; null: there shall be no such entry. */
  readonly attributes: readonly { readonly name: string; readonly value: string | boolean }[] | null;
  readonly keyValue: string;
}

export function hostExtras(settings: HostSettings): HostExtras {
  const { web, mail, accounts, drives, timeZone } = settings;
  const sites = web?.sites ?? [];
  return {
    drives,
    timeZone,
    registry: [...TLS, ...CIPHERS],
    configuration: web === null ? [] : [...SERVER, ...sites.flatMap(siteConfiguration), ...submission(mail)],
    entries: web === null ? [] : [...serverEntries(), ...sites.flatMap(siteEntries)],
    certificates: sites.filter(({ tls }) => tls).map(({ hostName }) => hostName),
    mailCertificate: mail?.service?.certificateName ?? null,
    passwordPolicy: {
      length: accounts.minimumLength,
      threshold: accounts.lockoutThreshold,
      minutes: accounts.lockoutMinutes,
    },
  };
}

// ---------------------------------------------------------------- TLS

const SCHANNEL = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols";

const protocol = (name: string, on: boolean): RegistryValue[] =>
  ["Server", "Client"].flatMap((side) => [
    { key: `${SCHANNEL}\\${name}\\${side}`, name: "Enabled", type: "DWord" as const, value: on ? 1 : 0 },
    { key: `${SCHANNEL}\\${name}\\${side}`, name: "DisabledByDefault", type: "DWord" as const, value: on ? 0 : 1 },
  ]);

const dotNet = (root: string): RegistryValue[] =>
  ["SchUseStrongCrypto", "SystemDefaultTlsVersions"].map((name) => ({
    key: `HKEY_LOCAL_MACHINE\\SOFTWARE\\${root}Microsoft\\.NETFramework\\v4.0.30319`,
    name,
    type: "DWord" as const,
    value: 1,
  }));

/** TLS 1.2 and, where Windows has it, 1.3; nothing older, in both directions (CIS IIS 10, 7.2 to 7.6; IIST-SV-000153). */
const TLS: readonly RegistryValue[] = [
  ...["SSL 2.0", "SSL 3.0", "TLS 1.0", "TLS 1.1"].flatMap((name) => protocol(name, false)),
  ...protocol("TLS 1.2", true),
  ...dotNet(""),
  ...dotNet("Wow6432Node\\"),
];

/** In the order of preference: forward secrecy and authenticated encryption only (CIS IIS 10, 7.7 to 7.12). */
const CIPHERS: readonly RegistryValue[] = [
  {
    key: "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002",
    name: "Functions",
    type: "String",
    value: [
      ...["TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"],
      ...["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"],
      ...["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
    ].join(","),
  },
];

// ---------------------------------------------------------------- IIS

const FILTERING = "system.webServer/security/requestFiltering";
const HEADERS = "system.webServer/httpProtocol/customHeaders";

const setting = (location: string, section: string, name: string, value: boolean | number | string): ConfigurationSetting => ({
  path: "MACHINE/WEBROOT/APPHOST",
  location,
  section,
  name,
  value,
});

const SERVER: readonly ConfigurationSetting[] = [
  // CIS IIS 10: 1.3, 3.4, 4.2, 4.3, 4.5.
  setting("", "system.webServer/directoryBrowse", "enabled", false),
  setting("", "system.webServer/httpErrors", "errorMode", "DetailedLocalOnly"),
  setting("", FILTERING, "allowDoubleEscaping", false),
  setting("", FILTERING, "removeServerHeader", true),
  setting("", `${FILTERING}/requestLimits`, "maxUrl", 4096),
  setting("", `${FILTERING}/requestLimits`, "maxQueryString", 2048),
];

/** Databases of Access are data, wherever they lie. Windows filters .mdb and .ldb by itself. */
const DATABASES = [".mdb", ".ldb", ".accdb", ".laccdb"];
/** CIS IIS 10, 3.11 and others; DISA IIST-SI-000209. */
const GOOD_HEADERS: readonly (readonly [string, string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "SAMEORIGIN"],
  ["Referrer-Policy", "strict-origin-when-cross-origin"],
];

function serverEntries(): ConfigurationEntry[] {
  return [
    // CIS IIS 10, 4.6: TRACE.
    entry("", `${FILTERING}/verbs`, "verb", "TRACE", { allowed: false }),
    ...DATABASES.map((extension) => entry("", `${FILTERING}/fileExtensions`, "fileExtension", extension, { allowed: false })),
    { location: "", section: HEADERS, key: "name", keyValue: "X-Powered-By", attributes: null },
  ];
}

function entry(
  location: string,
  section: string,
  key: string,
  keyValue: string,
  others: Readonly<Record<string, string | boolean>>,
): ConfigurationEntry {
  const attributes = [{ name: key, value: keyValue }, ...Object.entries(others).map(([name, value]) => ({ name, value }))];
  return { location, section, key, keyValue, attributes };
}

function siteConfiguration(site: SiteSettings): ConfigurationSetting[] {
  const own = `system.applicationHost/sites/site[@name='${site.name}']`;
  return [
    setting(site.name, `${FILTERING}/requestLimits`, "maxAllowedContentLength", site.maxRequestBytes),
    ...(site.hsts === null
      ? []
      : [
          setting("", `${own}/hsts`, "enabled", true),
          setting("", `${own}/hsts`, "max-age", site.hsts.maxAgeSeconds),
          setting("", `${own}/hsts`, "includeSubDomains", site.hsts.includeSubDomains),
          setting("", `${own}/hsts`, "redirectHttpToHttps", true),
        ]),
    // Passwords never cross the network in clear, whatever bindings somebody adds (CIS IIS 10, 2.6).
    ...(site.basicAuthentication ? [setting(site.name, "system.webServer/security/access", "sslFlags", "Ssl")] : []),
    ...site.areas
      .filter(({ access }) => access === AreaAccess.Basic)
      .map(({ path }) => setting(`${site.name}/${path}`, "system.webServer/security/access", "sslFlags", "Ssl")),
  ];
}

/** At the site only: an entry that stands above it too could not be added. */
function siteEntries(site: SiteSettings): ConfigurationEntry[] {
  const own = new Map(site.headers.map(({ name, value }) => [name.toLowerCase(), { name, value }]));
  for (const [name, value] of GOOD_HEADERS) if (!own.has(name.toLowerCase())) own.set(name.toLowerCase(), { name, value });
  const order = [...GOOD_HEADERS.map(([name]) => name.toLowerCase()), ...own.keys()];
  return [...new Set(order)].map((id) => {
    const { name, value } = own.get(id) as { name: string; value: string };
    return entry(site.name, HEADERS, "name", name, { value });
  });
}

/** Where .NET applications submit their mail when they name no server. The account is theirs to fetch: it stands in no file here. */
function submission(mail: MailSettings | null): ConfigurationSetting[] {
  if (mail === null || mail.service !== null || mail.smartHost === null) return [];
  const { host, port } = mail.smartHost;
  const network = "system.net/mailSettings/smtp/network";
  return [setting("", network, "host", host), setting("", network, "port", port), setting("", network, "enableSsl", true)].map(
    (one) => ({ ...one, path: "MACHINE/WEBROOT" as const }),
  );
}
