import { ACCESS_SSL, AUTH } from "../../host/smtp/flags.js";
import type { MailArgs, MailLimitsArgs, MailServerArgs, SmartHostArgs } from "../arguments/index.js";
import { MailSubmission } from "../arguments/values.js";

/** Mail with every default filled in, without secrets. */

export interface MailSettings {
  /** Null: there is no SMTP service, and applications submit to the smart host themselves. */
  readonly service: MailServiceSettings | null;
  readonly smartHost: SmartHostSettings | null;
  readonly allowOutboundSmtp: boolean;
}

export interface MailServiceSettings {
  /** Forty hexadecimal digits in upper case; null: none, or one by name. */
  readonly certificateThumbprint: string | null;
  readonly certificateName: string | null;
  readonly localDomain: string | null;
  readonly aliasDomains: readonly string[];
  readonly routes: readonly { readonly domain: string; readonly host: string; readonly tls: boolean }[];
  /** The first is the one that the installation makes. */
  readonly servers: readonly VirtualServerSettings[];
}

export interface VirtualServerSettings {
  /** Besides loopback and the host's own addresses; as given. */
  readonly allowFrom: readonly string[];
  /** Null: everybody. */
  readonly connectFrom: readonly string[] | null;
  readonly authenticatedRelay: boolean;
  readonly anonymousSubmission: boolean;
  readonly basicAuthentication: boolean;
  readonly requireTls: boolean;
  readonly ports: readonly number[];
  readonly reachableFrom: readonly string[];
  readonly limits: Required<MailLimitsArgs>;
}

export interface SmartHostSettings {
  readonly host: string;
  readonly port: number;
  /** Credentials go with the command as protected parameters. */
  readonly authenticated: boolean;
}

export const SMTP_PORT = 25;
export const SUBMISSION_PORT = 587;

const LIMITS: Required<MailLimitsArgs> = {
  messageKilobytes: 10240,
  sessionKilobytes: 20480,
  messagesPerConnection: 20,
  recipients: 100,
  connections: 100,
};

/** Arguments that passed the checks. */
export function mailSettings(mail: MailArgs | undefined): MailSettings | null {
  if (mail === undefined) return null;
  return {
    service: mail.submission === MailSubmission.AzureCommunication ? null : service(mail),
    smartHost: mail.smartHost === undefined ? null : smartHost(mail.smartHost),
    allowOutboundSmtp: mail.allowOutboundSmtp ?? false,
  };
}

function service(mail: MailArgs): MailServiceSettings {
  const limits = { ...LIMITS, ...mail.limits };
  return {
    certificateThumbprint: mail.certificateThumbprint?.replaceAll(" ", "").toUpperCase() ?? null,
    certificateName: mail.certificateName?.toLowerCase() ?? null,
    localDomain: mail.localDomain ?? null,
    aliasDomains: mail.aliasDomains ?? [],
    routes: (mail.routes ?? []).map(({ domain, host, tls = true }) => ({ domain, host, tls })),
    servers: [
      server({ ports: [SMTP_PORT], anonymousSubmission: true, ...mail }, limits),
      ...(mail.servers ?? []).map((one) => server(one, limits)),
    ],
  };
}

function server(one: MailServerArgs, limits: Required<MailLimitsArgs>): VirtualServerSettings {
  const allowFrom = one.allowFrom ?? [];
  return {
    allowFrom,
    connectFrom: one.connectFrom ?? null,
    authenticatedRelay: one.authenticatedRelay ?? true,
    anonymousSubmission: one.anonymousSubmission ?? false,
    basicAuthentication: one.basicAuthentication ?? false,
    requireTls: one.requireTls === true || one.basicAuthentication === true,
    ports: one.ports,
    reachableFrom: one.reachableFrom ?? allowFrom,
    limits: { ...limits, ...one.limits },
  };
}

function smartHost({ host, port = SUBMISSION_PORT, userName }: SmartHostArgs): SmartHostSettings {
  return { host, port, authenticated: userName !== undefined };
}

/** How clients may identify themselves. Windows accounts can always sign in (NTLM): no password crosses the network. */
export function authFlags(server: VirtualServerSettings): number {
  return AUTH.ntlm | (server.anonymousSubmission ? AUTH.anonymous : 0) | (server.basicAuthentication ? AUTH.basic : 0);
}

export const accessFlags = (server: VirtualServerSettings): number => (server.requireTls ? ACCESS_SSL.require : 0);
