import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { namePattern } from "../../../values/name-pattern.js";
import { NULL, PsObject, str, Unknown, type Value } from "../../../values/value.js";
import { automatic, automaticKeys, variableName } from "../../evaluator/automatic-variables.js";
import type { Runtime } from "../../session/runtime.js";
import {
  constrain,
  constraintOf,
  holder,
  lookup,
  namedScope,
  removeVariable,
  type Scope,
  scopeAndKey,
  setVariable,
} from "../../session/scope.js";
import { sessionOf } from "../../types/running.js";

/** Get-, Set-, New-, Remove- and Clear-Variable. */

/** A variable that a command names, in the scope that it names. */
interface Named {
  readonly name: string;
  readonly key: string;
  readonly scope: Scope;
  /** -Scope or a prefix said which scope: those further out do not count. */
  readonly isScoped: boolean;
}

/** Runs for each variable that -Name names. Wildcards stand for variables that there are, where they count. */
function eachVariable(call: CmdletCall, withWildcards: boolean, run: (r: Runtime, one: Named) => void): void {
  const r = sessionOf(call.machine);
  const names = call.texts("Name");
  const open = names instanceof Unknown ? names : names.find((name) => typeof name !== "string");
  if (open !== undefined) call.undecided("input", `the name of a variable is not known: ${(open as Unknown).why}`, "all");
  if (names instanceof Unknown) return;
  const given = call.text("Scope");
  const current = typeof given === "string" ? namedScope(r.scope, given) : r.scope;
  for (const name of names) {
    if (typeof name !== "string") continue;
    const { scope, key } = scopeAndKey(current, name);
    const isScoped = typeof given === "string" || key.length < name.length;
    if (withWildcards && /[*?[]/.test(key) && automatic(r, key) === undefined) {
      for (const found of variablesLike(r, scope, key, isScoped))
        if (isChosen(call, found)) run(r, { name: variableName(found), key: found, scope, isScoped });
    } else run(r, { name, key, scope, isScoped });
  }
}

/** Keys of the variables that fit a pattern, those that PowerShell sets by itself too. */
export function variablesLike(r: Runtime, from: Scope, pattern: string, onlyThere = false): string[] {
  const fits = namePattern(pattern);
  const keys = new Set<string>(onlyThere && from.parent !== null ? [] : automaticKeys(r).filter(fits));
  for (let scope: Scope | null = from; scope; scope = onlyThere ? null : scope.parent)
    for (const key of scope.variables.keys()) if (fits(key) && lookup(r.machine, scope, key) !== undefined) keys.add(key);
  return [...keys].sort();
}

/** Whether -Include and -Exclude leave a name in. */
function isChosen(call: CmdletCall, name: string): boolean {
  const patterns = (parameter: string): ((name: string) => boolean)[] => {
    const texts = call.texts(parameter);
    return texts instanceof Unknown ? [] : texts.flatMap((text) => (typeof text === "string" ? [namePattern(text)] : []));
  };
  const include = patterns("Include");
  return (include.length === 0 || include.some((fits) => fits(name))) && !patterns("Exclude").some((fits) => fits(name));
}

/** The scope that has the variable, or undefined if none has. */
function owner(r: Runtime, { scope, key, isScoped }: Named): Scope | undefined {
  const found = holder(r.machine, scope, key);
  return isScoped && found !== scope ? undefined : found;
}

function readNamed(r: Runtime, one: Named): Value | undefined {
  const found = owner(r, one);
  if (found !== undefined) return lookup(r.machine, found, one.key);
  return one.isScoped && one.scope.parent !== null ? undefined : automatic(r, one.key);
}

function notFound(call: CmdletCall, { name }: Named): void {
  call.fail({
    id: "VariableNotFound",
    message: `Cannot find a variable with the name '${name}'.`,
    exception: "System.Management.Automation.ItemNotFoundException",
    category: "ObjectNotFound",
    target: str(name),
  });
}

function getVariable(call: CmdletCall): void {
  const show = (name: string, value: Value): void =>
    call.out(call.flag("ValueOnly") === true ? value : variableObject(name, value));
  if (!call.has("Name")) {
    const r = sessionOf(call.machine);
    for (const key of variablesLike(r, r.scope, "*"))
      if (isChosen(call, key)) show(variableName(key), lookup(r.machine, r.scope, key) ?? automatic(r, key) ?? NULL);
    return;
  }
  eachVariable(call, true, (r, one) => {
    const value = readNamed(r, one);
    if (value === undefined) notFound(call, one);
    else show(one.name, value);
  });
}

function newVariable(call: CmdletCall): void {
  eachVariable(call, false, (r, one) => {
    if (owner(r, one) === one.scope && call.flag("Force") !== true)
      call.fail({
        id: "SessionStateVariableAlreadyExists",
        message: `A variable with name '${one.name}' already exists.`,
        exception: "System.Management.Automation.SessionStateException",
        category: "ResourceExists",
        target: str(one.name),
      });
    else write(call, r, one);
  });
}

function setVariables(call: CmdletCall): void {
  eachVariable(call, true, (r, one) => write(call, r, one));
}

function write(call: CmdletCall, r: Runtime, one: Named): void {
  if (call.whatIf) return;
  const { scope, key, name } = one;
  const constraint = constraintOf(r.machine, scope, key);
  if (constraint?.readOnly && call.flag("Force") !== true) {
    call.fail({
      id: "VariableNotWritable",
      message: `Cannot overwrite variable ${name} because it is read-only or constant.`,
      exception: "System.Management.Automation.SessionStateUnauthorizedAccessException",
      category: "WriteError",
      target: str(name),
    });
    return;
  }
  const value = call.value("Value") ?? NULL;
  setVariable(r.machine, scope, key, value);
  const option = call.text("Option");
  if (typeof option === "string" && /readonly|constant/i.test(option))
    constrain(r.machine, scope, key, { type: null, attributes: [], readOnly: true });
  if (call.flag("PassThru") === true) call.out(variableObject(name, value));
}

function removeVariables(call: CmdletCall): void {
  eachVariable(call, true, (r, one) => {
    const found = owner(r, one);
    if (found === undefined) notFound(call, one);
    else if (!call.whatIf) removeVariable(r.machine, found, one.key);
  });
}

function clearVariables(call: CmdletCall): void {
  eachVariable(call, true, (r, one) => {
    const found = owner(r, one);
    if (found === undefined && readNamed(r, one) === undefined) return notFound(call, one);
    if (call.whatIf) return;
    setVariable(r.machine, found ?? one.scope, one.key, NULL);
    if (call.flag("PassThru") === true) call.out(variableObject(one.name, NULL));
  });
}

function variableObject(name: string, value: Value): PsObject {
  const object = new PsObject(["System.Management.Automation.PSVariable", "System.Object"]);
  object.properties.set("name", { name: "Name", value: str(name) });
  object.properties.set("value", { name: "Value", value });
  return object;
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Utility" });
const CHOICE = ["Include[]", "Exclude[]", "Scope"];
const WRITE = ["Value@1<.", "Description", "Option", "Visibility", "Force?", "PassThru?"];

export const variableCmdlets: readonly Tool[] = [
  tool("Get-Variable", ["Name[]@0<.", "ValueOnly?", ...CHOICE], getVariable),
  tool("Set-Variable", ["Name[]@0!.", ...WRITE, ...CHOICE], setVariables),
  tool("New-Variable", ["Name@0!.", ...WRITE, "Scope"], newVariable),
  tool("Remove-Variable", ["Name[]@0!.", "Force?", ...CHOICE], removeVariables),
  tool("Clear-Variable", ["Name[]@0!.", "Force?", "PassThru?", ...CHOICE], clearVariables),
];
