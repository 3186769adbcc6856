import type { Machine } from "../../../machine/machine.js";
import type { Call, Cast, DotnetType, Handler, NetType, Result } from "../../../tools/dotnet-type.js";
import { asInteger, isInteger, numberText } from "../../../values/number.js";
import type { Trace } from "../../../values/source.js";
import { derive, symbolOf } from "../../../values/unknowns.js";
import { type Instance, Num, type Plain, Str, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { badText, cannotConvert, NetException, shown } from "../../errors/failures.js";
import { byteArray, fieldOf, makeInstance } from "../../types/calls.js";
import { convertTo } from "../../types/convert.js";
import { scalarNumber } from "../../types/convert-number.js";
import { writeReference } from "../../types/reference.js";
import { toStr } from "../../types/text.js";
import { typeNameOf } from "../../types/types.js";
import { parseAddress, showAddress } from "./addresses.js";

/** Version, Guid, IPAddress, MailAddress, Tuple: small values that do not change. */

/** A cast from text by the type's own parser; other values only when they are of the type already. */
function castByParsing(
  name: string,
  errorId: string,
  parse: (machine: Machine, text: string, at: Trace | null) => Value,
  more?: (machine: Machine, value: Plain, at: Trace | null) => Value | undefined,
): Cast {
  return (machine, value, at) => {
    const plain = machine.plain(value);
    if (plain.kind === "unknown") return plain.type === name ? plain : derive([plain], `([${name}] ${plain.symbol})`, name, at);
    if (plain.kind === "instance" && plain.model.typeNames[0] === name) return plain;
    if (plain.kind === "null" && more === undefined) return plain;
    const other = more?.(machine, plain, at);
    if (other !== undefined) return other;
    if (plain.kind === "null") return plain;
    const text = plain.kind === "num" ? new Str(numberText(plain)) : plain;
    if (text.kind !== "str") throw cannotConvert(typeNameOf(plain), typeNameOf(plain), name, at);
    try {
      return parse(machine, text.value, at ?? text.trace);
    } catch (error) {
      if (error instanceof NetException) throw badText(errorId, shown(plain, text.value), name, error.message, at);
      throw error;
    }
  };
}

function parser(parse: (machine: Machine, text: string, at: Trace | null) => Value): Handler {
  return (c) => {
    if (c.arg(0).kind === "null")
      throw new NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 'input')");
    return parse(c.machine, c.string(0), c.at);
  };
}

function tryParser(
  parse: (machine: Machine, text: string, at: Trace | null) => Value,
  otherwise: (machine: Machine) => Result,
): Handler {
  return (c) => {
    try {
      if (c.arg(0).kind === "null") throw new NetException("", "");
      writeReference(c.arg(1), parse(c.machine, c.string(0), c.at));
      return true;
    } catch (error) {
      if (!(error instanceof NetException)) throw error;
      writeReference(
        c.arg(1),
        (otherwise(c.machine) ?? convertTo(c.machine, new Str(""), new TypeRef("System.Object"), null)) as Value,
      );
      return false;
    }
  };
}

// ---------------------------------------------------------------- Version

const VERSION = "System.Version";

export function versionValue(machine: Machine, parts: readonly number[], at: Trace | null): Instance {
  return makeInstance(machine, VERSION, { parts }, at);
}

function parseVersion(machine: Machine, text: string, at: Trace | null): Value {
  const parts = text.split(".");
  if (parts.length < 2 || parts.length > 4)
    throw new NetException("System.ArgumentException", "Version string portion was too short or too long. (Parameter 'input')");
  const numbers = parts.map((part) => {
    const bare = part.trim();
    if (!/^[-+]?\d+$/.test(bare))
      throw new NetException("System.FormatException", `The input string '${part}' was not in a correct format.`);
    const value = Number(bare);
    if (value < 0)
      throw new NetException(
        "System.ArgumentOutOfRangeException",
        `input ('${bare}') must be a non-negative value. (Parameter 'input')\nActual value was ${bare}.`,
      );
    if (value > 2147483647)
      throw new NetException("System.OverflowException", "Value was either too large or too small for an Int32.");
    return value;
  });
  return versionValue(machine, numbers, at);
}

function versionParts(machine: Machine, value: Plain): readonly number[] | undefined {
  return value.kind === "instance" && value.model.typeNames[0] === VERSION
    ? fieldOf<readonly number[]>(machine, value, "parts")
    : undefined;
}

function compareVersions(machine: Machine, a: Plain, b: Plain): number | undefined {
  const x = versionParts(machine, a);
  const y = versionParts(machine, b);
  if (!x || !y) return undefined;
  for (let index = 0; index < 4; index++) {
    const order = (x[index] ?? -1) - (y[index] ?? -1);
    if (order !== 0) return Math.sign(order);
  }
  return 0;
}

function versionPart(index: number): NonNullable<NetType["properties"]>[string] {
  return (self, machine) => versionParts(machine, self)?.[index] ?? -1;
}

const newVersion: Handler = (c) =>
  versionValue(
    c.machine,
    c.args.map((_, index) => c.int(index)),
    c.at,
  );

const versionType: NetType = {
  name: VERSION,
  properties: {
    Major: versionPart(0),
    Minor: versionPart(1),
    Build: versionPart(2),
    Revision: versionPart(3),
    MajorRevision: (self, machine) => new Num("Int16", (versionParts(machine, self)?.[3] ?? -1) >> 16),
    MinorRevision: (self, machine) => new Num("Int16", ((versionParts(machine, self)?.[3] ?? -1) << 16) >> 16),
  },
  methods: {
    "ToString() string": (c) => versionParts(c.machine, c.self)?.join("."),
    "ToString(int fieldCount) string": (c) => {
      const parts = versionParts(c.machine, c.self) ?? [];
      if (c.int(0) < 0 || c.int(0) > parts.length)
        throw new NetException(
          "System.ArgumentException",
          `Argument must be between 0 and ${parts.length}, inclusive. (Parameter 'fieldCount')`,
        );
      return parts.slice(0, c.int(0)).join(".");
    },
    "CompareTo(version value) int": (c) => compareVersions(c.machine, c.self, c.arg(0)) ?? 1,
    "Equals(object obj) bool": (c) => compareVersions(c.machine, c.self, c.arg(0)) === 0,
  },
  constructors: {
    "Version() object": (c) => versionValue(c.machine, [0, 0], c.at),
    "Version(string version) object": parser(parseVersion),
    "Version(int major, int minor) object": newVersion,
    "Version(int major, int minor, int build) object": newVersion,
    "Version(int major, int minor, int build, int revision) object": newVersion,
  },
  statics: {
    "Parse(string input) version": parser(parseVersion),
    "TryParse(string input, object result) bool": tryParser(parseVersion, () => null),
  },
  text: (machine, self) => versionParts(machine, self)?.join(".") ?? "",
  equals: (machine, a, b) => (versionParts(machine, b) ? compareVersions(machine, a, b) === 0 : undefined),
  compare: compareVersions,
};

// ---------------------------------------------------------------- Guid

const GUID = "System.Guid";
const EMPTY = "00000000-0000-0000-0000-000000000000";

function guidValue(machine: Machine, text: string, at: Trace | null): Instance {
  return makeInstance(machine, GUID, { text }, at);
}

function parseGuid(machine: Machine, text: string, at: Trace | null): Value {
  const bare = text.trim();
  const match = /^(?:\{([0-9a-f-]{36})\}|\(([0-9a-f-]{36})\)|([0-9a-f]{32})|([0-9a-f-]{36}))$/i.exec(bare);
  const body = match ? (match[1] ?? match[2] ?? match[3] ?? match[4] ?? "") : "";
  const digits = body.replaceAll("-", "").toLowerCase();
  const shaped = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
  if (digits.length !== 32 || (body.includes("-") && body.toLowerCase() !== shaped))
    throw new NetException("System.FormatException", "Unrecognized Guid format.");
  return guidValue(machine, shaped, at);
}

function guidText(machine: Machine, self: Plain): string {
  return fieldOf<string>(machine, self, "text");
}

function showGuid(call: Call): Result {
  const text = guidText(call.machine, call.self);
  switch (call.arg(0).kind === "str" ? call.string(0).toUpperCase() : "D") {
    case "":
    case "D":
      return text;
    case "N":
      return text.replaceAll("-", "");
    case "B":
      return `{${text}}`;
    case "P":
      return `(${text})`;
    default:
      throw new NetException(
        "System.FormatException",
        'Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".',
      );
  }
}

function guidBytes(text: string): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(text.replaceAll("-", ""), "hex"));
  const swap = (a: number, b: number): void => {
    const kept = bytes[a] as number;
    bytes[a] = bytes[b] as number;
    bytes[b] = kept;
  };
  swap(0, 3);
  swap(1, 2);
  swap(4, 5);
  swap(6, 7);
  return bytes;
}

const guidType: NetType = {
  name: GUID,
  properties: { Guid: (self, machine) => guidText(machine, self) },
  methods: {
    "ToString() string": showGuid,
    "ToString(string format) string": showGuid,
    "ToByteArray() byte[]": (c) => byteArray(c.machine, guidBytes(guidText(c.machine, c.self)), c.at),
    "Equals(object o) bool": (c) =>
      c.arg(0).kind === "instance" &&
      typeNameOf(c.arg(0)) === GUID &&
      guidText(c.machine, c.arg(0)) === guidText(c.machine, c.self),
  },
  constructors: { "Guid() object": (c) => guidValue(c.machine, EMPTY, c.at), "Guid(string g) object": parser(parseGuid) },
  statics: {
    "NewGuid() guid": (c) => new Unknown("input", "a new GUID is not known", c.machine.freshSymbol("guid"), c.at, GUID),
    "Parse(string input) guid": parser(parseGuid),
    "TryParse(string input, object result) bool": tryParser(parseGuid, (machine) => guidValue(machine, EMPTY, null)),
  },
  staticProperties: { Empty: (machine, at) => guidValue(machine, EMPTY, at) },
  text: guidText,
  equals: (machine, a, b) => (typeNameOf(b) === GUID ? guidText(machine, a) === guidText(machine, b) : undefined),
  compare: (machine, a, b) =>
    typeNameOf(b) === GUID
      ? guidText(machine, a) < guidText(machine, b)
        ? -1
        : guidText(machine, a) > guidText(machine, b)
          ? 1
          : 0
      : undefined,
};

// ---------------------------------------------------------------- IPAddress

const ADDRESS = "System.Net.IPAddress";

function addressValue(machine: Machine, bytes: readonly number[], at: Trace | null, zone = ""): Instance {
  return makeInstance(machine, ADDRESS, { bytes, zone }, at);
}

function parseIp(machine: Machine, text: string, at: Trace | null): Value {
  const parsed = parseAddress(text.trim());
  if (!parsed) throw new NetException("System.FormatException", "An invalid IP address was specified.");
  return addressValue(machine, parsed.bytes, at, parsed.zone);
}

function addressBytes(machine: Machine, self: Plain): readonly number[] {
  return fieldOf<readonly number[]>(machine, self, "bytes");
}

function addressText(machine: Machine, self: Plain): string {
  return showAddress(addressBytes(machine, self), fieldOf<string>(machine, self, "zone"));
}

/** An address as the number that its bytes are in host order: the first byte is the lowest. */
function fromNumber(machine: Machine, value: bigint, at: Trace | null): Instance {
  const bytes = [0n, 8n, 16n, 24n].map((shift) => Number((value >> shift) & 255n));
  return addressValue(machine, bytes, at);
}

const isAddress = (value: Plain): boolean => value.kind === "instance" && value.model.typeNames[0] === ADDRESS;

function known(bytes: readonly number[]): (machine: Machine, at: Trace | null) => Result {
  return (machine, at) => addressValue(machine, bytes, at);
}

const addressType: NetType = {
  name: ADDRESS,
  properties: {
    AddressFamily: (self, machine, at) =>
      convertTo(
        machine,
        new Str(addressBytes(machine, self).length === 4 ? "InterNetwork" : "InterNetworkV6"),
        new TypeRef("System.Net.Sockets.AddressFamily"),
        at,
      ),
    IPAddressToString: (self, machine) => addressText(machine, self),
    Address: (self, machine) => {
      const bytes = addressBytes(machine, self);
      if (bytes.length !== 4)
        throw new NetException(
          "System.Net.Sockets.SocketException",
          "The attempted operation is not supported for the type of object referenced.",
        );
      return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    },
    IsIPv6LinkLocal: (self, machine) =>
      addressBytes(machine, self).length === 16 &&
      addressBytes(machine, self)[0] === 0xfe &&
      ((addressBytes(machine, self)[1] ?? 0) & 0xc0) === 0x80,
    IsIPv4MappedToIPv6: (self, machine) => {
      const bytes = addressBytes(machine, self);
      return bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
    },
  },
  methods: {
    "ToString() string": (c) => addressText(c.machine, c.self),
    "GetAddressBytes() byte[]": (c) => byteArray(c.machine, Uint8Array.from(addressBytes(c.machine, c.self)), c.at),
    "Equals(object o) bool": (c) => isAddress(c.arg(0)) && addressText(c.machine, c.arg(0)) === addressText(c.machine, c.self),
    "MapToIPv4() object": (c) => addressValue(c.machine, addressBytes(c.machine, c.self).slice(-4), c.at),
  },
  constructors: {
    "IPAddress(byte[] address) object": (c) => {
      const bytes = c.bytes(0);
      if (bytes.length !== 4 && bytes.length !== 16)
        throw new NetException("System.ArgumentException", "An invalid IP address was specified. (Parameter 'address')");
      return addressValue(c.machine, [...bytes], c.at);
    },
    "IPAddress(long newAddress) object": (c) => fromNumber(c.machine, c.long(0), c.at),
  },
  statics: {
    "Parse(string ipString) ipaddress": parser(parseIp),
    "TryParse(string ipString, object address) bool": tryParser(parseIp, () => null),
    "IsLoopback(ipaddress address) bool": (c) => {
      const bytes = addressBytes(c.machine, c.arg(0));
      return bytes.length === 4 ? bytes[0] === 127 : addressText(c.machine, c.arg(0)) === "::1";
    },
    "HostToNetworkOrder(int host) int": (c) =>
      new DataView(Uint8Array.from([24, 16, 8, 0].map((shift) => (c.int(0) >> shift) & 255)).buffer).getInt32(0, true),
    "NetworkToHostOrder(int network) int": (c) =>
      new DataView(Uint8Array.from([24, 16, 8, 0].map((shift) => (c.int(0) >> shift) & 255)).buffer).getInt32(0, true),
  },
  staticProperties: {
    Any: known([0, 0, 0, 0]),
    Loopback: known([127, 0, 0, 1]),
    Broadcast: known([255, 255, 255, 255]),
    None: known([255, 255, 255, 255]),
    IPv6Any: known(Array(16).fill(0)),
    IPv6Loopback: known([...Array(15).fill(0), 1]),
  },
  text: addressText,
  equals: (machine, a, b) => (isAddress(b) ? addressText(machine, a) === addressText(machine, b) : undefined),
};

// ---------------------------------------------------------------- MailAddress, Tuple, DBNull

const MAIL = "System.Net.Mail.MailAddress";

function parseMail(machine: Machine, text: string, at: Trace | null): Value {
  const match = /^\s*(?:"?([^"<]*?)"?\s*<([^<>@\s]+)@([^<>@\s]+)>|([^<>@\s]+)@([^<>@\s]+))\s*$/.exec(text);
  if (!match)
    throw new NetException("System.FormatException", "The specified string is not in the form required for an e-mail address.");
  return makeInstance(
    machine,
    MAIL,
    { display: match[1] ?? "", user: match[2] ?? match[4] ?? "", host: match[3] ?? match[5] ?? "" },
    at,
  );
}

function mailText(machine: Machine, self: Plain): string {
  const display = fieldOf<string>(machine, self, "display");
  const address = `${fieldOf<string>(machine, self, "user")}@${fieldOf<string>(machine, self, "host")}`;
  return display === "" ? address : `"${display}" <${address}>`;
}

const mailType: NetType = {
  name: MAIL,
  properties: {
    DisplayName: (self, machine) => fieldOf<string>(machine, self, "display"),
    User: (self, machine) => fieldOf<string>(machine, self, "user"),
    Host: (self, machine) => fieldOf<string>(machine, self, "host"),
    Address: (self, machine) => `${fieldOf<string>(machine, self, "user")}@${fieldOf<string>(machine, self, "host")}`,
  },
  methods: { "ToString() string": (c) => mailText(c.machine, c.self) },
  constructors: { "MailAddress(string address) object": parser(parseMail) },
  text: mailText,
};

const ITEMS = ["Item1", "Item2", "Item3", "Item4", "Item5", "Item6", "Item7"];
function tupleText(machine: Machine, self: Plain): string | Unknown {
  const texts = fieldOf<readonly Value[]>(machine, self, "items").map((item) => toStr(machine, item, null));
  const open = texts.find((text): text is Unknown => text.kind === "unknown");
  return open ?? `(${texts.map((text) => (text.kind === "str" ? text.value : "")).join(", ")})`;
}
const tupleTypes: readonly NetType[] = ITEMS.map((_, index) => index + 1).map((arity) => ({
  name: `System.Tuple\`${arity}`,
  properties: Object.fromEntries(
    ITEMS.slice(0, arity).map((name, index) => [
      name,
      (self: Plain, machine: Machine) => fieldOf<readonly Value[]>(machine, self, "items")[index],
    ]),
  ),
  constructors: {
    [`Tuple(${ITEMS.slice(0, arity)
      .map((name) => `object ${name.toLowerCase()}`)
      .join(", ")}) object`]: (c) =>
      makeInstance(
        c.machine,
        c.type,
        {
          items: c.args.map((arg, index) => convertTo(c.machine, arg, new TypeRef(c.generic[index] ?? "System.Object"), c.at)),
        },
        c.at,
      ),
  },
  text: tupleText,
}));
const tupleType: NetType = {
  name: "System.Tuple",
  statics: Object.fromEntries(
    ITEMS.map((_, count) => [
      `Create(${ITEMS.slice(0, count + 1)
        .map((name) => `object ${name.toLowerCase()}`)
        .join(", ")}) object`,
      (c: Call): Result =>
        makeInstance(
          c.machine,
          `System.Tuple\`${count + 1}[${c.args.map((arg) => (arg.kind === "null" ? "System.Object" : typeNameOf(arg))).join(",")}]`,
          { items: c.args },
          c.at,
        ),
    ]),
  ),
};

const dbNullType: NetType = {
  name: "System.DBNull",
  staticProperties: { Value: (machine, at) => makeInstance(machine, "System.DBNull", {}, at) },
  text: () => "",
  equals: (_machine, _a, b) => b.kind === "instance" && b.model.typeNames[0] === "System.DBNull",
};

export const valueTypes: readonly DotnetType[] = [
  { ...versionType, cast: castByParsing(VERSION, "InvalidCastParseTargetInvocation", parseVersion) },
  { ...guidType, cast: castByParsing(GUID, "InvalidCastParseTargetInvocationWithFormatProvider", parseGuid) },
  {
    ...addressType,
    cast: castByParsing(ADDRESS, "InvalidCastParseTargetInvocation", parseIp, (machine, value, at) => {
      const number = value.kind === "num" ? scalarNumber(value) : undefined;
      if (number && isInteger(number.type)) return fromNumber(machine, asInteger(number), at);
      if (value.kind !== "arr" || value.element !== "System.Byte") return undefined;
      const bytes = machine.settled(value.items).map((item) => machine.plain(item));
      if (bytes.length !== 4 && bytes.length !== 16) throw cannotConvert("System.Byte[]", "System.Byte[]", ADDRESS, at);
      return bytes.every((byte): byte is Num => byte.kind === "num")
        ? addressValue(
            machine,
            bytes.map((byte) => Number(byte.value as number)),
            at,
          )
        : derive(bytes, `([ipaddress] ${bytes.map(symbolOf).join(".")})`, ADDRESS, at);
    }),
  },
  { ...mailType, cast: castByParsing(MAIL, "InvalidCastConstructorException", parseMail) },
  ...tupleTypes,
  tupleType,
  dbNullType,
];
