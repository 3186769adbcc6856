import "../../../../interpreter/batch/index.js";
import { Alternatives, type Guarded, leaves } from "../../../../host/choice.js";
import { EXISTING } from "../../../../host/existing.js";
import { HostState } from "../../../../host/state.js";
import { Machine } from "../../../../interpreter/machine/machine.js";
import { type FileSource, NO_FILES } from "../../../../interpreter/os/file-source.js";
import { runPowerShell } from "../../../../interpreter/powershell/index.js";
import type { Dialect } from "../../../../interpreter/powershell/syntax/ast.js";
import { toStr } from "../../../../interpreter/powershell/types/text.js";
import { typeNameOf } from "../../../../interpreter/powershell/types/types.js";
import { standardToolbox } from "../../../../interpreter/product.js";
import { numberText } from "../../../../interpreter/values/number.js";
import { Source } from "../../../../interpreter/values/source.js";
import { shownText } from "../../../../interpreter/values/texts.js";
import { type Plain, Unknown, type Value } from "../../../../interpreter/values/value.js";

export interface Ran {
  /** The outputs as texts, one list for each world. */
  readonly worlds: readonly (readonly string[])[];
  /** Id of the error that ended the script, if one did in every world. */
  readonly error: string | null;
  readonly notes: readonly string[];
  readonly machine: Machine;
}

interface Options {
  readonly dialect?: Dialect;
  readonly files?: FileSource;
}

export function run(script: string, { dialect = "7", files = NO_FILES }: Options = {}): Ran {
  const machine = new Machine({ host: HostState.from(EXISTING), files, toolbox: standardToolbox() });
  const source = new Source(script, { file: "test.ps1", resource: null, property: null, layers: [] }, false);
  const ended = runPowerShell(machine, source, { dialect, path: null });
  if (ended.syntaxError) throw new Error(`does not parse: ${ended.syntaxError.id}`);
  const worlds = [...leaves<readonly Value[]>(ended.outputs as Guarded<readonly Value[]>)].map((outputs) =>
    outputs.map((value) => show(machine, value)),
  );
  const notes = [...machine.host.all()].flatMap(({ key, fact }) =>
    key.id.startsWith("disturbance")
      ? [...leaves(fact)].flatMap((leaf) => (leaf?.status === "unknown" ? [`${leaf.cause}: ${leaf.why}`] : []))
      : [],
  );
  return { worlds, error: ended.error?.id ?? null, notes: [...new Set(notes)], machine };
}

/** The outputs when there is one world. */
export function outputs(script: string, options: Options = {}): readonly string[] {
  const { worlds } = run(script, options);
  if (worlds.length !== 1) throw new Error(`there are ${worlds.length} worlds`);
  return worlds[0] as readonly string[];
}

function show(machine: Machine, value: Value): string {
  if (value instanceof Alternatives) return [...leaves<Plain>(value)].map((leaf) => show(machine, leaf)).join(" or ");
  switch (value.kind) {
    case "null":
      return "$null";
    case "num":
      return numberText(value);
    case "unknown":
      return shownText(value);
    case "object":
      return toText(machine, value);
    case "arr":
    case "dict":
      return `<${typeNameOf(value)}>`;
    default:
      return toText(machine, value);
  }
}

function toText(machine: Machine, value: Value): string {
  const text = toStr(machine, value, null);
  return text instanceof Unknown ? shownText(text) : text.value;
}
