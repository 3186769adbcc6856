/** Calls of procedures that a script defines. */
import { Alternatives, type Guarded, mapGuarded, Undecided } from "../../../host/choice.js";
import type { Trace } from "../../values/source.js";
import type { Instance, Value } from "../../values/value.js";
import { runtimeError } from "../values/error.js";
import { copied, EMPTY } from "../values/objects.js";
import { type DefinedProcedure, type Ending, type Engine, type Frame, NORMAL, Quit, Scope } from "./engine.js";
import type { Argument } from "./members.js";
import { runStatements } from "./statements.js";
import { declareAll } from "./variables.js";

export function callProcedure(
  engine: Engine,
  defined: DefinedProcedure,
  args: readonly Argument[],
  self: Instance | null,
  at: Trace | null,
): Value {
  const { machine } = engine;
  const { procedure, source, explicit } = defined;
  if (args.length !== procedure.parameters.length) throw runtimeError(450, at, procedure.name);
  const scope = new Scope();
  for (const [index, parameter] of procedure.parameters.entries()) {
    const { value, reference } = args[index] as Argument;
    if (reference !== null && !parameter.byValue) scope.aliases.set(parameter.key, reference);
    else scope.variables.set(parameter.key, value instanceof Alternatives ? value : copied(value));
  }
  const givesValue = procedure.form === "function" || procedure.form === "get";
  if (givesValue) scope.variables.set(procedure.key, EMPTY);
  const frame: Frame = { engine, source, scope, procedure, self, withObject: null, explicit };
  machine.budget.nested(() => {
    declareAll(frame, procedure.body);
    leave(runStatements(frame, procedure.body));
  });
  return givesValue ? machine.now(scope.variables.get(procedure.key) as Value) : EMPTY;
}

/** What does not end here goes on to the statement that called. An ending in some worlds only makes that run once for each. */
export function leave(ending: Guarded<Ending>): void {
  if (ending === NORMAL) return;
  const last = mapGuarded<Ending, Ending>(ending, (leaf) => (leaf.kind === "exit" ? NORMAL : leaf), Object.is);
  if (last instanceof Alternatives) throw new Undecided(last.choice);
  if (last.kind === "error") throw last.error;
  if (last.kind === "quit") throw new Quit(last.code);
}
