/** IPAddress and MailAddress. */
import type { Machine } from "../../../machine/machine.js";
import type { DotnetType, NetType, Result } from "../../../tools/dotnet-type.js";
import { asInteger, isInteger } from "../../../values/number.js";
import type { Trace } from "../../../values/source.js";
import { derive, symbolOf } from "../../../values/unknowns.js";
import { type Instance, type Num, type Plain, Str, TypeRef, type Value } from "../../../values/value.js";
import { cannotConvert, NetException } from "../../errors/failures.js";
import { byteArray, fieldOf, makeInstance } from "../../types/calls.js";
import { convertTo } from "../../types/convert.js";
import { scalarNumber } from "../../types/convert-number.js";
import { parseAddress, showAddress } from "./addresses.js";
import { castByParsing, parser, tryParser } from "./parsing.js";

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

export const networkTypes: readonly DotnetType[] = [
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
];
