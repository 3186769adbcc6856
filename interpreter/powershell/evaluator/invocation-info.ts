import type { Text } from "../../tools/tool.js";
import { Arr, EnumValue, NULL, PsObject, Str, type Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import { lookup, type Scope } from "../session/scope.js";
import type { Bound } from "./binding.js";

/** `$MyInvocation`: which command runs, and what it was given. */
export interface Invoked {
  readonly type: "Script" | "ExternalScript" | "Function";
  readonly name: string;
  /** As it was called: an alias, or `.` when it was dot-sourced. */
  readonly calledAs?: Text;
  /** Of a script: its file and the folder of that. */
  readonly path?: Text;
  readonly folder?: Text;
}

const COMMAND_TYPES: Readonly<Record<Invoked["type"], number>> = { Function: 2, ExternalScript: 16, Script: 64 };

export function invocationInfo({ type, name, path = "", folder = "", calledAs }: Invoked): PsObject {
  const command = new PsObject([
    type === "Function" ? "System.Management.Automation.FunctionInfo" : "System.Management.Automation.ExternalScriptInfo",
  ]);
  if (type !== "Function") for (const key of ["Path", "Definition", "Source"]) put(command, key, asText(path));
  put(command, "Name", new Str(name));
  put(command, "CommandType", new EnumValue("System.Management.Automation.CommandTypes", type, COMMAND_TYPES[type]));
  const invocation = new PsObject(["System.Management.Automation.InvocationInfo"]);
  put(invocation, "MyCommand", command);
  put(invocation, "InvocationName", asText(calledAs ?? (type === "Function" ? name : path)));
  put(invocation, "PSCommandPath", asText(path));
  put(invocation, "PSScriptRoot", asText(folder));
  put(invocation, "ScriptName", asText(path));
  put(invocation, "Line", new Str(""));
  return invocation;
}

/** Sets what `$MyInvocation` of a scope tells of arguments: `$PSBoundParameters` itself, and what no parameter took. */
export function tellArguments(r: Runtime, scope: Scope, bound: Pick<Bound, "rest">): void {
  const given = lookup(r.machine, scope, "myinvocation");
  const invocation = given === undefined ? undefined : r.machine.plain(given);
  if (!(invocation instanceof PsObject)) return;
  const set = (name: string, value: Value) =>
    r.machine.journal.setEntry(invocation.properties, name.toLowerCase(), { name, value });
  set("BoundParameters", lookup(r.machine, scope, "psboundparameters") ?? NULL);
  const rest = bound.rest.map(({ value }) => value);
  set("UnboundArguments", new Arr("System.Object", rest, "list", "System.Collections.Generic.List`1[System.Object]"));
}

function put(object: PsObject, name: string, value: Value): void {
  object.properties.set(name.toLowerCase(), { name, value });
}

export function asText(text: Text): Value {
  return typeof text === "string" ? new Str(text) : text;
}
