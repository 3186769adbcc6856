/** Functions that make or find objects, and those that talk to people. */
import { createComObject } from "../../tools/com.js";
import { Str, Unknown, type Value } from "../../values/value.js";
import { numberOf } from "../values/numbers.js";
import { type BuiltIn, type FunctionCall, integer, open, text } from "./function.js";

export function createObject(call: FunctionCall): Value {
  const name = text(call, 0);
  if (name instanceof Str) return createComObject(call.machine, name.value.trim(), call.at);
  call.machine.note(name.cause, "all", `makes a COM object of a class that is not known: ${name.why}`, call.at);
  return new Unknown(name.cause, name.why, call.machine.freshSymbol("com"), call.at, "System.__ComObject");
}

/** `GetObject(path, class)`: a moniker, or without a path a running object of the class. */
export function getObject(call: FunctionCall): Value {
  const first = text(call, 0);
  if (first instanceof Str && first.value === "" && call.args.length > 1)
    return createObject({ ...call, args: call.args.slice(1) });
  const { bindMoniker } = call.machine.toolbox;
  return (
    bindMoniker?.(call.machine, first, call.at) ??
    new Unknown("unmodelled", "an object by its name", call.machine.freshSymbol("moniker"), call.at)
  );
}

export const OBJECT_FUNCTIONS: readonly (readonly [string, BuiltIn])[] = [
  ["createobject", createObject],
  ["getobject", getObject],
  [
    "msgbox",
    (call) => {
      const buttons = integer(call, 1, 0);
      if (buttons instanceof Unknown || (buttons & 7) !== 0)
        return new Unknown(
          "input",
          "the button that is pressed",
          call.machine.freshSymbol("vbs:msgbox"),
          call.at,
          "System.Int32",
        );
      return numberOf(1, call.at);
    },
  ],
  [
    "inputbox",
    (call) =>
      new Unknown("input", "what is typed into a box", call.machine.freshSymbol("vbs:inputbox"), call.at, "System.String"),
  ],
  ["loadpicture", (call) => open(call)],
  ["getlocale", (call) => new Unknown("input", "the locale", "vbs:locale", call.at, "System.Int32")],
  ["setlocale", (call) => new Unknown("input", "the locale", "vbs:locale", call.at, "System.Int32")],
  ["scriptengine", (call) => new Str("VBScript", call.at)],
  ["scriptenginemajorversion", (call) => numberOf(5, call.at)],
  ["scriptengineminorversion", (call) => numberOf(8, call.at)],
  ["scriptenginebuildversion", (call) => numberOf(16384, call.at)],
];
