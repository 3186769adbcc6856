import type { Machine } from "../../../machine/machine.js";
import type { Call, DotnetType, Handler, NetType, Result } from "../../../tools/dotnet-type.js";
import type { Trace } from "../../../values/source.js";
import { type Instance, Num, type Plain, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { byteArray, fieldOf, makeInstance } from "../../types/calls.js";
import { convertTo } from "../../types/convert.js";
import { toStr } from "../../types/text.js";
import { typeNameOf } from "../../types/types.js";
import { networkTypes } from "./network-values.js";
import { castByParsing, parser, tryParser } from "./parsing.js";

/** Version, Guid, IPAddress, MailAddress, Tuple: small values that do not change. */

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
  ...networkTypes,
  ...tupleTypes,
  tupleType,
  dbNullType,
];
