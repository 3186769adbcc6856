import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import type { Plain, Str, Unknown, Value } from "../values/value.js";

/** The contract for .NET types: one entry a type holds all that is known of it. */
export type DotnetType = NetType | ModelledType;

interface TypeEntry {
  /** Full name as .NET spells it. */
  readonly name: string;
  /** `[Type]$value` for types that define their own conversion. */
  readonly cast?: Cast;
}

export type Cast = (machine: Machine, value: Value, at: Trace | null) => Value;

/** A type whose objects carry a model of their own: `[Type]::new(...)`, `New-Object Type`, `[Type]::Member`. */
export interface ModelledType extends TypeEntry {
  readonly modelled: {
    construct?(machine: Machine, args: readonly Value[], at: Trace | null): Value;
    readonly statics?: {
      /** undefined: no such static property. */
      get?(machine: Machine, name: string, at: Trace | null): Value | undefined;
      /** undefined: no such static method. */
      invoke?(machine: Machine, name: string, args: readonly Value[], at: Trace | null): Value | undefined;
    };
  };
}

/**
 * How .NET types are written down here: tables of members. A method is keyed by its signature,
 * `Substring(int startIndex, int length) string`; several signatures of one name are overloads. Types are written as
 * PowerShell writes them; `T`, `K` and `V` are the arguments of the generic type; `params` and `?` (optional) as in C#.
 * `text` takes a text of which something may be unknown (`text[]` texts); `object` and type arguments take any value, known or not.
 */
export interface NetType extends TypeEntry {
  readonly modelled?: undefined;
  /** The type whose members it has too. */
  readonly base?: string;
  readonly constructors?: Signatures;
  readonly methods?: Signatures;
  readonly statics?: Signatures;
  readonly properties?: Readonly<Record<string, Getter>>;
  readonly setters?: Readonly<Record<string, Setter>>;
  readonly staticProperties?: Readonly<Record<string, (machine: Machine, at: Trace | null) => Result>>;
  /** Properties that depend on the object, before those of the table; their names for listings. */
  readonly dynamicGet?: (machine: Machine, self: Plain, name: string, at: Trace | null) => Value | undefined;
  readonly dynamicSet?: (machine: Machine, self: Plain, name: string, value: Value, at: Trace | null) => boolean;
  readonly dynamicInvoke?: (
    machine: Machine,
    self: Plain,
    name: string,
    args: readonly Value[],
    at: Trace | null,
  ) => Value | undefined;
  readonly dynamicNames?: (machine: Machine, self: Plain) => readonly string[];
  /** `$x[...]` */
  readonly indexer?: (call: Call) => Result;
  readonly setIndexer?: (call: Call, value: Value) => void;
  /** The value as text; without it the type's name. */
  readonly text?: (machine: Machine, self: Plain) => string | Unknown;
  readonly equals?: (machine: Machine, self: Plain, other: Plain) => boolean | undefined;
  readonly compare?: (machine: Machine, self: Plain, other: Plain) => number | undefined;
  readonly enumerate?: (machine: Machine, self: Plain) => readonly Value[] | Unknown;
  /** Further types an instance is, nearest first. */
  readonly ancestors?: readonly string[];
  /** Operators on instances. */
  readonly operators?: OperatorModel;
  /** `"{0:d}" -f $x`, `$x.ToString("d")`. */
  readonly format?: Formatter;
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";

/** Operators of a type that has some: dates, spans, versions. Undefined: it has none for these operands. */
export type OperatorModel = (
  machine: Machine,
  operator: ArithmeticOperator,
  left: Plain,
  right: Plain,
  at: Trace | null,
) => Value | undefined;

/** Formats a value; undefined: the format is not valid; Unknown: only the host knows. */
export type Formatter = (value: Plain, format: string) => string | Unknown | undefined;

// biome-ignore lint/suspicious/noConfusingVoidType: handlers of void methods have nothing to return.
export type Handler = (call: Call) => Result | void;
export type Signatures = Readonly<Record<string, Handler>>;
export type Getter = (self: Plain, machine: Machine, at: Trace | null) => Result;
export type Setter = (self: Plain, value: Value, machine: Machine, at: Trace | null) => void;

/** What a member gives: a plain JavaScript value is wrapped by the type the signature names. `undefined`: void. */
export type Result = Value | string | number | bigint | boolean | null | undefined;

/** A call of a member, with its arguments converted to the types of the chosen overload. */
export interface Call {
  readonly machine: Machine;
  readonly at: Trace | null;
  readonly name: string;
  readonly self: Plain;
  readonly args: readonly Plain[];
  /** The last arguments were put together to the array of a `params` parameter: the script gave them one by one. */
  readonly expanded: boolean;
  /** Arguments of the generic type that the member belongs to. */
  readonly generic: readonly string[];
  /** Full name of the type asked (closed, for generic types). */
  readonly type: string;
  /** The text that the call is about, when self is one. */
  readonly text: string;
  string(index: number): string;
  int(index: number): number;
  long(index: number): bigint;
  bool(index: number): boolean;
  bytes(index: number): Uint8Array;
  items(index: number): readonly Value[];
  /** A text, known or with holes. */
  piece(index: number): Str | Unknown;
  arg(index: number): Plain;
  has(index: number): boolean;
}
