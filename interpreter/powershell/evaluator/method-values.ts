import type { Trace } from "../../values/source.js";
import { symbolOf, unmodelled } from "../../values/unknowns.js";
import { Arr, Instance, NULL, type Plain, str, type TypeRef, type Value } from "../../values/value.js";
import { construct, invokeMember, invokeStatic } from "../members/members.js";
import type { Runtime } from "../session/runtime.js";
import { hasMethod, hasStaticMethod } from "../types/calls.js";
import { typeNameOf } from "../types/types.js";
import { hasScriptMethod, invokeScriptMember } from "./classes.js";

/** Methods as values: `$m = $text.Replace` and `$m.Invoke('a', 'b')`, `[string]::Concat` without a call. */

const ANCESTORS = [
  "System.Management.Automation.PSMethodInfo",
  "System.Management.Automation.PSMemberInfo",
  "System.Object",
] as const;

/** Returns the method of an object as a value, or undefined if it has none of this name. */
export function methodValue(r: Runtime, target: Plain, name: string, at: Trace): Value | undefined {
  const isOfScript = hasScriptMethod(target, name, false) || (target.kind === "object" && target.methods.has(name.toLowerCase()));
  if (!isOfScript && (target.kind === "null" || target.kind === "unknown" || !hasMethod(r.machine, typeNameOf(target), name)))
    return undefined;
  return made(
    target,
    name,
    at,
    (args, from) => invokeScriptMember(r, target, name, args, from, false) ?? invokeMember(r.machine, target, name, args, from),
  );
}

/** Returns the static method of a type as a value (`new` is one), or undefined if it has none of this name. */
export function staticMethodValue(r: Runtime, type: TypeRef, name: string, at: Trace): Value | undefined {
  const isNew = name.toLowerCase() === "new";
  if (!isNew && !hasScriptMethod(type, name, true) && !hasStaticMethod(r.machine, type.name, name)) return undefined;
  return made(type, name, at, (args, from) => {
    const own = invokeScriptMember(r, type, name, args, from, true);
    if (own !== undefined) return own;
    return isNew ? construct(r.machine, type, args, from) : invokeStatic(r.machine, type, name, args, from);
  });
}

function made(
  target: Plain,
  name: string,
  at: Trace,
  call: (args: readonly Value[], from: Trace) => Value | undefined,
): Instance {
  const open = (what: string, type: string | null = null) =>
    unmodelled(`${what} of a method is not modelled`, `${symbolOf(target)}.${name.toLowerCase()}:${what}`, at, type);
  return new Instance(
    {
      typeNames: ["System.Management.Automation.PSMethod", ...ANCESTORS],
      get(self, member) {
        switch (member.toLowerCase()) {
          case "name":
            return str(name, at);
          case "value":
            return self;
          case "typenameofvalue":
            return str("System.Management.Automation.PSMethod", at);
          case "overloaddefinitions":
            return open("OverloadDefinitions", "System.String[]");
          case "membertype":
          case "isinstance":
            return open(member);
          default:
            return undefined;
        }
      },
      invoke(_self, member, args, from) {
        if (member.toLowerCase() !== "invoke") return undefined;
        const [only] = args;
        // The parameter is an array of objects: one that is given is the list of arguments.
        const spread = args.length === 1 && only instanceof Arr && only.form === "array" && only.element === "System.Object";
        return call(spread && "length" in only.items ? only.items : args, from ?? at) ?? NULL;
      },
      // Its overloads as .NET declares them, which the tables of types do not tell.
      text: () => open("the text", "System.String"),
    },
    at,
  );
}
