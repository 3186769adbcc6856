import type { Trace } from "../../values/source.js";
import { ABSENT, Arr, Block, NULL, type Value } from "../../values/value.js";
import { getMember } from "../members/members.js";
import type { Runtime } from "../session/runtime.js";
import { type Scope, scopeAndKey } from "../session/scope.js";
import { blockOf } from "./execution-context.js";

/** Functions as values of the drive `Function:`: blocks that are put there, taken away or read. */

/**
 * Makes a function of a value: a block, a text, or another function. Nothing in its place takes the function away
 * (`Clear-Item function:f`). Code that is not known may do anything when it is called, which is said here.
 */
export function setFunction(r: Runtime, name: string, value: Value, at: Trace | null): void {
  const { machine } = r;
  let plain = machine.plain(value);
  // The first of several.
  if (plain instanceof Arr) plain = machine.plain(machine.settled(plain.items)[0] ?? NULL);
  if (plain.kind === "object" || plain.kind === "instance")
    plain = machine.plain(getMember(machine, plain, "ScriptBlock", at) ?? plain);
  if (plain.kind === "null") return removeFunction(r, name);
  const block = machine.plain(blockOf(r, plain, at));
  const { scope, key } = scopeAndKey(r.scope, name);
  if (block instanceof Block) {
    const shown = name.slice(name.length - key.length);
    machine.journal.setEntry(scope.functions, key, {
      name: shown,
      params: null,
      body: block.ast,
      source: block.source,
      form: "function",
      home: null,
    });
    return;
  }
  const why = block.kind === "unknown" ? `: ${block.why}` : "";
  machine.note("opaque", "all", `makes a function of code that is not known${why}`, at ?? r.trace({ start: 0, end: 0 }));
}

/** Takes a function away, from the innermost scope that has it. */
export function removeFunction(r: Runtime, name: string): void {
  const { key, scope: from } = scopeAndKey(r.scope, name);
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const found = scope.ownFunctions?.get(key);
    if (found === undefined || r.machine.settled(found) === ABSENT) continue;
    r.machine.journal.setEntry(scope.functions, key, ABSENT);
    return;
  }
}
