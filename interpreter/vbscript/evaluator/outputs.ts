/** What methods of WMI give: VBScript sees the return value, and variables that stand for out parameters are set. */
import { type Instance, type Property, PsObject, type Value } from "../../values/value.js";
import { EMPTY } from "../values/objects.js";
import type { Frame } from "./engine.js";
import type { Argument } from "./members.js";

/** Type of the object with the out parameters of a method. */
const PARAMETERS = /#__PARAMETERS$/;

/** Methods by their name in lower case: their parameters in order; null: one that is only given. */
const SIGNATURES: ReadonlyMap<string, readonly (string | null)[]> = new Map<string, readonly (string | null)[]>([
  ["create", [null, null, null, "processid"]],
  ["getowner", ["user", "domain"]],
  ["getownersid", ["sid"]],
  ["getstringvalue", [null, null, null, "svalue"]],
  ["getexpandedstringvalue", [null, null, null, "svalue"]],
  ["getdwordvalue", [null, null, null, "uvalue"]],
  ["getqwordvalue", [null, null, null, "uvalue"]],
  ["getbinaryvalue", [null, null, null, "uvalue"]],
  ["getmultistringvalue", [null, null, null, "svalue"]],
  ["enumkey", [null, null, "snames"]],
  ["enumvalues", [null, null, "snames", "types"]],
  ["checkaccess", [null, null, null, "bgranted"]],
  ["getsecuritydescriptor", ["descriptor"]],
]);

export function passOutputs(frame: Frame, _object: Instance, name: string, args: readonly Argument[], result: Value): Value {
  const { machine } = frame.engine;
  const plain = machine.now(result);
  if (!(plain instanceof PsObject) || !PARAMETERS.test(plain.typeNames[0] ?? "")) return result;
  // `ExecMethod_` gives the object itself.
  if (/^(?:execmethod_?|invokemethod)$/i.test(name)) return result;
  const output = (key: string): Value | undefined => {
    const found = plain.properties.get(key);
    const property = found === undefined ? undefined : machine.settled(found);
    return typeof property === "object" ? (property as Property).value : undefined;
  };
  for (const [index, key] of (SIGNATURES.get(name.toLowerCase()) ?? []).entries()) {
    const value = key === null ? undefined : output(key);
    if (value !== undefined) args[index]?.reference?.write(value);
  }
  return output("returnvalue") ?? EMPTY;
}
