import type { Machine } from "../../machine/machine.js";
import type { Call, Handler, NetType } from "../../tools/dotnet-type.js";
import { PsError } from "../../tools/script-error.js";
import { Attached } from "../../values/attached.js";
import { enumInfo } from "../../values/enums.js";
import { asNumber } from "../../values/number.js";
import { Trace } from "../../values/source.js";
import { derive, question, symbolOf, wording } from "../../values/unknowns.js";
import {
  Arr,
  bool,
  Char,
  type Instance,
  Instance as InstanceObject,
  NOTHING,
  NULL,
  Num,
  type NumType,
  type ObjectModel,
  type Plain,
  Str,
  type TypeRef,
  Unknown,
  type Value,
} from "../../values/value.js";
import { MethodError, NetException } from "../errors/failures.js";
import { convertArguments, takesUnknown } from "./call-arguments.js";
import { castsOf } from "./casts.js";
import { listItems } from "./convert.js";
import { NUMERIC } from "./convert-number.js";
import { choose, closed, type Overload, overloadsOf } from "./overloads.js";
import { toStr } from "./text.js";
import { elementOf, genericParts } from "./types.js";

/** A type by its full name whose members are in a table; generic types by their open name. */
export function netType(machine: Machine, name: string): NetType | undefined {
  const direct = tableType(machine, name);
  if (direct) return direct;
  const generic = genericParts(name);
  if (generic) return tableType(machine, generic.open);
  if (enumInfo(name)) return tableType(machine, "System.Enum");
  return elementOf(name) === null ? undefined : tableType(machine, "System.Array");
}

function tableType(machine: Machine, name: string): NetType | undefined {
  const type = machine.toolbox.type(name);
  return type?.modelled ? undefined : type;
}

/** The type and those it derives from, nearest first. */
export function* lineage(machine: Machine, name: string): Generator<NetType> {
  let current = netType(machine, name) ?? netType(machine, "System.Object");
  for (let depth = 0; current && depth < 8; depth++) {
    yield current;
    if (current.base === current.name) return;
    current = current.base
      ? netType(machine, current.base)
      : current.name === "System.Object"
        ? undefined
        : netType(machine, "System.Object");
  }
}

const models = new Attached<Map<string, ObjectModel>>();

/** The model of a type whose members are in a table. */
export function modelOf(machine: Machine, name: string): ObjectModel {
  let known = models.get(machine);
  if (!known) models.set(machine, (known = new Map()));
  let model = known.get(name);
  if (!model) known.set(name, (model = makeModel(machine, name)));
  return model;
}

function makeModel(machine: Machine, name: string): ObjectModel {
  const first = <T>(pick: (type: NetType) => T | undefined): T | undefined => {
    for (const type of lineage(machine, name)) {
      const found = pick(type);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const text = first((type) => type.text);
  const equals = first((type) => type.equals);
  const order = first((type) => type.compare);
  const enumerate = first((type) => type.enumerate);
  const ancestors = first((type) => type.ancestors) ?? [];
  const dynamicGet = first((type) => type.dynamicGet);
  const dynamicSet = first((type) => type.dynamicSet);
  const dynamicInvoke = first((type) => type.dynamicInvoke);
  const dynamicNames = first((type) => type.dynamicNames);
  return {
    typeNames: [name, ...ancestors],
    get: (self, member, at) => dynamicGet?.(machine, self, member, at) ?? getNet(machine, self, name, member, at),
    set: (self, member, value, at) =>
      dynamicSet?.(machine, self, member, value, at) === true || setNet(machine, self, name, member, value, at),
    invoke: (self, member, args, at) =>
      dynamicInvoke?.(machine, self, member, args, at) ?? invokeNet(machine, self, name, member, args, at),
    index: (self, args, at) => indexNet(machine, self, name, args, at),
    setIndex: (self, args, value, at) => setIndexNet(machine, self, name, args, value, at),
    propertyNames: (self) => [
      ...(dynamicNames?.(machine, self) ?? []),
      ...[...lineage(machine, name)].flatMap((type) => Object.keys(type.properties ?? {})),
    ],
    ...(text && { text: (self: Instance) => text(machine, self) }),
    ...(equals && { equals: (self: Instance, other: Value) => equals(machine, self, machine.plain(other)) }),
    ...(order && { compare: (self: Instance, other: Value) => order(machine, self, machine.plain(other)) }),
    ...(enumerate && { enumerate: (self: Instance) => enumerate(machine, self) }),
  };
}

/** An object of a type whose members are in a table. */
export function makeInstance(
  machine: Machine,
  name: string,
  fields: Readonly<Record<string, unknown>>,
  at: Trace | null,
): Instance {
  const instance = new InstanceObject(modelOf(machine, name), at);
  for (const [key, value] of Object.entries(fields)) instance.fields.set(key, value);
  return instance;
}

export function fieldOf<T>(machine: Machine, self: Plain, name: string): T {
  if (!(self instanceof InstanceObject)) throw new Error(`no object with a field ${name}`);
  return machine.field<T>(self, name) as T;
}

// ---------------------------------------------------------------- members

/** Enumerations that a script defines have no table of their own. */
function tableOf(machine: Machine, self: Plain, name: string): string {
  return self.kind === "enum" && !netType(machine, name) ? "System.Enum" : name;
}

export function getNet(machine: Machine, self: Plain, name: string, member: string, at: Trace | null): Value | undefined {
  const lower = member.toLowerCase();
  for (const type of lineage(machine, tableOf(machine, self, name))) {
    for (const [key, getter] of Object.entries(type.properties ?? {})) {
      if (key.toLowerCase() !== lower) continue;
      return wrapped(
        machine,
        () => getter(self, machine, at),
        "auto",
        self,
        at,
        (error) => getterError(key, error, at),
      );
    }
  }
  return undefined;
}

function getterError(name: string, error: NetException, at: Trace | null): PsError {
  return new MethodError(
    error.type,
    error.message,
    `Exception getting "${name}": "${error.message}"`,
    at,
    "System.Management.Automation.GetValueInvocationException",
  );
}

export function setNet(machine: Machine, self: Plain, name: string, member: string, value: Value, at: Trace | null): boolean {
  const lower = member.toLowerCase();
  for (const type of lineage(machine, name)) {
    for (const [key, setter] of Object.entries(type.setters ?? {})) {
      if (key.toLowerCase() !== lower) continue;
      try {
        setter(self, value, machine, at);
      } catch (error) {
        if (!(error instanceof NetException)) throw error;
        throw new MethodError(
          error.type,
          error.message,
          `Exception setting "${key}": "${error.message}"`,
          at,
          "System.Management.Automation.SetValueInvocationException",
        );
      }
      return true;
    }
  }
  return false;
}

export function invokeNet(
  machine: Machine,
  self: Plain,
  name: string,
  member: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  const lower = member.toLowerCase();
  const overloads: Overload[] = [];
  for (const type of lineage(machine, tableOf(machine, self, name)))
    if (type.methods) overloads.push(...(overloadsOf(type.methods).get(lower) ?? []));
  if (overloads.length > 0) return callBest(machine, overloads, self, name, member, args, at);
  // Properties have methods behind them: `get_Name()`.
  if (lower.startsWith("get_") && args.length === 0) return getNet(machine, self, name, member.slice(4), at);
  if (lower.startsWith("set_") && args.length === 1 && setNet(machine, self, name, member.slice(4), args[0] as Value, at))
    return NOTHING;
  return undefined;
}

/** Whether a type has a method of this name. */
export function hasMethod(machine: Machine, type: string, name: string): boolean {
  const lower = name.toLowerCase();
  for (const one of lineage(machine, type)) if (one.methods && overloadsOf(one.methods).has(lower)) return true;
  return false;
}

export function hasStaticMethod(machine: Machine, type: string, name: string): boolean {
  const lower = name.toLowerCase();
  for (const one of lineage(machine, type)) if (one.statics && overloadsOf(one.statics).has(lower)) return true;
  return false;
}

export function invokeNetStatic(
  machine: Machine,
  name: string,
  member: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  const lower = member.toLowerCase();
  const overloads: Overload[] = [];
  for (const type of lineage(machine, name)) if (type.statics) overloads.push(...(overloadsOf(type.statics).get(lower) ?? []));
  if (overloads.length === 0) return undefined;
  return callBest(machine, overloads, NULL, name, member, args, at);
}

export function getNetStatic(machine: Machine, name: string, member: string, at: Trace | null): Value | undefined {
  const lower = member.toLowerCase();
  for (const type of lineage(machine, name)) {
    for (const [key, getter] of Object.entries(type.staticProperties ?? {})) {
      if (key.toLowerCase() === lower)
        return wrapped(
          machine,
          () => getter(machine, at),
          "auto",
          NULL,
          at,
          (error) => getterError(key, error, at),
        );
    }
  }
  return undefined;
}

/** undefined: the type has no constructors in its table. */
export function constructNet(
  machine: Machine,
  type: NetType,
  ref: TypeRef,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  if (!type.constructors) return undefined;
  const overloads = [...overloadsOf(type.constructors).values()].flat();
  return callBest(machine, overloads, NULL, ref.name, ".ctor", args, at);
}

export function indexNet(
  machine: Machine,
  self: Plain,
  name: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  for (const type of lineage(machine, name)) {
    const indexer = type.indexer;
    if (indexer)
      return wrapped(
        machine,
        () =>
          indexer(
            makeCall(
              machine,
              self,
              name,
              "Item",
              args.map((arg) => machine.plain(arg)),
              at,
            ),
          ),
        "auto",
        self,
        at,
        (error) => getterError("Item", error, at),
      );
  }
  return undefined;
}

export function setIndexNet(
  machine: Machine,
  self: Plain,
  name: string,
  args: readonly Value[],
  value: Value,
  at: Trace | null,
): boolean {
  for (const type of lineage(machine, name)) {
    if (!type.setIndexer) continue;
    type.setIndexer(
      makeCall(
        machine,
        self,
        name,
        "Item",
        args.map((arg) => machine.plain(arg)),
        at,
      ),
      value,
    );
    return true;
  }
  return false;
}

// ---------------------------------------------------------------- calling

export function callBest(
  machine: Machine,
  overloads: readonly Overload[],
  self: Plain,
  type: string,
  member: string,
  args: readonly Value[],
  at: Trace | null,
): Value {
  const plain = args.map((arg) => machine.plain(arg));
  const generic = genericParts(type)?.args ?? [];
  const best = choose(machine, overloads, plain, generic, castsOf(args));
  const shownName = member === ".ctor" ? "new" : (overloads[0]?.name ?? member);
  if (best === "count" || best === "none" || best === "ambiguous") {
    throw new PsError({
      id: "MethodCountCouldNotFindBest",
      message:
        best === "ambiguous"
          ? `Multiple ambiguous overloads found for "${shownName}" and the argument count: "${args.length}".`
          : `Cannot find an overload for "${shownName}" and the argument count: "${args.length}".`,
      exception: "System.Management.Automation.MethodException",
      at,
    });
  }
  const converted = convertArguments(machine, best, plain, at);
  const place = via(best.overload.name, at, [self, ...plain]);
  const open = converted.find((arg, index) => arg.kind === "unknown" && !takesUnknown(best.overload, index));
  const returns = closed(best.overload.returns, generic);
  if (open) return unknownResult(machine, best.overload, returns, self, type, converted, at);
  const call = makeCall(machine, self, type, best.overload.name, converted, place, best.expanded);
  try {
    return wrapped(
      machine,
      () => best.overload.handler(call),
      returns,
      secretOf(machine, [self, ...converted]),
      place,
      (error) => {
        const name = member === ".ctor" ? ".ctor" : best.overload.name;
        return new MethodError(
          error.type,
          error.message,
          `Exception calling "${name}" with "${args.length}" argument(s): "${error.message}"`,
          at,
        );
      },
    );
  } catch (error) {
    if (!(error instanceof UnknownBytes)) throw error;
    return unknownResult(machine, best.overload, returns, self, type, [error.unknown, ...converted], at);
  }
}

/** The place of a call, with where its values come from. */
function via(name: string, at: Trace | null, values: readonly Plain[]): Trace | null {
  if (!at || at.from.length > 0) return at;
  const from: Trace[] = [];
  for (const value of values) if ("trace" in value && value.trace && value.trace !== at) from.push(value.trace);
  return from.length === 0 ? at : new Trace(at.source, at.start, at.end, at.what ?? `returned by .${name}()`, from);
}

/** What a method gives when an argument is not known. */
function unknownResult(
  machine: Machine,
  overload: Overload,
  returns: string,
  self: Plain,
  type: string,
  args: readonly Plain[],
  at: Trace | null,
): Value {
  const target = self.kind === "null" ? `[${type}]` : symbolOf(self);
  const symbol = `${target}.${overload.name.toLowerCase()}(${args.map(symbolOf).join(",")})`;
  if (returns === "System.Boolean") {
    const asked = `${self.kind === "null" ? overload.name : `${wording(self)}.${overload.name}`}(${args.map(wording).join(", ")})`;
    return question(machine, symbol, `${asked} is true`, `${asked} is false`);
  }
  if (returns === "void") {
    machine.note("unmodelled", "all", `what .${overload.name} changes depends on a value that is not known`, at);
    return NOTHING;
  }
  return derive([...args, self], symbol, returns === "auto" ? null : returns, at);
}

interface Secret {
  readonly secret: boolean;
}

function secretOf(machine: Machine, values: readonly Plain[]): Secret {
  const tainted = (value: Plain): boolean =>
    ((value.kind === "str" || value.kind === "unknown") && value.secret) ||
    (value.kind === "instance" && value.fields.get("secret") === true) ||
    machine.secrets.holds(value);
  return { secret: values.some(tainted) };
}

function wrapped(
  machine: Machine,
  run: () => ReturnType<Handler>,
  type: string,
  from: Secret | Plain,
  at: Trace | null,
  fail: (error: NetException) => PsError,
): Value {
  const secret = "secret" in from ? from.secret : secretOf(machine, [from as Plain]).secret;
  try {
    return machine.secrets.kept(wrap(machine, run(), type, at, secret), secret);
  } catch (error) {
    if (error instanceof NetException) throw fail(error);
    throw error;
  }
}

/** A JavaScript value as a value of a type. */
export function wrap(machine: Machine, result: ReturnType<Handler>, type: string, at: Trace | null, secret = false): Value {
  if (result === undefined) return NOTHING;
  if (result === null) return NULL;
  switch (typeof result) {
    case "string":
      if (type === "System.Char") return new Char(result.charCodeAt(0), at);
      machine.budget.size(result.length);
      return new Str(result, at, secret);
    case "boolean":
      return bool(result);
    case "number": {
      if (type === "System.Char") return new Char(result, at);
      const numeric = NUMERIC.get(type) ?? "Int32";
      return new Num(numeric, numeric === "Int64" || numeric === "UInt64" ? BigInt(result) : result, at);
    }
    case "bigint":
      return new Num((NUMERIC.get(type) as NumType | undefined) ?? "Int64", result, at);
    default:
      return tainted(result, secret);
  }
}

function tainted(value: Value, secret: boolean): Value {
  if (!secret || !("kind" in value)) return value;
  if (value.kind === "str") return new Str(value.value, value.trace, true);
  if (value.kind === "unknown")
    return new Unknown(value.cause, value.why, value.symbol, value.trace, value.type, value.parts, true, value.reach);
  return value;
}

function makeCall(
  machine: Machine,
  self: Plain,
  type: string,
  name: string,
  args: readonly Plain[],
  at: Trace | null,
  expanded = false,
): Call {
  const need = (index: number): Plain => args[index] ?? NULL;
  return {
    machine,
    at,
    name,
    self,
    args,
    type,
    expanded,
    generic: genericParts(type)?.args ?? [],
    text: self.kind === "str" ? self.value : "",
    has: (index) => args[index] !== undefined,
    arg: need,
    string: (index) => {
      const value = need(index);
      if (value.kind === "str") return value.value;
      if (value.kind === "char") return String.fromCharCode(value.code);
      return "";
    },
    int: (index) => {
      const value = need(index);
      return value.kind === "num"
        ? asNumber(value)
        : value.kind === "char"
          ? value.code
          : value.kind === "enum"
            ? value.value
            : 0;
    },
    long: (index) => {
      const value = need(index);
      return value.kind === "num" ? (typeof value.value === "bigint" ? value.value : BigInt(Math.trunc(asNumber(value)))) : 0n;
    },
    bool: (index) => {
      const value = need(index);
      return value.kind === "bool" && value.value;
    },
    bytes: (index) => bytesOf(machine, need(index)),
    items: (index) => {
      const items = listItems(machine, need(index));
      return items === null || items instanceof Unknown ? [] : items;
    },
    piece: (index) => toStr(machine, need(index), null),
  };
}

/** Numbers of a byte array. Throws Inexact when one of them is not known. */
export function bytesOf(machine: Machine, value: Plain): Uint8Array {
  const items = listItems(machine, value);
  if (items === null) return new Uint8Array();
  if (items instanceof Unknown) throw new UnknownBytes(items);
  const bytes = new Uint8Array(items.length);
  items.forEach((item, index) => {
    const plain = machine.plain(item);
    if (plain.kind === "unknown") throw new UnknownBytes(plain);
    bytes[index] = plain.kind === "num" ? asNumber(plain) : 0;
  });
  return bytes;
}

/** Thrown where bytes are needed and are not known. */
export class UnknownBytes extends Error {
  constructor(readonly unknown: Unknown) {
    super("bytes that are not known");
  }
}

const byteValues: Num[] = Array.from({ length: 256 }, (_, index) => new Num("Byte", index));

export function byteArray(machine: Machine, bytes: Uint8Array, at: Trace | null): Arr {
  machine.budget.size(bytes.length);
  return new Arr(
    "System.Byte",
    Array.from(bytes, (byte) => byteValues[byte] as Num),
    "array",
    null,
    at,
  );
}

export function stringArray(machine: Machine, items: readonly string[], at: Trace | null, secret = false): Arr {
  machine.budget.size(items.length);
  return new Arr(
    "System.String",
    items.map((item) => new Str(item, at, secret)),
    "array",
    null,
    at,
  );
}
