import { PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import {
  ABSENT,
  Block,
  bool,
  NULL,
  type Plain,
  type Property,
  Str,
  type TypeRef,
  Unknown,
  type Value,
} from "../../values/value.js";
import { construct, getIndex, getMember, getStatic, invokeMember, invokeStatic, isOwnMethod } from "../members/members.js";
import { isOpen, readUnlisted } from "../members/open-objects.js";
import type { Runtime } from "../session/runtime.js";
import type { Expression, Index, InvokeMember, Member } from "../syntax/ast.js";
import { argumentsAs, castType } from "../types/casts.js";
import { toText } from "../types/convert.js";
import { dictGet } from "../types/dict.js";
import { keyAmong, valueUnder } from "../types/dict-lookup.js";
import { isCustom } from "../types/text.js";
import { typeNameOf } from "../types/types.js";
import { unlistedMember } from "../types/unlisted.js";
import { invokeBlockMember } from "./block-members.js";
import { getScriptStatic, invokeScriptMember, superCall } from "./classes.js";
import { methodValue, staticMethodValue } from "./method-values.js";
import { typeOf } from "./plain-values.js";
import { evaluate, evaluatePlain } from "./recursion.js";
import { strictness } from "./variables.js";

/** `$x.name`, `$x.name()`, `[type]::name` and `$x[...]` as a script writes them. */

export function memberName(r: Runtime, name: string | Expression): string | Unknown {
  if (typeof name === "string") return name;
  return toText(r.machine, evaluate(r, name));
}

export function member(r: Runtime, e: Member): Value {
  const at = r.trace(e);
  if (e.isStatic) {
    const name = memberName(r, e.member);
    const type = staticTarget(r, e.target);
    if (type.kind === "unknown") return unknownMember(type, name, at);
    if (typeof name !== "string") return unknownMember(name, name, at);
    return getScriptStatic(type, name) ?? staticMethodValue(r, type, name, at) ?? getStatic(r.machine, type, name, at) ?? NULL;
  }
  const target = evaluatePlain(r, e.target);
  if (e.nullConditional && target.kind === "null") return NULL;
  const given = typeof e.member === "string" ? e.member : evaluatePlain(r, e.member);
  // A dictionary takes a computed name as the key that it is: `$h.5` and `$h.$n` look for the number.
  const entry = target.kind === "dict" && isOtherKey(given) ? dictGet(r.machine, target, given) : undefined;
  if (entry !== undefined) return entry;
  if (target.kind === "dict" && isOtherKey(given)) return NULL;
  const name = typeof given === "string" ? given : toText(r.machine, given);
  if (typeof name !== "string") return namedInTable(r, target, name, at) ?? unknownMember(name, name, at);
  if (target.kind === "bool" && name.toLowerCase() === "ispresent") return bool(target.value);
  if (target.kind === "unknown") return getMember(r.machine, target, name, at) ?? unknownMember(target, name, at);
  const found =
    getMember(r.machine, target, name, at) ??
    methodValue(r, target, name, at) ??
    unlistedMember(r.machine, target, name, at) ??
    (isOpen(r.machine, target) ? readUnlisted(target, name, at) : undefined);
  if (found === undefined && strictness(r) >= 2 && target.kind !== "null") {
    throw new PsError({
      id: "PropertyNotFoundStrict",
      message: `The property '${name}' cannot be found on this object. Verify that the property exists.`,
      at,
    });
  }
  return found ?? NULL;
}

/** The entry or property that a name means which is not known; undefined: it may be another member, too. */
function namedInTable(r: Runtime, target: Plain, name: Unknown, at: Trace): Value | undefined {
  const { machine } = r;
  if (target.kind === "dict") return valueUnder(machine, target, name, at);
  if (target.kind !== "object") return undefined;
  const properties: Property[] = [];
  for (const guarded of target.properties.values()) {
    const property = machine.settled(guarded);
    if (property !== ABSENT) properties.push(property);
  }
  const names = properties.map((property) => new Str(property.name));
  const place = keyAmong(machine, names, name, false);
  if (typeof place === "number") return getMember(machine, target, (properties[place] as Property).name, at);
  return place === undefined && isCustom(target) ? NULL : undefined;
}

/** Whether the computed name of a member is a key of a dictionary that is no text. */
export function isOtherKey(name: string | Plain): name is Plain {
  return typeof name !== "string" && name.kind !== "str" && name.kind !== "unknown" && name.kind !== "null";
}

function unknownMember(target: Unknown, name: string | Unknown, at: Trace): Unknown {
  const member = typeof name === "string" ? name : "a member";
  return new Unknown(
    target.cause,
    target.why,
    `${target.symbol}.${typeof name === "string" ? name.toLowerCase() : name.symbol}`,
    at,
    null,
    null,
    target.secret || member === "",
    target.reach,
  );
}

function staticTarget(r: Runtime, target: Expression): TypeRef | Unknown {
  if (target.kind === "Type") return typeOf(r, target);
  const value = evaluatePlain(r, target);
  if (value.kind === "type" || value.kind === "unknown") return value;
  const text = toText(r.machine, value);
  return new Unknown(
    "unmodelled",
    `a static member of ${typeof text === "string" ? text : "a value"}`,
    r.machine.freshSymbol("static"),
    r.trace(target),
  );
}

function argumentsOf(r: Runtime, e: InvokeMember): readonly Plain[] {
  const args = e.arguments.map((argument) => r.machine.plain(evaluate(r, argument)));
  return argumentsAs(r, args, e.arguments);
}

export function invoke(r: Runtime, e: InvokeMember): Value {
  const name = memberName(r, e.member);
  const at = r.trace(e);
  if (e.isStatic) {
    const type = staticTarget(r, e.target);
    const args = argumentsOf(r, e);
    if (type.kind === "unknown") return unknownMember(type, name, at);
    if (typeof name !== "string") return unknownMember(name, name, at);
    const made = invokeScriptMember(r, type, name, args, at, true);
    if (made !== undefined) return made;
    if (name.toLowerCase() === "new") return construct(r.machine, type, args, at);
    const result = invokeStatic(r.machine, type, name, args, at);
    if (result === undefined) {
      throw new PsError({
        id: "MethodNotFound",
        message: `Method invocation failed because [${type.name}] does not contain a method named '${name}'.`,
        at,
      });
    }
    return result;
  }
  const base = superCall(r, e);
  const target = evaluatePlain(r, e.target);
  if (e.nullConditional && target.kind === "null") return NULL;
  const args = argumentsOf(r, e);
  if (typeof name !== "string") return unknownMember(name, name, at);
  if (target.kind === "null" && !/^(?:foreach|where)$/i.test(name)) {
    throw new PsError({
      id: "InvokeMethodOnNull",
      message: "You cannot call a method on a null-valued expression.",
      at,
      category: "InvalidOperation",
    });
  }
  const made =
    invokeScriptMember(r, target, name, args, at, false, base) ??
    (target instanceof Block ? invokeBlockMember(r, target, name, args, at) : undefined);
  if (made !== undefined) return made;
  if (
    target.kind === "arr" &&
    isArrayCast(r, e.target) &&
    !isOwnMethod(r.machine, target, name) &&
    !/^(?:foreach|where)$/i.test(name)
  )
    return castArrayMethod(r, target, name, args, at);
  const result = invokeMember(r.machine, target, name, args, at);
  if (result !== undefined) return result;
  if (target.kind === "unknown") return unknownMember(target, `${name}()`, at);
  throw new PsError({
    id: "MethodNotFound",
    message: `Method invocation failed because [${typeNameOf(target)}] does not contain a method named '${name}'.`,
    at,
  });
}

/** `([string[]]$x)`: the cast says in whose methods PowerShell looks, and those of the elements are not among them. */
function isArrayCast(r: Runtime, target: Expression): boolean {
  const type = castType(r, target);
  return type === "System.Array" || type?.endsWith("]") === true || type?.startsWith("System.Collections.") === true;
}

/** 7 finds no overload then; what 5.1 does is not told, and its scripts rely on it. */
function castArrayMethod(r: Runtime, target: Plain, name: string, args: readonly Value[], at: Trace): Value {
  if (r.dialect !== "7") return invokeMember(r.machine, target, name, args, at) ?? NULL;
  throw new PsError({
    id: "MethodCountCouldNotFindBest",
    message: `Cannot find an overload for "${name}" and the argument count: "${args.length}".`,
    exception: "System.Management.Automation.MethodException",
    at,
  });
}

export function index(r: Runtime, e: Index): Value {
  const target = evaluatePlain(r, e.target);
  if (e.nullConditional && target.kind === "null") return NULL;
  const at = r.trace(e);
  const key = evaluatePlain(r, e.index);
  if (target.kind === "unknown") {
    const name = toText(r.machine, key);
    return unknownMember(target, typeof name === "string" ? `[${name}]` : name, at);
  }
  // `$a[1,2]` takes several elements of one dimension.
  const indexes = e.index.kind === "ArrayLiteral" && key.kind === "arr" ? r.machine.settled(key.items) : [key];
  // An [ordered] table takes an index that is cast to [object] for a key.
  if (target.kind === "dict" && isBoxed(e.index)) return dictGet(r.machine, target, key) ?? NULL;
  const found = getIndex(r.machine, target, indexes, at);
  if (found === NULL && target.kind === "arr" && key.kind === "num" && strictness(r) >= 3) {
    const position = Number(key.value);
    const length = r.machine.settled(target.items).length;
    if (position >= length || position < -length)
      throw new PsError({
        id: "System.IndexOutOfRangeException",
        message: "Index was outside the bounds of the array.",
        exception: "System.IndexOutOfRangeException",
        at,
      });
  }
  return found;
}

/** `[object]1`, as it stands in the brackets of an index. */
export function isBoxed(index: Expression): boolean {
  const only =
    index.kind === "Paren" && index.value.kind === "Pipeline" && index.value.elements.length === 1
      ? index.value.elements[0]
      : null;
  if (only?.kind === "CommandExpression") return isBoxed(only.expression);
  return index.kind === "Convert" && index.type.arrays.length === 0 && /^(?:system\.)?object$/i.test(index.type.name);
}
