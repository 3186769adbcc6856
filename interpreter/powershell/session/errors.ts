import { type Guarded, mapGuarded, under } from "../../../host/choice.js";
import { changed, PsError } from "../../tools/script-error.js";
import { OpenErrors } from "../../values/open-lists.js";
import type { Trace } from "../../values/source.js";
import { Arr, Instance, NOTHING, NULL, PsObject, type Value } from "../../values/value.js";
import { errorOf, makeRecord } from "../errors/error-record.js";
import { isSubtype } from "../errors/exceptions.js";
import type { TypeName } from "../syntax/ast.js";
import { toText } from "../types/convert.js";
import { resolveType } from "../types/types.js";
import type { Runtime } from "./runtime.js";
import { lookup } from "./scope.js";

/** The error records of a session, newest first, as `$Error` shows them. */
export function errorList(r: Runtime): Value {
  return r.machine.cell<Value>("powershell:errors", () => new Arr("System.Object", [], "list", "System.Collections.ArrayList"))
    .value;
}

export function success(r: Runtime): boolean {
  return r.machine.settled(r.machine.cell<Guarded<boolean>>("powershell:success", () => true).value);
}

export function setSuccess(r: Runtime, value: boolean): void {
  const cell = r.machine.cell<boolean>("powershell:success", () => true);
  if (cell.value !== value) r.machine.journal.put(cell, value);
}

/** Puts an error on `$Error` and gives its record. */
export function recordError(r: Runtime, error: PsError, reported = true): Value {
  const record = makeRecord(error);
  if (reported) r.errorsTo?.(record);
  r.errorWatch?.(record);
  const list = r.machine.plain(errorList(r));
  if (list.kind === "arr") {
    // In every world by itself: that errors came before this one is no reason to tell their worlds apart.
    const before = under(list.items, r.machine.assumptions);
    const items = mapGuarded<readonly Value[], readonly Value[]>(before, (known) => [record, ...known.slice(0, 255)], Object.is);
    r.machine.journal.set(list, "items", items);
  }
  return record;
}

/** Says that a command that is not modelled may have put errors on `$Error`. */
export function openErrors(r: Runtime, command: string): void {
  const list = r.machine.plain(errorList(r));
  if (list.kind !== "arr") return;
  const gap = new OpenErrors(command, r.machine.freshSymbol(`errors:${command.toLowerCase()}`));
  const before = under(list.items, r.machine.assumptions);
  const items = mapGuarded<readonly Value[], readonly Value[]>(
    before,
    (known) => (known[0] instanceof OpenErrors ? known : [gap, ...known.slice(0, 255)]),
    Object.is,
  );
  r.machine.journal.set(list, "items", items);
}

/** What `throw` throws: an error record or exception as it is, anything else as a message. */
export function errorRecord(r: Runtime, value: Value | null, at: Trace): PsError {
  if (value === null || value === NULL || value === NOTHING) {
    const current = lookup(r.machine, r.scope, "_");
    const again = current ? errorOf(r.machine.plain(current)) : undefined;
    if (again) return changed(again, { thrown: true });
    return new PsError({
      id: "ScriptHalted",
      message: "ScriptHalted",
      exception: "System.Management.Automation.RuntimeException",
      at,
      thrown: true,
      category: "OperationStopped",
    });
  }
  const plain = r.machine.plain(value);
  const known = errorOf(plain);
  if (known) return changed(known, { thrown: true, target: plain });
  if (plain instanceof Instance && plain.model.typeNames.includes("System.Exception")) {
    const message = plain.model.get?.(plain, "Message", at);
    const text = message === undefined ? "" : toText(r.machine, message);
    const shown = typeof text === "string" ? text : "an error";
    return new PsError({
      id: shown,
      message: shown,
      exception: plain.model.typeNames[0],
      at,
      thrown: true,
      target: plain,
      category: "OperationStopped",
    });
  }
  if (plain instanceof PsObject && plain.typeNames.includes("System.Exception")) {
    const given = plain.properties.get("message");
    const settled = given === undefined ? undefined : (r.machine.settled(given as never) as { readonly value: Value } | symbol);
    const text = typeof settled === "object" ? toText(r.machine, settled.value) : "";
    const shown = typeof text === "string" ? text : "an error";
    return new PsError({
      id: shown,
      message: shown,
      exception: plain.typeNames[0],
      at,
      thrown: true,
      target: plain,
      category: "OperationStopped",
    });
  }
  const text = toText(r.machine, plain);
  const message = typeof text === "string" ? text : "an error whose text is not known";
  return new PsError({
    id: message,
    message,
    exception: "System.Management.Automation.RuntimeException",
    at,
    thrown: true,
    target: plain,
    category: "OperationStopped",
  });
}

/** Whether a `catch` (or `trap`) with these types takes the error. No types: every error. */
export function catches(r: Runtime, types: readonly TypeName[], error: PsError): boolean {
  if (types.length === 0) return true;
  return types.some((type) => {
    const wanted = resolveType(type, r)?.name ?? type.name;
    return (
      isSubtype(error.exception, wanted) ||
      (error.inner !== null && isSubtype(error.inner, wanted)) ||
      typeNamesOf(error).some((name) => name.toLowerCase() === wanted.toLowerCase())
    );
  });
}

function typeNamesOf(error: PsError): readonly string[] {
  if (error.target instanceof PsObject) return error.target.typeNames;
  return error.target instanceof Instance && errorOf(error.target) === undefined ? error.target.model.typeNames : [];
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
  if (action === "stop" || action === "silentlycontinue" || action === "ignore" || action === "inquire" || action === "break")
    return action;
  return "continue";
}

/** Whether an error that ends a statement ends the script: `$ErrorActionPreference = 'Stop'`. */
export function preferenceStops(r: Runtime): boolean {
  return errorAction(r, undefined) === "stop";
}
