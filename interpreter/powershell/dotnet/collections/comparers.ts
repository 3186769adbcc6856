import type { DotnetType, NetType } from "../../../tools/dotnet-type.js";
import type { Plain } from "../../../values/value.js";
import { fieldOf, makeInstance } from "../../types/calls.js";

/** System.StringComparer. */
const NAME = "System.StringComparer";

function comparer(ignoreCase: boolean) {
  return (machine: Parameters<typeof makeInstance>[0]) => makeInstance(machine, NAME, { ignoreCase }, null);
}

const nameType: NetType = {
  name: NAME,
  staticProperties: {
    Ordinal: comparer(false),
    OrdinalIgnoreCase: comparer(true),
    InvariantCulture: comparer(false),
    InvariantCultureIgnoreCase: comparer(true),
    CurrentCulture: comparer(false),
    CurrentCultureIgnoreCase: comparer(true),
  },
  methods: {
    "Equals(string x, string y) bool": (c) => {
      const fold = fieldOf<boolean>(c.machine, c.self, "ignoreCase");
      return fold ? c.string(0).toUpperCase() === c.string(1).toUpperCase() : c.string(0) === c.string(1);
    },
  },
};

/** Whether a value is a comparer that ignores case. */
export function isFoldingComparer(value: Plain): boolean {
  return value.kind === "instance" && value.model.typeNames[0] === NAME && value.fields.get("ignoreCase") === true;
}

export function isComparer(value: Plain): boolean {
  return value.kind === "instance" && value.model.typeNames[0] === NAME;
}

export const comparerTypes: readonly DotnetType[] = [nameType];
