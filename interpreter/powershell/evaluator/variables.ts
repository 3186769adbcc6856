import type { Guarded } from "../../../host/choice.js";
import { getEnvironment, setEnvironment } from "../../os/environment.js";
import { PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import {
  ABSENT,
  type Absent,
  Block,
  FALSE,
  NULL,
  type Plain,
  str,
  TRUE,
  type TypeRef,
  Unknown,
  type Value,
} from "../../values/value.js";
import { hasSlots } from "../session/locals.js";
import { drives } from "../session/locations.js";
import type { Runtime } from "../session/runtime.js";
import { constrain, constraintOf, findFunction, lookup, type Scope, scopeAndKey, setVariable } from "../session/scope.js";
import { inScriptFile } from "../session/script-place.js";
import type { Attribute, Variable } from "../syntax/ast.js";
import { convertAssigned, convertTo, toText } from "../types/convert.js";
import { automatic } from "./automatic-variables.js";
import { setFunction } from "./function-values.js";
import { validate } from "./validation.js";

const SCOPES = new Set(["global", "script", "local", "private", "using", "variable", "workflow"]);

/** The value of a variable; one that was never set is $null. */
export function readVariable(r: Runtime, v: Variable): Value {
  if (v.drive !== null && !SCOPES.has(v.drive)) return readDrive(r, v);
  switch (v.key) {
    case "true":
      return TRUE;
    case "false":
      return FALSE;
    case "null":
      return NULL;
  }
  const scope = scopeOf(r, v.drive);
  const found =
    v.drive === "global" || v.drive === "script" ? lookup(r.machine, scope, v.key) : lookup(r.machine, r.scope, v.key);
  if (found !== undefined) return inScriptFile(r.machine, r.source, v.key, found);
  const own = automatic(r, v.key);
  if (own !== undefined) return own;
  if (strictness(r) > 0) {
    throw new PsError({
      id: "VariableIsUndefined",
      message: `The variable '$${v.name}' cannot be retrieved because it has not been set.`,
      at: r.trace(v),
      category: "InvalidOperation",
    });
  }
  return NULL;
}

/** Version of `Set-StrictMode`; 0: off. */
export function strictness(r: Runtime): number {
  return r.machine.settled(r.machine.cell<number>("powershell:strict", () => 0).value as Guarded<number>);
}

/** The variable of the running scope itself; $null when only a scope outside has it. */
export function ownVariable(r: Runtime, v: Variable): Value {
  const found = r.scope.variables.get(v.key);
  if (found === undefined) return AUTOMATIC_ONLY.has(v.key) ? readVariable(r, v) : NULL;
  const settled = r.machine.settled(found as Guarded<Value | Absent>);
  return settled === ABSENT ? NULL : (settled as Value);
}

const AUTOMATIC_ONLY = new Set(["pwd", "pshome", "pid"]);

function scopeOf(r: Runtime, drive: string | null): Scope {
  if (drive === "global") return r.scope.root();
  if (drive === "script") return r.scope.script();
  return r.scope;
}

function readDrive(r: Runtime, v: Variable): Value {
  if (v.drive === "env") return getEnvironment(r.machine, v.name.slice(v.name.indexOf(":") + 1), r.trace(v));
  if (v.drive === "function") {
    const { scope, key } = scopeAndKey(r.scope, v.key);
    const found = findFunction(r.machine, scope, key);
    return found ? new Block(found.body, found.source, null, r.trace(v)) : NULL;
  }
  // A drive that nobody made is none, and gives nothing; that of a letter is a disk of the host.
  const drive = v.drive ?? "";
  if (
    drive.length > 1 &&
    !r.machine.toolbox.providerOfDrive(drive) &&
    !drives(r.machine).some(({ name }) => name.toLowerCase() === drive)
  )
    return NULL;
  return new Unknown("unmodelled", `\${${v.name}} is content of a drive`, `drive:${v.name.toLowerCase()}`, r.trace(v));
}

/** Variables of the session that take no other value. */
const READ_ONLY = new Set([
  "true",
  "false",
  "null",
  "?",
  "error",
  "executioncontext",
  "home",
  "host",
  "pid",
  "psculture",
  "psuiculture",
  "psedition",
  "pshome",
  "psversiontable",
  "shellid",
]);

/** Assigns to a variable, through its type constraint when it has one. */
export function writeVariable(r: Runtime, v: Variable, value: Value): void {
  if (v.drive === "env") {
    const text = toText(r.machine, value);
    setEnvironment(r.machine, v.name.slice(v.name.indexOf(":") + 1), typeof text === "string" ? str(text, null) : text);
    return;
  }
  if (v.drive === "alias") {
    const target = toText(r.machine, value);
    if (typeof target === "string") r.machine.journal.setEntry(r.scope.aliases, v.key, target);
    else r.machine.note(target.cause, "all", `an alias whose command is not known: ${target.why}`, r.trace(v));
    return;
  }
  if (v.drive === "function") {
    return setFunction(r, v.name.slice(v.name.indexOf(":") + 1), value, r.trace(v));
  }
  if (v.drive !== null && !SCOPES.has(v.drive)) return;
  if (READ_ONLY.has(v.key)) {
    if (v.key === "null") return;
    throw new PsError({
      id: "VariableNotWritable",
      message: `Cannot overwrite variable ${v.name} because it is read-only or constant.`,
      exception: "System.Management.Automation.SessionStateUnauthorizedAccessException",
      at: r.trace(v),
      category: "WriteError",
    });
  }
  // An assignment writes the innermost scope, whichever scope a read would find it in.
  const scope = scopeOf(r, v.drive);
  const constraint = scope.constraints === null ? undefined : constraintOf(r.machine, scope, v.key);
  if (constraint?.readOnly) {
    throw new PsError({
      id: "VariableNotWritable",
      message: `Cannot overwrite variable ${v.name} because it is read-only or constant.`,
      exception: "System.Management.Automation.SessionStateUnauthorizedAccessException",
      at: r.trace(v),
      category: "WriteError",
    });
  }
  let stored = value;
  if (constraint?.type) stored = converted(r, scope, r.machine.plain(value), constraint.type, r.trace(v));
  if (constraint && constraint.attributes.length > 0) validate(r, constraint.attributes, stored, v.name, r.trace(v));
  setVariable(r.machine, scope, v.key, stored);
  if (constraint?.isUnset) constrain(r.machine, scope, v.key, { type: constraint.type, attributes: [], readOnly: false });
  if (v.drive === "private") constrain(r.machine, scope, v.key, { type: null, attributes: [], readOnly: false, isPrivate: true });
}

/** Variables in slots are converted as by a cast; those of a session are stricter about truth values. */
function converted(r: Runtime, scope: Scope, value: Plain, type: TypeRef, at: Trace): Value {
  return isInSlot(r, scope) ? convertTo(r.machine, value, type, at) : convertAssigned(r.machine, value, type, at);
}

/** Whether the running code keeps the variables of a scope in slots. */
export function isInSlot(r: Runtime, scope: Scope): boolean {
  return r.slots !== null && r.slots.scope === scope && hasSlots(r.slots.body);
}

/** `[int]$x = ...`: converts, and binds the type to the variable. */
export function declareVariable(
  r: Runtime,
  v: Variable,
  type: TypeRef | null,
  attributes: readonly Attribute[],
  value: Value,
  at: ReturnType<Runtime["trace"]>,
): void {
  const scope = scopeOf(r, v.drive);
  const stored = type ? converted(r, scope, r.machine.plain(value), type, at) : value;
  if (attributes.length > 0) validate(r, attributes, stored, v.name, at);
  setVariable(r.machine, scope, v.key, stored);
  constrain(r.machine, scope, v.key, { type, attributes, readOnly: false });
}

export function setMatches(r: Runtime, matches: Value): void {
  setVariable(r.machine, r.scope, "matches", matches);
}
