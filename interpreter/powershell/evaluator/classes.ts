import { PsError } from "../../tools/script-error.js";
import { Sink } from "../../values/sink.js";
import type { Source, Trace } from "../../values/source.js";
import {
  Block,
  Dict,
  EnumValue,
  HeapObject,
  NOTHING,
  NULL,
  type Plain,
  PsObject,
  ScriptEnum,
  Table,
  TypeRef,
  type Value,
} from "../../values/value.js";
import { exceptionTypes, isSubtype } from "../errors/exceptions.js";
import { outputValue, type Runtime } from "../session/runtime.js";
import { Scope, setVariable } from "../session/scope.js";
import type {
  Attribute,
  ClassDefinition,
  ClassMember,
  EnumDefinition,
  Expression,
  InvokeMember,
  ScriptBlock,
  TypeName,
} from "../syntax/ast.js";
import { convertTo, toInt, toText } from "../types/convert.js";
import { dictEntries } from "../types/dict.js";
import { runningOn, type ScriptTypes } from "../types/running.js";
import { isOfType, resolveType } from "../types/types.js";
import { endOfBlock, runBody } from "./blocks.js";
import { leave } from "./endings.js";
import { bindParameters, signatureOfBlock } from "./functions.js";
import { evaluate } from "./recursion.js";

type Method = Extract<ClassMember, { kind: "Method" }>;
type Property = Extract<ClassMember, { kind: "Property" }>;

/** A class of the script. */
export class ScriptClass extends HeapObject {
  readonly statics = new Table<string, Value>();
  constructor(
    readonly name: string,
    readonly base: TypeRef | null,
    readonly members: readonly ClassMember[],
    readonly source: Source,
    readonly scope: Scope,
    readonly owner: Runtime,
  ) {
    super();
  }
}

export function defineClass(r: Runtime, s: ClassDefinition): void {
  const base = s.bases[0] ? (resolveType(s.bases[0], r) ?? null) : null;
  const definition = new ScriptClass(s.name, base, s.members, r.source, r.scope, r);
  const type = new TypeRef(s.name, definition, r.trace(s));
  r.classes.set(s.name.toLowerCase(), type);
  for (const member of s.members) {
    if (member.kind === "Property" && member.isStatic) definition.statics.set(member.name.toLowerCase(), initial(r, member));
  }
}

export function defineEnum(r: Runtime, s: EnumDefinition): void {
  const members: { name: string; value: number; canonical: boolean }[] = [];
  const flags = s.attributes.some((one) => one.kind === "Attribute" && one.name.name.toLowerCase() === "flags");
  let next = 0;
  for (const member of s.members) {
    if (member.value) {
      const value = toInt(r.machine, evaluate(r, member.value));
      if (typeof value === "number") next = value;
    }
    members.push({ name: member.name, value: next++, canonical: false });
  }
  r.classes.set(s.name.toLowerCase(), new TypeRef(s.name, new ScriptEnum(s.name, members, flags), r.trace(s)));
}

function typeOfMember(r: Runtime, member: ClassMember): TypeRef | null {
  for (const one of member.attributes) if (one.kind === "TypeConstraint") return resolveType(one.type, r) ?? null;
  return null;
}

function initial(r: Runtime, property: Property): Value {
  const type = typeOfMember(r, property);
  if (property.initial) {
    const value = r.machine.plain(evaluate(r, property.initial));
    return type ? convertTo(r.machine, value, type, r.trace(property)) : value;
  }
  if (!type) return NULL;
  return startsWith(r, type, r.trace(property));
}

function startsWith(r: Runtime, type: TypeRef, at: Trace): Value {
  return VALUE_TYPES.test(type.name) ? convertTo(r.machine, NULL, type, at) : NULL;
}

/** Types that have no $null: their members start with zero or false. */
const VALUE_TYPES = /^System\.(?:Boolean|Char|Byte|SByte|U?Int(?:16|32|64)|Single|Double|Decimal)$/;

function classOf(type: TypeRef | null): ScriptClass | null {
  return type?.definition instanceof ScriptClass ? type.definition : null;
}

export function scriptClassOf(value: Plain): ScriptClass | undefined {
  return value instanceof PsObject && value.definition instanceof ScriptClass ? value.definition : undefined;
}

/** `[C]::new(...)`, `New-Object C`. */
export function instantiate(r: Runtime, type: TypeRef, args: readonly Value[], at: Trace): Value {
  const definition = classOf(type) as ScriptClass;
  const names: string[] = [];
  for (let one: ScriptClass | null = definition; one; one = classOf(one.base)) {
    names.push(one.name);
    if (one.base && !classOf(one.base))
      names.push(
        ...(isSubtype(one.base.name, "System.Exception") && one.base.name.endsWith("Exception")
          ? exceptionTypes(one.base.name).slice(0, -1)
          : [one.base.name]),
      );
  }
  const object = new PsObject([...names, "System.Object"], at, definition);
  const chain: ScriptClass[] = [];
  for (let one: ScriptClass | null = definition; one; one = classOf(one.base)) chain.unshift(one);
  // The properties of the class itself are listed before those of its bases, which are set first.
  for (const one of [...chain].reverse()) {
    for (const member of one.members) {
      if (member.kind === "Property" && !member.isStatic && !object.properties.has(member.name.toLowerCase()))
        object.properties.set(member.name.toLowerCase(), { name: member.name, value: NULL });
    }
  }
  for (const one of chain) {
    for (const member of one.members) {
      if (member.kind !== "Property" || member.isStatic) continue;
      object.properties.set(member.name.toLowerCase(), { name: member.name, value: within(r, one, () => initial(r, member)) });
    }
  }
  for (let one: ScriptClass | null = definition; one; one = classOf(one.base)) {
    const text = one.members.find(
      (member): member is Method =>
        member.kind === "Method" && member.name.toLowerCase() === "tostring" && member.params.length === 0,
    );
    if (text && !object.methods.has("tostring")) object.methods.set("tostring", new Block(text.body, one.source, null));
  }
  const inherited = chain[0]?.base ?? null;
  // Members that a class has from .NET are not modelled: what a list of one's own holds is not known.
  if (inherited !== null && !PLAIN_BASES.test(inherited.name))
    r.machine.note("unmodelled", "all", `an object of the class ${definition.name}, which inherits from ${inherited.name}`, at);
  construct(r, definition, object, args, at);
  return object;
}

/** Interfaces, attributes, exceptions and System.Object: what a class has from them is modelled, or holds no data. */
const PLAIN_BASES = /^System\.Object$|(?:^|\.)I[A-Z][a-z]\w*(?:`\d|\[|$)|(?:Attribute|Exception)$/;

function construct(r: Runtime, definition: ScriptClass, object: PsObject, args: readonly Value[], at: Trace): void {
  const constructors = definition.members.filter(
    (one): one is Method => one.kind === "Method" && !one.isStatic && one.name.toLowerCase() === definition.name.toLowerCase(),
  );
  const base = classOf(definition.base);
  if (constructors.length === 0) {
    if (base) construct(r, base, object, [], at);
    if (args.length > 0) noOverload(definition.name, "new", args.length, at);
    return;
  }
  const chosen = overload(r, constructors, args);
  if (!chosen) return noOverload(definition.name, "new", args.length, at);
  callMethod(r, definition, chosen, object, args, at, (scope) => {
    if (!base) {
      if (definition.base && chosen.baseArguments) constructNative(r, definition, object, chosen.baseArguments, scope, at);
      return;
    }
    const given = chosen.baseArguments
      ? within(r, definition, () => inScope(r, scope, () => (chosen.baseArguments ?? []).map((one) => evaluate(r, one))))
      : [];
    construct(r, base, object, given, at);
  });
}

/** `: base(...)` of a class of .NET: what matters is the message of an exception. */
function constructNative(
  r: Runtime,
  definition: ScriptClass,
  object: PsObject,
  given: readonly Expression[],
  scope: Scope,
  at: Trace,
): void {
  const values = within(r, definition, () => inScope(r, scope, () => given.map((one) => evaluate(r, one))));
  if (isSubtype(definition.base?.name ?? "", "System.Exception")) {
    object.properties.set("message", { name: "Message", value: values[0] ?? NULL });
    object.properties.set("innerexception", { name: "InnerException", value: values[1] ?? NULL });
  }
  void at;
}

function noOverload(name: string, method: string, count: number, at: Trace): never {
  throw new PsError({
    id: "MethodCountCouldNotFindBest",
    message: `Cannot find an overload for "${method}" of ${name} and the argument count: "${count}".`,
    exception: "System.Management.Automation.MethodException",
    at,
  });
}

/** The overload whose parameters fit: same number, and types that match best. */
function overload(r: Runtime, methods: readonly Method[], args: readonly Value[]): Method | undefined {
  const same = methods.filter((one) => one.params.length === args.length);
  if (same.length <= 1) return same[0];
  let best: { readonly method: Method; readonly score: number } | undefined;
  for (const method of same) {
    let score = 0;
    for (const [index, parameter] of method.params.entries()) {
      const constraint = parameter.attributes.find((one) => one.kind === "TypeConstraint") as
        | { readonly type: TypeName }
        | undefined;
      const type = constraint ? resolveType(constraint.type, r) : undefined;
      const value = r.machine.plain(args[index] as Value);
      if (!type) score += 1;
      else score += fit(r, value, type);
    }
    if (score >= 0 && (!best || score > best.score)) best = { method, score };
  }
  return best?.method;
}

function fit(r: Runtime, value: Plain, type: TypeRef): number {
  if (isOfType(r.machine, value, type) === true) return 10;
  try {
    convertTo(r.machine, value, type, r.trace({ start: 0, end: 0 }));
    return 2;
  } catch (error) {
    if (error instanceof PsError) return -100;
    throw error;
  }
}

function within<T>(r: Runtime, definition: ScriptClass, run: () => T): T {
  return r.within({ source: definition.source, scope: new Scope(definition.scope, "function") }, run);
}

function inScope<T>(r: Runtime, scope: Scope, run: () => T): T {
  return r.within({ scope }, run);
}

function callMethod(
  r: Runtime,
  definition: ScriptClass,
  method: Method,
  self: Value | null,
  args: readonly Value[],
  at: Trace,
  before?: (scope: Scope) => void,
): Value {
  const type = typeOfMember(r, method);
  let returned: Value = NOTHING;
  r.machine.budget.nested(() => {
    const scope = new Scope(definition.scope, "function");
    // Only what `return` gives leaves a method.
    const sink = new Sink();
    r.within({ source: definition.source, scope }, () => {
      if (self) setVariable(r.machine, scope, "this", self);
      const actuals = args.map((value) => ({ name: null, value, text: "", splatted: false, verbatim: false, at }));
      bindParameters(
        r,
        signatureOfBlock(r, method.body as ScriptBlock, method.params, method.name),
        method.params,
        actuals,
        scope,
      );
      before?.(scope);
      r.within({ returns: { scope, sink } }, () => r.collect(() => leave(endOfBlock(r, runBody(r, method.body)))));
      returned = outputValue(sink.items(r.machine));
    });
  });
  if (type === null || type.name === "System.Void") return type === null ? returned : NOTHING;
  return convertTo(r.machine, r.machine.plain(returned), type, at);
}

/** A method of a script class; undefined: the target is no object or type of the script, or has no such method. */
export function invokeScriptMember(
  r: Runtime,
  target: Plain,
  name: string,
  args: readonly Value[],
  at: Trace,
  isStatic: boolean,
  from?: ScriptClass,
): Value | undefined {
  const wanted = name.toLowerCase();
  if (isStatic) {
    const definition = target instanceof TypeRef ? classOf(target) : null;
    if (!definition) return undefined;
    if (wanted === "new") return instantiate(r, target as TypeRef, args, at);
    for (let one: ScriptClass | null = definition; one; one = classOf(one.base)) {
      const methods = one.members.filter(
        (member): member is Method => member.kind === "Method" && member.isStatic && member.name.toLowerCase() === wanted,
      );
      const chosen = overload(r, methods, args);
      if (chosen) return callMethod(r, one, chosen, null, args, at);
    }
    return undefined;
  }
  const definition = from ?? scriptClassOf(target);
  if (!definition) return undefined;
  let named = false;
  for (let one: ScriptClass | null = definition; one; one = classOf(one.base)) {
    const methods = one.members.filter(
      (member): member is Method => member.kind === "Method" && !member.isStatic && member.name.toLowerCase() === wanted,
    );
    const chosen = overload(r, methods, args);
    if (chosen) return callMethod(r, one, chosen, target, args, at);
    named ||= methods.length > 0;
  }
  if (named) noOverload(definition.name, name, args.length, at);
  return undefined;
}

/** Whether a class of the script has a method of this name, of its objects or of itself. */
export function hasScriptMethod(target: Plain, name: string, isStatic: boolean): boolean {
  const wanted = name.toLowerCase();
  const start = isStatic ? (target instanceof TypeRef ? classOf(target) : null) : (scriptClassOf(target) ?? null);
  for (let one: ScriptClass | null = start; one; one = classOf(one.base))
    if (
      one.members.some(
        (member) => member.kind === "Method" && member.isStatic === isStatic && member.name.toLowerCase() === wanted,
      )
    )
      return true;
  return false;
}

/** Whether a class of the script hides a property from listings. */
function isHidden(value: PsObject, name: string): boolean {
  const wanted = name.toLowerCase();
  for (let one = scriptClassOf(value) ?? null; one; one = classOf(one.base)) {
    const member = one.members.find((each): each is Property => each.kind === "Property" && each.name.toLowerCase() === wanted);
    if (member) return member.isHidden;
  }
  return false;
}

/** `([Base]$this).Method()` calls the base class's method. */
export function superCall(r: Runtime, e: InvokeMember): ScriptClass | undefined {
  const target =
    e.target.kind === "Paren" && e.target.value.kind === "Pipeline" && e.target.value.elements[0]?.kind === "CommandExpression"
      ? e.target.value.elements[0].expression
      : e.target;
  if (target.kind !== "Convert" || target.operand.kind !== "Variable" || target.operand.key !== "this") return undefined;
  const type = resolveType(target.type, r);
  return classOf(type ?? null) ?? undefined;
}

/** `[C]::Member` of a script class or enum; undefined: not one of ours. */
export function getScriptStatic(type: TypeRef, name: string): Value | undefined {
  if (type.definition instanceof ScriptEnum) {
    const member = type.definition.members.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return member && new EnumValue(type.name, member.name, member.value, null, type.definition);
  }
  for (let one = classOf(type); one; one = classOf(one.base)) {
    const value = one.statics.get(name.toLowerCase());
    if (value !== undefined) return value;
  }
  return undefined;
}

export function setScriptStatic(r: Runtime, type: TypeRef, name: string, value: Value): boolean {
  const wanted = name.toLowerCase();
  for (let one = classOf(type); one; one = classOf(one.base)) {
    if (!one.statics.has(wanted)) continue;
    const member = one.members.find((each): each is Property => each.kind === "Property" && each.name.toLowerCase() === wanted);
    const constraint = member ? typeOfMember(r, member) : null;
    r.machine.journal.setEntry(
      one.statics,
      wanted,
      constraint ? convertTo(r.machine, r.machine.plain(value), constraint, r.trace({ start: 0, end: 0 })) : value,
    );
    return true;
  }
  return false;
}

/** What a class declares of a property, for assignments; null: nothing. */
export function declaredProperty(
  value: PsObject,
  name: string,
): { readonly type: TypeRef | null; readonly attributes: readonly Attribute[] } | null {
  const wanted = name.toLowerCase();
  for (let one = scriptClassOf(value) ?? null; one; one = classOf(one.base)) {
    const member = one.members.find((each): each is Property => each.kind === "Property" && each.name.toLowerCase() === wanted);
    if (member)
      return {
        type: typeOfMember(one.owner, member),
        attributes: member.attributes.filter((each): each is Attribute => each.kind === "Attribute"),
      };
  }
  return null;
}

/** The declared type of a property of a script object. */
function declaredType(value: PsObject, name: string): TypeRef | null {
  const wanted = name.toLowerCase();
  for (let one = scriptClassOf(value) ?? null; one; one = classOf(one.base)) {
    const member = one.members.find((each): each is Property => each.kind === "Property" && each.name.toLowerCase() === wanted);
    if (member) return typeOfMember(one.owner, member);
  }
  return null;
}

/** `[C]$value`: an instance stays; a dictionary sets properties; anything else is the argument of a constructor. */
function convertToClass(r: Runtime, value: Plain, type: TypeRef, at: Trace): Value {
  const definition = classOf(type) as ScriptClass;
  if (value.kind === "null") return value;
  if (value.kind === "unknown") return value;
  for (let one: ScriptClass | null = scriptClassOf(value) ?? null; one; one = classOf(one.base))
    if (one === definition) return value;
  if (!(value instanceof Dict)) return instantiate(r, type, [value], at);
  const object = instantiate(r, type, [], at) as PsObject;
  for (const { key, value: given } of dictEntries(r.machine, value)) {
    const name = toText(r.machine, key);
    if (typeof name !== "string") continue;
    const wanted = declaredType(object, name);
    object.properties.set(name.toLowerCase(), {
      name,
      value: wanted ? convertTo(r.machine, r.machine.plain(given), wanted, at) : given,
    });
  }
  return object;
}

/** See `ScriptTypes`. */
export const scriptTypes: ScriptTypes = {
  find: (machine, name) => runningOn(machine)?.classes.get(name.toLowerCase()),
  instantiate(machine, type, args, at) {
    const r = runningOn(machine);
    return r && classOf(type) ? instantiate(r, type, args, at ?? r.trace({ start: 0, end: 0 })) : undefined;
  },
  convert(machine, value, type, at) {
    const r = runningOn(machine);
    if (!r) return undefined;
    const place = at ?? r.trace({ start: 0, end: 0 });
    return classOf(type) ? convertToClass(r, value, type, place) : undefined;
  },
  isHidden: (target, name) => target instanceof PsObject && isHidden(target, name),
  invoke(machine, target, name, args, at) {
    const r = runningOn(machine);
    return r && scriptClassOf(target)
      ? invokeScriptMember(r, target, name, args, at ?? r.trace({ start: 0, end: 0 }), false)
      : undefined;
  },
};
