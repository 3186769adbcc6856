import { AUTH } from "../host/smtp/flags.js";
import { AnonymousIdentity, type IisHostArgs, WindowsImage } from "./arguments.js";

/** The arguments with every default filled in, without what only Azure needs and without secrets. */
export interface HostSettings {
  readonly image: WindowsImage;
  /** Null: not installed. */
  readonly mail: MailSettings | null;
  /** Null: not installed. */
  readonly web: WebSettings | null;
}

export interface MailSettings {
  /** Besides loopback and the host's own addresses; as given. */
  readonly allowFrom: readonly string[];
  readonly authenticatedRelay: boolean;
  readonly anonymousSubmission: boolean;
  readonly basicAuthentication: boolean;
  /** Forty hexadecimal digits in upper case; null: no certificate. */
  readonly certificateThumbprint: string | null;
  readonly localDomain: string | null;
  readonly ports: readonly number[];
  readonly reachableFrom: readonly string[];
  readonly smartHost: SmartHostSettings | null;
  readonly allowOutboundSmtp: boolean;
}

export interface SmartHostSettings {
  readonly host: string;
  readonly port: number;
  /** Credentials go with the command as protected parameters. */
  readonly authenticated: boolean;
}

export interface WebSettings {
  readonly anonymous: AnonymousIdentity;
  readonly windowsAuthentication: boolean;
  readonly classicAsp: boolean;
  readonly aspNet: boolean;
  readonly dataFolder: string | null;
  readonly reachableFrom: readonly string[];
}

export const SMTP_PORT = 25;
export const SUBMISSION_PORT = 587;
export const DEFAULT_IMAGE: WindowsImage = WindowsImage.Server2022;

/** Arguments that passed `argumentProblems`. */
export function hostSettings(args: IisHostArgs): HostSettings {
  return { image: args.image ?? DEFAULT_IMAGE, mail: mailSettings(args), web: webSettings(args) };
}

function mailSettings({ mail = {} }: IisHostArgs): MailSettings | null {
  if (mail.enabled === false) return null;
  const { smartHost } = mail;
  const allowFrom = mail.allowFrom ?? [];
  return {
    allowFrom,
    authenticatedRelay: mail.authenticatedRelay ?? true,
    anonymousSubmission: mail.anonymousSubmission ?? true,
    basicAuthentication: mail.basicAuthentication ?? false,
    certificateThumbprint: mail.certificateThumbprint?.replaceAll(" ", "").toUpperCase() ?? null,
    localDomain: mail.localDomain ?? null,
    ports: mail.ports ?? [SMTP_PORT],
    reachableFrom: mail.reachableFrom ?? allowFrom,
    smartHost:
      smartHost === undefined
        ? null
        : { host: smartHost.host, port: smartHost.port ?? SUBMISSION_PORT, authenticated: smartHost.userName !== undefined },
    allowOutboundSmtp: mail.allowOutboundSmtp ?? false,
  };
}

function webSettings({ web = {} }: IisHostArgs): WebSettings | null {
  if (web.enabled === false) return null;
  return {
    anonymous: web.anonymous ?? AnonymousIdentity.Pool,
    windowsAuthentication: web.windowsAuthentication ?? false,
    classicAsp: web.classicAsp ?? false,
    aspNet: web.aspNet ?? false,
    dataFolder: web.dataFolder ?? null,
    reachableFrom: web.reachableFrom ?? [],
  };
}

/** How clients may identify themselves. Windows accounts can always sign in (NTLM): no password crosses the network. */
export function authFlags(mail: MailSettings): number {
  return AUTH.ntlm | (mail.anonymousSubmission ? AUTH.anonymous : 0) | (mail.basicAuthentication ? AUTH.basic : 0);
}
