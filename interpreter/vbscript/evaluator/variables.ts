/** Variables of VBScript: finding, reading, setting and declaring them. */

import { perKey } from "../../../host/cache.js";
import { Alternatives, type Guarded } from "../../../host/choice.js";
import { Trace } from "../../values/source.js";
import { isPartlyUnknown } from "../../values/stand-ins.js";
import { traceOf as placeOfValue } from "../../values/texts.js";
import { ABSENT, type Absent, Arr, type Instance, type Plain, Unknown, type Value } from "../../values/value.js";
import type { ClassDefinition, Declared, Statement } from "../syntax/ast.js";
import { traced } from "../values/convert.js";
import { runtimeError } from "../values/error.js";
import { copied, EMPTY, newArray } from "../values/objects.js";
import type { Frame, Reference, Scope } from "./engine.js";

class VariableReference implements Reference {
  constructor(
    private readonly frame: Frame,
    private readonly scope: Scope,
    private readonly key: string,
  ) {}
  read(): Value {
    return readIn(this.frame, this.scope, this.key);
  }
  write(value: Value): void {
    this.frame.engine.machine.journal.setEntry(this.scope.variables, this.key, value);
  }
}

class FieldReference implements Reference {
  constructor(
    private readonly frame: Frame,
    private readonly object: Instance,
    private readonly key: string,
  ) {}
  read(): Value {
    return this.frame.engine.machine.field<Value>(this.object, this.key) ?? EMPTY;
  }
  write(value: Value): void {
    this.frame.engine.machine.setField(this.object, this.key, value);
  }
}

function readIn(frame: Frame, scope: Scope, key: string): Value {
  const found = frame.engine.machine.now(scope.variables.get(key) as Guarded<Plain | Absent>);
  return withoutAbsent(found);
}

function withoutAbsent(found: Guarded<Plain | Absent>): Value {
  if (!(found instanceof Alternatives)) return found === ABSENT ? EMPTY : found;
  return new Alternatives(found.choice, found.values.map((inner) => withoutAbsent(inner as Guarded<Plain | Absent>)) as never);
}

/** The variable of this name; undefined: there is none. */
export function variable(frame: Frame, key: string): Reference | undefined {
  const { scope, self } = frame;
  const alias = scope.aliases.get(key);
  if (alias) return alias;
  if (scope.variables.has(key)) return new VariableReference(frame, scope, key);
  if (self?.fields.has(key)) return new FieldReference(frame, self, key);
  const { globals } = frame.engine;
  if (scope === globals) return undefined;
  return globals.variables.has(key) ? new VariableReference(frame, globals, key) : undefined;
}

/** The variable of this name, which is made where there is none. */
export function variableToSet(frame: Frame, key: string, at: Trace): Reference {
  const found = variable(frame, key);
  if (found) {
    if (frame.scope.constants.has(key) || (!frame.scope.variables.has(key) && frame.engine.globals.constants.has(key)))
      throw runtimeError(501, at);
    return found;
  }
  if (frame.explicit) throw runtimeError(500, at, key);
  return new VariableReference(frame, frame.scope, key);
}

/** A name that stands for nothing that is known. */
export function undeclared(frame: Frame, key: string, at: Trace): Value {
  if (isPartlyUnknown(frame.engine.machine, key))
    return new Unknown("input", "a variable whose name is not known", `vbs:name:${key}`, at);
  if (frame.explicit) throw runtimeError(500, at, key);
  return EMPTY;
}

/** Sets a variable: arrays are copied, other values remember the assignment. */
export function assign(frame: Frame, reference: Reference, name: string, value: Value, at: Trace): void {
  reference.write(kept(value, name, at));
  frame.engine.machine.secrets.named(name, value);
}

function kept(value: Value, name: string, at: Trace): Value {
  if (value instanceof Alternatives)
    return new Alternatives(value.choice, value.values.map((inner) => kept(inner as Value, name, at)) as never);
  if (value instanceof Arr) return copied(value);
  const from = placeOfValue(value);
  return traced(value, new Trace(at.source, at.start, at.end, `assigned to ${name}`, from ? [from] : []));
}

// ---------------------------------------------------------------- declarations

/** Variables that a body declares, wherever in it: they are there from its beginning. */
const declaredIn = perKey((statements: readonly Statement[]): readonly Declared[] => [...declaredAnew(statements)]);

function* declaredAnew(statements: readonly Statement[]): Generator<Declared> {
  for (const statement of statements) {
    if (statement.kind === "dim") yield* statement.names;
    else if (statement.kind === "redim") {
      for (const { target } of statement.items)
        if (target.kind === "name") yield { name: target.name, key: target.key, bounds: [] };
    }
    for (const body of bodiesOf(statement)) yield* declaredAnew(body);
  }
}

export function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case "if":
      return [...statement.clauses.map((clause) => clause.body), ...(statement.otherwise ? [statement.otherwise] : [])];
    case "select":
      return [...statement.cases.map((clause) => clause.body), ...(statement.otherwise ? [statement.otherwise] : [])];
    case "for":
    case "foreach":
    case "loop":
    case "with":
      return [statement.body];
    default:
      return [];
  }
}

export function declareAll(frame: Frame, statements: readonly Statement[]): void {
  const { journal } = frame.engine.machine;
  const { scope } = frame;
  for (const one of declaredIn(statements)) {
    if (scope.aliases.has(one.key) || scope.variables.has(one.key)) continue;
    // `ReDim` of a variable that is there already declares nothing new.
    if (one.bounds?.length === 0 && variable(frame, one.key)) continue;
    journal.setEntry(scope.variables, one.key, startValue(frame, one));
  }
}

function startValue(frame: Frame, { bounds }: Declared): Value {
  if (bounds === null || bounds.length === 0) return EMPTY;
  frame.engine.machine.budget.size(bounds.reduce((product, bound) => product * (bound + 1), 1));
  return newArray(bounds);
}

/** The fields of a new object. */
export function declareFields(frame: Frame, object: Instance, definition: ClassDefinition): void {
  for (const field of definition.fields) object.fields.set(field.key, startValue(frame, field));
}
