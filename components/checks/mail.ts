import { imageState } from "../../host/images/image.js";
import type { MailArgs, MailLimitsArgs, MailRouteArgs, MailServerArgs, SmartHostArgs, WindowsImage } from "../arguments/index.js";
import { MailSubmission } from "../arguments/values.js";
import { SMTP_PORT, SUBMISSION_PORT } from "../settings/mail.js";
import { clients, isDomain, isHost, sources, wideRelay } from "./addresses.js";
import { type Problems, quoted } from "./problems.js";
import {
  flag,
  group,
  input,
  integer,
  listOf,
  oneOf,
  port,
  required,
  sameName,
  sameText,
  secret,
  text,
  textThat,
} from "./shapes.js";

/** What mail may be asked for. */

/** A security group has room for a thousand rules in all. */
const MAX_RULES = 400;

const domain = textThat(isDomain, "a domain name");
const host = textThat(isHost, "a host name or an IPv4 address");
const ports = listOf(port, { most: 8, least: 1, unique: sameText });

const limits = group<MailLimitsArgs>({
  messageKilobytes: integer(1, 1_048_576, "kilobytes"),
  sessionKilobytes: integer(1, 4_194_303, "kilobytes"),
  messagesPerConnection: integer(1, 10_000, "messages"),
  recipients: integer(1, 50_000, "recipients"),
  connections: integer(1, 10_000, "connections"),
});

const server = group<MailServerArgs>({
  ports: required(ports),
  allowFrom: clients,
  connectFrom: clients,
  authenticatedRelay: flag,
  anonymousSubmission: flag,
  basicAuthentication: flag,
  requireTls: flag,
  limits,
  reachableFrom: sources,
});

export const mailShape = group<MailArgs>({
  submission: oneOf(MailSubmission, "MailSubmission"),
  allowFrom: clients,
  connectFrom: clients,
  authenticatedRelay: flag,
  anonymousSubmission: flag,
  basicAuthentication: flag,
  certificateThumbprint: text(/^([0-9A-Fa-f] ?){40}$/, "a SHA-1 thumbprint, 40 hexadecimal digits"),
  certificateName: domain,
  requireTls: flag,
  localDomain: domain,
  aliasDomains: listOf(domain, { most: 100, unique: sameText }),
  routes: listOf(
    group<MailRouteArgs>({
      domain: required(
        textThat((name) => isDomain(name.replace(/^\*\./, "")), "a domain name such as contoso.com or *.contoso.com"),
      ),
      host: required(host),
      tls: flag,
    }),
    { most: 100, unique: sameName("domain") },
  ),
  ports,
  reachableFrom: sources,
  smartHost: group<SmartHostArgs>({ host: required(host), port, userName: input, password: secret }),
  allowOutboundSmtp: flag,
  limits,
  servers: listOf(server, { most: 4 }),
});

/** What the arguments say together. Each of them is well-formed. */
export function mailTogether(found: Problems, mail: MailArgs, image: WindowsImage, hasWeb: boolean): void {
  smartHostTogether(found, mail);
  if (mail.submission === MailSubmission.AzureCommunication) {
    for (const name of Object.keys(mail) as (keyof MailArgs)[]) {
      if (mail[name] === undefined || ["submission", "smartHost", "allowOutboundSmtp"].includes(name)) continue;
      found.add(
        `mail.${name}`,
        `is for the SMTP service, which mail.submission "azure-communication" does not install; expected it left out`,
      );
    }
    if (mail.smartHost?.userName !== undefined)
      found.add(
        "mail.smartHost.userName",
        "is for the SMTP service; expected it left out: applications fetch their account themselves, from Key Vault",
      );
    if (!hasWeb)
      found.add(
        "web",
        "is missing; expected it with mail.submission, because the applications of the web server submit the mail",
      );
    return;
  }
  if (imageState(image)?.featureAvailable("SMTP-Server") !== true) {
    found.add(
      "image",
      `is ${quoted(image)}, which has no SMTP service: it ends with Windows Server 2022; expected an image of 2016 to 2022 with desktop, or mail.submission "azure-communication"`,
    );
  }
  if (mail.certificateThumbprint !== undefined && mail.certificateName !== undefined)
    found.add("mail.certificateName", "is given beside mail.certificateThumbprint; expected one of them");
  domainsTogether(found, mail);
  const all = [
    { path: "mail", settings: mail },
    ...(mail.servers ?? []).map((settings, index) => ({ path: `mail.servers[${index}]`, settings })),
  ];
  const rules = all.reduce(
    (sum, { settings }) =>
      sum + (settings.ports ?? [SMTP_PORT]).length * (settings.reachableFrom ?? settings.allowFrom ?? []).length,
    0,
  );
  if (rules > MAX_RULES)
    found.add(
      "mail.reachableFrom",
      `makes ${rules} rules of a network security group, one for each port and source; expected at most ${MAX_RULES}`,
    );
  const taken = new Map<number, string>();
  for (const { path, settings } of all) {
    wideRelay(found, `${path}.allowFrom`, settings.allowFrom ?? []);
    tlsTogether(found, path, settings, mail);
    (settings.ports ?? [SMTP_PORT]).forEach((number, index) => {
      const other = taken.get(number);
      if (other !== undefined)
        found.add(`${path}.ports[${index}]`, `is ${number}, which ${other} listens on; expected a port of its own`);
      taken.set(number, path);
    });
  }
}

function tlsTogether(
  found: Problems,
  path: string,
  settings: { readonly basicAuthentication?: boolean; readonly requireTls?: boolean },
  mail: MailArgs,
): void {
  if (mail.certificateThumbprint !== undefined || mail.certificateName !== undefined) return;
  const missing = "without mail.certificateName or mail.certificateThumbprint";
  if (settings.basicAuthentication === true)
    found.add(
      `${path}.basicAuthentication`,
      `is true ${missing}; expected a certificate, because Basic is allowed with TLS only`,
    );
  else if (settings.requireTls === true) found.add(`${path}.requireTls`, `is true ${missing}; expected a certificate`);
}

function domainsTogether(found: Problems, mail: MailArgs): void {
  const local = mail.localDomain?.toLowerCase();
  const taken = new Set(local === undefined ? [] : [local]);
  mail.aliasDomains?.forEach((name, index) => {
    if (taken.has(name.toLowerCase()))
      found.add(`mail.aliasDomains[${index}]`, `is ${quoted(name)}, the local domain; expected another one`);
    taken.add(name.toLowerCase());
  });
  mail.routes?.forEach(({ domain: name }, index) => {
    if (taken.has(name.toLowerCase()))
      found.add(
        `mail.routes[${index}].domain`,
        `is ${quoted(name)}, which this host accepts mail for; expected a domain of somebody else`,
      );
  });
}

function smartHostTogether(found: Problems, mail: MailArgs): void {
  const { smartHost } = mail;
  if (smartHost === undefined) {
    if (mail.submission === MailSubmission.AzureCommunication)
      found.add("mail.smartHost", 'is missing; expected it with mail.submission "azure-communication"');
    return;
  }
  if (smartHost.port === SMTP_PORT && mail.allowOutboundSmtp !== true) {
    found.add(
      "mail.smartHost.port",
      `is ${SMTP_PORT}, which leaves the host only with mail.allowOutboundSmtp; expected ${SUBMISSION_PORT}, the submission port`,
    );
  }
  const { userName, password } = smartHost;
  if ((userName === undefined) !== (password === undefined)) {
    const [given, missing] = userName === undefined ? ["password", "userName"] : ["userName", "password"];
    found.add(`mail.smartHost.${missing}`, `is missing; expected it with mail.smartHost.${given}`);
  }
}
