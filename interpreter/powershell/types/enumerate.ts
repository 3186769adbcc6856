import type { Machine } from "../../machine/machine.js";
import type { Plain, Unknown, Value } from "../../values/value.js";
import { itemsNow } from "./live-views.js";

/** Types whose values are single elements of a pipeline. */
const SCALARS =
  /^System\.(String|Boolean|Byte|SByte|Char|U?Int(16|32|64)|Single|Double|Decimal|DateTime|TimeSpan|Guid|Version|Uri)$/;

/**
 * Elements of a value when it is piped or iterated; null: it is one element (texts, dictionaries, scalars).
 * Unknown: it may be a list, and what is in it is not known.
 */
export function enumerate(machine: Machine, value: Plain): readonly Value[] | Unknown | null {
  switch (value.kind) {
    case "arr":
      return itemsNow(machine, value);
    case "instance": {
      const enumerated = value.model.enumerate?.(value);
      return enumerated ?? null;
    }
    case "unknown":
      if (value.parts !== null || (value.type !== null && SCALARS.test(value.type))) return null;
      return value;
    default:
      return null;
  }
}
