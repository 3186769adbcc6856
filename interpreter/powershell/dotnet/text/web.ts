import type { Machine } from "../../../machine/machine.js";
import type { DotnetType, Getter, Handler, NetType, Result } from "../../../tools/dotnet-type.js";
import type { Trace } from "../../../values/source.js";
import { derive, symbolOf, unmodelled } from "../../../values/unknowns.js";
import { type Instance, NULL, type Plain } from "../../../values/value.js";
import { badText, cannotConvert, NetException, shown } from "../../errors/failures.js";
import { fieldOf, makeInstance, stringArray } from "../../types/calls.js";
import { writeReference } from "../../types/reference.js";
import { toStr } from "../../types/text.js";
import { typeNameOf } from "../../types/types.js";

/** Uri, WebUtility, HttpUtility, SecurityElement: texts of the web. */
const URI = "System.Uri";

interface Parts {
  readonly original: string;
  /** null: a relative one. */
  readonly scheme: string | null;
  readonly user: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

const PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ftp: 21,
  ldap: 389,
  telnet: 23,
  ws: 80,
  wss: 443,
  gopher: 70,
  nntp: 119,
  mailto: 25,
};

function percent(text: string, keep: RegExp): string {
  let result = "";
  for (const char of text.normalize("NFC")) result += keep.test(char) ? char : encodeBytes(char, true);
  return result;
}

function encodeBytes(char: string, upper: boolean): string {
  const hex = Array.from(new TextEncoder().encode(char), (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  return upper ? hex.toUpperCase() : hex;
}

/** Escapes what may not stand in an absolute URI; what is escaped already stays. */
function escapePart(text: string): string {
  return percent(text, /[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/);
}

function unescapePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutDots(path: string): string {
  const kept: string[] = [];
  const parts = path.split("/");
  parts.forEach((part, index) => {
    if (part === "..") {
      if (kept.length > 1) kept.pop();
      if (index === parts.length - 1) kept.push("");
    } else if (part === ".") {
      if (index === parts.length - 1) kept.push("");
    } else kept.push(part);
  });
  return kept.join("/");
}

/** "invalid": .NET refuses it. */
function parseUri(text: string): Parts | "invalid" {
  const trimmed = text.trim();
  const file = /^(?:file:\/*)?(?:([A-Za-z]:)[\\/](.*)|\\\\([^\\/]+)(.*))$/i.exec(trimmed);
  if (file && (file[1] !== undefined || file[3] !== undefined)) {
    const path = (file[1] === undefined ? (file[4] ?? "") : `/${file[1]}/${file[2] ?? ""}`).replaceAll("\\", "/");
    return {
      original: text,
      scheme: "file",
      user: "",
      host: (file[3] ?? "").toLowerCase(),
      port: -1,
      path: escapePart(path),
      query: "",
      fragment: "",
    };
  }
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:([^@/?#]*)@)?(\[[^\]]*\]|[^:/?#\\]*)(?::(\d*))?([^?#]*)(\?[^#]*)?(#.*)?$/.exec(
    trimmed,
  );
  if (!match) {
    const opaque = /^([A-Za-z][A-Za-z0-9+.-]+):(?!\/\/)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(trimmed);
    if (opaque)
      return {
        original: text,
        scheme: (opaque[1] as string).toLowerCase(),
        user: "",
        host: "",
        port: -1,
        path: escapePart(opaque[2] ?? ""),
        query: opaque[3] ?? "",
        fragment: opaque[4] ?? "",
      };
    return { original: text, scheme: null, user: "", host: "", port: -1, path: text, query: "", fragment: "" };
  }
  const scheme = (match[1] as string).toLowerCase();
  const host = (match[3] ?? "").toLowerCase();
  if (scheme !== "file" && (host === "" || /\s/.test(host))) return "invalid";
  if (Number(match[4] ?? 0) > 65535) return "invalid";
  const port = match[4] ? Number(match[4]) : (PORTS[scheme] ?? -1);
  const raw = (match[5] ?? "").replaceAll("\\", "/");
  const path = raw === "" && scheme in PORTS ? "/" : withoutDots(raw);
  return {
    original: text,
    scheme,
    user: match[2] ?? "",
    host,
    port,
    path: escapePart(path),
    query: match[6] ? escapePart(match[6]) : "",
    fragment: match[7] ? escapePart(match[7]) : "",
  };
}

function uriValue(machine: Machine, parts: Parts, at: Trace | null): Instance {
  return makeInstance(machine, URI, { parts }, at);
}

function partsOf(machine: Machine, self: Plain): Parts {
  return fieldOf<Parts>(machine, self, "parts");
}

function authority(parts: Parts): string {
  return parts.port < 0 || parts.port === PORTS[parts.scheme ?? ""] ? parts.host : `${parts.host}:${parts.port}`;
}

function absolute(parts: Parts): string {
  if (parts.scheme === null) return parts.original;
  if (parts.scheme !== "file" && parts.host === "") return `${parts.scheme}:${parts.path}${parts.query}${parts.fragment}`;
  return `${parts.scheme}://${parts.user === "" ? "" : `${parts.user}@`}${authority(parts)}${parts.path}${parts.query}${parts.fragment}`;
}

/** As `ToString` shows it: escapes undone. */
function shownUri(machine: Machine, self: Plain): string {
  const parts = partsOf(machine, self);
  return parts.scheme === null
    ? parts.original
    : absolute(parts).replace(/(?:%[0-9A-Fa-f]{2})+/g, (escaped) =>
        /%(?:25|23|3F|2F|5C|40|3A)/i.test(escaped) ? escaped : unescapePart(escaped),
      );
}

/** Properties of absolute URIs; a relative one has none of them. */
function ofAbsolute(get: (parts: Parts) => Result): Getter {
  return (self, machine) => {
    const parts = partsOf(machine, self);
    if (parts.scheme === null)
      throw new NetException("System.InvalidOperationException", "This operation is not supported for a relative URI.");
    return get(parts);
  };
}

function localPath(parts: Parts): string {
  const path = unescapePart(parts.path);
  if (parts.scheme !== "file") return path;
  if (parts.host !== "") return `\\\\${parts.host}${path.replaceAll("/", "\\")}`;
  return (/^\/[A-Za-z]:/.test(path) ? path.slice(1) : path).replaceAll("/", "\\");
}

function make(machine: Machine, text: string, kind: "Absolute" | "Relative" | "RelativeOrAbsolute", at: Trace | null): Instance {
  const parts = parseUri(text);
  if (parts === "invalid") throw new NetException("System.UriFormatException", "Invalid URI: The hostname could not be parsed.");
  if (kind === "Absolute" && parts.scheme === null)
    throw new NetException(
      "System.UriFormatException",
      text === "" ? "Invalid URI: The URI is empty." : "Invalid URI: The format of the URI could not be determined.",
    );
  return uriValue(machine, parts, at);
}

function kindOf(value: Plain): "Absolute" | "Relative" | "RelativeOrAbsolute" {
  return value.kind === "enum" ? (value.name as "Absolute") : "Absolute";
}

const newUri: Handler = (c) => make(c.machine, c.string(0), kindOf(c.arg(1)), c.at);

const uriType: NetType = {
  name: URI,
  properties: {
    AbsolutePath: ofAbsolute((parts) => parts.path),
    AbsoluteUri: ofAbsolute(absolute),
    LocalPath: ofAbsolute(localPath),
    Authority: ofAbsolute(authority),
    HostNameType: (self, machine, at) =>
      unmodelled("the kind of a host name is not modelled", `hosttype(${absolute(partsOf(machine, self))})`, at),
    IsDefaultPort: ofAbsolute((parts) => parts.port === PORTS[parts.scheme ?? ""] || parts.port < 0),
    IsFile: ofAbsolute((parts) => parts.scheme === "file"),
    IsLoopback: ofAbsolute(
      (parts) =>
        ["localhost", "127.0.0.1", "[::1]", "loopback"].includes(parts.host) || (parts.scheme === "file" && parts.host === ""),
    ),
    IsUnc: ofAbsolute((parts) => parts.scheme === "file" && parts.host !== ""),
    PathAndQuery: ofAbsolute((parts) => parts.path + parts.query),
    Segments: (self, machine, at) => stringArray(machine, partsOf(machine, self).path.match(/[^/]*\/|[^/]+$/g) ?? [], at),
    Host: ofAbsolute((parts) => parts.host),
    DnsSafeHost: ofAbsolute((parts) => parts.host.replace(/^\[|\]$/g, "")),
    Port: ofAbsolute((parts) => parts.port),
    Query: ofAbsolute((parts) => parts.query),
    Fragment: ofAbsolute((parts) => parts.fragment),
    Scheme: ofAbsolute((parts) => parts.scheme),
    UserInfo: ofAbsolute((parts) => parts.user),
    OriginalString: (self, machine) => partsOf(machine, self).original,
    IsAbsoluteUri: (self, machine) => partsOf(machine, self).scheme !== null,
    UserEscaped: () => false,
  },
  methods: {
    "ToString() string": (c) => shownUri(c.machine, c.self),
    "GetLeftPart(System.UriPartial part) string": (c) => {
      const parts = partsOf(c.machine, c.self);
      const part = c.arg(0);
      const start = `${parts.scheme ?? ""}://`;
      const name = part.kind === "enum" ? part.name : "";
      if (name === "Scheme") return start;
      const host = `${start}${parts.user === "" ? "" : `${parts.user}@`}${authority(parts)}`;
      return name === "Authority" ? host : name === "Path" ? host + parts.path : host + parts.path + parts.query;
    },
    "Equals(object o) bool": (c) => c.arg(0).kind === "instance" && shownUri(c.machine, c.arg(0)) === shownUri(c.machine, c.self),
  },
  constructors: {
    "Uri(string uriString) object": newUri,
    "Uri(string uriString, System.UriKind uriKind) object": newUri,
    "Uri(uri baseUri, string relativeUri) object": (c) => {
      const base = partsOf(c.machine, c.arg(0));
      const relative = c.string(1);
      const parsed = parseUri(relative);
      if (parsed !== "invalid" && parsed.scheme !== null) return uriValue(c.machine, parsed, c.at);
      const root = `${base.scheme}://${base.user === "" ? "" : `${base.user}@`}${authority(base)}`;
      const folder = base.path.slice(0, base.path.lastIndexOf("/") + 1);
      return make(
        c.machine,
        relative.startsWith("/") ? root + relative : relative === "" ? absolute(base) : root + folder + relative,
        "Absolute",
        c.at,
      );
    },
  },
  statics: {
    "EscapeDataString(string stringToEscape) string": (c) => percent(c.string(0), /[A-Za-z0-9\-._~]/),
    "EscapeUriString(string stringToEscape) string": (c) => percent(c.string(0), /[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]/),
    "UnescapeDataString(string stringToUnescape) string": (c) => unescapePart(c.string(0)),
    "IsWellFormedUriString(string uriString, System.UriKind uriKind) bool": (c) => {
      const parts = parseUri(c.string(0));
      if (parts === "invalid" || /[\s"<>\\^`{|}]/.test(c.string(0))) return false;
      return kindOf(c.arg(1)) === "Absolute" ? parts.scheme !== null && !/^[A-Za-z]:/.test(c.string(0)) : true;
    },
    "TryCreate(string uriString, System.UriKind uriKind, object result) bool": (c) => {
      const parts = parseUri(c.string(0));
      const fits = parts !== "invalid" && !(kindOf(c.arg(1)) === "Absolute" && parts.scheme === null);
      writeReference(c.arg(2), fits ? uriValue(c.machine, parts as Parts, c.at) : NULL);
      return fits;
    },
    "CheckHostName(string name) object": (c) =>
      unmodelled("the kind of a host name is not modelled", `hosttype(${symbolOf(c.arg(0))})`, c.at),
  },
  staticProperties: {
    UriSchemeHttp: () => "http",
    UriSchemeHttps: () => "https",
    UriSchemeFile: () => "file",
    UriSchemeFtp: () => "ftp",
    SchemeDelimiter: () => "://",
  },
  text: shownUri,
  equals: (machine, a, b) =>
    b.kind === "instance" && b.model.typeNames[0] === URI
      ? absolute(partsOf(machine, a)) === absolute(partsOf(machine, b))
      : undefined,
  cast: (machine, value, at) => {
    const plain = machine.plain(value);
    if (plain.kind === "unknown") return plain.type === URI ? plain : derive([plain], `([uri] ${plain.symbol})`, URI, at);
    if (plain.kind === "null" || (plain.kind === "instance" && plain.model.typeNames[0] === URI)) return plain;
    if (plain.kind !== "str" && plain.kind !== "num") throw cannotConvert(typeNameOf(plain), typeNameOf(plain), URI, at);
    const text = toStr(machine, plain, null);
    if (text.kind === "unknown") return derive([text], `([uri] ${text.symbol})`, URI, at);
    try {
      return make(machine, text.value, "RelativeOrAbsolute", at ?? text.trace);
    } catch (error) {
      if (error instanceof NetException)
        throw badText("InvalidCastFromStringToUri", shown(plain, text.value), URI, error.message, at);
      throw error;
    }
  },
};

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  copy: "©",
  reg: "®",
  eacute: "é",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  euro: "€",
};

function htmlEncode(text: string): string {
  return text.replace(
    /[<>&"']|[\u00a0-\u00ff]/g,
    (char) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&#39;" })[char] ?? `&#${char.charCodeAt(0)};`,
  );
}

function htmlDecode(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (decimal ?? hex) {
        const code = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      return ENTITIES[name as string] ?? whole;
    },
  );
}

function urlEncode(text: string, upper: boolean): string {
  let result = "";
  for (const char of text) result += char === " " ? "+" : /[A-Za-z0-9\-_.!*()]/.test(char) ? char : encodeBytes(char, upper);
  return result;
}

function urlDecode(text: string): string {
  return unescapePart(text.replaceAll("+", " "));
}

const nameupperTypes: readonly NetType[] = (
  [
    ["System.Net.WebUtility", true],
    ["System.Web.HttpUtility", false],
  ] as const
).map(([name, upper]) => ({
  name,
  statics: {
    "HtmlEncode(string value) string": (c) => htmlEncode(c.string(0)),
    "HtmlDecode(string value) string": (c) => htmlDecode(c.string(0)),
    "UrlEncode(string value) string": (c) => urlEncode(c.string(0), upper),
    "UrlDecode(string encodedValue) string": (c) => urlDecode(c.string(0)),
  },
}));

const securityElementType: NetType = {
  name: "System.Security.SecurityElement",
  statics: {
    "Escape(string str) string": (c) =>
      c
        .string(0)
        .replace(
          /[<>&"']/g,
          (char) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;" })[char] as string,
        ),
  },
};

export const webTypes: readonly DotnetType[] = [uriType, ...nameupperTypes, securityElementType];
