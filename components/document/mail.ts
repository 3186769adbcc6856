import type { SmtpDomainDocument, SmtpServerDocument } from "../../host/documents/document.js";
import { ALL_LOG_FIELDS, LOG_FORMAT, ROUTE } from "../../host/smtp/flags.js";
import { parseIpv4 } from "../../host/smtp/ipv4.js";
import {
  accessFlags,
  authFlags,
  type MailServiceSettings,
  type SmartHostSettings,
  type VirtualServerSettings,
} from "../settings/mail.js";

/** The part of the host document that is about mail. */

/** `LogType`: on. `LogFilePeriod`: daily. */
const LOG_ON = 1;
const DAILY = 1;
/** `SmartHostType`: always. */
const ALWAYS = 2;

/** With what they cannot be without. The SMTP service keeps its settings in the IIS 6 metabase. */
export const MAIL_FEATURES: readonly string[] = [
  ...["SMTP-Server", "RSAT", "RSAT-Feature-Tools", "RSAT-SMTP", "Web-ODBC-Logging"],
  ...["Web-Mgmt-Tools", "Web-Mgmt-Compat", "Web-Metabase", "Web-Lgcy-Mgmt-Console"],
  ...["Web-Server", "Web-WebServer", "Web-Health", "WAS", "WAS-Process-Model", "WAS-Config-APIs"],
];

export function smtpServers(service: MailServiceSettings, smartHost: SmartHostSettings | null): SmtpServerDocument[] {
  return service.servers.map((server, index) => smtpServer(String(index + 1), server, service, smartHost));
}

function smtpServer(
  name: string,
  server: VirtualServerSettings,
  service: MailServiceSettings,
  smartHost: SmartHostSettings | null,
): SmtpServerDocument {
  const { certificateThumbprint, localDomain } = service;
  const certificate = certificateThumbprint !== null || service.certificateName !== null;
  const { limits } = server;
  return {
    name,
    // The installation makes the first one.
    ...(name === "1" ? {} : { exists: true }),
    relayList: { only: ["loopback", "own", ...server.allowFrom] },
    relayForAuth: server.authenticatedRelay,
    authFlags: authFlags(server),
    ...(server.connectFrom === null ? {} : { connections: { only: ["loopback", "own", ...server.connectFrom] } }),
    bindings: server.ports.map((port) => `:${port}:`),
    logging: { type: LOG_ON, format: LOG_FORMAT.get("w3c") as string, period: DAILY, fields: ALL_LOG_FIELDS },
    tls: {
      accessFlags: accessFlags(server),
      ...(certificateThumbprint === null ? {} : { certificate: certificateThumbprint.toLowerCase() }),
    },
    limits: {
      messageSize: limits.messageKilobytes * 1024,
      sessionSize: limits.sessionKilobytes * 1024,
      messagesPerConnection: limits.messagesPerConnection,
      recipients: limits.recipients,
      connections: limits.connections,
    },
    ...(certificate ? { properties: [{ name: "SSLStoreName", value: "MY" }] } : {}),
    ...(localDomain === null ? {} : { defaultDomain: localDomain }),
    ...(smartHost === null ? {} : { outbound: outbound(smartHost) }),
    ...domains(service),
  };
}

/** An address stands in brackets, or it is looked up as a name. */
const nextHop = (host: string): string => (parseIpv4(host) === null ? host : `[${host}]`);

function outbound({ host, port, authenticated }: SmartHostSettings): NonNullable<SmtpServerDocument["outbound"]> {
  return {
    smartHost: nextHop(host),
    smartHostType: ALWAYS,
    port,
    // TLS in any case. The account is used only with the bits for authentication and for its mechanism.
    routeAction: ROUTE.ssl | (authenticated ? ROUTE.sasl | ROUTE.authClearText : 0),
  };
}

function domains(service: MailServiceSettings): { domains?: readonly SmtpDomainDocument[] } {
  const all = [
    ...service.aliasDomains.map((name): SmtpDomainDocument => ({ name, exists: true, routeAction: ROUTE.alias })),
    ...service.routes.map(
      ({ domain, host, tls }): SmtpDomainDocument => ({
        name: domain,
        exists: true,
        routeAction: ROUTE.smartHost | (tls ? ROUTE.ssl : 0),
        properties: [{ name: "RouteActionString", value: nextHop(host) }],
      }),
    ),
  ];
  return all.length === 0 ? {} : { domains: all };
}
