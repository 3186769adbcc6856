import { Alternatives, type Guarded } from "../../../host/choice.js";
import type { Trace } from "../../values/source.js";
import { retraced } from "../../values/unknowns.js";
import { Bool, Num, type Plain, Str, SwitchBool, type Value } from "../../values/value.js";
import { keepBox } from "./boxed.js";

/** The same value with a longer history. Objects keep theirs: they are shared. */
export function withTrace(value: Value, make: (from: Trace | null) => Trace): Value {
  if (value instanceof Alternatives) {
    return new Alternatives(
      value.choice,
      value.values.map((inner: Guarded<Plain>) => withTrace(inner, make) as Guarded<Plain>),
    );
  }
  switch (value.kind) {
    case "str":
      return keepBox(value, new Str(value.value, make(value.trace), value.secret));
    case "num":
      return keepBox(value, new Num(value.type, value.value, make(value.trace), value.text));
    case "bool":
      return keepBox(
        value,
        value instanceof SwitchBool ? new SwitchBool(value.value, make(value.trace)) : new Bool(value.value, make(value.trace)),
      );
    case "unknown":
      return retraced(value, make(value.trace), value.secret);
    default:
      return value;
  }
}
