import type { Machine } from "../machine/machine.js";
import type { Area } from "../machine/notes.js";
import type { Trace } from "../values/source.js";
import type { Value } from "../values/value.js";

/**
 * The WMI classes that are modelled, whoever reaches them: Get-WmiObject, Get-CimInstance, `[wmi]`, `[wmiclass]`, VBScript's
 * `winmgmts:`, wmic.exe. Each family brings along the classes that show its part of the host.
 * A class model is written as if there were one world (see `Machine`) and keeps no state of its own.
 */
export interface WmiClass<I = unknown> {
  /** Key properties in the order of an object path: `Win32_Group.Domain="X",Name="Y"` has Domain and Name. */
  readonly keys: readonly string[];
  /** All properties that exist, as they are spelled: setting another one is an error, as on Windows. "any": not listed. */
  readonly properties: readonly string[] | "any";
  /** Properties may be objects that keep what was set on them: `write` is then called without changes of its own too. */
  readonly embedded?: boolean;
  /** Whose rules are affected when a write cannot be told. */
  readonly areas: readonly Area[];
  /**
   * The instances that exist, in the world that is running. `wanted` holds what the query asks for by equality, by property
   * name in lower case: a class whose instances cannot be listed on an existing host answers for those names (a value with
   * parts that are not known is an Unknown). The query is applied again to what is returned.
   */
  find(machine: Machine, wanted: ReadonlyMap<string, Value>, at: Trace | null): readonly I[];
  /** The value of a property (name in lower case) as the host has it now; undefined: not set (null). */
  read(machine: Machine, instance: I, property: string, at: Trace | null): Value | undefined;
  /** Put, Set-CimInstance: applies the properties that were changed since the object was read, all or none. */
  write?(machine: Machine, instance: I, changes: WmiProperties, at: Trace | null): void;
  /** Put of an object made by CreateInstance, New-CimInstance. */
  create?(machine: Machine, properties: WmiProperties, at: Trace | null): void;
  remove?(machine: Machine, instance: I, at: Trace | null): void;
  /**
   * A method (name in lower case); `instance` is null for a static one. Gives the out parameters by name
   * (`ReturnValue` is 0 when left out), or undefined: no such method.
   */
  invoke?(
    machine: Machine,
    instance: I | null,
    method: string,
    args: WmiArguments,
    at: Trace | null,
  ): ReadonlyMap<string, Value> | undefined;
}

/** Properties by name in lower case. */
export type WmiProperties = ReadonlyMap<string, Value>;

/** Arguments of a method: in order (`Invoke-WmiMethod -ArgumentList`, direct calls) or by name (`Invoke-CimMethod -Arguments`). */
export interface WmiArguments {
  readonly ordered: readonly Value[];
  /** By name in lower case. */
  readonly named: ReadonlyMap<string, Value>;
}

export function wmiArgument(args: WmiArguments, index: number, name: string): Value | undefined {
  return args.named.get(name.toLowerCase()) ?? args.ordered[index];
}

/** A class where it is found. */
export interface RegisteredClass {
  /** As it is spelled. */
  readonly name: string;
  /** `root\cimv2`, as it is spelled. */
  readonly namespace: string;
  readonly model: WmiClass;
}

export const DEFAULT_NAMESPACE = "root\\cimv2";

export function wmiClass<I>(namespace: string, name: string, model: WmiClass<I>): RegisteredClass {
  return { name, namespace: namespaceName(namespace), model: model as WmiClass };
}

/** Case does not count; slashes and backslashes are the same; a leading server (`\\.\root`) does not count. */
export function namespaceName(text: string): string {
  let path = text.trim().replaceAll("/", "\\");
  // wmic writes `\\root\cimv2` for the namespace of this computer.
  if (path.startsWith("\\\\") && !path.toLowerCase().startsWith("\\\\root\\")) {
    const root = path.indexOf("\\", 2);
    path = root < 0 ? "" : path.slice(root + 1);
  }
  while (path.startsWith("\\")) path = path.slice(1);
  while (path.endsWith("\\")) path = path.slice(0, -1);
  return path === "" ? DEFAULT_NAMESPACE : path;
}

/** The name of a class, or the beginning of one, in one spelling. */
export function classId(namespace: string, name: string): string {
  return `${namespaceName(namespace).toLowerCase()}:${name.toLowerCase()}`;
}
