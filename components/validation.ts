import { imageState } from "../host/images/image.js";
import { addressSet, breadth, publicPart, sizeOf, WIDE_SIZE } from "../host/smtp/coverage.js";
import { parseIpv4, prefixMask } from "../host/smtp/ipv4.js";
import type { ClientAddress } from "../host/smtp/relay-list.js";
import { AnonymousIdentity, type IisHostArgs, WindowsImage } from "./arguments.js";
import { DEFAULT_IMAGE, SMTP_PORT, SUBMISSION_PORT } from "./settings.js";

/** What is wrong with one argument. */
export interface ArgumentProblem {
  /** As a program writes it: `mail.allowFrom[0]`. */
  readonly path: string;
  /** What it is and what is expected instead: `is "x", expected ...`. Never holds a secret. */
  readonly reason: string;
}

export const DEFAULT_ADMIN = "hostadmin";

/**
 * Everything that can be told without running anything. Types are checked too: programs in JavaScript and in languages that come through
 * the schema can give other values than the declarations say.
 */
export function argumentProblems(args: IisHostArgs): ArgumentProblem[] {
  const found = new Problems();
  const { image, mail, web } = args;
  for (const [path, value] of [
    ["resourceGroupName", args.resourceGroupName],
    ["subnetId", args.subnetId],
    ["adminPassword", args.adminPassword],
  ] as const) {
    if (value === undefined || value === null || value === "") found.add(path, "is missing");
  }
  found.text("size", args.size, /^[A-Za-z0-9_-]{1,80}$/, "the name of a size of virtual machines such as Standard_D2s_v5");
  found.text("zone", args.zone, /^[1-9][0-9]?$/, "the number of an availability zone");
  found.text(
    "computerName",
    args.computerName,
    /^(?=.{1,15}$)(?!\d+$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
    "at most 15 letters, digits and hyphens, not only digits",
  );
  found.text(
    "adminUsername",
    args.adminUsername,
    /^(?!.*\.$)[^\\/"[\]:|<>+=;,?*@\s]{1,20}$/,
    "an account name of at most 20 letters, digits and hyphens",
  );
  if (typeof args.adminUsername === "string" && REFUSED_ADMINS.has(args.adminUsername.toLowerCase())) {
    found.add(
      "adminUsername",
      `is ${quoted(args.adminUsername)}, a name that Azure refuses; expected one that is not guessed first`,
    );
  }
  found.flag("encryptionAtHost", args.encryptionAtHost);
  found.flag("quarantine", args.quarantine);
  const known = found.oneOf("image", image, Object.values(WindowsImage), "one of WindowsImage");
  if (found.object("mail", mail)) mailProblems(found, mail ?? {}, known ? (image ?? DEFAULT_IMAGE) : null);
  if (found.object("web", web)) webProblems(found, web ?? {});
  if (mail?.enabled === false && web?.enabled === false)
    found.add("web.enabled", "is false and so is mail.enabled; expected at least one of them");
  return found.list;
}

/** Names that Azure does not accept for administrators (Azure virtual machine FAQ), as far as they are valid account names. */
const REFUSED_ADMINS = new Set(
  "administrator admin user user1 test user2 test1 user3 admin1 1 123 a actuser adm admin2 aspnet backup console david guest john owner root server sql support support_388945a0 sys test2 test3 user4 user5".split(
    " ",
  ),
);

type Mail = NonNullable<IisHostArgs["mail"]>;
type Web = NonNullable<IisHostArgs["web"]>;

function mailProblems(found: Problems, mail: Mail, image: WindowsImage | null): void {
  for (const name of [
    "enabled",
    "authenticatedRelay",
    "anonymousSubmission",
    "basicAuthentication",
    "allowOutboundSmtp",
  ] as const) {
    found.flag(`mail.${name}`, mail[name]);
  }
  if (mail.enabled === false) return;
  if (image !== null && imageState(image)?.featureAvailable("SMTP-Server") !== true) {
    found.add(
      "image",
      `is ${quoted(image)}, which has no SMTP service; expected an image of 2016 to 2022 with desktop, or mail.enabled false`,
    );
  }
  relayProblems(found, mail.allowFrom);
  if (mail.reachableFrom === undefined) found.count("mail.allowFrom", mail.allowFrom, MAX_SOURCES);
  sourceProblems(found, "mail.reachableFrom", mail.reachableFrom);
  found.text("mail.localDomain", mail.localDomain, DOMAIN, "a domain name");
  found.text(
    "mail.certificateThumbprint",
    mail.certificateThumbprint,
    /^([0-9A-Fa-f] ?){40}$/,
    "a SHA-1 thumbprint, 40 hexadecimal digits",
  );
  if (mail.basicAuthentication === true && mail.certificateThumbprint === undefined) {
    found.add(
      "mail.basicAuthentication",
      "is true without mail.certificateThumbprint; expected a certificate, because Basic is allowed with TLS only",
    );
  }
  if (found.array("mail.ports", mail.ports) && mail.ports !== undefined) {
    mail.ports.forEach((port, index) => found.port(`mail.ports[${index}]`, port));
    if (mail.ports.length === 0) found.add("mail.ports", "is empty; expected at least one TCP port");
    found.count("mail.ports", mail.ports, MAX_PORTS);
    if (new Set(mail.ports).size !== mail.ports.length) found.add("mail.ports", "names a port twice");
  }
  if (found.object("mail.smartHost", mail.smartHost) && mail.smartHost !== undefined)
    smartHostProblems(found, mail.smartHost, mail);
}

function smartHostProblems(found: Problems, smartHost: NonNullable<Mail["smartHost"]>, mail: Mail): void {
  const { host, port = SUBMISSION_PORT, userName, password } = smartHost;
  if (typeof host !== "string" || (!DOMAIN.test(host) && parseIpv4(host) === null)) {
    found.add("mail.smartHost.host", `is ${shown(host)}; expected a host name or an IPv4 address`);
  }
  found.port("mail.smartHost.port", port);
  if (port === SMTP_PORT && mail.allowOutboundSmtp !== true) {
    found.add(
      "mail.smartHost.port",
      `is ${SMTP_PORT}, which leaves the host only with mail.allowOutboundSmtp; expected ${SUBMISSION_PORT}, the submission port`,
    );
  }
  if ((userName === undefined) !== (password === undefined)) {
    const [given, missing] = userName === undefined ? ["password", "userName"] : ["userName", "password"];
    found.add(`mail.smartHost.${missing}`, `is missing; expected it with mail.smartHost.${given}`);
  }
}

function webProblems(found: Problems, web: Web): void {
  for (const name of ["enabled", "windowsAuthentication", "classicAsp", "aspNet"] as const) found.flag(`web.${name}`, web[name]);
  found.oneOf("web.anonymous", web.anonymous, Object.values(AnonymousIdentity), "one of AnonymousIdentity");
  if (web.enabled === false) return;
  sourceProblems(found, "web.reachableFrom", web.reachableFrom);
  if (web.anonymous === AnonymousIdentity.None && web.windowsAuthentication !== true) {
    found.add("web.anonymous", 'is "none" without web.windowsAuthentication; expected some way in');
  }
  if (web.dataFolder !== undefined) dataFolderProblems(found, web);
}

/** Letters that need no quoting anywhere; no short names (`PROGRA~1`), which lead to other folders. */
const FOLDER = /^[\p{L}\p{N}_.-]([\p{L}\p{N}_ .-]*[\p{L}\p{N}_-])?$/u;

function isFolderPath(text: string): boolean {
  const [drive = "", ...folders] = text.split("\\");
  return (
    /^[A-Za-z]:$/.test(drive) && folders.length > 0 && folders.every((folder) => FOLDER.test(folder) && !/^\.+$/.test(folder))
  );
}

const SYSTEM_FOLDERS = [
  "windows",
  "program files",
  "programdata",
  "inetpub",
  "users",
  "windowsazure",
  "packages",
  "recovery",
  "boot",
];

function dataFolderProblems(found: Problems, web: Web): void {
  const folder: unknown = web.dataFolder;
  if (typeof folder !== "string" || !isFolderPath(folder)) {
    found.add("web.dataFolder", `is ${shown(folder)}; expected a full path to a folder such as C:\\Data\\App`);
    return;
  }
  const [, first = ""] = folder.toLowerCase().split("\\");
  if (SYSTEM_FOLDERS.includes(first)) {
    found.add(
      "web.dataFolder",
      `is ${quoted(folder)}, inside a folder of the system or of the web content; expected a folder of its own such as C:\\Data\\App`,
    );
  }
  if (web.anonymous === AnonymousIdentity.Iusr && web.classicAsp === true && web.aspNet === true) {
    found.add(
      "web.anonymous",
      'is "iusr": classic ASP would open the data as IUSR and ASP.NET as the pool; expected "pool", so that one identity suffices',
    );
  }
  if (web.anonymous === AnonymousIdentity.None && web.classicAsp === true) {
    found.add(
      "web.anonymous",
      'is "none": classic ASP would open web.dataFolder as each visitor; expected "pool", or no web.dataFolder',
    );
  }
}

const DOMAIN = /^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** An address or range such as `10.1.2.0/24`; null when it is none, or when it has bits outside its own mask. */
export function parseRange(text: string): Extract<ClientAddress, { kind: "range" }> | null {
  const match = /^([0-9.]+)(?:\/([0-9]{1,2}))?$/.exec(text);
  const address = match === null ? null : parseIpv4(match[1] as string);
  const length = match?.[2] === undefined ? 32 : Number(match[2]);
  if (address === null || length > 32) return null;
  const mask = prefixMask(length);
  return (address & mask) >>> 0 === address ? { kind: "range", address, mask } : null;
}

function relayProblems(found: Problems, allowFrom: Mail["allowFrom"]): void {
  const path = "mail.allowFrom";
  if (!found.array(path, allowFrom) || allowFrom === undefined) return;
  const ranges: Extract<ClientAddress, { kind: "range" }>[] = [];
  let alone = false;
  allowFrom.forEach((entry: unknown, index) => {
    const at = `${path}[${index}]`;
    const range = typeof entry === "string" ? parseRange(entry) : null;
    if (range === null) {
      found.add(at, `is ${shown(entry)}; expected an IPv4 address or range such as 10.1.2.0/24`);
      return;
    }
    ranges.push(range);
    const size = publicAddresses([range]);
    if (size > WIDE_SIZE) {
      alone = true;
      found.add(at, `is ${quoted(entry as string)}, which lets ${reach(size)} relay without authentication; ${EXPECTED_CLIENTS}`);
    }
  });
  // Halves of the Internet, or many small ranges, are as wide as one big one.
  const together = publicAddresses(ranges);
  if (!alone && together > WIDE_SIZE)
    found.add(path, `lets ${reach(together)} in all relay without authentication; ${EXPECTED_CLIENTS}`);
}

const EXPECTED_CLIENTS = `expected your own hosts: private ranges, or at most ${WIDE_SIZE} public addresses`;

const publicAddresses = (ranges: readonly ClientAddress[]): number => sizeOf(publicPart(addressSet(ranges).intervals));

function reach(size: number): string {
  return breadth(size) === "internet" ? "the Internet" : `${size} public addresses`;
}

/** A security group has room for a thousand rules, and each port has one for each source. */
const MAX_SOURCES = 100;
const MAX_PORTS = 8;

/** Service tags of network security groups that a port may be opened to. */
export const SERVICE_TAGS: readonly string[] = ["VirtualNetwork", "AzureLoadBalancer", "Internet"];

function sourceProblems(found: Problems, path: string, sources: string[] | undefined): void {
  if (!found.array(path, sources) || sources === undefined) return;
  found.count(path, sources, MAX_SOURCES);
  sources.forEach((entry: unknown, index) => {
    if (typeof entry === "string" && (SERVICE_TAGS.includes(entry) || parseRange(entry) !== null)) return;
    found.add(
      `${path}[${index}]`,
      `is ${shown(entry)}; expected an IPv4 address, a range such as 10.1.2.0/24, or one of ${SERVICE_TAGS.join(", ")}`,
    );
  });
}

const quoted = (text: string): string => JSON.stringify(text);

/** Only values of plain arguments get here, never secrets. What is no text, number or flag is named by its kind. */
function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  return "a value that is not known when the program runs";
}

class Problems {
  readonly list: ArgumentProblem[] = [];

  add(path: string, reason: string): void {
    this.list.push({ path, reason });
  }

  text(path: string, value: unknown, pattern: RegExp, expected: string): void {
    if (value === undefined || (typeof value === "string" && pattern.test(value))) return;
    this.add(path, `is ${shown(value)}; expected ${expected}`);
  }

  flag(path: string, value: unknown): void {
    if (value !== undefined && typeof value !== "boolean") this.add(path, `is ${shown(value)}; expected true or false`);
  }

  port(path: string, value: unknown): void {
    if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65535) return;
    this.add(path, `is ${shown(value)}; expected a TCP port from 1 to 65535`);
  }

  oneOf(path: string, value: unknown, allowed: readonly string[], expected: string): boolean {
    if (value === undefined || (typeof value === "string" && allowed.includes(value))) return true;
    this.add(path, `is ${shown(value)}; expected ${expected}: ${allowed.join(", ")}`);
    return false;
  }

  count(path: string, list: unknown, limit: number): void {
    if (Array.isArray(list) && list.length > limit) this.add(path, `has ${list.length} entries; expected at most ${limit}`);
  }

  /** False, with a problem, when it is neither absent nor a list. */
  array(path: string, value: unknown): boolean {
    if (value === undefined || Array.isArray(value)) return true;
    this.add(path, `is ${shown(value)}; expected a list`);
    return false;
  }

  /** False, with a problem, when it is neither absent nor a group of arguments. */
  object(path: string, value: unknown): boolean {
    if (value === undefined) return true;
    const plain =
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      [Object.prototype, null].includes(Object.getPrototypeOf(value));
    if (!plain) this.add(path, `is ${shown(value)}; expected a group of arguments`);
    return plain;
  }
}
