import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import { elementsOf, scalarInteger, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { EnumValue, Instance, NULL, type ObjectModel, type Plain, Str, str, Unknown, type Value } from "../../values/value.js";

/**
 * `$o.GetType().InvokeMember("IPGrant", "SetProperty", $null, $o, $values)`: how scripts reach members of COM objects that
 * PowerShell's adapter does not show. Binding flags come as an enum value, a text, a list of texts or a number.
 */
const SET_PROPERTY = 0x2000;
const PUT_DISP_PROPERTY = 0x4000;
const GET_PROPERTY = 0x1000;
const INVOKE_METHOD = 0x100;

const FLAG_NAMES: ReadonlyMap<string, number> = new Map([
  ["setproperty", SET_PROPERTY],
  ["putdispproperty", PUT_DISP_PROPERTY],
  ["putrefdispproperty", PUT_DISP_PROPERTY],
  ["setfield", SET_PROPERTY],
  ["getproperty", GET_PROPERTY],
  ["getfield", GET_PROPERTY],
  ["invokemethod", INVOKE_METHOD],
]);

/** For a model's `invoke`: GetType and InvokeMember; undefined for other methods. */
export function reflected(
  machine: Machine,
  self: Instance,
  name: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  switch (name.toLowerCase()) {
    case "gettype":
      return new Instance(new ComTypeModel(machine, self), at);
    case "invokemember":
      return invokeMember(machine, self, args, at);
  }
  return undefined;
}

class ComTypeModel implements ObjectModel {
  readonly typeNames = ["System.RuntimeType", "System.Type", "System.Object"];
  constructor(
    private readonly machine: Machine,
    private readonly object: Instance,
  ) {}

  get(_self: Instance, name: string): Value | undefined {
    const full = this.object.model.typeNames[0] as string;
    if (name.toLowerCase() === "fullname") return str(full);
    return name.toLowerCase() === "name" ? str(full.slice(full.lastIndexOf(".") + 1)) : undefined;
  }

  invoke(_self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    return name.toLowerCase() === "invokemember" ? invokeMember(this.machine, this.object, args, at) : undefined;
  }

  text(): string {
    return this.object.model.typeNames[0] as string;
  }
}

function invokeMember(machine: Machine, object: Instance, args: readonly Value[], at: Trace | null): Value {
  const name = scalarText(machine, args[0] ?? NULL);
  const given = args[3] === undefined ? object : machine.plain(args[3]);
  const target = given instanceof Instance ? given : object;
  if (name instanceof Unknown) {
    machine.note(name.cause, ["smtp", "web"], `which member of a COM object is called is not known: ${name.why}`, at);
    return NULL;
  }
  if (typeof name !== "string") throw failure("ArgumentNullException", "Value cannot be null. Parameter name: name", at);
  const flags = flagsOf(machine, args[1] === undefined ? NULL : machine.plain(args[1]));
  const values = argumentList(machine, args[4]);
  if ((flags & (SET_PROPERTY | PUT_DISP_PROPERTY)) !== 0) {
    // Passed on as they are, several values are several arguments, which a property does not take.
    if (values.length !== 1) throw failure("TargetParameterCountException", "Invalid number of parameters.", at);
    if (target.model.set?.(target, name, values[0] as Value, at)) return NULL;
    throw failure("MissingMethodException", `Member '${name}' not found.`, at);
  }
  if ((flags & GET_PROPERTY) !== 0) return target.model.get?.(target, name, at) ?? NULL;
  if ((flags & INVOKE_METHOD) !== 0) return target.model.invoke?.(target, name, values, at) ?? NULL;
  throw failure("ArgumentException", "Must specify binding flags describing the invoke operation required.", at);
}

function failure(name: string, message: string, at: Trace | null): PsError {
  return new PsError({
    id: name,
    message: `Exception calling "InvokeMember": "${message}"`,
    exception: `System.Reflection.${name}`,
    at,
  });
}

function flagsOf(machine: Machine, value: Plain): number {
  if (value instanceof EnumValue) return value.value;
  if (value instanceof Str) {
    return value.value.split(",").reduce((word, part) => word | (FLAG_NAMES.get(part.trim().toLowerCase()) ?? 0), 0);
  }
  if (value.kind === "arr") {
    const elements = elementsOf(machine, value);
    return elements instanceof Unknown ? 0 : elements.reduce((word, element) => word | flagsOf(machine, element), 0);
  }
  const number = value.kind === "num" ? scalarInteger(machine, value) : undefined;
  return typeof number === "number" ? number : 0;
}

/** `@($false)`, `(,@(...))`, or one value that PowerShell wraps into the object[] that is wanted. */
function argumentList(machine: Machine, value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  const plain = machine.plain(value);
  if (plain.kind === "null") return [];
  if (plain.kind !== "arr") return [plain];
  const elements = elementsOf(machine, plain);
  return elements instanceof Unknown ? [elements] : elements;
}
