import { perKey } from "../../../host/cache.js";
import { PsError } from "../../tools/script-error.js";
import type { Cmdlet, Parameters } from "../../tools/tool.js";
import type { Trace } from "../../values/source.js";
import { Arr, type Plain, Str, TRUE, Unknown, type Value } from "../../values/value.js";
import type { Actual } from "./arguments.js";

/** How a parameter takes part in one parameter set. */
export interface Membership {
  /** Name of the set; "" for all sets. */
  readonly set: string;
  readonly position: number;
  readonly mandatory: boolean;
  readonly fromPipeline: boolean;
  readonly fromPipelineByName: boolean;
  readonly rest: boolean;
}

export interface Formal {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly isSwitch: boolean;
  /** It takes script blocks only, as a parameter of a cmdlet can. */
  readonly isBlock?: boolean;
  readonly isList?: boolean;
  /** Full name of its type, where it is known. */
  readonly type?: string;
  readonly memberships: readonly Membership[];
}

export interface Signature {
  /** For error ids: `NamedParameterNotFound,f`. */
  readonly command: string;
  /** The class of a cmdlet of PowerShell itself, which its error ids name: see {@link cmdletClass}. */
  readonly cmdletClass?: string | undefined;
  readonly formals: readonly Formal[];
  readonly defaultSet: string;
  /** Unknown names are errors, and the common parameters exist. False: they go to `$args`. */
  readonly advanced: boolean;
  /** Advanced, but what it does not know is no error: see `Cmdlet.loose`. */
  readonly loose?: boolean;
}

export interface Bound {
  readonly values: Map<string, { readonly value: Value; readonly at: Trace }>;
  /** Common parameters, by lower-case name. */
  readonly common: Map<string, Value>;
  /** Arguments that nothing took. */
  readonly rest: { readonly value: Value; readonly at: Trace; readonly actual: Actual }[];
  /** Parameter sets that are still possible. */
  readonly sets: readonly string[];
  /** Stands for arguments that are not known (`@unknown`), or null if all are: what seems missing may be among them. */
  readonly open: Unknown | null;
}

/** What binding asks of the values of arguments. */
export interface ArgumentReader {
  /** The text of an argument in a message, or null if it is not known. */
  shown(value: Value): string | null;
  plain(value: Value): Plain;
}

const COMMON: ReadonlyMap<string, { readonly name: string; readonly isSwitch: boolean }> = new Map(
  (
    [
      ["verbose", "vb", true],
      ["debug", "db", true],
      ["erroraction", "ea", false],
      ["warningaction", "wa", false],
      ["informationaction", "infa", false],
      ["progressaction", "proga", false],
      ["errorvariable", "ev", false],
      ["warningvariable", "wv", false],
      ["informationvariable", "iv", false],
      ["outvariable", "ov", false],
      ["outbuffer", "ob", false],
      ["pipelinevariable", "pv", false],
      ["whatif", "wi", true],
      ["confirm", "cf", true],
    ] as const
  ).flatMap(([name, alias, isSwitch]) => [
    [name, { name, isSwitch }],
    [alias, { name, isSwitch }],
  ]),
);

export const allSets = perKey((signature: Signature): string[] => {
  const names = new Set<string>();
  for (const formal of signature.formals)
    for (const one of formal.memberships) if (one.set !== "") names.add(one.set.toLowerCase());
  return names.size === 0 ? [""] : [...names];
});

function inSet(formal: Formal, set: string): Membership | undefined {
  return formal.memberships.find((one) => one.set.toLowerCase() === set) ?? formal.memberships.find((one) => one.set === "");
}

/** A word in `$args` that was a parameter: splatting `@args` makes it one again. */
export class ParameterWord extends Str {}

/** Binds arguments to parameters as PowerShell does: names (prefixes, aliases), then positions within the sets that remain. */
export function bind(signature: Signature, actuals: readonly Actual[], reader: ArgumentReader | null = null): Bound {
  const values = new Map<string, { value: Value; at: Trace }>();
  const common = new Map<string, Value>();
  const loose: Loose[] = [];
  const unbound: Loose[] = [];
  let sets: string[] = allSets(signature);

  const give = (formal: Formal, value: Value, at: Trace): void => {
    const key = formal.name.toLowerCase();
    if (values.has(key)) {
      throw failure(
        signature,
        "ParameterAlreadyBound",
        `Cannot bind parameter because parameter '${formal.name}' is specified more than once.`,
        at,
      );
    }
    if (formal.isBlock && !formal.isList && reader?.plain(value).kind === "null")
      throw failure(
        signature,
        "ParameterArgumentValidationErrorNullNotAllowed",
        `Cannot bind argument to parameter '${formal.name}' because it is null.`,
        at,
      );
    values.set(key, { value, at });
    const remaining = sets.every((set) => inSet(formal, set) !== undefined)
      ? sets
      : sets.filter((set) => inSet(formal, set) !== undefined);
    if (remaining.length === 0) {
      throw failure(
        signature,
        "AmbiguousParameterSet",
        "Parameter set cannot be resolved using the specified named parameters.",
        at,
      );
    }
    sets = remaining;
  };

  // Explicit names come before splatted ones of the same name (7); positions are handed out when all names are known.
  const given = actuals.some((one) => one.splatted && one.name !== null)
    ? [
        ...actuals.filter((one) => !one.splatted || one.name === null),
        ...actuals.filter((one) => one.splatted && one.name !== null),
      ]
    : actuals;
  for (let index = 0; index < given.length; index++) {
    const actual = given[index] as Actual;
    if (actual.name === null) {
      if (actual.value !== undefined && !actual.isOpen) loose.push({ value: actual.value, at: actual.at, actual, order: index });
      continue;
    }
    const next = given[index + 1];
    const takesNext =
      actual.value === undefined && next !== undefined && next.name === null && !(actual.splatted && !next.splatted);
    const found = resolveName(signature, actual);
    if (found === undefined) {
      // What takes all that is left takes words that look like parameters, too.
      if (signature.advanced && !signature.loose && !takesRest(signature)) {
        throw failure(
          signature,
          "NamedParameterNotFound",
          `A parameter cannot be found that matches parameter name '${actual.name}'.`,
          actual.at,
        );
      }
      const word = new ParameterWord(actual.text, actual.at);
      unbound.push({ value: word, at: actual.at, actual, order: index });
      if (actual.value !== undefined)
        unbound.push({ value: actual.value, at: actual.at, actual: { ...actual, name: null }, order: index });
      else if (takesNext) {
        unbound.push({ value: next.value as Value, at: next.at, actual: next, order: index });
        index++;
      }
      continue;
    }
    if ("memberships" in found) {
      if (actual.splatted && values.has(found.name.toLowerCase())) continue;
      if (found.isSwitch) give(found, actual.value ?? TRUE, actual.at);
      else if (actual.value !== undefined) give(found, actual.value, actual.at);
      else if (takesNext) {
        give(found, next.value as Value, next.at);
        index++;
      } else throw missingArgument(signature, found.name, found.type, actual.at);
      continue;
    }
    if (found.isSwitch) common.set(found.name, actual.value ?? TRUE);
    else if (actual.value !== undefined) common.set(found.name, actual.value);
    else if (takesNext) {
      common.set(found.name, next.value as Value);
      index++;
    } else throw failure(signature, "MissingArgument", `Missing an argument for parameter '${found.name}'.`, actual.at);
  }

  const left =
    loose.length === 0 && unbound.length === 0
      ? []
      : bindPositions(signature, { loose, unbound, sets, reader, has: (formal) => values.has(formal.name.toLowerCase()), give });
  const open = actuals.find((one) => one.isOpen)?.value;
  return { values, common, rest: left, sets, open: open instanceof Unknown ? open : null };
}

function takesRest(signature: Signature): boolean {
  return signature.formals.some((formal) => formal.memberships.some((one) => one.rest));
}

/** An argument without a parameter, and where it stood. */
interface Loose {
  readonly value: Value;
  readonly at: Trace;
  readonly actual: Actual;
  readonly order: number;
}

interface Positions {
  readonly loose: readonly Loose[];
  /** Words that look like parameters, and are none. */
  readonly unbound: readonly Loose[];
  readonly sets: readonly string[];
  readonly reader: ArgumentReader | null;
  has(formal: Formal): boolean;
  give(formal: Formal, value: Value, at: Trace): void;
}

/** Hands arguments without a name to the parameters that have a position. Returns those that nothing took. */
function bindPositions(signature: Signature, { loose, unbound, sets, reader, has, give }: Positions): Loose[] {
  const preferred = signature.defaultSet.toLowerCase();
  const ordered = sets.length > 1 && sets.includes(preferred) ? [preferred, ...sets.filter((set) => set !== preferred)] : sets;
  const positional = (set: string) => places(signature, set).filter((formal) => !has(formal));
  const isEnough = (set: string) =>
    positional(set).length >= loose.length || signature.formals.some((formal) => inSet(formal, set)?.rest);
  const fits = (set: string) => positional(set).every((formal, index) => takes(formal, loose[index]?.value, reader));
  // The first set (the default one first) with enough positions takes them, rather one that is for arguments of this kind.
  const chosen =
    ordered.find((set) => isEnough(set) && fits(set)) ??
    ordered.find((set) => positional(set).length > 0 && fits(set)) ??
    ordered.find((set) => positional(set).length >= loose.length) ??
    ordered[0] ??
    "";
  const open = positional(chosen);
  const count = Math.min(open.length, loose.length);
  for (let index = 0; index < count; index++) {
    const { value, at } = loose[index] as { value: Value; at: Trace };
    give(open[index] as Formal, value, at);
  }
  const left = [...loose.slice(count), ...unbound].sort((a, b) => a.order - b.order);
  if (left.length === 0) return [];
  const taker = signature.formals.find((formal) => !has(formal) && inSet(formal, chosen)?.rest);
  if (taker) {
    const first = left[0] as { at: Trace };
    give(
      taker,
      // One list is the list that is left; anything else is put into one.
      left.length === 1 && left[0]?.value instanceof Arr
        ? left[0].value
        : new Arr(
            "System.Object",
            left.map((one) => one.value),
            "list",
            "System.Collections.Generic.List`1[System.Object]",
          ),
      first.at,
    );
    return [];
  }
  if (signature.advanced && !signature.loose) {
    const first = left[0] as { at: Trace; value: Value };
    const text = reader?.shown(first.value) ?? null;
    throw failure(
      signature,
      "PositionalParameterNotFound",
      `A positional parameter cannot be found that accepts ${text === null ? "the argument" : `argument '${text}'`}.`,
      first.at,
    );
  }
  return [...left];
}

/** Whether an argument is what a parameter is for: a block for one that takes blocks, and for no other that stands beside it. */
function takes(formal: Formal, value: Value | undefined, reader: ArgumentReader | null): boolean {
  if (value === undefined || reader === null) return true;
  const plain = reader.plain(value);
  return plain.kind === "unknown" || (formal.isBlock === true) === isBlockLike(plain, reader);
}

/** A block, a list with one, or nothing in its place. */
function isBlockLike(plain: Plain, reader: ArgumentReader): boolean {
  if (plain instanceof Arr && "length" in plain.items) return plain.items.some((item) => isBlockLike(reader.plain(item), reader));
  return plain.kind === "block" || plain.kind === "null";
}

const orders = perKey((_signature: Signature) => new Map<string, readonly Formal[]>());

/** Positional parameters of a set, by position. */
function places(signature: Signature, set: string): readonly Formal[] {
  const bySet = orders(signature);
  let known = bySet.get(set);
  if (!known) {
    known = signature.formals
      .flatMap((formal) => {
        const membership = inSet(formal, set);
        return membership && membership.position >= 0 && !membership.rest ? [{ formal, position: membership.position }] : [];
      })
      .sort((a, b) => a.position - b.position)
      .map(({ formal }) => formal);
    bySet.set(set, known);
  }
  return known;
}

/** Parameters by their names and aliases in lower case; the first that claims a name has it. */
const namesOf = perKey((signature: Signature): ReadonlyMap<string, Formal> => {
  const found = new Map<string, Formal>();
  for (const formal of signature.formals) {
    for (const name of [formal.name, ...formal.aliases]) {
      if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), formal);
    }
  }
  return found;
});

function resolveName(
  signature: Signature,
  actual: Actual,
): Formal | { readonly name: string; readonly isSwitch: boolean } | undefined {
  const wanted = (actual.name as string).toLowerCase();
  const named = namesOf(signature).get(wanted);
  if (named) return named;
  if (signature.advanced) {
    const known = COMMON.get(wanted);
    if (known) return known;
  }
  const byPrefix = signature.formals.filter(
    (formal) =>
      formal.name.toLowerCase().startsWith(wanted) || formal.aliases.some((alias) => alias.toLowerCase().startsWith(wanted)),
  );
  const commons = signature.advanced
    ? [...new Set([...COMMON].filter(([name]) => name.startsWith(wanted)).map(([, value]) => value))]
    : [];
  const commonNames = new Set(commons.map((one) => one.name));
  if (byPrefix.length === 1 && commonNames.size === 0) return byPrefix[0];
  if (byPrefix.length === 0 && commonNames.size === 1) return commons[0];
  if (byPrefix.length + commonNames.size > 1) {
    throw failure(
      signature,
      "AmbiguousParameter",
      `Parameter cannot be processed because the parameter name '${actual.name}' is ambiguous.`,
      actual.at,
    );
  }
  return undefined;
}

/** The set that bound: the default one if it is possible, else the first whose mandatory parameters are all there. */
export function chooseSet(signature: Signature, bound: Bound, has: (formal: Formal) => boolean): string {
  const only = bound.sets[0];
  if (only !== undefined && bound.sets.length === 1) return only;
  const preferred = signature.defaultSet.toLowerCase();
  const satisfied = bound.sets.filter((set) =>
    signature.formals.every((formal) => {
      const membership = inSet(formal, set);
      return !membership?.mandatory || has(formal);
    }),
  );
  if (satisfied.includes(preferred)) return preferred;
  return satisfied[0] ?? (bound.sets.includes(preferred) ? preferred : (bound.sets[0] ?? ""));
}

/** Mandatory parameters of a set that nothing was given for. */
export function missing(signature: Signature, set: string, has: (formal: Formal) => boolean): Formal[] {
  return mandatoryOf(signature, set).filter((formal) => !has(formal));
}

const mandatory = perKey((_signature: Signature) => new Map<string, readonly Formal[]>());

function mandatoryOf(signature: Signature, set: string): readonly Formal[] {
  const bySet = mandatory(signature);
  let known = bySet.get(set);
  if (!known) bySet.set(set, (known = signature.formals.filter((formal) => inSet(formal, set)?.mandatory)));
  return known;
}

export function membershipIn(formal: Formal, set: string): Membership | undefined {
  return inSet(formal, set);
}

/**
 * Where arguments are not known, gives what has to be there or has a position a value that is not known. Returns whether there was
 * any such parameter.
 */
export function fillOpen(signature: Signature, bound: Bound, set: string): boolean {
  const { open, values } = bound;
  if (open === null) return false;
  const before = values.size;
  for (const formal of new Set([...mandatoryOf(signature, set), ...places(signature, set)])) {
    const key = formal.name.toLowerCase();
    if (formal.isSwitch || values.has(key)) continue;
    const why = `-${formal.name} may be among the ${open.why}`;
    const at = open.trace as Trace;
    values.set(key, { value: new Unknown(open.cause, why, `${open.symbol}.${key}`, at, null, null, open.secret), at });
  }
  return values.size > before;
}

function missingArgument(signature: Signature, name: string, type: string | undefined, at: Trace): PsError {
  const wanted = type === undefined ? "" : ` Specify a parameter of type '${type}' and try again.`;
  return failure(signature, "MissingArgument", `Missing an argument for parameter '${name}'.${wanted}`, at);
}

export function failure(signature: Signature, id: string, message: string, at: Trace): PsError {
  return new PsError({
    id: `${id},${signature.cmdletClass ?? signature.command}`,
    message,
    exception: id.startsWith("ParameterArgumentValidationError")
      ? "System.Management.Automation.ParameterBindingValidationException"
      : "System.Management.Automation.ParameterBindingException",
    at,
    category: "InvalidArgument",
  });
}

/** What the parameters of a cmdlet in the tool table say. */
const formalsOf = perKey((parameters: Parameters): readonly Formal[] =>
  parameters.list.map((spec): Formal => {
    const membership = {
      position: spec.position,
      mandatory: spec.mandatory,
      fromPipeline: spec.fromPipeline,
      fromPipelineByName: spec.fromPipelineByName,
      rest: spec.rest,
    };
    const sets = spec.sets.length === 0 ? [""] : spec.sets;
    return {
      name: spec.name,
      aliases: spec.aliases,
      isSwitch: spec.isSwitch,
      isBlock: spec.isBlock,
      isList: spec.isList,
      memberships: sets.map((set) => ({ set, ...membership })),
    };
  }),
);

/** The signature of a cmdlet in the tool table. */
export const signatureOf = perKey(
  ({ names: [command = ""], parameters, module, loose = false }: Cmdlet): Signature => ({
    command,
    cmdletClass: module?.startsWith("Microsoft.PowerShell.") ? cmdletClass(command) : undefined,
    formals: formalsOf(parameters),
    defaultSet: parameters.list.flatMap((spec) => spec.sets)[0] ?? "",
    advanced: true,
    loose,
  }),
);

/** The .NET class of a cmdlet of PowerShell itself: `Microsoft.PowerShell.Commands.ForEachObjectCommand`. */
export function cmdletClass(command: string): string {
  return `Microsoft.PowerShell.Commands.${command.replace("-", "")}Command`;
}
