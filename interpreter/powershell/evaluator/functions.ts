import { perKey } from "../../../host/cache.js";
import { PsError } from "../../tools/script-error.js";
import { numberText } from "../../values/number.js";
import type { Trace } from "../../values/source.js";
import { symbolOf, unmodelled } from "../../values/unknowns.js";
import {
  Arr,
  Dict,
  FALSE,
  NOTHING,
  NULL,
  Num,
  type NumType,
  type Plain,
  Str,
  SwitchBool,
  type TypeRef,
  Unknown,
  type Value,
} from "../../values/value.js";
import { BindingError } from "../errors/failures.js";
import { applyDefaults } from "../session/default-values.js";
import type { Runtime } from "../session/runtime.js";
import { constrain, type FunctionInfo, type Scope, setVariable } from "../session/scope.js";
import type { Attribute, Expression, FunctionDefinition, Parameter, ScriptBlock, TypeName } from "../syntax/ast.js";
import { convertTo, toText, truth } from "../types/convert.js";
import { dictSet } from "../types/dict.js";
import { isReference } from "../types/reference.js";
import { STRUCTS } from "../types/type-table.js";
import { isUnplaced, namedType, resolveType, typeNameOf } from "../types/types.js";
import { type Actual, argumentReader } from "./arguments.js";
import {
  type Bound,
  bind,
  chooseSet,
  type Formal,
  failure,
  fillOpen,
  type Membership,
  missing,
  type Signature,
} from "./binding.js";
import { CmdletInfo } from "./pscmdlet.js";
import { evaluate } from "./recursion.js";
import { objection } from "./validation.js";

export function defineFunction(r: Runtime, s: FunctionDefinition): void {
  const colon = s.name.indexOf(":");
  const prefix = colon > 0 ? s.name.slice(0, colon).toLowerCase() : null;
  const scope = prefix === "global" ? r.scope.root() : prefix === "script" ? r.scope.script() : r.scope;
  const name = prefix === null ? s.name : s.name.slice(colon + 1);
  const info: FunctionInfo = { name, params: s.params, body: s.body, source: r.source, form: s.form, home: null };
  r.machine.journal.setEntry(scope.functions, name.toLowerCase(), info);
}

export function paramsOf(info: {
  readonly params: readonly Parameter[] | null;
  readonly body: ScriptBlock;
}): readonly Parameter[] {
  return info.params ?? info.body.params ?? [];
}

/** By the name of the command. */
const signatures = perKey((_body: ScriptBlock) => new Map<string, Signature>());

/** The signature that `param()` and its attributes declare. */
export function signatureOfBlock(r: Runtime, body: ScriptBlock, params: readonly Parameter[] | null, command: string): Signature {
  const known = signatures(body).get(command);
  if (known) return known;
  const list = params ?? body.params ?? [];
  const binding = body.attributes.find((one) => one.name.name.toLowerCase() === "cmdletbinding");
  const advanced = binding !== undefined || list.some((parameter) => parameter.attributes.some(isParameterAttribute));
  const implicit = binding === undefined || constantNamed(binding, "positionalbinding") !== false;
  const explicit = list.some((parameter) =>
    parameter.attributes.some((one) => isParameterAttribute(one) && named(one as Attribute, "position") !== undefined),
  );
  let next = 0;
  const formals = list.map((parameter): Formal => {
    const attributes = parameter.attributes.filter((one): one is Attribute => one.kind === "Attribute");
    const declarations = attributes.filter(isParameterAttribute);
    const isSwitch = parameter.attributes.some(
      (one) =>
        one.kind === "TypeConstraint" && /^(?:system\.management\.automation\.)?switch(?:parameter)?$/i.test(one.type.name),
    );
    const position = isSwitch || explicit || !implicit ? -1 : next++;
    const memberships = (declarations.length > 0 ? declarations : [null]).map(
      (one): Membership => ({
        set: (one ? textNamed(one, "parametersetname") : undefined) ?? "",
        position: (one ? numberNamed(one, "position") : undefined) ?? position,
        mandatory: one !== null && flagNamed(one, "mandatory"),
        fromPipeline: one !== null && flagNamed(one, "valuefrompipeline"),
        fromPipelineByName: one !== null && flagNamed(one, "valuefrompipelinebypropertyname"),
        rest: one !== null && flagNamed(one, "valuefromremainingarguments"),
      }),
    );
    const aliases = attributes
      .filter((one) => one.name.name.toLowerCase() === "alias")
      .flatMap((one) =>
        one.positional.flatMap((value) =>
          value.kind === "String"
            ? [value.value]
            : value.kind === "ArrayLiteral"
              ? value.items.flatMap((item) => (item.kind === "String" ? [item.value] : []))
              : [],
        ),
      );
    const constraint = parameter.attributes.find((one) => one.kind === "TypeConstraint");
    const type =
      constraint?.kind === "TypeConstraint"
        ? (namedType(r.machine, constraint.type.name) ?? constraint.type.name) + constraint.type.arrays.map(() => "[]").join("")
        : "System.Object";
    return { name: parameter.name, aliases, isSwitch, type, memberships };
  });
  const signature: Signature = {
    command,
    formals,
    defaultSet: (binding && textNamed(binding, "defaultparametersetname")) ?? "",
    advanced,
    ...(body.blocks.some((one) => one.name === "dynamicparam") && { loose: true }),
  };
  signatures(body).set(command, signature);
  return signature;
}

function isParameterAttribute(one: Parameter["attributes"][number]): one is Attribute {
  return one.kind === "Attribute" && /^(?:system\.management\.automation\.)?parameter(?:attribute)?$/i.test(one.name.name);
}

function named(attribute: Attribute, name: string): { readonly value: Expression | null } | undefined {
  return attribute.named.find((one) => one.name.toLowerCase() === name);
}

function flagNamed(attribute: Attribute, name: string): boolean {
  const found = named(attribute, name);
  if (!found) return false;
  return found.value === null || !(found.value.kind === "Variable" && found.value.key === "false");
}

function constantNamed(attribute: Attribute, name: string): boolean | undefined {
  const found = named(attribute, name);
  if (!found) return undefined;
  return found.value === null || !(found.value.kind === "Variable" && found.value.key === "false");
}

function textNamed(attribute: Attribute, name: string): string | undefined {
  const value = named(attribute, name)?.value;
  return value?.kind === "String" ? value.value : undefined;
}

function numberNamed(attribute: Attribute, name: string): number | undefined {
  const value = named(attribute, name)?.value;
  return value?.kind === "Number" ? Number(value.text) : undefined;
}

/** Binds arguments and sets the parameter variables in `scope`. Gives what was bound. */
export function bindParameters(
  r: Runtime,
  signature: Signature,
  params: readonly Parameter[],
  actuals: readonly Actual[],
  scope: Scope,
  piped: readonly string[] = [],
): Bound {
  for (const { name } of params)
    if (/^(?:true|false|null)$/i.test(name))
      throw new PsError({
        id: "VariableNotWritable",
        message: `Cannot overwrite variable ${name} because it is read-only or constant.`,
        exception: "System.Management.Automation.SessionStateUnauthorizedAccessException",
        at: actuals[0]?.at ?? null,
      });
  const bound = bind(signature, actuals, argumentReader(r));
  if (signature.advanced) applyDefaults(r, signature, bound);
  const has = (formal: Formal) => bound.values.has(formal.name.toLowerCase());
  const set = chooseSet(signature, bound, (formal) => has(formal) || piped.includes(formal.name.toLowerCase()));
  fillOpen(signature, bound, set);
  const given = new Dict("dictionary", "System.Management.Automation.PSBoundParametersDictionary");
  for (const formal of missing(signature, set, has)) {
    if (piped.includes(formal.name.toLowerCase())) continue;
    if (scope.kind === "function") {
      throw failure(
        signature,
        "MissingMandatoryParameter",
        `Cannot process command because of one or more missing mandatory parameters: ${formal.name}.`,
        actuals[0]?.at ?? r.trace({ start: 0, end: 0 }),
      );
    }
  }

  setVariable(r.machine, scope, "psboundparameters", given);
  setVariable(
    r.machine,
    scope,
    "args",
    new Arr(
      "System.Object",
      bound.rest.map((one) => one.value),
    ),
  );
  // What is given comes first, in the order in which it was bound: default values may look at it.
  const byKey = new Map(params.map((parameter) => [parameter.name.toLowerCase(), parameter]));
  for (const [key, argument] of bound.values) {
    const parameter = byKey.get(key);
    if (!parameter) continue;
    const value = setParameter(r, signature, parameter, argument.value, scope, argument.at);
    dictSet(r.machine, given, new Str(parameter.name), value);
  }
  for (const [key, parameter] of byKey) {
    if (bound.values.has(key)) continue;
    if (piped.includes(key)) setVariable(r.machine, scope, key, NULL);
    else defaultParameter(r, parameter, scope);
  }
  if (bound.open !== null)
    openArguments(
      r,
      params.filter(({ name }) => !bound.values.has(name.toLowerCase())),
      signature.advanced,
      scope,
    );
  if (signature.loose) bindDynamic(r, signature, bound, given);
  for (const [name, value] of bound.common) {
    const preference = PREFERENCES.get(name);
    if (preference) setVariable(r.machine, scope, preference, preferenceValue(r, name, value));
    const shown = COMMON_NAMES.get(name);
    if (shown !== undefined) dictSet(r.machine, given, new Str(shown), commonValue(r, name, value));
  }
  if (signature.advanced) setVariable(r.machine, scope, "pscmdlet", cmdletInfo(r, signature, set, scope));
  return bound;
}

/** What is given to parameters that a dynamicparam block makes: they are there, but their types are not known. */
function bindDynamic(r: Runtime, signature: Signature, bound: Bound, given: Dict): void {
  const why = `${signature.command || "a block"} makes parameters of its own in dynamicparam`;
  bound.rest.forEach(({ actual, at }, index) => {
    const next = bound.rest[index + 1];
    const value = actual.value ?? (next?.actual.name === null ? next.value : undefined);
    if (actual.name === null) return;
    const symbol = `dynamic:${actual.name.toLowerCase()}(${value === undefined ? "" : symbolOf(value)})`;
    dictSet(r.machine, given, new Str(actual.name), unmodelled(why, symbol, at));
  });
  if (bound.rest[0]?.actual.name === null) r.machine.note("unmodelled", "all", why, bound.rest[0].at);
}

const COMMON_NAMES: ReadonlyMap<string, string> = new Map(
  [
    "Verbose",
    "Debug",
    "ErrorAction",
    "WarningAction",
    "InformationAction",
    "ErrorVariable",
    "WarningVariable",
    "InformationVariable",
    "OutVariable",
    "OutBuffer",
    "PipelineVariable",
    "WhatIf",
    "Confirm",
  ].map((name) => [name.toLowerCase(), name]),
);

/** A switch of every command as `$PSBoundParameters` and the preference variables have it. */
function commonValue(r: Runtime, name: string, value: Value): Value {
  const plain = r.machine.plain(value);
  const isSwitch = name === "verbose" || name === "debug" || name === "whatif" || name === "confirm";
  return isSwitch && plain.kind === "bool" ? new SwitchBool(plain.value, plain.trace) : value;
}

const PREFERENCES: ReadonlyMap<string, string> = new Map([
  ["erroraction", "erroractionpreference"],
  ["warningaction", "warningpreference"],
  ["verbose", "verbosepreference"],
  ["debug", "debugpreference"],
  ["whatif", "whatifpreference"],
  ["confirm", "confirmpreference"],
]);

function preferenceValue(r: Runtime, name: string, value: Value): Value {
  if (name === "verbose" || name === "debug") {
    const text = toText(r.machine, value);
    return new Str(text === "False" ? "SilentlyContinue" : "Continue");
  }
  return commonValue(r, name, value);
}

function cmdletInfo(r: Runtime, signature: Signature, set: string, scope: Scope): Value {
  const written = signature.formals.flatMap((formal) => formal.memberships).find((one) => one.set.toLowerCase() === set)?.set;
  return new CmdletInfo(r, signature.command, written ?? (signature.defaultSet || "__AllParameterSets"), scope);
}

/** Converts and validates an argument and stores it; gives the stored value. */
export function setParameter(
  r: Runtime,
  signature: Signature,
  parameter: Parameter,
  value: Value,
  scope: Scope,
  at: Trace,
): Value {
  let stored: Value = value === NOTHING ? NULL : value;
  const type = typeOfParameter(r, parameter);
  if (type) stored = convertParameter(r, signature, parameter, value, type, at);
  const attributes = parameter.attributes.filter((one): one is Attribute => one.kind === "Attribute");
  if (attributes.length > 0) {
    if (stored === NULL || stored instanceof Arr || (stored instanceof Str && stored.value === ""))
      rejectEmpty(r, signature, parameter, attributes, stored, at);
    const why = objection(r, attributes, stored, at);
    if (why !== null) {
      throw new BindingError(
        `ParameterArgumentValidationError,${signature.command}`,
        `Cannot validate argument on parameter '${parameter.name}'. ${why}`,
        "System.Management.Automation.ParameterBindingValidationException",
        at,
        "System.Management.Automation.ValidationMetadataException",
        why,
      );
    }
  }
  setVariable(r.machine, scope, parameter.name.toLowerCase(), stored);
  if (type) constrain(r.machine, scope, parameter.name.toLowerCase(), { type, attributes, readOnly: false });
  return stored;
}

/** A mandatory parameter takes neither $null nor an empty text, unless it says so. */
function rejectEmpty(
  r: Runtime,
  signature: Signature,
  parameter: Parameter,
  attributes: readonly Attribute[],
  value: Value,
  at: Trace,
): void {
  const mandatory = attributes.some((one) => isParameterAttribute(one) && flagNamed(one, "mandatory"));
  if (!mandatory) return;
  const type = typeOfParameter(r, parameter)?.name ?? null;
  const isText = type === "System.String" || type === "System.String[]";
  const isList = type === "System.Array" || type?.endsWith("[]") === true;
  const allows = (name: string) => attributes.some((one) => one.name.name.toLowerCase() === name);
  if (value === NULL && !allows("allownull")) {
    throw failure(
      signature,
      "ParameterArgumentValidationErrorNullNotAllowed",
      `Cannot bind argument to parameter '${parameter.name}' because it is null.`,
      at,
    );
  }
  if (value instanceof Arr) {
    const items = r.machine.settled(value.items);
    if (!isList) return;
    if (items.length === 0 && !allows("allowemptycollection")) {
      throw failure(
        signature,
        "ParameterArgumentValidationErrorEmptyArrayNotAllowed",
        `Cannot bind argument to parameter '${parameter.name}' because it is an empty array.`,
        at,
      );
    }
    if (items.some((item) => item === NULL) && !allows("allownull")) {
      throw failure(
        signature,
        "ParameterArgumentValidationErrorNullNotAllowed",
        `Cannot bind argument to parameter '${parameter.name}' because it holds $null.`,
        at,
      );
    }
    return;
  }
  if (isText && value !== NULL && !allows("allowemptystring")) {
    throw failure(
      signature,
      "ParameterArgumentValidationErrorEmptyStringNotAllowed",
      `Cannot bind argument to parameter '${parameter.name}' because it is an empty string.`,
      at,
    );
  }
}

function convertParameter(r: Runtime, signature: Signature, parameter: Parameter, value: Value, type: TypeRef, at: Trace): Value {
  const plain = r.machine.plain(value);
  if (type.name === "System.Management.Automation.SwitchParameter") {
    if (plain.kind === "num" || plain.kind === "str") {
      const why =
        plain.kind === "str"
          ? notBoolean(plain, type)
          : `Cannot convert the "${numberText(plain)}" value of type "${typeNameOf(plain)}" to type "${type.name}".`;
      throw notConverted(signature, parameter, why, at);
    }
    const present = truth(r.machine, plain);
    return typeof present === "boolean" ? new SwitchBool(present, plain.kind === "bool" ? plain.trace : at) : value;
  }
  // Every object is a [psobject] already.
  if (type.name === "System.Management.Automation.PSObject" || type.name === "System.Object") return value;
  if (
    type.name === "System.Boolean" &&
    ["str", "char", "null", "arr", "dict", "object", "instance", "block", "type"].includes(plain.kind)
  ) {
    throw notConverted(signature, parameter, notBoolean(plain, type), at);
  }
  if (type.name === "System.Management.Automation.PSReference" && plain.kind !== "unknown" && !isReference(plain)) {
    throw notConverted(signature, parameter, "Reference type is expected in argument.", at);
  }
  if (signature.advanced && type.name === "System.String" && plain instanceof Arr && plain.form === "array") {
    throw notConverted(signature, parameter, "Cannot convert value to type System.String.", at);
  }
  if (plain.kind === "num" && plain.text !== null && type.name === "System.String") return new Str(plain.text, plain.trace);
  try {
    // How a number was written is for texts and lists of them only.
    const given = plain.kind === "num" && !type.name.endsWith("]") ? new Num(plain.type, plain.value, plain.trace) : plain;
    return convertTo(r.machine, asElements(given, type), type, at);
  } catch (error) {
    if (error instanceof PsError) {
      throw notConverted(signature, parameter, `${error.message}`, at);
    }
    throw error;
  }
}

/** The parameter binder fills a list one by one, where a cast takes what is no sequence of its elements for its one element. */
function asElements(value: Plain, type: TypeRef): Plain {
  if (!/^System\.Collections\.(?:ArrayList$|Generic\.(?:List|HashSet)`1|ObjectModel\.Collection`1)/.test(type.name)) return value;
  if (value.kind === "arr") {
    const one = value.form === "list" && value.type !== type.name && !isUnplaced(value);
    return one || STRUCTS.has(value.element) ? new Arr("System.Object", value.items, "array", null, value.trace) : value;
  }
  const single = (value.kind === "num" || value.kind === "str") && !type.name.includes("HashSet");
  return single ? new Arr("System.Object", [value], "array", null, value.trace) : value;
}

function notConverted(signature: Signature, parameter: Parameter, why: string, at: Trace): PsError {
  return new BindingError(
    `ParameterArgumentTransformationError,${signature.command}`,
    `Cannot process argument transformation on parameter '${parameter.name}'. ${why}`,
    "System.Management.Automation.ParameterBindingArgumentTransformationException",
    at,
    "System.Management.Automation.ArgumentTransformationMetadataException",
    why,
  );
}

function notBoolean(value: Plain, type: TypeRef): string {
  const own = value.kind === "null" ? "" : typeNameOf(value);
  return `Cannot convert value "${own}" to type "${type.name}". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`;
}

export function typeOfParameter(r: Runtime, parameter: Parameter): TypeRef | null {
  for (const one of parameter.attributes) if (one.kind === "TypeConstraint") return resolve(r, one.type);
  return null;
}

function resolve(r: Runtime, type: TypeName): TypeRef | null {
  return resolveType(type, r) ?? null;
}

/** A parameter that was not given: its default, or what its type starts with. */
export function defaultParameter(r: Runtime, parameter: Parameter, scope: Scope): void {
  const key = parameter.name.toLowerCase();
  const type = typeOfParameter(r, parameter);
  const attributes = parameter.attributes.filter((one): one is Attribute => one.kind === "Attribute");
  if (parameter.defaultValue) {
    const value = evaluate(r, parameter.defaultValue);
    setVariable(
      r.machine,
      scope,
      key,
      type ? convertTo(r.machine, r.machine.plain(value), type, r.trace(parameter.defaultValue)) : value,
    );
  } else if (scope.kind !== "function" && isMandatory(attributes)) {
    setVariable(
      r.machine,
      scope,
      key,
      new Unknown(
        "input",
        `the mandatory parameter -${parameter.name} is not given here`,
        `parameter:${key}`,
        r.trace(parameter),
        type?.name ?? null,
      ),
    );
  } else setVariable(r.machine, scope, key, startValue(type));
  if (type) constrain(r.machine, scope, key, { type, attributes, readOnly: false });
}

/**
 * A script that is started with arguments nobody knows: parameters without a default, and `$args`, may hold anything. Switches are off and
 * defaults hold, as for a script that is started the way its author meant it.
 */
export function openArguments(r: Runtime, params: readonly Parameter[], advanced: boolean, scope: Scope): void {
  for (const parameter of params) {
    const type = typeOfParameter(r, parameter);
    if (parameter.defaultValue || type?.name === "System.Management.Automation.SwitchParameter") continue;
    const key = parameter.name.toLowerCase();
    const why = `the parameter -${parameter.name} is not given here`;
    setVariable(r.machine, scope, key, new Unknown("input", why, `parameter:${key}`, r.trace(parameter), type?.name ?? null));
  }
  if (advanced) return;
  const why = "the arguments of the script are not given here";
  setVariable(r.machine, scope, "args", new Unknown("input", why, "script:args", null, "System.Object[]"));
}

export function isMandatory(attributes: readonly Attribute[]): boolean {
  return attributes.some((one) => isParameterAttribute(one) && flagNamed(one, "mandatory"));
}

export function startValue(type: TypeRef | null): Value {
  switch (type?.name) {
    case "System.String":
      return new Str("");
    case "System.Boolean":
      return FALSE;
    case "System.Management.Automation.SwitchParameter":
      return new SwitchBool(false);
    case "System.Int32":
    case "System.Double":
    case "System.Byte":
    case "System.Int16":
    case "System.UInt32":
    case "System.SByte":
    case "System.UInt16":
    case "System.Single":
      return new Num(type.name.slice(7) as NumType, 0);
    case "System.Int64":
    case "System.UInt64":
      return new Num(type.name.slice(7) as NumType, 0n);
    case "System.Decimal":
      return new Num("Decimal", { unscaled: 0n, scale: 0 });
    default:
      return NULL;
  }
}
