/** Flag words of the SMTP service's metabase properties. */

/** `AuthFlags`: how clients may identify themselves. Documented bits 1, 2 and 4; 16 and 64 exist for the web only (not looked up). */
export const AUTH = { anonymous: 1, basic: 2, ntlm: 4 } as const;

/** The documented default: anonymous (the metabase's internal default is anonymous and NTLM; both allow anonymous). */
export const DEFAULT_AUTH_FLAGS = AUTH.anonymous;

/**
 * `RouteAction`. Names and bits are those of a community note on the Microsoft page about the property; the hexadecimal column is
 * right, the decimals printed there above 65536 are not.
 */
export const ROUTE = {
  drop: 0x1,
  smartHost: 0x2,
  /** TLS outbound. */
  ssl: 0x4,
  /** Authenticate outbound. */
  sasl: 0x8,
  alias: 0x10,
  deliver: 0x20,
  default: 0x40,
  authNtlm: 0x80,
  authClearText: 0x100,
  etrn: 0x200,
  ipRelay: 0x400,
  authRelay: 0x800,
  /** On a domain: "allow incoming mail to be relayed to this domain". That the check box is this bit is inferred from the name. */
  domainRelay: 0x1000,
  clientTurn: 0x2000,
  clientEtrn: 0x4000,
  noEtrn: 0x8000,
  chunking: 0x10000,
  noChunking: 0x20000,
  noBmime: 0x40000,
  noDsn: 0x80000,
  noPipeline: 0x100000,
  authKerberos: 0x200000,
  helo: 0x400000,
} as const;

export function routeActions(word: number): (keyof typeof ROUTE)[] {
  return (Object.keys(ROUTE) as (keyof typeof ROUTE)[]).filter((name) => (word & ROUTE[name]) !== 0);
}

/** Mail for such a domain is local: an alias, delivered here, or the default domain. Accepting it is not relaying. */
export function isLocalRoute(word: number): boolean {
  return (word & (ROUTE.alias | ROUTE.deliver | ROUTE.default)) !== 0;
}

/** `AccessSSLFlags`: what TLS a client must use. 32, 64 and 128 are general knowledge, not looked up. */
export const ACCESS_SSL = {
  require: 8,
  negotiateCertificate: 32,
  requireCertificate: 64,
  mapCertificate: 128,
  require128: 256,
} as const;

/** `LogExtFileFlags`: the fields of a W3C log (Windows SDK, IIScnfg.h). */
export const LOG_FIELD = {
  date: 0x1,
  time: 0x2,
  clientIp: 0x4,
  userName: 0x8,
  siteName: 0x10,
  computerName: 0x20,
  serverIp: 0x40,
  method: 0x80,
  uriStem: 0x100,
  /** The argument of MAIL FROM and RCPT TO: without it a log cannot tell who mailed whom. */
  uriQuery: 0x200,
  status: 0x400,
  win32Status: 0x800,
  bytesSent: 0x1000,
  bytesReceived: 0x2000,
  timeTaken: 0x4000,
  serverPort: 0x8000,
  userAgent: 0x10000,
  cookie: 0x20000,
  referer: 0x40000,
  protocolVersion: 0x80000,
  host: 0x100000,
  subStatus: 0x200000,
} as const;

export const ALL_LOG_FIELDS = 0x3fffff;

/** The fields that a log needs to name sender, recipient and client: date, time, client, user, method, query, status. */
export const TRACEABLE_LOG_FIELDS = 0x68f;

/** The schema's default: time, client, method, uri stem, status. */
export const DEFAULT_LOG_FIELDS = LOG_FIELD.time | LOG_FIELD.clientIp | LOG_FIELD.method | LOG_FIELD.uriStem | LOG_FIELD.status;

export const LOG_FORMAT: ReadonlyMap<string, string> = new Map([["w3c", "{FF160663-DE82-11CF-BC0A-00AA006111E0}"]]);

/**
 * `RelayForAuth` as a truth value: the documentation disagrees about "true" (-1 or 1) and scripts write -1, 1, "2" and `$true`, so every
 * value other than zero is true. Null: not a value.
 */
export function relayForAuthValue(value: number | string | boolean | null): boolean | null {
  if (value === null) return null;
  if (typeof value === "boolean") return value;
  const text = String(value).trim().toLowerCase();
  if (text === "true") return true;
  if (text === "false" || text === "") return false;
  const parsed = Number(text);
  return Number.isNaN(parsed) ? null : parsed !== 0;
}
