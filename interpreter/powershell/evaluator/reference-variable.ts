import { Instance, NULL, type ObjectModel, type Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import { holder, lookup, setVariable } from "../session/scope.js";
import type { Variable } from "../syntax/ast.js";
import { referenceTypes } from "../types/reference.js";
import { readVariable } from "./variables.js";

/** `[ref]$x`: an object whose Value is the variable. */
export function referenceTo(r: Runtime, variable: Variable): Value {
  const scope = r.scope;
  const owner = holder(r.machine, scope, variable.key) ?? scope;
  const model: ObjectModel = {
    typeNames: referenceTypes(r.machine, lookup(r.machine, owner, variable.key) ?? NULL),
    get: (_self, name) => (name.toLowerCase() === "value" ? (lookup(r.machine, owner, variable.key) ?? NULL) : undefined),
    set(_self, name, value) {
      if (name.toLowerCase() !== "value") return false;
      setVariable(r.machine, owner, variable.key, value);
      return true;
    },
    propertyNames: () => ["Value"],
  };
  // A variable that does not exist yet exists from now on.
  if (lookup(r.machine, owner, variable.key) === undefined)
    setVariable(r.machine, owner, variable.key, readVariable(r, variable));
  return new Instance(model, r.trace(variable));
}
