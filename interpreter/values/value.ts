import { createHash } from "node:crypto";
import type { Alternatives } from "../../host/choice.js";
import type { Cause } from "../../host/values/origin.js";
import type { Area } from "../machine/notes.js";
import type { ScriptBlock as ScriptBlockAst } from "../powershell/syntax/ast.js";
import type { Source, Trace } from "./source.js";

/**
 * Values of the interpreter: known, unknown (with a cause and the fragments that are known), or objects on the heap.
 * All languages share them. A `Value` may also be {@link Alternatives} of a choice: then it is one of several values,
 * and which one depends on a world. Scalars are immutable; heap objects change only through the machine's journal.
 */
export type Value = Plain | Alternatives<Plain>;

export type Plain = Null | Bool | Num | Char | Str | Arr | Dict | PsObject | Instance | Block | TypeRef | EnumValue | Unknown;

/** A value or something that has not been there: variables, members and keys can be absent in some worlds. */
export const ABSENT: unique symbol = Symbol("absent");
export type Absent = typeof ABSENT;

export class Null {
  readonly kind = "null";
  constructor(
    /** True for "nothing came out of a pipeline", which is $null as a value but no element when piped. */
    readonly automation: boolean,
    readonly trace: Trace | null = null,
  ) {}
}
export const NULL = new Null(false);
export const NOTHING = new Null(true);

/**
 * What PowerShell's wrapper keeps beside a value: see `powershell/types/boxed.ts`. It is empty when it is made, and what is written
 * into it is journaled, so it is none of the value's state; null: the value was never wrapped.
 */
interface Wrapped {
  box: PsObject | null;
}

export class Bool implements Wrapped {
  readonly kind = "bool";
  box: PsObject | null = null;
  constructor(
    readonly value: boolean,
    readonly trace: Trace | null = null,
  ) {}
}
/** The value of a [switch] parameter: a Boolean with `IsPresent`. */
export class SwitchBool extends Bool {}
export const TRUE = new Bool(true);
export const FALSE = new Bool(false);

export type NumType =
  | "SByte"
  | "Byte"
  | "Int16"
  | "UInt16"
  | "Int32"
  | "UInt32"
  | "Int64"
  | "UInt64"
  | "Single"
  | "Double"
  | "Decimal"
  | "BigInteger";

/** A decimal number: `unscaled * 10^-scale`; scale 0 to 28, as System.Decimal keeps trailing zeros. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

export class Num implements Wrapped {
  readonly kind = "num";
  box: PsObject | null = null;
  constructor(
    readonly type: NumType,
    /** number for everything up to 32 bits and floating point; bigint for Int64, UInt64, BigInteger; Decimal for Decimal. */
    readonly value: number | bigint | Decimal,
    readonly trace: Trace | null = null,
    /** The source text of a bare number argument (`007`, `1.50`), which a [string] parameter keeps. */
    readonly text: string | null = null,
  ) {}
}

export class Char implements Wrapped {
  readonly kind = "char";
  box: PsObject | null = null;
  /** One UTF-16 code unit. */
  constructor(
    readonly code: number,
    readonly trace: Trace | null = null,
  ) {}
}

export class Str implements Wrapped {
  readonly kind = "str";
  box: PsObject | null = null;
  constructor(
    readonly value: string,
    readonly trace: Trace | null = null,
    /** True when part of the text is a secret: it is never shown. */
    readonly secret: boolean = false,
  ) {}
}

/** What a use of something that is not modelled may touch when it does more than look (see `tools/open-world`). */
export interface Reach {
  /** For people: `the COM class MMC20.Application`. */
  readonly what: string;
  readonly areas: readonly Area[] | "all";
  /** It belongs to another computer: whatever is done with it does nothing here. */
  readonly elsewhere?: boolean;
}

/** Symbols of values that grow in loops are kept short by their hash. */
const LONGEST_SYMBOL = 300;

/**
 * A value the analysis does not know. `parts` keeps the known fragments of a text around its holes;
 * a hole is another Unknown (without parts).
 */
export class Unknown {
  readonly kind = "unknown";
  /** Canonical name of this unknown: equal symbols are the same unknown value, so conditions on them stay correlated. */
  readonly symbol: string;
  constructor(
    readonly cause: Cause,
    /** Why, for people: `$env:FOO is not set here`, `Get-Random gives a value that only the host knows`. */
    readonly why: string,
    symbol: string,
    readonly trace: Trace | null = null,
    /** .NET type when that much is known ("System.String"), else null. */
    readonly type: string | null = null,
    readonly parts: readonly (string | Unknown)[] | null = null,
    readonly secret: boolean = false,
    /** What a use of it may touch: it is an object of something that is not modelled, or came from one. */
    readonly reach: Reach | null = null,
  ) {
    this.symbol =
      symbol.length <= LONGEST_SYMBOL ? symbol : `#${createHash("sha256").update(symbol).digest("base64").slice(0, 24)}`;
  }
}

// ---------------------------------------------------------------- the heap

let clock = 0;
/** Time of creation: what was created inside a branch is neither undone nor joined with it (see `Journal`). */
export function birthClock(): number {
  return clock;
}

/**
 * A unit that is run again makes its objects again: from the same clock, so that what is asked about them is the same question.
 * Nobody holds what was made since then, or only in another world.
 */
export function rewindClock(to: number): void {
  clock = to;
}

/** Something that scripts can change. Every write goes through `Machine.journal`. */
export abstract class HeapObject implements Wrapped {
  readonly birth: number = ++clock;
  box: PsObject | null = null;
}

/**
 * Makes a new, empty object as old as the machine: for one that is made on first use, inside of whichever branch that is, and
 * then stays for all of them.
 */
export function ageless<T>(value: T): T {
  if (value instanceof HeapObject) (value as { birth: number }).birth = 0;
  return value;
}

/** A journaled map that knows when it was created. */
export class Table<K, V> extends Map<K, V> {
  /** `birth`: that of the object it belongs to, for a table that is made on first use. */
  constructor(readonly birth: number = ++clock) {
    super();
  }
}

/** Arrays and lists. `items` is replaced as a whole on every write (never changed in place once visible). */
export class Arr extends HeapObject {
  readonly kind = "arr";
  /** The dictionary whose entries it shows; null: it is a list of its own. */
  readonly view: DictView | null;
  /** A set that was made with a comparer to which case does not matter. */
  readonly ignoresCase: boolean;
  constructor(
    /** Element type for .NET arrays ("System.Object", "System.String", "System.Byte"), or for lists. */
    readonly element: string,
    public items: readonly Value[] | Alternatives<readonly Value[]>,
    /** "array" has a fixed size; "list" is ArrayList, List<T>, Collection<T>, HashSet, Queue, Stack: see `type`. */
    readonly form: "array" | "list" = "array",
    /** Full .NET type name of a list; null for arrays. */
    readonly type: string | null = null,
    readonly trace: Trace | null = null,
    { view = null, ignoresCase = false }: { readonly view?: DictView | null; readonly ignoresCase?: boolean } = {},
  ) {
    super();
    this.view = view;
    this.ignoresCase = ignoresCase;
  }
}

/** Shows a dictionary as it is: `$h.Keys`, `$h.Values`, `$h.GetEnumerator()`. */
export interface DictView {
  readonly dict: Dict;
  /** What it shows of an entry; null: an enumerator, which is watched only. */
  readonly pick: ((entry: DictEntry) => Value) | null;
}

export interface DictEntry {
  readonly key: Value;
  readonly value: Value;
}

/** Hashtable, ordered dictionary, Dictionary<K,V>. Keys are folded by `dictKey` in `interpreter/dict.ts`. */
export class Dict extends HeapObject {
  readonly kind = "dict";
  readonly entries = new Table<string, DictEntry | Absent | Alternatives<DictEntry | Absent>>();
  constructor(
    readonly form: "hashtable" | "ordered" | "dictionary",
    readonly type: string,
    readonly caseSensitive = false,
    readonly trace: Trace | null = null,
    /** For how many entries a hashtable was made. */
    readonly capacity = 0,
  ) {
    super();
  }
}

/** A note property as scripts see it; `name` keeps the case of its first writer. */
export interface Property {
  readonly name: string;
  readonly value: Value;
}

/** [pscustomobject] and every object that is a bag of properties. Keys are lower case. */
export class PsObject extends HeapObject {
  readonly kind = "object";
  readonly properties = new Table<string, Property | Absent | Alternatives<Property | Absent>>();
  /** Script methods and class methods, lower-case name to block. */
  readonly methods = new Table<string, Value>();
  constructor(
    /** Most derived first: `System.Management.Automation.PSCustomObject`, or a script class's name. */
    public typeNames: readonly string[],
    readonly trace: Trace | null = null,
    /** The class of the script that it is an object of, else null. */
    readonly definition: unknown = null,
  ) {
    super();
  }
}

/**
 * An object whose behaviour a model in TypeScript defines: .NET instances (StringBuilder, Regex, DateTime) and
 * handles (ADSI, WMI, CIM, COM, ServerManager) that keep pending writes until they are committed.
 */
export class Instance extends HeapObject {
  readonly kind = "instance";
  /** Mutable state; write with `machine.setField`, read with `machine.field`. */
  readonly fields = new Table<string, unknown>();
  constructor(
    readonly model: ObjectModel,
    readonly trace: Trace | null = null,
    /** The dictionary that it is an enumerator of, else null. */
    readonly view: DictView | null = null,
  ) {
    super();
  }
}

/** A script block value. */
export class Block implements Wrapped {
  readonly kind = "block";
  box: PsObject | null = null;
  constructor(
    readonly ast: ScriptBlockAst,
    readonly source: Source,
    /** Scope captured by GetNewClosure or by a module/class; null: runs in the caller's scope chain. */
    readonly closure: unknown,
    readonly trace: Trace | null = null,
  ) {}
}

export class TypeRef implements Wrapped {
  readonly kind = "type";
  box: PsObject | null = null;
  constructor(
    /** Canonical full name: `System.String`, `System.Collections.Generic.List`1[System.Int32]`, or a script class's name. */
    readonly name: string,
    /** Definition of a class or enum of the script, else null. */
    readonly definition: unknown = null,
    readonly trace: Trace | null = null,
  ) {}
}

/** An enum and its members in the order of their definition. */
export interface EnumInfo {
  readonly name: string;
  readonly flags: boolean;
  readonly underlying: string;
  readonly members: readonly { readonly name: string; readonly value: number; readonly canonical: boolean }[];
}

/** An enum that a script defines: what a type or a value of it leads to. */
export class ScriptEnum implements EnumInfo {
  readonly underlying = "Int32";
  constructor(
    readonly name: string,
    readonly members: EnumInfo["members"],
    readonly flags: boolean,
  ) {}
}

/** A member of a .NET or script enum; flags are kept as the number. */
export class EnumValue implements Wrapped {
  readonly kind = "enum";
  box: PsObject | null = null;
  constructor(
    readonly type: string,
    /** As `.ToString()` prints it: `Stop`, `Public, Instance`. */
    readonly name: string,
    readonly value: number,
    readonly trace: Trace | null = null,
    /** The enum that a script defines; null: one of .NET. */
    readonly definition: ScriptEnum | null = null,
  ) {}
}

/**
 * Behaviour of {@link Instance}s. Each method may fork the world through the machine (`machine.ask`), may write to the host,
 * and may throw PowerShell errors (`machine.fail`). `undefined` means: no such member.
 */
export interface ObjectModel {
  /** Most derived first. `typeNames[0]` is what GetType().FullName gives. */
  readonly typeNames: readonly string[];
  get?(self: Instance, name: string, at: Trace | null): Value | undefined;
  /** False: there is no such settable member. */
  set?(self: Instance, name: string, value: Value, at: Trace | null): boolean;
  invoke?(self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined;
  /** `$o[...]` */
  index?(self: Instance, args: readonly Value[], at: Trace | null): Value | undefined;
  setIndex?(self: Instance, args: readonly Value[], value: Value, at: Trace | null): boolean;
  /** What it gives when it is turned into text; without this: the type name. */
  text?(self: Instance): string | Unknown;
  /** Elements when piped or iterated; without this it is one element. */
  enumerate?(self: Instance): readonly Value[] | Unknown;
  /** Names of its properties, for Select-Object *, Format-*, psobject.Properties. */
  propertyNames?(self: Instance): readonly string[];
  /** The model knows of all members: another one is none. */
  readonly isWhole?: boolean;
  /** What members that the model does not have may touch; without this: what the type's name says. */
  readonly reach?: Reach;
  /** Equality for -eq; without this: identity. Unknown: what stands here is a text that nobody knows, and is compared as one. */
  equals?(self: Instance, other: Value): boolean | Unknown | undefined;
  /** What stands here may be a text or number that nobody knows: what a tool takes it for that wants one. */
  scalar?(self: Instance): Unknown | undefined;
  /** Order for -lt, Sort-Object; undefined: not comparable. */
  compare?(self: Instance, other: Value): number | undefined;
}

export function str(value: string, trace: Trace | null = null, secret = false): Str {
  return new Str(value, trace, secret);
}

export function int(value: number, trace: Trace | null = null): Num {
  return new Num("Int32", value, trace);
}

export function bool(value: boolean): Bool {
  return value ? TRUE : FALSE;
}

export function array(items: readonly Value[], element = "System.Object", trace: Trace | null = null): Arr {
  return new Arr(element, items, "array", null, trace);
}
