import type { Guarded } from "../../host/choice.js";
import { Trace } from "../source.js";
import { Arr, bool, int, NULL, PsObject, str, type Value } from "../value.js";
import type { TypeName } from "./ast.js";
import { toText } from "./convert.js";
import { PsError } from "./error.js";
import type { Runtime } from "./runtime.js";
import { lookup } from "./scope.js";
import { resolveType } from "./types.js";
import { isSubtype } from "./exceptions.js";

/** The error records of a session, newest first, as `$Error` shows them. */
export function errorList(r: Runtime): Value {
  return r.machine.cell<Value>("powershell:errors", () => new Arr("System.Object", [], "list", "System.Collections.ArrayList")).value;
}

export function success(r: Runtime): boolean {
  return r.machine.settled(r.machine.cell<Guarded<boolean>>("powershell:success", () => true).value);
}

export function setSuccess(r: Runtime, value: boolean): void {
  const cell = r.machine.cell<boolean>("powershell:success", () => true);
  if (cell.value !== value) r.machine.journal.put(cell, value);
}

const records = new WeakMap<PsObject, PsError>();

/** The error that a record stands for, if it is one of ours. */
export function errorOf(record: Value): PsError | undefined {
  return record instanceof PsObject ? records.get(record) : undefined;
}

/** Puts an error on `$Error` and gives its record. */
export function recordError(r: Runtime, error: PsError): Value {
  const record = makeRecord(r, error);
  const list = r.machine.plain(errorList(r));
  if (list.kind === "arr") {
    const items = r.machine.settled(list.items);
    r.machine.journal.set(list, "items", [record, ...items.slice(0, 255)]);
  }
  return record;
}

function set(object: PsObject, name: string, value: Value): void {
  object.properties.set(name.toLowerCase(), { name, value });
}

function makeRecord(r: Runtime, error: PsError): PsObject {
  if (error.target instanceof PsObject && records.has(error.target)) return error.target;
  const exception = new PsObject([error.exception, "System.Exception", "System.Object"], error.at);
  set(exception, "Message", str(error.message, error.at));
  set(exception, "InnerException", NULL);
  set(exception, "HResult", NULL);
  const category = new PsObject(["System.Management.Automation.ErrorCategoryInfo", "System.Object"]);
  set(category, "Category", str(error.category));
  set(category, "Reason", str(error.exception.slice(error.exception.lastIndexOf(".") + 1)));
  set(category, "Activity", str(""));
  set(category, "TargetName", str(""));
  const record = new PsObject(["System.Management.Automation.ErrorRecord", "System.Object"], error.at);
  set(record, "Exception", exception);
  set(record, "FullyQualifiedErrorId", str(error.id, error.at));
  set(record, "CategoryInfo", category);
  set(record, "TargetObject", error.target ?? NULL);
  set(record, "ErrorDetails", NULL);
  const invocation = new PsObject(["System.Management.Automation.InvocationInfo", "System.Object"]);
  const position = error.at?.origin;
  set(invocation, "ScriptLineNumber", position ? int(position.line) : NULL);
  set(record, "InvocationInfo", invocation);
  set(record, "ScriptStackTrace", str(""));
  records.set(record, error);
  void r;
  return record;
}

/** What `throw` throws: an error record or exception as it is, anything else as a message. */
export function errorRecord(r: Runtime, value: Value | null, at: Trace): PsError {
  if (value === null) {
    const current = lookup(r.machine, r.scope, "_");
    const again = current ? errorOf(r.machine.plain(current)) : undefined;
    if (again) return new PsError(again.id, again.message, again.exception, again.at, true, again.target, again.category);
    return new PsError("ScriptHalted", "ScriptHalted", "System.Management.Automation.RuntimeException", at, true, null, "OperationStopped");
  }
  const plain = r.machine.plain(value);
  const known = errorOf(plain);
  if (known) return new PsError(known.id, known.message, known.exception, known.at, true, plain, known.category);
  if (plain.kind === "object" && plain.typeNames.some((name) => name === "System.Exception")) {
    const message = plain.properties.get("message");
    const text = message && typeof message === "object" && "value" in message ? toText(r.machine, message.value) : "";
    const shown = typeof text === "string" ? text : "an error";
    return new PsError(shown, shown, plain.typeNames[0], at, true, null, "OperationStopped");
  }
  const text = toText(r.machine, plain);
  const message = typeof text === "string" ? text : "an error whose text is not known";
  return new PsError(message, message, "System.Management.Automation.RuntimeException", at, true, plain, "OperationStopped");
}

/** Whether a `catch` (or `trap`) with these types takes the error. No types: every error. */
export function catches(r: Runtime, types: readonly TypeName[], error: PsError): boolean {
  if (types.length === 0) return true;
  return types.some((type) => {
    const wanted = resolveType(type, r)?.name ?? type.name;
    return isSubtype(error.exception, wanted) || typeNamesOf(error).some((name) => name.toLowerCase() === wanted.toLowerCase());
  });
}

function typeNamesOf(error: PsError): readonly string[] {
  return error.target instanceof PsObject ? error.target.typeNames : [];
}

/** What `-ErrorAction` or `$ErrorActionPreference` asks for. */
export type ErrorAction = "continue" | "stop" | "silentlycontinue" | "ignore" | "inquire" | "break";

export function errorAction(r: Runtime, given: Value | undefined): ErrorAction {
  const value = given ?? lookup(r.machine, r.scope, "erroractionpreference");
  if (value === undefined) return "continue";
  const text = toText(r.machine, r.machine.plain(value));
  const name = typeof text === "string" ? text.toLowerCase() : "continue";
  const numbered = ["silentlycontinue", "stop", "continue", "inquire", "ignore"][Number(name)];
  const action = numbered ?? name;
  if (action === "stop" || action === "silentlycontinue" || action === "ignore" || action === "inquire" || action === "break") return action;
  return "continue";
}

/** Whether an error that ends a statement ends the script: `$ErrorActionPreference = 'Stop'`. */
export function preferenceStops(r: Runtime): boolean {
  return errorAction(r, undefined) === "stop";
}

export { bool };
