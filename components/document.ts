import { FILE_FULL, FILE_MODIFY, FILE_READ_EXECUTE } from "../host/acl/rights.js";
import type { AclDocument, HostDocument, LocationDocument, SmtpServerDocument } from "../host/documents/document.js";
import { DEFAULT_POOL, DEFAULT_ROOT } from "../host/images/web.js";
import { describePrincipal } from "../host/principals/parse.js";
import { type PrincipalId, poolPrincipal } from "../host/principals/principal-id.js";
import { SID } from "../host/principals/well-known.js";
import { ACCESS_SSL, ALL_LOG_FIELDS, LOG_FORMAT, ROUTE } from "../host/smtp/flags.js";
import { parseIpv4 } from "../host/smtp/ipv4.js";
import { AnonymousIdentity } from "./arguments.js";
import { authFlags, type HostSettings, type MailSettings, type SmartHostSettings, type WebSettings } from "./settings.js";

/** What the host is to be: everything that the provisioning makes so, and nothing else. */
export function hostDocument({ mail, web }: HostSettings): HostDocument {
  const features = [...new Set([...(mail === null ? [] : MAIL_FEATURES), ...(web === null ? [] : webFeatures(web))])].sort();
  return {
    version: 1,
    features: features.map((name) => ({ name, installed: true })),
    ...(mail === null
      ? {}
      : {
          smtp: { servers: [smtpServer(mail)] },
          // Delayed: with a plain automatic start the service of Windows Server 2019 leaves mail in its queue (microsoft/IIS.Common issue 13).
          services: [{ name: "SMTPSVC", start: "delayed", running: true }],
        }),
    ...(web === null
      ? {}
      : {
          web: { locations: [server(web)], pools: [{ name: DEFAULT_POOL, identityType: "ApplicationPoolIdentity" }] },
          acls: folders(web),
        }),
  };
}

// ---------------------------------------------------------------- features

/** With what they cannot be without. The SMTP service keeps its settings in the IIS 6 metabase. */
const MAIL_FEATURES = [
  ...["SMTP-Server", "RSAT", "RSAT-Feature-Tools", "RSAT-SMTP", "Web-ODBC-Logging"],
  ...["Web-Mgmt-Tools", "Web-Mgmt-Compat", "Web-Metabase", "Web-Lgcy-Mgmt-Console"],
  ...["Web-Server", "Web-WebServer", "Web-Health", "WAS", "WAS-Process-Model", "WAS-Config-APIs"],
];
/** What serves files, filters requests and logs. Without directory browsing, which the role alone would bring. */
const WEB_FEATURES = [
  ...["Web-Server", "Web-WebServer", "WAS", "WAS-Process-Model", "WAS-Config-APIs"],
  ...["Web-Common-Http", "Web-Default-Doc", "Web-Http-Errors", "Web-Static-Content"],
  ...["Web-Health", "Web-Http-Logging", "Web-Performance", "Web-Stat-Compression", "Web-Security", "Web-Filtering"],
  ...["Web-Mgmt-Tools", "Web-Scripting-Tools"],
];
const CLASSIC_ASP = ["Web-App-Dev", "Web-ASP", "Web-ISAPI-Ext"];
const ASP_NET = ["Web-App-Dev", "Web-Asp-Net45", "Web-ISAPI-Ext", "Web-ISAPI-Filter", "Web-Net-Ext45", "NET-Framework-45-ASPNET"];

function webFeatures(web: WebSettings): string[] {
  return [
    ...WEB_FEATURES,
    ...(web.windowsAuthentication ? ["Web-Windows-Auth"] : []),
    ...(web.classicAsp ? CLASSIC_ASP : []),
    ...(web.aspNet ? ASP_NET : []),
  ];
}

// ---------------------------------------------------------------- mail

/** The first virtual server is the one that the installation makes. */
const SERVER = "1";
/** `LogType`: on. `LogFilePeriod`: daily. */
const LOG_ON = 1;
const DAILY = 1;
/** `SmartHostType`: always. */
const ALWAYS = 2;

function smtpServer(mail: MailSettings): SmtpServerDocument {
  const { certificateThumbprint: certificate, localDomain, smartHost } = mail;
  return {
    name: SERVER,
    relayList: { only: ["loopback", "own", ...mail.allowFrom] },
    relayForAuth: mail.authenticatedRelay,
    authFlags: authFlags(mail),
    bindings: mail.ports.map((port) => `:${port}:`),
    logging: { type: LOG_ON, format: LOG_FORMAT.get("w3c") as string, period: DAILY, fields: ALL_LOG_FIELDS },
    tls: {
      accessFlags: mail.basicAuthentication ? ACCESS_SSL.require : 0,
      ...(certificate === null ? {} : { certificate: certificate.toLowerCase() }),
    },
    ...(certificate === null ? {} : { properties: [{ name: "SSLStoreName", value: "MY" }] }),
    ...(localDomain === null ? {} : { defaultDomain: localDomain }),
    ...(smartHost === null ? {} : { outbound: outbound(smartHost) }),
  };
}

function outbound({ host, port, authenticated }: SmartHostSettings): NonNullable<SmtpServerDocument["outbound"]> {
  return {
    // An address stands in brackets, or it is looked up as a name.
    smartHost: parseIpv4(host) === null ? host : `[${host}]`,
    smartHostType: ALWAYS,
    port,
    // TLS in any case. The account is used only with the bits for authentication and for its mechanism.
    routeAction: ROUTE.ssl | (authenticated ? ROUTE.sasl | ROUTE.authClearText : 0),
  };
}

// ---------------------------------------------------------------- web

function server(web: WebSettings): LocationDocument {
  const anonymous = web.anonymous !== AnonymousIdentity.None;
  return {
    location: "",
    ...(anonymous ? { anonymousUserName: web.anonymous === AnonymousIdentity.Iusr ? "IUSR" : "" } : {}),
    authentication: [
      { scheme: "anonymous", enabled: anonymous },
      ...(web.windowsAuthentication ? [{ scheme: "windows", enabled: true } as const] : []),
    ],
  };
}

const POOL = poolPrincipal(DEFAULT_POOL);

function folders(web: WebSettings): AclDocument[] {
  // Files are opened as the visitor: IUSR, or the account that signed in.
  const readers = [
    POOL,
    ...(web.anonymous === AnonymousIdentity.Iusr ? [SID.iusr] : []),
    ...(web.windowsAuthentication ? [SID.users] : []),
  ];
  const content = folder(
    DEFAULT_ROOT,
    readers.map((reader) => [reader, FILE_READ_EXECUTE]),
  );
  return web.dataFolder === null ? [content] : [content, folder(web.dataFolder, [[dataIdentity(web), FILE_MODIFY]])];
}

/** Who opens the data: classic ASP acts as the visitor, ASP.NET as the pool. */
function dataIdentity(web: WebSettings): PrincipalId {
  return web.anonymous === AnonymousIdentity.Iusr && !web.aspNet ? SID.iusr : POOL;
}

/** The whole access list, for everything inside too; nothing flows in from above. */
function folder(object: string, others: readonly (readonly [PrincipalId, number])[]): AclDocument {
  const entries: readonly (readonly [PrincipalId, number])[] = [
    [SID.localSystem, FILE_FULL],
    [SID.administrators, FILE_FULL],
    ...others,
  ];
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
